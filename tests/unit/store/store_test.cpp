// What the world may do to a review file. Each case: one sentence, the right code, and the file as
// before.
#include "store/store.h"

#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include "base/error.h"
#include "store/connection.h"
#include "store/migrate.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
using base::ErrorCode;

namespace fs = std::filesystem;

namespace {

/// What opening says; the code, or nothing where it opened.
std::optional<ErrorCode> refusal(const fs::path& path, store::Mode mode,
                                 std::string* words = nullptr) {
  const base::FixedClock clock("2026-11-22T10:00:00Z");
  try {
    store::Store::open(path, mode, clock)->snapshot();
  } catch (const base::Error& error) {
    if (words != nullptr) *words = error.what();
    return error.code();
  }
  return std::nullopt;
}

/// Runs in a process of its own, where limits and rights may be given up. The exit code.
int in_child(const std::function<int()>& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void fill_much(model::BatchSink& sink) {
  model::Document document;
  document.key = "long";
  sink.add(document);
  for (int i = 0; i < 20000; ++i) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(0U);
    extract.quote =
        "Words of passage " + std::to_string(i) + " about trust and time in the practice.";
    sink.add(extract);
  }
}

}  // namespace

TEST_CASE("a file that is not there is not found", "[store]") {
  const StoreWorld world;
  CHECK(refusal(world.path(), store::Mode::read) == ErrorCode::not_found);
  CHECK(world.files().empty());
}

TEST_CASE("what is no review file is told so and left alone", "[store]") {
  const StoreWorld world;
  const std::string content = GENERATE(as<std::string>(), "", "<review/>", "SQLite format 3",
                                       std::string("SQLite format 3\0 and then rubbish", 33));
  const auto mode = GENERATE(store::Mode::read, store::Mode::write);
  StoreWorld::write(world.path(), content);
  std::string words;
  CHECK(refusal(world.path(), mode, &words) == ErrorCode::corrupt);
  CHECK_THAT(words, ContainsSubstring("review.retro") && ContainsSubstring("no review file"));
  CHECK(StoreWorld::bytes(world.path()) == content);
  CHECK(world.files() == "review.retro\n");
}

TEST_CASE("a folder is no review file", "[store]") {
  const StoreWorld world;
  CHECK(refusal(world.folder.path(), store::Mode::read) == ErrorCode::io);
}

