#include "interchange/refi_codes.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "interchange/refi_names.h"

namespace retroduce::interchange::refi {

bool is_colour(std::string_view text) {
  return (text.size() == 4 || text.size() == 7) && text.front() == '#' &&
         text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

std::optional<model::Role> role_named(std::string_view name) {
  std::string word = base::fold(base::trim(name));
  if (word.ends_with('s')) word.pop_back();
  const auto words = model::words_of<model::Role>();
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<model::Role>(found - words.begin());
}

std::set<std::string> coded_guids(Node project) {
  std::set<std::string> coded;
  for_each_in(project, [&](Node at) {
    if (local_name(at) == "CodeRef" && local_name(at.parent()) == "Coding")
      coded.insert(guid_at(at, "targetGUID"));
  });
  return coded;
}

void Codes::read(Node codes, std::string_view origin, const std::set<std::string>& cases) {
  cases_ = cases;
  for (const Node node : children(codes, "Code")) take(node, Code::none);
  make_labels();
  if (base::fold(origin).starts_with("taguette")) put_below_dotted();
}

bool Codes::stands_below(std::size_t code, std::size_t above) const {
  while (code != Code::none && code != above) code = codes_[code].parent;
  return code == above;
}

/// "time.waiting" stands below "time" where that is there, wherever in the file, and keeps its
/// name.
void Codes::put_below_dotted() {
  std::map<std::string, std::size_t> called;
  for (std::size_t i = 0; i < codes_.size(); ++i) called.emplace(codes_[i].name, i);
  std::int64_t count = 0;
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    const std::string& name = codes_[i].name;
    for (std::size_t dot = name.rfind('.'); dot != std::string::npos && dot > 0;
         dot = name.rfind('.', dot - 1)) {
      const auto above = called.find(name.substr(0, dot));
      if (codes_[i].parent != Code::none || above == called.end() || stands_below(above->second, i))
        continue;
      codes_[i].parent = above->second;
      ++count;
    }
  }
  if (count > 0) {
    xml_.note("dotted-names",
              base::count_of(count, "code was", "codes were") +
                  " put below the one that their names say before a dot, as Taguette means it");
    put_parents_first();
  }
}

/// A code stands behind what it stands below.
void Codes::put_parents_first() {
  std::vector<std::size_t> order;
  std::vector<std::size_t> place(codes_.size(), Code::none);
  const auto put = [&](std::size_t code) {
    std::vector<std::size_t> way;
    for (; code != Code::none && place[code] == Code::none; code = codes_[code].parent)
      way.push_back(code);
    for (auto each = way.rbegin(); each != way.rend(); ++each) {
      place[*each] = order.size();
      order.push_back(*each);
    }
  };
  for (std::size_t i = 0; i < codes_.size(); ++i) put(i);
  std::vector<Code> sorted;
  for (const std::size_t code : order) {
    sorted.push_back(std::move(codes_[code]));
    std::size_t& parent = sorted.back().parent;
    if (parent != Code::none) parent = place[parent];
  }
  codes_ = std::move(sorted);
  for (auto& [guid, code] : places_) code = place[code];
}

void Codes::take(Node node, std::size_t parent) {
  Code code;
  code.node = node;
  code.guid = guid_at(node);
  code.name = base::collapse_blanks(attribute(node, "name"));
  code.parent = parent;
  if (code.name.empty()) {
    xml_.tell(base::Severity::repair, "code-nameless",
              "a code has no name and is called by its GUID", node);
    code.name = code.guid.empty() ? "code without a name" : code.guid;
  }
  if (cases_.count(code.guid) != 0 && children(node, "Code").empty()) {
    twins_.push_back(node);
    return;
  }
  const std::size_t place = codes_.size();
  if (!code.guid.empty() && !places_.emplace(code.guid, place).second) {
    bool is_inside = false;
    for (std::size_t at = parent; at != Code::none; at = codes_[at].parent)
      is_inside = is_inside || codes_[at].guid == code.guid;
    xml_.refuse(is_inside ? "code-cycle" : "guid-twice",
                is_inside
                    ? "the code \"" + code.name + "\" stands below itself in the code tree"
                    : "two codes have the GUID " + code.guid + ", so codings could mean either",
                node);
    return;
  }
  codes_.push_back(std::move(code));
  for (const Node below : children(node, "Code")) take(below, place);
}

/// Labels are unique in a review: shared names take what stands above them, as far up as needed.
void Codes::make_labels() {
  for (Code& code : codes_) code.label = code.name;
  std::vector<std::size_t> above(codes_.size());
  for (std::size_t i = 0; i < codes_.size(); ++i) above[i] = codes_[i].parent;
  for (bool changed = true; changed;) {
    changed = false;
    std::map<std::string, std::vector<std::size_t>> by_label;
    for (std::size_t i = 0; i < codes_.size(); ++i)
      by_label[base::fold(codes_[i].label)].push_back(i);
    for (const auto& [label, places] : by_label) {
      if (places.size() < 2) continue;
      for (const std::size_t i : places) {
        if (above[i] == Code::none) continue;
        codes_[i].label = codes_[above[i]].name + " / " + codes_[i].label;
        above[i] = codes_[above[i]].parent;
        changed = true;
      }
    }
  }
  std::set<std::string> taken;
  std::size_t renamed = 0;
  for (Code& code : codes_) {
    const std::string label = code.label;
    for (int number = 2; !taken.insert(base::fold(code.label)).second; ++number)
      code.label = numbered(label, number);
    if (code.label != code.name) ++renamed;
  }
  if (renamed > 0)
    xml_.tell(base::Severity::repair, "code-names-shared",
              base::count_of(static_cast<std::int64_t>(renamed), "code shares its name",
                             "codes share their names") +
                  " with another: the code above was put before (\"above / name\"), or a number "
                  "behind where that is not enough",
              {});
}

void Codes::give(std::size_t code, model::Role role, const std::string& from, bool with_below) {
  codes_[code].role = role;
  codes_[code].role_from = from;
  // A parent stands before all that is below it.
  for (std::size_t i = code + 1; with_below && i < codes_.size(); ++i) {
    std::size_t at = codes_[i].parent;
    while (at != Code::none && at != code) at = codes_[at].parent;
    if (at != code) continue;
    codes_[i].role = role;
    codes_[i].role_from = from;
  }
}

void Codes::find_roles(Node sets, const std::map<std::string, std::string>& said) {
  for (const Node set : children(sets, "Set")) {
    if (attribute(set, "name") == wordings_set)
      for (const Node member : children(set, "MemberCode"))
        if (Code* code = find(guid_at(member, "targetGUID"))) code->is_wording = true;
    const auto role = role_named(attribute(set, "name"));
    if (!role) continue;
    for (const Node member : children(set, "MemberCode")) {
      std::string guid = guid_at(member, "targetGUID");
      if (guid.empty()) guid = guid_at(member);
      const auto found = places_.find(guid);
      if (found == places_.end()) continue;
      if (codes_[found->second].role && codes_[found->second].role != role) {
        xml_.note("roles-differ",
                  "the code \"" + codes_[found->second].label +
                      "\" stands in sets of two roles; say which with --role-of",
                  member);
        codes_[found->second].role.reset();
        continue;
      }
      give(found->second, *role, "the set \"" + attribute(set, "name") + "\"", false);
    }
  }
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    const auto role = codes_[i].parent == Code::none ? role_named(codes_[i].name) : std::nullopt;
    if (role) give(i, *role, "the branch \"" + codes_[i].name + "\"", true);
  }
  // From the top down, so that what is said of a code below wins.
  std::set<std::string> unused;
  for (const auto& [name, word] : said) unused.insert(name);
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    for (const auto& [name, word] : said) {
      const std::string folded = base::fold(name);
      if (folded != base::fold(codes_[i].label) && folded != base::fold(codes_[i].name) &&
          guid_of(name) != codes_[i].guid)
        continue;
      unused.erase(name);
      if (const auto role = model::from_word<model::Role>(word))
        give(i, *role, std::string(said_by_user), true);
    }
  }
  for (const std::string& name : unused) {
    std::vector<std::string> labels;
    for (const Code& code : codes_) labels.push_back(code.label);
    std::string message = "--role-of names the code \"" + name + "\", which is not in the codebook";
    const auto near = base::nearest(name, labels, 1);
    if (!near.empty()) message += "; is \"" + near.front() + "\" meant?";
    xml_.refuse("role-of-unknown", message);
  }
}

