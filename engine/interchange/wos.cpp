// Web of Science: the tagged form (plain text, two-letter tags, lines that go on indented, ER and
// EF) and the same tags as columns of a tab-delimited table.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_values.h"
#include "interchange/csv.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using Values = std::vector<std::string>;

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 12> members = {{
    {"TI", &BibRecord::title},
    {"SO", &BibRecord::container},
    {"JI", &BibRecord::abbreviation},
    {"VL", &BibRecord::volume},
    {"IS", &BibRecord::issue},
    {"AB", &BibRecord::abstract},
    {"DI", &BibRecord::doi},
    {"PM", &BibRecord::pmid},
    {"UT", &BibRecord::accession},
    {"PU", &BibRecord::publisher},
    {"PI", &BibRecord::place},
    {"LA", &BibRecord::language},
}};

/// Tags whose every line is a value of its own; the others' lines are one text.
bool is_list(std::string_view tag) {
  constexpr std::array<std::string_view, 13> lists = {"AU", "AF", "BA", "BF", "BE", "CA", "CR",
                                                      "C1", "C3", "ED", "GP", "RI", "OI"};
  return std::find(lists.begin(), lists.end(), tag) != lists.end();
}

bool is_by_semicolon(std::string_view tag) { return tag == "DE" || tag == "ID"; }

/// A record's tags with their values, in order.
class WosRecord {
 public:
  explicit WosRecord(std::size_t line) { record_.line = static_cast<model::Line>(line); }

  void add(const std::string& tag, std::string value) { tags_.emplace_back(tag, std::move(value)); }
  void go_on(std::string_view text) {
    if (tags_.empty()) return;
    auto& [tag, value] = tags_.back();
    value += (is_list(tag) ? "\n" : " ") + std::string(base::trim(text));
  }
  bool is_empty() const { return tags_.empty(); }

  BibRecord finish() {
    for (const auto& [tag, value] : tags_) {
      record_.raw.push_back({tag, value});
      if (!base::trim(value).empty()) take(tag, std::string(base::trim(value)));
    }
    // Some records have full names of the first few authors alone.
    const auto count = [&](const char* tag) {
      return one(tag).empty() ? 0U : base::split(one(tag), '\n').size();
    };
    const std::string& names = count("AF") < count("AU") ? one("AU") : one("AF");
    people(record_.authors, names.empty() ? one("BA") : names);
    for (const std::string& group : base::split(one("CA"), '\n')) {
      if (!group.empty()) record_.authors.push_back({base::collapse_blanks(group), "", "", true});
    }
    people(record_.editors, one("BE").empty() ? one("ED") : one("BE"));
    record_.pages = one("BP") + (one("EP").empty() ? "" : "-" + one("EP"));
    if (record_.pages.empty()) record_.pages = one("AR");
    record_.date = date_of(one("PY"), month_of_words(one("PD")), day_of_words(one("PD")));
    if (record_.abbreviation.empty()) record_.abbreviation = one("J9");
    record_.database = "Web of Science";
    return std::move(record_);
  }

 private:
  const std::string& one(const std::string& tag) { return kept_[tag]; }

  static std::string month_of_words(const std::string& words) {
    return words.substr(0, words.find(' '));
  }
  static std::string day_of_words(const std::string& words) {
    const std::size_t blank = words.find(' ');
    return blank == std::string::npos ? std::string() : words.substr(blank + 1);
  }

  static void people(std::vector<BibPerson>& to, const std::string& lines) {
    for (const std::string& line : base::split(lines, '\n')) {
      if (!base::trim(line).empty()) to.push_back(person_of(line));
    }
  }

  void take(const std::string& tag, const std::string& value) {
    for (const auto& [name, member] : members) {
      if (tag == name) {
        record_.*member = value;
        return;
      }
    }
    if (tag == "PT") return take_type(value);
    if (tag == "SN" || tag == "EI") return record_.issn.push_back(value);
    if (tag == "BN") return record_.isbn.push_back(value);
    if (is_by_semicolon(tag)) {
      for (const std::string& word : base::split(value, ';')) {
        if (!base::trim(word).empty()) record_.keywords.emplace_back(base::trim(word));
      }
      return;
    }
    constexpr std::array<std::string_view, 13> used = {"AU", "AF", "BA", "CA", "BE", "ED", "BP",
                                                       "EP", "AR", "PY", "PD", "J9", "BF"};
    const bool is_used = std::find(used.begin(), used.end(), tag) != used.end();
    if (is_used) kept_[tag] = value;
    const bool says_more = tag == "AR" || tag == "J9" || tag == "PD";
    if (!is_used || says_more) record_.other("wos." + tag, value);
  }

