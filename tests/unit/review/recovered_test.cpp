// A review that was worked on, damaged and recovered can be worked on again.
#include <fstream>

#include "base/error.h"
#include "merge_world.h"
#include "store/recover.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

constexpr std::int64_t page = 8192;

std::string bytes_of(const std::filesystem::path& path) { return base::DiskFiles().read(path); }

/// The review without the page that the table begins on.
std::string without_root_of(const std::filesystem::path& path, const std::string& table) {
  std::int64_t root = 0;
  {
    store::Connection connection(path, store::Connection::Access::read);
    root = connection.number("SELECT rootpage FROM sqlite_schema WHERE name = '" + table + "'");
  }
  std::string bytes = bytes_of(path);
  std::fill_n(bytes.begin() + (root - 1) * page, page, '\0');
  return bytes;
}

}  // namespace

TEST_CASE("what does not fit its history any more is sound once it is recovered", "[recover]") {
  EditWorld world;
  for (int i = 0; i < 5; ++i)
    REQUIRE(world.code("add concept \"thing " + std::to_string(i) + "\"") == "done");
  REQUIRE(world.code("rename concept \"thing 1\" to \"another\"") == "done");
  REQUIRE(world.code("note on concept \"thing 2\" \"a remark\"") == "done");
  for (const char* table : {"concept", "memo", "coder", "configuration", "element", "change"}) {
    CAPTURE(table);
    const auto damaged = world.folder.path() / (std::string(table) + ".damaged");
    const auto saved = world.folder.path() / (std::string(table) + ".retro");
    std::ofstream(damaged, std::ios::binary) << without_root_of(world.path(), table);
    const base::SystemClock clock;
    store::recover(damaged, saved, "AB", clock);
    auto review = review::Review::open(saved, store::Mode::write);
    base::NoProgress silent;
    CHECK(review.store().damage(silent) == std::vector<std::string>());
    const auto edits = review::read_edits("add concept \"new here\"", "");
    CHECK(EditWorld::code_of(review.edit(*edits.value, {{"AB", ""}, false, false})) == "done");
    CHECK(review.store().damage(silent) == std::vector<std::string>());
  }
}

TEST_CASE("what a damaged page held comes back from the history, whichever it was", "[recover]") {
  EditWorld world(true);
  REQUIRE(
      world.code("add coder CD\nadd study s1\n"
                 "add document p1 title One study s1\nadd document p2 year 2020\n"
                 "add extract \"one two\" from p1\nadd extract \"five\" from p1\n"
                 "add extract \"six\" from p2 note n\n"
                 "add concept calm definition d\nadd concept trust\n"
                 "move concept calm under trust\nalias calm as peace\n"
                 "add theme th\nadd configuration K1\nadd configuration K2\n"
                 "set configuration K1 theme th\n"
                 "add context calm to K1\nadd outcome trust to K1\n"
                 "add mechanism not trust to K2\n"
                 "support K1 with \"p1: one two\"\n"
                 "contradict K1 with \"p2: six\" on outcome trust note x\n"
                 "code \"p1: one two\" as context calm\ncode \"p1: five\" as outcome calm\n"
                 "judge p1 rigour high\nnote on document p2 memo\n"
                 "rename concept calm to calmness\n"
                 "retire configuration K2 with everything\nadd configuration K3\n"
                 "link K1 to K3 as ripple with \"p2: six\"\nadd theory T\n"
                 "add theory version v1 theory T\n"
                 "add statement S1 version v1 text x configurations K1 moved-by \"p1: five\"") ==
      "done");
  const std::string before = world.state();
  std::vector<std::string> tables;
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Query query(connection.prepared(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'extract_search*' "
        "AND name NOT GLOB 'sqlite*' ORDER BY name"));
    while (query.next())
      if (connection.number("SELECT count(*) FROM " + query.text(0)) > 0)
        tables.push_back(query.text(0));
  }
  std::size_t tried = 0;
  for (const std::string& table : tables) {
    if (table == "change" || table == "history") continue;
    CAPTURE(table);
    const auto damaged = world.folder.path() / (table + ".damaged");
    const auto saved = world.folder.path() / (table + ".retro");
    std::ofstream(damaged, std::ios::binary) << without_root_of(world.path(), table);
    const store::Recovery all = store::recover(damaged, saved, "AB", base::SystemClock());
    CHECK(difference(before, review_state(saved)) == std::string());
    if (table == "kept_part") continue;  // made anew, and told
    CHECK(all.lost + all.lost_pages + all.made_up == 0);
    CHECK(all.doubts == std::vector<std::string>());
    auto review = review::Review::open(saved, store::Mode::read);
    CHECK(review.store().damage(world.progress) == std::vector<std::string>());
    CHECK(review.store().rebuilt_otherwise(world.progress) == std::vector<std::string>());
    ++tried;
  }
  CHECK(tried > 20);
}

