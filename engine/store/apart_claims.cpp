#include "store/apart_claims.h"

#include <algorithm>
#include <vector>

#include "store/references.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr const char* tables[] = {
    "CREATE TEMP TABLE IF NOT EXISTS hidden_evidence (configuration INTEGER, change INTEGER)",
    "CREATE INDEX IF NOT EXISTS temp.hidden_evidence_of ON hidden_evidence (configuration)",
    "CREATE TEMP TABLE IF NOT EXISTS hidden_claim (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS hidden_statement (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE IF NOT EXISTS hidden_concept (id INTEGER PRIMARY KEY)",
    // Codings of documents that are coded apart, whatever became of them, by their change.
    "CREATE TEMP TABLE IF NOT EXISTS coded_apart_once (change INTEGER PRIMARY KEY)",
    "DELETE FROM coded_apart_once",
    "INSERT OR IGNORE INTO coded_apart_once SELECT h.change FROM apart_extract x CROSS JOIN "
    "extract "
    "e ON e.id = x.id JOIN change b ON b.id = e.change CROSS JOIN history h ON h.thing = 'coding' "
    "AND h.thing_id >= b.uid || '.' || e.ordinal || ' ' AND h.thing_id < b.uid || '.' || e.ordinal "
    "|| '!' JOIN change c ON c.id = h.change WHERE h.before = '' AND EXISTS (SELECT 1 FROM apart a "
    "WHERE a.document = e.document AND a.label = c.by_whom)",
    // Concepts below one that somebody else put there, who knew of it then.
    "CREATE TEMP VIEW IF NOT EXISTS put_below AS SELECT k.id, k.parent FROM concept k JOIN change "
    "v ON v.id = k.change WHERE k.parent IS NOT NULL AND ifnull((SELECT c.by_whom FROM history h "
    "JOIN change c ON c.id = h.change WHERE h.thing = 'concept' AND h.thing_id = v.uid || '.' || "
    "k.ordinal AND instr(h.after, '\"parent\":') > 0 ORDER BY h.change DESC, h.place DESC LIMIT "
    "1), v.by_whom) NOT IN (SELECT label FROM apart)",
    "CREATE TEMP TABLE IF NOT EXISTS taken_up (id INTEGER PRIMARY KEY)",
    // What the team had before the first of these documents was given to those who code it apart is
    // nobody's hidden work, whoever of them goes on with it.
    "CREATE TEMP TABLE IF NOT EXISTS first_given (at TEXT, change INTEGER)",
    "DELETE FROM first_given",
    "INSERT INTO first_given SELECT w.at, w.id FROM entry e JOIN entry_field f ON f.entry = e.id "
    "AND f.name = 'assigned document' JOIN document d ON d.key = f.value JOIN change w ON w.id = "
    "e.change WHERE e.list = 'double coding' AND d.id IN (SELECT document FROM apart) ORDER BY "
    "w.at, w.id LIMIT 1",
    "CREATE TEMP VIEW IF NOT EXISTS made_before AS SELECT u.id AS change FROM first_given f JOIN "
    "change u ON (u.at, u.id) < (f.at, f.change)",
    "CREATE TEMP TABLE IF NOT EXISTS told_by_others (id TEXT PRIMARY KEY)",
    "DELETE FROM told_by_others",
    // What somebody else added, too, stood in their copy, and who looks may have it from there;
    // but not what the others said of it.
    "INSERT OR IGNORE INTO told_by_others SELECT t.stands_for FROM twin t JOIN change v ON v.uid = "
    "substr(t.id, 1, 16) WHERE v.by_whom NOT IN (SELECT label FROM apart)",
    "DELETE FROM told_by_others WHERE id IN (SELECT n.id FROM (SELECT id, id AS known_as FROM "
    "told_by_others UNION ALL SELECT t.stands_for, t.id FROM twin t) n CROSS JOIN history h ON "
    "h.thing IN ('concept', 'configuration', 'statement') AND h.thing_id = n.known_as JOIN change "
    "c "
    "ON c.id = h.change WHERE c.by_whom IN (SELECT label FROM apart) AND "
    "(h.after LIKE '%\"definition\":%' OR h.after LIKE '%\"note\":%' OR h.after LIKE "
    "'%\"reason\":%' OR h.after LIKE '%\"moved-by\":%' OR h.after LIKE '%\"title\":%'))",
    "DELETE FROM hidden_evidence",
    "DELETE FROM hidden_claim",
    "DELETE FROM hidden_statement",
    "DELETE FROM hidden_concept",
    "DELETE FROM taken_up",
    "INSERT INTO hidden_evidence SELECT v.configuration, v.change FROM apart_extract x CROSS JOIN "
    "evidence v ON v.extract = x.id JOIN extract e ON e.id = x.id WHERE x.id IN (SELECT id FROM "
    "hidden_extract) OR EXISTS (SELECT 1 FROM apart a WHERE a.document = e.document AND a.coder = "
    "v.coder)",
    "INSERT INTO hidden_claim SELECT c.id FROM configuration c JOIN change u ON u.id = c.change "
    "WHERE c.id IN (SELECT configuration FROM hidden_evidence) AND (SELECT count(*) FROM evidence "
    "v WHERE v.configuration = c.id) = "
    "(SELECT count(*) FROM hidden_evidence h WHERE h.configuration = c.id) "
    "AND EXISTS (SELECT 1 FROM hidden_evidence h WHERE h.configuration = c.id AND (h.change = "
    "c.change OR u.by_whom IN (SELECT label FROM apart))) AND u.uid || '.' || c.ordinal NOT IN "
    "(SELECT id FROM told_by_others) AND NOT EXISTS (SELECT 1 FROM made_before m WHERE "
    "m.change = u.id)",
    "INSERT INTO hidden_statement SELECT s.id FROM statement s JOIN change u ON u.id = s.change "
    "WHERE u.by_whom IN (SELECT label FROM apart) AND (EXISTS (SELECT 1 FROM statement_extract x "
    "WHERE x.statement = s.id) OR EXISTS (SELECT 1 FROM statement_configuration y WHERE "
    "y.statement = s.id)) AND NOT EXISTS (SELECT 1 FROM statement_extract x WHERE x.statement = "
    "s.id AND x.extract NOT IN (SELECT id FROM hidden_extract) AND NOT EXISTS (SELECT 1 FROM "
    "extract e JOIN apart a ON a.document = e.document WHERE e.id = x.extract AND a.label = "
    "u.by_whom)) AND NOT EXISTS (SELECT 1 FROM statement_configuration y WHERE y.statement = s.id "
    "AND y.configuration NOT IN (SELECT id FROM hidden_claim)) AND u.uid || '.' || s.ordinal NOT "
    "IN (SELECT id FROM told_by_others) AND NOT EXISTS (SELECT 1 FROM made_before m WHERE "
    "m.change = u.id)",
    // Concepts that these documents, or hidden claims, name or once named.
    "CREATE TEMP TABLE IF NOT EXISTS apart_concept (id INTEGER PRIMARY KEY)",
    "DELETE FROM apart_concept",
    "INSERT INTO apart_concept SELECT c.concept FROM apart_extract x CROSS JOIN coding c ON "
    "c.extract = x.id UNION SELECT m.concept FROM hidden_claim h CROSS JOIN element m ON "
    "m.configuration = h.id UNION SELECT k.id FROM coded_apart_once o CROSS JOIN concept k ON "
    "k.change = o.change",
    "INSERT INTO hidden_concept SELECT k.id FROM apart_concept p CROSS JOIN concept k ON k.id = "
    "p.id JOIN change u ON u.id = k.change WHERE (u.by_whom IN (SELECT label FROM apart) OR "
    "k.change IN (SELECT c.change FROM configuration c JOIN hidden_claim h ON h.id = c.id)) "
    "AND NOT EXISTS (SELECT 1 FROM element m WHERE m.concept = k.id AND m.configuration NOT IN "
    "(SELECT id FROM hidden_claim)) "
    "AND NOT EXISTS (SELECT 1 FROM put_below b WHERE b.parent = k.id) "
    "AND NOT EXISTS (SELECT 1 FROM coding g JOIN extract e ON e.id = g.extract WHERE g.concept = "
    "k.id AND g.extract NOT IN (SELECT id FROM hidden_extract) AND NOT EXISTS (SELECT 1 FROM apart "
    "a WHERE a.document = e.document AND a.coder = g.coder)) AND u.uid || '.' || k.ordinal NOT IN "
    "(SELECT id FROM told_by_others) AND NOT EXISTS (SELECT 1 FROM made_before m WHERE "
    "m.change = u.id)",
    // The same, but for what the reader did with the concept; who added it, too, did not know what
    // the others said of it.
    "INSERT INTO taken_up SELECT k.id FROM apart_concept p CROSS JOIN concept k ON k.id = p.id "
    "JOIN change u ON u.id = k.change WHERE u.by_whom IN (SELECT label FROM apart) AND k.id NOT IN "
    "(SELECT id FROM hidden_concept) AND (EXISTS (SELECT 1 FROM coding g JOIN extract e ON e.id = "
    "g.extract JOIN apart a ON a.document "
    "= e.document AND a.coder = g.coder WHERE g.concept = k.id) OR EXISTS (SELECT 1 FROM "
    "coded_apart_once o WHERE o.change = k.change)) AND NOT EXISTS (SELECT 1 FROM element m JOIN "
    "change w ON w.id = m.change WHERE m.concept = k.id AND m.configuration NOT IN (SELECT id FROM "
    "hidden_claim) AND w.by_whom NOT IN (SELECT label FROM reader)) AND NOT EXISTS (SELECT 1 FROM "
    "put_below b WHERE b.parent = k.id) AND NOT EXISTS (SELECT 1 FROM coding g JOIN extract e ON "
    "e.id = g.extract JOIN coder w ON w.id = g.coder WHERE g.concept = k.id AND g.extract NOT IN "
    "(SELECT id FROM hidden_extract) AND w.label NOT IN (SELECT label FROM reader) AND NOT EXISTS "
    "(SELECT 1 FROM apart a WHERE a.document = e.document AND a.coder = g.coder)) AND NOT EXISTS "
    "(SELECT 1 FROM made_before m WHERE m.change = u.id)",
};

