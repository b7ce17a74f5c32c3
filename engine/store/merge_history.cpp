#include "store/merge_history.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "store/history_rows.h"
#include "store/merge_recovered.h"
#include "store/standing.h"
#include "store/step_back.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

Image parsed(const std::string& text) { return text.empty() ? Image::object() : read_image(text); }

}  // namespace

bool is_earlier(const Deed& a, const Deed& b) {
  const auto key = [](const Deed& deed) {
    return deed.change == nullptr ? std::tuple(std::string(), std::string(), deed.place)
                                  : std::tuple(deed.change->at, deed.change->uid, deed.place);
  };
  return key(a) < key(b);
}

namespace {

/// Whether a change took one piece of evidence away and put another in its place, as where elements
/// move and bring theirs along.
bool is_another(ThingKind kind, const Deed& gone, const Deed& brought) {
  return kind == ThingKind::evidence && gone.was_there && !gone.is_there && !brought.was_there &&
         gone.before.value("change", Image()) != brought.after.value("change", Image());
}

}  // namespace

bool brings(const Deed& deed) { return !deed.was_there && deed.is_there; }

Deed taken_together(const Deed& first, const Deed& second) {
  Deed both = first;
  both.is_there = second.is_there;
  if (!second.is_there) {
    both.after = Image::object();
    if (first.was_there && first.is_there)
      both.before = patched(second.before, first.after, first.before);
  } else if (!second.was_there) {
    both.after = second.after;
    if (first.was_there) std::tie(both.before, both.after) = differing(first.before, second.after);
  } else {
    // Fields that only the second touched were before it what they were before both.
    if (first.was_there)
      for (const auto& [key, value] : second.before.items())
        if (!first.before.contains(key) && !first.after.contains(key)) both.before[key] = value;
    both.after = patched(first.after, second.before, second.after);
    if (first.was_there) {
      const Image before = both.before;
      for (const auto& [key, value] : before.items())
        if (both.after.contains(key) && both.after.at(key) == value) {
          both.before.erase(key);
          both.after.erase(key);
        }
    }
  }
  return both;
}

MergeHistory::MergeHistory(Connection& mine, Connection* theirs, const std::vector<TwinPair>& told)
    : mine_(mine) {
  read_side(mine_);
  if (theirs != nullptr) {
    theirs_.emplace(*theirs);
    read_side(*theirs_);
    call_as_known(theirs_->nodes, *theirs, mine);
  }
  std::vector<ChangeNode> all = mine_.nodes;
  for (const ChangeNode& node : mine_.nodes) nodes_.emplace(node.uid, &node);
  if (theirs_) {
    std::unordered_set<std::string> common;
    for (const ChangeNode& node : theirs_->nodes) {
      if (nodes_.count(node.uid) > 0) {
        common.insert(node.uid);
      } else {
        theirs_->only.insert(node.uid);
        all.push_back(node);
      }
    }
    for (const ChangeNode& node : mine_.nodes)
      if (common.count(node.uid) == 0) mine_.only.insert(node.uid);
    for (const ChangeNode& node : theirs_->nodes) nodes_.emplace(node.uid, &node);
    is_related_ = !common.empty();
  }
  // One of the two may have lost the rows of a change.
  for (const std::string& uid : with_rows_) imports_.erase(uid);
  precedence_.emplace(all);
  find_void_decisions();
  find_idle_steps();
  std::unordered_map<std::string, std::string> times;
  for (const auto& [uid, node] : nodes_) times.emplace(uid, node->at);
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr) continue;
    for (const auto& [id, stands] : side->twins) twins_.join(id, stands, times);
  }
  for (const TwinPair& pair : told) {
    twins_.join(pair.id, pair.other, times);
    new_twins_.push_back({pair.kind, pair.id});
  }
  if (!theirs_ || !is_related_ || theirs_->only.empty()) {
    find_crossed();
    find_local(mine_);
    index_rows(mine_, true);
    return;
  }
  find_twins(times);
  find_crossed();
  find_local(mine_);
  find_local(*theirs_);
  index_rows(mine_, true);
  index_rows(*theirs_, false);
}

