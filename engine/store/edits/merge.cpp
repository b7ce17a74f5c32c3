// merge: two things become one; nothing coded is lost.
#include <algorithm>
#include <set>

#include "store/apart_history.h"
#include "store/assignments.h"
#include "store/coded_apart.h"
#include "store/edit_entries.h"
#include "store/merge_conflicts.h"
#include "store/merge_twins.h"
#include "store/need_shown.h"
#include "store/passages.h"
#include "store/step_back.h"

namespace retroduce::store {

using namespace model;

namespace {

/// A reference by the name of what it is to.
std::string in_words(EditContext& context, const ThingShape& shape, const std::string& key,
                     const std::string& value) {
  const ThingField* field = find_field(shape, key);
  if (field == nullptr || field->type != ThingField::Type::reference) return value;
  const auto image = context.things().image({field->of, value});
  return image ? image->value(std::string(shape_of(field->of).name), value) : value;
}

/// What the one's list has not is put behind it. A statement comes out of an earlier one in one way
/// only, and is not new where one of the two is not.
void join_list(Image& list, const Image& more) {
  const auto is_there = [&list](const Image& item) {
    return std::any_of(list.begin(), list.end(), [&item](const Image& each) {
      return each == item || (item.is_object() && item.contains("earlier") &&
                              each.value("earlier", Image()) == item.at("earlier"));
    });
  };
  for (const Image& item : more)
    if (!is_there(item)) list.push_back(item);
  const auto is_new = [](const Image& each) {
    return each.is_object() && each.value("lineage", std::string()) == to_word(Lineage::created);
  };
  if (std::all_of(list.begin(), list.end(), is_new)) return;
  list.erase(std::remove_if(list.begin(), list.end(), is_new), list.end());
}

/// Where the one that stays keeps what the other said: in its note, else in its reason.
std::string remark_key(const ThingShape& shape) {
  return find_field(shape, "note") == nullptr ? "reason" : "note";
}

/// What the one lacks comes from the other; what both say differently is kept as a remark.
void join_texts(EditContext& context, Image& into, const Image& from, const ThingShape& shape,
                const std::string& name, const std::vector<std::string>& otherwise = {}) {
  const std::string remark = remark_key(shape);
  std::string kept;
  for (const auto& [key, value] : from.items()) {
    if (key == shape.name || key == "elements" || key == "aliases" || key == "parent" ||
        key == "wording" || key == "status" || key == remark || key == "fields")
      continue;
    if (!into.contains(key)) {
      into[key] = value;
    } else if (value.is_array()) {
      join_list(into[key], value);
    } else if (into.at(key) != value && value.is_string()) {
      kept += (kept.empty() ? "" : "; ") + key + ": " +
              in_words(context, shape, key, value.get<std::string>());
    }
  }
  // The status of the one that stays is its own; another than that of all is told.
  const std::string proposed(to_word(Status::proposed));
  const std::string status = from.value("status", proposed);
  if (status != proposed && status != into.value("status", proposed))
    kept += (kept.empty() ? "" : "; ") + std::string("status: ") + status;
  for (const std::string& each : otherwise) kept += (kept.empty() ? "" : "; ") + each;
  const std::string note = from.value(remark, std::string());
  const std::string own = into.value(remark, std::string());
  std::string more;
  if (!kept.empty()) more += "From \"" + name + "\": " + kept + ".";
  // What went in once and stayed for others goes in again.
  if (own.find(more) != std::string::npos) more.clear();
  if (!note.empty() && !has_part(own, note, "\n")) more += (more.empty() ? "" : "\n") + note;
  append_note(into, more, remark);
}

/// The name that goes stays as an alias, and so do its own.
void join_aliases(Image& into, const Image& from) {
  Image aliases = into.value("aliases", Image::array());
  const auto add = [&](const Image& alias) {
    if (alias == into.at("label") ||
        std::find(aliases.begin(), aliases.end(), alias) != aliases.end())
      return;
    aliases.push_back(alias);
  };
  add(from.at("label"));
  for (const Image& alias : from.value("aliases", Image::array())) add(alias);
  into["aliases"] = aliases;
}

/// Elements of the one that the other has not; where each of the one's stands then. What an element
/// of both says in the one alone is said there; what it says otherwise goes behind `otherwise`.
std::vector<std::size_t> join_elements(EditContext& context, Image& into, const Image& from,
                                       std::vector<std::string>& otherwise) {
  Image elements = into.value("elements", Image::array());
  std::vector<std::size_t> moved;
  for (const Image& element : from.value("elements", Image::array())) {
    const auto found =
        std::find_if(elements.begin(), elements.end(),
                     [&element](const Image& other) { return is_same_element(element, other); });
    moved.push_back(static_cast<std::size_t>(found - elements.begin()));
    if (found == elements.end()) {
      elements.push_back(element);
      continue;
    }
    for (const char* key : {"wording", "direction"})
      if (!found->contains(key) && element.contains(key)) (*found)[key] = element.at(key);
    if (auto told = said_otherwise(context, element, *found); !told.empty())
      otherwise.push_back(std::move(told));
  }
  into["elements"] = elements;
  return moved;
}

/// Whether one change took the evidence from the one claim to the other, as it is there now.
bool was_brought(EditContext& context, const ThingName& from, const ThingName& into, Image there) {
  Query query(context.things().connection().prepared(
      "SELECT came.after FROM history came JOIN history went ON went.change = came.change AND "
      "went.thing = 'evidence' AND went.thing_id GLOB ?2 || ' * ' || ?3 AND went.after = '' WHERE "
      "came.thing = 'evidence' AND came.thing_id GLOB ?1 || ' * ' || ?3 AND came.before = '' ORDER "
      "BY came.change, came.place"));
  query.bind({Cell{std::string_view(into.id)}, Cell{std::string_view(from.id)},
              Cell{std::string_view(there.at("extract").get_ref<const std::string&>())}});
  there.erase("element");
  while (query.next()) {
    Image then = read_image(query.text(0));
    then.erase("element");
    if (then == there) return true;
  }
  return false;
}

/// What went there with the claim once, and was judged anew where the claim stayed for others, is
/// one judgement still: as it is now it takes the place of what it was then.
void drop_as_it_was(EditContext& context, const ThingName& evidence, const ThingName& from,
                    const ThingName& into) {
  const Image now = context.image(evidence);
  for (const auto& user : context.things().users(into)) {
    if (user.thing.kind != ThingKind::evidence) continue;
    const Image then = context.image(user.thing);
    if (then.at("extract") != now.at("extract") || then.at("change") != now.at("change") ||
        !was_brought(context, from, into, then))
      continue;
    move_remarks(context, user.thing, evidence);
    context.session().put(user.thing, std::nullopt);
  }
}

void merge_configurations(EditContext& context, const ThingName& from, const ThingName& into) {
  const Image gone = context.image(from);
  Image image = context.image(into);
  std::vector<std::size_t> same(image.value("elements", Image::array()).size());
  for (std::size_t i = 0; i < same.size(); ++i) same[i] = i;
  std::vector<std::string> otherwise;
  join_elements(context, image, gone, otherwise);
  join_texts(context, image, gone, shape_of(ThingKind::configuration), gone.at("label"), otherwise);
  put_elements(context, into, image, same);
  // Where the elements of the one that goes stand now, in printed order.
  Image after = context.image(into);
  const std::vector<std::size_t> places = join_elements(context, after, gone, otherwise);
  // First the evidence of elements finds its element, then all of it its configuration.
  for (const auto& user : context.things().users(from)) {
    if (user.thing.kind == ThingKind::evidence) {
      Image each = context.image(user.thing);
      const auto old_place = each.value("element", std::size_t{0});
      const std::size_t place = old_place == 0 ? 0 : places.at(old_place - 1) + 1;
      each["configuration"] = into.id;
      each["element"] = place;
      const ThingName renamed{ThingKind::evidence, into.id + " " + std::to_string(place) + " " +
                                                       each.at("extract").get<std::string>()};
      drop_as_it_was(context, user.thing, from, into);
      keep_apart(context, renamed, each);
      move_remarks(context, user.thing, renamed);
      context.session().put(user.thing, std::nullopt);
    } else if (user.thing.kind == ThingKind::memo || user.thing.kind == ThingKind::foreign_part) {
      Image each = context.image(user.thing);
      if (each.at("about").at(0) != "element") continue;
      const std::string about = each.at("about").at(1).get<std::string>();
      const std::size_t old_place = std::stoul(about.substr(about.find(' ') + 1));
      each["about"] = {"element", into.id + " " + std::to_string(places.at(old_place - 1) + 1)};
      put_once(context, user.thing, each, into);
    }
  }
}

bool stands_below(EditContext& context, const ThingName& thing, const ThingName& above) {
  std::string at = thing.id;
  std::set<std::string> seen;
  while (!at.empty() && seen.insert(at).second) {
    const auto image = context.things().image({thing.kind, at});
    at = image ? image->value("parent", std::string()) : std::string();
    if (at == above.id) return true;
  }
  return false;
}

/// A link between the two that are now one says nothing; what was noted on it goes to them.
void drop_self_links(EditContext& context, const ThingName& thing) {
  if (thing.kind != ThingKind::configuration) return;
  for (const auto& user : context.things().users(thing)) {
    if (user.thing.kind != ThingKind::link) continue;
    const auto link = context.things().image(user.thing);
    if (!link || link->at("from") != link->at("to")) continue;
    const std::string kind = link->at("kind").get<std::string>();
    Image image = context.image(thing);
    append_note(image, link->value("note", std::string()).empty()
                           ? std::string()
                           : "Was linked as " + kind + ": " + link->at("note").get<std::string>());
    context.session().put(thing, image);
    context.say("edit.self-link", "the link as " + kind + " between what is now " +
                                      said(context, thing) + " went: nothing is linked to itself");
    retire(context, user.thing, false);
  }
}

void need_same_passage(EditContext& context, const ThingName& one, const ThingName& other) {
  if (twin_key(one.kind, context.image(one)) == twin_key(other.kind, context.image(other))) return;
  context.refuse("edit.form", "only extracts of the same words at the same place can be merged",
                 {"Codings go to another extract with uncode and code."});
}

/// What had nothing leaves nothing where it went, but a merge of copies asks the history for that.
void name_where_it_went(EditContext& context, const ThingName& into) {
  const auto& rows = context.session().change().rows;
  const bool is_named = std::any_of(rows.begin(), rows.end(), [&into](const HistoryRow& row) {
    return !row.after.empty() &&
           (row.thing == ThingKind::configuration
                ? row.thing_id == into.id
                : row.thing == ThingKind::evidence && row.thing_id.starts_with(into.id + " "));
  });
  if (!is_named) name_in_history(context, into);
}

void need_same_version(EditContext& context, const ThingName& one, const ThingName& other) {
  if (context.image(one).at("version") == context.image(other).at("version")) return;
  context.refuse("edit.form", "only statements of one version can be merged",
                 {"What came out of several earlier statements says so: retroduce edit REVIEW 'set "
                  "statement \"…\" lineage merged from \"…\", \"…\"'"});
}

/// Whether anything that came from another copy is about the thing, a judgement on it, or names it.
/// Conflicts are not looked for otherwise: the whole history would be read. Of coders all may be.
bool came_from_elsewhere(Connection& connection, const ThingName& thing) {
  if (!has_arrivals(connection)) return false;
  if (thing.kind == ThingKind::coder) return true;
  Query query(connection.prepared(
      "SELECT EXISTS (SELECT 1 FROM history h JOIN change c ON c.id = h.change WHERE c.arrived <> "
      "0 AND (instr(h.thing_id, ?1) > 0 OR instr(h.before, ?1) > 0 OR instr(h.after, ?1) > 0))"));
  query.bind(1, Cell{std::string_view(thing.id)});
  return query.next() && query.flag(0);
}

/// Whether it is the thing, or evidence for it, or a coding of it or by it.
bool is_about(const ThingName& about, const ThingName& thing) {
  if (about == thing) return true;
  if (about.kind != ThingKind::coding && about.kind != ThingKind::evidence) return false;
  const auto parts = base::split(about.id, ' ');
  return std::find(parts.begin(), parts.end(), thing.id) != parts.end();
}

/// Whether one of the sides names it.
bool is_named(const Rivals& rivals, const ThingName& thing) {
  return std::any_of(rivals.list.begin(), rivals.list.end(), [&thing](const Rival& rival) {
    return rival.value.dump().find('"' + thing.id + '"') != std::string::npos;
  });
}

/// Whether putting the one into the other takes a side of what is open away, or its sense.
bool bears_on(const OpenConflict& open, const ThingName& going, const ThingName& into) {
  const Dispute& dispute = open.dispute;
  if (dispute.about == Dispute::About::field || dispute.about == Dispute::About::judgement)
    return is_about(dispute.thing, going) || is_named(dispute.rivals, going);
  // That it went into the one that goes now would then mean that neither is left.
  return dispute.about == Dispute::About::presence && dispute.thing == into &&
         std::any_of(open.unions.begin(), open.unions.end(),
                     [&going](const auto& each) { return each.second.into == going; });
}

/// What two say of a thing is not decided by putting it into another: the one that is not shown
/// would be lost from sight.
void need_decided(EditContext& context, const ThingName& going, const ThingName& into) {
  Connection& connection = context.things().connection();
  if (!came_from_elsewhere(connection, going)) return;
  Conflicts conflicts(connection);
  for (const OpenConflict& open : conflicts.open()) {
    if (!bears_on(open, going, into) ||
        context.session().hidden().is_shown_in_part(open.dispute.thing))
      continue;
    context.refuse("edit.undecided",
                   "what two copies say of " + open.told.thing + " is not decided" +
                       (open.told.field.empty() ? "" : ": " + open.told.field),
                   {"Decide it first, so that neither side is lost: retroduce conflicts REVIEW"});
  }
}

void apply(EditContext& context) {
  const auto kind = context.kind();
  const bool can = kind && (*kind == ThingKind::concept_ || *kind == ThingKind::configuration ||
                            *kind == ThingKind::theme || *kind == ThingKind::study ||
                            *kind == ThingKind::coder || *kind == ThingKind::extract ||
                            *kind == ThingKind::statement);
  if (!can)
    context.refuse("edit.kind",
                   "what is to be merged is not understood: \"" + context.next_word() + "\"",
                   {"concepts, configurations, themes, studies, coders, statements of one version, "
                    "and extracts of the same words can be merged; for documents: retroduce "
                    "duplicates"});
  std::vector<ThingName> from;
  const auto names = context.names("the name of a " + std::string(to_word(*kind)));
  const auto whose = context.next_owner(*kind);
  for (const std::string& name : names)
    from.push_back(whose ? context.thing_of(*kind, name, *whose) : context.called(*kind, name));
  context.expect("into");
  const ThingName into = context.next_thing(*kind);
  context.finish();
  for (const ThingName& each : from) {
    if (*kind == ThingKind::extract) need_same_passage(context, each, into);
    if (*kind == ThingKind::statement) need_same_version(context, each, into);
  }
  need_merge_shown(context, from, into);
  for (const ThingName& each : from) need_decided(context, each, into);
  CodedApartBefore before;
  if (*kind == ThingKind::coder)
    before = coded_apart_before(context, documents_coded_apart(context.things().connection()));
  merge_things(context, from, into);
  if (*kind == ThingKind::coder) join_passages(context, before);
}

}  // namespace

void merge_things(EditContext& context, const std::vector<ThingName>& from, const ThingName& into) {
  std::string names;
  for (const ThingName& each : from) {
    if (each == into) context.refuse("edit.form", "a thing cannot be merged into itself");
    names += (names.empty() ? "" : ", ") + said(context, each);
    const ThingShape& shape = shape_of(each.kind);
    const Image gone = context.image(each);
    if (each.kind == ThingKind::concept_ || each.kind == ThingKind::theme) {
      // Where the one that stays stands below the one that goes, it moves up in its place.
      Image image = context.image(into);
      if (stands_below(context, into, each)) {
        image.erase("parent");
        if (gone.contains("parent")) image["parent"] = gone.at("parent");
        context.session().put(into, image);
      }
    }
    if (each.kind == ThingKind::configuration) {
      merge_configurations(context, each, into);
      join_in_rivals(context, each, into);
    }
    if (each.kind == ThingKind::concept_) merge_elements(context, each, into);
    rename_in_assignments(context, each, into,
                          context.image(into).value(std::string(shape.name), std::string()));
    repoint(context, each, into);
    drop_self_links(context, into);
    if (each.kind != ThingKind::configuration) {
      Image image = context.image(into);
      join_texts(context, image, gone, shape, gone.value(std::string(shape.name), std::string()));
      if (each.kind == ThingKind::concept_) join_aliases(image, gone);
      context.session().put(into, image);
      // Who all of it was also by is named all the same: an import asks the history.
      if (each.kind == ThingKind::coder) context.session().decide(into, image, image, {});
    }
    context.session().put(each, std::nullopt);
    if (each.kind == ThingKind::configuration) name_where_it_went(context, into);
  }
  context.done = "merged " + names + " into " + said(context, into);
}

extern const EditVerb edit_merge;
const EditVerb edit_merge{
    "merge", "merge KIND \"NAME\"[, \"NAME\"]… into \"NAME\"",
    "merge concept \"confidence\", \"self-confidence\" into \"self-efficacy\"",
    "Makes several things one; codings, elements, evidence and links move, and old names stay as "
    "aliases.",
    apply};

}  // namespace retroduce::store
