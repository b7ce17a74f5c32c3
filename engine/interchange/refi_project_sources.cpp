// Sources of a project that is written: texts, selections and codings.
#include <algorithm>
#include <optional>
#include <regex>

#include "base/text.h"
#include "interchange/refi_archive.h"
#include "interchange/refi_project.h"
#include "interchange/refi_xml.h"
#include "model/retraction.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

constexpr std::string_view mark = "\xef\xbb\xbf";

std::string first_hundred(std::string_view text) {
  const auto count = base::count_code_points(text);
  return std::string(base::slice(text, {0, std::min<std::int64_t>(count, 100)}).value_or(""));
}

std::string citation(const model::Document& document) {
  std::string text = base::join(document.authors, ", ");
  if (document.year)
    text += (text.empty() ? "" : " ") + ("(" + std::to_string(*document.year) + ")");
  for (const std::string* each : {&document.title, &document.container}) {
    if (!each->empty()) text += (text.empty() ? "" : ". ") + *each;
  }
  return text;
}

/// Where a code point stands as the program that the file is for counts.
std::int64_t counted(std::string_view before, bool utf16, bool crlf) {
  std::int64_t count = 0;
  for (const char c : before) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte & 0xc0U) != 0x80U) ++count;
    if (utf16 && byte >= 0xf0) ++count;
    if (crlf && c == '\n') ++count;
  }
  return count;
}

bool is_text_kind(std::string_view kind) {
  return kind == "PlainTextSelection" || kind == "TranscriptSelection";
}

bool is_area_kind(std::string_view kind) {
  return kind.ends_with("Selection") && !is_text_kind(kind);
}

/// The parts of these kinds, each GUID once: what came again later says no more.
template <typename IsKind>
std::vector<const model::ForeignPart*> of_kind(const std::vector<const model::ForeignPart*>& parts,
                                               IsKind is_kind) {
  std::vector<const model::ForeignPart*> found;
  std::set<std::string> seen;
  for (const model::ForeignPart* part : parts) {
    if (is_kind(part->kind) && seen.insert(part->id).second) found.push_back(part);
  }
  return found;
}

/// Whether all selections that the extract came from are areas, which have no place in a text.
bool is_area(const std::vector<const model::ForeignPart*>& parts) {
  return !of_kind(parts, is_area_kind).empty() && of_kind(parts, is_text_kind).empty();
}

/// Whether the value is one that a variable of this type may have (XML Schema's types).
bool fits(std::string_view type, const std::string& value) {
  static const std::regex integer("[+-]?[0-9]+");
  static const std::regex decimal("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)");
  static const std::regex boolean("true|false|0|1");
  static const std::regex date("-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})?");
  static const std::regex date_time(
      "-?[0-9]{4,}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,}(Z|[+-][0-9]{2}:[0-9]{2})?");
  if (value.size() > 100) return false;
  if (type == "Integer") return std::regex_match(value, integer);
  if (type == "Float") return std::regex_match(value, decimal);
  if (type == "Boolean") return std::regex_match(value, boolean);
  if (type == "Date") return std::regex_match(value, date);
  if (type == "DateTime") return std::regex_match(value, date_time);
  return false;
}

}  // namespace

void ProjectBuilder::sources(Out project) {
  Out all = section(project, "Sources");
  for (std::size_t i = 0; i < batch_.documents.size(); ++i) source(all, i);
  drop_if_empty(all);
}

/// Who cites it there must know that it was retracted or corrected.
std::string ProjectBuilder::notices(std::size_t document) const {
  std::string text = model::is_retracted(batch_.documents[document]) ? ". Retracted" : "";
  const auto told = batch_.notices.find(document);
  if (told == batch_.notices.end()) return text;
  for (const model::Field& notice : told->second) text += ". " + notice.name + ": " + notice.value;
  return text;
}

