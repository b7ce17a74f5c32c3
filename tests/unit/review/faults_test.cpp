// A disk that fails at any call, during anything that changes a review: what is said is true, and
// the review is as it was.
#include <fstream>

#include "base/error.h"
#include "merge_world.h"
#include "store/backup.h"
#include "store/erase.h"
#include "support/failing_vfs.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

const base::SystemClock system_clock;

struct Work {
  const char* name;
  std::function<void(const fs::path&)> run;
};

/// Things and the names of changes.
std::string whole_state(const fs::path& path) {
  // Whoever opens it next takes back what was begun.
  store::Store::open(path, store::Mode::read, system_clock);
  store::Connection connection(path, store::Connection::Access::read);
  std::string text = review_state(connection);
  store::Query query(connection.prepared("SELECT uid FROM change ORDER BY id"));
  while (query.next()) text += query.text(0) + "\n";
  return text;
}

void edit(const fs::path& path, const std::string& sentence) {
  const auto store = store::Store::open(path, store::Mode::write, system_clock);
  const auto receipt =
      store->edit(*review::read_edits(sentence, "").value, {{"AB", ""}, false, false});
  if (receipt.done.empty()) throw base::Error(base::ErrorCode::conflict, "refused");
}

/// Runs it again and again, failing one call further each time, until none fails. `step`: how many
/// calls further.
void fail_everywhere(const Work& work, const fs::path& path, unsigned step, bool for_good) {
  const std::string template_file = base::DiskFiles().read(path);
  const std::string before = whole_state(path);
  FailingDisk disk;
  unsigned failures = 0;
  for (unsigned call = 1;; call += step) {
    base::write_file(path, template_file, true);
    fs::remove(path.string() + "-journal");
    CAPTURE(work.name, call, for_good);
    std::string said;
    disk.fail_at(call, for_good);
    try {
      work.run(path);
    } catch (const base::Error& error) {
      said = error.what();
      REQUIRE_FALSE(said.empty());
    }
    const bool has_failed = disk.has_failed();
    disk.fail_at(0, false);
    const std::string after = whole_state(path);
    if (!said.empty()) {
      ++failures;
      INFO(said);
      const bool is_told = said.find("is erased from the rows") != std::string::npos;
      REQUIRE((after != before) == is_told);
    } else {
      REQUIRE((after != before));
    }
    if (!has_failed) break;
  }
  REQUIRE(failures > 0);
}

}  // namespace

TEST_CASE("a disk that fails anywhere in a change leaves the review as it was",
          "[review][faults]") {
  const unsigned step = repeats("RETRODUCE_FAULT_STEP", 23);
  MergeWorld world(true);
  REQUIRE(world.base().code(
              "add document lee2021\nadd concept trust\nadd configuration \"CMOC 1\"\n"
              "add context trust to \"CMOC 1\"\nadd coder AB name \"Anna Bell\"\n"
              "add extract \"they had all the time that they needed\" from lee2021") == "done");
  world.copy("base", "theirs");
  REQUIRE(world.edit("theirs", "add concept \"of theirs\"") == "done");
  const fs::path backup =
      store::back_up(world.path("theirs"), store::BackupKind::asked, system_clock).path;
  const fs::path sheet = world.base().folder.path() / "claims.csv";
  std::ofstream(sheet) << "document,title,quote,context,mechanism,outcome\n"
                          "smith2019,T,they had time,time,trust,health\n";
  const fs::path theirs = world.path("theirs");
  const Work all[] = {
      {"edit", [](const fs::path& path) { edit(path, "rename concept trust to faith"); }},
      {"undo",
       [](const fs::path& path) {
         store::Store::open(path, store::Mode::write, system_clock)->undo("", {"AB", ""});
       }},
      {"import",
       [&](const fs::path& path) {
         base::NoProgress silent;
         auto review = review::Review::open(path, store::Mode::write);
         review.import({{sheet}, "", {}, {"AB", ""}, false}, silent);
       }},
      {"merge",
       [&](const fs::path& path) {
         store::Store::open(path, store::Mode::write, system_clock)
             ->merge(theirs, {{"AB", ""}, false});
       }},
      {"attach",
       [](const fs::path& path) {
         store::AttachedText text;
         text.key = "lee2021";
         text.text = "They said: they had all the time that they needed.";
         text.origin.format = "text";
         store::AttachOptions options;
         options.by = {"AB", ""};
         base::NoProgress silent;
         store::Store::open(path, store::Mode::write, system_clock)
             ->attach({text}, options, silent);
       }},
      {"restore",
       [&](const fs::path& path) {
         store::restore(path, backup, {"AB", ""}, system_clock);
       }},
      {"erase",
       [](const fs::path& path) {
         store::erase(path, {model::ThingKind::coder, "AB", {"CD", "x"}, false, false},
                      system_clock);
       }},
  };
  world.copy("base", "work");
  for (const Work& work : all)
    for (const bool for_good : {false, true}) {
      world.copy("base", "work");
      fail_everywhere(work, world.path("work"), step, for_good);
    }
}