TEST_CASE(
    "an undamaged copy takes over what was done since, and nothing that stands for lost things",
    "[recover][merge]") {
  EditWorld world;
  const auto good = world.folder.path() / "good.retro";
  const auto damaged = world.folder.path() / "damaged.retro";
  const auto saved = world.folder.path() / "saved.retro";
  std::filesystem::copy_file(world.path(), good);
  REQUIRE(world.code("add concept later") == "done");
  std::filesystem::copy_file(world.path(), damaged);
  {
    store::Connection connection(damaged, store::Connection::Access::write);
    connection.run("PRAGMA foreign_keys = OFF");
    connection.run("DELETE FROM document");
  }
  REQUIRE(store::recover(damaged, saved, "AB", base::SystemClock()).made_up > 0);
  const auto count = [&good](const std::string& sql) {
    return store::Connection(good, store::Connection::Access::read).number(sql);
  };
  const auto documents = count("SELECT count(*) FROM document");
  const auto take_over = [&] {
    auto review = review::Review::open(good, store::Mode::write);
    REQUIRE_FALSE(review.merge(saved, {{"AB", ""}, false}).found.refused());
    CHECK(review.store().damage(world.progress) == std::vector<std::string>());
  };
  {
    auto review = review::Review::open(saved, store::Mode::write);
    const auto found = review.merge(good, {{"AB", ""}, false}).found.sorted();
    CHECK(std::any_of(found.begin(), found.end(),
                      [](const auto& each) { return each.code == "merge.recovered"; }));
  }
  take_over();
  CHECK(count("SELECT count(*) FROM concept WHERE label = 'later'") == 1);
  CHECK(count("SELECT count(*) FROM document") == documents);
  // Who worked on one of them since loses nothing.
  {
    auto review = review::Review::open(saved, store::Mode::write);
    const auto edits = review::read_edits("set document \"(lost document 1)\" year 1999", "");
    REQUIRE(EditWorld::code_of(review.edit(*edits.value, {{"AB", ""}, false, false})) == "done");
  }
  take_over();
  CHECK(count("SELECT count(*) FROM document WHERE key = '(lost document 1)' AND year = 1999") ==
        1);
}

