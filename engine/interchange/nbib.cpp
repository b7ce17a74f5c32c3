// PubMed's and PMC's tagged form (MEDLINE, .nbib): a tag padded to four, a hyphen, a blank, a value
// that goes on in lines that begin with blanks; records end with an empty line.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_pubmed.h"
#include "interchange/bib_values.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

struct TagLine {
  std::string_view tag;
  std::string_view value;
};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::optional<TagLine> tag_line(std::string_view line) {
  std::size_t at = 0;
  while (at < line.size() && at < 4 &&
         (is_capital(line[at]) || (at > 0 && line[at] >= '0' && line[at] <= '9')))
    ++at;
  const std::size_t length = at;
  if (length < 2) return std::nullopt;
  while (at < line.size() && line[at] == ' ' && at < 4) ++at;
  if (at >= line.size() || line[at] != '-') return std::nullopt;
  return TagLine{line.substr(0, length), base::trim(line.substr(at + 1))};
}

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 12> members = {{
    {"PMID", &BibRecord::pmid},
    {"PMC", &BibRecord::pmcid},
    {"TI", &BibRecord::title},
    {"JT", &BibRecord::container},
    {"TA", &BibRecord::abbreviation},
    {"VI", &BibRecord::volume},
    {"IP", &BibRecord::issue},
    {"PG", &BibRecord::pages},
    {"DP", &BibRecord::date},
    {"PB", &BibRecord::publisher},
    {"PL", &BibRecord::place},
    {"LA", &BibRecord::language},
}};

class NbibRecord {
 public:
  explicit NbibRecord(std::size_t line) { record_.line = static_cast<model::Line>(line); }

  void add(std::string_view tag, std::string_view value) {
    record_.raw.push_back({std::string(tag), std::string(value)});
  }
  /// A line of blanks alone breaks the value's line.
  void go_on(std::string_view line) {
    if (record_.raw.empty()) return;
    std::string& value = record_.raw.back().value;
    const std::string_view text = base::trim(line);
    if (text.empty()) {
      value += '\n';
      return;
    }
    if (!value.empty() && value.back() != '\n') value += ' ';
    value += text;
  }
  bool has(std::string_view tag) const {
    return std::any_of(record_.raw.begin(), record_.raw.end(),
                       [&](const model::Field& field) { return field.name == tag; });
  }

  BibRecord finish() {
    const std::vector<model::Field> all = record_.raw;
    for (const model::Field& field : all) {
      const std::string value(base::trim(field.value));
      if (!value.empty()) take(field.name, value);
    }
    settle();
    return std::move(record_);
  }

 private:
  void keep(const std::string& tag, const std::string& value) {
    record_.other("nbib." + tag, value);
  }

  void take(const std::string& tag, const std::string& value) {
    if (tag == "TI" && !record_.title.empty()) {
      record_.title += " " + value;
      return;
    }
    for (const auto& [name, member] : members) {
      if (tag != name) continue;
      std::string& to = record_.*member;
      if (to.empty())
        to = value;
      else if (to != value)
        keep(tag, value);
      return;
    }
    if (tag == "FAU" || tag == "AU" || tag == "CN") return take_author(tag, value);
    last_full_ = false;
    if (tag == "FED" || tag == "ED") return take_editor(tag, value);
    if (tag == "AB") return take_abstract(value);
    if (tag == "AID" || tag == "LID") return take_id(tag, value);
    if (tag == "IS") return record_.issn.push_back(value);
    if (tag == "ISBN") return record_.isbn.push_back(value);
    if (tag == "OT") return record_.keywords.push_back(value);
    if (tag == "MH") return record_.other(std::string(mesh_field), value);
    if (tag == "PT") return record_.other(std::string(types_field), value);
    if (tag == "GN") return take_note(value);
    keep(tag, value);
  }

