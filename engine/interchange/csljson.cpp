// CSL-JSON, as Zotero, Better BibTeX, Mendeley and citation services write it: an array of items.
#include <algorithm>
#include <array>
#include <charconv>

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "interchange/bib_document.h"
#include "interchange/bib_format.h"
#include "interchange/bib_names.h"
#include "interchange/bib_types.h"
#include "interchange/bib_values.h"
#include "interchange/json_text.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using Json = nlohmann::ordered_json;

constexpr int greatest_depth = 64;

constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 15> members = {{
    {"title", &BibRecord::title},
    {"container-title", &BibRecord::container},
    {"container-title-short", &BibRecord::abbreviation},
    {"volume", &BibRecord::volume},
    {"issue", &BibRecord::issue},
    {"page", &BibRecord::pages},
    {"DOI", &BibRecord::doi},
    {"PMID", &BibRecord::pmid},
    {"PMCID", &BibRecord::pmcid},
    {"publisher", &BibRecord::publisher},
    {"publisher-place", &BibRecord::place},
    {"abstract", &BibRecord::abstract},
    {"language", &BibRecord::language},
    {"source", &BibRecord::database},
    {"archive_location", &BibRecord::accession},
}};

std::string words(const Json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// CSL allows a few tags of HTML for looks.
std::string without_markup(std::string text) {
  for (const std::string_view name : {"i", "b", "sub", "sup", "sc", "span"}) {
    for (const std::string& open : {"<" + std::string(name), "</" + std::string(name)}) {
      for (std::size_t at = text.find(open); at != std::string::npos; at = text.find(open, at)) {
        const std::size_t end = text.find('>', at);
        const char next = at + open.size() < text.size() ? text[at + open.size()] : '\0';
        const bool is_tag =
            end != std::string::npos && (next == '>' || (next == ' ' && name == "span"));
        if (is_tag)
          text.erase(at, end + 1 - at);
        else
          at += open.size();
      }
    }
  }
  return text;
}

/// A member that is there and a text; else empty.
std::string text_in(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? std::string()
                                                   : base::collapse_blanks(words(*found));
}

BibPerson person_in(const Json& name) {
  if (!name.is_object()) return person_of(words(name));
  if (name.contains("literal")) return {text_in(name, "literal"), "", "", true};
  BibPerson person{text_in(name, "family"), text_in(name, "given"), text_in(name, "suffix"), false};
  for (const char* particle : {"non-dropping-particle", "dropping-particle"}) {
    const std::string before = text_in(name, particle);
    if (!before.empty())
      person.family = before + (before.ends_with("'") ? "" : " ") + person.family;
  }
  if (person.family.empty()) std::swap(person.family, person.given);
  person.is_body = person.given.empty() && person.suffix.empty();
  return person;
}

/// One of the "date-parts", numbers or texts.
std::string date_in(const Json& parts) {
  if (!parts.is_array() || parts.empty() || parts.size() > 3) return {};
  std::string date;
  for (const Json& part : parts) {
    std::string number = base::collapse_blanks(words(part));
    if (number.empty() || number == "0") break;
    if (!date.empty() && number.size() == 1) number.insert(0, 1, '0');
    if (date.empty() && number.size() == 3) number.insert(0, 1, '0');
    date += (date.empty() ? "" : "-") + number;
  }
  return plain_date(date);
}

/// Whether an issued date says nothing but the parts that a plain date gives back.
bool is_plain_issue(const Json& issued, const std::string& date) {
  if (!issued.is_object() || issued.size() != 1) return false;
  if (!issued.contains("date-parts")) return !date.empty();
  const std::size_t slash = date.find('/');
  return parts_of(date.substr(0, slash)) &&
         (slash == std::string::npos || parts_of(date.substr(slash + 1)));
}

class ItemReader {
 public:
  explicit ItemReader(const Json& item) : item_(item) {}

  BibRecord read() {
    for (const auto& [name, value] : item_.items()) {
      if (value.is_null()) continue;
      record_.raw.push_back({name, words(value)});
      take(name, value);
    }
    return std::move(record_);
  }

 private:
  void keep(const std::string& name, Json value) {
    if (value.is_object() && value.contains("date-parts")) count(value["date-parts"]);
    record_.other("csljson." + name, words(value));
  }

  /// Years, months and days as numbers: there are writers that make texts of them, and readers that
  /// stop at such.
  static void count(Json& parts) {
    for (Json& part : parts) {
      if (part.is_structured()) {
        count(part);
      } else if (part.is_string()) {
        const auto& text = part.get_ref<const std::string&>();
        std::int64_t number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        if (read.ec == std::errc() && read.ptr == text.data() + text.size()) part = number;
      }
    }
  }

  void take(const std::string& name, const Json& value) {
    for (const auto& [field, member] : members) {
      if (name != field) continue;
      const std::string text = words(value);
      record_.*member = name == "abstract" || !value.is_string() ? text : without_markup(text);
      return;
    }
    if (name == "id") return take_id(words(value));
    if (name == "type") return take_type(words(value));
    if (name == "author") return people(record_.authors, name, value);
    if (name == "editor") return people(record_.editors, name, value);
    if (name == "issued") return take_issued(value);
    if (name == "journalAbbreviation" && record_.abbreviation.empty()) {
      record_.abbreviation = words(value);
      return;
    }
    if (name == "ISSN") return record_.issn.push_back(words(value));
    if (name == "ISBN") return record_.isbn.push_back(words(value));
    if (name == "URL") return record_.urls.push_back(words(value));
    if (name == "keyword" && value.is_string()) return take_keywords(value.get<std::string>());
    if (name == "note" && value.is_string()) return take_note(value.get<std::string>());
    if (name == "custom" && value.is_object()) return take_custom(value);
    if (name == "citation-key" && words(value) == text_in(item_, "id")) return;
    keep(name, value);
  }

  void take_id(const std::string& id) {
    if (is_usable_key(id))
      record_.key = id;
    else
      record_.other("csljson.id", id);
  }

  void take_type(const std::string& type) {
    record_.type = type_from(TypeWords::csl, type);
    if (type_in(TypeWords::csl, record_.type) != type) record_.other("csljson.type", type);
  }

  void people(std::vector<BibPerson>& to, const std::string& name, const Json& value) {
    if (!value.is_array()) return keep(name, value);
    for (const Json& each : value) {
      BibPerson person = person_in(each);
      if (!person.family.empty()) to.push_back(std::move(person));
    }
  }

  void take_issued(const Json& value) {
    if (value.is_string()) {
      record_.date = plain_date(words(value));
      return;
    }
    if (!value.is_object()) return keep("issued", value);
    const auto parts = value.find("date-parts");
    if (parts != value.end() && parts->is_array() && !parts->empty()) {
      record_.date = date_in((*parts)[0]);
      const std::string to = parts->size() > 1 ? date_in((*parts)[1]) : std::string();
      if (!to.empty()) record_.date += "/" + to;
    } else {
      for (const char* name : {"raw", "literal"}) {
        if (record_.date.empty()) record_.date = plain_date(text_in(value, name));
      }
    }
    if (!is_plain_issue(value, record_.date)) keep("issued", value);
  }

  void take_keywords(const std::string& value) {
    const char separator = value.find(';') != std::string::npos ? ';' : ',';
    for (const std::string& word : base::split(value, separator)) {
      if (const auto text = base::trim(word); !text.empty()) record_.keywords.emplace_back(text);
    }
  }

  /// Zotero keeps what it has no field for in lines "PMID: 123" of its extra field.
  void take_note(const std::string& note) {
    for (const std::string& line : base::split(note, '\n')) {
      if (line.starts_with("PMID:") && record_.pmid.empty()) record_.pmid = plain_pmid(line);
      if (line.starts_with("PMCID:") && record_.pmcid.empty()) record_.pmcid = plain_pmcid(line);
      record_.notes.push_back(line);
    }
  }

  void take_custom(const Json& custom) {
    Json rest = custom;
    const auto own = custom.find("retroduce");
    if (own != custom.end() && own->is_object()) {
      for (const auto& [name, value] : own->items()) restore_field(record_, {name, words(value)});
      rest.erase("retroduce");
    }
    if (!rest.empty()) keep("custom", rest);
  }

  const Json& item_;
  BibRecord record_;
};

/// The items wherever they stand: the array itself, in an object under "items", or one alone.
const Json* items_in(const Json& json) {
  if (json.is_array()) return &json;
  if (!json.is_object()) return nullptr;
  const auto items = json.find("items");
  if (items != json.end() && items->is_array()) return &*items;
  return json.contains("type") || json.contains("title") ? &json : nullptr;
}

void parse(BibParsing& parsing) {
  const JsonText read = read_json_text(parsing.text, greatest_depth);
  const Json& json = read.tree;
  if (!read.why.empty())
    return parsing.say(Severity::refused, "csljson.malformed", "the file " + read.why, read.line);
  for (const std::string& twice : read.said_twice)
    parsing.say(Severity::loss, "csljson.name-twice",
                "an item says \"" + twice + "\" twice, and only the last value is read", 0);
  const Json* items = items_in(json);
  if (items == nullptr)
    return parsing.say(Severity::refused, "csljson.no-items",
                       "this JSON holds no list of items, so it is no CSL-JSON", 1);
  if (items->is_object()) return parsing.take(ItemReader(*items).read());
  for (const Json& item : *items) {
    if (item.is_object())
      parsing.take(ItemReader(item).read());
    else
      parsing.say(Severity::loss, "csljson.no-item", "a value that is no item is left out", 0);
  }
}

/// An "id" and a "type" in a word of CSL are enough: an item may say no more.
bool has_type_of_item(std::string_view start) {
  constexpr std::string_view name = "\"type\"";
  const bool is_of_claims = start.find("\"outcome") != std::string_view::npos ||
                            start.find("\"mechanism") != std::string_view::npos;
  if (is_of_claims || start.find("\"id\"") == std::string_view::npos) return false;
  for (std::size_t at = start.find(name); at != std::string_view::npos; at = start.find(name, at)) {
    at += name.size();
    const std::size_t open = start.find('"', at);
    if (open == std::string_view::npos) return false;
    const std::size_t close = start.find('"', open + 1);
    if (close == std::string_view::npos) return false;
    const std::string type(start.substr(open + 1, close - open - 1));
    if (!type_in(TypeWords::csl, type_from(TypeWords::csl, type)).empty()) return true;
    at = close;
  }
  return false;
}

bool sniff(const Source& source) {
  const std::string head = text_head(source);
  const std::string_view start = base::trim(head);
  if (!start.starts_with('[') && !start.starts_with('{')) return false;
  const bool has_type = start.find("\"type\"") != std::string_view::npos;
  const bool has_mark = start.find("\"issued\"") != std::string_view::npos ||
                        start.find("\"container-title\"") != std::string_view::npos ||
                        start.find("\"author\"") != std::string_view::npos ||
                        start.find("\"citation-key\"") != std::string_view::npos ||
                        start.find("\"DOI\"") != std::string_view::npos;
  const bool has_title = start.find("\"title\"") != std::string_view::npos;
  return (has_mark && (has_type || has_title)) || has_type_of_item(start);
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  read_bibliography("csljson", parse, source, options, sink, found, progress);
}

// ------------------------------------------------------------------------------------ writing

Json name_of(const BibPerson& person) {
  Json name = Json::object();
  if (person.is_body) {
    name["literal"] = person.family;
    return name;
  }
  name["family"] = person.family;
  if (!person.given.empty()) name["given"] = person.given;
  if (!person.suffix.empty()) name["suffix"] = person.suffix;
  return name;
}

void put_people(Json& item, const char* name, const std::vector<BibPerson>& people) {
  if (people.empty()) return;
  item[name] = Json::array();
  for (const BibPerson& person : people) item[name].push_back(name_of(person));
}

Json parts_json(const std::string& date) {
  Json parts = Json::array();
  const auto plain = parts_of(date);
  parts.push_back(plain->year);
  if (plain->month > 0) parts.push_back(plain->month);
  if (plain->day > 0) parts.push_back(plain->day);
  return parts;
}

void put_issued(Json& item, const std::string& date) {
  if (date.empty()) return;
  const std::size_t slash = date.find('/');
  const std::string from = date.substr(0, slash);
  const std::string to = slash == std::string::npos ? std::string() : date.substr(slash + 1);
  if (!parts_of(from) || (!to.empty() && !parts_of(to))) {
    item["issued"]["raw"] = date;  // words, as they came
    return;
  }
  item["issued"]["date-parts"] = Json::array({parts_json(from)});
  if (!to.empty()) item["issued"]["date-parts"].push_back(parts_json(to));
}

/// The value as it came: what was JSON other than a text is JSON again.
Json value_of(const std::string& text) {
  if (!text.empty() && (text.front() == '[' || text.front() == '{')) {
    Json json = Json::parse(text, nullptr, false);
    if (!json.is_discarded() && words(json) == text) return json;
  }
  return text;
}

void put_other(Json& item, Json& own, const model::Field& field) {
  constexpr std::string_view prefix = "csljson.";
  const std::string name =
      field.name.starts_with(prefix) ? field.name.substr(prefix.size()) : std::string();
  if (name == "type" || name == "issued" || name == "id") {
    item[name] = value_of(field.value);
    return;
  }
  const bool is_free = !name.empty() && name != "custom" && !item.contains(name) &&
                       std::none_of(members.begin(), members.end(),
                                    [&](const auto& member) { return member.first == name; });
  if (name == "custom" && value_of(field.value).is_object())
    item["custom"] = value_of(field.value);
  else if (is_free)
    item[name] = value_of(field.value);
  else
    own[field.name] = field.value;
}

void put_several(Json& item, Json& own, const char* name, const char* field,
                 const std::vector<std::string>& values) {
  if (values.size() == 1) item[name] = values.front();
  if (values.size() > 1) own[field] = base::join(values, "\n");
}

std::string print(const BibRecord& record) {
  Json item = Json::object();
  Json own = Json::object();
  item["id"] = record.key;
  const std::string_view type = type_in(TypeWords::csl, record.type);
  item["type"] = type.empty() ? "document" : std::string(type);
  const bool has_own_type =
      std::any_of(record.others.begin(), record.others.end(),
                  [](const auto& field) { return field.name == "csljson.type"; });
  if (type.empty() && !has_own_type) own["type"] = record.type.empty() ? "-" : record.type;
  put_people(item, "author", record.authors);
  put_people(item, "editor", record.editors);
  put_issued(item, record.date);
  for (const auto& [name, member] : members) {
    if (!(record.*member).empty()) item[std::string(name)] = record.*member;
  }
  put_several(item, own, "ISSN", "issn", record.issn);
  put_several(item, own, "ISBN", "isbn", record.isbn);
  if (!record.urls.empty()) item["URL"] = record.urls.front();
  if (record.urls.size() > 1)
    own["other urls"] = base::join({record.urls.begin() + 1, record.urls.end()}, "\n");
  const std::string keywords = base::join(record.keywords, "; ");
  const bool plain_words =
      record.keywords.size() > 1
          ? static_cast<std::size_t>(std::count(keywords.begin(), keywords.end(), ';')) ==
                record.keywords.size() - 1
          : keywords.find_first_of(",;") == std::string::npos;
  if (!record.keywords.empty()) {
    if (plain_words)
      item["keyword"] = keywords;
    else
      own["keywords"] = base::join(record.keywords, "\n");
  }
  if (!record.notes.empty()) item["note"] = base::join(record.notes, "\n");
  for (const model::Field& field : record.others) put_other(item, own, field);
  if (!own.empty()) item["custom"]["retroduce"] = own;
  return item.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::unique_ptr<Writer> write(const std::filesystem::path& path, const WriteOptions& options) {
  return write_bibliography(path, options, {"[\n", ",\n", "\n]\n"}, print);
}

}  // namespace

extern const Format format_csljson;
constinit const Format format_csljson{
    "csljson",
    "CSL-JSON, of Zotero and citation services",
    ".json",
    "Carries the bibliography with every variable, what has none under \"custom\"; italics and "
    "other looks "
    "are not kept. All but the documents' descriptions is left out: texts, extracts, coding, "
    "configurations.",
    sniff,
    read,
    write,
    false,
    true};

}  // namespace retroduce::interchange
