// Sources, their texts, selections and codings.
#include <algorithm>
#include <utility>

#include "base/hash.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "interchange/refi_reader.h"

namespace retroduce::interchange::refi {

using model::ThingKind;

namespace {

Node text_holder(Node source) {
  const std::string_view kind = local_name(source);
  if (kind == "TextSource") return source;
  if (kind == "PDFSource") return child(source, "Representation");
  if (kind == "PictureSource") return child(source, "TextDescription");
  return child(source, "Transcript");
}

bool is_text_selection(Node node) {
  const std::string_view name = local_name(node);
  return name == "PlainTextSelection" || name == "TranscriptSelection";
}

bool is_selection(Node node) { return local_name(node).ends_with("Selection"); }

/// What an area of a picture or a stretch of a recording is called, where it has no words.
std::string described(Node node) {
  const std::string name = base::collapse_blanks(attribute(node, "name"));
  if (!name.empty()) return name;
  if (attribute(node, "begin").empty())
    return "area " + attribute(node, "firstX") + ", " + attribute(node, "firstY") + " to " +
           attribute(node, "secondX") + ", " + attribute(node, "secondY");
  return attribute(node, "begin") + " to " + attribute(node, "end") + " ms";
}

/// Whether the name of a selection is as long as what it selects; else it was cut, or is a title.
bool is_named_in_full(Node node) {
  const auto begin = place_at(node, "startPosition");
  const auto end = place_at(node, "endPosition");
  return begin && end && *end - *begin == base::count_code_points(attribute(node, "name"));
}

/// "5 to 9", as the selection says it; a transcript's by its points.
std::string places_told(Node node, const Selection& selection) {
  const auto told = [node](const char* name, std::int64_t place) {
    const std::string said = attribute(node, name);
    return said.empty() ? std::to_string(place) : base::shorten(said, 40);
  };
  return told("startPosition", selection.begin) + " to " + told("endPosition", selection.end);
}

std::string first_hundred(std::string_view text) {
  const auto count = base::count_code_points(text);
  return std::string(base::slice(text, {0, std::min<std::int64_t>(count, 100)}).value_or(""));
}

}  // namespace

std::string ProjectReader::key_of(Node node) {
  std::string key = base::collapse_blanks(attribute(node, "name"));
  const std::size_t dot = key.rfind('.');
  if (dot != std::string::npos && dot > 0 && !media_type(key).empty()) key.erase(dot);
  if (key.empty()) key = guid_at(node);
  if (key.empty()) key = "source";
  const int before = keys_[base::fold(key)]++;
  if (before == 0) return key;
  const std::string unique = numbered(key, before + 1);
  xml_.tell(base::Severity::repair, "source-name-twice",
            "two sources are called " + key + "; the document of the second is " + unique, node);
  return unique;
}

void ProjectReader::prepare_sources() {
  for (const Node note : children(child(project_, "Notes"), "Note")) {
    if (child(note, "PlainTextSelection")) placed_notes_.emplace(guid_at(note), note);
  }
  for (const Node node : children(child(project_, "Sources"))) {
    if (!local_name(node).ends_with("Source")) {
      keep(node);
      continue;
    }
    prepare(node);
  }
}

void ProjectReader::prepare(Node node) {
  if (const Code* code = codes_.find(guid_at(node)); code != nullptr && !code->guid.empty())
    xml_.tell(base::Severity::repair, "guid-shared",
              "the source " + attribute(node, "name") + " and the code " + code->label +
                  " have one GUID; what names it is taken to mean the source",
              node);
  SourceText source;
  source.node = node;
  source.holder = text_holder(node);
  source.key = key_of(node);
  if (source.holder) source.has_text = load_text(source.holder, source.text);
  if (source.text.was_latin)
    xml_.tell(base::Severity::repair, "text-encoding",
              "the text of " + source.key + " is no UTF-8 and was taken as Windows-1252",
              source.holder);
  if (source.has_text) take_selections(source);
  source.has_quotes_alone =
      source.text.text.find("\n\n" + std::string(quotes_alone) + "\n") != std::string::npos;
  const bool has_path = source.holder && !attribute(source.holder, "plainTextPath").empty();
  if (!source.has_text && !has_path && !attribute(node, "richTextPath").empty())
    xml_.lose("rich-text-only",
              source.key +
                  " holds its text as a formatted file alone, from which none is taken "
                  "here; export it from there and put it to the document with attach",
              node);
  sources_.push_back(std::move(source));
}

/// The text beside or inside the element. False where there is none to be had.
bool ProjectReader::load_text(Node holder, Text& text) {
  if (const Node content = child(holder, "PlainTextContent")) {
    text = decoded_text(text_of(content));
    return true;
  }
  const std::string path = attribute(holder, "plainTextPath");
  if (path.empty()) return false;
  const auto name = archive_.find(path);
  if (!name) {
    xml_.lose("file-missing", "the text file " + file_name(path) + " is named and not there",
              holder);
    return false;
  }
  std::string bytes;
  if (const auto problem = archive_.read(*name, bytes)) {
    xml_.lose("archive-" + problem->code, problem->message, holder);
    return false;
  }
  text = decoded_text(bytes);
  texts_.insert(base::sha256(text.text));
  return true;
}

std::optional<Selection> ProjectReader::transcript_selection(Node holder, Node node) {
  Selection selection;
  bool has_begin = false;
  bool has_end = false;
  for (const Node point : children(holder, "SyncPoint")) {
    const std::string guid = guid_at(point);
    const auto position = place_at(point, "position");
    if (!position) continue;
    if (guid == guid_at(node, "fromSyncPoint")) {
      selection.begin = *position;
      has_begin = true;
    }
    if (guid == guid_at(node, "toSyncPoint")) {
      selection.end = *position;
      has_end = true;
    }
  }
  if (!has_begin || !has_end) return std::nullopt;
  return selection;
}

/// Selections of the text: its own, and those of notes that the source points to (QualCoder's
/// annotations).
std::vector<Node> ProjectReader::text_selections(const SourceText& source) {
  std::vector<Node> nodes;
  for (const Node node : children(source.holder)) {
    if (is_text_selection(node)) nodes.push_back(node);
  }
  for (const Node reference : children(source.node, "NoteRef")) {
    const auto note = placed_notes_.find(guid_at(reference, "targetGUID"));
    if (note == placed_notes_.end()) continue;
    for (const Node node : children(note->second, "PlainTextSelection")) nodes.push_back(node);
  }
  return nodes;
}

void ProjectReader::take_selections(SourceText& source) {
  for (const Node node : text_selections(source)) {
    std::optional<Selection> selection;
    if (local_name(node) == "TranscriptSelection") {
      selection = transcript_selection(source.holder, node);
    } else {
      const auto begin = place_at(node, "startPosition");
      const auto end = place_at(node, "endPosition");
      if (begin && end) selection = Selection{*begin, *end, {}, {}};
    }
    if (!selection) {
      xml_.lose("selection-number",
                "a selection of " + source.key +
                    " says no places in its text; it is kept and shown nowhere",
                node);
      source.unplaced.push_back(node);
      continue;
    }
    selection->name = attribute(node, "name");
    selection->description = text_of(child(node, "Description"));
    source.nodes.push_back(node);
    source.selections.push_back(*std::move(selection));
  }
}

void ProjectReader::judge_positions() {
  counting_ = known_counting(origin_);
  std::vector<TextWithSelections> texts;
  for (const SourceText& source : sources_) {
    if (source.has_text) texts.push_back({&source.text, source.selections});
  }
  const Verdict verdict = judge(texts, counting_);
  if (verdict.selections == 0) return;
  const bool is_usual = verdict.counting == counting_;
  counting_ = verdict.counting;
  std::string message =
      "positions in texts are read as " + in_words(counting_) + ": " +
      base::grouped(verdict.tight) + " of " +
      base::count_of(verdict.selections, "selection begins and ends", "selections begin and end") +
      " on a word";
  if (verdict.named > 0)
    message += ", " + base::grouped(verdict.named) + " are named by what stands there";
  if (verdict.next_tight >= 0)
    message += "; read in the next best way " + base::grouped(verdict.next_tight) + " do";
  std::vector<std::string> lines = {"by " + (origin_.empty() ? "an unnamed program" : origin_)};
  lines.insert(lines.end(), verdict.first.begin(), verdict.first.end());
  xml_.tell(base::Severity::note, "positions", message, {}, std::move(lines));
  if (!verdict.is_clear)
    xml_.tell(base::Severity::repair, "positions-unclear",
              "no way of counting fits clearly better than another, so the " +
                  std::string(is_usual ? "usual one of this program" : "best one") +
                  " was taken: look at a few extracts",
              {});
}

void ProjectReader::send_source(SourceText& source) {
  const model::Ref<model::Document> document(documents_++);
  here_ = {};
  here_.key = source.key;
  for (const Node node : children(source.node)) {
    if (is_selection(node) && !is_text_selection(node)) here_.areas.emplace(guid_at(node), node);
  }
  send_document(source);
  if (source.holder != source.node) attach(source.holder, "richTextPath", document);
  attach(source.node, local_name(source.node) == "TextSource" ? "richTextPath" : "path", document);
  send_text_selections(source, document);
  for (const Node node : children(source.node)) {
    if (is_selection(node) && !is_text_selection(node)) send_other_selection(node, document);
  }
  send_whole_codings(source.node, document);
}

void ProjectReader::send_document(SourceText& source) {
  const Node node = source.node;
  const std::string guid = guid_at(node);
  model::Document document;
  document.key = source.key;
  document.line = line(node);
  const auto take = [&](Node from) {
    for (model::Field& field : fields_of(from)) {
      const bool again =
          std::any_of(document.fields.begin(), document.fields.end(),
                      [&](const model::Field& other) { return other.name == field.name; });
      if (again)
        xml_.lose("field-twice",
                  source.key + " has two values of " + field.name + "; the first was taken", from);
      else
        document.fields.push_back(std::move(field));
    }
  };
  take(node);
  const auto cases = cases_.find(guid);
  if (cases != cases_.end()) {
    for (const Node each : cases->second) take(each);
  }
  if (source.has_text && !source.has_quotes_alone) document.text = source.text.text;
  sink_.add(document);
  document_refs_.emplace(document.key, documents_ - 1);
  const Thing thing{ThingKind::document, documents_ - 1};
  things_[guid] = thing;
  const bool is_named_so = attribute(node, "name") == source.key;
  const bool is_text = source.holder == node;
  // Paths that lead to no file are kept, so that they can be given back.
  const auto carried = [&](Node holder, const char* name) {
    return archive_.find(attribute(holder, name)) ? name : "";
  };
  part(local_name(node), guid, thing,
       Xml::rest_of(node,
                    {is_named_so ? "name" : "", source.has_text ? "plainTextPath" : "",
                     carried(node, "richTextPath"), carried(node, "path")},
                    {is_text ? "PlainTextContent" : "", "PlainTextSelection", "PDFSelection",
                     "PictureSelection", "AudioSelection", "VideoSelection", "Coding",
                     "VariableValue", "Representation", "TextDescription", "Transcript"}));
  if (source.holder && !is_text)
    part(local_name(source.holder), guid_at(source.holder), thing,
         Xml::rest_of(
             source.holder,
             {source.has_text ? "plainTextPath" : "", carried(source.holder, "richTextPath")},
             {"PlainTextContent", "PlainTextSelection", "TranscriptSelection"}));
  for (const Node each : source.unplaced)
    part("kept " + std::string(local_name(each)), guid_at(each), thing, Xml::plain(each));
  const auto transcripts = children(node, "Transcript");
  for (std::size_t i = 1; i < transcripts.size(); ++i) {
    xml_.lose("transcript-kept",
              source.key + " has more than one transcript; the others are kept and shown nowhere",
              transcripts[i]);
    part("further Transcript", guid_at(transcripts[i]), thing, Xml::plain(transcripts[i]));
  }
  if (cases == cases_.end()) return;
  for (const Node each : cases->second)
    part("Case", guid_at(each), thing, Xml::rest_of(each, {}, {"VariableValue", "SourceRef"}));
}

/// The file that an attribute names, as an attachment of the document.
void ProjectReader::attach(Node holder, std::string_view attribute_name,
                           model::Ref<model::Document> document) {
  if (!holder) return;
  const std::string path = attribute(holder, attribute_name);
  if (path.empty()) return;
  const auto name = archive_.find(path);
  if (!name) {
    const bool is_outside =
        base::fold(path).starts_with("relative:") || base::fold(path).starts_with("absolute:");
    xml_.lose(is_outside ? "file-external" : "file-missing",
              "the file " + file_name(path) +
                  (is_outside ? " lies outside of the archive and was not taken in"
                              : " is named and not there"),
              holder);
    return;
  }
  model::Attachment file;
  file.document = document;
  file.name = file_name(*name);
  file.media_type = media_type(file.name);
  if (const auto problem = archive_.read(*name, file.bytes)) {
    xml_.lose("archive-" + problem->code, problem->message, holder);
    return;
  }
  sink_.add(file);
  part(attribute_name, path, {ThingKind::attachment, attachments_++}, {});
}

std::uint32_t ProjectReader::add_extract(model::Extract extract) {
  if (!claims_.empty()) {
    std::string words = base::quote_key(extract.quote);
    // A selection of a text knows no page; evidence may.
    const auto page = pages_.find({here_.key, words});
    if (extract.page.empty() && page != pages_.end()) extract.page = page->second;
    Quoted quoted{extracts_, extract.document.value, {}, base::collapse_blanks(extract.quote)};
    if (extract.span) {
      quoted.begin = extract.span->begin;
      placed_.emplace(std::pair(quoted.document, extract.span->begin), quoted.ref);
    }
    quoted_[std::move(words)].push_back(quoted);
    document_of_.push_back(extract.document.value);
  }
  if (!told_roles_.empty()) {
    CodedPlace place{base::quote_key(extract.quote), {}};
    if (extract.span) place.begin = extract.span->begin;
    coded_places_.push_back(std::move(place));
  }
  sink_.add(extract);
  return extracts_++;
}

/// Selections of one place (by two coders, with two comments, on the page and in its text) are one
/// extract. The first says its words, page and note; comments of the others become memos on it.
void ProjectReader::send_extract(const model::Extract& extract, Node node, std::string_view known) {
  const base::TextSpan span = extract.span.value_or(base::TextSpan{-1, -1});
  const auto [place, is_new] = here_.places.try_emplace(
      {span.begin, span.end, extract.span ? std::string() : extract.quote}, Sent{});
  Sent& sent = place->second;
  if (is_new) {
    sent = {add_extract(extract), extract.page, extract.note, {}};
  } else if (!extract.span && !sent.page.empty() && sent.page != extract.page) {
    xml_.lose("pages-of-one-quote",
              "the same words are marked on page " + sent.page + " and on page " + extract.page +
                  ", and no text tells the places apart: one extract with the first page was made",
              node);
  }
  send_selection(sent, node, is_new, extract.note, known);
}

/// What is known of an extract from one of its selections, besides what it is itself.
void ProjectReader::send_selection(Sent& sent, Node node, bool is_first, const std::string& comment,
                                   std::string_view known) {
  const Thing thing{ThingKind::extract, sent.ref};
  const std::string guid = guid_at(node);
  if (!guid.empty()) {
    things_[guid] = thing;
    marked_.insert(sent.ref);
    here_.by_guid.emplace(guid, &sent);
  }
  const bool is_text = is_text_selection(node);
  const bool has_own = !is_first && !comment.empty();
  part(local_name(node), guid, thing,
       Xml::rest_of(node, {is_text ? "startPosition" : "", is_text ? "endPosition" : "", known},
                    {has_own ? "" : "Description", "Coding"}));
  if (has_own && comment != sent.note) send_comment(node, thing, comment);
  send_codings(node, sent, is_first);
}

void ProjectReader::send_comment(Node node, Thing about, const std::string& text) {
  model::Memo memo;
  memo.text = text;
  memo.about = about.kind;
  memo.about_ref = about.ref;
  memo.date = attribute(node, "creationDateTime");
  std::string user = attribute(node, "creatingUser");
  if (user.empty()) user = attribute(child(node, "Coding"), "creatingUser");
  memo.coder = coder(user, node);
  memo.line = line(node);
  sink_.add(memo);
  ++memos_;
}

/// Selections of a text that is not there: their names are all that is known of their words.
void ProjectReader::send_unread_selections(SourceText& source,
                                           model::Ref<model::Document> document) {
  model::Extract extract;
  extract.document = document;
  for (const Node node : source.holder ? children(source.holder) : std::vector<Node>()) {
    if (!is_text_selection(node)) continue;
    extract.quote = attribute(node, "name");
    extract.is_paraphrase = !is_named_in_full(node);
    extract.note = text_of(child(node, "Description"));
    extract.page = page_of(here_.areas[guid_at(node)]);
    extract.line = line(node);
    xml_.lose("quote-from-name",
              "the text of " + source.key +
                  " is not there, so an extract has only the name of its selection for words",
              node);
    send_extract(extract, node, "name");
  }
}

void ProjectReader::send_text_selections(SourceText& source, model::Ref<model::Document> document) {
  model::Extract extract;
  extract.document = document;
  if (!source.has_text) {
    send_unread_selections(source, document);
    return;
  }
  const Positions positions(source.text, counting_);
  const PointIndex index(source.text.text);
  for (std::size_t i = 0; i < source.nodes.size(); ++i) {
    const Node node = source.nodes[i];
    extract.span = positions.span(source.selections[i]);
    extract.page = page_of(here_.areas[guid_at(node)]);
    extract.line = line(node);
    if (!extract.span) {
      xml_.lose("selection-range",
                "a selection of " + source.key + " (" + places_told(node, source.selections[i]) +
                    ") does not lie within its text of " + base::grouped(index.count()) +
                    " characters; it is kept and shown nowhere",
                node);
      part("kept " + std::string(local_name(node)), guid_at(node),
           {ThingKind::document, document.value}, Xml::plain(node));
      continue;
    }
    extract.quote = index.slice(*extract.span);
    if (source.has_quotes_alone) take_quote(index, extract);
    const std::string& description = source.selections[i].description;
    const bool is_quote = description == extract.quote;
    extract.note = is_quote ? "" : description;
    const std::string& name = source.selections[i].name;
    const bool is_own_name = name.empty() || name == first_hundred(extract.quote);
    send_extract(extract, node, is_own_name ? "name" : "");
  }
}

/// In a text of quotes alone an extract has no place; what is known of it stands in the line above.
void ProjectReader::take_quote(const PointIndex& index, model::Extract& extract) {
  const base::TextSpan before{0, std::exchange(extract.span, {})->begin};
  extract.is_paraphrase = false;
  std::string_view head = index.slice(before);
  if (!head.ends_with('\n')) return;
  head.remove_suffix(1);
  const auto said = quote_in(head.substr(head.rfind('\n') + 1));
  if (!said) return;
  extract.is_paraphrase = said->is_paraphrase;
  extract.page = said->page;
  extract.span = said->span;
}

std::string ProjectReader::page_of(Node area) {
  const auto page = number_at(area, "page");
  if (!page) return {};
  if (!from_zero_) from_zero_ = counts_pages_from_zero(origin_) || has_page_zero(project_);
  return std::to_string(*page + (*from_zero_ ? 1 : 0));
}

/// What an area without words is called; two areas of one name are told apart.
std::string ProjectReader::name_of_area(Node node) {
  std::string where;
  for (const char* name : {"page", "firstX", "firstY", "secondX", "secondY", "begin", "end"})
    where += attribute(node, name) + " ";
  const std::string name = described(node);
  const std::string page = page_of(node);
  std::string unique = name;
  for (int number = 1; here_.area_names.try_emplace(unique, where).first->second != where;
       ++number) {
    const std::string on_page = page.empty() ? name : name + ", page " + page;
    unique = number == 1 ? on_page : numbered(on_page, number);
  }
  return unique;
}

void ProjectReader::send_other_selection(Node node, model::Ref<model::Document> document) {
  model::Extract extract;
  extract.note = text_of(child(node, "Description"));
  // An area and a stretch of the text of one GUID are one quotation.
  const auto twin = here_.by_guid.find(guid_at(node));
  if (twin != here_.by_guid.end()) {
    send_selection(*twin->second, node, false, extract.note, "");
    return;
  }
  extract.document = document;
  extract.line = line(node);
  Text words;
  const Node representation = child(node, "Representation");
  const bool has_words = representation && load_text(representation, words) && !words.text.empty();
  extract.quote = has_words ? words.text : name_of_area(node);
  extract.is_paraphrase = !has_words;
  extract.page = page_of(node);
  send_extract(extract, node, "");
}

/// Who made a coding that does not say so made its selection, too.
std::string ProjectReader::user_of(Node coding) {
  std::string user = attribute(coding, "creatingUser");
  if (base::trim(user).empty() && is_selection(coding.parent()))
    user = attribute(coding.parent(), "creatingUser");
  return user;
}

/// A coding that only a further selection of the extract has says which one.
void ProjectReader::send_codings(Node node, Sent& sent, bool is_first) {
  for (const Node coding : children(node, "Coding")) {
    const std::uint32_t number = codings_;
    send_coding(coding, model::Ref<model::Extract>(sent.ref));
    const std::string what =
        guid_at(child(coding, "CodeRef"), "targetGUID") + " " + guid_of(user_of(coding));
    const bool is_new = sent.codings.insert(what).second;
    for (std::uint32_t i = number; is_new && !is_first && i < codings_; ++i)
      part(coded_in, guid_at(node), {ThingKind::coding, i}, {});
  }
}

void ProjectReader::send_coding(Node node, model::Ref<model::Extract> extract) {
  const std::string target = guid_at(child(node, "CodeRef"), "targetGUID");
  Code* code = codes_.find(target);
  if (code == nullptr) {
    xml_.lose("unknown-code",
              "a coding names a code that is not in the codebook; it is kept and shown nowhere",
              node);
    part("kept Coding", guid_at(node), {ThingKind::extract, extract.value}, Xml::plain(node));
    return;
  }
  ++code->codings;
  model::Coding coding;
  coding.extract = extract;
  coding.concept_ = codes_.ref(*code);
  coding.coder = coder(user_of(node), node);
  if (!coding.coder.is_set()) ++nameless_codings_;
  if (coding.coder.is_set() && base::trim(attribute(node, "creatingUser")).empty())
    ++codings_of_selections_[coding.coder.value];
  coding.date = attribute(node, "creationDateTime");
  coding.line = line(node);
  const Thing sent{ThingKind::coding, send_in_roles(*code, coding)};
  if (!guid_at(node).empty()) things_.emplace(guid_at(node), sent);
  part("Coding", guid_at(node), sent,
       Xml::rest_of(node, {"creationDateTime", coding.coder.is_set() ? "creatingUser" : ""},
                    {"CodeRef"}));
}

/// Codings of a source as a whole hang on an extract that stands for all of it.
void ProjectReader::send_whole_codings(Node node, model::Ref<model::Document> document) {
  const auto codings = children(node, "Coding");
  if (codings.empty()) return;
  model::Extract extract;
  extract.document = document;
  extract.quote = "(the whole source)";
  extract.is_paraphrase = true;
  extract.line = line(node);
  const model::Ref<model::Extract> whole(add_extract(extract));
  part("whole source", guid_at(node), {ThingKind::extract, whole.value}, {});
  for (const Node coding : codings) send_coding(coding, whole);
}

}  // namespace retroduce::interchange::refi
