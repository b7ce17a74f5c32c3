// The kept list of extracts is the one that the rows make, and is used only where it surely is.
#include <stdexcept>

#include "store/connection.h"
#include "store/kept_parts.h"
#include "store/kept_snapshot.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::store;
using namespace retroduce::tests;

namespace {

std::vector<std::string> packed(const model::ExtractList& list) {
  std::vector<std::string> parts;
  pack(list, [&](std::string_view part) { parts.emplace_back(part); });
  return parts;
}

model::ExtractList unpack(const std::vector<std::string>& parts, const model::Snapshot& snapshot) {
  ExtractListReader reader(snapshot.extract_count, snapshot.coding_count, snapshot.documents.size(),
                           snapshot.concepts.size());
  for (const std::string& part : parts) reader.add(part);
  return reader.finish();
}

struct Imported : StoreWorld {
  Imported() {
    import([](model::BatchSink& sink) { fill_all_kinds(sink, true);
  });
} Connection reading() const {
  return {path(), Connection::Access::read};
}
};  // namespace

}  // namespace

TEST_CASE("an import keeps the extracts that the rows make", "[store][kept]") {
  const Imported world;
  auto connection = world.reading();
  const LoadedSnapshot loaded = load_snapshot(connection);
  const model::ExtractList made = load_extracts(connection, loaded);
  const auto kept = kept_extracts(connection, loaded);
  REQUIRE(kept);
  CHECK(packed(*kept) == packed(made));
  REQUIRE(made.size() == 2);
  CHECK(made.concepts_of(0).size() + made.concepts_of(1).size() == 3);
}

TEST_CASE("extracts kept under other codings, or damaged, are read from the rows",
          "[store][kept]") {
  const auto concepts_told = [](const StoreWorld& world) {
    std::size_t count = 0;
    world.open()->details().each_extract([&](model::ExtractKey, model::DocumentId,
                                             std::span<const model::ConceptId> concepts,
                                             bool) { count += concepts.size(); });
    return count;
  };
  const Imported world;
  {
    Connection connection(world.path(), Connection::Access::write);
    connection.run("UPDATE kept_part SET check_sum = 'f' WHERE kind = 'extracts'");
    const LoadedSnapshot loaded = load_snapshot(connection);
    CHECK_FALSE(kept_extracts(connection, loaded));
  }
  CHECK(concepts_told(world) == 3);
  {
    Connection connection(world.path(), Connection::Access::write);
    connection.run("DELETE FROM coding");
  }
  CHECK(concepts_told(world) == 0);
}

TEST_CASE("no number out of a packed list of extracts is used unless it fits", "[store][kept]") {
  const Imported world;
  auto connection = world.reading();
  const LoadedSnapshot loaded = load_snapshot(connection);
  const auto parts = packed(load_extracts(connection, loaded));
  std::size_t refused = 0;
  for (std::size_t part = 0; part < parts.size(); ++part) {
    for (std::size_t at = 0; at < parts[part].size(); ++at) {
      auto harmed = parts;
      harmed[part][at] = static_cast<char>(harmed[part][at] ^ 0x80);
      try {
        const model::ExtractList list = unpack(harmed, *loaded.snapshot);
        for (std::size_t i = 0; i < list.size(); ++i) {  // what passes must be safe to walk
          REQUIRE(list.documents[i].index() < loaded.snapshot->documents.size());
          for (const model::ConceptId id : list.concepts_of(i)) {
            REQUIRE(id.index() < loaded.snapshot->concepts.size());
          }
        }
      } catch (const std::out_of_range&) {
        ++refused;
      }
    }
  }
  CHECK(refused > 10);
  CHECK_THROWS_AS(unpack({}, *loaded.snapshot), std::out_of_range);
}
