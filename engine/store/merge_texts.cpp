// Different texts of one document, attached by people who did not know of each other: both are
// kept, the one attached last holds, and every extract is put in its place in that one.
#include <algorithm>

#include "model/anchoring.h"
#include "store/merge_join.h"
#include "store/text_images.h"

namespace retroduce::store {

using namespace model;

namespace {

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

/// Who looked for it in a later text and did not find it says no more than that of its place.
void drop_stale_place(Image& extract) {
  const auto anchor = anchor_in(extract.value("anchor", Image()));
  if (anchor && anchor->how == AnchorHow::none) put_span(extract, std::nullopt);
}

/// Words at a place, which no two extracts of a document share.
std::string place_of(const Image& extract) {
  return extract.value("begin", Image()).dump() + " " + extract.value("end", Image()).dump() + " " +
         extract.value("quote", std::string());
}

/// Whether the extract stands where it says. What is not word for word is always looked for anew.
bool is_in_place(const base::QuoteFinder& text, const Image& extract) {
  const auto span = span_in(extract);
  if (!span) return true;
  const auto anchor = anchor_in(extract.value("anchor", Image()));
  const bool is_near = anchor && anchor->how == AnchorHow::near;
  return !is_near && base::same_quote(text.slice(*span), extract.value("quote", std::string()));
}

void place_anew(const base::QuoteFinder& text, const std::vector<TextPage>& pages, Image& extract) {
  AnchorAsk ask;
  ask.quote = extract.value("quote", std::string());
  ask.is_paraphrase = extract.value("paraphrase", false);
  ask.span = span_in(extract);
  ask.page = extract.value("page", std::string());
  ask.anchor = anchor_in(extract.value("anchor", Image()));
  ask.replaces = true;
  const AnchorAnswer answer = anchor_extract(text, pages, ask);
  if (answer.is_left_alone) return;
  put_span(extract, answer.span);
  extract.erase("page");
  if (!answer.page.empty()) extract["page"] = answer.page;
  extract["anchor"] = anchor_image(answer.anchor);
}

/// Another has its words at its place: then it has none, and that is said.
void take_place_away(Image& extract) {
  put_span(extract, std::nullopt);
  Anchor anchor;
  anchor.how = AnchorHow::none;
  anchor.doubt = "another extract with the same words stands at the only place";
  extract["anchor"] = anchor_image(anchor);
}

}  // namespace

/// Whether two texts were ever attached that differ, neither knowing of the other.
bool MergeJoin::has_two_texts(const ThingName& document) {
  std::vector<const Deed*> texts;
  for (const Deed& deed : history_.deeds(document))
    if (deed.after.contains("text") || deed.after.contains("texts")) texts.push_back(&deed);
  const auto print = [](const Deed& deed) {
    return deed.after.contains("text") ? deed.after.at("text").value("hash", Image())
                                       : deed.after.at("texts");
  };
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = i + 1; j < texts.size(); ++j)
      if (!history_.knew(*texts[i], *texts[j]) && !history_.knew(*texts[j], *texts[i]) &&
          print(*texts[i]) != print(*texts[j]))
        return true;
  return false;
}

/// All extracts of such documents are looked at, too, whoever touched them.
void MergeJoin::open_extracts(const std::set<ThingName>& units) {
  for (const ThingName& unit : units) {
    if (unit.kind != ThingKind::document || !has_two_texts(unit)) continue;
    for (const ThingName& there : history_.mine_of(unit))
      for (const auto& user : history_.my_things().users(there))
        if (user.thing.kind == ThingKind::extract)
          open_.insert({user.thing.kind, history_.twins().standing(user.thing.id)});
  }
}

void MergeJoin::place_extracts(const ThingName& document) {
  Image texts = wanted_.at(document).value("texts", Image());
  for (const ThingName& there : history_.mine_of(document)) {
    if (!texts.empty()) break;
    texts = history_.my_things().image(there, true)->value("texts", Image());
  }
  if (!texts.is_array() || texts.empty()) return;
  const Image& last = texts.back();
  const auto& words = last.at("text").get_ref<const std::string&>();
  const base::QuoteFinder text(words);
  const std::vector<TextPage> pages = pages_in(last);
  std::vector<std::pair<const ThingName, Image>*> moving;
  std::set<std::string> taken;
  for (auto& each : wanted_) {
    if (each.first.kind != ThingKind::extract ||
        each.second.value("document", std::string()) != document.id)
      continue;
    drop_stale_place(each.second);
    if (!is_in_place(text, each.second) || !taken.insert(place_of(each.second)).second)
      moving.push_back(&each);
  }
  TwoTexts told{document, last.value("source", std::string()), 0};
  for (auto* each : moving) {
    const Image before = each->second;
    place_anew(text, pages, each->second);
    if (taken.count(place_of(each->second)) > 0) take_place_away(each->second);
    taken.insert(place_of(each->second));
    if (!span_in(each->second)) ++told.without_place;
    bound_.insert(each->first);
    if (each->second != before) outcomes_.at(each->first).is_shown_otherwise = true;
  }
  two_texts_.push_back(told);
}

}  // namespace retroduce::store
