#include "store/errors.h"

#include <string>

#include <sqlite3.h>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::store {

namespace {

using base::Error;
using base::ErrorCode;

[[noreturn]] void raise_io(const std::string& name, int extended, const std::string& words) {
  switch (extended) {
    case SQLITE_IOERR_WRITE:
    case SQLITE_IOERR_FSYNC:
    case SQLITE_IOERR_TRUNCATE:
      throw Error(ErrorCode::io, name +
                                     " could not be written (is the disk full?). It is as it was "
                                     "before; make room and try again");
    default:
      throw Error(ErrorCode::io, name + " could not be read or written: " + words + "");
  }
}

/// SQLite's words may hold what stands where the damage is.
std::string damaged(const std::string& name, const std::string& words) {
  return name + " is damaged: " +
         (base::first_invalid_utf8(words) ? "it holds what cannot stand there" : words) +
         "; leave it as it is. Go back to a backup (retroduce backups " + name +
         "), or save what can be saved (retroduce recover " + name + " NEW.retro)";
}

}  // namespace

void raise_no_text(const std::filesystem::path& path) {
  throw Error(ErrorCode::corrupt, damaged(path.filename().string(), "a text in it is no text"));
}

void raise(const SQLite::Exception& fault, const std::filesystem::path& path) {
  const std::string name = path.filename().string();
  const int extended = fault.getExtendedErrorCode();
  const std::string words = fault.what();
  switch (fault.getErrorCode() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      throw Error(ErrorCode::busy, name +
                                       " is in use by another program, which did not let go within "
                                       "the time waited; try again when it has finished");
    case SQLITE_NOTADB:
      throw Error(ErrorCode::corrupt,
                  name + " is no review file (it is no SQLite database); nothing was done to it");
    case SQLITE_CORRUPT:
      throw Error(ErrorCode::corrupt, damaged(name, words));
    case SQLITE_FULL:
      throw Error(ErrorCode::io,
                  "the disk is full: " + name +
                      " could not be written and is as it was before; make room and try again");
    case SQLITE_READONLY:
      throw Error(ErrorCode::io, name + " may not be changed here (" + words +
                                     "); copy it to a folder of your own");
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      throw Error(ErrorCode::io,
                  name + " could not be opened (" + words + "); look at its permissions");
    case SQLITE_IOERR:
      raise_io(name, extended, words);
    case SQLITE_INTERRUPT:
      throw Error(ErrorCode::interrupted, "Stopped; " + name + " is as it was before");
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      throw Error(ErrorCode::io, name + ": a piece of it does not fit into memory");
    case SQLITE_ERROR:
      // A table that every review has is missing from this one.
      if (words.rfind("no such table", 0) == 0 || words.rfind("no such column", 0) == 0)
        throw Error(ErrorCode::corrupt, damaged(name, words));
      [[fallthrough]];
    default:
      throw base::InternalError("store: " + words + " (SQLite " + std::to_string(extended) + ")");
  }
}

}  // namespace retroduce::store
