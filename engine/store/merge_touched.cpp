// What a merge has to settle: what the other side's changes did, and what may come out otherwise
// for it.
#include <algorithm>

#include "base/text.h"
#include "store/merge_history.h"

namespace retroduce::store {

using namespace model;

std::optional<std::string> name_in(ThingKind kind, const Image& image) {
  if (!has_name_alone(kind)) return std::nullopt;
  const auto found = image.find(std::string(shape_of(kind).name));
  if (found == image.end() || !found->is_string()) return std::nullopt;
  const std::string name = found->get<std::string>();
  return kind == ThingKind::concept_ ? base::fold(name) : name;
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
  // An import leaves no rows, and what it brought may need what was taken away here.
  const bool is_merged = std::any_of(mine_.nodes.begin(), mine_.nodes.end(),
                                     [](const ChangeNode& node) { return !node.is_own; });
  if (found.empty() && !is_merged) return found;
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
  // What a change made that does not hold any more goes again.
  for (const auto& [thing, rows] : rows_)
    if (std::any_of(rows.begin(), rows.end(), [this](const Row& row) {
          return row.side == &*theirs_ || left_out_.count(row.change->uid) > 0;
        }))
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
  touch_numbered(found);
  return found;
}

/// Mine that may be shown with a number: what they gave way to may be gone.
void MergeHistory::touch_numbered(std::set<ThingName>& into) {
  for (const ThingShape& shape : thing_shapes()) {
    if (!has_name_alone(shape.kind)) continue;
    const std::string name(find_field(shape, shape.name)->column);
    std::vector<std::int64_t> rows;
    {
      Query query(mine_.connection->prepared("SELECT id FROM " + std::string(shape.table) +
                                             " WHERE " + name + " LIKE '% (%)' ORDER BY id"));
      while (query.next()) rows.push_back(query.number(0));
    }
    for (const std::int64_t row : rows)
      into.insert({shape.kind, twins_.standing(mine_.things.id_of(shape.kind, row))});
  }
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
      for (const auto& user : mine_.things.users({shape.kind, id})) {
        add(user.thing);
        // What goes by what it is about is renamed with it, and remarks on that follow.
        for (const auto& remark : mine_.things.users(user.thing))
          if (remark.field->type == ThingField::Type::about) add(remark.thing);
      }
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

}  // namespace retroduce::store
