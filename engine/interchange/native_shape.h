// The shape of the native XML form: which record is which element, with which attributes and
// children. Said once, for the reader and the writer alike; schemas/xml/retroduce.xsd says the same
// for everyone. Knows neither XML parsing nor printing: a visitor does the work.
//
// A visitor has, for one XML element: id, attribute, word, number, place, span, flag, said_flag,
// reference, change, subject, counted, said_span (facts, as attributes, called first), then child,
// children, part, parts, references (texts and lists, as elements in this order) or content or
// bytes (the element's own text, called last).
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "model/records.h"

namespace retroduce::interchange::native {

inline constexpr std::string_view name_space = "urn:retroduce:review:1";
inline constexpr std::string_view name_space_stem = "urn:retroduce:review:";

/// The sections in file order, with the element that each is a list of; `about` is a single one.
struct Section {
  std::string_view name;
  std::string_view item;
};
inline constexpr std::array<Section, 24> sections{{
    {"about", ""},
    {"history", "change"},
    {"coders", "coder"},
    {"studies", "study"},
    {"documents", "document"},
    {"records", "record"},
    {"samenesses", "sameness"},
    {"themes", "theme"},
    {"concepts", "concept"},
    {"extracts", "extract"},
    {"codings", "coding"},
    {"resolutions", "resolution"},
    {"configurations", "configuration"},
    {"evidence", "piece"},
    {"links", "link"},
    {"theories", "theory"},
    {"versions", "version"},
    {"appraisals", "appraisal"},
    {"readings", "reading"},
    {"saved-questions", "saved-question"},
    {"attachments", "attachment"},
    {"entries", "entry"},
    {"memos", "memo"},
    {"foreign-parts", "foreign-part"},
}};

/// A theory with its constructs, a version with its statements: nested here, apart in a batch.
struct NestedTheory {
  model::Theory theory;
  std::vector<model::Construct> constructs;
};
struct NestedVersion {
  model::TheoryVersion version;
  std::vector<model::Statement> statements;
};

/// Which kind of thing a record is, for ids.
template <typename Record>
inline constexpr model::ThingKind kind_of = model::ThingKind::review;
template <>
inline constexpr auto kind_of<model::Coder> = model::ThingKind::coder;
template <>
inline constexpr auto kind_of<model::Study> = model::ThingKind::study;
template <>
inline constexpr auto kind_of<model::Document> = model::ThingKind::document;
template <>
inline constexpr auto kind_of<model::Theme> = model::ThingKind::theme;
template <>
inline constexpr auto kind_of<model::Concept> = model::ThingKind::concept_;
template <>
inline constexpr auto kind_of<model::Extract> = model::ThingKind::extract;
template <>
inline constexpr auto kind_of<model::Configuration> = model::ThingKind::configuration;
template <>
inline constexpr auto kind_of<model::Link> = model::ThingKind::link;
template <>
inline constexpr auto kind_of<model::Theory> = model::ThingKind::theory;
template <>
inline constexpr auto kind_of<model::Construct> = model::ThingKind::construct;
template <>
inline constexpr auto kind_of<model::TheoryVersion> = model::ThingKind::theory_version;
template <>
inline constexpr auto kind_of<model::Statement> = model::ThingKind::statement;
template <>
inline constexpr auto kind_of<model::Appraisal> = model::ThingKind::appraisal;
template <>
inline constexpr auto kind_of<model::Reading> = model::ThingKind::reading;
template <>
inline constexpr auto kind_of<model::SavedQuestion> = model::ThingKind::saved_question;
template <>
inline constexpr auto kind_of<model::Attachment> = model::ThingKind::attachment;
template <>
inline constexpr auto kind_of<model::Entry> = model::ThingKind::entry;
template <>
inline constexpr auto kind_of<model::Memo> = model::ThingKind::memo;
template <>
inline constexpr auto kind_of<model::ForeignPart> = model::ThingKind::foreign_part;

/// Kinds that have no id and are named by their number in the file.
constexpr bool is_numbered(model::ThingKind kind) {
  return kind == model::ThingKind::coding || kind == model::ThingKind::element ||
         kind == model::ThingKind::evidence;
}

enum class Need { optional, required };

/// `R` is the record, const when it is written. One struct per record, so that templates can pick
/// it.
template <typename Record>
struct Shape;

template <>
struct Shape<model::RoleHeading> {
  static void describe(auto& v, auto& r) {
    v.word("role", r.role, Need::required);
    v.content(r.heading);
  }
};

template <>
struct Shape<model::Review> {
  static void describe(auto& v, auto& r) {
    v.attribute("scheme", r.scheme);
    v.flag("reasons-demanded", r.demands_reasons);
    v.child("title", r.title);
    v.children("question", r.questions);
    v.child("description", r.about);
    v.parts("heading", r.headings);
    v.children("level", r.levels);
    v.children("rating", r.ratings);
  }
};

template <>
struct Shape<model::HistoryRow> {
  static void describe(auto& v, auto& r) {
    v.word("thing", r.thing, Need::required);
    v.attribute("thing-id", r.thing_id);
    v.child("before", r.before);
    v.child("after", r.after);
  }
};

template <>
struct Shape<model::Change> {
  static void describe(auto& v, auto& r) {
    v.uid("uid", r.uid);
    v.attribute("at", r.at);
    v.attribute("by", r.by);
    v.attribute("kind", r.kind);
    v.attribute("content-hash", r.content_hash);
    v.attribute("follows", r.follows);
    v.child("what", r.what);
    v.child("why", r.why);
    v.child("counts", r.counts);
    v.parts("row", r.rows);
  }
};

template <>
struct Shape<model::Coder> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.attribute("name", r.name);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::Study> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::Field> {
  static void describe(auto& v, auto& r) {
    v.attribute("name", r.name, Need::required);
    v.content(r.value);
  }
};

template <>
struct Shape<model::TextPage> {
  static void describe(auto& v, auto& r) {
    v.attribute("label", r.label);
    v.said_span("begin", "end", r.span);
  }
};

template <>
struct Shape<model::TextSection> {
  static void describe(auto& v, auto& r) {
    v.counted("depth", r.depth);
    v.said_span("begin", "end", r.span);
    v.content(r.title);
  }
};

/// The packed boxes of a text's words, as an element of their own.
struct TextBoxes {
  std::string bytes;
};

template <>
struct Shape<TextBoxes> {
  static void describe(auto& v, auto& r) { v.bytes(r.bytes); }
};

template <>
struct Shape<model::TextOrigin> {
  static void facts(auto& v, auto& r) {
    v.attribute("source", r.source);
    v.attribute("format", r.format);
    v.counted("rule", r.rule);
    v.attribute("program", r.program);
    v.attribute("content-hash", r.content_hash);
  }
  static void lists(auto& v, auto& r) {
    v.parts("page", r.pages);
    v.parts("section", r.sections);
    std::optional<TextBoxes> boxes;
    if (!r.boxes.empty()) boxes = TextBoxes{r.boxes};
    v.part("boxes", boxes);
    if constexpr (!std::is_const_v<std::remove_reference_t<decltype(r)>>)
      r.boxes = boxes ? std::move(boxes->bytes) : std::string();
  }
  static void describe(auto& v, auto& r) {
    facts(v, r);
    lists(v, r);
  }
};

template <>
struct Shape<model::FormerText> {
  static void describe(auto& v, auto& r) {
    Shape<model::TextOrigin>::facts(v, r.origin);
    v.child("text", r.text);
    Shape<model::TextOrigin>::lists(v, r.origin);
  }
};

template <>
struct Shape<model::Document> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("key", r.key, Need::required);
    v.attribute("type", r.type);
    v.number("year", r.year);
    v.attribute("volume", r.volume);
    v.attribute("issue", r.issue);
    v.attribute("pages", r.pages);
    v.attribute("doi", r.doi);
    v.attribute("url", r.url);
    v.attribute("language", r.language);
    v.flag("consultation", r.is_consultation);
    v.reference("study", r.study);
    v.children("author", r.authors);
    v.child("title", r.title);
    v.child("container", r.container);
    v.child("note", r.note);
    v.parts("field", r.fields);
    v.child("text", r.text);
    v.part("text-origin", r.text_origin);
    v.parts("former-text", r.former_texts);
  }
};

