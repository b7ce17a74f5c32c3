#include "store/thing_shape.h"

#include <algorithm>

#include "base/error.h"

namespace retroduce::store {

using namespace model;

namespace {

using Type = ThingField::Type;
using Form = ThingPart::Form;

template <typename E>
std::span<const std::string_view> words() {
  return words_of<E>();
}

ThingField text(std::string_view key) { return {key, key}; }
ThingField text(std::string_view key, std::string_view column) { return {key, column}; }
ThingField flag(std::string_view key, std::string_view column) { return {key, column, Type::flag}; }
ThingField number(std::string_view key, std::string_view column) {
  return {key, column, Type::number};
}
template <typename E>
ThingField word(std::string_view key) {
  return {key, key, Type::text, ThingKind::review, WhenGone::stays, words<E>};
}
ThingField to(ThingKind kind, std::string_view key, std::string_view column,
              WhenGone when_gone = WhenGone::stays) {
  return {key, column, Type::reference, kind, when_gone};
}
ThingField coder() { return to(ThingKind::coder, "coder", "coder"); }

ThingShape coder_shape() {
  return {ThingKind::coder, "coder", "label", {}, {text("label"), text("name"), text("note")}, {}};
}

ThingShape study_shape() {
  return {ThingKind::study, "study", "label", {}, {text("label"), text("note")}, {}};
}

ThingShape document_shape() {
  return {ThingKind::document,
          "document",
          "key",
          {},
          {text("key"),
           text("type"),
           {"authors", "authors", Type::json},
           number("year", "year"),
           text("title"),
           text("container"),
           text("volume"),
           text("issue"),
           text("pages"),
           text("doi"),
           text("url"),
           text("language"),
           text("note"),
           flag("consultation", "consultation"),
           to(ThingKind::study, "study", "study", WhenGone::clears)},
          {{"fields", "document_field", "document", Form::objects, {text("name"), text("value")}}}};
}

ThingShape theme_shape() {
  return {ThingKind::theme,
          "theme",
          "label",
          {},
          {text("label"), text("note"), to(ThingKind::theme, "parent", "parent")},
          {}};
}

ThingShape concept_shape() {
  return {ThingKind::concept_,
          "concept",
          "label",
          {},
          {text("label"),
           {"", "folded", Type::folded},
           text("definition"),
           text("note"),
           to(ThingKind::concept_, "parent", "parent"),
           flag("wording", "wording"),
           text("colour")},
          {{"aliases",
            "concept_alias",
            "concept",
            Form::values,
            {text("alias"), {"", "folded", Type::folded}}}}};
}

ThingShape extract_shape() {
  return {ThingKind::extract,
          "extract",
          "quote",
          {},
          {to(ThingKind::document, "document", "document"), number("begin", "span_begin"),
           number("end", "span_end"), text("page"), flag("paraphrase", "paraphrase")},
          {{"",
            "extract_text",
            "extract",
            Form::beside,
            {text("quote"), text("translation"), text("note")}},
           {"anchor",
            "anchor",
            "extract",
            Form::maybe,
            {word<AnchorHow>("how"), text("before"), text("after"), text("doubt"),
             flag("span-found", "span_found"), flag("page-found", "page_found")}}}};
}

ThingShape coding_shape() {
  return {ThingKind::coding,
          "coding",
          "",
          {"extract", "concept", "role", "coder"},
          {to(ThingKind::extract, "extract", "extract", WhenGone::goes),
           to(ThingKind::concept_, "concept", "concept"), word<Role>("role"), coder(), text("note"),
           text("date")},
          {}};
}

ThingShape configuration_shape() {
  return {ThingKind::configuration,
          "configuration",
          "label",
          {},
          {text("label"),
           text("title"),
           to(ThingKind::theme, "theme", "theme", WhenGone::clears),
           {"level", "level", Type::maybe_text},
           word<Status>("status"),
           text("statement"),
           text("note")},
          {{"elements",
            "element",
            "configuration",
            Form::objects,
            {word<Role>("role"), word<MechanismPart>("part"),
             to(ThingKind::concept_, "concept", "concept"), text("wording"),
             flag("opposite", "opposite"), text("direction"), flag("unintended", "unintended"),
             flag("when-not-fired", "when_not_fired")},
            true}}};
}

ThingShape evidence_shape() {
  return {ThingKind::evidence,
          "evidence",
          "",
          {"configuration", "element", "extract"},
          {to(ThingKind::configuration, "configuration", "configuration", WhenGone::goes),
           number("element", "element"), to(ThingKind::extract, "extract", "extract"),
           word<Stance>("stance"), word<Inference>("inference"), text("note"),
           to(ThingKind::coder, "coder", "coder")},
          {}};
}

ThingShape link_shape() {
  return {
      ThingKind::link,
      "link",
      "",
      {},
      {to(ThingKind::configuration, "from", "from_configuration", WhenGone::goes),
       to(ThingKind::configuration, "to", "to_configuration", WhenGone::goes),
       word<LinkKind>("kind"), text("note"), coder()},
      {{"pieces",
        "link_evidence",
        "link",
        Form::objects,
        {to(ThingKind::extract, "extract", "extract", WhenGone::clears), word<Stance>("stance")}}},
      {"from", "to", "kind", "coder"}};
}

ThingShape theory_shape() {
  return {ThingKind::theory,
          "theory",
          "label",
          {},
          {text("label"), word<TheoryKind>("kind"), text("citation"),
           to(ThingKind::document, "document", "document"), text("note")},
          {}};
}

ThingShape construct_shape() {
  return {ThingKind::construct,
          "construct",
          "label",
          {},
          {to(ThingKind::theory, "theory", "theory"), text("label"), text("definition")},
          {{"configurations",
            "construct_configuration",
            "construct",
            Form::values,
            {to(ThingKind::configuration, "configuration", "configuration", WhenGone::clears)}}}};
}

ThingShape version_shape() {
  return {ThingKind::theory_version,
          "theory_version",
          "label",
          {},
          {to(ThingKind::theory, "theory", "theory"), text("label"), text("date"), text("note")},
          {}};
}

ThingShape statement_shape() {
  return {ThingKind::statement,
          "statement",
          "label",
          {},
          {to(ThingKind::theory_version, "version", "theory_version"), text("label"), text("text"),
           text("reason")},
          {{"lineage",
            "statement_lineage",
            "statement",
            Form::objects,
            {to(ThingKind::statement, "earlier", "earlier"), word<Lineage>("lineage")}},
           {"moved-by",
            "statement_extract",
            "statement",
            Form::values,
            {to(ThingKind::extract, "extract", "extract", WhenGone::clears)}},
           {"configurations",
            "statement_configuration",
            "statement",
            Form::values,
            {to(ThingKind::configuration, "configuration", "configuration", WhenGone::clears)}}}};
}

ThingShape appraisal_shape() {
  return {
      ThingKind::appraisal,
      "appraisal",
      "",
      {},
      {to(ThingKind::document, "document", "document", WhenGone::goes),
       to(ThingKind::extract, "extract", "extract", WhenGone::goes), word<Criterion>("criterion"),
       text("rating"), text("reason"), coder(), flag("resolution", "resolution")},
      {},
      {"document", "extract", "criterion", "coder", "resolution"}};
}

ThingShape reading_shape() {
  return {ThingKind::reading,
          "reading",
          "",
          {},
          {to(ThingKind::document, "document", "document", WhenGone::goes),
           to(ThingKind::theory_version, "version", "theory_version"), coder(), text("date"),
           text("note")},
          {},
          {"document", "version", "coder"}};
}

ThingShape saved_question_shape() {
  return {ThingKind::saved_question,
          "saved_question",
          "name",
          {},
          {text("name"), text("question", "text")},
          {}};
}

ThingShape attachment_shape() {
  return {ThingKind::attachment,
          "attachment",
          "name",
          {},
          {to(ThingKind::document, "document", "document", WhenGone::goes), text("name"),
           text("media-type", "media_type"), number("size", "size"), text("hash", "content_hash")},
          {},
          {"document", "name", "hash"}};
}

ThingShape entry_shape() {
  return {ThingKind::entry,
          "entry",
          "label",
          {},
          {word<EntryList>("list"), text("label"),
           to(ThingKind::configuration, "configuration", "configuration", WhenGone::goes),
           number("place", "place")},
          {{"fields", "entry_field", "entry", Form::objects, {text("name"), text("value")}}},
          {"list", "label", "configuration"}};
}

ThingShape memo_shape() {
  return {ThingKind::memo,
          "memo",
          "",
          {},
          {{"about", "about", Type::about, ThingKind::review, WhenGone::goes},
           text("text"),
           text("date"),
           coder()},
          {},
          {"about", "text", "date", "coder"}};
}

ThingShape foreign_part_shape() {
  return {ThingKind::foreign_part,
          "foreign_part",
          "",
          {},
          {text("system"),
           text("kind"),
           text("foreign-id", "foreign_id"),
           {"about", "about", Type::about, ThingKind::review, WhenGone::goes},
           text("content")},
          {},
          {"system", "kind", "foreign-id", "about", "content"}};
}

ThingShape resolution_shape() {
  return {ThingKind::resolution,
          "coding_resolution",
          "",
          {"extract", "concept", "role"},
          {to(ThingKind::extract, "extract", "extract", WhenGone::goes),
           to(ThingKind::concept_, "concept", "concept"), word<Role>("role"),
           flag("holds", "holds"), coder(), text("reason")},
          {}};
}

ThingShape record_shape() {
  return {ThingKind::record,
          "source_record",
          "",
          {"digest", "search", "database", "searched"},
          {to(ThingKind::document, "document", "document", WhenGone::goes),
           text("format"),
           text("database"),
           text("search"),
           text("searched"),
           text("accession"),
           text("digest"),
           text("rule"),
           number("score", "score"),
           text("came"),
           {"raw", "raw", Type::json}},
          {}};
}

ThingShape sameness_shape() {
  return {ThingKind::sameness,
          "sameness",
          "",
          {"document", "other"},
          {to(ThingKind::document, "document", "document", WhenGone::goes),
           to(ThingKind::document, "other", "other", WhenGone::goes), flag("same", "same"),
           text("reason")},
          {}};
}

}  // namespace

std::span<const ThingShape> thing_shapes() {
  static const std::vector<ThingShape> shapes = {
      coder_shape(),          study_shape(),      document_shape(),  theme_shape(),
      concept_shape(),        extract_shape(),    coding_shape(),    configuration_shape(),
      evidence_shape(),       link_shape(),       theory_shape(),    construct_shape(),
      version_shape(),        statement_shape(),  appraisal_shape(), reading_shape(),
      saved_question_shape(), attachment_shape(), entry_shape(),     memo_shape(),
      foreign_part_shape(),   resolution_shape(), record_shape(),    sameness_shape()};
  return shapes;
}

const ThingShape& shape_of(ThingKind kind) {
  static const auto by_kind = [] {
    std::vector<const ThingShape*> list(words_of<ThingKind>().size(), nullptr);
    for (const ThingShape& shape : thing_shapes())
      list[static_cast<std::size_t>(shape.kind)] = &shape;
    return list;
  }();
  const ThingShape* shape = by_kind[static_cast<std::size_t>(kind)];
  RETRODUCE_ASSERT(shape != nullptr);
  return *shape;
}

bool has_name_alone(ThingKind kind) {
  // Extracts are known by their words, which may stand in several places.
  return kind != ThingKind::review && kind != ThingKind::extract && !shape_of(kind).name.empty() &&
         shape_of(kind).once.empty();
}

std::string_view name_scope(ThingKind kind) {
  if (kind == ThingKind::construct || kind == ThingKind::theory_version) return "theory";
  return kind == ThingKind::statement ? "version" : "";
}

std::vector<KeysForRemarks> keys_for_remarks() {
  std::vector<KeysForRemarks> list;
  for (const ThingShape& shape : thing_shapes()) {
    std::string key = shape.natural_key.empty() ? "CAST(id AS TEXT)" : "";
    for (const std::string_view each : shape.natural_key)
      key.append(key.empty() ? "" : " || ' ' || ").append(find_field(shape, each)->column);
    list.push_back({to_word(shape.kind), "SELECT " + key + " FROM " + std::string(shape.table)});
  }
  list.push_back({"element", "SELECT configuration || ' ' || place FROM element"});
  return list;
}

const ThingField* find_field(const ThingShape& shape, std::string_view key) {
  const auto among = [key](const std::vector<ThingField>& fields) -> const ThingField* {
    const auto found = std::find_if(fields.begin(), fields.end(),
                                    [key](const ThingField& field) { return field.key == key; });
    return found == fields.end() || key.empty() ? nullptr : &*found;
  };
  if (const ThingField* own = among(shape.fields)) return own;
  for (const ThingPart& part : shape.parts) {
    if (part.form != ThingPart::Form::beside) continue;
    if (const ThingField* beside = among(part.fields)) return beside;
  }
  return nullptr;
}

}  // namespace retroduce::store
