// Different texts of one document, attached by people who did not know of each other: both are
// kept, the one attached last holds, and every extract is put in its place in that one.
#include <algorithm>

#include "store/extract_place.h"
#include "store/merge_join.h"
#include "store/text_images.h"

namespace retroduce::store {

using namespace model;

namespace {

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

/// Another has its words at its place: then it has none, and that is said.
void take_place_away(Image& extract) {
  put_span(extract, std::nullopt);
  Anchor anchor;
  anchor.how = AnchorHow::none;
  anchor.doubt = "another extract with the same words stands at the only place";
  extract["anchor"] = anchor_image(anchor);
}

/// Whether the deed gave the document another text, or took one away.
bool is_of_text(const Deed& deed) {
  for (const Image* image : {&deed.before, &deed.after})
    if (image->contains("text") || image->contains("texts")) return true;
  return false;
}

/// The text that holds after it, by its fingerprint; null: none.
Image text_after(const Deed& deed) {
  if (deed.after.contains("text")) return deed.after.at("text").value("hash", Image());
  const Image texts = deed.after.value("texts", Image::array());
  return texts.empty() ? Image() : Image(print_of_text(texts.back()));
}

/// Whether it says which words the extract has, or where.
bool places(const Deed& deed) {
  return deed.is_there && (deed.after.contains("quote") || deed.after.contains("begin") ||
                           deed.after.contains("anchor"));
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

/// The documents that these units are, or are extracts of, with those extracts.
std::map<ThingName, std::set<ThingName>> MergeJoin::by_document(const std::set<ThingName>& units) {
  std::map<ThingName, std::set<ThingName>> extracts;
  for (const ThingName& unit : units) {
    if (unit.kind == ThingKind::document) extracts[unit];
    if (unit.kind != ThingKind::extract) continue;
    for (const Deed& deed : history_.deeds(unit))
      for (const Image* image : {&deed.before, &deed.after})
        if (image->contains("document"))
          extracts[{ThingKind::document, image->at("document").get<std::string>()}].insert(unit);
  }
  return extracts;
}

/// Whether the extract was placed by somebody who did not know of a text of its document, or of
/// another who placed it.
bool MergeJoin::is_placed_apart(const ThingName& extract, const std::vector<const Deed*>& texts) {
  const auto apart = [this](const Deed& a, const Deed& b) {
    return a.change != b.change && !history_.knew(a, b) && !history_.knew(b, a);
  };
  const auto& deeds = history_.deeds(extract);
  return std::any_of(deeds.begin(), deeds.end(), [&](const Deed& deed) {
    return places(deed) && (std::any_of(texts.begin(), texts.end(),
                                        [&](const Deed* text) { return apart(deed, *text); }) ||
                            std::any_of(deeds.begin(), deeds.end(), [&](const Deed& other) {
                              return places(other) && apart(deed, other);
                            }));
  });
}

/// Of a document with a text all extracts are looked at where one of them may not stand in it as it
/// says, whoever touched them.
void MergeJoin::open_extracts(const std::set<ThingName>& units) {
  for (auto& [document, all] : by_document(units)) {
    std::vector<const Deed*> texts;
    for (const Deed& deed : history_.deeds(document))
      if (is_of_text(deed)) texts.push_back(&deed);
    if (texts.empty()) continue;
    std::set<ThingName> extracts;
    for (const ThingName& there : history_.mine_of(document))
      for (const auto& user : history_.my_things().users(there))
        if (user.thing.kind == ThingKind::extract)
          extracts.insert({user.thing.kind, history_.twins().standing(user.thing.id)});
    all.insert(extracts.begin(), extracts.end());
    if (!has_two_texts(document) &&
        std::none_of(all.begin(), all.end(),
                     [&](const ThingName& each) { return is_placed_apart(each, texts); }))
      continue;
    to_place_.insert(document);
    open_.insert(extracts.begin(), extracts.end());
  }
}

/// The text that whoever did the deed knew as the one that holds; null: none.
Image MergeJoin::text_known(const ThingName& document, const Deed& deed) {
  Image known;
  for (const Deed& text : history_.deeds(document))
    if (is_of_text(text) && (text.change == deed.change || history_.knew(deed, text)))
      known = text_after(text);
  return known;
}

/// Who says last where the extract stands: before all others who placed it in the text that holds,
/// `last`; then who gave it a place themselves; then who attached that text and left it where it
/// was.
Deed MergeJoin::placed_by(const ThingName& extract, const ThingName& document, const Image& last) {
  const auto& deeds = history_.deeds(extract);
  std::vector<std::pair<int, const Deed*>> all;
  for (const Deed& deed : deeds) {
    const bool is_over = std::any_of(deeds.begin(), deeds.end(), [&](const Deed& other) {
      return places(other) && history_.knew(other, deed);
    });
    if (!places(deed) || is_over) continue;
    const bool is_by_hand = deed.change == nullptr || deed.change->kind != "attach";
    all.emplace_back(text_known(document, deed) == last ? 3 : is_by_hand ? 2 : 0, &deed);
  }
  for (const Deed& text : history_.deeds(document))
    if (is_of_text(text) && text_after(text) == last &&
        std::any_of(deeds.begin(), deeds.end(),
                    [&](const Deed& deed) { return brings(deed) && history_.knew(text, deed); }))
      all.emplace_back(1, &text);
  const auto best = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first < b.first : is_earlier(*a.second, *b.second);
  });
  return best == all.end() ? Deed() : *best->second;
}

/// A paraphrase stands where the source's own words stand that it is put for: these are to be
/// looked for where it has its place from one who knew another text than the last of `texts`. What
/// is said of its place is as that one left it.
MergeJoin::OwnWords MergeJoin::own_words(const ThingName& extract, const ThingName& document,
                                         const Image& texts, Image& image) {
  const Image before = image;
  const Image last = print_of_text(texts.back());
  const Deed by = placed_by(extract, document, last);
  const Writes writes = FieldJoin::writes_of(history_, history_.deeds(extract));
  for (const char* field : {"begin", "end", "page", "anchor"}) {
    image.erase(field);
    const auto found = writes.find(field);
    if (found == writes.end()) continue;
    std::vector<Write> known;
    for (const Write& write : found->second)
      if (write.by->change == by.change || history_.knew(by, *write.by)) known.push_back(write);
    Image value = FieldJoin(history_, extract.kind).value(field, known, nullptr);
    if (!value.is_null()) image[field] = std::move(value);
  }
  if (image != before) {
    bound_.insert(extract);
    outcomes_.at(extract).is_shown_otherwise = true;
  }
  const auto span = span_in(image);
  if (!span) return {{}, true};
  Image then = text_known(document, by);
  if (then.is_null()) then = last;  // the first text takes what came with a span as it is
  OwnWords own;
  for (const Image& text : texts)
    if (print_of_text(text) == then)
      own.words = base::QuoteFinder(text.at("text").get_ref<const std::string&>()).slice(*span);
  own.is_in_place = then == last && !own.words.empty();
  return own;
}

void MergeJoin::place_extracts(const ThingName& document) {
  const auto wanted = wanted_.find(document);
  const bool is_told = wanted != wanted_.end() && wanted->second.contains("texts");
  Image texts = is_told ? wanted->second.at("texts") : Image();
  for (const ThingName& there : history_.mine_of(document)) {
    if (is_told || !texts.empty()) break;
    texts = history_.my_things().image(there, true)->value("texts", Image());
  }
  if (!texts.is_array() || texts.empty()) {
    for (auto& [thing, image] : wanted_)
      if (thing.kind == ThingKind::extract && image.value("document", "") == document.id)
        put_span(image, std::nullopt);
    return;
  }
  const Image& last = texts.back();
  const base::QuoteFinder text(last.at("text").get_ref<const std::string&>());
  const std::vector<TextPage> pages = pages_in(last);
  std::vector<std::pair<std::pair<const ThingName, Image>*, std::string>> moving;
  std::set<std::string> taken;
  for (auto& each : wanted_) {
    if (each.first.kind != ThingKind::extract ||
        each.second.value("document", std::string()) != document.id)
      continue;
    OwnWords own;
    const bool is_paraphrase = each.second.value("paraphrase", false);
    if (is_paraphrase) own = own_words(each.first, document, texts, each.second);
    drop_stale_place(each.second);
    if (!is_paraphrase) own.is_in_place = is_in_place(text, each.second);
    if (!own.is_in_place || !taken.insert(place_of(each.second)).second)
      moving.emplace_back(&each, std::move(own.words));
  }
  TwoTexts told{document, last.value("source", std::string()), 0};
  for (const auto& [each, words] : moving) {
    const Image before = each->second;
    place_anew(text, pages, each->second, words);
    if (taken.count(place_of(each->second)) > 0) take_place_away(each->second);
    taken.insert(place_of(each->second));
    if (!span_in(each->second)) ++told.without_place;
    bound_.insert(each->first);
    if (each->second != before) outcomes_.at(each->first).is_shown_otherwise = true;
  }
  if (has_two_texts(document)) two_texts_.push_back(told);
}

}  // namespace retroduce::store
