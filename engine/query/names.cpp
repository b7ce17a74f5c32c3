#include "query/names.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace retroduce::query {
namespace {

using model::ConceptId;
using model::ConfigurationId;
using model::Role;
using model::Snapshot;

/// Names told of one by one; of further ones their number.
constexpr std::size_t most_told = 3;

/// ASCII, and no blank: folded by itself.
bool is_plain(char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// What a name says: a folded text, the whole of a label or its beginning.
class Wanted {
 public:
  explicit Wanted(std::string_view name) : exact_(base::fold(name)) {
    if (exact_.ends_with('*'))
      prefix_ = base::fold(std::string_view(exact_).substr(0, exact_.size() - 1));
  }
  bool is_prefix() const { return exact_.ends_with('*'); }

  bool is(std::string_view folded) const { return folded == exact_; }
  bool begins(std::string_view folded) const { return folded.starts_with(prefix_); }

  /// False where the plain beginning of the label already differs: most labels are then never
  /// folded.
  bool may_be(std::string_view label) const {
    const std::string_view wanted =
        is_prefix() ? std::string_view(prefix_) : std::string_view(exact_);
    // The letter before a sign beyond ASCII may compose with it, so it is left to the folding.
    for (std::size_t i = 0; i + 1 < label.size() && is_plain(label[i]) && is_plain(label[i + 1]);
         ++i) {
      if (i == wanted.size()) return is_prefix();
      if (lower(label[i]) != wanted[i]) return false;
    }
    return true;
  }

 private:
  std::string exact_;
  std::string prefix_;
};

template <typename Fits>
std::vector<ConceptId> by_label(const Snapshot& snapshot, const Wanted& wanted, const Fits& fits) {
  std::vector<ConceptId> found;
  const auto& labels = snapshot.concepts.labels();
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const model::Label label(labels[i]);
    if (wanted.may_be(label) && fits(base::fold(label))) found.emplace_back(i);
  }
  return found;
}

template <typename Fits>
std::vector<ConceptId> by_alias(const Snapshot& snapshot, const Fits& fits) {
  std::vector<ConceptId> found;
  for (const model::Alias& alias : snapshot.aliases) {
    if (fits(alias.folded)) found.push_back(alias.concept_);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::string listed(const Snapshot& snapshot, const std::vector<ConceptId>& concepts) {
  std::vector<std::string> labels;
  for (const ConceptId id : concepts)
    labels.push_back(in_quotes(snapshot.concepts[id.index()].label));
  return base::join(labels, ", ");
}

std::vector<ConceptId> matched_by_name(const Snapshot& snapshot, std::string_view name,
                                       std::vector<std::string>& notes) {
  const Wanted wanted(name);
  const auto same = [&](std::string_view folded) { return wanted.is(folded); };
  const auto begins = [&](std::string_view folded) { return wanted.begins(folded); };
  std::vector<ConceptId> found = by_label(snapshot, wanted, same);
  if (!found.empty()) return found;
  found = by_alias(snapshot, same);
  if (found.size() == 1)
    notes.push_back(shown_name(name) + " is an alias of " + listed(snapshot, found));
  if (found.size() > 1) {
    notes.push_back(in_quotes(name) +
                    " is an alias of several concepts, all taken: " + listed(snapshot, found));
  }
  if (!found.empty() || !wanted.is_prefix()) return found;
  found = by_label(snapshot, wanted, begins);
  return found.empty() ? by_alias(snapshot, begins) : found;
}

/// Marks what lies below; each concept looks up its parents once.
std::vector<ConceptId> with_those_below(const Snapshot& snapshot,
                                        const std::vector<ConceptId>& roots) {
  enum : std::uint8_t { unknown, inside, outside };
  std::vector<std::uint8_t> state(snapshot.concepts.size(), unknown);
  for (const ConceptId root : roots) state[root.index()] = inside;
  std::vector<ConceptId> found;
  std::vector<std::size_t> line;
  for (std::size_t i = 0; i < snapshot.concepts.size(); ++i) {
    line.clear();
    std::size_t at = i;
    while (state[at] == unknown && line.size() <= snapshot.concepts.size()) {
      line.push_back(at);
      const ConceptId parent = snapshot.concepts.facts()[at].parent;
      if (!parent.is_set()) break;
      at = parent.index();
    }
    const std::uint8_t end = state[at] == inside ? inside : outside;
    for (const std::size_t one : line) state[one] = end;
    if (state[i] == inside) found.emplace_back(i);
  }
  return found;
}

/// How often, and where, a set of concepts stands in each role.
struct Standing {
  std::array<std::vector<ConfigurationId>, 5> fired;  ///< by role; with the sign that was asked for
  std::vector<ConfigurationId> not_fired;
  std::array<bool, 5> opposite{};  ///< by role: with the other sign
};

Standing where_it_stands(const Snapshot& snapshot, const std::vector<ConceptId>& concepts,
                         bool opposite) {
  std::vector<bool> wanted(snapshot.concepts.size(), false);
  for (const ConceptId id : concepts) wanted[id.index()] = true;
  Standing standing;
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
    const ConfigurationId k{i};
    for (const auto& element : snapshot.elements_of(k)) {
      if (!wanted[element.concept_.index()]) continue;
      const auto role = static_cast<std::size_t>(element.role);
      if (element.opposite != opposite) {
        standing.opposite[role] = true;
        continue;
      }
      auto& list = element.when_not_fired ? standing.not_fired : standing.fired[role];
      if (list.empty() || list.back() != k) list.push_back(k);
    }
  }
  return standing;
}

/// Does any of the concepts stand in a role of the slot, fired?
bool stands_in(const Snapshot& snapshot, const Slot& slot, const std::vector<ConceptId>& concepts,
               bool opposite) {
  return std::any_of(slot.roles.begin(), slot.roles.end(), [&](Role role) {
    const auto& holders = snapshot.holders(role);
    return std::any_of(concepts.begin(), concepts.end(), [&](ConceptId id) {
      return !holders[graph::place_of({id, opposite})].empty();
    });
  });
}

std::string with_article(Role role) {
  const std::string word(model::to_word(role));
  const bool vowel = role == Role::intervention || role == Role::actor || role == Role::outcome;
  return (vowel ? "an " : "a ") + word;
}

std::string some_labels(const Snapshot& snapshot, const std::vector<ConfigurationId>& list) {
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < list.size() && i < 3; ++i) {
    labels.push_back(snapshot.configurations[list[i].index()].label);
  }
  const std::string more =
      list.size() > 3
          ? " and " + base::grouped(static_cast<std::int64_t>(list.size()) - 3) + " more"
          : "";
  return base::join(labels, ", ") + more;
}

/// Tells where a name stands that never stands in a role of the slot.
void note_standing(const Snapshot& snapshot, const Slot& slot, const Name& name,
                   const std::vector<ConceptId>& concepts, std::vector<std::string>& notes) {
  const Standing standing = where_it_stands(snapshot, concepts, name.opposite);
  std::string asked;
  std::string other_sign;
  for (const Role role : slot.roles) {
    const auto number = static_cast<std::size_t>(role);
    if (asked.find(with_article(role)) == std::string::npos) {
      asked += (asked.empty() ? "" : " or ") + with_article(role);
    }
    if (standing.opposite[number])
      other_sign = (name.opposite ? "" : "not ") + shown_name(name.text);
  }
  std::vector<std::string> places;
  for (std::size_t role = 0; role < standing.fired.size(); ++role) {
    if (standing.fired[role].empty()) continue;
    places.push_back("as " + with_article(static_cast<Role>(role)) + " (" +
                     some_labels(snapshot, standing.fired[role]) + ")");
  }
  if (!standing.not_fired.empty()) {
    places.push_back("as an outcome where the mechanism does not fire (" +
                     some_labels(snapshot, standing.not_fired) + ")");
  }
  std::string note =
      (name.opposite ? "not " : "") + shown_name(name.text) + " never stands as " + asked;
  note += places.empty() ? "; it stands in no configuration"
                         : "; it stands " + base::join(places, ", ");
  if (!other_sign.empty()) note += "; " + other_sign + " does stand there";
  notes.push_back(std::move(note));
}

/// The configuration of that very label: they stand in label order.
std::optional<ConfigurationId> labelled(const model::ListColumn<char>& labels,
                                        std::string_view label) {
  std::size_t begin = 0;
  for (std::size_t count = labels.size(); count > 0;) {
    const std::size_t half = count / 2;
    const bool is_before = base::compare_labels(model::Label(labels[begin + half]), label) < 0;
    begin += is_before ? half + 1 : 0;
    count = is_before ? count - half - 1 : half;
  }
  if (begin == labels.size() || model::Label(labels[begin]) != label) return std::nullopt;
  return ConfigurationId{begin};
}

}  // namespace