namespace {

/// Recovers "a" from a copy of it that this was done to, and that lost a page of these tables; what
/// the recovery tells.
store::Recovery recover_after(MergeWorld& world, const std::string& sql,
                              const std::vector<std::string>& tables = {}) {
  const auto damaged = world.base().folder.path() / "damaged";
  std::filesystem::copy_file(world.path("a"), damaged,
                             std::filesystem::copy_options::overwrite_existing);
  {
    store::Connection connection(damaged, store::Connection::Access::write);
    connection.run("PRAGMA foreign_keys = OFF");
    connection.run(sql);
  }
  for (const std::string& table : tables) {
    const std::string bytes = without_root_of(damaged, table);
    std::ofstream(damaged, std::ios::binary) << bytes;
  }
  const auto saved = world.base().folder.path() / "saved.retro";
  std::filesystem::remove(saved);
  store::Recovery told = store::recover(damaged, saved, "a", base::SystemClock());
  world.copy("saved", "a");
  return told;
}

bool tells(const std::vector<std::string>& doubts, const std::string& words) {
  return std::any_of(doubts.begin(), doubts.end(), [&](const std::string& each) {
    return each.find(words) != std::string::npos;
  });
}

/// What every history test begins with, and what two people did apart.
void work_apart(MergeWorld& world) {
  REQUIRE(world.base().code("add document d\nadd extract \"q r\" from d\nadd concept trust "
                            "definition old\nadd concept calm\nadd configuration K1 title tt\n"
                            "add context trust to K1\nsupport K1 with \"d: q r\" on context "
                            "trust\ncode \"d: q r\" as context trust note nn") == "done");
  part(world);
  for (const char* sentence : {"add concept hope", "set configuration K1 title \"a after\"",
                               "move concept hope under calm", "add mechanism hope to K1",
                               "note on concept hope \"a remark\""})
    REQUIRE(world.edit("a", sentence) == "done");
  for (const char* sentence :
       {"set concept trust definition new", "add concept late", "set document d year 1999"})
    REQUIRE(world.edit("b", sentence) == "done");
}

/// What they come to, kept undamaged as "sound" and "as b was".
std::string what_is_wanted(MergeWorld& world) {
  work_apart(world);
  world.copy("a", "sound");
  world.copy("b", "as b was");
  meet(world);
  return world.state("a");
}

}  // namespace

TEST_CASE("what stands while its history is lost goes over to undamaged copies, and nothing else",
          "[recover][merge]") {
  MergeWorld world(true);
  const std::string wanted = what_is_wanted(world);
  const auto count = [&world](const std::string& name, const std::string& sql) {
    return store::Connection(world.path(name), store::Connection::Access::read).number(sql);
  };
  const std::int64_t changes = count("sound", "SELECT max(id) FROM change");
  for (std::int64_t change = 0; change <= changes; ++change) {
    CAPTURE(change);
    world.copy("sound", "a");
    world.copy("as b was", "b");
    // 0: of all changes.
    const auto told =
        recover_after(world, "DELETE FROM history WHERE change = " + std::to_string(change) +
                                 " OR " + std::to_string(change) + " = 0");
    if (change == 0) CHECK(tells(told.doubts, "says otherwise, or nothing, of 11 things: "));
    base::NoProgress silent;
    CHECK(world.store("a").damage(silent) == std::vector<std::string>());
    CHECK(world.store("a").rebuilt_otherwise(silent) == std::vector<std::string>());
    CHECK(meet(world) == std::string());
    CHECK(difference(wanted, world.state("a")) == std::string());
    CHECK(world.store("a").rebuilt_otherwise(silent) == std::vector<std::string>());
    CHECK(world.store("b").rebuilt_otherwise(silent) == std::vector<std::string>());
    // In the other order, and once more.
    CHECK_FALSE(world.merge("b", "a").changed());
    // What both had done has its history again where that was lost.
    const std::string shared =
        "SELECT count(*) FROM history h JOIN change c ON c.id = h.change WHERE c.id BETWEEN 2 AND "
        "3";
    CHECK(count("a", shared) == count("sound", shared));
  }
}

TEST_CASE("what stands while its history is lost may contradict what others did",
          "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  REQUIRE(world.edit("b", "set configuration K1 title \"b after\"") == "done");
  world.copy("a", "sound");
  world.copy("b", "as b was");
  const std::string wanted = meet(world);
  REQUIRE(wanted != std::string());
  for (const char* which : {"1", "what LIKE 'set title%'"}) {
    CAPTURE(which);
    world.copy("sound", "a");
    world.copy("as b was", "b");
    recover_after(world, "DELETE FROM history WHERE change IN (SELECT id FROM change WHERE " +
                             std::string(which) + ")");
    const std::string open = meet(world);
    CHECK(open.find("configuration \"K1\": title | ") == 0);
    CHECK(open.find("a after") != std::string::npos);
    CHECK(open.find("b after") != std::string::npos);
    CHECK(std::count(open.begin(), open.end(), '\n') == 1);
  }
}

