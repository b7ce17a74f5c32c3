// The kept snapshot is the one that the rows make, and is used only where it surely is.
#include "store/kept_snapshot.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "base/error.h"
#include "model/snapshot_builder.h"
#include "store/connection.h"
#include "store/kept_parts.h"
#include "store/packed_snapshot.h"
#include "support/catch.h"
#include "world.h"

using namespace retroduce;
using namespace retroduce::store;
using namespace retroduce::tests;

namespace {

Moment reading(const StoreWorld& world) {
  auto connection = std::make_shared<Connection>(world.path(), Connection::Access::read);
  auto transaction = std::make_shared<Transaction>(*connection, Transaction::Kind::read);
  return {connection, transaction, world.path()};
}

bool is_kept(const StoreWorld& world) { return kept_snapshot(reading(world)).has_value(); }

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

using Parts = std::map<std::pair<std::string, std::size_t>, std::string>;

Parts packed(const LoadedSnapshot& loaded) {
  Parts parts;
  pack(loaded, [&](std::string_view kind, std::size_t part, std::string_view bytes) {
    parts[{std::string(kind), part}] = bytes;
  });
  return parts;
}

/// Parts in memory; counts how often the rows stood in for one.
struct MemoryParts : PartSource {
  MemoryParts(Parts all, const StoreWorld& of) : parts(std::move(all)), world(of) {}
  bool part(std::string_view kind, std::size_t number,
            const std::function<void(std::string_view)>& take) override {
    const auto found = parts.find({std::string(kind), number});
    if (found == parts.end()) return false;
    take(found->second);
    return true;
  }
  LoadedSnapshot rows() override {
    ++rows_read;
    return load_snapshot(*reading(world).connection);
  }
  Parts parts;
  const StoreWorld& world;
  int rows_read = 0;
};

/// Every number points to something that is there.
void walk(const model::Snapshot& s) {
  for (std::size_t k = 0; k < s.configurations.size(); ++k) {
    const auto each = s.configurations[k];
    REQUIRE((!each.theme.is_set() || each.theme.index() < s.themes.size()));
    REQUIRE(each.level < static_cast<int>(s.levels.size()));
    for (const auto& element : s.elements[k]) REQUIRE(element.concept_.index() < s.concepts.size());
    for (const auto& one : s.evidence[k]) {
      REQUIRE(one.document.index() < s.documents.size());
      REQUIRE(
          (one.element == model::SnapshotEvidence::whole || one.element < s.elements[k].size()));
    }
    for (const auto* voices : {&s.supporters(), &s.disputers()}) {
      for (const auto document : (*voices)[k]) REQUIRE(document < s.documents.size());
    }
  }
  for (std::size_t i = 0; i < s.concepts.size(); ++i) {
    const auto parent = s.concepts[i].parent;
    REQUIRE((!parent.is_set() || parent.index() < s.concepts.size()));
  }
  for (std::size_t role = 0; role < 6; ++role) {
    const auto& holders = role < 5 ? s.holders(static_cast<model::Role>(role)) : s.unfired();
    for (std::size_t term = 0; term < holders.size(); ++term) {
      for (const auto k : holders[term]) REQUIRE(k.index() < s.configurations.size());
    }
  }
}

/// Enough things for several blocks, and no block full at the end.
LoadedSnapshot large() {
  constexpr std::uint32_t configurations = 5000;
  constexpr std::uint32_t concepts = 2500;
  constexpr std::uint32_t documents = 300;
  model::SnapshotParts parts;
  LoadedSnapshot loaded;
  for (std::uint32_t i = 0; i < documents; ++i) {
    parts.documents.push_back({"D" + std::to_string(i), {}});
    loaded.document_rows.push_back(i + 1);
    loaded.documents.set(i + 1, i);
  }
  for (std::uint32_t i = 0; i < concepts; ++i) {
    parts.concepts.push_back({"concept " + std::to_string(i), {}, i % 7 == 0});
    loaded.concept_rows.push_back(i + 1);
    loaded.concepts.set(i + 1, i);
  }
  for (std::uint32_t k = 0; k < configurations; ++k) {
    parts.configurations.push_back({"K" + std::to_string(k), {}, -1, model::Status::supported, k});
    for (std::uint32_t place = 0; place < k % 4; ++place) {
      const auto role = static_cast<model::Role>(2 + place);
      parts.elements.push_back({k, {model::ConceptId((k * 31 + place * 17) % concepts), role}});
    }
    for (std::uint32_t i = 0; i < k % 3; ++i) {
      model::SnapshotEvidence one;
      one.extract = k * 3 + i;
      one.document = model::DocumentId((k + i * 7) % documents);
      one.stance = i == 1 ? model::Stance::contradicts : model::Stance::supports;
      parts.evidence.push_back({k, one});
    }
  }
  loaded.snapshot = build_snapshot(std::move(parts));
  return loaded;
}

/// Parts in memory that the given review stands behind.
struct LargeParts : PartSource {
  bool part(std::string_view kind, std::size_t number,
            const std::function<void(std::string_view)>& take) override {
    const auto found = parts.find({std::string(kind), number});
    if (found == parts.end()) return false;
    ++parts_read;
    take(found->second);
    return true;
  }
  LoadedSnapshot rows() override { return large(); }
  Parts parts = packed(large());
  int parts_read = 0;
};

}  // namespace

