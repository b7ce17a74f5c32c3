// BibTeX and BibLaTeX: what their fields mean. Syntax: bibtex_syntax.h; characters: tex_text.h.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/bibtex_syntax.h"
#include "interchange/tex_text.h"

namespace retroduce::interchange {

namespace {

using Texts = std::vector<std::string>;

/// Names of fields of ours that BibTeX has no field for are kept in such.
constexpr std::string_view own_field = "retroduce-";

/// A type of ours that BibTeX has no entry for; empty where the document has none.
constexpr std::string_view own_type = "retroducetype";

constexpr std::array<std::string_view, 6> verbatim = {"doi",    "url",  "file",
                                                      "eprint", "pmid", "pmcid"};

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 16> members = {{
    {"title", &BibRecord::title},
    {"journal", &BibRecord::container},
    {"journaltitle", &BibRecord::container},
    {"booktitle", &BibRecord::container},
    {"shortjournal", &BibRecord::abbreviation},
    {"volume", &BibRecord::volume},
    {"number", &BibRecord::issue},
    {"pages", &BibRecord::pages},
    {"doi", &BibRecord::doi},
    {"pmid", &BibRecord::pmid},
    {"pmcid", &BibRecord::pmcid},
    {"publisher", &BibRecord::publisher},
    {"address", &BibRecord::place},
    {"location", &BibRecord::place},
    {"abstract", &BibRecord::abstract},
    {"langid", &BibRecord::language},
}};

/// Names between "and", outside braces.
Texts name_list(const std::string& value) {
  Texts names(1);
  int depth = 0;
  const std::string text = base::collapse_blanks(value);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '{') ++depth;
    if (text[i] == '}') --depth;
    const bool is_and = depth <= 0 && i + 5 <= text.size() && text[i] == ' ' &&
                        base::fold(text.substr(i + 1, 3)) == "and" && text[i + 4] == ' ';
    if (is_and) {
      names.emplace_back();
      i += 4;
    } else {
      names.back() += text[i];
    }
  }
  return names;
}

std::vector<BibPerson> people_in(const std::string& value) {
  std::vector<BibPerson> people;
  for (const std::string& name : name_list(from_tex(value, Braces::keep))) {
    if (!base::trim(name).empty()) people.push_back(bibtex_person(name));
  }
  return people;
}

class EntryReader {
 public:
  explicit EntryReader(const BibtexEntry& entry) : entry_(entry) {}

  BibRecord read() {
    record_.line = static_cast<model::Line>(entry_.line);
    record_.key = entry_.key;
    record_.raw.push_back({"@" + entry_.type, entry_.key});
    for (const auto& [name, value] : entry_.fields) {
      record_.raw.push_back({name, value});
      const bool plain = std::find(verbatim.begin(), verbatim.end(), name) != verbatim.end();
      take(name, value, plain ? from_tex_verbatim(value) : from_tex(value));
    }
    settle();
    return std::move(record_);
  }

 private:
  void keep(const std::string& name, const std::string& value) {
    record_.other("bibtex." + name, value);
  }

  void first(std::string& member, const std::string& name, const std::string& value) {
    if (member.empty())
      member = value;
    else if (member != value)
      keep(name, value);
  }

  void take(const std::string& name, const std::string& tex, const std::string& value) {
    if (name == own_type) own_type_ = value;
    if (value.empty() || name == own_type) return;
    for (const auto& [field, member] : members) {
      if (name == field) return first(record_.*member, name, value);
    }
    if (name == "author") return people(record_.authors, name, tex, value);
    if (name == "editor") return people(record_.editors, name, tex, value);
    if (name == "keywords" || name == "keyword") return take_keywords(value);
    if (name == "note" || name == "annotation" || name == "annote") return notes(value);
    if (name == "isbn") return several(record_.isbn, value);
    if (name == "issn") return several(record_.issn, value);
    if (name == "url") return several(record_.urls, value);
    later_[name] += (later_.count(name) != 0 && !later_[name].empty() ? "\n" : "") + value;
    if (std::find(order_.begin(), order_.end(), name) == order_.end()) order_.push_back(name);
  }

  void people(std::vector<BibPerson>& to, const std::string& name, const std::string& tex,
              const std::string& value) {
    if (to.empty())
      to = people_in(tex);
    else
      keep(name, value);
  }

