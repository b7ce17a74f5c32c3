#include "store/merge_history.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "store/history_rows.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

Image parsed(const std::string& text) {
  if (text.empty()) return Image::object();
  Image image = Image::parse(text, nullptr, false);
  if (!image.is_object()) raise_damaged(text);
  return image;
}

/// By which name the thing is known, as names are compared; nothing where it has none.
std::optional<std::string> name_in(ThingKind kind, const Image& image) {
  if (kind == ThingKind::review || kind == ThingKind::extract) return std::nullopt;
  const ThingShape& shape = shape_of(kind);
  if (shape.name.empty() || !shape.once.empty()) return std::nullopt;
  const auto found = image.find(std::string(shape.name));
  if (found == image.end() || !found->is_string()) return std::nullopt;
  const std::string name = found->get<std::string>();
  return kind == ThingKind::concept_ ? base::fold(name) : name;
}

}  // namespace

bool is_earlier(const Deed& a, const Deed& b) {
  const auto key = [](const Deed& deed) {
    return deed.change == nullptr ? std::tuple(std::string(), std::string(), deed.place)
                                  : std::tuple(deed.change->at, deed.change->uid, deed.place);
  };
  return key(a) < key(b);
}

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

MergeHistory::MergeHistory(Connection& mine, Connection* theirs) : mine_(mine) {
  read_side(mine_);
  if (theirs != nullptr) {
    theirs_.emplace(*theirs);
    read_side(*theirs_);
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
  precedence_.emplace(all);
  find_void_decisions();
  std::unordered_map<std::string, std::string> times;
  for (const auto& [uid, node] : nodes_) times.emplace(uid, node->at);
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr) continue;
    for (const auto& [id, stands] : side->twins) twins_.join(id, stands, times);
  }
  if (!theirs_ || !is_related_ || theirs_->only.empty()) {
    find_local(mine_);
    index_rows(mine_, true);
    return;
  }
  find_twins(times);
  find_local(mine_);
  find_local(*theirs_);
  index_rows(mine_, true);
  index_rows(*theirs_, false);
}

void MergeHistory::read_side(Side& side) {
  side.nodes = read_nodes(*side.connection);
  std::erase_if(side.nodes, [](const ChangeNode& node) { return node.kind == merge_kind; });
  {
    Query query(side.connection->prepared("SELECT id, stands_for FROM twin ORDER BY id"));
    while (query.next()) side.twins.emplace(query.text(0), query.text(1));
  }
  {
    Query query(side.connection->prepared(
        "SELECT o.thing, o.thing_id, c.uid, o.image, o.shown_as FROM origin_image o JOIN change c "
        "ON c.id = o.change ORDER BY o.thing, o.thing_id, c.uid"));
    while (query.next()) {
      OriginImage& origin = side.origins.emplace_back();
      origin.thing = {stored_word<ThingKind>(query.text(0)), query.text(1)};
      origin.change = query.text(2);
      origin.image = parsed(query.text(3));
      origin.shown_as = query.text(4);
      side.shown.insert(origin.shown_as);
    }
  }
  Query query(
      side.connection->prepared("SELECT uid FROM change WHERE NOT EXISTS (SELECT 1 FROM history h "
                                "WHERE h.change = change.id) ORDER BY id"));
  while (query.next()) imports_.insert(query.text(0));
}

void MergeHistory::find_void_decisions() {
  // By decision, the last of its undoing and doing again.
  std::map<std::string, const ChangeNode*> last;
  for (const auto& [uid, node] : nodes_) {
    for (const std::string_view prefix : {undo_prefix, redo_prefix}) {
      if (!node->kind.starts_with(prefix)) continue;
      const auto of = nodes_.find(node->kind.substr(prefix.size()));
      if (of == nodes_.end() || of->second->kind != decision_kind) continue;
      void_.insert(uid);
      const ChangeNode*& known = last[of->first];
      if (known == nullptr || std::tie(known->at, known->uid) < std::tie(node->at, node->uid))
        known = node;
    }
  }
  for (const auto& [decision, node] : last)
    if (node->kind.starts_with(undo_prefix)) void_.insert(decision);
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
  if (kind != ThingKind::evidence) return {kind, id};
  const std::size_t first = id.find(' ');
  const std::size_t last = id.rfind(' ');
  return {kind, id.substr(0, first) + id.substr(last)};
}

// ---- things that were added on both sides