void MergeHistory::read_side(Side& side) {
  side.nodes = read_joined_nodes(*side.connection);
  {
    Query query(side.connection->prepared("SELECT id, stands_for FROM twin ORDER BY id"));
    while (query.next()) side.twins.emplace(query.text(0), query.text(1));
  }
  {
    Query query(side.connection->prepared(
        "SELECT o.thing, o.thing_id, c.uid, o.image FROM origin_image o JOIN change c ON c.id = "
        "o.change ORDER BY o.thing, o.thing_id, c.uid"));
    while (query.next()) {
      OriginImage& origin = side.origins.emplace_back();
      origin.thing = {stored_word<ThingKind>(query.text(0)), query.text(1)};
      origin.change = query.text(2);
      origin.image = parsed(query.text(3));
    }
  }
  {
    Query query(
        side.connection->prepared("SELECT thing, thing_id FROM shown_as ORDER BY thing, thing_id"));
    while (query.next()) side.shown.insert({stored_word<ThingKind>(query.text(0)), query.text(1)});
  }
  Query query(side.connection->prepared(
      "SELECT uid, kind = 'import', EXISTS (SELECT 1 FROM history h WHERE h.change = change.id) "
      "FROM change ORDER BY id"));
  while (query.next()) {
    if (query.flag(1) || !query.flag(2)) imports_.insert(query.text(0));
    if (!query.flag(1) && query.flag(2)) with_rows_.insert(query.text(0));
  }
}

std::vector<const ChangeNode*> MergeHistory::brought() const {
  std::vector<const ChangeNode*> list;
  if (!theirs_) return list;
  for (const ChangeNode& node : theirs_->nodes)
    if (theirs_->only.count(node.uid) > 0) list.push_back(&node);
  return list;
}

bool MergeHistory::knew(const Deed& later, const Deed& earlier) const {
  if (later.change == earlier.change) return false;
  if (earlier.change == nullptr) return true;
  return later.change != nullptr && precedence_->knew(later.change->uid, earlier.change->uid);
}

ThingName MergeHistory::unit(ThingKind kind, const std::string& id) {
  const std::size_t first = id.find(' ');
  const std::size_t last = id.rfind(' ');
  if (kind == ThingKind::evidence) return {kind, id.substr(0, first) + id.substr(last)};
  if (kind == ThingKind::sameness && first != std::string::npos && id.substr(first + 1) < id)
    return {kind, id.substr(first + 1) + " " + id.substr(0, first)};
  return {kind, id};
}

// ---- things that were added on both sides

/// Whether it is one with something that both sides have: then each side's own twins say all.
bool MergeHistory::is_settled(const std::string& id) const {
  const auto members = twins_.members(twins_.standing(id));
  return std::any_of(members.begin(), members.end(), [this](const std::string& member) {
    const std::string uid = uid_of_id(member);
    return nodes_.count(uid) > 0 && mine_.only.count(uid) == 0 && theirs_->only.count(uid) == 0;
  });
}

/// What only this side has with imports, as it came. What became of it stands in rows: the first
/// row that touched a field says what that was. What a merge shows otherwise is kept apart.
std::unordered_map<std::string, Image> MergeHistory::as_imported(Side& side,
                                                                 const ThingShape& shape) {
  std::unordered_map<std::string, Image> found;
  for (const ChangeNode& node : side.nodes) {
    if (side.only.count(node.uid) == 0 || !is_import(node.uid)) continue;
    for (const ThingName& thing : side.things.added_by(node.id))
      if (thing.kind == shape.kind) found.emplace(thing.id, side.things.image(thing).value());
  }
  Query query(side.connection->prepared(
      "SELECT h.thing_id, h.before, h.after FROM history h JOIN change c ON c.id = h.change WHERE "
      "h.thing = ?1 AND c.kind <> ?2 ORDER BY h.change DESC, h.place DESC"));
  query.bind({Cell{to_word(shape.kind)}, Cell{merge_kind}});
  while (query.next()) {
    const std::string id = query.text(0);
    const std::string uid = uid_of_id(id);
    if (side.only.count(uid) == 0 || !is_import(uid)) continue;
    if (query.view(2).empty()) {
      found[id] = parsed(query.text(1));
    } else if (const auto known = found.find(id); known != found.end() && !query.view(1).empty()) {
      known->second = patched(known->second, parsed(query.text(2)), parsed(query.text(1)));
    }
  }
  for (const OriginImage& origin : side.origins)
    if (origin.thing.kind == shape.kind && side.only.count(origin.change) > 0)
      found[origin.thing.id] = origin.image;
  return found;
}