TEST_CASE("no undamaged copy is told to lack what a damaged one lost", "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  const std::string before = world.state("b");
  const auto told = recover_after(
      world,
      "DELETE FROM history WHERE change IN (SELECT id FROM change WHERE what LIKE 'set title%' OR "
      "what LIKE 'added concept \"hope\"')",
      {"element", "extract_text", "coding"});
  CHECK(tells(told.doubts, "2 things: concept \"hope\", configuration \"K1\"; how these"));
  CHECK(tells(told.doubts, "that the rest of the history tells of are not there"));
  CHECK(tells(told.doubts, "may lack what was lost"));
  REQUIRE(world.merge("b", "a").changed());
  const std::string after = world.state("b");
  for (const std::string& line : base::split(before, '\n')) {
    CAPTURE(line);
    if (line.starts_with("configuration ")) continue;  // of which more is known now
    CHECK(after.find(line) != std::string::npos);
  }
  CHECK(world.image("b", model::ThingKind::concept_, "hope") != std::string());
  const auto claim = store::Image::parse(world.image("b", model::ThingKind::configuration, "K1"));
  CHECK(claim.at("elements").size() == 2);
  CHECK(claim.at("title") == "a after");
  // Of what is lost here history tells some, and a merge brings that back.
  CHECK_FALSE(world.merge("b", "a").changed());
  REQUIRE(world.merge("a", "b").changed());
  CHECK(world.image("a", model::ThingKind::configuration, "K1") == claim.dump());
  base::NoProgress silent;
  CHECK(world.store("a").damage(silent) == std::vector<std::string>());
}

TEST_CASE("a copy that takes changes over from a recovered one lost nothing itself",
          "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  world.copy("base", "c");
  REQUIRE(world.edit("c", "add concept third") == "done");
  recover_after(world, "DELETE FROM change WHERE id > 3; DELETE FROM coder WHERE id = 1");
  CHECK(store::recoveries_of(world.path("a")).size() == 1);
  // What stands for the lost coder goes over with it.
  REQUIRE(world.edit("a", "set coder \"(lost coder 1)\" note known") == "done");
  REQUIRE(world.merge("b", "a").changed());
  store::Connection connection(world.path("b"), store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM change WHERE kind = 'recovery'") > 0);
  CHECK(connection.number("SELECT count(*) FROM change WHERE kind = 'lost'") > 0);
  CHECK(store::recoveries_of(world.path("b")).empty());
  const auto found = world.merge("b", "c").found.sorted();
  CHECK(std::none_of(found.begin(), found.end(),
                     [](const auto& each) { return each.code == "merge.recovered"; }));
  CHECK_FALSE(world.merge("b", "a").changed());
}

TEST_CASE("lost changes that another copy knows come back from it, and come there no second time",
          "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  REQUIRE(world.edit("b", "set configuration K1 title \"b after\"") == "done");
  world.copy("base", "c");
  REQUIRE(world.edit("c", "rename concept calm to \"calm again\"") == "done");
  REQUIRE(world.merge("b", "c").changed());
  world.copy("a", "sound");
  world.copy("b", "as b was");
  meet(world);
  const std::string wanted = world.state("a");
  const auto count = [&world](const std::string& name, const std::string& kind) {
    return store::Connection(world.path(name), store::Connection::Access::read)
        .number("SELECT count(*) FROM change WHERE kind = '" + kind + "'");
  };
  world.copy("sound", "a");
  world.copy("as b was", "b");
  recover_after(world, "DELETE FROM change WHERE id > 3");
  CHECK(count("a", "lost") == 11);
  const std::string open = meet(world);
  CHECK(std::count(open.begin(), open.end(), '\n') == 1);
  CHECK(open.find("configuration \"K1\": title | ") == 0);
  // What was done in the damaged copy alone.
  CHECK(count("a", "lost") == 5);
  CHECK(count("b", "lost") == 5);
  // Who did last what is in conflict is lost.
  const auto without_claim = [](const std::string& state) {
    std::string text;
    for (const std::string& line : base::split(state, '\n'))
      if (!line.starts_with("configuration ")) text += line + "\n";
    return text;
  };
  CHECK(difference(without_claim(wanted), without_claim(world.state("a"))) == std::string());
  // The damaged copy and one that was worked on after it are told of the same by a third.
  CHECK_FALSE(world.merge("c", "b").found.refused());
  CHECK_FALSE(world.merge("c", "a").changed());
  CHECK(difference(world.state("b"), world.state("c")) == std::string());
}

