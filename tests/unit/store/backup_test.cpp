// Backups: what is made, when, what goes; the way back; and what deaths and full disks leave.
#include "store/backup.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <fstream>
#include <random>
#include <set>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "store/connection.h"
#include "support/catch.h"
#include "support/refused.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;
using base::ErrorCode;
using base::FixedClock;
using store::back_up_if_due;
using store::Backup;
using store::BackupKind;

namespace {

void fill_all(model::BatchSink& sink) { fill_all_kinds(sink, true); }

/// Some megabytes, so that a copy takes a while.
void fill_much(model::BatchSink& sink) {
  model::Document document;
  document.key = "long";
  sink.add(document);
  for (int i = 0; i < 6000; ++i) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(0U);
    extract.quote = "Words of passage " + std::to_string(i) + std::string(300, 'x');
    sink.add(extract);
  }
}

void flip(const fs::path& file, std::streamoff at) {
  std::fstream bytes(file, std::ios::binary | std::ios::in | std::ios::out);
  bytes.seekg(at);
  const char was = static_cast<char>(bytes.get());
  bytes.seekp(at);
  bytes.put(static_cast<char>(was ^ 0x10));
}

/// Runs in a process of its own, which is killed after so many microseconds; whether it was.
bool killed_in(const std::function<void()>& work, unsigned microseconds) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      work();
    } catch (...) {
      ::_exit(1);
    }
    ::_exit(0);
  }
  ::usleep(microseconds);
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status);
}

std::string hour_later(int hours) {
  char text[32];
  std::snprintf(text, sizeof text, "2026-11-%02dT%02d:30:00Z", 1 + hours / 24, hours % 24);
  return text;
}

}  // namespace

TEST_CASE("a backup is the review byte by byte, listed with its time and size", "[backup]") {
  const StoreWorld world;
  world.import(fill_all);
  const std::string before = StoreWorld::fingerprint(world.path());
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  CHECK(StoreWorld::fingerprint(made.path) == before);
  CHECK(StoreWorld::fingerprint(world.path()) == before);
  const auto all = store::list_backups(world.path());
  REQUIRE(all.size() == 1);
  CHECK(all[0].at == "2026-11-22T10:00:00Z");
  CHECK(all[0].size == fs::file_size(world.path()));
  CHECK(all[0].kind == BackupKind::asked);
  CHECK_FALSE(refused([&] { store::prove(made.path); }));
}

TEST_CASE("of backups of one second the last made is the latest", "[backup]") {
  const StoreWorld world;
  world.import(fill_all);
  std::vector<fs::path> made;
  for (const char* title : {"one", "two", "three", "four", "five", "six"}) {
    store::Store::open(world.path(), store::Mode::write, world.clock)
        ->describe({title, {}, "", "CMO", {}, {}, {}}, {"AB", ""});
    made.push_back(store::back_up(world.path(), BackupKind::asked, world.clock).path);
    // Copies of some file systems are told apart by no less than this.
    fs::last_write_time(made.back(), fs::file_time_type::clock::now() +
                                         std::chrono::milliseconds(10 * made.size()));
  }
  std::vector<fs::path> listed;
  for (const auto& each : store::list_backups(world.path())) listed.push_back(each.path);
  CHECK(listed == std::vector<fs::path>(made.rbegin(), made.rend()));
}

TEST_CASE("the latest backup is the one that goes furthest, whatever the clock said", "[backup]") {
  const StoreWorld world;
  const auto latest = [&world] { return store::latest_backup(world.path())->path; };
  CHECK_FALSE(store::latest_backup(world.path()));
  world.import(fill_little);
  const auto first = back_up_if_due(world.path(), FixedClock("2026-11-22T10:00:00Z"));
  REQUIRE(first);
  CHECK(latest() == first->path);
  world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
  const auto second = back_up_if_due(world.path(), FixedClock("2026-11-20T11:00:00Z"));
  REQUIRE(second);
  CHECK(latest() == second->path);
  // Within an hour of one of before the clock went back it stays as well.
  world.import([](auto& sink) { sink.add(model::Coder{"ZZ", "", "", {}}); });
  const auto third = back_up_if_due(world.path(), FixedClock("2026-11-20T10:59:00Z"));
  REQUIRE(third);
  CHECK(fs::exists(third->path));
  CHECK(latest() == third->path);
  // What the review went back from is not of its history any more.
  store::restore(world.path(), second->path, {"AB", ""}, world.clock);
  CHECK(latest() == second->path);
  fs::remove(world.path());
  CHECK(latest() == third->path);
}