/// What it was; else a PDF where one is attached, since a text source cannot hold one.
std::string ProjectBuilder::source_kind(std::size_t document) const {
  for (const model::ForeignPart* part : names_.parts(ThingKind::document, document)) {
    if (part->kind.ends_with("Source")) return part->kind;
  }
  for (const model::Attachment& file : batch_.attachments) {
    if (file.document.is_set() && file.document.index() == document &&
        file.media_type == "application/pdf")
      return "PDFSource";
  }
  return "TextSource";
}

void ProjectBuilder::source(Out all, std::size_t document) {
  const model::Document& record = batch_.documents[document];
  const std::string kind = source_kind(document);
  const std::string& guid = names_.guid(ThingKind::document, document);
  const model::ForeignPart* part = names_.part(ThingKind::document, document, kind);
  Out node = all.append_child(kind.c_str());
  put(node, "guid", guid);
  paths(node, document);
  // A path that led nowhere is not given out again: others stop at it.
  const std::initializer_list<std::string_view> but = {"plainTextPath", "richTextPath"};
  apply(node, part, but);
  if (!node.attribute("name")) put(node, "name", record.key);
  const std::string owner = part == nullptr ? user_of(record.origin) : "";
  if (!owner.empty()) put(node, "creatingUser", owner);
  if (!node.attribute("creationDateTime")) put(node, "creationDateTime", time_of(record.origin));
  const std::string about = citation(record) + notices(document);
  if (!about.empty() && !node.child("Description"))
    text_child(node, "Description", about);
  else if (!notices(document).empty())
    lose("retractions and errata of sources that have a description of their own");
  if (!about.empty()) lose("bibliographic fields of documents (a citation goes as description)");

  Out holder = node;
  const bool is_media = kind == "AudioSource" || kind == "VideoSource";
  if (kind != "TextSource") {
    const char* name = kind == "PDFSource"       ? "Representation"
                       : kind == "PictureSource" ? "TextDescription"
                                                 : "Transcript";
    const model::ForeignPart* of_text = names_.part(ThingKind::document, document, name);
    const bool is_needed = record.text.has_value() || of_text != nullptr || kind == "PDFSource";
    holder = is_needed ? node.append_child(name) : Out();
    if (holder) {
      const bool has_id = of_text != nullptr && !of_text->id.empty();
      put(holder, "guid",
          has_id ? of_text->id : names_.further(ThingKind::document, document, "text"));
      apply(holder, of_text, but);
      if (!holder.attribute("name")) put(holder, "name", node.attribute("name").value());
      if (!holder.attribute("creationDateTime"))
        put(holder, "creationDateTime", node.attribute("creationDateTime").value());
    }
  }
  if (holder) {
    const bool has_own_guid = holder != node;
    written_text_ = text_of(document);
    text_file(holder, has_own_guid ? std::string(holder.attribute("guid").value()) : guid,
              written_text_);
  }
  for (const model::ForeignPart* each : names_.parts(ThingKind::document, document)) {
    if (each->kind != "further Transcript" || !is_media) continue;
    pugi::xml_document further;
    if (!further.load_string(each->content.c_str())) continue;
    spell_guids(further.document_element());
    node.append_copy(further.document_element());
  }
  selections(node, holder, document);
  for (const model::ForeignPart* each : names_.parts(ThingKind::document, document)) {
    if (!each->kind.starts_with("kept ") || !holder) continue;
    pugi::xml_document there;
    if (!there.load_string(each->content.c_str())) continue;
    spell_guids(there.document_element());
    holder.append_copy(there.document_element());
  }
  if (names_.part(ThingKind::document, document, "Case") == nullptr) values(node, document);
  if (holder && holder != node)
    put_in_order(holder, {"Description", "PlainTextContent", "SyncPoint", "PlainTextSelection",
                          "TranscriptSelection", "Coding", "NoteRef", "VariableValue"});
  put_in_order(node, {"Description", "PlainTextContent", "TextDescription", "Transcript",
                      "PlainTextSelection", "PictureSelection", "PDFSelection", "AudioSelection",
                      "VideoSelection", "Representation", "Coding", "NoteRef", "VariableValue"});
}

