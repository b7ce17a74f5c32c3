// Work that is killed at any moment: what was acknowledged is there, and nothing in part.
#include <csignal>
#include <fstream>
#include <random>
#include <set>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.h"
#include "merge_world.h"
#include "reviewer.h"
#include "store/backup.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

const base::SystemClock system_clock;

/// Nothing where the last change is work that is hidden from who acts.
std::vector<store::EditDone> undone(store::Store& store) {
  try {
    return store.undo("", {"AB", ""}).done;
  } catch (const base::Error& refusal) {
    if (refusal.code() != base::ErrorCode::conflict) throw;
    return {};
  }
}

/// Does random work for ever, and writes the name of each change once it is kept.
[[noreturn]] void work(const fs::path& path, const fs::path& theirs, const fs::path& sheet,
                       unsigned seed, int told) {
  const auto tell = [told](const std::string& words) {
    const std::string line = words + "\n";
    if (::write(told, line.data(), line.size()) < 0) ::_exit(2);
  };
  const auto last_change = [&](store::Store& store) {
    const auto last = store.history({"", "", "", "", "", 1});
    return last.empty() ? std::string() : last.front().change.uid;
  };
  try {
    Reviewer reviewer(path, seed);
    base::NoProgress silent;
    for (unsigned step = 0;; ++step) {
      const std::size_t what = reviewer.below(10);
      if (what == 0) {
        std::ofstream(sheet) << "document,title,quote,context,mechanism,outcome\nd" << seed << "-"
                             << step << ",T,they had time,time,trust,health\n";
        auto review = review::Review::open(path, store::Mode::write);
        if (review.import({{sheet}, "", {}, {"AB", ""}, false}, silent).changed())
          tell(last_change(review.store()));
        continue;
      }
      const auto store = store::Store::open(path, store::Mode::write, system_clock);
      if (what == 1) {
        if (store->merge(theirs, {{"AB", ""}, false}).changed()) tell(last_change(*store));
      } else if (what == 2) {
        for (const auto& done : undone(*store)) tell(done.uid);
      } else {
        const auto edits = review::read_edits(reviewer.sentence(), "");
        for (const auto& done : store->edit(*edits.value, {{"AB", ""}, false, false}).done)
          tell(done.uid);
      }
    }
  } catch (const std::exception& error) {
    tell(std::string("failed: ") + error.what());
    ::_exit(3);
  }
}

/// Goes to and fro between two states for ever.
[[noreturn]] void restore_for_ever(const fs::path& path, const fs::path& one,
                                   const fs::path& other) {
  try {
    while (true)
      for (const fs::path& each : {one, other})
        store::restore(path, each, {"AB", ""}, system_clock);
  } catch (const std::exception&) {
    ::_exit(3);
  }
}

std::vector<std::string> lines_of(int file) {
  std::string text;
  char piece[4096];
  for (ssize_t got = 0; (got = ::read(file, piece, sizeof piece)) > 0;)
    text.append(piece, static_cast<std::size_t>(got));
  // A line that was cut was never read by anybody.
  text.resize(text.rfind('\n') + 1);
  auto lines = base::split(text, '\n');
  std::erase(lines, "");
  return lines;
}

/// Lets it work for a while and kills it; how it ended.
int killed(pid_t child, std::mt19937& random) {
  ::usleep(static_cast<useconds_t>(20000 + random() % 120000));
  ::kill(child, SIGKILL);
  int status = 0;
  ::waitpid(child, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("work that is killed loses nothing that was kept, and keeps nothing in part",
          "[review][kill]") {
  const unsigned times = repeats("RETRODUCE_KILLS", 12);
  const unsigned seed = repeats("RETRODUCE_KILL_SEED", 20261129);
  INFO("seed " << seed);
  MergeWorld world;
  world.copy("base", "theirs");
  REQUIRE(world.edit("theirs", "add concept \"of theirs\"") == "done");
  std::mt19937 random(seed);
  std::size_t kept = 0;
  for (unsigned i = 0; i < times; ++i) {
    // Every now and then from the beginning, lest the history grow without end.
    if (i % 50 == 0) world.copy("base", "work");
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    if (child == 0) {
      ::close(ends[0]);
      work(world.path("work"), world.path("theirs"), world.base().folder.path() / "claims.csv",
           seed + i, ends[1]);
    }
    ::close(ends[1]);
    const int status = killed(child, random);
    const auto told = lines_of(ends[0]);
    ::close(ends[0]);
    CAPTURE(i, status, told);
    REQUIRE(WIFSIGNALED(status));
    kept += told.size();
    const auto store = store::Store::open(world.path("work"), store::Mode::write, system_clock);
    std::set<std::string> there;
    for (const auto& entry : store->history({"", "", "", "", "", 0}))
      there.insert(entry.change.uid);
    for (const std::string& uid : told) REQUIRE(there.count(uid) == 1);
    base::NoProgress silent;
    REQUIRE(store->damage(silent) == std::vector<std::string>());
  }
  REQUIRE(kept > 0);
}

TEST_CASE("a restore that is killed leaves what was, or what was to be", "[review][kill]") {
  const unsigned times = repeats("RETRODUCE_KILLS", 12);
  const unsigned seed = repeats("RETRODUCE_KILL_SEED", 20261129);
  INFO("seed " << seed);
  MergeWorld world;
  world.copy("base", "later");
  REQUIRE(world.edit("later", "rename concept \"stigma\" to \"shame\"") == "done");
  REQUIRE(world.edit("later", "retire configuration \"CMOC 1\" with everything") == "done");
  const std::set<std::string> states{world.state("base"), world.state("later")};
  std::mt19937 random(seed);
  for (unsigned i = 0; i < times; ++i) {
    if (i % 20 == 0) {
      world.copy("base", "work");
      fs::remove_all(store::backup_folder(world.path("work")));
    }
    const pid_t child = ::fork();
    if (child == 0) restore_for_ever(world.path("work"), world.path("base"), world.path("later"));
    const int status = killed(child, random);
    CAPTURE(i, status);
    REQUIRE(WIFSIGNALED(status));
    const auto store = store::Store::open(world.path("work"), store::Mode::write, system_clock);
    base::NoProgress silent;
    REQUIRE(store->damage(silent) == std::vector<std::string>());
    REQUIRE(states.count(world.state("work")) == 1);
    for (const store::Backup& kept : store::list_backups(world.path("work")))
      REQUIRE_NOTHROW(store::prove(kept.path));
  }
}