void Codes::send(model::BatchSink& sink, bool colours_are_made_up) const {
  std::int64_t left_out = 0;
  for (const Code& code : codes_) {
    model::Concept concept_;
    concept_.label = code.label;
    concept_.is_wording = code.is_wording;
    concept_.definition = text_of(child(code.node, "Description"));
    if (code.parent != Code::none) concept_.parent = model::Ref<model::Concept>(code.parent);
    concept_.line = static_cast<model::Line>(xml_.line(code.node));
    const std::string colour = attribute(code.node, "color");
    const bool has_colour = is_colour(colour);
    if (has_colour && colours_are_made_up) ++left_out;
    if (has_colour && !colours_are_made_up) concept_.colour = colour;
    sink.add(concept_);
  }
  if (left_out > 0)
    xml_.note("colours-made-up", "QualCoder gives codes colours of its own: those of " +
                                     base::count_of(left_out, "code", "codes") +
                                     " were not taken in, since the project is one of Retroduce");
  for (std::size_t i = 0; i < codes_.size(); ++i) {
    const Code& code = codes_[i];
    std::string rest =
        Xml::rest_of(code.node,
                     {is_colour(attribute(code.node, "color")) ? "color" : "",
                      code.label == attribute(code.node, "name") ? "name" : "",
                      attribute(code.node, "isCodable") == "true" ? "isCodable" : ""},
                     {"Description", "Code"});
    if (rest.empty() && code.guid.empty()) continue;
    sink.add(model::ForeignPart{std::string(system_name),
                                "Code",
                                code.guid,
                                model::ThingKind::concept_,
                                static_cast<std::uint32_t>(i),
                                std::move(rest),
                                {},
                                0});
  }
}