  void notes(const std::string& value) {
    for (std::string& line : base::split(value, '\n')) record_.notes.push_back(std::move(line));
  }

  static void several(Texts& to, const std::string& value) {
    for (std::string& line : base::split(value, '\n')) to.push_back(std::move(line));
  }

  void take_keywords(const std::string& value) {
    const char separator = value.find('\n') != std::string::npos  ? '\n'
                           : value.find(';') != std::string::npos ? ';'
                                                                  : ',';
    for (const std::string& word : base::split(value, separator)) {
      if (const auto text = base::trim(word); !text.empty()) record_.keywords.emplace_back(text);
    }
  }

  /// The value of a field, which is then taken.
  std::string taken(const std::string& name) {
    const auto found = later_.find(name);
    if (found == later_.end()) return {};
    std::string value = std::move(found->second);
    later_.erase(found);
    return value;
  }

  void settle() {
    settle_type();
    settle_date();
    if (std::string subtitle = taken("subtitle"); !subtitle.empty())
      record_.title += (record_.title.empty() ? "" : ": ") + subtitle;
    if (record_.issue.empty()) record_.issue = taken("issue");
    if (record_.language.empty()) record_.language = taken("language");
    for (const char* body : {"school", "institution", "organization"}) {
      if (record_.publisher.empty()) record_.publisher = taken(body);
    }
    if (const auto kind = later_.find("eprinttype");
        kind != later_.end() && record_.pmid.empty() && base::fold(kind->second) == "pubmed") {
      record_.pmid = plain_pmid(taken("eprint"));
      taken("eprinttype");
    }
    for (const std::string& name : order_) {
      const std::string value = taken(name);
      if (value.empty()) continue;
      const auto own = name.starts_with(own_field) ? field_of_note(value) : std::nullopt;
      if (own)
        restore_field(record_, *own);
      else
        keep(name, value);
    }
  }

  void settle_type() {
    record_.type = type_from(TypeWords::bibtex, entry_.type);
    if (own_type_) {
      record_.type = *own_type_;
      return;
    }
    if (type_in(TypeWords::bibtex, record_.type) != entry_.type) keep("entrytype", entry_.type);
  }

  void settle_date() {
    const std::string date = taken("date");
    const std::string year = taken("year");
    const std::string month = taken("month");
    const std::string day = taken("day");
    if (date.empty()) {
      record_.date = date_of(year, month, day);
    } else {
      record_.date = plain_date(date);
      const auto said = year_of(record_.date);
      if (!year.empty() && (!said || std::to_string(*said) != year)) keep("year", year);
    }
  }

  const BibtexEntry& entry_;
  BibRecord record_;
  std::optional<std::string> own_type_;
  std::map<std::string, std::string> later_;
  Texts order_;
};

/// What an entry has not, its crossref or xdata has: a book's title is then where the chapter
/// stands.
void inherit(std::vector<BibtexEntry>& entries, BibParsing& parsing) {
  std::map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < entries.size(); ++i) places.emplace(base::fold(entries[i].key), i);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    BibtexEntry& entry = entries[i];
    const auto has = [&](const std::string& name) {
      return std::any_of(entry.fields.begin(), entry.fields.end(),
                         [&](const auto& field) { return field.first == name; });
    };
    Texts parents;
    for (const auto& [name, value] : entry.fields) {
      if (name == "crossref" || name == "xdata") {
        for (const std::string& key : base::split(value, ','))
          parents.emplace_back(base::trim(key));
      }
    }
    for (const std::string& parent : parents) {
      const auto found = places.find(base::fold(parent));
      if (found == places.end() && !parent.empty())
        parsing.say(base::Severity::note, "bibtex.crossref-absent",
                    "the entry " + entry.key + " takes fields from " + parent +
                        ", which is not in the file",
                    entry.line);
      if (found == places.end() || found->second == i) continue;
      const bool from_book = entries[found->second].type != "xdata" && entry.type != "book" &&
                             !entry.type.starts_with("mv");
      for (auto [name, value] : std::vector(entries[found->second].fields)) {
        if (name == "title" && from_book) name = "booktitle";
        const bool of_its_own = name == "crossref" || name == "xdata" || name == "doi" ||
                                name == "abstract" || name == "note" || name == "pages" ||
                                name == "keywords" || name == "url" || name == "file" ||
                                (name == "author" && from_book);
        if (!of_its_own && !has(name)) entry.fields.emplace_back(name, value);
      }
    }
  }
}