TEST_CASE("a backup is due once an hour, and only where something has changed", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  CHECK(back_up_if_due(world.path(), FixedClock("2026-11-22T10:00:00Z")));
  CHECK_FALSE(back_up_if_due(world.path(), FixedClock("2026-11-22T10:59:59Z")));
  CHECK_FALSE(back_up_if_due(world.path(), FixedClock("2026-11-22T12:00:00Z")));
  world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
  CHECK_FALSE(back_up_if_due(world.path(), FixedClock("2026-11-22T10:59:59Z")));
  CHECK(back_up_if_due(world.path(), FixedClock("2026-11-22T11:00:00Z")));
  // A clock that went back far makes it due, too.
  world.import([](auto& sink) { sink.add(model::Coder{"ZZ", "", "", {}}); });
  CHECK(back_up_if_due(world.path(), FixedClock("2026-11-20T11:00:00Z")));
  CHECK(store::list_backups(world.path()).size() == 3);
}

TEST_CASE("one an hour stays for a day, one a day for two weeks, one a week beyond", "[backup]") {
  std::vector<Backup> all;
  for (int hour = 28 * 24 - 1; hour >= 0; --hour)
    all.push_back({hour_later(hour), hour_later(hour), BackupKind::automatic, 1});
  const std::string now = hour_later(28 * 24 - 1);
  const auto gone = store::superseded(all, now);
  std::set<std::string> left;
  for (const Backup& each : all) left.insert(each.at);
  for (const Backup& each : gone) left.erase(each.at);
  const auto since = [&](const std::string& at) {
    return std::distance(left.lower_bound(at), left.end());
  };
  CHECK(since("2026-11-27T23:31:00Z") == 24);
  CHECK(since("2026-11-14T23:31:00Z") >= 24 + 13);
  CHECK(since("2026-11-14T23:31:00Z") <= 24 + 14);
  CHECK(left.size() <= 24 + 14 + 3);
  CHECK(left.size() >= 24 + 13 + 2);
  CHECK(left.contains(now));
}

TEST_CASE("no backup goes where no newer one is proved, and what was asked for never", "[backup]") {
  const std::vector<Backup> unproved{{"c", "2026-11-22T10:50:00Z", BackupKind::unproved, 1},
                                     {"b", "2026-11-22T10:40:00Z", BackupKind::unproved, 1},
                                     {"a", "2026-11-22T10:30:00Z", BackupKind::automatic, 1}};
  const auto gone = store::superseded(unproved, "2026-11-22T11:00:00Z");
  CHECK(gone.empty());
  const std::vector<Backup> asked{{"c", "2026-11-22T10:50:00Z", BackupKind::automatic, 1},
                                  {"b", "2026-11-22T10:40:00Z", BackupKind::asked, 1},
                                  {"a", "2026-11-22T10:30:00Z", BackupKind::automatic, 1}};
  const auto then = store::superseded(asked, "2026-11-22T11:00:00Z");
  REQUIRE(then.size() == 1);
  CHECK(then[0].path == "a");
}

TEST_CASE("of a review with a damaged page no backup is made, and the old ones stay", "[backup]") {
  const StoreWorld world;
  world.import(fill_much);
  const Backup good = store::back_up(world.path(), BackupKind::automatic, world.clock);
  std::fstream file(world.path(), std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(fs::file_size(world.path()) / 2));
  file << std::string(9000, '\xee');
  file.close();
  const FixedClock later("2026-11-22T12:00:00Z");
  CHECK(refused([&] { store::back_up(world.path(), BackupKind::automatic, later); }) ==
        ErrorCode::corrupt);
  const auto all = store::list_backups(world.path());
  REQUIRE(all.size() == 1);
  CHECK(all[0].path == good.path);
  CHECK(std::distance(fs::directory_iterator(store::backup_folder(world.path())),
                      fs::directory_iterator()) == 1);
}

TEST_CASE("any byte of a backup that flips is found before it is used", "[backup]") {
  const StoreWorld world;
  world.import(fill_all);
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  const std::string review = StoreWorld::fingerprint(world.path());
  std::mt19937_64 dice(8);
  for (int i = 0; i < 60; ++i) {
    const auto at = static_cast<std::streamoff>(dice() % fs::file_size(made.path));
    flip(made.path, at);
    INFO("byte " << at);
    CHECK(refused([&] { store::prove(made.path); }));
    CHECK(refused([&] { store::restore(world.path(), made.path, {"AB", ""}, world.clock); }));
    flip(made.path, at);
  }
  CHECK(StoreWorld::fingerprint(world.path()) == review);
  CHECK_FALSE(refused([&] { store::prove(made.path); }));
}

