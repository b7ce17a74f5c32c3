#include "query/renamed.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "query/lexer.h"
#include "query/names.h"
#include "query/operator.h"
#include "query/parser.h"

namespace retroduce::query {
namespace {

using model::Renamed;
using model::ThingKind;

/// What names in a slot, or values of a field in `where`, are names of.
std::optional<ThingKind> named_in(const Slot& slot) {
  if (slot.kind == Slot::Kind::concepts) return ThingKind::concept_;
  if (slot.kind == Slot::Kind::configuration) return ThingKind::configuration;
  if (slot.kind == Slot::Kind::coder) return ThingKind::coder;
  return std::nullopt;
}
std::optional<ThingKind> named_in(const std::string& field) {
  if (field == "actor") return ThingKind::concept_;
  if (field == "label") return ThingKind::configuration;
  if (field == "theme") return ThingKind::theme;
  if (field == "key") return ThingKind::document;
  if (field == "study") return ThingKind::study;
  return std::nullopt;
}

struct Named {
  ThingKind kind = ThingKind::review;
  Name name;
};

void add_named(std::optional<ThingKind> kind, const Name& name, std::vector<Named>& list) {
  if (kind) list.push_back({*kind, name});
}

void add_named(const Question& question, std::vector<Named>& list) {
  for (std::size_t i = 0; i < question.arguments.size(); ++i) {
    for (const Name& name : question.arguments[i].names)
      add_named(named_in(question.form->slots[i]), name, list);
  }
  for (const Name& key : question.without) add_named(ThingKind::document, key, list);
  for (const Condition& one : question.where)
    add_named(named_in(base::fold(one.field.text)), one.value, list);
  if (question.inner) add_named(*question.inner, list);
}

/// What is named, in the order of places; nothing where the question cannot be read.
std::vector<Named> named_by(std::string_view question) {
  std::vector<Named> list;
  if (const auto parsed = parse(question)) add_named(*parsed.value, list);
  std::sort(list.begin(), list.end(),
            [](const Named& a, const Named& b) { return a.name.place.begin < b.name.place.begin; });
  return list;
}

/// Stand around a number behind a name; they stand in no text.
constexpr char opens_number = '\x01';
constexpr char closes_number = '\x02';

std::string mark(std::size_t number) {
  return opens_number + std::to_string(number) + closes_number;
}

/// As it stands within quotes.
std::string escaped(const std::string& name) {
  const std::string quoted = in_quotes(name);
  return quoted.substr(1, quoted.size() - 2);
}

/// Whether the text ended with the name, in whose place the other stands now.
bool replace_end(std::string& text, const std::string& name, const std::string& other) {
  if (!text.ends_with(name)) return false;
  text.replace(text.size() - name.size(), name.size(), other);
  return true;
}

}  // namespace

std::string asked_today(std::string_view question, const std::vector<Renamed>& renamed) {
  std::string text(base::trim(question));
  if (renamed.empty()) return text;
  const auto list = named_by(text);
  // From the end, so that places hold while names are put in.
  for (auto named = list.rbegin(); named != list.rend(); ++named) {
    const auto is_meant = [&](const Renamed& one) {
      return one.kind == named->kind && !one.now.empty() &&
             base::fold(one.then) == base::fold(named->name.text);
    };
    const auto one = std::find_if(renamed.begin(), renamed.end(), is_meant);
    if (one == renamed.end()) continue;
    const Place place = named->name.place;
    text.replace(place.begin, place.end - place.begin, in_quotes(one->now));
  }
  return text;
}

std::vector<NamedThing> things_named(std::string_view question) {
  std::vector<NamedThing> things;
  for (const Named& one : named_by(question)) things.push_back({one.kind, one.name.text});
  return things;
}

std::optional<NamedThing> given_away(std::string_view question,
                                     const std::vector<Renamed>& renamed) {
  for (NamedThing& thing : things_named(question))
    for (const Renamed& one : renamed)
      if (one.now.empty() && one.kind == thing.kind &&
          base::fold(one.then) == base::fold(thing.name))
        return std::move(thing);
  return std::nullopt;
}

FormerNames::FormerNames(const std::vector<Renamed>& renamed) : renamed_(renamed) {
  for (std::size_t i = 0; i < renamed.size(); ++i)
    marked_.push_back({renamed[i].kind, renamed[i].then + mark(i), renamed[i].now});
}

FormerNames::Asked FormerNames::asked(std::string_view question, const model::Snapshot& today,
                                      const model::SnapshotPtr& then) const {
  std::vector<Renamed> names;
  std::map<std::string, std::string> shown;  // of concepts, by the name of today
  for (const Renamed& one : marked_) {
    names.push_back({one.kind, one.now, one.then});
    if (one.kind == ThingKind::concept_) shown[one.now] = one.then;
  }
  std::vector<Name> beginnings;
  for (const Named& one : named_by(question)) {
    if (one.kind == ThingKind::concept_ && base::fold(one.name.text).ends_with('*'))
      beginnings.push_back(one.name);
  }
  if (beginnings.empty()) return {asked_today(question, names), then};
  auto snapshot = std::make_shared<model::Snapshot>(*then);
  std::vector<std::string> notes;
  for (const Name& name : beginnings) {
    const std::string alias = "*" + mark(names.size());
    std::set<std::string> meant;
    for (const auto id : matching_concepts(today, name.text, true, notes)) {
      const std::string label = today.concepts[id.index()].label;
      const auto other = shown.find(label);
      meant.insert(other == shown.end() ? label : other->second);
    }
    for (std::size_t i = 0; i < then->concepts.size(); ++i) {
      if (meant.count(then->concepts[i].label) != 0)
        snapshot->aliases.push_back({base::fold(alias), alias, model::ConceptId{i}});
    }
    names.push_back({ThingKind::concept_, name.text, alias});
  }
  std::sort(snapshot->aliases.begin(), snapshot->aliases.end(), [](const auto& a, const auto& b) {
    return a.folded != b.folded ? a.folded < b.folded : a.concept_ < b.concept_;
  });
  return {asked_today(question, names), std::move(snapshot)};
}

std::string FormerNames::then(std::string_view text) {
  std::string told;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const std::size_t end = text[at] == opens_number ? text.find(closes_number, at) : at;
    if (end == at || end == std::string_view::npos) {
      told += text[at];
    } else {
      at = end;
    }
  }
  return told;
}

std::string FormerNames::now(std::string_view text) const {
  std::string told;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text[at] == opens_number ? text.find(closes_number, at) : at;
    if (end == at || end == std::string_view::npos) {
      told += text[at++];
      continue;
    }
    const std::string number(text.substr(at, end + 1 - at));
    for (std::size_t i = 0; i < renamed_.size(); ++i) {
      const Renamed& one = renamed_[i];
      if (number == mark(i) && !replace_end(told, one.then, one.now))
        replace_end(told, escaped(one.then), escaped(one.now));
    }
    at = end + 1;
  }
  return told;
}

}  // namespace retroduce::query
