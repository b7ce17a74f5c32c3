// set: properties of a thing.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "store/assignments.h"
#include "store/edit_entries.h"
#include "store/need_shown.h"
#include "store/scales.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr const char* other_meaning = "give another meaning to";

/// A word that is in use stays on its scale.
void need_words_in_use(EditContext& context, const Image& before, const Image& after) {
  if (const auto lost = word_lost(context.things(), before, after))
    context.refuse("edit.in-use",
                   Image(lost->word).dump() + " cannot leave the scale of " + lost->scale +
                       ": it is what " + said(context, lost->user) + " says",
                   {"Change that first, or keep the word on the scale."});
}

/// Another order of a scale is told, for answers go by it.
void tell_order(EditContext& context, const Image& before, const Image& after, const char* scale,
                const char* key) {
  const Image was = before.value(scale, Image::array());
  const Image is = after.value(scale, Image::array());
  const auto place = [&is](const Image& word) { return std::find(is.begin(), is.end(), word); };
  std::vector<Image> order(was.begin(), was.end());
  std::erase_if(order, [&](const Image& word) { return place(word) == is.end(); });
  if (!std::is_sorted(order.begin(), order.end(),
                      [&](const Image& a, const Image& b) { return place(a) < place(b); }))
    context.say("edit.order", std::string("the ") + scale +
                                  " stand in another order now, so that questions such as " + key +
                                  " >= … answer otherwise");
}

/// A list of the review's own, each once and with letters.
std::vector<std::string> distinct(EditContext& context, const std::string& what) {
  const auto words = context.names(what);
  std::set<std::string> seen;
  for (const std::string& word : words) {
    if (base::is_unseen(word)) context.refuse("edit.no-name", "one of " + what + " is empty");
    if (!seen.insert(word).second)
      context.refuse("edit.twice", "\"" + word + "\" is said twice", {"Say each once."});
  }
  return words;
}

/// The words of a scale: commas part them, so none holds one.
std::vector<std::string> scale(EditContext& context, const std::string& what) {
  auto words = distinct(context, what);
  for (const std::string& word : words)
    if (word.find(',') != std::string::npos)
      context.refuse("edit.comma", "\"" + word + "\" would be one word of the scale",
                     {"Put each into marks of its own, or into none: \"low\", \"very high\""});
  return words;
}

/// The review's own title, description, scheme, questions and scales.
void set_review(EditContext& context) {
  const ThingName review{ThingKind::review, "review"};
  const Image before = context.image(review);
  Image image = before;
  while (!context.at_end()) {
    if (context.take("title")) {
      image["title"] = context.name("the title");
    } else if (context.take("about")) {
      image["about"] = context.name("the description");
    } else if (context.take("scheme")) {
      const std::string scheme = context.name("the scheme (CMO, CIMO, SCMO, ICAMO)");
      constexpr std::array known{"", "CMO", "CIMO", "SCMO", "ICAMO"};
      if (std::find(known.begin(), known.end(), scheme) == known.end())
        context.refuse("edit.word", "\"" + scheme + "\" is no scheme",
                       {"One of: CMO, CIMO, SCMO, ICAMO"});
      image["scheme"] = scheme;
    } else if (context.take("questions")) {
      image["questions"] = distinct(context, "the questions");
    } else if (context.take("levels")) {
      image["levels"] = scale(context, "the levels, the smallest first");
    } else if (context.take("ratings")) {
      image["ratings"] = scale(context, "the ratings, the lowest first");
    } else if (context.take("reasons demanded")) {
      image["reasons"] = "demanded";
    } else if (context.take("reasons optional")) {
      image.erase("reasons");
    } else {
      const std::string word = context.name("a property");
      context.refuse("edit.property", "the review has no property \"" + word + "\"",
                     {"It has: title, about, scheme, questions, levels, ratings, reasons demanded, "
                      "reasons optional",
                      "Several questions, levels or ratings stand with commas between them"});
    }
  }
  need_words_in_use(context, before, image);
  tell_order(context, before, image, "levels", "level");
  tell_order(context, before, image, "ratings", "rating");
  context.session().put(review, image);
  context.done = "described the review anew: " + changed_keys(before, image);
}

