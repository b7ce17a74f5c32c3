#include "bib_helpers.h"

#include <algorithm>
#include <cstdlib>

#include "base/source_io.h"
#include "base/text.h"
#include "interchange/format.h"
#include "support/temporary_folder.h"

namespace retroduce::tests {

namespace fs = std::filesystem;

namespace {

interchange::Source source_of(const base::FileReader& files, const std::string& name,
                              const std::string& bytes) {
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  return source;
}

}  // namespace

ReadBack read_as(const std::string& format, const std::string& name, const std::string& bytes) {
  base::MemoryFiles files;
  files.put(name, bytes);
  ReadBack out;
  out.review = std::make_unique<MemoryReview>();
  base::NoProgress progress;
  interchange::find_format(format)->read(source_of(files, name, bytes), {}, *out.review, out.found,
                                         progress);
  return out;
}

std::string detected_format(const std::string& name, const std::string& bytes) {
  const base::MemoryFiles files;
  const interchange::Format* format = interchange::detect(source_of(files, name, bytes));
  return format == nullptr ? std::string() : std::string(format->name);
}

std::string written_as(const std::string& format, const std::vector<model::Document>& documents) {
  const TemporaryFolder folder;
  const fs::path path = folder.path() / "out";
  const auto writer = interchange::find_format(format)->write(path, {});
  for (const model::Document& document : documents) writer->add(document);
  writer->finish();
  return base::DiskFiles().read(path);
}

std::vector<model::Document> comparable(std::vector<model::Document> documents) {
  for (model::Document& document : documents) {
    document.line = 0;
    document.key_origin = {};
    document.record_digest.clear();
  }
  return documents;
}

std::string shown(const model::Document& d) {
  std::string out =
      "key " + d.key + "\ntype " + d.type + "\nauthors " + base::join(d.authors, "; ") + "\nyear " +
      (d.year ? std::to_string(*d.year) : "none") + "\ntitle " + d.title + "\ncontainer " +
      d.container + "\nvolume " + d.volume + "\nissue " + d.issue + "\npages " + d.pages +
      "\ndoi " + d.doi + "\nurl " + d.url + "\nlanguage " + d.language + "\nnote " + d.note + "\n";
  for (const model::Field& field : d.fields) out += "[" + field.name + "] " + field.value + "\n";
  return out;
}

std::string difference(const std::vector<model::Document>& a,
                       const std::vector<model::Document>& b) {
  const auto one = comparable(a);
  const auto two = comparable(b);
  if (one.size() != two.size())
    return std::to_string(one.size()) + " documents and " + std::to_string(two.size());
  std::string out;
  for (std::size_t i = 0; i < one.size() && out.size() < 4000; ++i) {
    if (one[i] == two[i]) continue;
    const auto was = base::split(shown(one[i]), '\n');
    const auto is = base::split(shown(two[i]), '\n');
    out += "document " + std::to_string(i + 1) + " " + one[i].key + "\n";
    const auto tell = [&out](const auto& from, const auto& other, const char* sign) {
      for (const std::string& line : from) {
        if (std::find(other.begin(), other.end(), line) == other.end()) out += sign + line + "\n";
      }
    };
    tell(was, is, "- ");
    tell(is, was, "+ ");
  }
  return out;
}

std::optional<fs::path> real_files() {
  const char* told = std::getenv("RETRODUCE_SHARED");
  const fs::path shared = told != nullptr ? told : RETRODUCE_SOURCE_DIR "/../shared";
  if (!fs::exists(shared / "fixtures")) return std::nullopt;
  return shared / "fixtures";
}

}  // namespace retroduce::tests
