// RIS, as reference managers and databases write it: a line is a two-letter tag, two blanks, a
// hyphen, a blank and a value; TY opens a record and ER closes it.
#include <array>
#include <cctype>
#include <utility>

#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/texts/named_characters.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

struct TagLine {
  std::string_view tag;
  std::string_view value;
};

/// "TY  - JOUR", also with one blank ("TY -"), and without anything behind the hyphen.
std::optional<TagLine> tag_line(std::string_view line) {
  if (line.size() < 4) return std::nullopt;
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto is_tag_end = [&](char c) { return is_capital(c) || (c >= '0' && c <= '9'); };
  if (!is_capital(line[0]) || !is_tag_end(line[1])) return std::nullopt;
  std::size_t at = 2;
  while (at < line.size() && line[at] == ' ' && at < 5) ++at;
  if (at == 2 || at >= line.size() || line[at] != '-') return std::nullopt;
  const std::string_view rest = line.substr(at + 1);
  // Text with a hyphen ("AB - C") needs the blank; only the canonical width goes without.
  if (!rest.empty() && rest.front() != ' ' && at != 4) return std::nullopt;
  return TagLine{line.substr(0, 2), base::trim(rest)};
}

/// Gathers the lines of one record and makes it.
class RisRecord {
 public:
  explicit RisRecord(std::size_t line) { record_.line = static_cast<model::Line>(line); }

  void add(std::string_view tag, std::string_view value) {
    record_.raw.push_back({std::string(tag), std::string(value)});
  }
  void go_on(std::string_view text) {
    if (record_.raw.empty()) return;
    std::string& value = record_.raw.back().value;
    if (!value.empty()) value += '\n';
    value += base::trim(text);
  }
  bool has_fields() const { return !record_.raw.empty(); }
  std::string_view last_tag() const {
    return record_.raw.empty() ? std::string_view() : std::string_view(record_.raw.back().name);
  }

  BibRecord finish() {
    const std::vector<model::Field> all = record_.raw;
    // Databases that publish on the web write characters as HTML does.
    for (const model::Field& field : all)
      take(field.name, texts::with_named_characters(base::trim(field.value)));
    settle_container();
    settle_pages();
    settle_identifiers();
    return std::move(record_);
  }

 private:
  void keep(const std::string& tag, const std::string& value) {
    record_.other("ris." + tag, value);
  }

  /// The first stands in the member; one that says something else is kept under its tag.
  void first(std::string& member, const std::string& tag, const std::string& value) {
    if (value.empty() || member == value) return;
    if (member.empty())
      member = value;
    else
      keep(tag, value);
  }

  void take(const std::string& tag, const std::string& value) {
    if (value.empty()) return;
    if (tag == "TY") return take_type(value);
    if (tag == "TI" || tag == "T1") return first(record_.title, tag, base::collapse_blanks(value));
    if (tag == "AU" || tag == "A1") return people(record_.authors, value);
    if (tag == "A2" || tag == "ED") return people(record_.editors, value);
    if (tag == "PY" || tag == "Y1") return take_year(tag, value);
    if (tag == "DA") return take_day(value);
    if (tag == "VL") return first(record_.volume, tag, value);
    if (tag == "IS") return first(record_.issue, tag, value);
    if (tag == "SP") return first(start_page_, tag, value);
    if (tag == "EP") return first(end_page_, tag, value);
    if (tag == "SN") return take_number(value);
    if (tag == "DO") return first(record_.doi, tag, value);
    if (tag == "AB" || tag == "N2") return take_abstract(tag, value);
    if (tag == "LA") return first(record_.language, tag, value);
    if (tag == "PB") return first(record_.publisher, tag, value);
    if (tag == "CY") return first(record_.place, tag, value);
    if (tag == "DB") return first(record_.database, tag, value);
    if (tag == "AN") return first(record_.accession, tag, value);
    take_rest(tag, value);
  }

  void take_rest(const std::string& tag, const std::string& value) {
    for (const std::string_view name : container_tags) {
      if (tag == name) {
        containers_.push_back({tag, base::collapse_blanks(value)});
        return;
      }
    }
    if (tag == "KW") return several(record_.keywords, value);
    if (tag == "UR") return several(record_.urls, value);
    if (tag == "N1") return take_note(value);
    if (tag == "ID" && record_.key.empty() && is_usable_key(value)) {
      record_.key = value;
      return;
    }
    keep(tag, value);
  }

