// Roles of codings, which the standard does not know. A code that is coded in one role alone goes
// into a set of it; where that does not tell a coding's role, a note does, in words.
#include <algorithm>
#include <functional>

#include "base/quote_match.h"
#include "base/text.h"
#include "interchange/refi_codes.h"
#include "interchange/refi_project.h"
#include "interchange/refi_reader.h"
#include "interchange/refi_xml.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

// ------------------------------------------------------------------------------------ writing

void ProjectBuilder::role_sets(Out all) {
  std::vector<std::set<std::string_view>> roles(batch_.concepts.size());
  for (const model::Coding& coding : batch_.codings)
    roles[coding.concept_.index()].insert(to_word(coding.role));
  for (const std::string_view role : model::words_of<model::Role>()) {
    const std::string name = std::string(role) + "s";
    const bool is_there =
        std::any_of(all.children().begin(), all.children().end(), [&](const Out& set) {
          return role_named(set.attribute("name").value()) == role_named(name);
        });
    if (is_there) continue;
    Out node = all.append_child("Set");
    put(node, "guid", names_.further(ThingKind::review, 0, "set " + name));
    put(node, "name", name);
    for (std::size_t i = 0; i < roles.size(); ++i) {
      if (roles[i].size() == 1 && *roles[i].begin() == role)
        put(node.append_child("MemberCode"), "targetGUID", names_.guid(ThingKind::concept_, i));
    }
    drop_if_empty(node);
  }
  Out node = all.append_child("Set");
  put(node, "guid", names_.further(ThingKind::review, 0, wordings_set));
  put(node, "name", std::string(wordings_set));
  for (std::size_t i = 0; i < batch_.concepts.size(); ++i)
    if (batch_.concepts[i].is_wording)
      put(node.append_child("MemberCode"), "targetGUID", names_.guid(ThingKind::concept_, i));
  drop_if_empty(node);
}

/// The role that sets and branches say of each concept, as our import reads them.
std::vector<std::optional<model::Role>> ProjectBuilder::shown_roles(Out sets) {
  std::map<std::string, std::size_t> concepts;
  for (std::size_t i = 0; i < batch_.concepts.size(); ++i)
    concepts.emplace(names_.guid(ThingKind::concept_, i), i);
  std::vector<std::optional<model::Role>> roles(batch_.concepts.size());
  for (const Out set : sets.children("Set")) {
    const auto role = role_named(set.attribute("name").value());
    for (const Out member : set.children("MemberCode")) {
      const auto found = concepts.find(member.attribute("targetGUID").value());
      if (role && found != concepts.end()) roles[found->second] = role;
    }
  }
  const std::function<void(std::size_t, model::Role)> give = [&](std::size_t at, model::Role role) {
    roles[at] = role;
    for (const std::size_t below : below_[at]) give(below, role);
  };
  for (const std::size_t root : below_.back())
    if (const auto role = role_named(batch_.concepts[root].label)) give(root, *role);
  return roles;
}

/// A line for each coding of concepts that are not shown in the right role, and one for each other
/// concept: some programs drop the sets.
std::string ProjectBuilder::told_roles(Out sets) {
  const auto shown = shown_roles(sets);
  std::vector<bool> is_told(batch_.concepts.size());
  for (const model::Coding& coding : batch_.codings) {
    const std::size_t at = coding.concept_.index();
    if (coding.role != shown[at]) is_told[at] = true;
  }
  std::string lines;
  std::set<std::size_t> is_met;
  for (const model::Coding& coding : batch_.codings) {
    const std::size_t at = coding.concept_.index();
    if (!is_told[at]) {
      if (coding.role && is_met.insert(at).second)
        lines += in_words(ToldRole{coding.role, batch_.concepts[at].label, {}, {}});
      continue;
    }
    ToldRole role{coding.role, batch_.concepts[at].label, told(coding.extract), {}};
    if (coding.coder.is_set()) role.coder = batch_.coders[coding.coder.index()].label;
    lines += in_words(role);
    lose("roles of codings whose code is coded in several (they go in the words of a note)");
  }
  return lines.empty() ? lines : std::string(roles_head) + "\n" + lines;
}

