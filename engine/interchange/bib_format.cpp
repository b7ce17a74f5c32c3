#include "interchange/bib_format.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/quiet_sink.h"
#include "interchange/text_encoding.h"
#include "model/retraction.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

/// Takes documents, what joined records say of retractions, and which documents are one paper.
class BibWriter : public QuietSink {
 public:
  BibWriter(const std::filesystem::path& path, const WriteOptions& options, BibPaper paper,
            BibPrinter printer)
      : file_(path, options.overwrite), paper_(paper), printer_(printer) {}
  using QuietSink::add;
  void add(const model::Document& document) override {
    documents_.push_back(document);
    if (document.text) ++left_["full texts"];
    documents_.back().text.reset();
    documents_.back().former_texts.clear();
  }
  void add(const model::SourceRecord& record) override {
    QuietSink::add(record);
    if (record.document.index() < documents_.size())
      model::add_notices(documents_[record.document.index()].fields, record);
  }
  void add(const model::Sameness& decision) override {
    if (!decision.is_same) return QuietSink::add(decision);
    const auto pair = papers_.unite(decision.document.index(), decision.other.index());
    if (!pair) return;  // a circle
    model::add_notices(documents_[pair->first].fields, documents_[pair->second]);
    ++left_["documents that were decided to be doubles of another, which stands for both"];
  }
  void finish() override {
    file_.write(paper_.head);
    bool is_first = true;
    for (std::size_t i = 0; i < documents_.size(); ++i) {
      if (papers_.is_double(i)) continue;
      if (!is_first) file_.write(paper_.separator);
      is_first = false;
      BibRecord record = record_of(documents_[i]);
      documents_[i] = {};
      make_key_safe(record);
      file_.write(printer_(record));
    }
    file_.write(paper_.tail);
    file_.commit();
  }

 private:
  /// Keys are names in these formats, whatever the case. What cannot be one goes beside it.
  void make_key_safe(BibRecord& record) {
    std::string key;
    for (const char c : record.key) {
      if (is_usable_key(std::string("a") + c) || static_cast<unsigned char>(c) >= 0x80)
        key += c;
      else if (!key.empty() && key.back() != '-')
        key += '-';
    }
    if (key.ends_with('-')) key.pop_back();
    if (!is_usable_key(key)) key = "key-" + key;
    if (!is_usable_key(key)) key = "key";
    std::string unique = key;
    for (int number = 2; !keys_.insert(base::fold(unique)).second; ++number)
      unique = key + "-" + std::to_string(number);
    if (unique == record.key) return;
    record.other("key", record.key);
    record.key = std::move(unique);
  }

  base::FileWriter file_;
  BibPaper paper_;
  std::set<std::string> keys_;  ///< folded
  BibPrinter printer_;
  std::vector<model::Document> documents_;
  model::OnePaper papers_;  ///< by place
};

/// The record as it came. Its digest is of what stands in it, whatever the file around it.
model::SourceRecord source_record_of(const std::string& format, BibRecord& record,
                                     const ReadOptions& options) {
  base::Hasher hasher;
  hasher.add(format);
  for (const model::Field& field : record.raw) {
    hasher.add("\n");
    hasher.add(field.name);
    hasher.add("\t");
    hasher.add(field.value);
  }
  model::SourceRecord source;
  source.format = format;
  source.database = options.database.empty() ? record.database : options.database;
  // PubMed alone writes these two.
  if (source.database.empty() && !record.pmid.empty() && (format == "nbib" || format == "pubmed"))
    source.database = "PubMed";
  source.search = options.search;
  source.searched = options.searched;
  source.accession = !record.accession.empty() ? record.accession
                     : !record.pmid.empty()    ? record.pmid
                                               : record.key;
  source.digest = hasher.finish().substr(0, 32);
  source.raw = std::move(record.raw);
  source.line = record.line;
  return source;
}

}  // namespace

void read_bibliography(std::string_view format, BibParser parser, const Source& source,
                       const ReadOptions& options, model::BatchSink& sink, base::Diagnostics& found,
                       base::Progress& progress) {
  base::Diagnostics own;
  const auto text =
      decoded_text(source.files->read(source.path), source.name(), std::string(format), own);
  found.append(own);
  if (text) read_bibliography_text(format, parser, *text, source, options, sink, found, progress);
}

void read_bibliography_text(std::string_view format, BibParser parser, std::string_view text,
                            const Source& source, const ReadOptions& options,
                            model::BatchSink& sink, base::Diagnostics& found,
                            base::Progress& progress) {
  const std::string prefix(format);
  Findings findings(found);
  std::int64_t count = 0;
  BibParsing parsing{text, source.name(), findings, {}};
  parsing.take = [&](BibRecord&& record) {
    if (++count % 1024 == 0) progress.step("reading " + source.name(), count, 0);
    model::SourceRecord source_record = source_record_of(prefix, record, options);
    const std::string date = record.date;
    model::Document document = document_of(std::move(record));
    document.record_digest = source_record.digest;
    source_record.document = model::Ref<model::Document>(static_cast<std::size_t>(count - 1));
    if (document.title.empty())
      findings.add(Severity::note, prefix + ".no-title",
                   "the record " + std::to_string(count) + " has no title",
                   {source.name(), document.line, 0});
    if (!document.year && !date.empty())
      findings.add(Severity::note, prefix + ".no-year",
                   "the date \"" + base::shorten(date, 40) + "\" of record " +
                       std::to_string(count) + " names no year",
                   {source.name(), document.line, 0});
    sink.add(document);
    sink.add(source_record);
  };
  parser(parsing);
  if (count == 0 && !findings.refused())
    findings.add(Severity::refused, prefix + ".no-records", "holds no record that could be read",
                 {source.name()});
  findings.close();
}

std::unique_ptr<Writer> write_bibliography(const std::filesystem::path& path,
                                           const WriteOptions& options, BibPaper paper,
                                           BibPrinter printer) {
  return std::make_unique<BibWriter>(path, options, paper, printer);
}

std::string text_head(const Source& source) {
  return source.is_folder ? std::string() : decoded_head(source.head);
}

bool LineReader::next(std::string_view& line) {
  if (at_ >= text_.size()) return false;
  // Each kind of line end is searched for by itself, which is many times as fast as for both.
  if (next_lf_ < at_) next_lf_ = std::min(text_.find('\n', at_), text_.size());
  if (next_cr_ < at_) next_cr_ = std::min(text_.find('\r', at_), text_.size());
  const std::size_t end = std::min(next_lf_, next_cr_);
  line = text_.substr(at_, end - at_);
  at_ = end;
  if (at_ < text_.size()) at_ += text_.substr(at_).starts_with("\r\n") ? 2U : 1U;
  ++number_;
  return true;
}

}  // namespace retroduce::interchange