TEST_CASE("a restore gives back what was, and can be undone by another", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string little = world.sent(world.path());
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  CHECK(store::lost_by_restore(world.path(), made.path).empty());
  world.import([](auto& sink) { sink.add(model::Coder{"ZZ", "", "", {}}); }, "CD");
  const std::string more = world.sent(world.path());
  const auto lost = store::lost_by_restore(world.path(), made.path);
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].by == "CD");
  const auto kept = store::restore(world.path(), made.path, {"AB", ""}, world.clock);
  CHECK(world.sent(world.path()) == little);
  REQUIRE(kept);
  CHECK(kept->kind == BackupKind::before_restore);
  store::restore(world.path(), kept->path, {"AB", ""}, world.clock);
  CHECK(world.sent(world.path()) == more);
  CHECK(world.open()->damage(*std::make_unique<base::NoProgress>()).empty());
}

TEST_CASE("a restore takes the place of a review that is damaged or gone", "[backup]") {
  const StoreWorld world;
  world.import(fill_all);
  const std::string before = world.sent(world.path());
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  StoreWorld::write(world.path(), "no review any more");
  const auto kept = store::restore(world.path(), made.path, {"AB", ""}, world.clock);
  CHECK(world.sent(world.path()) == before);
  REQUIRE(kept);
  CHECK(kept->kind == BackupKind::damaged);
  CHECK(StoreWorld::bytes(kept->path) == "no review any more");
  // A journal that was left behind does not spoil what is put in its place.
  fs::rename(world.path(), world.path("elsewhere"));
  StoreWorld::write(world.path("review.retro-journal"), std::string(2000, '\xd9'));
  CHECK_FALSE(store::restore(world.path(), made.path, {"AB", ""}, world.clock));
  CHECK(world.sent(world.path()) == before);
}

TEST_CASE("a reader who holds the review keeps a restore out, and the review as it was",
          "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
  const std::string now = world.sent(world.path());
  {
    const auto reader = world.open();
    CHECK(refused([&] {
            store::restore(world.path(), made.path, {"AB", ""}, world.clock);
          }) == ErrorCode::busy);
  }
  CHECK(world.sent(world.path()) == now);
}

TEST_CASE("a copy to a place of one's own replaces nothing unasked", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const fs::path made =
      store::back_up_to(world.path(), world.path("copy.retro"), false, world.clock);
  CHECK(StoreWorld::fingerprint(made) == StoreWorld::fingerprint(world.path()));
  CHECK(refused([&] { store::back_up_to(world.path(), made, false, world.clock); }) ==
        ErrorCode::conflict);
  CHECK_FALSE(refused([&] { store::back_up_to(world.path(), made, true, world.clock); }));
  CHECK(refused([&] { store::back_up_to(world.path(), world.path(), true, world.clock); }) ==
        ErrorCode::conflict);
  CHECK(refused([&] {
          store::back_up_to(world.path(), world.path("nowhere") / "x.retro", false, world.clock);
        }) == ErrorCode::io);
  fs::create_directory(world.path("stick"));
  CHECK(store::back_up_to(world.path(), world.path("stick"), false, world.clock).filename() ==
        "review-2026-11-22T100000Z.retro");
}

TEST_CASE("a review that a link leads to is restored where it is, and the link stays", "[backup]") {
  const StoreWorld world;
  world.import(fill_all);
  const std::string before = world.sent(world.path());
  const Backup made = store::back_up(world.path(), BackupKind::asked, world.clock);
  fs::create_directory(world.path("elsewhere"));
  const fs::path link = world.path("elsewhere") / "link.retro";
  fs::create_symlink(world.path(), link);
  StoreWorld::write(world.path(), "no review any more");
  StoreWorld::write(world.path("review.retro-journal"), std::string(2000, '\xd9'));
  REQUIRE(store::restore(link, made.path, {"AB", ""}, world.clock));
  CHECK(fs::is_symlink(link));
  CHECK(world.sent(world.path()) == before);
  CHECK_FALSE(fs::exists(world.path("review.retro-journal")));
  // The backups are those of the file, whichever way leads there.
  CHECK(store::list_backups(link).size() == store::list_backups(world.path()).size());
}

TEST_CASE("a copy that cannot take its place leaves nothing behind", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const fs::path folder = world.path("stick");
  fs::create_directories(folder / "review-2026-11-22T100000Z.retro" / "in the way");
  CHECK(refused([&] { store::back_up_to(world.path(), folder, true, world.clock); }) ==
        ErrorCode::io);
  CHECK(std::distance(fs::directory_iterator(folder), fs::directory_iterator()) == 1);
}

TEST_CASE("backups of the future do not make each write take a copy", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  store::back_up(world.path(), BackupKind::automatic, FixedClock("2030-01-01T00:00:00Z"));
  world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
  CHECK(back_up_if_due(world.path(), FixedClock("2026-11-22T10:00:00Z")));
  world.import([](auto& sink) { sink.add(model::Coder{"ZZ", "", "", {}}); });
  CHECK_FALSE(back_up_if_due(world.path(), FixedClock("2026-11-22T10:20:00Z")));
  CHECK(back_up_if_due(world.path(), FixedClock("2026-11-22T11:20:00Z")));
}

