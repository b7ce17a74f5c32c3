// EndNote's XML: xml/records/record, every value in one or more <style>.
#include <algorithm>
#include <array>

#include <pugixml.hpp>

#include "base/markup.h"
#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/bib_xml.h"
#include "interchange/foreign_xml.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using pugi::xml_node;

constexpr std::string_view own_name = "Retroduce";

/// Lines as they stand, since EndNote parts an abstract by carriage returns.
std::string lines_of(const xml_node& node) {
  std::string text = text_below(node);
  for (char& c : text) {
    if (c == '\r') c = '\n';
  }
  return std::string(base::trim(text));
}

std::string text(const xml_node& node) { return base::collapse_blanks(text_below(node)); }

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 12> members = {{
    {"titles/title", &BibRecord::title},
    {"titles/secondary-title", &BibRecord::container},
    {"periodical/full-title", &BibRecord::container},
    {"periodical/abbr-1", &BibRecord::abbreviation},
    {"volume", &BibRecord::volume},
    {"number", &BibRecord::issue},
    {"pages", &BibRecord::pages},
    {"electronic-resource-num", &BibRecord::doi},
    {"publisher", &BibRecord::publisher},
    {"pub-location", &BibRecord::place},
    {"language", &BibRecord::language},
    {"remote-database-name", &BibRecord::database},
}};

class RecordReader {
 public:
  RecordReader(const xml_node& node, std::size_t line) : node_(node) {
    record_.line = static_cast<model::Line>(line);
  }

  BibRecord read() {
    each_leaf(node_, [this](const std::string& path, const std::string& value) {
      record_.raw.push_back({path, value});
      take(path, value);
    });
    read_type();
    read_date();
    record_.abstract = lines_of(node_.child("abstract"));
    people("authors", record_.authors);
    people("secondary-authors", record_.editors);
    for (const xml_node& note : node_.children("notes")) take_note(lines_of(note));
    for (const xml_node& note : node_.children("research-notes")) take_note(lines_of(note));
    for (const xml_node& label : node_.children("label")) {
      if (record_.key.empty() && is_usable_key(text(label)))
        record_.key = text(label);
      else
        record_.other("endnote.label", text(label));
    }
    settle();
    return std::move(record_);
  }

 private:
  void take(const std::string& path, const std::string& value) {
    for (const auto& [name, member] : members) {
      if (path != name) continue;
      if ((record_.*member).empty())
        record_.*member = value;
      else if (record_.*member != value)
        record_.other("endnote." + path, value);
      return;
    }
    if (path == "keywords/keyword") return record_.keywords.push_back(value);
    if (path == "isbn") return take_number(value);
    if (path.starts_with("urls/") && !path.starts_with("urls/pdf-urls"))
      return record_.urls.push_back(value);
    if (path == "accession-num") {
      record_.accession = value;
      return;
    }
    if (path == "source-app" && value == own_name) return;
    const bool elsewhere = path == "abstract" || path == "ref-type" || path == "notes" ||
                           path == "label" || path == "research-notes" ||
                           path.starts_with("dates/") ||
                           path.starts_with("contributors/authors/") ||
                           path.starts_with("contributors/secondary-authors/");
    if (!elsewhere) record_.other("endnote." + path, value);
  }

  /// One element may hold several, parted by line ends or semicolons.
  void take_number(const std::string& value) {
    for (const std::string& number : base::split(value, ';')) {
      const std::string one = base::collapse_blanks(number);
      if (!one.empty()) (is_isbn(one) ? record_.isbn : record_.issn).push_back(one);
    }
  }

  void read_type() {
    const xml_node type = node_.child("ref-type");
    std::string number = text(type);
    if (number == "0") number = "17";
    const std::string name = type.attribute("name").value();
    record_.type = type_from(TypeWords::endnote, number);
    if (record_.type == number) record_.type = type_from(TypeWords::endnote, name);
    if (type_in(TypeWords::endnote, record_.type) != number && !number.empty())
      record_.other("endnote.ref-type", number + " " + name);
  }