// What stands above nothing but these and was never used itself.
constexpr std::string_view above_sql =
    "INSERT INTO hidden_concept SELECT k.id FROM concept k JOIN change u ON u.id = k.change WHERE "
    "k.id IN (SELECT parent FROM concept WHERE id IN (SELECT id FROM hidden_concept UNION SELECT "
    "id FROM taken_up)) AND u.by_whom IN (SELECT label FROM apart) AND k.id NOT IN (SELECT id FROM "
    "hidden_concept) AND NOT EXISTS (SELECT 1 FROM coding g WHERE g.concept = k.id) AND NOT EXISTS "
    "(SELECT 1 FROM element m WHERE m.concept = k.id) "
    "AND NOT EXISTS (SELECT 1 FROM concept b WHERE b.parent = k.id AND b.id NOT IN (SELECT id FROM "
    "hidden_concept) AND b.id NOT IN (SELECT id FROM taken_up)) AND NOT EXISTS (SELECT 1 FROM "
    "put_below b WHERE b.parent = k.id) AND u.uid || '.' || k.ordinal NOT IN (SELECT id FROM "
    "told_by_others) AND NOT EXISTS (SELECT 1 FROM made_before m WHERE m.change = u.id)";

constexpr const char* receipts[] = {
    "DELETE FROM arrival_finding WHERE arrival IN (SELECT id FROM arrival WHERE by_whom IN (SELECT "
    "label FROM apart))",
    "UPDATE arrival SET counts = '[]' WHERE by_whom IN (SELECT label FROM apart)",
    "UPDATE change SET counts = '', what = '(hidden while documents are coded apart)' WHERE kind = "
    "'import' AND by_whom IN (SELECT label FROM apart)",
    // How much others did is not said by who merged it either.
    "DELETE FROM arrival_finding WHERE arrival IN (SELECT id FROM arrival WHERE format = 'merge')",
    "UPDATE arrival SET counts = '[]' WHERE format = 'merge'",
    "UPDATE change SET counts = '', what = substr(what, 1, instr(what || ': ', ': ') - 1) WHERE "
    "kind = 'merge'",
};

}  // namespace

