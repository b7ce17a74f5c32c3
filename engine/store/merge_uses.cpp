// Who came to need a thing, and what went with it: from the ids that stand in rows of history.
#include <algorithm>

#include "store/merge_history.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Ids of a change's number that stand in a text: 16 hexadecimal digits, a stop, digits.
void each_id_in(std::string_view text, const std::function<void(std::string_view)>& take) {
  constexpr std::string_view digits = "0123456789";
  constexpr std::string_view hex = "0123456789abcdef";
  for (std::size_t stop = text.find('.'); stop != std::string_view::npos;
       stop = text.find('.', stop + 1)) {
    if (stop < 16) continue;
    const std::string_view uid = text.substr(stop - 16, 16);
    if (uid.find_first_not_of(hex) != std::string_view::npos) continue;
    std::size_t end = text.find_first_not_of(digits, stop + 1);
    if (end == std::string_view::npos) end = text.size();
    if (end > stop + 1) take(text.substr(stop - 16, end - stop + 16));
  }
}

/// What a row says anew: of lists the lines that stood there neither before nor otherwise. Who
/// writes on one element of a claim uses the concepts of the others no more than before.
std::string said_anew(std::string_view before, std::string_view after) {
  if (before.find('[') == std::string_view::npos) return std::string(after);
  Image is = Image::parse(after, nullptr, false);
  const Image was = Image::parse(before, nullptr, false);
  if (!is.is_object() || !was.is_object()) return std::string(after);
  for (auto& [key, value] : is.items()) {
    const auto list = was.find(key);
    if (!value.is_array() || list == was.end() || !list->is_array()) continue;
    Image lines = Image::array();
    for (const Image& line : value)
      if (std::find(list->begin(), list->end(), line) == list->end()) lines.push_back(line);
    value = std::move(lines);
  }
  return is.dump();
}

}  // namespace

std::vector<ThingName> MergeHistory::gone_with(const ThingName& thing, const Deed& deed) {
  auto known = gone_with_.find(deed.change->uid);
  if (known == gone_with_.end()) {
    known = gone_with_.emplace(deed.change->uid, References()).first;
    find_gone_with(deed.change->uid, known->second);
  }
  const auto found = known->second.find(thing.id);
  if (found == known->second.end()) return {};
  return {found->second.begin(), found->second.end()};
}

void MergeHistory::find_gone_with(const std::string& uid, References& into) {
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr || !into.empty()) continue;  // the change is the same in both
    Query query(side->connection->prepared(
        "SELECT h.thing, h.thing_id, h.before FROM history h JOIN change c ON c.id = h.change "
        "WHERE c.uid = ? AND h.after = '' ORDER BY h.place"));
    query.bind(1, Cell{std::string_view(uid)});
    while (query.next()) {
      const ThingName other =
          unit(stored_word<ThingKind>(query.view(0)), twins_.standing(query.text(1)));
      each_id_in(query.view(2), [&](std::string_view id) {
        const std::string to = twins_.standing(id);
        if (to != other.id) into[to].insert(other);
      });
    }
  }
}

void MergeHistory::find_uses() {
  uses_.emplace();
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr) continue;
    std::unordered_map<std::int64_t, const ChangeNode*> by_row;
    for (const ChangeNode& node : side->nodes)
      if ((side == &mine_ || side->only.count(node.uid) > 0) && left_out_.count(node.uid) == 0)
        by_row.emplace(node.id, nodes_.at(node.uid));
    Query query(side->connection->prepared(
        "SELECT change, thing_id, after, before, thing FROM history WHERE after <> '' ORDER BY "
        "change, place"));
    while (query.next()) {
      const auto change = by_row.find(query.number(0));
      if (change == by_row.end()) continue;
      const std::string own = query.text(1);
      if (change->second->kind == recovery_kind &&
          !does_anything(*change->second,
                         unit(stored_word<ThingKind>(query.view(4)), twins_.standing(own))))
        continue;
      const auto take = [&](std::string_view id) {
        if (id == own) return;
        auto& list = (*uses_)[twins_.standing(id)];
        if (list.empty() || list.back() != change->second) list.push_back(change->second);
      };
      each_id_in(own, take);
      each_id_in(said_anew(query.view(3), query.view(2)), take);
    }
  }
}

/// Whether the change is the one that made something of the thing what it is: a recovery writes
/// down what others did as well.
bool MergeHistory::does_anything(const ChangeNode& change, const ThingName& thing) {
  const std::vector<Deed>& all = deeds(thing);
  return std::any_of(all.begin(), all.end(),
                     [&change](const Deed& deed) { return deed.change == &change; });
}

std::vector<Deed> MergeHistory::uses(const ThingName& thing) {
  if (!uses_) find_uses();
  std::vector<Deed> list;
  const auto add = [&](const ChangeNode* change) {
    Deed deed;
    deed.change = change;
    deed.is_there = true;
    list.push_back(std::move(deed));
  };
  const auto found = uses_->find(thing.id);
  if (found != uses_->end())
    for (const ChangeNode* change : found->second) add(change);
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr || thing.kind == ThingKind::review) continue;
    for (const ThingName& there : this->there(*side, thing)) {
      for (const auto& user : side->things.users(there)) {
        const std::string change =
            shape_of(user.thing.kind).natural_key.empty()
                ? uid_of_id(user.thing.id)
                : side->things.image(user.thing)->value("change", std::string());
        if (is_import(change)) add(nodes_.at(change));
      }
    }
  }
  return list;
}

}  // namespace retroduce::store
