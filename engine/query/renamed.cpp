#include "query/renamed.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
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

struct NewName {
  Place place;
  std::string name;
};

class NamesOfToday {
 public:
  explicit NamesOfToday(const std::vector<Renamed>& renamed) : renamed_(renamed) {}

  void look_at(const Question& question) {
    for (std::size_t i = 0; i < question.arguments.size(); ++i) {
      for (const Name& name : question.arguments[i].names)
        look_at(named_in(question.form->slots[i]), name);
    }
    for (const Name& key : question.without) look_at(ThingKind::document, key);
    for (const Condition& one : question.where)
      look_at(named_in(base::fold(one.field.text)), one.value);
    if (question.inner) look_at(*question.inner);
  }

  /// The last first, so that places hold while names are put in.
  std::vector<NewName> from_the_end() {
    std::sort(found_.begin(), found_.end(),
              [](const NewName& a, const NewName& b) { return a.place.begin > b.place.begin; });
    return std::move(found_);
  }

 private:
  void look_at(std::optional<ThingKind> kind, const Name& name) {
    if (!kind) return;
    for (const Renamed& one : renamed_) {
      if (one.kind != *kind || base::fold(one.then) != base::fold(name.text)) continue;
      found_.push_back({name.place, one.now});
      return;
    }
  }

  const std::vector<Renamed>& renamed_;
  std::vector<NewName> found_;
};

/// The kind that whole texts in a field of a row are names of, where they are names of one kind.
std::optional<ThingKind> named_in_row(std::string_view field) {
  if (field == "document" || field == "documents") return ThingKind::document;
  if (field == "configuration" || field == "derivation") return ThingKind::configuration;
  for (const std::string_view one :
       {"concept", "concepts", "context", "mechanism", "outcome", "actor"}) {
    if (field == one) return ThingKind::concept_;
  }
  return std::nullopt;
}

bool ends_name(std::string_view text, std::size_t at) {
  return at == text.size() || std::string_view(" ,;:\")").find(text[at]) != std::string_view::npos;
}
bool begins_name(std::string_view text, std::size_t at) {
  return at == 0 || std::string_view(" \"(").find(text[at - 1]) != std::string_view::npos;
}

}  // namespace

std::string asked_today(std::string_view question, const std::vector<Renamed>& renamed) {
  std::string text(base::trim(question));
  if (renamed.empty()) return text;
  const auto parsed = parse(text);
  if (!parsed) return text;
  NamesOfToday names(renamed);
  names.look_at(*parsed.value);
  for (const NewName& one : names.from_the_end())
    text.replace(one.place.begin, one.place.end - one.place.begin, in_quotes(one.name));
  return text;
}

std::string FormerNames::of(ThingKind kind, const std::string& name) const {
  for (const Renamed& one : renamed_) {
    if (one.kind == kind && one.now == name) return one.then;
  }
  return name;
}

/// In prose: the longest name that stands there as words of its own.
std::string FormerNames::anywhere(std::string_view text) const {
  std::string told;
  for (std::size_t at = 0; at < text.size();) {
    const Renamed* longest = nullptr;
    for (const Renamed& one : renamed_) {
      const bool stands = begins_name(text, at) && text.substr(at).starts_with(one.now) &&
                          ends_name(text, at + one.now.size());
      if (stands && (longest == nullptr || one.now.size() > longest->now.size())) longest = &one;
    }
    told += longest != nullptr ? longest->then : std::string(1, text[at]);
    at += longest != nullptr ? longest->now.size() : 1;
  }
  return told;
}

void FormerNames::tell(std::string_view field, Value& value) const {
  if (auto* words = std::get_if<std::string>(&value.value)) {
    const auto kind = named_in_row(field);
    *words = kind ? of(*kind, *words) : anywhere(*words);
  } else if (auto* list = std::get_if<Values>(&value.value)) {
    for (Value& one : *list) tell(field, one);
  } else if (auto* parts = std::get_if<Parts>(&value.value)) {
    for (auto& [name, one] : *parts) tell(name, one);
  }
}

Row FormerNames::told(Row row) const {
  for (auto& [name, value] : row.fields) tell(name, value);
  for (std::string& mark : row.marks) mark = anywhere(mark);
  return row;
}

}  // namespace retroduce::query
