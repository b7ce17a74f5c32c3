#include "interchange/bib_document.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "base/text_key.h"
#include "interchange/bib_names.h"
#include "interchange/bib_values.h"

namespace retroduce::interchange {

namespace {

using Texts = std::vector<std::string>;

std::string lines(const Texts& values) { return base::join(values, "\n"); }

Texts texts(std::string_view lines) { return lines.empty() ? Texts() : base::split(lines, '\n'); }

void drop_repeats(Texts& values) {
  Texts kept;
  for (std::string& value : values) {
    if (!value.empty() && std::find(kept.begin(), kept.end(), value) == kept.end())
      kept.push_back(std::move(value));
  }
  values = std::move(kept);
}

/// Members of a record that are one text and travel as a field.
constexpr std::array<std::pair<std::string_view, std::string BibRecord::*>, 9> single_fields = {{
    {"journal abbreviation", &BibRecord::abbreviation},
    {"publisher", &BibRecord::publisher},
    {"place", &BibRecord::place},
    {"pmid", &BibRecord::pmid},
    {"pmcid", &BibRecord::pmcid},
    {"abstract", &BibRecord::abstract},
    {"database", &BibRecord::database},
    {"accession", &BibRecord::accession},
    {"date", &BibRecord::date},
}};

/// … and those that are several.
constexpr std::array<std::pair<std::string_view, Texts BibRecord::*>, 3> many_fields = {{
    {"isbn", &BibRecord::isbn},
    {"issn", &BibRecord::issn},
    {"keywords", &BibRecord::keywords},
}};

std::string first_word(std::string_view title) {
  for (const std::string& word : base::split(title, ' ')) {
    std::string key = base::ascii_key(word);
    const bool has_letter = key.find_first_not_of("0123456789") != std::string::npos;
    if (has_letter && key.size() > 2 && key != "the" && key != "and" && key != "for") return key;
  }
  return {};
}

std::string made_key(const BibRecord& record) {
  std::string stem;
  const auto& people = record.authors.empty() ? record.editors : record.authors;
  if (!people.empty()) stem = base::ascii_key(people.front().family);
  if (stem.empty()) stem = first_word(record.title);
  if (stem.empty() && !people.empty()) stem = base::letters_and_digits(people.front().family);
  if (stem.empty()) stem = "record";
  if (stem.size() > 40)
    stem = stem.substr(0, base::first_invalid_utf8(stem.substr(0, 40)).value_or(40));
  const auto year = year_of(record.date);
  return stem + (year ? std::to_string(*year) : "nd");
}

/// Runs of blanks as one, line by line; lines without a word are left out.
void fold_blanks(std::string& text) {
  // One look at each character: nearly every text is plain, and abstracts are long.
  bool is_plain = text.empty() || (text.front() != ' ' && text.back() != ' ');
  char before = '\0';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c == ' ' && before == ' ') || byte < ' ' || byte == 0xC2 || byte == 0xE2) {
      is_plain = false;
      break;
    }
    before = c;
  }
  if (is_plain) return;
  Texts kept;
  for (const std::string& line : base::split(text, '\n')) {
    if (std::string folded = base::collapse_blanks(line); !folded.empty())
      kept.push_back(std::move(folded));
  }
  text = lines(kept);
}

void fold_all(BibRecord& record) {
  for (std::string* text :
       {&record.title, &record.container, &record.abbreviation, &record.volume, &record.issue,
        &record.publisher, &record.place, &record.database, &record.accession})
    *text = base::collapse_blanks(*text);
  fold_blanks(record.abstract);
  for (Texts* values :
       {&record.isbn, &record.issn, &record.keywords, &record.urls, &record.notes}) {
    for (std::string& value : *values) fold_blanks(value);
  }
  for (model::Field& field : record.others) fold_blanks(field.value);
}

void tidy(BibRecord& record) {
  if (record.type == "-")
    record.type.clear();  // a document without a type, in formats that give one
  fold_all(record);
  record.date = plain_date(record.date);
  record.pages = plain_pages(record.pages);
  if (const std::string doi = plain_doi(record.doi); !doi.empty()) {
    record.doi = doi;
  } else if (!record.doi.empty()) {
    record.others.push_back({"doi as given", base::collapse_blanks(record.doi)});
    record.doi.clear();
  }
  for (const std::string& url : record.urls) {
    if (record.doi.empty()) record.doi = doi_in(url);
  }
  record.pmid = plain_pmid(record.pmid);
  record.pmcid = plain_pmcid(record.pmcid);
  record.language = plain_language(record.language);
  if (record.abbreviation == record.container) record.abbreviation.clear();
  for (Texts* values : {&record.isbn, &record.issn, &record.keywords, &record.urls})
    drop_repeats(*values);
}

/// Fields of one name once, their values joined.
void add_fields(std::vector<model::Field>& to, const std::vector<model::Field>& from) {
  std::unordered_map<std::string, std::size_t> places;
  for (std::size_t i = 0; i < to.size(); ++i) places[to[i].name] = i;
  for (const model::Field& field : from) {
    if (field.value.empty()) continue;
    const auto [place, is_new] = places.try_emplace(field.name, to.size());
    if (is_new)
      to.push_back(field);
    else
      to[place->second].value += "\n" + field.value;
  }
}

