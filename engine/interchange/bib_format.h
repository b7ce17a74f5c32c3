// What the bibliographic formats share: a reader is a parser of one syntax, a writer a printer of
// one record; bytes, encodings, documents and counting are done here. Knows no syntax.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "interchange/bib_record.h"
#include "interchange/findings.h"
#include "interchange/format.h"

namespace retroduce::interchange {

/// What a parser is given. `take` is called with each record in the order of the source.
struct BibParsing {
  std::string_view text;  ///< UTF-8, not empty
  std::string name;       ///< of the file
  Findings& findings;
  std::function<void(BibRecord&&)> take;

  void say(base::Severity severity, std::string code, std::string message, std::size_t line,
           std::vector<std::string> notes = {}) {
    findings.add(severity, std::move(code), std::move(message), {name, line, 0}, std::move(notes));
  }
};

using BibParser = void (*)(BibParsing&);

/// Reads a whole source with the parser: decodes, sends each record as a document, tells how many
/// have no title, and refuses a source in which there is no record (`<format>.no-records`).
void read_bibliography(std::string_view format, BibParser parser, const Source& source,
                       const ReadOptions& options, model::BatchSink& sink, base::Diagnostics& found,
                       base::Progress& progress);

/// The same of a text that is UTF-8 already.
void read_bibliography_text(std::string_view format, BibParser parser, std::string_view text,
                            const Source& source, const ReadOptions& options,
                            model::BatchSink& sink, base::Diagnostics& found,
                            base::Progress& progress);

/// Prints one record; `separator` of the writer stands between two.
using BibPrinter = std::string (*)(const BibRecord&);

struct BibPaper {
  std::string_view head;
  std::string_view separator;
  std::string_view tail;
};

/// Writes the documents of what it is sent, in order, each with what joined records say of its
/// retraction; of documents that were decided to be one paper the first alone.
std::unique_ptr<Writer> write_bibliography(const std::filesystem::path& path,
                                           const WriteOptions& options, BibPaper paper,
                                           BibPrinter printer);

/// The first bytes of a file as UTF-8 without mark, whatever they came in; empty for a folder.
std::string text_head(const Source& source);

/// Lines of a text, ended by LF, CRLF or CR, with their numbers.
class LineReader {
 public:
  explicit LineReader(std::string_view text)
      : text_(text),
        next_lf_(std::min(text.find('\n'), text.size())),
        next_cr_(std::min(text.find('\r'), text.size())) {}
  bool next(std::string_view& line);
  std::size_t number() const { return number_; }  ///< of the last line, from 1

 private:
  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t next_lf_;
  std::size_t next_cr_;
  std::size_t number_ = 0;
};

}  // namespace retroduce::interchange
