#include "fuzz/one_input.h"

#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"
#include "base/source_io.h"
#include "base/zip.h"
#include "interchange/format.h"
#include "interchange/text_format.h"
#include "support/memory_review.h"

namespace retroduce::fuzz {

namespace {

constexpr std::string_view office =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view package = "http://schemas.openxmlformats.org/package/2006/relationships";

std::string workbook_of(const std::string& sheet) {
  const std::string related(office);
  return base::write_zip(
      {{"xl/workbook.xml",
        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"" +
            related + R"("><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>)"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"" + std::string(package) + R"("><Relationship Id="rId1" Type=")" +
            related + R"(/worksheet" Target="worksheets/sheet1.xml"/></Relationships>)"},
       {"xl/worksheets/sheet1.xml", sheet}});
}

/// A zip that was changed is refused for its checksum, and its reader stays untried: bytes of
/// markup stand for the part of the zip that carries the words.
std::string in_its_zip(const std::string& format, const std::string& bytes) {
  const auto holds = [&bytes](std::string_view mark) {
    return bytes.find(mark) != std::string::npos;
  };
  if (bytes.empty() || bytes.front() != '<') return bytes;
  if (format == "qdpx")
    return base::write_zip({{"project.qde", bytes}, {"sources/a.txt", "One text of a few words."}});
  if (format == "docx" || (format == "sheet" && holds("w:document")))
    return base::write_zip({{"word/document.xml", bytes}});
  if (format == "odt" || (format == "sheet" && holds("office:")))
    return base::write_zip({{"content.xml", bytes}});
  if (format == "sheet" && holds("<worksheet")) return workbook_of(bytes);
  return bytes;
}

/// Formats that are folders: "== NAME" before each file.
void put_folder(base::MemoryFiles& files, const std::string& name, std::string_view bytes) {
  while (bytes.substr(0, 3) == "== ") {
    const std::size_t line = bytes.find('\n');
    const std::size_t next = bytes.find("\n== ", line);
    if (line == std::string_view::npos) return;
    const std::size_t end = next == std::string_view::npos ? bytes.size() : next + 1;
    files.put(name + "/" + std::string(bytes.substr(3, line - 3)),
              std::string(bytes.substr(line + 1, end - line - 1)));
    bytes.remove_prefix(end);
  }
}

}  // namespace

void read_one(const std::string& format, const std::string& input) {
  base::MemoryFiles files;
  const std::string name = "input";
  const std::string bytes = in_its_zip(format, input);
  if (format == "bundle" && bytes.compare(0, 3, "== ") == 0)
    put_folder(files, name, bytes);
  else
    files.put(name, bytes);
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  for (const interchange::Format* each : interchange::formats()) {
    if (each->sniff != nullptr) each->sniff(source);
  }
  const interchange::Format* chosen = interchange::find_format(format);
  if (chosen->read == nullptr) return;
  tests::MemoryReview review;
  base::Diagnostics found;
  base::NoProgress progress;
  try {
    chosen->read(source, {}, review, found, progress);
  } catch (const base::Error&) {
    return;
  }
}

void take_one(const std::string& form, const std::string& input) {
  const std::string bytes = in_its_zip(form, input);
  const interchange::TextFile file{"input", bytes};
  base::Diagnostics found;
  for (const interchange::TextFormat* each : interchange::text_formats()) {
    each->sniff(file);
    if (each->name == form && form != "pdf") each->take(file, found);
  }
}

}  // namespace retroduce::fuzz