TEST_CASE("that the history was altered is told, though every row comes back", "[recover]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept trust\nadd concept hope\nadd concept calm") == "done");
  const auto altered = world.folder.path() / "altered.retro";
  const auto saved = world.folder.path() / "saved.retro";
  std::filesystem::copy_file(world.path(), altered);
  {
    store::Connection connection(altered, store::Connection::Access::write);
    connection.run("UPDATE change SET by_whom = 'CD' WHERE what = 'added concept \"hope\"'");
  }
  const auto all = store::recover(altered, saved, "AB", base::SystemClock());
  CHECK(all.lost == 0);
  REQUIRE(all.doubts.size() == 1);
  CHECK(all.doubts.front().starts_with(
      "the history is not whole: the history was altered at or before the change of "));
  CHECK(all.doubts.front().find("2 changes from there on may have been altered") !=
        std::string::npos);
  auto review = review::Review::open(saved, store::Mode::write);
  CHECK(review.store().damage(world.progress).empty());
}

TEST_CASE("that the last change is lost is told", "[recover]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept trust\nadd concept hope") == "done");
  const auto damaged = world.folder.path() / "damaged.retro";
  const auto saved = world.folder.path() / "saved.retro";
  std::filesystem::copy_file(world.path(), damaged);
  {
    store::Connection connection(damaged, store::Connection::Access::write);
    connection.run("PRAGMA foreign_keys = OFF");
    connection.run("DELETE FROM change WHERE id = (SELECT max(id) FROM change)");
  }
  const auto all = store::recover(damaged, saved, "AB", base::SystemClock());
  CHECK(all.made_up == 1);
  CHECK(all.lost == 1);
  REQUIRE_FALSE(all.doubts.empty());
  CHECK(all.doubts.front() ==
        "the history is not whole: of 1 change it is lost what was done, by whom and when");
}

TEST_CASE("what was added by a change that is lost keeps its permanent id", "[recover]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept trust\nadd document d\nadd extract \"q r\" from d\n"
                     "code \"d: q r\" as context trust") == "done");
  const auto damaged = world.folder.path() / "damaged";
  const auto saved = world.folder.path() / "saved.retro";
  std::ofstream(damaged, std::ios::binary) << without_root_of(world.path(), "change");
  store::recover(damaged, saved, "AB", base::SystemClock());
  const auto ids = [](const std::filesystem::path& path) {
    store::Connection connection(path, store::Connection::Access::read);
    store::Things things(connection);
    std::string all;
    for (const auto kind : {model::ThingKind::concept_, model::ThingKind::document,
                            model::ThingKind::extract, model::ThingKind::coding})
      for (const store::ThingName& thing : things.all(kind))
        all += thing.id + " " + things.image(thing)->dump() + "\n";
    return all;
  };
  CHECK(ids(saved) == ids(world.path()));
}

