// What an exchange format is, and the list of them. A format is one file <name>.cpp and one line in
// formats.def; this file and format.cpp know none of them by themselves. Knows nothing of the
// database.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/progress.h"
#include "base/source_io.h"
#include "model/batch.h"

namespace retroduce::interchange {

/// One file or folder that the user named. Lent by the caller for the length of the call.
struct Source {
  std::filesystem::path path;
  const base::FileReader* files = nullptr;
  bool is_folder = false;
  std::string head;  ///< the first 4 KiB of a file, for sniffing; empty for a folder
  std::string name() const { return path.filename().string(); }
};

struct ReadOptions {
  std::map<std::string, std::string> columns;  ///< --map FIELD=COLUMN
  std::string split;  ///< --split ';': several values in a cell; empty = never
  bool skip_bad_rows = false;
  std::string coder;                         ///< who imports; the coder of what names none
  std::map<std::string, std::string> roles;  ///< --role-of CODE=ROLE, the role as a known word
  std::string search;    ///< the round of searching that a bibliography comes from
  std::string database;  ///< the database that was searched; empty = as the records say
  std::string searched;  ///< when
};

struct WriteOptions {
  bool overwrite = false;
  bool raw = false;  ///< no protection against spreadsheet formulas
  std::string profile =
      {};  ///< whose ways to follow, where a format knows several: "nvivo", "maxqda"
};

/// A sink that ends in a file or folder, which appears whole at `finish` or not at all.
class Writer : public model::BatchSink {
 public:
  /// Puts the file in place. Fails: Error io, conflict.
  virtual void finish() = 0;
  /// What others will not see, one line for each kind of thing, after `finish`.
  virtual std::vector<std::string> losses() const { return {}; }
};

/// `read` sends the source to the sink and its findings to `found`. A refused finding means that
/// nothing of the batch may be kept. Fails: Error io, interrupted, unsupported; never for the
/// user's material.
struct Format {
  std::string_view name;         ///< as for --as: "native", "bundle", "sheet"
  std::string_view title;        ///< for people
  std::string_view suffixes;     ///< ".csv .tsv .xlsx"
  std::string_view fidelity;     ///< what it carries and what it loses, one sentence
  bool (*sniff)(const Source&);  ///< null as `read` is
  void (*read)(const Source&, const ReadOptions&, model::BatchSink&, base::Diagnostics& found,
               base::Progress&);  ///< null: writes only
  std::unique_ptr<Writer> (*write)(const std::filesystem::path&,
                                   const WriteOptions&);  ///< null: reads only
  /// Its sniff takes any file of a kind (any XML, any table), so it is asked after those that know
  /// theirs.
  bool takes_any = false;
  /// It carries documents alone, as records of a bibliography.
  bool is_bibliography = false;
};

/// In the order of formats.def.
std::span<const Format* const> formats();
const Format* find_format(std::string_view name);

/// By content; a suffix only decides between those that could. Null where none fits.
const Format* detect(const Source& source);

/// The format of an export target: by suffix, a folder or no suffix being the bundle. Null where
/// none fits.
const Format* format_for_target(const std::filesystem::path& target);

}  // namespace retroduce::interchange
