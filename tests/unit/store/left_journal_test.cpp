// Journals of killed programs, beside files that they are not of.
#include "store/left_journal.h"

#include "base/error.h"
#include "store/backup.h"
#include "store/recover.h"
#include "support/catch.h"
#include "support/refused.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;
using base::ErrorCode;

namespace {

void fill(model::BatchSink& sink) { fill_all_kinds(sink, true); }

/// The review and its journal as they are on disk within a change: before the first page is
/// touched, or behind that.
void cut_off(const StoreWorld& world, bool has_first_page, const fs::path& at) {
  store::Connection connection(world.path(), store::Connection::Access::write);
  connection.run("PRAGMA cache_size = 1");
  connection.run("BEGIN IMMEDIATE");
  if (has_first_page) connection.run("PRAGMA user_version = 1");
  connection.run("UPDATE extract_text SET quote = quote || hex(zeroblob(20000))");
  fs::copy_file(world.path(), at, fs::copy_options::overwrite_existing);
  fs::copy_file(store::journal_of(world.path()), store::journal_of(at),
                fs::copy_options::overwrite_existing);
}

void open(const fs::path& path) {
  const base::SystemClock clock;
  store::Store::open(path, store::Mode::read, clock);
}

}  // namespace

TEST_CASE("a journal is taken back into its own file, and into no other", "[store][journal]") {
  for (const bool has_first_page : {true, false}) {
    CAPTURE(has_first_page);
    const StoreWorld world;
    world.import(fill);
    const std::string sound = world.sent(world.path());
    const fs::path early = world.path("early.retro");
    fs::copy_file(world.path(), early);
    world.import([](auto& sink) { sink.add(model::Coder{"YY", "", "", {}}); });
    world.import([](auto& sink) { sink.add(model::Coder{"ZZ", std::string(60000, 'z'), "", {}}); });
    const std::string now = world.sent(world.path());
    const fs::path killed = world.path("killed.retro");
    cut_off(world, has_first_page, killed);
    const std::string journal = StoreWorld::bytes(store::journal_of(killed));
    REQUIRE(StoreWorld::bytes(killed) != StoreWorld::bytes(world.path()));

    // Of the same review, but not of this state of it.
    StoreWorld::write(store::journal_of(early), journal);
    const std::string before = StoreWorld::bytes(early);
    CHECK(refused([&] { open(early); }) == ErrorCode::conflict);
    CHECK(StoreWorld::bytes(early) == before);
    CHECK(StoreWorld::bytes(store::journal_of(early)) == journal);
    store::recover(early, world.path("saved.retro"), "", world.clock);
    fs::remove(store::journal_of(early));
    CHECK(world.sent(early) == sound);

    CHECK(world.sent(killed) == now);
    CHECK_FALSE(fs::exists(store::journal_of(killed)));
  }
}

TEST_CASE("no file is put beside a journal that waits there", "[store][journal]") {
  const StoreWorld world;
  world.import(fill);
  const fs::path killed = world.path("killed.retro");
  cut_off(world, true, killed);
  fs::remove(killed);
  const std::string journal = StoreWorld::bytes(store::journal_of(killed));
  CHECK(refused([&] { store::Store::create(killed, world.clock); }) == ErrorCode::conflict);
  CHECK(refused([&] { store::back_up_to(world.path(), killed, true, world.clock); }) ==
        ErrorCode::conflict);
  CHECK(refused([&] { store::recover(world.path(), killed, "", world.clock); }) ==
        ErrorCode::conflict);
  CHECK_FALSE(fs::exists(killed));
  CHECK(StoreWorld::bytes(store::journal_of(killed)) == journal);
}
