// Scopus, exported as CSV: one row a record under English headings.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/csv.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 12> members = {{
    {"title", &BibRecord::title},
    {"source title", &BibRecord::container},
    {"abbreviated source title", &BibRecord::abbreviation},
    {"volume", &BibRecord::volume},
    {"issue", &BibRecord::issue},
    {"year", &BibRecord::date},
    {"doi", &BibRecord::doi},
    {"pubmed id", &BibRecord::pmid},
    {"eid", &BibRecord::accession},
    {"publisher", &BibRecord::publisher},
    {"abstract", &BibRecord::abstract},
    {"language of original document", &BibRecord::language},
}};

/// "[No author name available]", which stands where there is none.
bool is_nobody(std::string_view name) { return base::fold(name).starts_with("[no author"); }

/// "Field, Anna (57200000000)" without the number.
std::string without_number(std::string_view name) {
  const std::size_t open = name.rfind(" (");
  return std::string(base::trim(open == std::string_view::npos ? name : name.substr(0, open)));
}

class Row {
 public:
  Row(const CsvRow& header, const CsvRow& row) {
    record_.line = static_cast<model::Line>(row.line);
    for (std::size_t i = 0; i < header.cells.size() && i < row.cells.size(); ++i) {
      const std::string name(base::trim(header.cells[i]));
      const std::string value(base::trim(row.cells[i]));
      if (value.empty() || value == "[No abstract available]") continue;
      record_.raw.push_back({name, value});
      cells_[base::fold(name)] = value;
      names_.push_back(base::fold(name));
    }
  }

  BibRecord finish() {
    for (const auto& [name, member] : members) record_.*member = taken(std::string(name));
    people();
    pages();
    for (const char* list : {"author keywords", "index keywords"}) {
      for (const std::string& word : base::split(taken(list), ';')) {
        if (!base::trim(word).empty()) record_.keywords.emplace_back(base::trim(word));
      }
    }
    if (std::string link = taken("link"); !link.empty()) record_.urls.push_back(link);
    if (std::string issn = taken("issn"); !issn.empty()) record_.issn.push_back(issn);
    if (std::string isbn = taken("isbn"); !isbn.empty()) record_.isbn.push_back(isbn);
    type();
    record_.database = "Scopus";
    taken("source");
    for (const std::string& name : names_) {
      if (std::string value = taken(name); !value.empty()) record_.other("scopus." + name, value);
    }
    return std::move(record_);
  }

 private:
  std::string taken(const std::string& name) {
    const auto found = cells_.find(name);
    if (found == cells_.end()) return {};
    std::string value = std::move(found->second);
    cells_.erase(found);
    return value;
  }

  /// Full names where they are given; older exports part short ones by commas alone.
  void people() {
    const std::string in_full = taken("author full names");
    const std::string names = taken("authors");
    const bool by_semicolon = !in_full.empty() || names.find(';') != std::string::npos;
    if (!in_full.empty() || by_semicolon) {
      for (const std::string& name : base::split(in_full.empty() ? names : in_full, ';')) {
        const std::string one = without_number(base::trim(name));
        if (!one.empty() && !is_nobody(one)) record_.authors.push_back(person_of(one));
      }
      return;
    }
    // "Field A., Glass K." has a comma between persons, "Field, A." one within.
    for (const std::string& part : base::split(names, ',')) {
      const std::string one(base::trim(part));
      const bool is_given = !one.empty() && one.find(' ') == std::string::npos &&
                            one.back() == '.' && !record_.authors.empty() &&
                            record_.authors.back().given.empty();
      if (is_given) {
        record_.authors.back().given = one;
        record_.authors.back().is_body = false;
      } else if (!one.empty() && !is_nobody(one)) {
        record_.authors.push_back(person_of(one));
      }
    }
  }

  void pages() {
    const std::string from = taken("page start");
    const std::string to = taken("page end");
    record_.pages = from + (to.empty() ? "" : "-" + to);
    if (record_.pages.empty()) record_.pages = taken("art. no.");
  }

  void type() {
    const std::string type = taken("document type");
    record_.type = type_from(TypeWords::ris, type);
    if (!type.empty() && record_.type != type) record_.other("scopus.document type", type);
  }

  BibRecord record_;
  std::map<std::string, std::string> cells_;
  std::vector<std::string> names_;
};

void parse(BibParsing& parsing) {
  CsvReader reader(parsing.text, guess_separator(parsing.text));
  CsvRow header;
  CsvRow row;
  if (!reader.next(header)) return;
  while (reader.next(row)) {
    if (row.cells.size() == 1 && base::trim(row.cells.front()).empty()) continue;
    if (!row.problem.empty())
      parsing.say(Severity::repair, "scopus.odd-row", "the row " + row.problem, row.line);
    if (row.cells.size() > header.cells.size())
      parsing.say(Severity::loss, "scopus.too-many-cells",
                  "the row has more cells than the heading; they are left out", row.line);
    parsing.take(Row(header, row).finish());
  }
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  const std::string line = base::fold(head.substr(0, head.find_first_of("\r\n")));
  return line.find("source title") != std::string::npos &&
         line.find("authors") != std::string::npos && line.find("year") != std::string::npos;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("scopus", parse, source, options, sink, found, progress);
}

}  // namespace

extern const Format format_scopus;
constinit const Format format_scopus{"scopus",
                                     "Scopus CSV",
                                     ".csv",
                                     "Carries the bibliography with every column, what has no name "
                                     "of ours as \"scopus.column\". Reads only.",
                                     sniff,
                                     read,
                                     nullptr,
                                     false,
                                     true};

}  // namespace retroduce::interchange