/// All of a kind that only this side has: by rows, and by imports that leave none.
void MergeHistory::find_added(Side& side, const ThingShape& shape, std::vector<AddedThing>& into) {
  std::set<std::string> found;
  const auto add = [&](const std::string& id, const Image& image) {
    if (found.insert(id).second) into.push_back({id, twins_.standing(shape.kind, image)});
  };
  Query query(side.connection->prepared(
      "SELECT h.thing_id, h.before, h.after, c.uid FROM history h JOIN change c ON c.id = h.change "
      "WHERE h.thing = ? AND (h.before = '' OR h.after = '') ORDER BY h.change, h.place"));
  query.bind(1, Cell{to_word(shape.kind)});
  while (query.next()) {
    const std::string id = query.text(0);
    if (side.only.count(uid_of_id(id)) == 0) continue;
    const Image image = parsed(query.text(query.text(1).empty() ? 2 : 1));
    if (!image.contains("text") || shape.kind != ThingKind::document) add(id, image);
  }
  for (const ChangeNode& node : side.nodes) {
    if (side.only.count(node.uid) == 0 || !is_import(node.uid)) continue;
    for (const ThingName& thing : side.things.added_by(node.id))
      if (thing.kind == shape.kind) add(thing.id, side.things.image(thing).value());
  }
}

