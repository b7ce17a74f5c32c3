#include "store/apart_words.h"

#include <algorithm>

#include "base/text.h"
#include "store/merge_twins.h"
#include "store/precedence.h"
#include "store/standing.h"

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

// Who of the others spoke of which concept of the reader's, in whatever copy: by a change of it, or
// by a remark.
constexpr const char* spoken_sql[] = {
    "CREATE TEMP TABLE IF NOT EXISTS spoken (concept INTEGER, by_whom TEXT)",
    "DELETE FROM spoken",
    "INSERT INTO spoken SELECT DISTINCT k.id, c.by_whom FROM apart_concept p CROSS JOIN concept k "
    "ON k.id = p.id JOIN change b ON b.id = k.change JOIN history h ON h.thing = 'concept' AND "
    "h.thing_id = b.uid || '.' || k.ordinal JOIN change c ON c.id = h.change WHERE h.before <> '' "
    "AND h.after <> '' AND c.kind <> 'merge' AND c.by_whom IN (SELECT label FROM apart) AND "
    "b.by_whom IN (SELECT label FROM reader)",
    "INSERT INTO spoken SELECT DISTINCT k.id, c.by_whom FROM apart_concept p CROSS JOIN concept k "
    "ON k.id = p.id JOIN change b ON b.id = k.change JOIN twin t ON t.stands_for = b.uid || '.' || "
    "k.ordinal JOIN history h ON h.thing = 'concept' AND h.thing_id = t.id JOIN change c ON c.id = "
    "h.change WHERE h.after <> '' AND c.kind <> 'merge' AND c.by_whom IN (SELECT label FROM apart) "
    "AND b.by_whom IN (SELECT label FROM reader)",
    "INSERT INTO spoken SELECT DISTINCT k.id, w.label FROM memo m JOIN coder w ON w.id = m.coder "
    "JOIN concept k ON k.id = CAST(m.about_key AS INTEGER) JOIN change b ON b.id = k.change WHERE "
    "m.about = 'concept' AND w.label IN (SELECT label FROM apart) AND b.by_whom IN (SELECT label "
    "FROM reader)",
};

// Concepts of which another spoke who can know of the reader's coding with them nothing but the
// name. A claim tells no more of it where all of its evidence is hidden from who spoke.
constexpr std::string_view lent_sql =
    "SELECT DISTINCT b.uid || '.' || k.ordinal FROM spoken s JOIN concept k ON k.id = s.concept "
    "JOIN change b ON b.id = k.change WHERE b.id NOT IN (SELECT change FROM made_before) AND "
    "EXISTS (SELECT 1 FROM coding g "
    "JOIN coder w ON w.id = g.coder JOIN reader r ON r.label = w.label WHERE g.concept = k.id) AND "
    "NOT EXISTS (SELECT 1 FROM coding g JOIN extract e ON e.id = g.extract WHERE g.concept = k.id "
    "AND NOT EXISTS (SELECT 1 FROM apart a WHERE a.document = e.document AND a.label = s.by_whom)) "
    "AND NOT EXISTS (SELECT 1 FROM element m JOIN configuration f ON f.id = m.configuration JOIN "
    "change w ON w.id = f.change WHERE m.concept = k.id AND f.id NOT IN (SELECT id FROM "
    "hidden_claim) AND (w.by_whom NOT IN (SELECT label FROM reader) OR w.id IN (SELECT change FROM "
    "made_before) OR NOT EXISTS (SELECT 1 FROM evidence v WHERE v.configuration = f.id) OR EXISTS "
    "(SELECT 1 FROM evidence v JOIN extract e ON e.id = v.extract LEFT JOIN coder y ON y.id = "
    "v.coder WHERE v.configuration = f.id AND (y.label = s.by_whom OR NOT EXISTS (SELECT 1 FROM "
    "apart a WHERE a.document = e.document AND a.label = s.by_whom))))) ORDER BY 1";

std::set<std::string> labels_in(Connection& copy, const std::string& table) {
  std::set<std::string> labels;
  Query query(copy.prepared("SELECT DISTINCT label FROM " + table + " ORDER BY label"));
  while (query.next()) labels.insert(query.text(0));
  return labels;
}

Image aliases_in(const Image& image) { return image.value("aliases", Image::array()); }

Image list_of(const Image& value) { return value.is_array() ? value : Image(Image::array()); }

bool holds(const Image& list, const Image& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

std::string author_of(Connection& connection, const std::string& id) {
  Query query(connection.prepared("SELECT by_whom FROM change WHERE uid = ? ORDER BY id"));
  const std::string uid = id.substr(0, id.find('.'));
  return query.bind(1, Cell{std::string_view(uid)}).next() ? query.text(0) : std::string();
}

}  // namespace

std::string change_undone(const std::string& kind) {
  return kind.starts_with(undo_prefix) ? kind.substr(undo_prefix.size()) : std::string();
}

