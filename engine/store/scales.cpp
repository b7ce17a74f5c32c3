#include "store/scales.h"

#include <algorithm>
#include <array>

namespace retroduce::store {

using namespace model;

namespace {

struct Use {
  const char* scale;
  ThingKind kind;
  const char* key;
};
constexpr std::array uses = {Use{"levels", ThingKind::configuration, "level"},
                             Use{"ratings", ThingKind::appraisal, "rating"}};

bool has(const Image& list, const Image& word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::optional<ThingName> user_of(Things& things, const Use& use, const std::string& word) {
  for (const ThingName& each : things.all(use.kind))
    if (things.image(each).value().value(use.key, "") == word) return each;
  return std::nullopt;
}

}  // namespace

std::optional<ScaleWord> word_lost(Things& things, const Image& before, const Image& after) {
  for (const Use& use : uses) {
    const Image is = after.value(use.scale, Image::array());
    for (const Image& word : before.value(use.scale, Image::array())) {
      if (has(is, word)) continue;
      const auto text = word.get<std::string>();
      if (auto user = user_of(things, use, text)) return ScaleWord{use.scale, text, *user};
    }
  }
  return std::nullopt;
}

std::optional<ScaleWord> word_off_scale(Things& things, const ThingName& thing,
                                        const Image& image) {
  for (const Use& use : uses) {
    const std::string word = image.value(use.key, "");
    if (use.kind != thing.kind || word.empty()) continue;
    const auto review = things.image({ThingKind::review, "review"});
    if (!has(review.value().value(use.scale, Image::array()), word))
      return ScaleWord{use.scale, word, thing};
  }
  return std::nullopt;
}

}  // namespace retroduce::store