template <>
struct Shape<model::SourceRecord> {
  static void describe(auto& v, auto& r) {
    v.reference("document", r.document, Need::required);
    v.attribute("format", r.format);
    v.attribute("database", r.database);
    v.attribute("search", r.search);
    v.attribute("searched", r.searched);
    v.attribute("accession", r.accession);
    v.attribute("digest", r.digest, Need::required);
    v.attribute("rule", r.rule);
    v.number("score", r.score);
    v.attribute("came", r.came);
    v.change("change", r.change);
    v.parts("tag", r.raw);
  }
};

template <>
struct Shape<model::Sameness> {
  static void describe(auto& v, auto& r) {
    v.reference("document", r.document, Need::required);
    v.reference("other", r.other, Need::required);
    v.said_flag("same", r.is_same);
    v.change("change", r.change);
    v.child("reason", r.reason);
  }
};

template <>
struct Shape<model::Theme> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.reference("parent", r.parent);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::Concept> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.reference("parent", r.parent);
    v.flag("wording", r.is_wording);
    v.attribute("colour", r.colour);
    v.child("definition", r.definition);
    v.child("note", r.note);
    v.children("alias", r.aliases);
  }
};

template <>
struct Shape<model::Anchor> {
  static void describe(auto& v, auto& r) {
    v.word("how", r.how, Need::required);
    v.flag("span-found", r.is_span_found);
    v.flag("page-found", r.is_page_found);
    v.child("before", r.before);
    v.child("after", r.after);
    v.child("doubt", r.doubt);
  }
};

