// set: properties of a thing.
#include "store/assignments.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The review's own title, description, scheme, questions and scales.
void set_review(EditContext& context) {
  const ThingName review{ThingKind::review, "review"};
  Image image = context.image(review);
  while (!context.at_end()) {
    if (context.take("title")) {
      image["title"] = context.name("the title");
    } else if (context.take("about")) {
      image["about"] = context.name("the description");
    } else if (context.take("scheme")) {
      image["scheme"] = context.name("the scheme (CMO, CIMO, SCMO, ICAMO)");
    } else if (context.take("questions")) {
      image["questions"] = context.names("the questions");
    } else if (context.take("levels")) {
      image["levels"] = context.names("the levels, the smallest first");
    } else if (context.take("ratings")) {
      image["ratings"] = context.names("the ratings, the lowest first");
    } else if (context.take("reasons demanded")) {
      image["reasons"] = "demanded";
    } else if (context.take("reasons optional")) {
      image.erase("reasons");
    } else {
      const std::string word = context.name("a property");
      context.refuse("edit.property", "the review has no property \"" + word + "\"",
                     {"It has: title, about, scheme, questions, levels, ratings, reasons demanded, "
                      "reasons optional"});
    }
  }
  context.session().put(review, image);
  context.done = "described the review anew";
}

/// set context "low trust" of "CMOC 1" wording "…"
void set_element(EditContext& context, const RolePart& role) {
  const bool opposite = context.take("not");
  const std::string name = context.name("the name of the element");
  context.expect("of");
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  Image image = context.image(configuration);
  const std::size_t place = element_place(context, image, role, name, opposite);
  Image& element = image["elements"][place - 1];
  read_element(context, element);
  context.session().put(configuration, image);
  context.done = "set " + role.role + (opposite ? " not \"" : " \"") + name + "\" of " +
                 said(context, configuration);
}

void apply(EditContext& context) {
  if (const auto role = read_role(context)) return set_element(context, *role);
  const auto kind = context.kind();
  if (kind == ThingKind::review) return set_review(context);
  if (!kind || shape_of_or_null(*kind) == nullptr)
    context.refuse("edit.kind",
                   "what is to be set is not understood: \"" + context.next_word() + "\"",
                   {"set KIND \"NAME\" PROPERTY VALUE"});
  const ThingName thing = context.next_thing(*kind);
  const ThingShape& shape = shape_of(*kind);
  const Image before = context.image(thing);
  Image image = before;
  if (context.at_end()) context.refuse("edit.form", "nothing is said that is to be set");
  read_properties(context, shape, image);
  const std::string name(shape.name);
  if (!name.empty() && *kind != ThingKind::extract &&
      image.value(name, Image()) != before.value(name, Image())) {
    context.need_free(*kind, image.value(name, std::string()));
    rename_in_assignments(context, *kind, before.value(name, std::string()), image.at(name));
  }
  if (image.contains("parent")) need_no_circle(context, thing, image.at("parent"));
  check_scales(context, image);
  if (*kind == ThingKind::extract) check_extract(context, before, image);
  check_natural_key(context, shape, before, image);
  const std::string title = said(context, thing);
  context.session().put(thing, image);
  context.done = "set " + changed_keys(before, image) + " of " + title;
}

}  // namespace

extern const EditVerb edit_set;
const EditVerb edit_set{"set", "set KIND \"NAME\" PROPERTY VALUE…",
                        "set configuration \"CMOC 1\" status supported title \"Trust first\"",
                        "Changes properties of a thing.", apply};

}  // namespace retroduce::store