  /// AU follows its FAU and says less.
  void take_author(const std::string& tag, const std::string& value) {
    if (tag == "AU" && last_full_) {
      last_full_ = false;
      return;
    }
    BibPerson person = tag == "CN" ? BibPerson{value, "", "", true} : person_of(value);
    if (tag == "CN" && value.size() > 2 && value.front() == '{') person = person_of(value);
    record_.authors.push_back(std::move(person));
    last_full_ = tag == "FAU";
  }

  void take_editor(const std::string& tag, const std::string& value) {
    if (tag == "ED" && last_full_editor_) {
      last_full_editor_ = false;
      return;
    }
    record_.editors.push_back(person_of(value));
    last_full_editor_ = tag == "FED";
  }

  void take_abstract(const std::string& value) {
    if (record_.abstract.empty())
      record_.abstract = value;
    else
      keep("AB", value);
  }

  void take_id(const std::string& tag, const std::string& value) {
    const std::size_t kind = value.find(" [doi]");
    const std::string doi =
        kind != std::string::npos ? plain_doi(value.substr(0, kind)) : doi_in(value);
    if (doi.empty() || (!record_.doi.empty() && record_.doi != doi)) return keep(tag, value);
    record_.doi = doi;
  }

  void take_note(const std::string& value) {
    if (const auto field = field_of_note(value))
      restore_field(record_, *field);
    else
      record_.notes.push_back(value);
  }

  void settle() {
    if (record_.doi.empty()) {
      for (const model::Field& field : record_.others) {
        if (field.name == "nbib.SO") record_.doi = doi_in(field.value);
      }
    }
    settle_book();
    if (record_.type.empty()) record_.type = type_of_publication_types(record_.others);
  }

  /// The title of a book stands alone, or holds the chapter.
  void settle_book() {
    const auto book =
        std::find_if(record_.others.begin(), record_.others.end(),
                     [](const model::Field& field) { return field.name == "nbib.BTI"; });
    if (book == record_.others.end()) return;
    std::string& to = record_.title.empty() ? record_.title : record_.container;
    if (!to.empty()) return;
    to = book->value;
    record_.others.erase(book);
  }

  BibRecord record_;
  bool last_full_ = false;
  bool last_full_editor_ = false;
};

class NbibParser {
 public:
  explicit NbibParser(BibParsing& parsing) : parsing_(parsing), lines_(parsing.text) {}

  void run() {
    std::string_view line;
    while (lines_.next(line)) take_line(line);
    close();
    if (stray_ > 0)
      parsing_.say(Severity::loss, "nbib.text-between",
                   base::count_of(stray_, "line of text", "lines of text") +
                       " outside of any record left out, this the first",
                   first_stray_);
  }

 private:
  void take_line(std::string_view line) {
    if (line.empty()) return close();
    if (line.front() == ' ' || line.front() == '\t') {
      if (open_) open_->go_on(line);
      return;
    }
    const auto tag = tag_line(line);
    if (!tag) {
      if (open_) return open_->add("text", line);
      if (stray_++ == 0) first_stray_ = lines_.number();
      return;
    }
    if (open_ && tag->tag == "PMID" && open_->has("PMID")) close();
    if (!open_) open_.emplace(lines_.number());
    open_->add(tag->tag, tag->value);
  }

  void close() {
    if (!open_) return;
    BibRecord record = open_->finish();
    open_.reset();
    say_retraction(parsing_, "nbib", record);
    parsing_.take(std::move(record));
  }

  BibParsing& parsing_;
  LineReader lines_;
  std::optional<NbibRecord> open_;
  std::int64_t stray_ = 0;
  std::size_t first_stray_ = 0;
};