template <>
struct Shape<model::Extract> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.reference("document", r.document, Need::required);
    v.attribute("page", r.page);
    v.span("begin", "end", r.span);
    v.flag("paraphrase", r.is_paraphrase);
    v.child("quote", r.quote);
    v.child("translation", r.translation);
    v.child("note", r.note);
    v.part("anchor", r.anchor);
  }
};

template <>
struct Shape<model::Coding> {
  static void describe(auto& v, auto& r) {
    v.reference("extract", r.extract, Need::required);
    v.reference("concept", r.concept_, Need::required);
    v.word("role", r.role);
    v.reference("coder", r.coder);
    v.change("change", r.change);
    v.attribute("date", r.date);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::CodingResolution> {
  static void describe(auto& v, auto& r) {
    v.reference("extract", r.extract, Need::required);
    v.reference("concept", r.concept_, Need::required);
    v.word("role", r.role, Need::required);
    v.said_flag("holds", r.holds);
    v.reference("coder", r.coder);
    v.change("change", r.change);
    v.child("reason", r.reason);
  }
};

template <>
struct Shape<model::Element> {
  static void describe(auto& v, auto& r) {
    v.word("role", r.role, Need::required);
    v.word("part", r.part);
    v.reference("concept", r.concept_);
    v.flag("opposite", r.opposite);
    v.word("direction", r.direction);
    v.flag("unintended", r.is_unintended);
    v.flag("when-not-fired", r.when_not_fired);
    v.content(r.wording);
  }
};

template <>
struct Shape<model::Configuration> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.reference("theme", r.theme);
    v.attribute("level", r.level);
    v.word("status", r.status);
    v.child("title", r.title);
    v.child("statement", r.statement);
    v.child("note", r.note);
    v.parts("element", r.elements);
  }
};