  void read_date() {
    const xml_node dates = node_.child("dates");
    const std::string year = text(dates.child("year"));
    record_.date = plain_date(year);
    for (const xml_node& date : dates.child("pub-dates").children("date")) {
      const std::string words = text(date);
      std::string whole = plain_date(words);
      if (!parts_of(whole)) whole = plain_date(year + " " + words);
      if (parts_of(whole) && whole.starts_with(record_.date.substr(0, 4)) &&
          whole.size() > record_.date.size())
        record_.date = whole;
      else if (whole != record_.date && !words.empty())
        record_.other("endnote.pub-date", words);
    }
  }

  void people(const char* list, std::vector<BibPerson>& to) {
    for (const xml_node& author : node_.child("contributors").child(list).children("author")) {
      // A trailing comma marks a body ("World Health Organization,").
      std::string name = text(author);
      if (name.ends_with(',')) {
        name.pop_back();
        to.push_back({name, "", "", true});
      } else if (!name.empty()) {
        to.push_back(person_of(name));
      }
    }
  }

  void take_note(const std::string& value) {
    if (const auto field = field_of_note(value))
      restore_field(record_, *field);
    else if (!value.empty())
      record_.notes.push_back(value);
  }

  void settle() {
    const std::string provider = base::fold(text(node_.child("remote-database-provider")));
    const bool of_pubmed = provider == "nlm" || base::fold(record_.database).find("pubmed") == 0 ||
                           base::fold(record_.database).find("medline") == 0;
    if (record_.pmid.empty() && of_pubmed) record_.pmid = plain_pmid(record_.accession);
    for (const model::Field& field : record_.others) {
      if (field.name == "endnote.custom2" && record_.pmcid.empty() &&
          field.value.starts_with("PMC"))
        record_.pmcid = plain_pmcid(field.value);
    }
  }

  const xml_node& node_;
  BibRecord record_;
};