void ProjectBuilder::text_file(Out holder, const std::string& guid, const std::string& text) {
  const std::string name = guid + ".txt";
  put(holder, "plainTextPath", "internal://" + name);
  std::string bytes;
  if (profile_ == Profile::nvivo) bytes = mark;
  if (profile_ == Profile::usual) {
    bytes = text;
  } else {
    for (const char c : text) {
      if (c == '\n') bytes.push_back('\r');
      bytes.push_back(c);
    }
  }
  files_.emplace_back(name, std::move(bytes));
}

/// The document's text; where there is none, one made of its quotes, so that they have a place.
std::string ProjectBuilder::text_of(std::size_t document) {
  const model::Document& record = batch_.documents[document];
  if (record.text) {
    for (const std::size_t i : extracts_of_[document]) {
      const model::Extract& extract = batch_.extracts[i];
      if (extract.span) {
        spans_[i] = *extract.span;
        continue;
      }
      // Where the words stand more than once, nothing tells which place is meant.
      const std::size_t at =
          extract.quote.empty() ? std::string::npos : record.text->find(extract.quote);
      if (at == std::string::npos || record.text->find(extract.quote, at + 1) != std::string::npos)
        continue;
      const std::int64_t begin = base::count_code_points(record.text->substr(0, at));
      spans_[i] = {begin, begin + base::count_code_points(extract.quote)};
    }
    return *record.text;
  }
  std::string text = citation(record);
  text = (text.empty() ? record.key : text) + "\n\n" + std::string(quotes_alone);
  std::int64_t place = base::count_code_points(text);
  for (const std::size_t i : extracts_of_[document]) {
    const bool is_whole = names_.part(ThingKind::extract, i, "whole source") != nullptr;
    if (is_whole || is_area(names_.parts(ThingKind::extract, i))) continue;
    const model::Extract& extract = batch_.extracts[i];
    if (extract.quote.empty()) continue;
    std::string head = in_words(ToldQuote{extract.is_paraphrase, extract.page, extract.span});
    if (!head.empty()) head += "\n";
    text += "\n\n" + head + extract.quote;
    place += 2 + base::count_code_points(head);
    const std::int64_t length = base::count_code_points(extract.quote);
    spans_[i] = {place, place + length};
    place += length;
  }
  lose("full texts that the review does not have (a text of the quotes goes)");
  return text + "\n";
}

/// The attached files that the element names; others lie in the archive unnamed.
void ProjectBuilder::paths(Out node, std::size_t document) {
  const bool is_text = std::string_view(node.name()) == "TextSource";
  const char* attribute = is_text ? "richTextPath" : "path";
  for (std::size_t i = 0; i < batch_.attachments.size(); ++i) {
    const model::Attachment& file = batch_.attachments[i];
    if (!file.document.is_set() || file.document.index() != document) continue;
    const bool was_so = names_.part(ThingKind::attachment, i, attribute) != nullptr;
    const std::string ending =
        base::fold(file.name.substr(std::min(file.name.size(), file.name.rfind('.'))));
    const bool could_be =
        is_text ? ending == ".docx" || ending == ".rtf" || ending == ".odt" || ending == ".doc"
                : file.media_type == "application/pdf" || was_so;
    if (!node.attribute(attribute) && (was_so || could_be))
      put(node, attribute, "internal://" + attachment_names_[i]);
    else
      lose("attached files that no element can name (they lie in the archive)");
  }
}