  void take_type(const std::string& value) {
    record_.type = type_from(TypeWords::ris, value);
    if (type_in(TypeWords::ris, record_.type) != value) keep("TY", value);
  }

  static void people(std::vector<BibPerson>& to, const std::string& value) {
    for (const std::string& line : base::split(value, '\n')) {
      if (!base::trim(line).empty()) to.push_back(person_of(line));
    }
  }

  static void several(std::vector<std::string>& to, const std::string& value) {
    for (const std::string& line : base::split(value, '\n')) {
      if (const auto text = base::trim(line); !text.empty()) to.emplace_back(text);
    }
  }

  void take_year(const std::string& tag, const std::string& value) {
    const std::string date = plain_date(value);
    if (date.empty() || date == record_.date) return;
    if (record_.date.empty() || (!year_of(record_.date) && year_of(date))) {
      if (!record_.date.empty()) keep(tag, record_.date);
      record_.date = date;
    } else if (date.starts_with(record_.date + "-")) {
      record_.date = date;
    } else if (!record_.date.starts_with(date)) {
      keep(tag, value);
    }
  }

  void take_day(const std::string& value) { days_.push_back(value); }

  /// A day or month of the same year makes the date more exact; else it is kept as it is.
  void settle_days() {
    for (const std::string& value : days_) {
      std::string date = plain_date(value);
      const auto year = year_of(record_.date);
      if (year && !year_of(date) && parts_of(record_.date) && record_.date.size() == 4)
        date = plain_date(record_.date + " " + value);
      const bool fits = parts_of(date) || date.find('/') != std::string::npos;
      if (fits && year_of(date) && (record_.date.empty() || date.starts_with(record_.date)))
        record_.date = date;
      else if (date != record_.date)
        keep("DA", value);
    }
  }

  void take_number(const std::string& value) {
    for (const std::string& line : base::split(value, '\n')) {
      const std::string number = base::collapse_blanks(line);
      if (!number.empty()) (is_isbn(number) ? record_.isbn : record_.issn).push_back(number);
    }
  }

  void take_abstract(const std::string& tag, const std::string& value) {
    if (record_.abstract.empty())
      record_.abstract = value;
    else if (base::collapse_blanks(record_.abstract) != base::collapse_blanks(value))
      keep(tag, value);
  }

  void take_note(const std::string& value) {
    if (const auto field = field_of_note(value))
      restore_field(record_, *field);
    else
      record_.notes.push_back(value);
  }

  void settle_container() {
    settle_days();
    // The full names first, then the abbreviations.
    for (std::size_t i = 0; i < container_tags.size(); ++i) {
      const bool is_short = i >= first_abbreviation;
      for (const model::Field& each : containers_) {
        if (each.name != container_tags[i]) continue;
        if (record_.container.empty()) record_.container = each.value;
        const bool is_new = each.value != record_.container;
        if (is_short && is_new && record_.abbreviation.empty()) record_.abbreviation = each.value;
      }
    }
    for (const model::Field& each : containers_) {
      if (each.value != record_.container && each.value != record_.abbreviation)
        keep(each.name, each.value);
    }
  }

  void settle_pages() {
    record_.pages = start_page_;
    if (end_page_.empty() || end_page_ == start_page_) return;
    record_.pages = start_page_.empty() ? end_page_ : start_page_ + "-" + end_page_;
  }

  void settle_identifiers() {
    if (record_.doi.empty()) {
      for (const model::Field& field : record_.raw) {
        const std::string& tag = field.name;
        const bool may = tag == "UR" || tag == "N1" || tag == "M3" || tag == "L3" || tag == "L2";
        if (may && record_.doi.empty()) record_.doi = doi_in(field.value);
      }
    }
    if (record_.pmid.empty()) {
      for (const std::string& note : record_.notes) {
        const std::size_t at = note.find("PMID: ");
        if (at != std::string::npos && record_.pmid.empty())
          record_.pmid = plain_pmid(note.substr(at, note.find_first_of(" \n", at + 6) - at));
      }
    }
    // EndNote puts PubMed's number there.
    const bool of_pubmed = has("DP", "NLM") || base::fold(record_.database).find("pubmed") == 0;
    if (record_.pmid.empty() && of_pubmed) record_.pmid = plain_pmid(record_.accession);
    for (const model::Field& field : record_.raw) {
      if (field.name == "C2" && record_.pmcid.empty() && field.value.starts_with("PMC"))
        record_.pmcid = plain_pmcid(field.value);
    }
  }