ApartClaims::ApartClaims(Connection& copy) : things_(copy) {
  for (const char* sql : tables) copy.run(sql);
  while (Query(copy.prepared(above_sql)).run() > 0) {
  }
  find(ThingKind::configuration, "SELECT id FROM hidden_claim ORDER BY id");
  find(ThingKind::statement, "SELECT id FROM hidden_statement ORDER BY id");
  find(ThingKind::concept_, "SELECT id FROM hidden_concept ORDER BY id");
}

void ApartClaims::find(ThingKind kind, const char* sql) {
  std::vector<std::int64_t> rows;
  {
    Query query(things_.connection().prepared(sql));
    while (query.next()) rows.push_back(query.number(0));
  }
  for (const std::int64_t row : rows) all_.insert({kind, things_.id_of(kind, row)});
}

/// A concept of a claim that stays after all, stays.
bool ApartClaims::is_unused(const ThingName& thing) {
  if (thing.kind != ThingKind::concept_) return true;
  const auto users = things_.users(thing);
  return std::none_of(users.begin(), users.end(),
                      [](const auto& user) { return user.thing.kind == ThingKind::configuration; });
}

void ApartClaims::take_one(const ThingName& thing) {
  for (const auto& user : things_.users(thing)) {
    auto image = things_.image(user.thing);
    if (!image || user.thing == thing) continue;
    const bool is_below = user.thing.kind == thing.kind && user.part == nullptr;
    if (!is_below && user.part == nullptr && user.field->when_gone != WhenGone::clears) {
      take_one(user.thing);
    } else {
      replace_reference(*image, *user.field, user.part, thing.id, "");
      things_.put(user.thing, image);
    }
  }
  things_.put(thing, std::nullopt);
}

void ApartClaims::take_out(const std::set<ThingName>& but) {
  // Configurations stand before concepts, which their elements name.
  for (const ThingKind kind : {ThingKind::statement, ThingKind::configuration, ThingKind::concept_})
    for (const ThingName& thing : all_)
      if (thing.kind == kind && but.count(thing) == 0 && is_unused(thing)) take_one(thing);
  for (const char* sql : receipts) things_.connection().run(sql);
}

}  // namespace retroduce::store
