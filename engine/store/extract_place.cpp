#include "store/extract_place.h"

#include "model/anchoring.h"
#include "store/text_images.h"
#include "store/text_rows.h"

namespace retroduce::store {

using namespace model;

std::optional<base::TextSpan> span_in(const Image& extract) {
  if (!extract.contains("begin") || !extract.contains("end")) return std::nullopt;
  return base::TextSpan{extract.at("begin").get<std::int64_t>(),
                        extract.at("end").get<std::int64_t>()};
}

void put_span(Image& extract, const std::optional<base::TextSpan>& span) {
  extract.erase("begin");
  extract.erase("end");
  if (!span) return;
  extract["begin"] = span->begin;
  extract["end"] = span->end;
}

bool is_in_place(const base::QuoteFinder& text, const Image& extract) {
  const auto span = span_in(extract);
  if (!span) return true;
  const auto anchor = anchor_in(extract.value("anchor", Image()));
  const bool is_near = anchor && anchor->how == AnchorHow::near;
  return !is_near && base::same_quote(text.slice(*span), extract.value("quote", std::string()));
}

void place_anew(const base::QuoteFinder& text, const std::vector<TextPage>& pages, Image& extract,
                const std::string& words) {
  AnchorAsk ask;
  ask.quote = extract.value("quote", std::string());
  ask.is_paraphrase = extract.value("paraphrase", false);
  ask.span = span_in(extract);
  ask.page = extract.value("page", std::string());
  ask.anchor = anchor_in(extract.value("anchor", Image()));
  ask.replaces = true;
  ask.words_there = words;
  const AnchorAnswer answer = anchor_extract(text, pages, ask);
  if (answer.is_left_alone) return;
  put_span(extract, answer.span);
  extract.erase("page");
  if (!answer.page.empty()) extract["page"] = answer.page;
  extract["anchor"] = anchor_image(answer.anchor);
}

void place_in_text_of_now(Things& things, Image& extract) {
  const auto row = things.row_of(ThingKind::document, extract.at("document").get<std::string>());
  const auto stored = current_text(things.connection(), row.value_or(0));
  if (!stored) return put_span(extract, std::nullopt);
  const base::QuoteFinder text(stored->text);
  if (!is_in_place(text, extract))
    place_anew(text, origin_of_text(things.connection(), stored->id).pages, extract);
}

}  // namespace retroduce::store
