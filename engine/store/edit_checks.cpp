// What must hold before a thing is written.
#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/grapheme.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "model/anchoring.h"
#include "store/edit_steps.h"
#include "store/extract_place.h"
#include "store/passages.h"
#include "store/review_rows.h"
#include "store/text_images.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

namespace {

/// References without which a thing means nothing.
constexpr std::array<std::pair<ThingKind, std::string_view>, 8> needed = {{
    {ThingKind::extract, "document"},
    {ThingKind::statement, "version"},
    {ThingKind::theory_version, "theory"},
    {ThingKind::construct, "theory"},
    {ThingKind::link, "from"},
    {ThingKind::link, "to"},
    {ThingKind::extract, "quote"},
    {ThingKind::saved_question, "question"},
}};

void need_on_scale(EditContext& context, Scale of, const std::string& word) {
  const char* scale = of == Scale::levels ? "levels" : "ratings";
  const ThingName review{ThingKind::review, "review"};
  Image image = context.image(review);
  Image& words = image[scale];
  if (words.empty()) {
    const auto usual = usual_words(of);
    words = std::vector<std::string>(usual.begin(), usual.end());
    if (std::find(words.begin(), words.end(), word) != words.end())
      return context.session().put(review, image);
  }
  if (std::find(words.begin(), words.end(), word) != words.end()) return;
  std::vector<std::string> list;
  for (const Image& each : words) list.push_back(each.get<std::string>());
  context.refuse(
      "edit.scale", "\"" + word + "\" is not on the review's scale of " + scale,
      {"The scale: " + base::join(list, ", ") + ". Widen it with: set review " + scale + " …"});
}

void write_anchor(Image& image, const AnchorAnswer& answer) {
  if (answer.span) {
    image["begin"] = answer.span->begin;
    image["end"] = answer.span->end;
  }
  if (!answer.page.empty()) image["page"] = answer.page;
  image["anchor"] = anchor_image(answer.anchor);
}

}  // namespace

const ThingShape* shape_of_or_null(ThingKind kind) {
  if (kind == ThingKind::review || kind == ThingKind::element) return nullptr;
  return &shape_of(kind);
}

void check_scales(EditContext& context, const Image& image) {
  if (image.contains("level")) need_on_scale(context, Scale::levels, image.at("level"));
  if (image.contains("rating")) need_on_scale(context, Scale::ratings, image.at("rating"));
}

void check_natural_key(EditContext& context, const ThingShape& shape, const Image& before,
                       const Image& after) {
  for (const std::string_view each : shape.natural_key) {
    const std::string key(each);
    if (before.value(key, Image()) != after.value(key, Image()))
      context.refuse("edit.property", "the " + key + " is what makes this " +
                                          std::string(to_word(shape.kind)) +
                                          "; take it back and add another");
  }
}

void need_versions_in_order(EditContext& context, const ThingName& statement, const Image& image) {
  Things& things = context.things();
  const auto row_of = [&](const Image& each) {
    return things.row_of(ThingKind::theory_version, each.at("version").get<std::string>());
  };
  const auto refuse = [&](const ThingName& later, const ThingName& earlier) {
    context.refuse("edit.lineage",
                   said(context, later) + " came out of " + said(context, earlier) +
                       ", which would not stand in an earlier version then",
                   {"Say its lineage anew: lineage new, or lineage reworded from \"…\""});
  };
  for (const Image& line : image.value("lineage", Image::array())) {
    const ThingName earlier{statement.kind, line.value("earlier", std::string())};
    const auto there = things.image(earlier);
    if (there && row_of(*there) >= row_of(image)) refuse(statement, earlier);
  }
  for (const auto& user : things.users(statement))
    if (user.thing.kind == statement.kind && row_of(context.image(user.thing)) <= row_of(image))
      refuse(user.thing, statement);
}

void tell_version_order(EditContext& context, const ThingName& version, const Image& image) {
  Things& things = context.things();
  const std::string date = image.value("date", std::string());
  const auto own_row = things.row_of(version.kind, version.id);
  for (const ThingName& each : things.all(version.kind)) {
    const Image other = context.image(each);
    const std::string others = other.value("date", std::string());
    if (each == version || other.at("theory") != image.at("theory") || date == others ||
        !base::is_date(date) || !base::is_date(others))
      continue;
    const bool is_later = !own_row || things.row_of(each.kind, each.id) < *own_row;
    if (is_later == (others < date)) continue;
    context.say("edit.version-order",
                "the dates of " + said(context, version) + " and " + said(context, each) +
                    " run against their order: versions follow one another as they were added, and "
                    "the one added last is the current one");
    return;
  }
}

bool may_be_empty(const ThingShape& shape, const std::string& key) {
  if (key == shape.name) return false;
  for (const auto& [kind, field] : needed)
    if (kind == shape.kind && field == key) return false;
  if (std::find(shape.natural_key.begin(), shape.natural_key.end(), key) != shape.natural_key.end())
    return false;
  const ThingField* field = find_field(shape, key);
  if (field == nullptr || field->words == nullptr) return true;
  const auto words = field->words();
  return std::find(words.begin(), words.end(), "") != words.end();
}