template <>
struct Shape<model::Evidence> {
  static void describe(auto& v, auto& r) {
    v.reference("configuration", r.configuration, Need::required);
    v.place("element", r.element);
    v.reference("extract", r.extract, Need::required);
    v.word("stance", r.stance, Need::required);
    v.word("inference", r.inference);
    v.reference("coder", r.coder);
    v.change("change", r.change);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::LinkEvidence> {
  static void describe(auto& v, auto& r) {
    v.reference("extract", r.extract, Need::required);
    v.word("stance", r.stance, Need::required);
  }
};

template <>
struct Shape<model::Link> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.reference("from", r.from, Need::required);
    v.reference("to", r.to, Need::required);
    v.word("kind", r.kind, Need::required);
    v.reference("coder", r.coder);
    v.child("note", r.note);
    v.parts("piece", r.evidence);
  }
};

template <>
struct Shape<model::Construct> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.attribute("label", r.label, Need::required);
    v.child("definition", r.definition);
    v.references("explains", "configuration", r.configurations);
  }
};

template <>
struct Shape<NestedTheory> {
  static void describe(auto& v, auto& r) {
    v.id(r.theory, Need::required);
    v.attribute("label", r.theory.label, Need::required);
    v.word("kind", r.theory.kind, Need::required);
    v.reference("document", r.theory.document);
    v.child("citation", r.theory.citation);
    v.child("note", r.theory.note);
    v.parts("construct", r.constructs);
  }
};

template <>
struct Shape<model::StatementLineage> {
  static void describe(auto& v, auto& r) {
    v.word("kind", r.lineage, Need::required);
    v.reference("statement", r.earlier);
  }
};

template <>
struct Shape<model::Statement> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::required);
    v.attribute("label", r.label, Need::required);
    v.child("text", r.text);
    v.parts("lineage", r.lineage);
    v.child("reason", r.reason);
    v.references("moved-by", "extract", r.moved_by);
    v.references("explains", "configuration", r.configurations);
  }
};

template <>
struct Shape<NestedVersion> {
  static void describe(auto& v, auto& r) {
    v.id(r.version, Need::required);
    v.reference("theory", r.version.theory, Need::required);
    v.attribute("label", r.version.label, Need::required);
    v.attribute("date", r.version.date);
    v.child("note", r.version.note);
    v.parts("statement", r.statements);
  }
};

template <>
struct Shape<model::Appraisal> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.reference("document", r.document);
    v.reference("extract", r.extract);
    v.word("criterion", r.criterion, Need::required);
    v.attribute("rating", r.rating, Need::required);
    v.reference("coder", r.coder);
    v.flag("resolution", r.is_resolution);
    v.child("reason", r.reason);
  }
};

template <>
struct Shape<model::Reading> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.reference("document", r.document, Need::required);
    v.reference("version", r.version);
    v.reference("coder", r.coder);
    v.attribute("date", r.date);
    v.child("note", r.note);
  }
};

template <>
struct Shape<model::SavedQuestion> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.attribute("name", r.name, Need::required);
    v.content(r.text);
  }
};

template <>
struct Shape<model::Attachment> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.reference("document", r.document);
    v.attribute("name", r.name, Need::required);
    v.attribute("media-type", r.media_type);
    v.bytes(r.bytes);
  }
};

template <>
struct Shape<model::Entry> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.word("list", r.list, Need::required);
    v.reference("configuration", r.configuration);
    v.counted("place", r.place);
    v.parts("field", r.fields);
  }
};

template <>
struct Shape<model::ForeignPart> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.attribute("system", r.system, Need::required);
    v.attribute("kind", r.kind);
    v.attribute("foreign-id", r.id);
    v.subject("about", "of", "number", r);
    v.content(r.content);
  }
};

template <>
struct Shape<model::Memo> {
  static void describe(auto& v, auto& r) {
    v.id(r, Need::optional);
    v.subject("about", "of", "number", r);
    v.attribute("date", r.date);
    v.reference("coder", r.coder);
    v.content(r.text);
  }
};

}  // namespace retroduce::interchange::native