void ProjectBuilder::selections(Out node, Out holder, std::size_t document) {
  bare_.clear();
  // Spans come before: an extract may appear only where the text says so.
  for (const std::size_t i : extracts_of_[document]) {
    const auto parts = names_.parts(ThingKind::extract, i);
    const auto areas = of_kind(parts, is_area_kind);
    const auto span = spans_.find(i);
    if (names_.part(ThingKind::extract, i, "whole source") != nullptr) {
      codings(node, codings_of_[i]);
      continue;
    }
    const bool is_text =
        !is_area(parts) && holder && span != spans_.end() && span->second.begin < span->second.end;
    if (is_text && is_bare_again(i, span->second)) {
      lose("extracts that are not coded, where another such stands at the same place");
      continue;
    }
    if (is_text) selection(holder, i, span->second);
    for (std::size_t at = 0; at < areas.size(); ++at)
      area(node, i, *areas[at], at == 0 && !is_text);
    if (is_text || !areas.empty()) marked_.insert(i);
    if (!is_text && areas.empty())
      lose("extracts whose words do not stand in the text, or more than once");
  }
}

/// Whether it is a second one that nothing tells from another: QualCoder stops at such.
bool ProjectBuilder::is_bare_again(std::size_t extract, const base::TextSpan& span) {
  return codings_of_[extract].empty() && names_.parts(ThingKind::extract, extract).empty() &&
         !bare_.emplace(span.begin, span.end).second;
}

/// Codings by the selection that they stood in and by coder, since programs take the coder from
/// the selection. Every selection that there was is there again.
std::map<ProjectBuilder::Place, std::vector<std::size_t>> ProjectBuilder::by_selection(
    std::size_t extract, const std::vector<const model::ForeignPart*>& parts) const {
  std::map<Place, std::vector<std::size_t>> groups;
  std::set<std::size_t> met;
  for (const std::size_t i : codings_of_[extract]) {
    const model::ForeignPart* in = names_.part(ThingKind::coding, i, coded_in);
    std::size_t at = parts.size();
    while (at > 0 && in != nullptr && parts[at - 1]->id != in->id) --at;
    at = in == nullptr || at == 0 ? 0 : at - 1;
    groups[{at, batch_.codings[i].coder.value}].push_back(i);
    met.insert(at);
  }
  for (std::size_t at = 0; at < std::max<std::size_t>(parts.size(), 1); ++at) {
    if (met.count(at) == 0) groups[{at, model::Ref<model::Coder>::none}] = {};
  }
  return groups;
}

void ProjectBuilder::selection(Out holder, std::size_t extract, const base::TextSpan& span) {
  const model::Extract& record = batch_.extracts[extract];
  const auto position = [&](std::int64_t place) {
    if (profile_ == Profile::usual) return place;
    const auto before = base::slice(written_text_, {0, place}).value_or("");
    return counted(before, profile_ == Profile::nvivo, true);
  };
  const bool is_transcript = std::string_view(holder.name()) == "Transcript";
  const auto parts = of_kind(names_.parts(ThingKind::extract, extract), is_text_kind);
  std::set<std::size_t> met;
  for (const auto& [place, all] : by_selection(extract, parts)) {
    const bool is_first = met.insert(place.first).second;
    const model::ForeignPart* part = place.first < parts.size() ? parts[place.first] : nullptr;
    const bool has_points = is_transcript && part != nullptr && part->kind != "PlainTextSelection";
    if (is_transcript && !(has_points && is_first)) {
      lose("extracts of transcripts, which know no places in the text");
      continue;
    }
    Out node = holder.append_child(has_points ? "TranscriptSelection" : "PlainTextSelection");
    const model::Ref<model::Coder> coder(place.second);
    if (!is_first)
      put(node, "guid",
          names_.further(ThingKind::extract, extract,
                         (place.first == 0 ? "" : parts[place.first]->id + " ") +
                             names_.guid(ThingKind::coder, coder.value)));
    else if (place.first == 0)
      put(node, "guid", names_.guid(ThingKind::extract, extract));
    else
      put(node, "guid", names_.guid_of_part(*part));
    if (!has_points) {
      put(node, "startPosition", std::to_string(position(span.begin)));
      put(node, "endPosition", std::to_string(position(span.end)));
    }
    // Programs take the coder from the selection, whoever made that.
    const bool says_coder = !is_first || (coder.is_set() && profile_ == Profile::usual);
    if (says_coder) put(node, "creatingUser", user(coder));
    if (is_first) apply(node, part, {"startPosition", "endPosition"});
    if (!node.attribute("name")) put(node, "name", first_hundred(record.quote));
    if (!node.attribute("creatingUser") && coder.is_set()) put(node, "creatingUser", user(coder));
    if (!node.attribute("creationDateTime")) {
      const std::string date = all.empty() ? "" : batch_.codings[all.front()].date;
      put(node, "creationDateTime", moment(date, time_of(record.origin)));
    }
    if (is_first && place.first == 0) {
      notes_of_extract(node, record);
      lose_of_text_selection(extract);
    }
    codings(node, all);
    put_in_order(node, {"Description", "Coding", "NoteRef"});
  }
}