TEST_CASE("a letter that is not as it came is told by the recovery, and kept in its change",
          "[recover]") {
  EditWorld world;
  std::string bytes = bytes_of(world.path());
  std::string words;
  {
    store::Connection connection(world.path(), store::Connection::Access::read);
    store::Query query(connection.prepared("SELECT text FROM statement ORDER BY id"));
    REQUIRE(query.next());
    words = query.text(0);
  }
  for (std::size_t at = 0; (at = bytes.find(words, at)) != std::string::npos; ++at) bytes[at] ^= 1;
  const auto damaged = world.folder.path() / "damaged";
  const auto saved = world.folder.path() / "saved.retro";
  std::ofstream(damaged, std::ios::binary) << bytes;
  const base::SystemClock clock;
  const auto told = store::recover(damaged, saved, "AB", clock);
  REQUIRE(told.doubts.size() == 1);
  CHECK(told.doubts.front() == "of the kind statement something is not what came with the imports");
  store::Connection connection(saved, store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM change WHERE kind = 'recovery' AND what LIKE "
                          "'%of the kind statement%'") == 1);
}

TEST_CASE("a file that is found damaged before it is written to is not written to",
          "[recover][backup]") {
  EditWorld world;
  const auto damaged = world.folder.path() / "damaged.retro";
  std::ofstream(damaged, std::ios::binary) << without_root_of(world.path(), "memo");
  const std::string before = bytes_of(damaged);
  try {
    review::Review::open(damaged, store::Mode::write);
    FAIL("it was opened");
  } catch (const base::Error& error) {
    CHECK(error.code() == base::ErrorCode::corrupt);
    CHECK_THAT(error.what(), ContainsSubstring("is not written to; run retroduce check"));
  }
  CHECK(bytes_of(damaged) == before);
}

TEST_CASE("a sound file comes back as it was, and nothing else is said of it", "[recover][merge]") {
  MergeWorld world(true);
  REQUIRE(world.base().code("add document d\nadd extract \"q r\" from d\nadd configuration K1\n"
                            "add configuration K2\nadd mechanism trust to K2\n"
                            "support K2 with \"d: q r\" on mechanism trust") == "done");
  part(world);
  REQUIRE(world.edit("a", "set configuration K2 title better") == "done");
  REQUIRE(world.edit("b", "merge configuration K2 into K1") == "done");
  REQUIRE(world.merge("a", "b").changed());
  if (GENERATE(false, true)) {
    REQUIRE(world.conflicts("a") != std::string());
    REQUIRE(EditWorld::code_of(world.store("a").decide(1, "theirs", {"a", ""})) == "done");
  }
  const std::string before = world.state("a");
  const auto saved = world.base().folder.path() / "saved.retro";
  const auto told = store::recover(world.path("a"), saved, "a", base::SystemClock());
  CHECK(told.doubts == std::vector<std::string>());
  CHECK(told.lost + told.lost_pages + told.made_up == 0);
  CHECK(difference(before, review_state(saved)) == std::string());
  auto review = review::Review::open(saved, store::Mode::read);
  base::NoProgress silent;
  CHECK(review.store().damage(silent) == std::vector<std::string>());
  store::Connection connection(saved, store::Connection::Access::read);
  CHECK(connection.number("SELECT count(*) FROM change WHERE kind = 'recovery'") == 0);
}

