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

namespace retroduce::store {

/// Takes the parts of one kind, in order. The running write transaction must be committed next.
class KeptWriter {
 public:
  /// `layout`: what differs wherever another build could not read the bytes.
  KeptWriter(Connection& connection, std::string_view kind, std::string layout);
  /// Fails: SQLite::Exception.
  void add(std::string_view part);

 private:
  Connection& connection_;
  std::string kind_;
  std::string layout_;
  std::optional<std::int64_t> stamp_;  ///< nothing for a database in memory: nothing is kept
  std::int64_t next_ = 0;
};

/// Hands over the parts of a kind in order. False where there is none, where the file was written
/// since (its change counter tells), where the bytes are damaged or of another build; some parts
/// may have been handed over by then. Fails: SQLite::Exception; what `take` throws passes through.
bool each_kept_part(Connection& connection, std::string_view kind, std::string_view layout,
                    const std::function<void(std::string_view)>& take);

/// Forgets the parts of a kind, within a write transaction.
void drop_kept_parts(Connection& connection, std::string_view kind);

/// For a change that alters nothing that is kept, before it is committed: what fits stays in use.
void carry_kept_parts(Connection& connection);

}  // namespace retroduce::store