std::vector<ConceptId> matching_concepts(const Snapshot& snapshot, std::string_view name,
                                         bool exactly, std::vector<std::string>& notes) {
  const std::vector<ConceptId> found = matched_by_name(snapshot, name, notes);
  return exactly || found.empty() ? found : with_those_below(snapshot, found);
}

void refuse_unknown(const Question& question, const std::vector<Name>& unknown,
                    const std::string& code, const std::string& sentence,
                    const std::vector<std::string>& candidates, const std::string& list_all,
                    Remarks& remarks) {
  const std::size_t shown = std::min(unknown.size(), most_told);
  std::vector<std::string> names;
  std::vector<std::string> more;
  for (std::size_t i = 0; i < shown; ++i) {
    names.push_back(shown_name(unknown[i].text));
    std::vector<std::string> near;
    if (!base::trim(unknown[i].text).empty()) near = base::nearest(unknown[i].text, candidates);
    for (std::string& one : near) one = in_quotes(one);
    if (near.empty()) continue;
    more.push_back("Nearest" + (unknown.size() == 1 ? "" : " to " + names.back()) + ": " +
                   base::join(near, ", "));
  }
  std::string message = sentence + base::join(names, ", ");
  if (shown < unknown.size())
    message += " or by any of " + base::count_of(static_cast<std::int64_t>(unknown.size() - shown),
                                                 "further name", "further names");
  if (more.empty()) {
    more.push_back(list_all);
  } else {
    more.back() += ". " + list_all;
  }
  remarks.refused.add(refuse(question.text, unknown.front().place, code, message, std::move(more)));
}