TEST_CASE("another program's database is refused and left alone", "[store]") {
  const StoreWorld world;
  {
    SQLite::Database other(world.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    other.exec("CREATE TABLE notes (text)");
  }
  const std::string before = StoreWorld::fingerprint(world.path());
  std::string words;
  CHECK(refusal(world.path(), store::Mode::write, &words) == ErrorCode::corrupt);
  CHECK_THAT(words, ContainsSubstring("another program"));
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("a newer file is refused in words and left alone", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  {
    SQLite::Database file(world.path().string(), SQLite::OPEN_READWRITE);
    file.exec("PRAGMA user_version = 99");
  }
  const std::string before = StoreWorld::fingerprint(world.path());
  const auto mode = GENERATE(store::Mode::read, store::Mode::write);
  std::string words;
  CHECK(refusal(world.path(), mode, &words) == ErrorCode::newer_schema);
  CHECK_THAT(words, ContainsSubstring("99") && ContainsSubstring("newer"));
  CHECK(StoreWorld::fingerprint(world.path()) == before);
  CHECK(world.files() == "review.retro\n");
}

TEST_CASE("a file that is cut short is told so, wherever it was cut", "[store]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const std::string whole = StoreWorld::bytes(world.path());
  for (std::size_t size = whole.size() / 9; size < whole.size(); size += whole.size() / 7) {
    const std::string part = whole.substr(0, size);
    StoreWorld::write(world.path(), part);
    for (const auto mode : {store::Mode::read, store::Mode::write}) {
      CHECK(refusal(world.path(), mode) == ErrorCode::corrupt);
    }
    CHECK(StoreWorld::bytes(world.path()) == part);
  }
}

TEST_CASE("a file that another program holds is busy, and is left alone", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  SQLite::Database other(world.path().string(), SQLite::OPEN_READWRITE);
  other.exec("BEGIN EXCLUSIVE");
  try {
    store::open_review(world.path(), store::Mode::read, store::own_ladder(), 50);
    FAIL("it opened");
  } catch (const base::Error& error) {
    CHECK(error.code() == ErrorCode::busy);
    CHECK_THAT(error.what(), ContainsSubstring("in use by another program"));
  }
  other.exec("ROLLBACK");
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("a writer waits five seconds for another one", "[store]") {
  CHECK(store::Connection::patience_ms == 5000);
}

TEST_CASE("others read on while an import is under way", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const auto writer = world.open(store::Mode::write);
  base::NoProgress silent;
  const auto session = writer->begin_import({}, silent);
  fill_much(*session);
  CHECK(world.open()->snapshot()->documents.size() == 1);
  CHECK(session->finish({}).changed());
  CHECK(world.open()->snapshot()->documents.size() == 2);
}

TEST_CASE("a new file is there only once something is in it", "[store]") {
  const StoreWorld world;
  {
    const auto review = store::Store::create(world.path(), world.clock);
    CHECK_FALSE(fs::exists(world.path()));
    CHECK(review->snapshot()->documents.empty());
  }
  CHECK(world.files().empty());
  {
    const auto review = store::Store::create(world.path(), world.clock);
    model::Review about;
    about.title = "Ours";
    review->describe(about, {"AB", "a start"});
    CHECK(world.files() == "review.retro\n");
  }
  CHECK(world.open()->info().title == "Ours");
}

TEST_CASE("a file that is there is never made anew", "[store]") {
  const StoreWorld world;
  StoreWorld::write(world.path(), "mine");
  try {
    store::Store::create(world.path(), world.clock);
    FAIL("it was made");
  } catch (const base::Error& error) {
    CHECK(error.code() == ErrorCode::conflict);
  }
  CHECK(StoreWorld::bytes(world.path()) == "mine");
}

TEST_CASE("a file that appears meanwhile is not replaced", "[store]") {
  const StoreWorld world;
  const auto review = store::Store::create(world.path(), world.clock);
  StoreWorld::write(world.path(), "mine");
  model::Review about;
  about.title = "Ours";
  CHECK_THROWS_AS(review->describe(about, {"AB", ""}), base::Error);
  CHECK(StoreWorld::bytes(world.path()) == "mine");
}

TEST_CASE("a review cannot be made in a folder that is not there", "[store]") {
  const StoreWorld world;
  CHECK_THROWS_AS(store::Store::create(world.path("none") / "r.retro", world.clock), base::Error);
}

TEST_CASE("a read-only file in a read-only folder is read, and refused for writing", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  fs::permissions(world.path(),
                  fs::perms::owner_read | fs::perms::others_read | fs::perms::group_read);
  fs::permissions(world.folder.path(), fs::perms::owner_read | fs::perms::owner_exec |
                                           fs::perms::others_read | fs::perms::others_exec);
  const int code = in_child([&] {
    // Rights do not bind the superuser.
    if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) return 9;
    if (refusal(world.path(), store::Mode::read)) return 1;
    std::string words;
    if (refusal(world.path(), store::Mode::write, &words) != ErrorCode::io) return 2;
    return words.find("may only be read") == std::string::npos ? 3 : 0;
  });
  CHECK(code == 0);
  fs::permissions(world.folder.path(), fs::perms::owner_all);
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("on a full disk the import is given up and the file is as before", "[store]") {
  const StoreWorld world;
  world.import(fill_little);
  const std::string before = StoreWorld::fingerprint(world.path());
  const int code = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{400000, 400000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      world.import(fill_much);
    } catch (const base::Error& error) {
      const std::string words = error.what();
      return error.code() == ErrorCode::io && words.find("disk") != std::string::npos ? 0 : 2;
    }
    return 1;
  });
  CHECK(code == 0);
  CHECK(refusal(world.path(), store::Mode::write) == std::nullopt);
  CHECK(StoreWorld::fingerprint(world.path()) == before);
}

TEST_CASE("on a full disk a new review leaves no file behind", "[store]") {
  const StoreWorld world;
  const int code = in_child([&] {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{100000, 100000};
    ::setrlimit(RLIMIT_FSIZE, &limit);
    try {
      world.import(fill_much);
    } catch (const base::Error&) {
      return 0;
    }
    return 1;
  });
  CHECK(code == 0);
  CHECK(world.files().empty());
}

TEST_CASE("an import that is killed leaves the review as it was, whenever it dies", "[store]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const std::string before = world.sent(world.path());
  const std::string bytes = StoreWorld::fingerprint(world.path());
  for (const int after : {0, 1, 5000, 15000, 20001}) {
    const int code = in_child([&] {
      world.import([&](auto& sink) {
        fill_much(sink);
        // A second source whose later parts are cut off by the death of the process.
        for (int i = 0; i < after; ++i) sink.add(model::Coder{"C" + std::to_string(i), "", "", {}});
        ::kill(::getpid(), SIGKILL);
      });
      return 0;
    });
    CHECK(code == 128 + SIGKILL);
    CHECK(world.sent(world.path()) == before);
    CHECK(StoreWorld::fingerprint(world.path()) == bytes);
  }
}

TEST_CASE("a death while the pages are written is undone by the next reader", "[store]") {
  const StoreWorld world;
  world.import([](auto& sink) { fill_all_kinds(sink, true); });
  const std::string before = world.sent(world.path());
  const std::string bytes = StoreWorld::fingerprint(world.path());
  const int code = in_child([&] {
    store::Connection connection(world.path(), store::Connection::Access::write);
    connection.run("PRAGMA cache_size = 1");  // pages spill into the file before the end
    connection.run("BEGIN IMMEDIATE");
    connection.run("UPDATE extract_text SET quote = 'gone', note = zeroblob(20000)||''");
    connection.run("UPDATE memo SET text = 'gone' || hex(zeroblob(9000))");
    ::kill(::getpid(), SIGKILL);
    return 0;
  });
  CHECK(code == 128 + SIGKILL);
  CHECK(StoreWorld::fingerprint(world.path()) != bytes);
  CHECK(world.sent(world.path()) == before);
  CHECK(StoreWorld::fingerprint(world.path()) == bytes);
}

TEST_CASE("describing a review is a change with its images, and saying the same is none",
          "[store]") {
  const StoreWorld world;
  const auto review = store::Store::create(world.path(), world.clock);
  model::Review about;
  about.title = "Ours";
  review->describe(about, {"AB", "a start"});
  about.questions = {"Why?"};
  review->describe(about, {"CD", ""});
  review->describe(about, {"EF", ""});
  const std::string sent = world.sent(world.path());
  CHECK_THAT(sent, ContainsSubstring("'AB' 'edit'") && ContainsSubstring("'a start'"));
  CHECK_THAT(sent, ContainsSubstring(R"(review|review||{"title":"Ours")"));
  CHECK_THAT(sent, ContainsSubstring(R"("questions":["Why?"])"));
  CHECK(sent.find("'EF'") == std::string::npos);
}
