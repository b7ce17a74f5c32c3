#include "interchange/bundle_copy.h"

#include <algorithm>
#include <fstream>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "interchange/bundle_cells.h"

namespace retroduce::interchange::bundle {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const fs::path& beside) : path_(beside) {
  if (!path_.has_filename()) path_ = path_.parent_path();
  path_ += ".part-" + base::random_id();
  std::error_code error;
  if (!fs::create_directory(path_, error)) {
    throw base::Error(base::ErrorCode::io,
                      "cannot write beside " + beside.string() + ": " + error.message());
  }
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

namespace {

TableVisitor::Cells cells_of(const std::string& line) {
  TableVisitor::Cells cells;
  for (const std::string& cell : base::split(line, '\t')) {
    bool odd = false;
    append_unescaped(cells.emplace_back(), cell, odd);
  }
  return cells;
}

}  // namespace

void each_table(const fs::path& bundle, const TableVisitor& visitor) {
  std::vector<fs::path> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(bundle)) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    std::ifstream lines(file, std::ios::binary);
    std::string line;
    std::getline(lines, line);
    visitor.begin(file.stem().string(), cells_of(line));
    while (std::getline(lines, line)) visitor.row(cells_of(line));
    if (lines.bad()) {
      throw base::Error(base::ErrorCode::io, "cannot read back " + file.filename().string());
    }
    visitor.end();
  }
}

}  // namespace retroduce::interchange::bundle