const Code* Codes::find(const std::string& guid) const {
  const auto found = places_.find(guid);
  return found == places_.end() ? nullptr : &codes_[found->second];
}

Code* Codes::find(const std::string& guid) {
  const auto found = places_.find(guid);
  return found == places_.end() ? nullptr : &codes_[found->second];
}

void Codes::tell_roles() const {
  constexpr std::size_t most = 200;
  std::vector<std::string> lines;
  std::int64_t with = 0;
  std::int64_t without = 0;
  std::int64_t by_notes = 0;
  for (const Code& code : codes_) {
    (code.role ? with : without) += code.codings - code.told;
    with += code.told;
    if (code.codings == 0 && !code.role) continue;
    if (code.told > 0 && code.told == code.codings) {
      ++by_notes;
      continue;
    }
    if (lines.size() == most) lines.emplace_back("…");
    if (lines.size() > most) continue;
    std::string role = code.role ? std::string(to_word(*code.role)) : "no role";
    if (code.role && !code.role_from.empty()) role += ", from " + code.role_from;
    role += ", " + base::count_of(code.codings, "coding", "codings");
    if (code.told > 0) role += ", " + base::grouped(code.told) + " of them as a note tells";
    lines.push_back(code.label + ": " + role);
  }
  if (codes_.empty()) return;
  if (by_notes > 0)
    lines.push_back((lines.empty() ? "" : "the other ") +
                    base::count_of(by_notes, "code", "codes") + ": as a note tells of each coding");
  std::string message =
      "roles of codings: " + base::grouped(with) + " said, " + base::grouped(without) + " not said";
  if (without > 0) message += "; say them with --role-of CODE=ROLE, which holds for what is below";
  xml_.tell(base::Severity::note, "roles", std::move(message), {}, std::move(lines));
}

}  // namespace retroduce::interchange::refi
