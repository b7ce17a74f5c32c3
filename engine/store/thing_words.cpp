#include "store/thing_words.h"

#include "base/text.h"

namespace retroduce::store {

using namespace model;

namespace {

std::string short_text(const std::string& text) {
  return "\"" + base::shorten(base::collapse_blanks(text), 60) + "\"";
}

std::string text_in(const Image& image, const char* key) { return image.value(key, std::string()); }

/// " of "T"", as sentences of edits say it, where there are several theories, which may have the
/// same names within.
std::string of_theory(const Image& image, const ImageOf& image_of) {
  const auto theory = image_of({ThingKind::theory, text_in(image, "theory")});
  return theory && image_of.are_several_theories() ? " of " + short_text(text_in(*theory, "label"))
                                                   : std::string();
}

/// One that has a name; what is unique only within something else, with that.
std::string named_thing(const ThingName& thing, const Image& image, const ImageOf& image_of) {
  const std::string word(to_word(thing.kind));
  const std::string name = text_in(image, std::string(shape_of(thing.kind).name).c_str());
  if (name.empty() && image.contains("configuration"))
    return word + " of " +
           thing_in_words({ThingKind::configuration, text_in(image, "configuration")}, image_of);
  const std::string own = word + " " + short_text(name);
  const auto within = [&](const char* key, ThingKind kind) {
    return image.contains(key) ? image_of({kind, text_in(image, key)}) : std::nullopt;
  };
  if (thing.kind == ThingKind::statement) {
    const auto version = within("version", ThingKind::theory_version);
    return version ? own + " of " + short_text(text_in(*version, "label")) +
                         of_theory(*version, image_of)
                   : own;
  }
  if (thing.kind == ThingKind::theory_version || thing.kind == ThingKind::construct)
    return own + of_theory(image, image_of);
  if (thing.kind != ThingKind::extract) return own;
  const auto document = within("document", ThingKind::document);
  return document ? own + " of " + text_in(*document, "key") : own;
}

}  // namespace

std::string thing_in_words(const ThingName& thing, const ImageOf& image_of) {
  if (thing.kind == ThingKind::review) return "the review";
  const std::string word(to_word(thing.kind));
  const auto image = image_of(thing);
  if (!image) return word + " " + thing.id;
  if (!shape_of(thing.kind).name.empty()) return named_thing(thing, *image, image_of);
  const auto named = [&](const char* key, ThingKind kind) {
    return image->contains(key) ? thing_in_words({kind, text_in(*image, key)}, image_of)
                                : std::string();
  };
  switch (thing.kind) {
    case ThingKind::coding:
      return "the coding of " + named("extract", ThingKind::extract) + " as " +
             named("concept", ThingKind::concept_);
    case ThingKind::resolution:
      return "the decision on " + named("extract", ThingKind::extract) + " as " +
             text_in(*image, "role") + " " + named("concept", ThingKind::concept_);
    case ThingKind::evidence:
      return "the evidence of " + named("extract", ThingKind::extract) + " for " +
             named("configuration", ThingKind::configuration);
    case ThingKind::link:
      return "the link from " + named("from", ThingKind::configuration) + " to " +
             named("to", ThingKind::configuration);
    case ThingKind::appraisal:
      return "the judgement on the " + text_in(*image, "criterion") + " of " +
             named("document", ThingKind::document) + named("extract", ThingKind::extract);
    case ThingKind::reading:
      return "the reading of " + named("document", ThingKind::document);
    case ThingKind::sameness:
      return named("document", ThingKind::document) + " and " + named("other", ThingKind::document);
    case ThingKind::memo:
      return "the memo " + short_text(text_in(*image, "text"));
    default:
      return word + " " + thing.id;
  }
}

}  // namespace retroduce::store