void parse(BibParsing& parsing) {
  std::vector<BibtexEntry> entries = bibtex_entries(parsing);
  inherit(entries, parsing);
  for (const BibtexEntry& entry : entries) parsing.take(EntryReader(entry).read());
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  LineReader lines(head);
  std::string_view line;
  while (lines.next(line)) {
    line = base::trim(line);
    if (!line.starts_with("@")) continue;
    std::size_t at = 1;
    while (at < line.size() &&
           ((line[at] >= 'a' && line[at] <= 'z') || (line[at] >= 'A' && line[at] <= 'Z')))
      ++at;
    if (at == 1) continue;
    const std::string_view rest = base::trim(line.substr(at));
    if (rest.starts_with("{") || rest.starts_with("(")) return true;
  }
  return false;
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("bibtex", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

class EntryPrinter {
 public:
  std::string print(const BibRecord& record) {
    out_ = "@" + type_of(record) + "{" + record.key;
    put("author", names(record.authors), Braces::keep);
    put("editor", names(record.editors), Braces::keep);
    put("title", record.title);
    put_date(record);
    const bool in_book = record.type == "chapter" || record.type == "conference paper" ||
                         record.type == "encyclopedia entry";
    put(in_book ? "booktitle" : "journal", record.container);
    put("shortjournal", record.abbreviation);
    put("volume", record.volume);
    put("number", record.issue);
    put_pages(record.pages);
    put_verbatim("doi", record.doi);
    put_verbatim("pmid", record.pmid);
    put_verbatim("pmcid", record.pmcid);
    put("isbn", base::join(record.isbn, "\n"));
    put("issn", base::join(record.issn, "\n"));
    put("publisher", record.publisher);
    put("address", record.place);
    put("abstract", record.abstract);
    put("keywords", keywords(record.keywords));
    put("langid", record.language);
    put_urls(record.urls);
    put("note", base::join(record.notes, "\n"));
    if (!record.database.empty()) put_own({"database", record.database});
    if (!record.accession.empty()) put_own({"accession", record.accession});
    if (!type_is_known(record))
      out_.append(",\n  ").append(own_type).append(" = {").append(to_tex(record.type)).append("}");
    for (const model::Field& field : record.others) put_other(field);
    if (out_.find(',') == std::string::npos) out_ += ',';  // parsers want it behind the key
    return out_ + "\n}\n";
  }

 private:
  static std::string type_of(const BibRecord& record) {
    for (const model::Field& field : record.others) {
      if (field.name == "bibtex.entrytype") return field.value;
    }
    const std::string_view type = type_in(TypeWords::bibtex, record.type);
    return type.empty() ? std::string("misc") : std::string(type);
  }

  static bool type_is_known(const BibRecord& record) {
    return type_from(TypeWords::bibtex, type_of(record)) == record.type;
  }

  static std::string names(const std::vector<BibPerson>& people) {
    Texts all;
    for (const BibPerson& person : people) {
      const auto part = [](const std::string& text) {
        std::string tex = to_tex(text);
        const bool guard = base::fold(text).find(" and ") != std::string::npos ||
                           text.find(',') != std::string::npos;
        return guard ? "{" + tex + "}" : tex;
      };
      if (person.is_body)
        all.push_back(person.family == "others" ? "others" : "{" + to_tex(person.family) + "}");
      else if (person.suffix.empty())
        all.push_back(part(person.family) + ", " + part(person.given));
      else
        all.push_back(part(person.family) + ", " + part(person.suffix) + ", " + part(person.given));
    }
    return base::join(all, " and ");
  }

  static std::string keywords(const Texts& words) {
    const bool plain =
        words.size() > 1 && std::none_of(words.begin(), words.end(), [](const std::string& word) {
          return word.find(';') != std::string::npos;
        });
    if (plain) return base::join(words, "; ");
    const bool single = words.size() == 1 && words[0].find_first_of(",;") == std::string::npos;
    return single ? words[0] : base::join(words, "\n") + (words.size() == 1 ? "\n" : "");
  }

  void put(std::string_view name, const std::string& value, Braces already_tex = Braces::drop) {
    if (value.empty()) return;
    out_.append(",\n  ").append(name).append(" = {");
    out_.append(already_tex == Braces::keep ? value : to_tex(value)).append("}");
  }

  void put_verbatim(std::string_view name, const std::string& value) {
    if (value.empty()) return;
    const bool is_safe = value.find_first_of("{}\\\n") == std::string::npos;
    if (is_safe)
      out_.append(",\n  ").append(name).append(" = {").append(value).append("}");
    else
      put_own({std::string(name), value});
  }

  void put_urls(const Texts& urls) {
    if (urls.empty()) return;
    put_verbatim("url", urls.front());
    if (urls.size() > 1) put_own({"other urls", base::join({urls.begin() + 1, urls.end()}, "\n")});
  }

  void put_pages(const std::string& pages) {
    std::string range;
    for (const char c : pages) range += c == '-' ? std::string("--") : std::string(1, c);
    if (!range.empty()) out_.append(",\n  pages = {").append(to_tex_but_dashes(range)).append("}");
  }

  static std::string to_tex_but_dashes(const std::string& text) {
    std::string out;
    std::string piece;
    for (const char c : text) {
      if (c != '-') {
        piece += c;
        continue;
      }
      out += to_tex(piece) + "-";
      piece.clear();
    }
    return out + to_tex(piece);
  }

  void put_date(const BibRecord& record) {
    const auto parts = parts_of(record.date);
    if (!parts) {
      put("date", record.date);
      if (const auto year = year_of(record.date)) put("year", std::to_string(*year));
      return;
    }
    put("year", record.date.substr(0, 4));
    if (parts->month > 0) out_ += ",\n  month = " + base::fold(month_name(parts->month));
    if (parts->day > 0) put("day", std::to_string(parts->day));
  }

  void put_own(const model::Field& field) {
    put(std::string(own_field) + std::to_string(++own_), noted(field));
  }

  void put_other(const model::Field& field) {
    constexpr std::string_view prefix = "bibtex.";
    if (field.name == "bibtex.entrytype") return;
    const std::string_view name =
        std::string_view(field.name).substr(field.name.starts_with(prefix) ? prefix.size() : 0);
    const bool is_name = name.size() != field.name.size() && !name.empty() &&
                         std::all_of(name.begin(), name.end(),
                                     [](char c) {
                                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                              c == '-' || c == '_' || c == '+';
                                     }) &&
                         (name[0] >= 'a' && name[0] <= 'z') &&
                         std::none_of(members.begin(), members.end(),
                                      [&](const auto& each) { return each.first == name; }) &&
                         !is_settled(name);
    const bool is_plain = std::find(verbatim.begin(), verbatim.end(), name) != verbatim.end();
    if (!is_name)
      put_own(field);
    else if (is_plain)
      put_verbatim(name, field.value);
    else
      put(name, field.value);
  }

  /// Fields that would go elsewhere when they are read again.
  static bool is_settled(std::string_view name) {
    constexpr std::array<std::string_view, 20> settled = {
        "author", "editor", "keywords",    "keyword",      "note",     "annotation", "annote",
        "isbn",   "issn",   "url",         "date",         "year",     "month",      "day",
        "issue",  "school", "institution", "organization", "subtitle", "language"};
    return std::find(settled.begin(), settled.end(), name) != settled.end();
  }

  std::string out_;
  int own_ = 0;
};

std::string print(const BibRecord& record) { return EntryPrinter().print(record); }

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options, {"", "\n", ""}, print);
}

}  // namespace

extern const Format format_bibtex;
constinit const Format format_bibtex{"bibtex",
                                     "BibTeX and BibLaTeX",
                                     ".bib .bibtex .biblatex",
                                     "Carries the bibliography with every field; strings, comments "
                                     "and groups are not kept, nor which "
                                     "capitals were braced. All but the documents' descriptions is "
                                     "left out: texts, extracts, coding, "
                                     "configurations.",
                                     sniff,
                                     read,
                                     write,
                                     false,
                                     true};

}  // namespace retroduce::interchange