TEST_CASE("before what no undo takes back a backup is made, once", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  CHECK(store::back_up_unless_kept(world.path(), world.clock));
  CHECK_FALSE(store::back_up_unless_kept(world.path(), world.clock));
  world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
  CHECK(store::back_up_unless_kept(world.path(), world.clock));
}

TEST_CASE("a backup that is killed leaves the review and the other backups as they were",
          "[backup]") {
  const StoreWorld world;
  world.import(fill_much);
  const std::string review = StoreWorld::fingerprint(world.path());
  store::back_up(world.path(), BackupKind::asked, world.clock);
  std::mt19937_64 dice(11);
  int killed = 0;
  for (int i = 0; i < 40; ++i) {
    const FixedClock later("2026-11-22T11:00:" + std::to_string(10 + i) + "Z");
    killed += killed_in([&] { store::back_up(world.path(), BackupKind::asked, later); },
                        static_cast<unsigned>(dice() % 30000))
                  ? 1
                  : 0;
    CHECK(StoreWorld::fingerprint(world.path()) == review);
    for (const Backup& each : store::list_backups(world.path()))
      CHECK_FALSE(refused([&] { store::prove(each.path); }));
  }
  CHECK(killed > 0);
}

TEST_CASE("a restore that is killed leaves the review as it was or as the backup is", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string little = world.sent(world.path());
  const Backup small = store::back_up(world.path(), BackupKind::asked, world.clock);
  world.import(fill_much);
  const std::string much = world.sent(world.path());
  const Backup large =
      store::back_up(world.path(), BackupKind::asked, FixedClock("2026-11-22T11:00:00Z"));
  // Deaths all along: a whole restore takes about this long here.
  const auto begin = std::chrono::steady_clock::now();
  store::restore(world.path(), large.path, {"AB", ""}, world.clock);
  const auto whole = std::chrono::duration_cast<std::chrono::microseconds>(
      std::chrono::steady_clock::now() - begin);
  std::mt19937_64 dice(12);
  int killed = 0;
  for (int i = 0; i < 40; ++i) {
    const Backup& to = i % 2 == 0 ? small : large;
    killed += killed_in(
                  [&] {
                    store::restore(world.path(), to.path, {"AB", ""}, world.clock);
                  },
                  static_cast<unsigned>(dice() % static_cast<unsigned>(whole.count() * 3 / 2 + 1)))
                  ? 1
                  : 0;
    const std::string now = world.sent(world.path());
    CHECK((now == little || now == much));
    CHECK_FALSE(refused([&] { store::prove(world.path()); }));
  }
  CHECK(killed > 0);
}

TEST_CASE("a full disk leaves no half backup, and a restore undone", "[backup]") {
  const StoreWorld world;
  world.import(fill_little);
  const Backup small = store::back_up(world.path(), BackupKind::asked, world.clock);
  world.import(fill_much);
  const std::string review = StoreWorld::fingerprint(world.path());
  const auto in_child_with_limit = [&](const std::function<void()>& work) {
    const pid_t child = ::fork();
    if (child == 0) {
      ::signal(SIGXFSZ, SIG_IGN);
      const rlimit limit{500000, 500000};
      ::setrlimit(RLIMIT_FSIZE, &limit);
      const auto code = refused(work);
      ::_exit(code == ErrorCode::io ? 0 : 1);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
  };
  CHECK(in_child_with_limit(
      [&] { store::back_up(world.path(), BackupKind::automatic, world.clock); }));
  CHECK(in_child_with_limit([&] {
    store::restore(world.path(), small.path, {"AB", ""}, world.clock);
  }));
  CHECK(StoreWorld::fingerprint(world.path()) == review);
  CHECK(std::distance(fs::directory_iterator(store::backup_folder(world.path())),
                      fs::directory_iterator()) == 1);
}

TEST_CASE("a writer who waits for a backup loses nothing", "[backup]") {
  // A copy by a second open of the file would drop the locks of this process on it.
  const StoreWorld world;
  world.import(fill_much);
  store::Connection writer(world.path(), store::Connection::Access::write);
  store::Transaction change(writer, store::Transaction::Kind::write);
  writer.run("UPDATE extract_text SET note = 'changed' WHERE extract = 1");
  store::back_up(world.path(), BackupKind::asked, world.clock);
  // The lock still stands: another process cannot write.
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      store::Connection other(world.path(), store::Connection::Access::write, 0);
      store::Transaction second(other, store::Transaction::Kind::write);
      ::_exit(1);
    } catch (const SQLite::Exception&) {
      ::_exit(0);
    }
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 0);
  change.commit();
  CHECK(writer.number("SELECT count(*) FROM extract_text WHERE note = 'changed'") == 1);
}