namespace {

void refuse_concepts(const Snapshot& snapshot, const Question& question, const Slot& slot,
                     const std::vector<Name>& unknown, Remarks& remarks) {
  std::vector<std::string> labels;
  for (const auto& one : snapshot.concepts) labels.push_back(one.label);
  for (const auto& alias : snapshot.aliases) labels.push_back(alias.label);
  refuse_unknown(
      question, unknown, "query.unknown-concept", "no concept is called ", labels,
      "List all with the question: " +
          (slot.has_role ? std::string(model::to_word(slot.roles[0])) + "s" : "concepts together"),
      remarks);
}

}  // namespace

std::vector<std::vector<graph::Term>> resolve_concepts(const Snapshot& snapshot,
                                                       const Question& question, const Slot& slot,
                                                       const std::vector<Name>& names,
                                                       Remarks& remarks) {
  std::vector<std::vector<graph::Term>> named;
  std::vector<Name> unknown;
  std::size_t misplaced = 0;
  for (const Name& name : names) {
    const auto concepts = matching_concepts(snapshot, name.text, question.exactly, remarks.notes);
    if (concepts.empty()) {
      unknown.push_back(name);
      continue;
    }
    const bool in_role = !slot.has_role || stands_in(snapshot, slot, concepts, name.opposite);
    if (!in_role && misplaced++ < most_told)
      note_standing(snapshot, slot, name, concepts, remarks.notes);
    named.emplace_back();
    for (const ConceptId id : concepts) named.back().push_back({id, name.opposite});
  }
  if (misplaced > most_told) {
    remarks.notes.push_back(base::count_of(static_cast<std::int64_t>(misplaced - most_told),
                                           "further name does", "further names do") +
                            " not stand there either");
  }
  if (!unknown.empty()) refuse_concepts(snapshot, question, slot, unknown, remarks);
  return named;
}

std::optional<ConfigurationId> resolve_configuration(const Snapshot& snapshot,
                                                     const Question& question, const Name& name,
                                                     Remarks& remarks) {
  const std::string wanted = base::fold(name.text);
  const auto& all = snapshot.configurations.labels();
  // The very label first: a review may hold K1 and k1.
  if (const auto same = labelled(all, name.text)) return same;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (base::fold(model::Label(all[i])) == wanted) return ConfigurationId{i};
  }
  std::vector<std::string> labels;
  for (const auto& one : snapshot.configurations) labels.push_back(one.label);
  refuse_unknown(question, {name}, "query.unknown-configuration", "no configuration is called ",
                 labels, "List all with: retroduce list REVIEW configurations", remarks);
  return std::nullopt;
}

std::string resolve_coder(const model::Details& details, const Question& question, const Name& name,
                          Remarks& remarks) {
  std::vector<std::string> coders = details.coders();
  const std::string wanted = base::fold(name.text);
  for (const std::string& coder : coders) {
    if (base::fold(coder) == wanted) return coder;
  }
  std::sort(coders.begin(), coders.end());
  remarks.refused.add(refuse(
      question.text, name.place, "query.unknown-coder",
      "no coder is called " + shown_name(name.text),
      {coders.empty() ? "The review has no coder yet" : "Coders: " + base::join(coders, ", ")}));
  return {};
}

}  // namespace retroduce::query