  void take_type(const std::string& value) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> types = {
        {{"J", "article"}, {"B", "book"}, {"S", "serial"}, {"P", "patent"}}};
    const auto found = std::find_if(types.begin(), types.end(),
                                    [&](const auto& each) { return each.first == value; });
    record_.type = found == types.end() ? "other" : std::string(found->second);
    record_.other("wos.PT", value);
  }

  BibRecord record_;
  std::vector<std::pair<std::string, std::string>> tags_;
  std::map<std::string, std::string> kept_;
};

bool is_tag(std::string_view line) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  return line.size() >= 2 && capital(line[0]) &&
         (capital(line[1]) || (line[1] >= '0' && line[1] <= '9')) &&
         (line.size() == 2 || line[2] == ' ');
}

void parse_tagged(BibParsing& parsing) {
  LineReader lines(parsing.text);
  std::string_view line;
  std::optional<WosRecord> open;
  std::int64_t stray = 0;
  std::size_t first_stray = 0;
  const auto close = [&] {
    if (open && !open->is_empty()) parsing.take(open->finish());
    open.reset();
  };
  while (lines.next(line)) {
    if (base::trim(line).empty()) continue;
    if (!is_tag(line)) {
      if (open && line.front() == ' ')
        open->go_on(line);
      else if (stray++ == 0)
        first_stray = lines.number();
      continue;
    }
    const std::string tag(line.substr(0, 2));
    if (tag == "ER" || tag == "EF") {
      close();
      continue;
    }
    if (tag == "FN" || tag == "VR") continue;
    if (tag == "PT") close();
    if (!open) open.emplace(lines.number());
    open->add(tag, std::string(base::trim(line.substr(2))));
  }
  close();
  if (stray > 0)
    parsing.say(Severity::loss, "wos.text-between",
                base::count_of(stray, "line of text", "lines of text") +
                    " outside of any record left out, this the first",
                first_stray);
}

void parse_table(BibParsing& parsing) {
  CsvReader reader(parsing.text, '\t');
  CsvRow header;
  CsvRow row;
  if (!reader.next(header)) return;
  while (reader.next(row)) {
    if (row.cells.size() == 1 && base::trim(row.cells.front()).empty()) continue;
    WosRecord record(row.line);
    for (std::size_t i = 0; i < row.cells.size() && i < header.cells.size(); ++i) {
      const std::string tag(base::trim(header.cells[i]));
      std::string value = row.cells[i];
      if (is_list(tag)) {
        for (std::size_t at = value.find("; "); at != std::string::npos; at = value.find("; ", at))
          value.replace(at, 2, "\n");
      }
      if (!tag.empty() && !base::trim(value).empty()) record.add(tag, value);
    }
    if (row.cells.size() > header.cells.size() + 1)
      parsing.say(Severity::loss, "wos.too-many-cells",
                  "the row has more cells than the heading; they are left out", row.line);
    parsing.take(record.finish());
  }
}

bool is_table(std::string_view text) { return text.starts_with("PT\t"); }

void parse(BibParsing& parsing) {
  if (is_table(parsing.text))
    parse_table(parsing);
  else
    parse_tagged(parsing);
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  if (is_table(head)) return true;
  const std::string_view start = base::trim(head);
  return start.starts_with("FN ") ||
         (start.starts_with("PT ") && start.find("\nAU ") != std::string_view::npos);
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("wos", parse, source, options, sink, found, progress);
}

}  // namespace

extern const Format format_wos;
constinit const Format format_wos{
    "wos",
    "Web of Science, tagged or tab-delimited",
    ".ciw .txt .tsv",
    "Carries the bibliography with every tag, cited references as lines of a field. Reads only.",
    sniff,
    read,
    nullptr,
    false,
    true};

}  // namespace retroduce::interchange
