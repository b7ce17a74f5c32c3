#include "store/kept_snapshot.h"

#include <stdexcept>
#include <utility>

#include "store/errors.h"
#include "store/kept_parts.h"
#include "store/packed_snapshot.h"
#include "store/record_rows.h"

namespace retroduce::store {

namespace {

constexpr std::string_view extracts = "extracts";
constexpr std::string_view lengths = "lengths";
constexpr std::string_view last_change = "change";  ///< its part: the last change then
constexpr std::int64_t many_changes = 1000;

std::int64_t changes_so_far(Connection& connection) {
  return connection.number("SELECT ifnull(max(id), 0) FROM change");
}

class FileParts : public PartSource {
 public:
  explicit FileParts(Moment moment)
      : moment_(std::move(moment)), reader_(*moment_.connection, packed_layout()) {}

  bool part(std::string_view kind, std::size_t number,
            const std::function<void(std::string_view)>& take) override {
    return guarded(moment_.path, [&] { return reader_.read(kind, number, take); });
  }
  LoadedSnapshot rows() override {
    return guarded(moment_.path, [&] { return load_snapshot(*moment_.connection); });
  }
  std::shared_ptr<std::recursive_mutex> lock() override { return moment_.connection->lock(); }

 private:
  Moment moment_;
  KeptReader reader_;  ///< goes before the transaction
};

}  // namespace

void keep_snapshot(Connection& connection) {
  KeptWriter writer(connection, packed_layout());
  try {
    const LoadedSnapshot loaded = load_snapshot(connection);
    pack(loaded, [&](std::string_view kind, std::size_t part, std::string_view bytes) {
      writer.add(kind, part, bytes);
    });
    std::size_t part = 0;
    pack(load_extracts(connection, loaded),
         [&](std::string_view bytes) { writer.add(extracts, part++, bytes); });
    Packer packed;
    QuoteLengths::load(connection).pack(packed);
    writer.add(lengths, 0, packed.take());
    writer.add(last_change, static_cast<std::size_t>(changes_so_far(connection)), "");
  } catch (const std::out_of_range&) {
    // Beyond what the packed form has room for nothing is kept, and the rows are read each time.
    drop_kept_parts(connection);
  }
}

void keep_snapshot_if_old(Connection& connection) {
  const std::int64_t then =
      connection.number("SELECT ifnull(max(part), 0) FROM kept_part WHERE kind = 'change'");
  if (changes_so_far(connection) - then > many_changes) keep_snapshot(connection);
}

std::optional<LoadedSnapshot> kept_snapshot(const Moment& moment) {
  std::optional<Transaction> one_moment;
  if (!moment.transaction) one_moment.emplace(*moment.connection, Transaction::Kind::read);
  auto loaded = unpacked(std::make_shared<FileParts>(moment),
                         moment.transaction ? Reading::late : Reading::at_once);
  if (!loaded) return loaded;
  for (const auto& [other, first] : stands_for(*moment.connection)) {
    loaded->documents.set(other, loaded->documents.at(first));
  }
  return loaded;
}

/// Nothing where a part is missing, or a number lies outside what it counts; the rows have it all.
std::optional<model::ExtractList> kept_extracts(Connection& connection,
                                                const LoadedSnapshot& loaded) {
  const auto& snapshot = *loaded.snapshot;
  const Transaction one_moment(connection, Transaction::Kind::read);
  KeptReader kept(connection, packed_layout());
  try {
    ExtractListReader reader(snapshot.extract_count, snapshot.coding_count,
                             snapshot.documents.size(), snapshot.concepts.size());
    std::size_t part = 0;
    while (kept.read(extracts, part, [&](std::string_view bytes) { reader.add(bytes); })) ++part;
    if (part > 0) return reader.finish();
  } catch (const std::out_of_range&) {
  }
  return std::nullopt;
}

std::optional<QuoteLengths> kept_lengths(Connection& connection) {
  KeptReader kept(connection, packed_layout());
  std::optional<QuoteLengths> found;
  try {
    kept.read(lengths, 0, [&](std::string_view bytes) {
      Unpacker in(bytes);
      found = QuoteLengths::unpack(in);
    });
  } catch (const std::out_of_range&) {
  }
  return found;
}

}  // namespace retroduce::store
