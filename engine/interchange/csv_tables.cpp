// The tables of the bundle as CSV (RFC 4180), for spreadsheets and statistics programs.
#include <memory>

#include "base/source_io.h"
#include "interchange/bundle_copy.h"
#include "interchange/csv.h"
#include "interchange/format.h"

namespace retroduce::interchange {

namespace {

namespace fs = std::filesystem;

class CsvTables : public bundle::CopiedBundle {
 public:
  CsvTables(const fs::path& target, const WriteOptions& options)
      : CopiedBundle(target),
        folder_(
            target, options.overwrite, "tables",
            [](const fs::directory_entry& entry) { return entry.path().extension() == ".csv"; }),
        raw_(options.raw) {}

 private:
  void copy(const fs::path& bundle) override {
    std::unique_ptr<base::FileWriter> file;
    const auto write = [&](std::vector<std::string> cells) {
      for (std::string& cell : cells) {
        if (!raw_) cell = guarded(cell);
      }
      file->write(csv_record(cells));
    };
    bundle::each_table(bundle, {[&](const std::string& table, const auto& columns) {
                                  file = std::make_unique<base::FileWriter>(
                                      folder_.folder() / (table + ".csv"), false);
                                  write(columns);
                                },
                                write, [&] { file->commit(); }});
    folder_.put_in_place();
  }

  FolderWriter folder_;
  bool raw_;
};

std::unique_ptr<Writer> write(const fs::path& target, const WriteOptions& options) {
  return std::make_unique<CsvTables>(target, options);
}

}  // namespace

extern const Format format_csv_tables;
constinit const Format format_csv_tables{
    "csv-tables",
    "every table as CSV, a folder",
    "",
    "Carries everything that a review holds but the bytes of attached files, for spreadsheets and "
    "statistics programs; cells that a spreadsheet would take for a formula get an apostrophe in "
    "front.",
    nullptr,
    nullptr,
    write};

}  // namespace retroduce::interchange