void parse(BibParsing& parsing) { NbibParser(parsing).run(); }

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  LineReader lines(head);
  std::string_view line;
  while (lines.next(line)) {
    const auto tag = tag_line(line);
    if (tag && (tag->tag == "PMID" || tag->tag == "PMC")) return true;
    if (tag && tag->tag == "TY") return false;
  }
  return false;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("nbib", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

void put(std::string& out, std::string_view tag, std::string_view value) {
  if (value.empty()) return;
  out.append(tag).append(4 - tag.size(), ' ').append("- ");
  bool is_first = true;
  for (const std::string& line : base::split(value, '\n')) {
    if (!is_first) out.append("      \n      ");
    out.append(base::trim(line)).append("\n");
    is_first = false;
  }
}

void put_each(std::string& out, std::string_view tag, const std::vector<std::string>& values) {
  for (const std::string& value : values) put(out, tag, value);
}

/// "2019 Mar 14"; words as they are.
std::string date_words(const std::string& date) {
  const auto parts = parts_of(date);
  if (!parts) return date;
  std::string words = date.substr(0, 4);
  if (parts->month > 0) words.append(" ").append(month_name(parts->month));
  if (parts->day > 0) words += " " + std::to_string(parts->day);
  return words;
}

void put_other(std::string& out, const model::Field& field) {
  const bool is_tag = field.name.starts_with("nbib.") && field.name.size() >= 7 &&
                      field.name.size() <= 9 && tag_line(field.name.substr(5) + " - x") &&
                      std::none_of(members.begin(), members.end(), [&](const auto& member) {
                        return member.first == field.name.substr(5) && member.first == "TI";
                      });
  if (field.name == mesh_field)
    put_each(out, "MH", base::split(field.value, '\n'));
  else if (field.name == types_field)
    put_each(out, "PT", base::split(field.value, '\n'));
  else if (is_tag)
    put_each(out, field.name.substr(5), base::split(field.value, '\n'));
  else
    put(out, "GN", noted(field));
}

std::string print(const BibRecord& record) {
  std::string out;
  put(out, "PMID", record.pmid.empty() ? std::string("-") : record.pmid);
  put(out, "PMC", record.pmcid);
  put_each(out, "IS", record.issn);
  put_each(out, "ISBN", record.isbn);
  put(out, "VI", record.volume);
  put(out, "IP", record.issue);
  put(out, "DP", date_words(record.date));
  put(out, "TI", record.title);
  put(out, "PG", record.pages);
  if (!record.doi.empty()) put(out, "LID", record.doi + " [doi]");
  put(out, "AB", record.abstract);
  for (const BibPerson& person : record.authors) {
    put(out, person.is_body ? "CN" : "FAU", full_name(person));
    if (!person.is_body) put(out, "AU", short_name(person));
  }
  for (const BibPerson& person : record.editors) put(out, "FED", full_name(person));
  put(out, "LA", record.language);
  put(out, "PL", record.place);
  put(out, "PB", record.publisher);
  put(out, "TA", record.abbreviation);
  put(out, "JT", record.container);
  put_each(out, "OT", record.keywords);
  put(out, "GN", noted({"key", record.key}));
  if (record.type != type_of_publication_types(record.others))
    put(out, "GN", noted({"type", record.type.empty() ? "-" : record.type}));
  for (const model::Field& field :
       {model::Field{"database", record.database}, model::Field{"accession", record.accession},
        model::Field{"other urls", base::join(record.urls, "\n")}}) {
    if (!field.value.empty()) put(out, "GN", noted(field));
  }
  put_each(out, "GN", notes_to_write(record.notes));
  for (const model::Field& field : record.others) put_other(out, field);
  return out;
}

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options, {"", "\n", ""}, print);
}

}  // namespace

extern const Format format_nbib;
constinit const Format format_nbib{"nbib",
                                   "PubMed's tagged form (MEDLINE)",
                                   ".nbib",
                                   "Carries the bibliography with every tag, what has no tag as "
                                   "notes \"[name] value\"; which author an "
                                   "affiliation belongs to is not kept apart. All but the "
                                   "documents' descriptions is left out: texts, "
                                   "extracts, coding, configurations.",
                                   sniff,
                                   read,
                                   write,
                                   false,
                                   true};

}  // namespace retroduce::interchange
