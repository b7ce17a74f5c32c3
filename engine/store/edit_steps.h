// Steps that several verbs of edits share. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "store/edit_context.h"

namespace retroduce::store {

/// Reads "property value" pairs to the end of the sentence into the image; `skip` are words that
/// the verb reads itself. Refused: edit.property (unknown, with those that there are), edit.word
/// (none of a closed list), edit.number.
void read_properties(EditContext& context, const ThingShape& shape, Image& image);

/// Reads what is said of an element: wording, concept, opposite, unintended, when not fired,
/// direction.
void read_element(EditContext& context, Image& element);

/// Refused: edit.circle, where the thing would stand above itself.
void need_no_circle(EditContext& context, const ThingName& thing, const std::string& parent);

/// Takes the thing away, with what means nothing without it; references that may be empty are taken
/// out. `everything`: what keeps it goes too. Refused: edit.in-use, with who refers to it.
void retire(EditContext& context, const ThingName& thing, bool everything);

/// Memos and foreign parts about `from` are about `to`; what would then be there twice is there
/// once.
void move_remarks(EditContext& context, const ThingName& from, const ThingName& to);

/// Puts the thing, which refers to `of`, or joins it with one among the users of that which would
/// be the same.
void put_once(EditContext& context, const ThingName& thing, const Image& image,
              const ThingName& of);

/// Everything that refers to `from` refers to `to`; what would then be there twice is there once.
void repoint(EditContext& context, const ThingName& from, const ThingName& to);

/// The role (and part of a mechanism) that the next word says: context, resource, reasoning,
/// unsplit mechanism … nothing where it is none.
struct RolePart {
  std::string role;
  std::string part = "unsplit";
  bool is_part_said = false;
};
std::optional<RolePart> read_role(EditContext& context);

/// An element as a sentence names it; what is not said may be either.
struct ElementName {
  RolePart role;
  bool opposite = false;
  std::string name;  ///< of its concept, else its wording
  std::optional<bool> when_not_fired;
};
/// Reads what follows the role: [not] "NAME" [when fired | when not fired].
ElementName read_element_name(EditContext& context, const RolePart& role);
/// The same with the role before it, as it stands behind "on". Refused: edit.form.
ElementName read_element_on(EditContext& context);

/// The place, from 1, of the configuration's element of that name. Refused: edit.unknown, with the
/// elements that there are; edit.several, with how to name each.
std::size_t element_place(EditContext& context, const Image& configuration,
                          const ElementName& named);

/// Puts the configuration's elements in printed order, moving evidence and memos along. `moved[old]
/// = new` places, from 0; an old place that is gone has `gone`.
constexpr std::size_t gone_place = ~std::size_t{0};
void put_elements(EditContext& context, const ThingName& configuration, Image image,
                  std::vector<std::size_t> moved);

/// The concept of that name; made, as a child of none, where there is none and `make` is said.
ThingName concept_named(EditContext& context, const std::string& name, bool make);

/// Evidence of stance for a configuration: reads "CONFIGURATION with EXTRACT [on ROLE NAME] …".
void add_evidence(EditContext& context, const std::string& stance);

/// Everything that the things have and are goes to `into`, and they go.
void merge_things(EditContext& context, const std::vector<ThingName>& from, const ThingName& into);

/// Says what gives way to what is said now, by whom it was (the coder of the image) and with what
/// remark: it is in the history alone from then on. `done`: "judged", "decided".
void say_gave_way(EditContext& context, const char* code, const std::string& done,
                  const std::string& what, const Image& before, const std::string& remark);

/// Says whose work a thing with a coder is, where it is not that of who acts.
void say_of_other(EditContext& context, const ThingName& thing);

/// Whether a text that was put together with `between` has the part.
bool has_part(const std::string& text, const std::string& part, const std::string& between);
/// Writes it behind what the field says, on a line of its own; nothing where it is empty.
void append_note(Image& image, const std::string& more, const std::string& field = "note");

/// Puts evidence under its key; one that is there with another stance is kept beside it, for the
/// whole configuration or in the note, so that nobody's judgement is lost. Of two for one thing
/// that which contradicts stands: a dispute that was seen is not hidden by joining. It is told.
void keep_apart(EditContext& context, const ThingName& evidence, const Image& image);

/// Whether two elements say the same: a configuration holds one of them.
bool is_same_element(const Image& a, const Image& b);
/// The history of the thing tells of this change, which leaves it as it is.
void name_in_history(EditContext& context, const ThingName& thing);

/// "context not "low trust"", as `read_role` and `read_element_name` read it.
std::string said_element(EditContext& context, const Image& element);
/// Refused where another element of the configuration, but the one at that place from 1, is of the
/// same role and concept: edit.there.
void need_single(EditContext& context, const ThingName& configuration, const Image& elements,
                 const Image& element, std::size_t place);

/// What an element that goes says otherwise than the one of the same role and concept that stays:
/// its wording, its direction, that it was unintended. "outcome "trust": direction +"; empty where
/// nothing.
std::string said_otherwise(EditContext& context, const Image& gone, const Image& stays);

/// Elements of `from` in every configuration become elements of `to`, in the words that stood
/// there; two that are then alike become one, with the evidence of both.
void merge_elements(EditContext& context, const ThingName& from, const ThingName& to);

/// Codings of these extracts, and elements of these configurations, go from one concept to the
/// other. Refused: edit.unknown, where one of them does not use it.
void split_uses(EditContext& context, const ThingName& from, const ThingName& to,
                const std::vector<ThingName>& users);

/// Finds the extract's place in its document's text where there is one. Refused: edit.not-in-text,
/// edit.span.
void place_extract(EditContext& context, const ThingName& document, Image& image);
/// The same where the words or the span have changed.
/// Refused: edit.there, too, where another has them.
void check_extract(EditContext& context, const ThingName& thing, const Image& before, Image& image);
/// Levels and ratings must be on the review's scales. Refused: edit.scale, with the scale.
void check_scales(EditContext& context, const Image& image);
/// Refused: edit.property, where a thing without an id of its own would become another.
void check_natural_key(EditContext& context, const ThingShape& shape, const Image& before,
                       const Image& after);
/// A statement stands behind what it came out of, and before what came out of it. Refused:
/// edit.lineage.
void need_versions_in_order(EditContext& context, const ThingName& statement, const Image& image);
/// Says so where the date of a version of a theory runs against the order of the versions.
void tell_version_order(EditContext& context, const ThingName& version, const Image& image);
bool may_be_empty(const ThingShape& shape, const std::string& key);
/// "title and status"
std::string changed_keys(const Image& before, const Image& after);
/// Null for elements and the review, which are no things of their own.
const ThingShape* shape_of_or_null(model::ThingKind kind);

/// "concept "trust"" for sentences of the history.
std::string said(EditContext& context, const ThingName& thing);

}  // namespace retroduce::store