/// All of a kind that only this side has, as it was added: by rows, or by an import.
void MergeHistory::find_added(Side& side, const ThingShape& shape, AddedByKey& into) {
  const auto add = [&](const std::string& id, const Image& image) {
    if (is_settled(id)) return;
    const Image standing = twins_.standing(shape.kind, image);
    if (const auto key = twin_key(shape.kind, standing)) into[*key].push_back({id, standing});
  };
  for (const auto& [id, image] : as_imported(side, shape)) add(id, image);
  std::set<std::string> seen;
  Query query(side.connection->prepared(
      "SELECT h.thing_id, h.after FROM history h JOIN change c ON c.id = h.change WHERE h.thing = "
      "?1 AND h.before = '' AND c.kind <> ?2 ORDER BY h.change, h.place"));
  query.bind({Cell{to_word(shape.kind)}, Cell{merge_kind}});
  while (query.next()) {
    const std::string id = query.text(0);
    const std::string uid = uid_of_id(id);
    if (side.only.count(uid) == 0 || is_import(uid)) continue;
    const Image image = parsed(query.text(1));
    if (shape.kind == ThingKind::document && image.contains("text")) continue;
    // It was split from another, to be cut to size: whoever does so means a claim of their own.
    if (shape.kind == ThingKind::configuration && image.contains("elements")) continue;
    if (seen.insert(id).second) add(id, image);
  }
}

void MergeHistory::find_twins(const std::unordered_map<std::string, std::string>& times) {
  const auto knew = [this](const std::string& later, const std::string& earlier) {
    return precedence_->knew(later, earlier);
  };
  for (const ThingShape& shape : thing_shapes()) {
    if (!shape.natural_key.empty()) continue;
    AddedByKey ours;
    find_added(mine_, shape, ours);
    if (ours.empty()) continue;
    AddedByKey others;
    find_added(*theirs_, shape, others);
    for (const auto& [key, list] : others) {
      const auto same = ours.find(key);
      if (same == ours.end()) continue;
      std::vector<std::string> ids;
      for (const AddedThing& each : list) ids.push_back(each.id);
      for (const AddedThing& each : same->second) ids.push_back(each.id);
      for (const std::vector<std::string>& group : told_as_one(std::move(ids), times, knew)) {
        for (const std::string& id : group) {
          if (id == group.front()) continue;
          twins_.join(group.front(), id, times);
          new_twins_.push_back({shape.kind, id});
        }
      }
    }
  }
}

/// By which ids a side has what goes by another here.
void MergeHistory::find_local(Side& side) {
  std::unordered_set<std::string> known;
  for (const ChangeNode& node : side.nodes) known.insert(node.uid);
  std::set<std::string> standing;
  for (const auto& [id, stands] : twins_.all()) standing.insert(stands);
  for (const std::string& id : standing) {
    std::set<std::string> own;
    for (const std::string& member : twins_.members(id)) {
      if (known.count(uid_of_id(member)) == 0) continue;
      const auto there = side.twins.find(member);
      own.insert(there == side.twins.end() ? member : there->second);
    }
    for (const std::string& each : own) side.local.emplace(id, each);
  }
}

/// The ids by which a side may have it; several where it has two things that are one here.
std::vector<std::string> MergeHistory::local_ids(const Side& side, const std::string& id) const {
  std::vector<std::string> list{""};
  for (const std::string& token : base::split(id, ' ')) {
    std::vector<std::string> ways;
    const auto [from, to] = side.local.equal_range(token);
    for (auto each = from; each != to; ++each) ways.push_back(each->second);
    if (ways.empty()) ways.push_back(token);
    std::vector<std::string> longer;
    for (const std::string& start : list)
      for (const std::string& way : ways)
        longer.push_back(start + (start.empty() ? "" : " ") + way);
    list = std::move(longer);
  }
  std::sort(list.begin(), list.end());
  return list;
}