std::vector<Word> words_on(Things& things, const ThingName& concept_, const std::string& field) {
  std::vector<Word> words;
  // Another copy may have called it otherwise.
  Query query(things.connection().prepared(
      "SELECT c.by_whom, h.before, h.after, h.thing_id, c.uid, c.kind FROM history h JOIN change c "
      "ON c.id = "
      "h.change WHERE h.thing = 'concept' AND h.thing_id IN (SELECT ?1 UNION ALL SELECT id FROM "
      "twin WHERE stands_for = ?1) AND c.kind <> ?2 AND (instr(h.before, ?3) > 0 OR "
      "instr(h.after, ?3) > 0) ORDER BY h.change, h.place"));
  const std::string member = "\"" + field + "\":";
  query.bind(
      {Cell{std::string_view(concept_.id)}, Cell{merge_kind}, Cell{std::string_view(member)}});
  while (query.next()) {
    const auto value = [&](int column) {
      const Image image = Image::parse(query.view(column), nullptr, false);
      return image.is_object() ? image.value(field, Image()) : Image();
    };
    if (words.empty() && !query.view(1).empty())
      words.push_back({author_of(things.connection(), query.text(3)), value(1), {}, {}});
    if (const std::string undone = change_undone(query.text(5)); !undone.empty())
      std::erase_if(words, [&](const Word& each) { return each.change == undone; });
    else
      words.push_back({query.text(0), value(2), query.text(4), value(1)});
  }
  if (words.empty())
    if (const auto image = things.image(concept_))
      words.push_back(
          {author_of(things.connection(), concept_.id), image->value(field, Image()), {}, {}});
  return words;
}

ApartWords::ApartWords(Connection& copy) : things_(copy), others_labels_(labels_in(copy, "apart")) {
  std::vector<std::int64_t> rows;
  {
    Query query(copy.prepared("SELECT id FROM taken_up ORDER BY id"));
    while (query.next()) rows.push_back(query.number(0));
  }
  for (const std::int64_t row : rows)
    taken_up_.insert({ThingKind::concept_, things_.id_of(ThingKind::concept_, row)});
  for (const char* sql : spoken_sql) copy.run(sql);
  Query lent(copy.prepared(lent_sql));
  while (lent.next()) taken_up_.insert({ThingKind::concept_, lent.text(0)});
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

Image added_to(Image list, const Image& before, const Image& after) {
  for (const Image& each : before)
    if (!holds(after, each)) std::erase(list.get_ref<Image::array_t&>(), each);
  for (const Image& each : after)
    if (!holds(before, each) && !holds(list, each)) list.push_back(each);
  return list;
}

/// What it was called once is a name that all know of.
Image ApartWords::own_aliases(const ThingName& taken_up) {
  Image own = Image::array();
  for (const Word& each : words_on(things_, taken_up, "aliases"))
    if (others_labels_.count(each.by) == 0)
      own = added_to(std::move(own), list_of(each.before), list_of(each.value));
  const Image standing = aliases_in(things_.image(taken_up).value_or(Image::object()));
  for (const Word& each : words_on(things_, taken_up, "label"))
    if (holds(standing, each.value) && !holds(own, each.value)) own.push_back(each.value);
  return own;
}

bool ApartWords::hides_alias(const ThingName& concept_, const std::string& alias) {
  const auto has = [&alias](const Image& list) {
    return std::any_of(list.begin(), list.end(), [&alias](const Image& each) {
      return base::fold(each.get<std::string>()) == base::fold(alias);
    });
  };
  if (taken_up_.count(concept_) > 0 && !has(own_aliases(concept_))) return true;
  return std::any_of(left_.begin(), left_.end(), [&](const Left& left) {
    const Image before = aliases_in(left.before);
    const Image after = aliases_in(left.after);
    return left.with == concept_ && std::any_of(after.begin(), after.end(), [&](const Image& each) {
             return base::fold(each.get<std::string>()) == base::fold(alias) &&
                    !holds(before, each);
           });
  });
}

/// A merge may have let another's word stand that was said before.
bool ApartWords::stands(const Word& word, const Image& image, const std::string& field) {
  const Image standing = image.value(field, Image());
  return word.value.is_string()
             ? standing == standing_id(things_.connection(), word.value.get<std::string>())
             : standing == word.value;
}

void ApartWords::show_own(const ThingName& taken_up) {
  Image image = things_.image(taken_up).value();
  if (const Image own = own_aliases(taken_up); own.empty())
    image.erase("aliases");
  else
    image["aliases"] = own;
  const auto is_shown = [this](const Word& each) { return others_labels_.count(each.by) == 0; };
  for (const char* field : {"definition", "note", "colour", "parent"}) {
    const auto words = words_on(things_, taken_up, field);
    if (std::all_of(words.begin(), words.end(), is_shown)) continue;
    // What it stood below may be gone, or be hidden itself.
    const bool is_place = std::string_view(field) == "parent";
    if (is_place && is_shown(words.back()) && stands(words.back(), image, field)) continue;
    image.erase(field);
    const auto last = std::find_if(words.rbegin(), words.rend(), is_shown);
    if (last != words.rend() && !last->value.is_null() && !is_place) image[field] = last->value;
  }
  things_.put(taken_up, image);
}

bool ApartWords::is_by_another(const Image& remark) {
  const auto coder = things_.image({ThingKind::coder, remark.value("coder", std::string())});
  return coder && others_labels_.count(coder->at("label").get<std::string>()) > 0;
}

void ApartWords::take_out_remarks() {
  for (const ThingName& concept_ : taken_up_)
    for (const auto& user : things_.users(concept_))
      if (user.thing.kind == ThingKind::memo &&
          is_by_another(things_.image(user.thing).value_or(Image::object())))
        things_.put(user.thing, std::nullopt);
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
    if (things_.image(each)) show_own(each);
}

}  // namespace retroduce::store