void parse(BibParsing& parsing) {
  parse_xml_records(parsing, {"record"}, "endnote", [&](const xml_node& node, std::size_t line) {
    parsing.take(RecordReader(node, line).read());
  });
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  const std::string root = root_name(head);
  return (root == "xml" || root == "records") && head.find("<record") != std::string::npos;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_xml_bibliography("endnote", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

class RecordPrinter {
 public:
  std::string print(const BibRecord& record) {
    out_ = "<record>\n<source-app name=\"Retroduce\">Retroduce</source-app>\n";
    const std::string number = put_type(record);
    people(record);
    open("titles");
    leaf("title", record.title);
    leaf("secondary-title", record.container);
    close("titles");
    if (!record.abbreviation.empty()) {
      open("periodical");
      leaf("abbr-1", record.abbreviation);
      close("periodical");
    }
    leaf("pages", record.pages);
    leaf("volume", record.volume);
    leaf("number", record.issue);
    list("keywords", "keyword", record.keywords);
    put_dates(record.date);
    leaf("pub-location", record.place);
    leaf("publisher", record.publisher);
    leaf("isbn", base::join(numbers(record), "; "));
    leaf("accession-num", record.accession);
    leaf("label", record.key);
    leaf("abstract", record.abstract);
    leaf("electronic-resource-num", record.doi);
    if (!record.urls.empty()) {
      open("urls");
      list("related-urls", "url", record.urls);
      close("urls");
    }
    leaf("remote-database-name", record.database);
    leaf("language", record.language);
    leaf("notes", base::join(record.notes, "\n"));
    if (type_from(TypeWords::endnote, number) != record.type)
      note({"type", record.type.empty() ? "-" : record.type});
    note({"pmid", record.pmid});
    note({"pmcid", record.pmcid});
    for (const model::Field& field : record.others) put_other(field);
    return out_ + "</record>\n";
  }

 private:
  void open(std::string_view name) { out_.append("<").append(name).append(">"); }
  void close(std::string_view name) { out_.append("</").append(name).append(">\n"); }

  void leaf(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    open(name);
    out_ += "<style face=\"normal\" font=\"default\" size=\"100%\">";
    for (const char c : base::xml_escaped(value)) {
      if (c == '\n')
        out_ += "&#xD;";
      else
        out_ += c;
    }
    out_ += "</style>";
    close(name);
  }

  void list(std::string_view name, std::string_view item, const std::vector<std::string>& values) {
    if (values.empty()) return;
    open(name);
    for (const std::string& value : values) leaf(item, value);
    close(name);
  }

  /// The number and name as they came, where they were others than the table's.
  std::string put_type(const BibRecord& record) {
    std::string number(type_in(TypeWords::endnote, record.type));
    std::string name(endnote_type_name(number));
    for (const model::Field& field : record.others) {
      if (field.name != "endnote.ref-type") continue;
      number = field.value.substr(0, field.value.find(' '));
      name = number.size() < field.value.size() ? field.value.substr(number.size() + 1)
                                                : std::string();
    }
    if (number.empty()) {
      number = "13";
      name = "Generic";
    }
    out_ += "<ref-type name=\"" + base::xml_escaped(name) + "\">" + base::xml_escaped(number) +
            "</ref-type>\n";
    const std::string word = type_from(TypeWords::endnote, number);
    return word == number ? name : number;
  }

  void people(const BibRecord& record) {
    if (record.authors.empty() && record.editors.empty()) return;
    open("contributors");
    for (const auto& [name, list] :
         {std::pair{"authors", &record.authors}, std::pair{"secondary-authors", &record.editors}}) {
      if (list->empty()) continue;
      open(name);
      for (const BibPerson& person : *list)
        leaf("author", person.is_body ? person.family + "," : full_name(person));
      close(name);
    }
    close("contributors");
  }

  void put_dates(const std::string& date) {
    if (date.empty()) return;
    const auto parts = parts_of(date);
    open("dates");
    leaf("year", parts ? date.substr(0, 4) : date);
    if (parts && parts->month > 0) {
      open("pub-dates");
      leaf("date", std::string(month_name(parts->month)) +
                       (parts->day > 0 ? " " + std::to_string(parts->day) : ""));
      close("pub-dates");
    }
    close("dates");
  }

  static std::vector<std::string> numbers(const BibRecord& record) {
    std::vector<std::string> all = record.isbn;
    all.insert(all.end(), record.issn.begin(), record.issn.end());
    return all;
  }

  void note(const model::Field& field) {
    if (!field.value.empty()) leaf("research-notes", noted(field));
  }

  void put_other(const model::Field& field) {
    constexpr std::string_view prefix = "endnote.";
    if (field.name == "endnote.ref-type") return;
    constexpr std::array<std::string_view, 14> plain = {
        "edition", "section",    "auth-address",    "work-type", "custom1",
        "custom3", "custom4",    "custom5",         "custom6",   "custom7",
        "caption", "rec-number", "reprint-edition", "call-num"};
    const std::string_view name =
        field.name.starts_with(prefix) ? std::string_view(field.name).substr(prefix.size()) : "";
    if (std::find(plain.begin(), plain.end(), name) == plain.end()) return note(field);
    for (const std::string& value : base::split(field.value, '\n')) leaf(name, value);
  }

  std::string out_;
};

std::string print(const BibRecord& record) { return RecordPrinter().print(record); }

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options,
                            {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml>\n<records>\n", "",
                             "</records>\n</xml>\n"},
                            print);
}

}  // namespace

extern const Format format_endnote;
constinit const Format format_endnote{"endnote",
                                      "EndNote XML",
                                      ".xml",
                                      "Carries the bibliography with every element, what has none "
                                      "of its own as research notes \"[name] "
                                      "value\"; fonts and styles are not kept. All but the "
                                      "documents' descriptions is left out: texts, "
                                      "extracts, coding, configurations.",
                                      sniff,
                                      read,
                                      write,
                                      false,
                                      true};

}  // namespace retroduce::interchange
