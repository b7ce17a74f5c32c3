// A folder of files that were made out of a review, and may have been changed since by a person.
// What it wrote is known by fingerprints in a file of the folder, so that a later run replaces its
// own files alone, and only those whose bytes differ. That file is written before each of the
// others: a run that is stopped leaves nothing of its own unknown.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::cli {

class ManuscriptFolder {
 public:
  /// Makes the folder where it is not there. With `force` changed files are replaced too.
  /// Fails: Error io, conflict where the path is no folder.
  ManuscriptFolder(std::filesystem::path folder, bool force);

  /// A file of this run. Fails: Error io.
  void put(const std::string& name, std::string_view bytes);
  /// Takes away files of earlier runs that this one has not made, unless a person changed them
  /// (with `force` those too), and writes down what is ours. Call once, at the end. Fails: Error
  /// io.
  void finish();

  // What became of the files, in the order in which they came.
  std::vector<std::string> written;    ///< were not there
  std::vector<std::string> rewritten;  ///< were ours and differ now
  std::vector<std::string> unchanged;  ///< stand as they would be made
  std::vector<std::string> removed;
  std::vector<std::string> kept;         ///< changed by hand, or never ours: left alone
  std::vector<std::string> left_behind;  ///< changed by hand, and of no exhibit any more

 private:
  /// Fingerprints by name: of the file as it is, and as it is to be.
  using Record = std::map<std::string, std::set<std::string>>;

  void read_record();
  void write_record(const Record& record);
  bool is_ours(const std::string& name, const std::string& fingerprint) const;
  void write(const std::string& name, std::string_view bytes, const std::string& fingerprint,
             bool overwrite);

  std::filesystem::path folder_;
  bool force_;
  Record before_;  ///< of earlier runs
  Record now_;
};

}  // namespace retroduce::cli