  bool has(std::string_view tag, std::string_view value) const {
    for (const model::Field& field : record_.raw) {
      if (field.name == tag && field.value == value) return true;
    }
    return false;
  }

  static constexpr std::array<std::string_view, 8> container_tags = {"T2", "JF", "BT", "JO",
                                                                     "JA", "J2", "J1", "JI"};
  static constexpr std::size_t first_abbreviation = 3;

  BibRecord record_;
  std::vector<model::Field> containers_;
  std::vector<std::string> days_;
  std::string start_page_;
  std::string end_page_;
};

class RisParser {
 public:
  explicit RisParser(BibParsing& parsing) : parsing_(parsing), lines_(parsing.text) {}

  void run() {
    std::string_view line;
    while (lines_.next(line)) take_line(line);
    if (open_) {
      parsing_.say(Severity::repair, "ris.no-end",
                   "the last record has no ER at its end; it is read to the end of the file",
                   opened_at_);
      close();
    }
    if (stray_ > 0)
      parsing_.say(Severity::loss, "ris.text-between",
                   base::count_of(stray_, "line of text", "lines of text") +
                       " outside of any record left out, this the first",
                   first_stray_);
  }

 private:
  void take_line(std::string_view line) {
    const auto tag = tag_line(line);
    if (!tag) return take_text(line);
    if (tag->tag == "TY") return open(*tag);
    if (tag->tag == "ER") {
      if (open_ && !tag->value.empty()) open_->add("ER", tag->value);
      if (open_) close();
      return;
    }
    if (!open_) {
      parsing_.say(Severity::repair, "ris.no-type",
                   "a record begins here without TY; it is read without a type", lines_.number());
      start();
    }
    open_->add(tag->tag, tag->value);
  }

  void take_text(std::string_view line) {
    const std::string_view text = base::trim(line);
    if (text.empty() || text == "\xEF\xBB\xBF") return;
    if (open_ && open_->has_fields() && open_->last_tag() != "TY") return open_->go_on(line);
    if (open_) {
      open_->add("text", text);
      return;
    }
    if (stray_++ == 0) first_stray_ = lines_.number();
  }

  void open(const TagLine& tag) {
    if (open_) {
      parsing_.say(Severity::repair, "ris.no-end",
                   "the record has no ER at its end; it ends where the next begins", opened_at_);
      close();
    }
    start();
    open_->add("TY", tag.value);
  }

  void start() {
    opened_at_ = lines_.number();
    open_.emplace(opened_at_);
  }

  void close() {
    parsing_.take(open_->finish());
    open_.reset();
  }

  BibParsing& parsing_;
  LineReader lines_;
  std::optional<RisRecord> open_;
  std::size_t opened_at_ = 0;
  std::int64_t stray_ = 0;
  std::size_t first_stray_ = 0;
};