void ProjectBuilder::notes_of_extract(Out node, const model::Extract& record) {
  if (!record.note.empty() && !node.child("Description"))
    text_child(node, "Description", record.note);
  if (!record.translation.empty()) lose("translations of extracts");
}

/// What a stretch of the document's own text cannot say.
void ProjectBuilder::lose_of_text_selection(std::size_t extract) {
  const model::Extract& record = batch_.extracts[extract];
  if (!batch_.documents[record.document.index()].text) return;
  const bool has_area = !of_kind(names_.parts(ThingKind::extract, extract), is_area_kind).empty();
  if (!record.page.empty() && !has_area) lose("pages of extracts");
  if (record.is_paraphrase) lose("which extracts are paraphrases");
}

/// A stretch of a page, picture or recording; codings stand in one selection of an extract alone.
void ProjectBuilder::area(Out node, std::size_t extract, const model::ForeignPart& part,
                          bool has_codings) {
  Out out = node.append_child(part.kind.c_str());
  put(out, "guid", names_.guid_of_part(part));
  apply(out, &part, {});
  const model::Extract& record = batch_.extracts[extract];
  if (has_codings) {
    notes_of_extract(out, record);
    codings(out, codings_of_[extract]);
  }
  const auto& coded = codings_of_[extract];
  if (!out.attribute("creatingUser") && !coded.empty() &&
      batch_.codings[coded.front()].coder.is_set())
    put(out, "creatingUser", user(batch_.codings[coded.front()].coder));
  if (!out.attribute("creationDateTime")) put(out, "creationDateTime", time_of(record.origin));
  put_in_order(out, {"Description", "Representation", "Coding", "NoteRef"});
}

void ProjectBuilder::codings(Out node, const std::vector<std::size_t>& all) {
  for (const std::size_t i : all) {
    const model::Coding& coding = batch_.codings[i];
    if (!coding.note.empty()) lose("notes on codings");
    Out out = node.append_child("Coding");
    put(out, "guid", names_.guid(ThingKind::coding, i));
    const std::string guid = user(coding.coder);
    if (!guid.empty()) put(out, "creatingUser", guid);
    put(out, "creationDateTime", moment(coding.date, time_of(coding.change)));
    put(out.append_child("CodeRef"), "targetGUID",
        names_.guid(ThingKind::concept_, coding.concept_.index()));
    apply(out, names_.part(ThingKind::coding, i, "Coding"), {});
  }
}

void ProjectBuilder::values(Out node, std::size_t document) {
  for (const model::Field& field : batch_.documents[document].fields) {
    const std::string guid = variable_guid(field.name);
    if (guid.empty()) continue;
    std::string type = "Text";
    for (const model::ForeignPart& part : batch_.parts) {
      if (part.kind != "Variable" || part.id != guid) continue;
      pugi::xml_document variable;
      if (variable.load_string(part.content.c_str()))
        type = variable.document_element().attribute("typeOfVariable").value();
    }
    const bool is_typed = fits(type, field.value);
    Out value = node.append_child("VariableValue");
    put(value.append_child("VariableRef"), "targetGUID", guid);
    text_child(value, is_typed ? (type + "Value").c_str() : "TextValue", field.value);
  }
}

}  // namespace retroduce::interchange::refi
