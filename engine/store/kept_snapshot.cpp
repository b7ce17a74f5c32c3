#include "store/kept_snapshot.h"

#include <stdexcept>

#include "store/kept_parts.h"
#include "store/packed_snapshot.h"
#include "store/record_rows.h"

namespace retroduce::store {

namespace {

constexpr std::string_view structure = "structure";
constexpr std::string_view extracts = "extracts";

/// Beyond what the packed form has room for nothing is kept, and the rows are read each time.
template <typename Pack>
void keep(Connection& connection, std::string_view kind, const Pack& pack_all) {
  KeptWriter writer(connection, kind, packed_layout());
  try {
    pack_all([&](std::string_view part) { writer.add(part); });
  } catch (const std::out_of_range&) {
    drop_kept_parts(connection, kind);
  }
}

/// Nothing where a part is missing, or a number lies outside what it counts; the rows have it all.
template <typename Reader>
auto kept(Connection& connection, std::string_view kind, Reader reader)
    -> std::optional<decltype(reader.finish())> {
  try {
    const bool fits = each_kept_part(connection, kind, packed_layout(),
                                     [&](std::string_view part) { reader.add(part); });
    if (fits) return reader.finish();
  } catch (const std::out_of_range&) {
  }
  return std::nullopt;
}

}  // namespace

void keep_snapshot(Connection& connection) {
  const LoadedSnapshot loaded = load_snapshot(connection);
  keep(connection, structure, [&](const auto& take) { pack(loaded, take); });
  const ExtractList list = load_extracts(connection, loaded);
  keep(connection, extracts, [&](const auto& take) { pack(list, take); });
}

std::optional<LoadedSnapshot> kept_snapshot(Connection& connection) {
  auto loaded = kept(connection, structure, PackedReader());
  if (!loaded) return loaded;
  for (const auto& [other, first] : stands_for(connection)) {
    loaded->documents.set(other, loaded->documents.at(first));
  }
  return loaded;
}

std::optional<ExtractList> kept_extracts(Connection& connection, const LoadedSnapshot& loaded) {
  const auto& snapshot = *loaded.snapshot;
  return kept(connection, extracts,
              ExtractListReader(snapshot.extract_count, snapshot.documents.size(),
                                snapshot.concepts.size()));
}

}  // namespace retroduce::store