void parse(BibParsing& parsing) { RisParser(parsing).run(); }

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  LineReader lines(head);
  std::string_view line;
  int tags = 0;
  while (lines.next(line)) {
    if (line.starts_with("PMID-") || line.starts_with("PMC -") || line.starts_with("PMC-"))
      return false;
    const auto tag = tag_line(base::trim(line).starts_with("TY") ? base::trim(line) : line);
    if (!tag) continue;
    if (tag->tag == "TY") return true;
    ++tags;
  }
  return tags >= 3;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("ris", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

/// Further lines of a value stand below it; one that would be read as a tag is moved in.
void put(std::string& out, std::string_view tag, std::string_view value) {
  if (value.empty()) return;
  out.append(tag).append("  - ");
  bool is_first = true;
  std::string safe(value);
  // "&amp;" that means itself would come back as "&".
  if (texts::has_named_characters(value))
    for (std::size_t at = 0; (at = safe.find('&', at)) != std::string::npos; at += 5)
      safe.replace(at, 1, "&amp;");
  for (const std::string& line : base::split(safe, '\n')) {
    const std::string_view text = base::trim(line);
    if (text.empty() && !is_first) continue;
    if (!is_first && tag_line(text)) out += ' ';
    out.append(text).append("\n");
    is_first = false;
  }
}

void put_each(std::string& out, std::string_view tag, const std::vector<std::string>& values) {
  for (const std::string& value : values) put(out, tag, value);
}

void put_others(std::string& out, const BibRecord& record) {
  if (!record.pmid.empty()) put(out, "N1", noted({"pmid", record.pmid}));
  if (!record.pmcid.empty()) put(out, "N1", noted({"pmcid", record.pmcid}));
  for (const model::Field& field : record.others) {
    if (field.name == "ris.TY") continue;
    const bool is_tag = field.name.size() == 6 && field.name.starts_with("ris.") &&
                        tag_line(field.name.substr(4) + "  - x");
    if (!is_tag || field.name == "ris.ER") {
      put(out, "N1", noted(field));
      continue;
    }
    const std::string tag = field.name.substr(4);
    for (const std::string& value : base::split(field.value, '\n')) put(out, tag, value);
  }
}

/// The type as it came, where it was another than the table's.
std::string type_of(const BibRecord& record) {
  for (const model::Field& field : record.others) {
    if (field.name == "ris.TY") return field.value;
  }
  const std::string_view type = type_in(TypeWords::ris, record.type);
  return type.empty() && !record.type.empty() ? std::string("GEN") : std::string(type);
}

void put_date(std::string& out, const BibRecord& record) {
  const auto year = year_of(record.date);
  const auto parts = parts_of(record.date);
  if (!year || (parts && parts->month == 0)) return put(out, "PY", record.date);
  put(out, "PY", std::to_string(*year));
  if (!parts) return put(out, "N1", noted({"date", record.date}));
  const std::string day = record.date.size() > 7 ? record.date.substr(8) : "";
  put(out, "DA", record.date.substr(0, 4) + "/" + record.date.substr(5, 2) + "/" + day + "/");
}

void put_pages(std::string& out, const std::string& pages) {
  const std::size_t dash = pages.find('-');
  const bool is_range = dash != std::string::npos && dash > 0 && dash + 1 < pages.size() &&
                        pages.find('-', dash + 1) == std::string::npos;
  put(out, "SP", is_range ? pages.substr(0, dash) : pages);
  if (is_range) put(out, "EP", pages.substr(dash + 1));
}

std::string print(const BibRecord& record) {
  std::string out = "TY  - " + type_of(record) + "\n";
  put(out, "ID", record.key);
  put(out, "TI", record.title);
  for (const BibPerson& person : record.authors) put(out, "AU", full_name(person));
  for (const BibPerson& person : record.editors) put(out, "A2", full_name(person));
  put_date(out, record);
  put(out, "T2", record.container);
  put(out, "J2", record.abbreviation);
  put(out, "VL", record.volume);
  put(out, "IS", record.issue);
  put_pages(out, record.pages);
  put_each(out, "SN", record.isbn);
  put_each(out, "SN", record.issn);
  put(out, "DO", record.doi);
  put_each(out, "UR", record.urls);
  put(out, "LA", record.language);
  put(out, "PB", record.publisher);
  put(out, "CY", record.place);
  put(out, "AB", record.abstract);
  put_each(out, "KW", record.keywords);
  put(out, "DB", record.database);
  put(out, "AN", record.accession);
  put_each(out, "N1", notes_to_write(record.notes));
  if (type_in(TypeWords::ris, record.type).empty() && !record.type.empty() &&
      type_of(record) == "GEN")
    put(out, "N1", noted({"type", record.type}));
  put_others(out, record);
  return out + "ER  - \n";
}

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options, {"", "\n", ""}, print);
}

}  // namespace

extern const Format format_ris;
constinit const Format format_ris{
    "ris",
    "RIS, of reference managers and databases",
    ".ris",
    "Carries the bibliography with every tag, what has no tag as notes \"[name] value\"; all but "
    "the "
    "documents' descriptions is left out: texts, extracts, coding, configurations.",
    sniff,
    read,
    write,
    false,
    true};

}  // namespace retroduce::interchange