// ------------------------------------------------------------------------------------ reading

bool ProjectReader::take_roles(const std::string& text) {
  auto roles = roles_in(text);
  if (!roles) return false;
  for (ToldRole& role : *roles) {
    const std::string words =
        role.extract.quote.empty() ? std::string() : base::quote_key(role.extract.quote);
    told_roles_[{base::fold(role.concept_), words}].push_back(std::move(role));
  }
  return true;
}

/// Those that say of whom they are go before the others; none of them says it where a program has
/// given a source or a user another name.
void ProjectReader::keep_fitting(std::vector<const ToldRole*>& roles,
                                 const std::function<bool(const ToldRole&)>& fits) {
  std::vector<const ToldRole*> fitting;
  for (const ToldRole* role : roles)
    if (fits(*role)) fitting.push_back(role);
  if (!fitting.empty()) roles = std::move(fitting);
}

std::vector<std::optional<model::Role>> ProjectReader::roles_of(const Code& code,
                                                                const model::Coding& coding) const {
  const CodedPlace& place = coded_places_.at(coding.extract.index());
  const std::string wanted = base::fold(code.label);
  auto found = told_roles_.find({wanted, place.words});
  // Words that stand in the text nearly so are told with their place.
  for (auto each = told_roles_.lower_bound({wanted, ""});
       found == told_roles_.end() && each != told_roles_.end() && each->first.first == wanted;
       ++each) {
    const bool is_there =
        std::any_of(each->second.begin(), each->second.end(), [&](const ToldRole& role) {
          return role.extract.at && role.extract.at == place.begin &&
                 role.extract.document == here_.key;
        });
    if (is_there) found = each;
  }
  if (found == told_roles_.end()) found = told_roles_.find({wanted, ""});
  if (found == told_roles_.end()) return {};
  std::vector<const ToldRole*> told;
  for (const ToldRole& role : found->second) told.push_back(&role);
  std::string coder;
  for (const auto& [label, ref] : coder_refs_)
    if (coding.coder.is_set() && ref == coding.coder.value) coder = label;
  keep_fitting(told, [&](const ToldRole& role) { return role.extract.document == here_.key; });
  keep_fitting(told, [&](const ToldRole& role) {
    return !role.extract.at || role.extract.at == place.begin;
  });
  keep_fitting(told, [&](const ToldRole& role) { return role.coder == coder; });
  std::vector<std::optional<model::Role>> roles;
  for (const ToldRole* role : told) {
    if (std::find(roles.begin(), roles.end(), role->role) == roles.end())
      roles.push_back(role->role);
  }
  return roles;
}

/// Sends the coding in its role, or in all the roles that a note tells of it at once: a program
/// may have kept one of them only. The number of the one that the element stands for.
std::uint32_t ProjectReader::send_in_roles(Code& code, model::Coding coding) {
  const auto send = [&](std::optional<model::Role> role) {
    coding.role = role;
    sink_.add(coding);
    return codings_++;
  };
  if (told_roles_.empty() || code.role_from == said_by_user) return send(code.role);
  SentCodings& sent =
      sent_codings_[{coding.extract.value, coding.concept_.value, coding.coder.value}];
  if (sent.met++ == 0) {
    const auto roles = roles_of(code, coding);
    if (roles.empty()) return send(code.role);
    sent.first = codings_;
    sent.count = static_cast<std::uint32_t>(roles.size());
    for (const auto role : roles) send(role);
  }
  if (sent.count == 0) return send(code.role);
  if (sent.met <= sent.count) ++code.told;
  return sent.first + std::min(sent.met, sent.count) - 1;
}

}  // namespace retroduce::interchange::refi
