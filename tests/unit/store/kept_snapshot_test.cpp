// The kept snapshot is the one that the rows make, and is used only where it surely is.
#include "store/kept_snapshot.h"

#include <algorithm>
#include <stdexcept>

#include "store/connection.h"
#include "store/kept_parts.h"
#include "store/packed.h"
#include "store/packed_snapshot.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::store;
using namespace retroduce::tests;

namespace {

Connection reading(const StoreWorld& world) { return {world.path(), Connection::Access::read}; }

bool is_kept(const StoreWorld& world) {
  auto connection = reading(world);
  return kept_snapshot(connection).has_value();
}

/// Alters the file with a connection that knows nothing of what is kept.
void alter(const StoreWorld& world, const std::string& sql) {
  Connection connection(world.path(), Connection::Access::write);
  connection.run(sql);
}

/// Alters what is kept and lets it pass for the file's, as chance damage would.
void damage(const StoreWorld& world, const std::string& sql) {
  Connection connection(world.path(), Connection::Access::write);
  Transaction transaction(connection, Transaction::Kind::write);
  connection.run(sql);
  carry_kept_parts(connection);
  transaction.commit();
}

struct Imported : StoreWorld {
  Imported() {
    import([](model::BatchSink& sink) { fill_all_kinds(sink, true);
  });
}
};  // namespace

std::vector<std::string> packed(const LoadedSnapshot& loaded) {
  std::vector<std::string> parts;
  pack(loaded, [&](std::string_view part) { parts.emplace_back(part); });
  return parts;
}

LoadedSnapshot unpack(const std::vector<std::string>& parts) {
  PackedReader reader;
  for (const std::string& part : parts) reader.add(part);
  return reader.finish();
}

}  // namespace

TEST_CASE("an import keeps the snapshot that the rows make", "[store][kept]") {
  const Imported world;
  auto connection = reading(world);
  const auto kept = kept_snapshot(connection);
  REQUIRE(kept);
  CHECK(packed(*kept) == packed(load_snapshot(connection)));
  CHECK(kept->snapshot->configurations.size() > 1);
  CHECK(kept->documents.at(kept->document_rows[1]) == 1);
  CHECK(kept->concepts.at(kept->concept_rows[1]) == 1);
}

TEST_CASE("a further import keeps the review as it then is", "[store][kept]") {
  const Imported world;
  world.import(fill_little);
  auto connection = reading(world);
  const auto kept = kept_snapshot(connection);
  REQUIRE(kept);
  CHECK(packed(*kept) == packed(load_snapshot(connection)));
}

TEST_CASE("a file written since is read anew, and tells what it holds", "[store][kept]") {
  const Imported world;
  REQUIRE(is_kept(world));
  alter(world, "UPDATE concept SET label = 'another name' WHERE id = 1");
  CHECK_FALSE(is_kept(world));
  const auto snapshot = world.open()->snapshot();
  const auto& concepts = snapshot->concepts;
  CHECK(std::any_of(concepts.begin(), concepts.end(),
                    [](const auto& each) { return each.label == "another name"; }));
}

TEST_CASE("a change that alters nothing of it carries it on", "[store][kept]") {
  const Imported world;
  damage(world, "UPDATE memo SET text = 'other words'");
  CHECK(is_kept(world));
  alter(world, "UPDATE memo SET text = 'and others'");
  damage(world, "UPDATE memo SET text = 'once more'");
  CHECK_FALSE(is_kept(world));  // what had gone stale stays so
}

TEST_CASE("damaged, short or foreign bytes are not used", "[store][kept]") {
  const std::string harms[] = {
      "UPDATE kept_part SET bytes = zeroblob(length(bytes)) WHERE kind = 'structure' AND part = 3",
      "UPDATE kept_part SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE kind = 'structure' "
      "AND part = 3",
      "UPDATE kept_part SET check_sum = 'f' WHERE kind = 'structure' AND part = 0",
      "UPDATE kept_part SET layout = x'00' WHERE kind = 'structure' AND part = 2",
      "DELETE FROM kept_part WHERE kind = 'structure' AND part = 4",
      "DELETE FROM kept_part"};
  for (const std::string& harm : harms) {
    INFO(harm);
    const Imported world;
    REQUIRE(is_kept(world));
    damage(world, harm);
    CHECK_FALSE(is_kept(world));
    CHECK(world.open()->snapshot()->configurations.size() > 1);
  }
}

TEST_CASE("no number out of a packed part is used unless it fits", "[store][kept]") {
  const Imported world;
  auto connection = reading(world);
  const auto parts = packed(load_snapshot(connection));
  std::size_t refused = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t at = 0; at < parts[part].size(); ++at) {
      auto harmed = parts;
      harmed[part][at] = static_cast<char>(harmed[part][at] ^ 0x80);
      try {
        const auto loaded = unpack(harmed);  // what passes must be safe to walk
        for (std::size_t k = 0; k < loaded.snapshot->configurations.size(); ++k) {
          for (const auto& each : loaded.snapshot->elements_of(model::ConfigurationId{k})) {
            REQUIRE(each.concept_.index() < loaded.snapshot->concepts.size());
          }
          for (const auto& each : loaded.snapshot->evidence_of(model::ConfigurationId{k})) {
            REQUIRE(each.document.index() < loaded.snapshot->documents.size());
          }
        }
      } catch (const std::out_of_range&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 100);
}
