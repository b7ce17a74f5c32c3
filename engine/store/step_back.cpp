#include "store/step_back.h"

#include <algorithm>

#include "store/precedence.h"
#include "store/stored.h"
#include "store/text_images.h"

namespace retroduce::store {

using namespace model;

namespace {

bool is_empty(const Image& value) { return value.is_null() || value.empty() || value == ""; }

/// Keys of images that no table of fields knows.
bool is_known(const ThingShape& shape, const std::string& key) {
  if (find_field(shape, key) != nullptr || key == "change" || key == "texts" || key == "bytes")
    return true;
  if (key == "text" && shape.kind == ThingKind::document) return true;
  return std::any_of(shape.parts.begin(), shape.parts.end(),
                     [&key](const ThingPart& part) { return part.key == key; });
}

}  // namespace

bool is_text(const HistoryRow& row) {
  return row.thing == ThingKind::document && !row.after.empty() &&
         read_image(row.after).contains("text");
}

bool is_image(const HistoryRow& row) {
  if (row.thing == ThingKind::review || row.thing == ThingKind::element) return true;
  for (const std::string* text : {&row.before, &row.after}) {
    if (text->empty()) continue;
    const Image image = read_image(*text);
    for (const auto& [key, value] : image.items())
      if (!is_known(shape_of(row.thing), key)) return false;
  }
  return true;
}

std::string image_text(const Image& image) {
  return image.empty() ? std::string("{}") : image.dump();
}

Image read_image(const std::string& text) {
  Image image = Image::parse(text, nullptr, false);
  if (!image.is_object()) raise_damaged(text);
  return image;
}

HistoryRow row_between(const ThingName& thing, const std::optional<Image>& before,
                       const std::optional<Image>& after) {
  if (before && after) {
    const auto [was, is] = differing(*before, *after);
    return {thing.kind, thing.id, image_text(was), image_text(is)};
  }
  return {thing.kind, thing.id, before ? image_text(*before) : std::string(),
          after ? image_text(*after) : std::string()};
}

std::optional<Image> before_row(const HistoryRow& row, const std::optional<Image>& now) {
  if (is_text(row)) {
    // A text that was attached: the last version goes, the document stays.
    if (!now || !now->contains("texts")) return now;
    Image image = *now;
    Image& texts = image["texts"];
    if (!texts.empty()) texts.erase(texts.size() - 1);
    return image;
  }
  if (row.before.empty()) return std::nullopt;
  if (row.after.empty() || !now) return read_image(row.before);
  return exchanged(*now, read_image(row.after), read_image(row.before));
}

Image exchanged(const Image& now, const Image& is, const Image& was) {
  Image image = patched(now, is, was);
  // An image without texts says nothing of them.
  if (is.contains("texts") && !was.contains("texts")) image["texts"] = Image::array();
  return image;
}

bool is_as_left(const HistoryRow& row, const std::optional<Image>& now) {
  if (row.after.empty()) return !now.has_value();
  if (!now) return false;
  const Image after = read_image(row.after);
  if (is_text(row)) {
    const Image& told = after.at("text");
    const Image texts = now->value("texts", Image::array());
    return !texts.empty() && texts.size() == told.value("version", std::size_t{1}) &&
           told.value("hash", Image()) == print_of_text(texts.back()) &&
           (!told.contains("origin") || told.at("origin") == print_of_origin(texts.back()));
  }
  // Of what was added everything must be as it was, of what was changed only that.
  Image keys = row.before.empty() ? *now : read_image(row.before);
  keys.update(after);
  for (const auto& [key, value] : keys.items()) {
    if (key == "bytes") continue;  // they are held against their hash
    const Image is = now->value(key, Image());
    const Image was = after.value(key, Image());
    if (is != was && !(is_empty(is) && is_empty(was))) return false;
  }
  return true;
}

std::optional<Image> after_row(const HistoryRow& row, const std::optional<Image>& now) {
  if (is_text(row)) return now;
  if (row.after.empty()) return std::nullopt;
  if (row.before.empty() || !now) return read_image(row.after);
  return exchanged(*now, read_image(row.before), read_image(row.after));
}

std::optional<std::string> cannot_undo(const Change& change, const std::vector<HistoryRow>& rows) {
  if (change.kind == merge_kind)
    return "a merge is not taken back as a whole: undo the changes that it brought by their names, "
           "or go back to the backup from before it with retroduce restore";
  if (change.kind == erasure_kind) return "what was erased is nowhere kept";
  if (change.kind == restore_kind)
    return "what was there before a restore is a file among the backups; go back to it with "
           "retroduce restore";
  if (change.kind == recovery_kind)
    return "what a recovery did is not taken back: what was there before it is lost";
  for (const HistoryRow& row : rows)
    if (row.thing == ThingKind::review && row.before.empty())
      return "the review began with this change: there is nothing to go back to";
  for (const HistoryRow& row : rows) {
    if (is_image(row)) continue;
    return "the history of this change does not hold all that would be needed to take it back";
  }
  if (rows.empty() && change.kind != "import") return "nothing is kept of what this change did";
  return std::nullopt;
}

}  // namespace retroduce::store