/// Who says what an element is says it of the evidence on it, too.
void tell_evidence(EditContext& context, const ThingName& configuration, std::size_t place,
                   const std::string& now) {
  std::int64_t count = 0;
  for (const auto& user : context.things().users(configuration)) {
    if (user.thing.kind != ThingKind::evidence) continue;
    const Image evidence = context.image(user.thing);
    if (evidence.value("element", std::size_t{0}) == place) ++count;
  }
  if (count > 0)
    context.say("edit.evidence-moved",
                base::count_of(count, "extract that was judged for this element is",
                               "extracts that were judged for this element are") +
                    " evidence for " + now + " from now on; where that is not what they say: " +
                    "withdraw them, or remove the element and add another");
}

/// set context "low trust" of "CMOC 1" wording "…"
void set_element(EditContext& context, const RolePart& role) {
  const ElementName named = read_element_name(context, role);
  context.expect("of");
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  Image image = context.image(configuration);
  const std::size_t place = element_place(context, image, named);
  Image& element = image["elements"][place - 1];
  const Image before = element;
  read_element(context, element);
  need_single(context, configuration, image.at("elements"), element, place);
  const std::string now = said_element(context, element);
  const std::string was = said_element(context, before);
  const bool is_other = now != was;
  if (is_other) {
    need_evidence_shown(context, configuration, place, other_meaning);
    tell_evidence(context, configuration, place, now);
  }
  context.session().put(configuration, image);
  context.done =
      "set " + was + " of " + said(context, configuration) + (is_other ? " to " + now : "");
}

/// What a statement came out of is of its own theory.
void need_same_theory(EditContext& context, const ThingName& statement, const Image& before,
                      const Image& after) {
  const auto theory_of = [&](const Image& image) {
    const auto version = image.at("version").get<std::string>();
    const Image of = context.image({ThingKind::theory_version, version});
    return ThingName{ThingKind::theory, of.at("theory").get<std::string>()};
  };
  const ThingName was = theory_of(before);
  const ThingName is = theory_of(after);
  if (was == is) return;
  context.refuse("edit.theory", said(context, statement) + " belongs to " + said(context, was) +
                                    " and cannot go to a version of " + said(context, is) +
                                    "; add a statement there and retire this one");
}

/// Of what another coded it, who cannot see that says neither other words nor another paper.
void need_same_passage(EditContext& context, const ThingName& extract, const Image& before,
                       const Image& after) {
  const auto [was, is] = differing(before, after);
  if (!is.contains("quote") && !is.contains("document") && !was.contains("quote")) return;
  need_shown(context, extract, other_meaning);
  need_users_shown(context, extract, other_meaning);
}

void apply(EditContext& context) {
  if (const auto role = read_role(context)) return set_element(context, *role);
  const auto kind = context.kind();
  if (kind == ThingKind::review) return set_review(context);
  if (!kind || shape_of_or_null(*kind) == nullptr)
    context.refuse("edit.kind",
                   "what is to be set is not understood: \"" + context.next_word() + "\"",
                   {"set KIND \"NAME\" PROPERTY VALUE"});
  const ThingName thing = next_of(context, *kind);
  const ThingShape& shape = shape_of(*kind);
  const Image before = context.image(thing);
  Image image = before;
  if (context.at_end()) context.refuse("edit.form", "nothing is said that is to be set");
  read_properties(context, shape, image);
  const std::string name(shape.name);
  if (*kind == ThingKind::entry) name_entry(context, thing, image);
  if (!name.empty() && *kind != ThingKind::extract && *kind != ThingKind::entry &&
      image.value(name, Image()) != before.value(name, Image())) {
    context.need_free(*kind, image.value(name, std::string()), image);
    rename_in_assignments(context, thing, thing, image.at(name));
  }
  if (image.contains("parent")) need_no_circle(context, thing, image.at("parent"));
  check_scales(context, image);
  if (*kind == ThingKind::statement) {
    need_same_theory(context, thing, before, image);
    need_versions_in_order(context, thing, image);
  }
  if (*kind == ThingKind::theory_version) tell_version_order(context, thing, image);
  if (*kind == ThingKind::extract) {
    need_same_passage(context, thing, before, image);
    check_extract(context, thing, before, image);
  }
  check_natural_key(context, shape, before, image);
  const std::string title = said(context, thing);
  context.session().put(thing, image);
  context.done = "set " + changed_keys(before, image) + " of " + title;
}

}  // namespace

extern const EditVerb edit_set;
const EditVerb edit_set{"set",
                        "set KIND \"NAME\" PROPERTY VALUE… | ROLE \"NAME\" of \"CONFIGURATION\" "
                        "concept \"NAME\" | wording \"…\" | opposite …",
                        "set configuration \"CMOC 1\" status supported title \"Trust first\"",
                        "Changes properties of a thing.", apply};

}  // namespace retroduce::store