void MergeHistory::find_twins(const std::unordered_map<std::string, std::string>& times) {
  for (const ThingShape& shape : thing_shapes()) {
    if (!shape.natural_key.empty()) continue;
    std::vector<AddedThing> ours;
    std::vector<AddedThing> others;
    find_added(mine_, shape, ours);
    if (ours.empty()) continue;
    find_added(*theirs_, shape, others);
    std::unordered_multimap<std::string, std::string> by_key;
    for (const AddedThing& each : ours)
      if (auto key = twin_key(shape.kind, each.image)) by_key.emplace(std::move(*key), each.id);
    for (const AddedThing& each : others) {
      const auto key = twin_key(shape.kind, each.image);
      if (!key) continue;
      const auto [from, to] = by_key.equal_range(*key);
      for (auto twin = from; twin != to; ++twin) {
        twins_.join(twin->second, each.id, times);
        new_twins_.push_back({shape.kind, each.id});
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
    if (unit.kind != ThingKind::evidence) {
      if (side.things.image({unit.kind, id})) found.push_back({unit.kind, id});
      continue;
    }
    const std::size_t blank = id.find(' ');
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

// ---- what was done

void MergeHistory::index_rows(Side& side, bool all) {
  std::unordered_map<std::int64_t, const ChangeNode*> by_row;
  for (const ChangeNode& node : side.nodes) {
    if (void_.count(node.uid) > 0) continue;
    if (all || side.only.count(node.uid) > 0) by_row.emplace(node.id, nodes_.at(node.uid));
  }
  Query query(side.connection->prepared(
      "SELECT change, place, thing, thing_id, after FROM history ORDER BY change, place"));
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
    if (query.view(4).find(member) == std::string_view::npos) continue;
    if (const auto name = name_in(kind, parsed(query.text(4)))) names_[{kind, *name}].insert(thing);
  }
}

std::set<ThingName> MergeHistory::ever_touched() {
  std::set<ThingName> found;
  for (const auto& [thing, rows] : rows_)
    if (std::any_of(rows.begin(), rows.end(), [](const Row& row) { return !row.change->is_own; }))
      found.insert(thing);
  for (const auto& [id, stands] : twins_.all())
    for (const ThingShape& shape : thing_shapes())
      if (shape.natural_key.empty() && mine_.things.row_of(shape.kind, stands))
        found.insert({shape.kind, stands});
  for (const OriginImage& origin : mine_.origins)
    found.insert(unit(origin.thing.kind, twins_.standing(origin.thing.id)));
  if (found.empty()) return found;
  // What was taken away here and is needed by what came, and what is shown by another name.
  for (const ThingName& thing : gone_)
    if (!mine_of(thing).empty()) found.insert(thing);
  for (const auto& [name, things] : names_) {
    for (const ThingName& thing : things) {
      const auto image = mine_.things.image(thing);
      if (image && name_in(thing.kind, *image).value_or(name.second) != name.second)
        found.insert(thing);
    }
  }
  return found;
}

std::set<ThingName> MergeHistory::all_touched() {
  std::set<ThingName> found = ever_touched();
  for (const auto& [thing, rows] : rows_) found.insert(thing);
  return found;
}

std::set<ThingName> MergeHistory::touched() {
  std::set<ThingName> found;
  if (!theirs_) return found;
  for (const auto& [thing, rows] : rows_)
    if (std::any_of(rows.begin(), rows.end(),
                    [this](const Row& row) { return row.side == &*theirs_; }))
      found.insert(thing);
  for (const ChangeNode* node : brought()) {
    if (!is_import(node->uid)) continue;
    for (const ThingName& thing : theirs_->things.added_by(node->id))
      found.insert(unit(thing.kind, twins_.standing(thing.id)));
  }
  // Whatever was taken away may be needed by what comes.
  found.insert(gone_.begin(), gone_.end());
  for (const auto& [kind, id] : new_twins_) found.insert({kind, twins_.standing(id)});
  touch_renamed(found);
  touch_evidence(found);
  touch_namesakes(found);
  return found;
}

/// Mine that go by another id now, and whoever refers to them.
void MergeHistory::touch_renamed(std::set<ThingName>& into) {
  const auto add = [&](const ThingName& thing) {
    into.insert(unit(thing.kind, twins_.standing(thing.id)));
  };
  for (const auto& [id, stands] : twins_.all()) {
    for (const ThingShape& shape : thing_shapes()) {
      if (!shape.natural_key.empty() || !mine_.things.row_of(shape.kind, id)) continue;
      add({shape.kind, id});
      for (const auto& user : mine_.things.users({shape.kind, id})) add(user.thing);
    }
  }
}

/// Evidence for elements, and remarks on them: where these stand may have changed.
void MergeHistory::touch_evidence(std::set<ThingName>& into) {
  for (const ThingName& thing : std::set<ThingName>(into)) {
    if (thing.kind != ThingKind::configuration) continue;
    for (auto row = rows_.lower_bound({ThingKind::evidence, thing.id + " "});
         row != rows_.end() && row->first.kind == ThingKind::evidence &&
         row->first.id.starts_with(thing.id + " ");
         ++row)
      into.insert(row->first);
    for (const ThingName& there : mine_of(thing)) {
      for (const auto& user : mine_.things.users(there)) {
        if (user.thing.kind == ThingKind::evidence || user.field->type == ThingField::Type::about)
          into.insert(unit(user.thing.kind, twins_.standing(user.thing.id)));
      }
    }
  }
}

/// Mine that bear a name which came in: one of the two must be shown otherwise.
void MergeHistory::touch_namesakes(std::set<ThingName>& into) {
  for (const ThingName& thing : std::set<ThingName>(into)) into.merge(namesakes_of(thing));
}

std::set<ThingName> MergeHistory::namesakes_of(const ThingName& unit) {
  std::set<ThingName> found;
  for (const Deed& deed : deeds(unit)) {
    const auto name = deed.is_there ? name_in(unit.kind, deed.after) : std::nullopt;
    if (name) found.merge(ever_named(unit.kind, *name));
  }
  return found;
}

std::set<ThingName> MergeHistory::ever_named(ThingKind kind, const std::string& name) {
  const std::string key = kind == ThingKind::concept_ ? base::fold(name) : name;
  std::set<ThingName> found;
  const auto known = names_.find({kind, key});
  if (known != names_.end()) found = known->second;
  for (Side* side : {&mine_, theirs_ ? &*theirs_ : nullptr}) {
    if (side == nullptr) continue;
    for (const ThingName& thing : side->things.find(kind, name))
      if (side->things.image(thing)) found.insert(unit(kind, twins_.standing(thing.id)));
    for (const OriginImage& origin : side->origins)
      if (origin.thing.kind == kind && name_in(kind, origin.image) == key)
        found.insert(unit(kind, twins_.standing(origin.thing.id)));
  }
  return found;
}

const std::vector<Deed>& MergeHistory::deeds(const ThingName& thing) {
  const auto known = deeds_.find(thing);
  if (known != deeds_.end()) return known->second;
  std::vector<Deed> list;
  add_rows(thing, list);
  add_imports(thing, list);
  std::stable_sort(list.begin(), list.end(), is_earlier);
  return deeds_.emplace(thing, std::move(list)).first->second;
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
                         ? into.end()
                         : std::find_if(into.begin(), into.end(), [&deed](const Deed& other) {
                             return other.change == deed.change && other.raw_id == deed.raw_id;
                           });
    if (own != into.end()) {
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
    return add(thing.id, nullptr, walked_back(mine_.things.image(thing).value(), thing.id, done));
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
      if (side->shown.count(there.id) > 0) continue;
      Image image = twins_.standing(thing.kind, side->things.image(there).value());
      const std::string change = change_of(there.id, image);
      const std::string raw = by_id ? there.id : twins_.standing(there.id);
      if (!is_import(change) || came_by_edit(raw)) continue;
      add(raw, nodes_.at(change), walked_back(std::move(image), raw, done));
    }
  }
  for (const Deed& deed : done) {
    if (deed.is_there || !deed.was_there) continue;
    const std::string change = change_of(deed.raw_id, deed.before);
    if (!is_import(change) || nodes_.count(change) == 0 || came_by_edit(deed.raw_id)) continue;
    const bool is_known = std::any_of(have.begin(), have.end(), [&](const auto& each) {
      return each.second == change && each.first == deed.raw_id;
    });
    if (!is_known) add(deed.raw_id, nodes_.at(change), walked_back(deed.before, deed.raw_id, done));
  }
}

}  // namespace retroduce::store
