#include "store/apart_words.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::store {

using namespace model;

namespace {

// Concepts that another brought and took away, which nobody but the others ever named, and which
// they coded documents with that are coded apart.
constexpr std::string_view united_sql =
    "SELECT h.change, h.thing_id FROM history h JOIN change c ON c.id = h.change JOIN change b ON "
    "b.uid = substr(h.thing_id, 1, 16) WHERE h.thing = 'concept' AND h.after = '' AND c.kind = "
    "'edit' AND c.by_whom IN (SELECT label FROM apart) AND b.by_whom IN (SELECT label FROM apart) "
    "AND h.thing_id NOT IN (SELECT id FROM told_by_others) AND EXISTS (SELECT 1 FROM history g "
    "WHERE g.thing = 'coding' AND instr(g.thing_id, ' ' || h.thing_id || ' ') > 0 AND "
    "substr(g.thing_id, 1, instr(g.thing_id, ' ') - 1) IN (SELECT u.uid || '.' || e.ordinal FROM "
    "extract e JOIN change u ON u.id = e.change JOIN apart a ON a.document = e.document)) AND NOT "
    "EXISTS (SELECT 1 FROM history o JOIN change w ON w.id = o.change WHERE instr(o.thing_id || ' "
    "' || o.before || o.after, h.thing_id) > 0 AND (o.thing = 'configuration' AND o.thing_id NOT "
    "IN (SELECT u.uid || '.' || k.ordinal FROM configuration k JOIN change u ON u.id = k.change "
    "WHERE k.id IN (SELECT id FROM hidden_claim)) OR w.kind <> 'merge' AND w.by_whom NOT IN "
    "(SELECT label FROM apart))) ORDER BY h.change, h.place";

constexpr std::string_view went_into_sql =
    "SELECT thing_id, before, after FROM history WHERE change = ? AND thing = 'concept' AND before "
    "<> '' AND after <> '' ORDER BY place DESC";

/// Whether it was another who said that of the concept last: who brought it, where no row tells.
constexpr std::string_view said_by_others_sql =
    "SELECT ifnull((SELECT c.by_whom FROM history h JOIN change c ON c.id = h.change WHERE h.thing "
    "= 'concept' AND h.thing_id = ?1 AND instr(h.after, ?2) > 0 ORDER BY h.change DESC, h.place "
    "DESC LIMIT 1), (SELECT by_whom FROM change WHERE uid = substr(?1, 1, 16))) IN (SELECT label "
    "FROM apart)";

Image aliases_in(const Image& image) { return image.value("aliases", Image::array()); }

bool holds(const Image& list, const Image& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

}  // namespace

ApartWords::ApartWords(Connection& copy) : things_(copy) {
  std::vector<std::int64_t> rows;
  {
    Query query(copy.prepared("SELECT id FROM taken_up ORDER BY id"));
    while (query.next()) rows.push_back(query.number(0));
  }
  for (const std::int64_t row : rows)
    taken_up_.insert({ThingKind::concept_, things_.id_of(ThingKind::concept_, row)});
  find_united();
}

void ApartWords::find_united() {
  {
    Query query(things_.connection().prepared(united_sql));
    while (query.next()) {
      unions_.insert(query.number(0));
      united_.insert({ThingKind::concept_, query.text(1)});
    }
  }
  for (auto change = unions_.rbegin(); change != unions_.rend(); ++change) {
    Query query(things_.connection().prepared(went_into_sql));
    query.bind(1, Cell{*change});
    while (query.next())
      left_.push_back({{ThingKind::concept_, query.text(0)},
                       Image::parse(query.view(1)),
                       Image::parse(query.view(2))});
  }
}

bool ApartWords::are_about(const ThingName& concept_) const {
  return taken_up_.count(concept_) > 0 ||
         std::any_of(left_.begin(), left_.end(),
                     [&](const Left& left) { return left.with == concept_; });
}

bool ApartWords::hides_alias(const ThingName& concept_, const std::string& alias) const {
  return std::any_of(left_.begin(), left_.end(), [&](const Left& left) {
    const Image before = aliases_in(left.before);
    const Image after = aliases_in(left.after);
    return left.with == concept_ && std::any_of(after.begin(), after.end(), [&](const Image& each) {
             return base::fold(each.get<std::string>()) == base::fold(alias) &&
                    !holds(before, each);
           });
  });
}

void ApartWords::blank(const ThingName& taken_up) {
  Image image = things_.image(taken_up).value();
  for (const char* key : {"definition", "note", "colour", "parent", "aliases"}) {
    const std::string member = "\"" + std::string(key) + "\":";
    Query query(things_.connection().prepared(said_by_others_sql));
    query.bind({Cell{std::string_view(taken_up.id)}, Cell{std::string_view(member)}});
    if (query.next() && query.flag(0)) image.erase(key);
  }
  things_.put(taken_up, image);
}

void ApartWords::take_back(const Left& left) {
  auto image = things_.image(left.with);
  if (!image) return;
  for (const auto& [key, after] : left.after.items()) {
    if (key == "aliases") {
      Image kept = Image::array();
      for (const Image& each : aliases_in(*image))
        if (!holds(after, each) || holds(aliases_in(left.before), each)) kept.push_back(each);
      (*image)[key] = kept;
      if (kept.empty()) image->erase(key);
    } else if (image->value(key, Image()) == after) {
      image->erase(key);
      if (left.before.contains(key)) (*image)[key] = left.before.at(key);
    }
  }
  things_.put(left.with, image);
}

void ApartWords::take_out() {
  for (const Left& left : left_) take_back(left);
  for (const ThingName& each : taken_up_)
    if (things_.image(each)) blank(each);
}

}  // namespace retroduce::store