std::string changed_keys(const Image& before, const Image& after) {
  const auto [was, is] = differing(before, after);
  std::vector<std::string> keys;
  for (const auto& [key, value] : is.items()) keys.push_back(key);
  for (const auto& [key, value] : was.items())
    if (!is.contains(key)) keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys.empty() ? "nothing" : base::join(keys, ", ");
}

namespace {

/// Refused: edit.span, where a letter would be parted from the marks on it.
void need_whole_characters(EditContext& context, std::string_view text, base::TextSpan span) {
  if (base::splits_character(text, span.begin) || base::splits_character(text, span.end))
    context.refuse("edit.span", "the span begins or ends in the middle of a character",
                   {"A letter and the marks on it stand together; move the edge by one."});
}

}  // namespace

void place_extract(EditContext& context, const ThingName& document, Image& image) {
  const auto row = context.things().row_of(ThingKind::document, document.id);
  const auto text = current_text(context.things().connection(), row.value_or(0));
  const bool has_span = image.contains("begin") || image.contains("end");
  if (has_span && (!image.contains("begin") || !image.contains("end")))
    context.refuse("edit.span", "a span needs both begin and end");
  const bool has_words = !base::is_unseen(image.value("quote", std::string()));
  if (!text) {
    if (!has_words)
      context.refuse("edit.no-text",
                     said(context, document) + " has no text to take the words from; say them",
                     {"Or give it one: retroduce attach REVIEW KEY FILE"});
    return;
  }
  AnchorAsk ask;
  ask.quote = image.value("quote", std::string());
  ask.page = image.value("page", std::string());
  ask.is_paraphrase = image.value("paraphrase", false);
  if (has_span) {
    const base::TextSpan span{image.at("begin").get<std::int64_t>(),
                              image.at("end").get<std::int64_t>()};
    if (span.begin >= span.end)
      context.refuse("edit.span", "the span must end behind where it begins");
    const auto there = span.begin >= 0 ? base::slice(text->text, span) : std::nullopt;
    if (!there)
      context.refuse(
          "edit.span", "the span reaches beyond the text of " + said(context, document),
          {"It has " +
           base::count_of(base::count_code_points(text->text), "character", "characters") + "."});
    need_whole_characters(context, text->text, span);
    if (base::is_unseen(*there))
      context.refuse("edit.span", "no words stand at that place of " + said(context, document));
    ask.span = span;
    if (!has_words) image["quote"] = ask.quote = std::string(*there);
  } else if (!has_words) {
    context.refuse("edit.span", "an extract needs words, or a place: begin 120 end 160");
  }
  const base::QuoteFinder finder(text->text);
  const auto answer =
      anchor_extract(finder, origin_of_text(context.things().connection(), text->id).pages, ask);
  if (answer.is_left_alone) return;
  if (answer.anchor.how == AnchorHow::none && !ask.is_paraphrase)
    context.refuse("edit.not-in-text",
                   "these words cannot be put in their place in the text of " +
                       said(context, document) +
                       (answer.anchor.doubt.empty() ? "" : ": " + answer.anchor.doubt),
                   {"Quote it as it stands there, say which place is meant (begin 120 end 160), or "
                    "say paraphrase."});
  if (answer.span) need_whole_characters(context, text->text, *answer.span);
  write_anchor(image, answer);
  if (!answer.remark.empty()) context.say("edit.place", answer.remark);
}

namespace {

/// A span alone makes no other quote of what was coded: it is the place of these words.
void need_words_at_span(EditContext& context, const ThingName& extract, const Image& image) {
  const auto span = span_in(image);
  const ThingName document{ThingKind::document, image.at("document").get<std::string>()};
  const auto row = context.things().row_of(document.kind, document.id);
  const auto text = current_text(context.things().connection(), row.value_or(0));
  const auto there =
      text && span && span->begin >= 0 ? base::slice(text->text, *span) : std::nullopt;
  if (!there || base::is_unseen(*there) ||
      base::same_quote(*there, image.value("quote", std::string())))
    return;
  const std::string place =
      "begin " + std::to_string(span->begin) + " end " + std::to_string(span->end);
  context.refuse("edit.span",
                 "other words stand there in the text of " + said(context, document) + ": \"" +
                     base::shorten(base::collapse_blanks(*there), 60) + "\"",
                 {"To take these instead: retroduce edit REVIEW 'set extract " + extract.id + " " +
                  place + " quote \"\"'"});
}

}  // namespace

void check_extract(EditContext& context, const ThingName& thing, const Image& before,
                   Image& image) {
  const auto same = [&](const char* key) {
    return before.value(key, Image()) == image.value(key, Image());
  };
  if (same("quote") && same("begin") && same("end") && same("document")) return;
  if (same("begin") && same("end")) {
    image.erase("begin");
    image.erase("end");
  } else if (same("quote") && !image.value("paraphrase", false)) {
    need_words_at_span(context, thing, image);
  }
  image.erase("anchor");
  place_extract(context, {ThingKind::document, image.at("document").get<std::string>()}, image);
  for (const ThingName& there : extracts_of_passage(context, image))
    if (there != thing)
      context.refuse("edit.there", said(context, there) + " is taken from the same place already",
                     {"To make one of the two: merge extract, once the words are the same; else "
                      "retire one of them."});
}

}  // namespace retroduce::store