std::vector<ThingName> MergeHistory::there(Side& side, const ThingName& unit) {
  std::vector<ThingName> found;
  for (const std::string& id : local_ids(side, unit.id)) {
    const std::size_t blank = id.find(' ');
    if (unit.kind != ThingKind::evidence) {
      if (side.things.image({unit.kind, id})) found.push_back({unit.kind, id});
      const std::string turned = unit.kind == ThingKind::sameness
                                     ? id.substr(blank + 1) + " " + id.substr(0, blank)
                                     : std::string();
      if (!turned.empty() && side.things.image({unit.kind, turned}))
        found.push_back({unit.kind, turned});
      continue;
    }
    const auto configuration = side.things.row_of(ThingKind::configuration, id.substr(0, blank));
    const auto extract = side.things.row_of(ThingKind::extract, id.substr(blank + 1));
    if (!configuration || !extract) continue;
    Query query(
        side.connection->prepared("SELECT element FROM evidence WHERE configuration = ? AND "
                                  "extract = ? ORDER BY element"));
    query.bind({Cell{*configuration}, Cell{*extract}});
    while (query.next())
      found.push_back({unit.kind, id.substr(0, blank + 1) + query.text(0) + id.substr(blank)});
  }
  return found;
}

std::optional<Image> MergeHistory::theirs_of(const ThingName& unit) {
  if (!theirs_) return std::nullopt;
  const auto found = there(*theirs_, unit);
  return found.empty() ? std::nullopt : theirs_->things.image(found.front(), true);
}

std::vector<std::pair<ThingName, std::string>> MergeHistory::mine_judged(ThingKind kind,
                                                                         std::string_view field,
                                                                         const Image& scale) {
  const ThingShape& shape = shape_of(kind);
  const std::string column(find_field(shape, field)->column);
  const std::string from = column + " FROM " + std::string(shape.table) + " WHERE ";
  std::vector<std::string> words;
  {
    Query query(
        mine_.connection->prepared("SELECT DISTINCT " + from + column + " IS NOT NULL ORDER BY 1"));
    while (query.next())
      if (std::find(scale.begin(), scale.end(), query.text(0)) == scale.end())
        words.push_back(query.text(0));
  }
  std::vector<std::pair<std::int64_t, std::string>> rows;
  for (const std::string& word : words) {
    Query query(mine_.connection->prepared("SELECT id, " + from + column + " = ? ORDER BY id"));
    query.bind(1, Cell{std::string_view(word)});
    while (query.next()) rows.emplace_back(query.number(0), word);
  }
  std::vector<std::pair<ThingName, std::string>> found;
  for (const auto& [row, word] : rows)
    found.push_back({{kind, twins_.standing(mine_.things.id_of(kind, row))}, word});
  return found;
}

// ---- what was done

void MergeHistory::index_rows(Side& side, bool all) {
  std::unordered_map<std::int64_t, const ChangeNode*> by_row;
  for (const ChangeNode& node : side.nodes) {
    if (void_.count(node.uid) > 0) continue;
    if (all || side.only.count(node.uid) > 0) by_row.emplace(node.id, nodes_.at(node.uid));
  }
  Query query(side.connection->prepared(
      "SELECT change, place, thing, thing_id, after, CASE WHEN after = '' THEN before ELSE after "
      "END FROM history ORDER BY change, place"));
  while (query.next()) {
    const auto change = by_row.find(query.number(0));
    if (change == by_row.end()) continue;
    const auto kind = stored_word<ThingKind>(query.view(2));
    if (kind == ThingKind::element) continue;
    const std::string raw = query.text(3);
    const ThingName thing = unit(kind, twins_.standing(raw));
    rows_[thing].push_back({&side, change->second, query.number(0), query.number(1), raw});
    if (query.view(4).empty()) gone_.insert(thing);
    if (kind == ThingKind::review || shape_of(kind).name.empty()) continue;
    const std::string member = "\"" + std::string(shape_of(kind).name) + "\":";
    // What goes had its name until then; what an import brought has it in no other row.
    if (query.view(5).find(member) == std::string_view::npos) continue;
    if (const auto name = name_in(kind, parsed(query.text(5)))) names_[{kind, *name}].insert(thing);
  }
}

