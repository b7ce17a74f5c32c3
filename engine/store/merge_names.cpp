#include "store/merge_names.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string as_compared(ThingKind kind, const Image& name) {
  const std::string text = name.is_string() ? name.get<std::string>() : std::string();
  return kind == ThingKind::concept_ ? base::fold(text) : text;
}

std::string name_key(ThingKind kind) { return std::string(shape_of(kind).name); }

Image scope_now(MergeState& state, const ThingName& thing) {
  const std::string key(name_scope(thing.kind));
  const auto write = key.empty() ? std::nullopt : state.last_write(thing, key);
  return write ? write->value : Image();
}

}  // namespace

std::string numbered(const std::string& given, std::size_t number) {
  return given + " (" + std::to_string(number) + ")";
}

bool is_numbered(const std::string& shown, const std::string& given) {
  if (!shown.starts_with(given + " (") || !shown.ends_with(")")) return false;
  const std::string number = shown.substr(given.size() + 2, shown.size() - given.size() - 3);
  return !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
}

/// The write of its name. To undo what took it away, or named it anew, says again how it was shown,
/// and nobody gave it that number.
std::optional<Write> NameJoin::given_to(const ThingName& thing) {
  const std::string key = name_key(thing.kind);
  const auto last = state_.last_write(thing, key);
  const auto said = state_.last_said(thing, key);
  const bool is_shown_so =
      last && said && last->value.is_string() && said->value.is_string() &&
      is_numbered(last->value.get<std::string>(), said->value.get<std::string>());
  return is_shown_so ? said : last;
}

/// The write that gives it that name, if it bears it.
std::optional<Write> NameJoin::name_now(const ThingName& thing, const std::string& name,
                                        const Image& scope) {
  if (!is_there_(thing)) return std::nullopt;
  auto write = given_to(thing);
  if (!write || as_compared(thing.kind, write->value) != name) return std::nullopt;
  if (scope_now(state_, thing) != scope) return std::nullopt;
  return write;
}

std::vector<ShownName> NameJoin::like(const ThingName& thing) {
  if (!has_name_alone(thing.kind) || !is_there_(thing)) return {};
  const auto own = given_to(thing);
  if (!own || !own->value.is_string()) return {};
  const std::string name = as_compared(thing.kind, own->value);
  const Image scope = scope_now(state_, thing);
  std::vector<ShownName> waiting;
  for (const ThingName& other : history_.ever_named(thing.kind, own->value.get<std::string>()))
    if (auto write = name_now(other, name, scope))
      waiting.push_back({other, *write, 1, write->value.get<std::string>()});
  std::vector<ShownName> list;
  while (!waiting.empty()) {
    // Those whose names nobody left here knew better than to take; of several the earliest.
    auto first = waiting.end();
    for (auto each = waiting.begin(); each != waiting.end(); ++each) {
      const bool gives_way = std::any_of(waiting.begin(), waiting.end(), [&](const auto& other) {
        return history_.knew(*other.given.by, *each->given.by);
      });
      if (!gives_way && (first == waiting.end() || precedes(each->given, first->given)))
        first = each;
    }
    list.push_back(std::move(*first));
    waiting.erase(first);
  }
  number(list, scope);
  return list;
}

/// Of two that did not know of each other the earlier; of one change, the first of it.
bool NameJoin::precedes(const Write& a, const Write& b) const {
  if (history_.knew(*a.by, *b.by)) return true;
  if (history_.knew(*b.by, *a.by)) return false;
  return std::tuple(is_earlier(*a.by, *b.by), b.by->raw_id) >
         std::tuple(is_earlier(*b.by, *a.by), a.by->raw_id);
}

/// The name that a thing had when the deed, which took it away or named it anew, was done.
std::optional<Write> NameJoin::name_until(const ThingName& thing, const std::string& name,
                                          const Deed& known_to) {
  const Writes all = FieldJoin::writes_of(history_, history_.deeds(thing));
  const auto found = all.find(name_key(thing.kind));
  if (found == all.end()) return std::nullopt;
  std::optional<Write> shown;
  for (const Write& write : found->second) {
    if (!history_.knew(known_to, *write.by)) continue;
    const bool is_over =
        std::any_of(found->second.begin(), found->second.end(), [&](const Write& other) {
          return history_.knew(known_to, *other.by) && history_.knew(*other.by, *write.by);
        });
    if (!is_over && (!shown || is_earlier(*shown->by, *write.by))) shown = write;
  }
  if (shown && as_compared(thing.kind, shown->value) != name) shown.reset();
  return shown;
}

/// Names of things that bore it beside this one, seen by who took them away or named them anew.
std::vector<Write> NameJoin::gave_way_to(const ShownName& shown, const Image& scope) {
  std::vector<Write> list;
  const ThingKind kind = shown.thing.kind;
  const std::string name = as_compared(kind, shown.given.value);
  for (const ThingName& other : history_.ever_named(kind, shown.given.value.get<std::string>())) {
    if (other == shown.thing || name_now(other, name, scope)) continue;
    if (scope_now(state_, other) != scope) continue;
    for (const Deed& deed : history_.deeds(other)) {
      const bool ends = !deed.is_there || (deed.was_there && deed.after.contains(name_key(kind)));
      if (!ends || !history_.knew(deed, *shown.given.by)) continue;
      const auto write = name_until(other, name, deed);
      if (!write) continue;
      if (precedes(*write, shown.given)) list.push_back(*write);
      break;
    }
  }
  return list;
}

bool NameJoin::is_free(ThingKind kind, const std::string& name, const Image& scope) {
  const auto bearers = history_.ever_named(kind, name);
  return std::none_of(bearers.begin(), bearers.end(), [&](const ThingName& thing) {
    return name_now(thing, as_compared(kind, name), scope).has_value();
  });
}

void NameJoin::number(std::vector<ShownName>& list, const Image& scope) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    ShownName& each = list[i];
    each.number = std::max(last + 1, 1 + i + gave_way_to(each, scope).size());
    const std::string given = each.given.value.get<std::string>();
    while (each.number > 1) {
      each.name = numbered(given, each.number);
      if (is_free(each.thing.kind, each.name, scope)) break;
      ++each.number;
    }
    last = each.number;
  }
}

std::optional<ShownName> NameJoin::shown(const ThingName& thing) {
  for (ShownName& each : like(thing))
    if (each.thing == thing) return std::move(each);
  return std::nullopt;
}

std::optional<Dispute> NameJoin::dispute(const ThingName& thing) {
  const auto own = shown(thing);
  if (!own || own->number == 1) return std::nullopt;
  return Dispute{Dispute::About::name,
                 thing,
                 {name_key(thing.kind), "", {{own->given.by->change, own->given.value}}}};
}

}  // namespace retroduce::store
