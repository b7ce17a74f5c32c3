// Each record as one line of all its fields; a Ref as #n, an unset one as -.
#include "world.h"

namespace retroduce::tests {

using namespace model;

namespace {

template <typename Tag>
std::string say(base::Id<Tag> ref) {
  return ref.is_set() ? "#" + std::to_string(ref.value) : "-";
}
std::string say(const std::string& text) { return "'" + text + "'"; }
std::string say(const char* text) { return text; }
std::string say(bool flag) { return flag ? "yes" : "no"; }
std::string say(const Origin& origin) {
  return say(origin.change) + "." + std::to_string(origin.ordinal);
}
std::string say(const std::optional<int>& year) { return year ? std::to_string(*year) : "-"; }
std::string say(const std::optional<std::uint32_t>& place) {
  return place ? std::to_string(*place) : "-";
}
std::string say(const std::optional<std::string>& text) { return text ? say(*text) : "-"; }
std::string say(const std::optional<base::TextSpan>& span) {
  return span ? std::to_string(span->begin) + ".." + std::to_string(span->end) : "-";
}
std::string say(const RoleHeading& heading) {
  return std::string(to_word(heading.role)) + "=" + heading.heading;
}
std::string say(const Field& field) { return field.name + "=" + field.value; }
std::string say(const HistoryRow& row) {
  return std::string(to_word(row.thing)) + "|" + row.thing_id + "|" + row.before + "|" + row.after;
}
std::string say(const StatementLineage& each) {
  return say(each.earlier) + " " + std::string(to_word(each.lineage));
}
std::string say(const LinkEvidence& each) {
  return say(each.extract) + " " + std::string(to_word(each.stance));
}
std::string say(const Element& e) {
  return std::string(to_word(e.role)) + "/" + std::string(to_word(e.part)) + "/" + say(e.concept_) +
         "/" + say(e.wording) + "/" + say(e.opposite) + "/" + std::string(to_word(e.direction)) +
         "/" + say(e.is_unintended) + "/" + say(e.when_not_fired);
}
std::string say(const base::TextSpan& span) {
  return std::to_string(span.begin) + ".." + std::to_string(span.end);
}
std::string say(const TextPage& page) { return page.label + "=" + say(page.span); }
std::string say(const TextSection& section) {
  return std::to_string(section.depth) + " " + section.title + "=" + say(section.span);
}
template <typename T>
std::string say(const std::vector<T>& all);
std::string say(const TextOrigin& origin) {
  return origin.source + "|" + origin.format + "|" + std::to_string(origin.rule) + "|" +
         origin.program + "|" + origin.content_hash + "|" + say(origin.pages) +
         say(origin.sections) + std::to_string(origin.boxes.size());
}
std::string say(const FormerText& former) { return say(former.text) + " " + say(former.origin); }
std::string say(const Anchor& anchor) {
  return std::string(to_word(anchor.how)) + "|" + anchor.before + "|" + anchor.after + "|" +
         anchor.doubt + "|" + say(anchor.is_span_found) + say(anchor.is_page_found);
}
template <typename T>
std::string say(const std::optional<T>& maybe) {
  return maybe ? say(*maybe) : "-";
}
template <typename E>
requires std::is_enum_v<E> std::string say(E word) { return std::string(to_word(word)); }
std::string say(const std::optional<Role>& role) { return std::string(to_word(role)); }
template <typename T>
std::string say(const std::vector<T>& all) {
  std::string text = "[";
  for (const T& each : all) text += say(each) + ";";
  return text + "]";
}

}  // namespace

template <typename... Parts>
void Transcript::line(const Parts&... parts) {
  ((out_ << say(parts) << ' '), ...);
  out_ << '\n';
}

void Transcript::add(const Review& r) {
  line("review", r.title, r.questions, r.about, r.scheme, r.headings, r.levels, r.ratings);
}
void Transcript::add(const Change& r) {
  line("change", r.uid, r.at, r.by, r.kind, r.what, r.why, r.counts, r.content_hash, r.rows);
}
void Transcript::add(const Coder& r) { line("coder", r.label, r.name, r.note, r.origin); }
void Transcript::add(const Study& r) { line("study", r.label, r.note, r.origin); }
void Transcript::add(const Document& r) {
  line("document", r.key, r.type, r.authors, r.year, r.title, r.container, r.volume, r.issue,
       r.pages, r.doi, r.url, r.language, r.note, r.is_consultation, r.study, r.fields, r.text,
       r.origin, r.text_origin, r.former_texts);
}
void Transcript::add(const SourceRecord& r) {
  line("record", r.document, r.format, r.database, r.search, r.searched, r.accession, r.digest,
       r.rule, r.score, r.came, r.raw, r.change);
}
void Transcript::add(const Sameness& r) {
  line("sameness", r.document, r.other, r.is_same, r.reason, r.change);
}
void Transcript::add(const Theme& r) { line("theme", r.label, r.note, r.parent, r.origin); }
void Transcript::add(const Concept& r) {
  line("concept", r.label, r.definition, r.note, r.parent, r.aliases, r.is_wording, r.colour,
       r.origin);
}
void Transcript::add(const Extract& r) {
  line("extract", r.document, r.span, r.page, r.quote, r.is_paraphrase, r.translation, r.note,
       r.origin, r.anchor);
}
void Transcript::add(const Coding& r) {
  line("coding", r.extract, r.concept_, r.role, r.coder, r.note, r.change, r.date);
}
void Transcript::add(const CodingResolution& r) {
  line("resolution", r.extract, r.concept_, r.role, r.holds, r.coder, r.reason, r.change);
}
void Transcript::add(const Configuration& r) {
  line("configuration", r.label, r.title, r.theme, r.level, r.status, r.statement, r.note,
       r.elements, r.origin);
}
void Transcript::add(const Evidence& r) {
  line("evidence", r.configuration, r.element, r.extract, r.stance, r.inference, r.note, r.coder,
       r.change);
}
void Transcript::add(const Link& r) {
  line("link", r.from, r.to, r.kind, r.note, r.coder, r.evidence, r.origin);
}
void Transcript::add(const Theory& r) {
  line("theory", r.label, r.kind, r.citation, r.document, r.note, r.origin);
}
void Transcript::add(const Construct& r) {
  line("construct", r.theory, r.label, r.definition, r.configurations, r.origin);
}
void Transcript::add(const TheoryVersion& r) {
  line("version", r.theory, r.label, r.date, r.note, r.origin);
}
void Transcript::add(const Statement& r) {
  line("statement", r.version, r.label, r.text, r.lineage, r.reason, r.moved_by, r.configurations,
       r.origin);
}
void Transcript::add(const Appraisal& r) {
  line("appraisal", r.document, r.extract, r.criterion, r.rating, r.reason, r.coder,
       r.is_resolution, r.origin);
}
void Transcript::add(const Reading& r) {
  line("reading", r.document, r.version, r.coder, r.date, r.note, r.origin);
}
void Transcript::add(const SavedQuestion& r) { line("saved question", r.name, r.text, r.origin); }
void Transcript::add(const Memo& r) {
  line("memo", r.about, std::to_string(r.about_ref), r.text, r.date, r.coder, r.origin);
}

void Transcript::add(const Attachment& r) {
  line("attachment", r.document, r.name, r.media_type, r.bytes, r.origin);
}
void Transcript::add(const Entry& r) {
  line("entry", r.list, r.configuration, std::to_string(r.place), r.fields, r.origin);
}
void Transcript::add(const ForeignPart& r) {
  line("foreign part", r.system, r.kind, r.id, r.about, std::to_string(r.about_ref), r.content,
       r.origin);
}

}  // namespace retroduce::tests