namespace {

/// What no image of the thing says is said all the same: who decides that something does not hold,
/// or that two papers are two, says no less than who decides the opposite.
void say_what_is_not(ThingKind kind, Deed& deed) {
  const char* flag = kind == ThingKind::resolution ? "holds"
                     : kind == ThingKind::sameness ? "same"
                                                   : nullptr;
  if (flag != nullptr && !deed.was_there && deed.is_there && !deed.after.contains(flag))
    deed.after[flag] = nullptr;
}

}  // namespace

const std::vector<Deed>& MergeHistory::deeds(const ThingName& thing) {
  const auto known = deeds_.find(thing);
  if (known != deeds_.end()) return known->second;
  std::vector<Deed> list;
  add_rows(thing, list);
  add_imports(thing, list);
  for (Deed& deed : list) say_what_is_not(thing.kind, deed);
  std::stable_sort(list.begin(), list.end(), is_earlier);
  keep_what_differs(list);
  if (!left_out_.empty()) {
    const std::vector<Deed>& seen = seen_deeds_[thing] = std::move(list);
    list.clear();
    std::copy_if(seen.begin(), seen.end(), std::back_inserter(list), [&](const Deed& deed) {
      return deed.change == nullptr || left_out_.count(deed.change->uid) == 0 ||
             is_worked_on(deed, seen);
    });
  }
  return deeds_.emplace(thing, std::move(list)).first->second;
}

const std::vector<Deed>& MergeHistory::seen_deeds(const ThingName& thing) {
  const std::vector<Deed>& held = deeds(thing);
  const auto seen = seen_deeds_.find(thing);
  return seen == seen_deeds_.end() ? held : seen->second;
}

void MergeHistory::add_rows(const ThingName& thing, std::vector<Deed>& into) {
  const auto found = rows_.find(thing);
  if (found == rows_.end()) return;
  const bool by_id = thing.kind == ThingKind::review || shape_of(thing.kind).natural_key.empty();
  for (const Row& row : found->second) {
    Deed deed;
    deed.change = row.change;
    deed.place = row.place;
    deed.raw_id = by_id ? row.raw_id : twins_.standing(row.raw_id);
    {
      Query query(row.side->connection->prepared(
          "SELECT before, after FROM history WHERE change = ? AND place = ? ORDER BY place"));
      query.bind({Cell{row.change_row}, Cell{row.place}}).next();
      deed.was_there = !query.view(0).empty();
      deed.is_there = !query.view(1).empty();
      deed.before = twins_.standing(thing.kind, parsed(query.text(0)));
      deed.after = twins_.standing(thing.kind, parsed(query.text(1)));
    }
    if (thing.kind == ThingKind::document && deed.after.contains("text")) {
      // A text that was attached to a document that was there.
      deed.was_there = true;
      deed.before = Image::object();
    }
    // What a decision does to a line of a list it says in two rows, which must not cancel out.
    const auto own = deed.change->kind == decision_kind
                         ? into.rend()
                         : std::find_if(into.rbegin(), into.rend(), [&deed](const Deed& other) {
                             return other.change == deed.change && other.raw_id == deed.raw_id;
                           });
    if (own != into.rend() && !is_another(thing.kind, *own, deed)) {
      *own = taken_together(*own, deed);
    } else {
      into.push_back(std::move(deed));
    }
  }
  std::erase_if(into, [](const Deed& deed) { return !deed.was_there && !deed.is_there; });
}

/// What was there before a change that knew of none of the others that touched it.
Image MergeHistory::walked_back(Image image, const std::string& raw_id,
                                const std::vector<Deed>& deeds) const {
  std::set<std::string> keys;
  for (const Deed& deed : deeds) {
    if (deed.raw_id != raw_id || !deed.was_there || !deed.is_there) continue;
    for (const Image* each : {&deed.before, &deed.after})
      for (const auto& [key, value] : each->items()) keys.insert(key);
  }
  for (const std::string& key : keys) {
    const auto touches = [&](const Deed& deed) {
      return deed.raw_id == raw_id && deed.was_there && deed.is_there &&
             (deed.before.contains(key) || deed.after.contains(key));
    };
    for (const Deed& deed : deeds) {
      if (!touches(deed)) continue;
      const bool is_first = std::none_of(deeds.begin(), deeds.end(), [&](const Deed& other) {
        return touches(other) && knew(deed, other);
      });
      if (!is_first) continue;
      image.erase(key);
      if (deed.before.contains(key)) image[key] = deed.before.at(key);
      break;
    }
  }
  return image;
}