TEST_CASE("a large snapshot comes back block by block, in any order", "[store][kept]") {
  const auto source = std::make_shared<LargeParts>();
  REQUIRE(source->parts.count({"elements", 2}) == 1);
  const Reading reading = GENERATE(Reading::late, Reading::at_once);
  const auto kept = unpacked(source, reading);
  REQUIRE(kept);
  const auto made = large().snapshot;
  const auto& s = *kept->snapshot;
  for (std::size_t k = s.configurations.size(); k-- > 0;) {
    REQUIRE(s.configurations[k].label == made->configurations[k].label);
    REQUIRE(s.evidence[k].size() == made->evidence[k].size());
  }
  CHECK(packed(*kept) == source->parts);
}

TEST_CASE("only the blocks that are asked for are read", "[store][kept]") {
  const auto source = std::make_shared<LargeParts>();
  const auto kept = unpacked(source, Reading::late);
  REQUIRE(kept);
  CHECK(source->parts_read == 1);  // the head
  CHECK(kept->snapshot->elements[4999].size() == 3);
  CHECK(kept->snapshot->elements[4998].size() == 2);
  CHECK(source->parts_read == 2);
}

TEST_CASE("blocks that are missing are taken from the rows, the others are not", "[store][kept]") {
  const auto source = std::make_shared<LargeParts>();
  for (const char* kind : {"elements", "evidence", "configuration labels", "configuration facts",
                           "holders as context", "disputers"}) {
    source->parts.erase({kind, 1});
  }
  const auto kept = unpacked(source, Reading::late);
  REQUIRE(kept);
  const auto& s = *kept->snapshot;
  const auto made = large().snapshot;
  const auto same = [](const auto& a, const auto& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  };
  for (std::size_t k = 0; k < s.configurations.size(); ++k) {
    const auto elements = s.elements[k];
    REQUIRE(s.configurations[k].label == made->configurations[k].label);
    REQUIRE(s.configurations[k].key == made->configurations[k].key);
    REQUIRE(elements.size() == made->elements[k].size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
      REQUIRE(elements[i].concept_ == made->elements[k][i].concept_);
      REQUIRE(elements[i].role == made->elements[k][i].role);
    }
    REQUIRE(s.evidence[k].size() == made->evidence[k].size());
    REQUIRE(same(s.supporters()[k], made->supporters()[k]));
    REQUIRE(same(s.disputers()[k], made->disputers()[k]));
  }
  const auto& holders = s.holders(model::Role::context);
  for (std::size_t term = 0; term < holders.size(); ++term) {
    REQUIRE(same(holders[term], made->holders(model::Role::context)[term]));
  }
}