void add_field(std::vector<model::Field>& fields, std::string_view name, std::string value) {
  if (!value.empty()) fields.push_back({std::string(name), std::move(value)});
}

}  // namespace

model::Document document_of(BibRecord record) {
  tidy(record);
  model::Document document;
  const bool is_told = !record.told_key.empty();
  if (is_told) record.key = record.told_key;
  const bool own_key = is_told || is_usable_key(record.key);
  if (!own_key && !record.key.empty()) record.other("key as given", record.key);
  document.key = own_key ? record.key : made_key(record);
  document.key_origin = own_key ? model::KeyOrigin::source : model::KeyOrigin::made;
  document.type = record.type;
  for (const BibPerson& person : record.authors) document.authors.push_back(short_name(person));
  document.year = year_of(record.date);
  document.title = record.title;
  document.container = record.container;
  document.volume = record.volume;
  document.issue = record.issue;
  document.pages = record.pages;
  document.doi = record.doi;
  if (!record.urls.empty()) document.url = record.urls.front();
  document.language = record.language;
  document.note = lines(record.notes);
  document.line = record.line;
  auto& fields = document.fields;
  add_field(fields, "authors in full", names_in_full(record.authors));
  Texts editors;
  for (const BibPerson& person : record.editors) editors.push_back(full_name(person));
  add_field(fields, "editors", lines(editors));
  // A date that is the year says nothing more.
  if (document.year && record.date == std::to_string(*document.year)) record.date.clear();
  for (const auto& [name, member] : single_fields) add_field(fields, name, record.*member);
  for (const auto& [name, member] : many_fields) add_field(fields, name, lines(record.*member));
  if (record.urls.size() > 1)
    add_field(fields, "other urls", lines({record.urls.begin() + 1, record.urls.end()}));
  // By name: where a tag stood among others means nothing, and no two formats keep it.
  std::stable_sort(record.others.begin(), record.others.end(),
                   [](const model::Field& a, const model::Field& b) { return a.name < b.name; });
  add_fields(fields, record.others);
  return document;
}

void restore_field(BibRecord& record, const model::Field& field) {
  for (const auto& [name, member] : single_fields) {
    if (field.name == name) {
      record.*member = field.value;
      return;
    }
  }
  for (const auto& [name, member] : many_fields) {
    if (field.name == name) {
      record.*member = texts(field.value);
      return;
    }
  }
  if (field.name == "editors") {
    for (const std::string& line : texts(field.value)) record.editors.push_back(person_of(line));
  } else if (field.name == "other urls") {
    for (std::string& url : texts(field.value)) record.urls.push_back(std::move(url));
  } else if (field.name == "type") {
    record.type = field.value;
  } else if (field.name == "language") {
    record.language = field.value;
  } else if (field.name == "key") {
    record.told_key = field.value;
  } else if (field.name == "authors in full") {
    Texts names;
    for (const BibPerson& person : record.authors) names.push_back(short_name(person));
    record.authors = people_of(names, field.value);
  } else if (!field.value.empty()) {
    record.others.push_back(field);
  }
}

BibRecord record_of(const model::Document& document) {
  BibRecord record;
  record.key = document.key;
  record.type = document.type;
  record.title = document.title;
  if (document.year) record.date = plain_date(std::to_string(10000 + *document.year).substr(1));
  record.container = document.container;
  record.volume = document.volume;
  record.issue = document.issue;
  record.pages = document.pages;
  record.doi = document.doi;
  if (!document.url.empty()) record.urls.push_back(document.url);
  record.language = document.language;
  record.notes = texts(document.note);
  record.line = document.line;
  std::string in_full;
  for (const model::Field& field : document.fields) {
    if (field.name == "authors in full")
      in_full = field.value;
    else
      restore_field(record, field);
  }
  record.authors = people_of(document.authors, in_full);
  return record;
}

bool is_usable_key(std::string_view key) {
  if (key.empty() || key.size() > 64 || key.find("://") != std::string_view::npos) return false;
  if (base::first_invalid_utf8(key)) return false;
  bool has_letter = false;
  for (const char c : key) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || byte == 0x7F) return false;
    if (std::string_view("{}(),\"'%#~\\=[]").find(c) != std::string_view::npos) return false;
    has_letter = has_letter || byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  return has_letter;
}

std::string noted(const model::Field& field) { return "[" + field.name + "] " + field.value; }

std::optional<model::Field> field_of_note(std::string_view note) {
  if (!note.starts_with("[")) return std::nullopt;
  const std::size_t close = note.find("] ");
  if (close == std::string_view::npos || close < 2 || close > 200) return std::nullopt;
  const std::string_view name = note.substr(1, close - 1);
  if (name.find_first_of("[]\n") != std::string_view::npos || note.size() == close + 2)
    return std::nullopt;
  return model::Field{std::string(name), std::string(note.substr(close + 2))};
}

std::vector<std::string> notes_to_write(const std::vector<std::string>& notes) {
  std::vector<std::string> out;
  for (const std::string& line : notes) {
    if (out.empty() || !field_of_note(line))
      out.push_back(line);
    else
      out.back() += "\n" + line;
  }
  return out;
}

}  // namespace retroduce::interchange