/// The review before all changes. Merges count here, too: what they made of it is in no other row.
Image MergeHistory::review_at_first() {
  Image image = mine_.things.image({ThingKind::review, "review"}).value();
  Query query(mine_.connection->prepared(
      "SELECT h.before, h.after FROM history h JOIN change c ON c.id = h.change WHERE h.thing = "
      "'review' AND c.arrived <> 2 ORDER BY h.change DESC, h.place DESC"));
  while (query.next()) image = patched(image, parsed(query.text(1)), parsed(query.text(0)));
  return image;
}

void MergeHistory::add_imports(const ThingName& thing, std::vector<Deed>& into) {
  const std::vector<Deed> done = into;
  std::set<std::pair<std::string, std::string>> have;  // raw id and change
  const auto add = [&](const std::string& raw, const ChangeNode* change, Image image) {
    if (!have.emplace(raw, change == nullptr ? "" : change->uid).second) return;
    Deed deed;
    deed.change = change;
    deed.raw_id = raw;
    deed.is_there = true;
    deed.after = std::move(image);
    into.push_back(std::move(deed));
  };
  if (thing.kind == ThingKind::review) {
    return add(thing.id, nullptr, review_at_first());
  }
  const bool by_id = shape_of(thing.kind).natural_key.empty();
  const auto change_of = [&](const std::string& id, const Image& image) {
    return by_id ? uid_of_id(id) : image.value("change", std::string());
  };
  // What an edit put under another key still names the import as its beginning.
  const auto came_by_edit = [&](const std::string& raw) {
    bool is_any = false;
    for (const Deed& deed : done) {
      if (deed.raw_id != raw) continue;
      is_any = true;
      const bool is_first = std::none_of(done.begin(), done.end(), [&](const Deed& other) {
        return other.raw_id == raw && knew(deed, other);
      });
      if (is_first && deed.was_there) return false;
    }
    return is_any;
  };
  std::vector<Side*> sides{&mine_};
  if (theirs_) sides.push_back(&*theirs_);
  const auto is_shown = [&sides](const ThingName& there) {
    return std::any_of(sides.begin(), sides.end(),
                       [&](const Side* side) { return side->shown.count(there) > 0; });
  };
  for (Side* side : sides) {
    for (const OriginImage& origin : side->origins) {
      const std::string raw = twins_.standing(origin.thing.id);
      if (unit(origin.thing.kind, raw) != thing) continue;
      add(by_id ? origin.thing.id : raw, nodes_.at(origin.change),
          twins_.standing(thing.kind, origin.image));
    }
  }
  for (Side* side : sides) {
    for (const ThingName& there : this->there(*side, thing)) {
      if (side->shown.count(there) > 0) continue;
      Image image = twins_.standing(thing.kind, side->things.image(there).value());
      const std::string change = change_of(there.id, image);
      const std::string raw = by_id ? there.id : twins_.standing(there.id);
      if (!is_import(change) || came_by_edit(raw)) continue;
      add(raw, nodes_.at(change), walked_back(std::move(image), raw, done));
    }
  }
  for (const Deed& deed : done) {
    if (deed.is_there || !deed.was_there || is_shown({thing.kind, deed.raw_id})) continue;
    const std::string change = change_of(deed.raw_id, deed.before);
    if (!is_import(change) || nodes_.count(change) == 0 || came_by_edit(deed.raw_id)) continue;
    const bool is_known = std::any_of(have.begin(), have.end(), [&](const auto& each) {
      return each.second == change && each.first == deed.raw_id;
    });
    if (!is_known) add(deed.raw_id, nodes_.at(change), walked_back(deed.before, deed.raw_id, done));
  }
}

}  // namespace retroduce::store