TEST_CASE("an import keeps the snapshot that the rows make", "[store][kept]") {
  const Imported world;
  const Moment moment = reading(world);
  const auto kept = kept_snapshot(moment);
  REQUIRE(kept);
  CHECK(packed(*kept) == packed(load_snapshot(*moment.connection)));
  CHECK(kept->snapshot->configurations.size() > 1);
  CHECK(kept->documents.at(kept->document_rows[1]) == 1);
  CHECK(kept->concepts.at(kept->concept_rows[1]) == 1);
}

TEST_CASE("a further import keeps the review as it then is", "[store][kept]") {
  const Imported world;
  world.import(fill_little);
  const Moment moment = reading(world);
  const auto kept = kept_snapshot(moment);
  REQUIRE(kept);
  CHECK(packed(*kept) == packed(load_snapshot(*moment.connection)));
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

TEST_CASE("a damaged, short or foreign head is not used", "[store][kept]") {
  const std::string harms[] = {
      "UPDATE kept_part SET bytes = zeroblob(length(bytes)) WHERE kind = 'head'",
      "UPDATE kept_part SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE kind = 'head'",
      "UPDATE kept_part SET check_sum = 'f' WHERE kind = 'head'",
      "UPDATE kept_part SET layout = x'00' WHERE kind = 'head'",
      "DELETE FROM kept_part WHERE kind = 'head'",
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

TEST_CASE("a damaged, short or foreign block is taken from the rows", "[store][kept]") {
  const std::string harms[] = {
      "UPDATE kept_part SET bytes = zeroblob(length(bytes)) WHERE kind = 'elements'",
      "UPDATE kept_part SET bytes = substr(bytes, 1, length(bytes) - 1) WHERE kind = 'evidence'",
      "UPDATE kept_part SET check_sum = 'f' WHERE kind = 'concept facts'",
      "UPDATE kept_part SET layout = x'00' WHERE kind = 'configuration labels'",
      "DELETE FROM kept_part WHERE kind = 'supporters'",
      "UPDATE kept_part SET stamp = stamp - 1 WHERE kind <> 'head'"};
  for (const std::string& harm : harms) {
    INFO(harm);
    const Imported world;
    damage(world, harm);
    const Moment moment = reading(world);
    const auto kept = kept_snapshot(moment);
    REQUIRE(kept);
    CHECK(packed(*kept) == packed(load_snapshot(*moment.connection)));
  }
}

TEST_CASE("a snapshot that is read late outlives its store", "[store][kept]") {
  const Imported world;
  const auto snapshot = world.open()->snapshot();
  const auto at_once = world.open(Mode::write)->snapshot();
  for (std::size_t k = 0; k < at_once->configurations.size(); ++k) {
    CHECK(snapshot->configurations[k].label == at_once->configurations[k].label);
    CHECK(snapshot->evidence[k].size() == at_once->evidence[k].size());
  }
}

TEST_CASE("no number out of a packed part is used unless it fits", "[store][kept]") {
  const Imported world;
  const auto parts = packed(load_snapshot(*reading(world).connection));
  std::size_t refused = 0;
  for (const auto& [name, bytes] : parts) {
    for (std::size_t at = 0; at < bytes.size(); ++at) {
      auto harmed = parts;
      harmed[name][at] = static_cast<char>(bytes[at] ^ 0x80);
      const auto source = std::make_shared<MemoryParts>(std::move(harmed), world);
      try {
        const auto loaded = unpacked(source, Reading::late);
        if (loaded) walk(*loaded->snapshot);  // what passes must be safe to walk
        refused += loaded ? 0U : 1U;
      } catch (const base::Error&) {
        ++refused;  // a head that fits itself, of another review than the rows
      }
      refused += source->rows_read > 0 ? 1U : 0U;
    }
  }
  CHECK(refused > 100);
}
