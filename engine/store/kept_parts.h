// Bytes kept in the review file beside the rows that they were made of, so that a question need not
// read every row. Written by imports, inside their transaction, never by readers; what does not fit
// the file is not used. Knows nothing of what the bytes mean.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "store/connection.h"
#include "store/raw_rows.h"

namespace retroduce::store {

/// Writes parts within the running write transaction, which must be committed next.
class KeptWriter {
 public:
  /// Forgets all that was kept. `layout`: what differs wherever another build could not read the
  /// bytes.
  KeptWriter(Connection& connection, std::string layout);
  /// Fails: SQLite::Exception.
  void add(std::string_view kind, std::size_t part, std::string_view bytes);

 private:
  Connection& connection_;
  std::string layout_;
  std::optional<std::int64_t> stamp_;  ///< nothing for a database in memory: nothing is kept
};

/// Reads parts, within one read transaction that outlives it.
class KeptReader {
 public:
  KeptReader(Connection& connection, std::string layout);
  /// Hands the bytes over, lent for the call; false where there are none, where the file was
  /// written since (its change counter tells), where they are damaged or of another build. Fails:
  /// SQLite::Exception; what `take` throws passes through.
  bool read(std::string_view kind, std::size_t part,
            const std::function<void(std::string_view)>& take);

 private:
  Connection& connection_;
  std::string layout_;
  std::optional<std::int64_t> counter_;  ///< of the file, read when the first row is there
  RawRows rows_;
};

/// Forgets all parts, within a write transaction.
void drop_kept_parts(Connection& connection);

/// For a change that alters nothing that is kept, before it is committed: what fits stays in use.
void carry_kept_parts(Connection& connection);

}  // namespace retroduce::store