TEST_CASE("after any page of a merged review is lost, what is recovered is sound",
          "[recover][merge]") {
  MergeWorld world(true);
  std::string sentences = "add document d\nadd configuration K1\nadd mechanism trust to K1";
  for (int i = 0; i < 12; ++i) {
    const std::string quote = "quote " + std::to_string(i);
    sentences += "\nadd extract \"" + quote + "\" from d\ncode \"d: " + quote +
                 "\" as mechanism trust\nsupport K1 with \"d: " + quote + "\"";
  }
  REQUIRE(world.base().code(sentences) == "done");
  part(world);
  REQUIRE(world.edit("a", "set configuration K1 title mine") == "done");
  for (const char* sentence : {"set configuration K1 title theirs", "add concept \"of b\"",
                               "retire extract \"d: quote 3\" with everything"})
    REQUIRE(world.edit("b", sentence) == "done");
  meet(world);
  REQUIRE(world.edit("a", "add context town to K1") == "done");
  const std::string sound = bytes_of(world.path("a"));
  REQUIRE(world.edit("b", "add concept \"later\"") == "done");
  REQUIRE(world.merge("b", "a").changed());
  const std::string wanted = world.state("b");
  world.copy("b", "undamaged");
  const auto damaged = world.base().folder.path() / "damaged";
  for (std::size_t at = page; at < sound.size(); at += page) {
    CAPTURE(at / page + 1);
    std::string bytes = sound;
    for (std::size_t i = 0; i < page; ++i) bytes[at + i] = static_cast<char>(i * 7919 + at / page);
    std::ofstream(damaged, std::ios::binary) << bytes;
    const auto saved = world.base().folder.path() / ("saved" + std::to_string(at) + ".retro");
    REQUIRE_NOTHROW(store::recover(damaged, saved, "a", base::SystemClock()));
    auto review = review::Review::open(saved, store::Mode::write);
    base::NoProgress silent;
    CHECK(review.store().damage(silent) == std::vector<std::string>());
    CHECK_NOTHROW(review.store().conflicts());
    // Nothing was done that a copy which has all of it does not know.
    world.copy("undamaged", "b");
    CHECK_NOTHROW(world.store("b").merge(saved, {{"b", ""}, false}));
    CHECK(difference(wanted, world.state("b")) == std::string());
    CHECK(world.store("b").damage(silent) == std::vector<std::string>());
    CHECK_NOTHROW(review.store().merge(world.path("undamaged"), {{"a", ""}, false}));
    CHECK(review.store().damage(silent) == std::vector<std::string>());
  }
}

TEST_CASE("rows of a history that nobody can have written are no work of anybody",
          "[recover][merge]") {
  MergeWorld world(true);
  const std::string wanted = what_is_wanted(world);
  std::vector<std::string> ways;
  for (const char* way :
       {"after = substr(after, 1, length(after) - 1)",
        "after = replace(after, '\"label\"', '\"l!bel\"')",
        "after = replace(after, '\"a after\"', '5')", "after = replace(after, 'calm', 'c`lm')",
        "after = json_set(after, '$.document', 'x.1')", "after = '{\"label\":5}'"})
    ways.push_back("UPDATE history SET " + std::string(way) + " WHERE after <> ''");
  for (const char* kind : {"", " AND thing = 'concept'", " AND thing = 'extract'"})
    for (const std::string& way : ways) {
      CAPTURE(kind, way);
      world.copy("sound", "a");
      world.copy("as b was", "b");
      recover_after(world, way + kind);
      base::NoProgress silent;
      CHECK(world.store("a").damage(silent) == std::vector<std::string>());
      CHECK(meet(world) == std::string());
      CHECK(difference(wanted, world.state("a")) == std::string());
      CHECK(difference(wanted, world.state("b")) == std::string());
    }
}

TEST_CASE("lost rows of the history come back from a copy that brings nothing else",
          "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  world.copy("a", "backup");
  const std::string wanted = world.state("a");
  const auto rows = [&world](const std::string& name) {
    return store::Connection(world.path(name), store::Connection::Access::read)
        .number(
            "SELECT count(*) FROM history h JOIN change c ON c.id = h.change WHERE c.kind = "
            "'edit'");
  };
  recover_after(world, "DELETE FROM history WHERE change = (SELECT max(id) FROM change)");
  REQUIRE(rows("a") < rows("backup"));
  REQUIRE(world.merge("a", "backup").changed());
  CHECK(rows("a") == rows("backup"));
  CHECK(difference(wanted, world.state("a")) == std::string());
  CHECK_FALSE(world.merge("a", "backup").changed());
  base::NoProgress silent;
  CHECK(world.store("a").damage(silent) == std::vector<std::string>());
  CHECK(world.store("a").rebuilt_otherwise(silent) == std::vector<std::string>());
}

TEST_CASE("what stands for lost things is taken over by nobody once a merge saw it",
          "[recover][merge]") {
  MergeWorld world(true);
  work_apart(world);
  recover_after(world, "DELETE FROM extract WHERE id = 1");
  REQUIRE(world.merge("a", "b").changed());
  world.merge("b", "a");
  CHECK(world.state("b").find("(lost ") == std::string::npos);
}
