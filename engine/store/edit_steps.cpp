#include "store/edit_steps.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "model/element_order.h"
#include "store/apart_history.h"
#include "store/assignments.h"
#include "store/edit_entries.h"
#include "store/kinds.h"
#include "store/need_shown.h"
#include "store/passages.h"
#include "store/references.h"

namespace retroduce::store {

using namespace model;
using Type = ThingField::Type;

namespace {

constexpr std::size_t most_named = 8;

std::string list_of(std::vector<std::string> words) {
  const std::size_t more = words.size() > most_named ? words.size() - most_named : 0;
  words.resize(words.size() - more);
  return base::join(words, ", ") + (more > 0 ? " and " + std::to_string(more) + " more" : "");
}

/// What the other said, with its reason, behind the reason of the one.
void append_reason(Image& image, const std::string& said, const Image& other) {
  const std::string own = image.value("reason", std::string());
  const std::string reason = other.value("reason", std::string());
  image["reason"] = own + (own.empty() ? "" : "; ") + said + (reason.empty() ? "" : ": " + reason);
}

/// The one with the other's note behind its own.
Image with_note_of(Image image, const Image& other) {
  const std::string more = other.value("note", std::string());
  if (!has_part(image.value("note", std::string()), more, "\n")) append_note(image, more);
  return image;
}

/// The same where the two may differ otherwise: what the other says stays in the reason or the
/// note, its extracts are added.
Image joined(Image image, const Image& other) {
  image = with_note_of(std::move(image), other);
  if (image.contains("rating") &&
      (image.at("rating") != other.at("rating") ||
       image.value("reason", Image()) != other.value("reason", Image()))) {
    append_reason(image, "also judged " + other.at("rating").get<std::string>(), other);
  }
  for (const Image& piece : other.value("pieces", Image::array())) {
    if (!image.contains("pieces")) image["pieces"] = Image::array();
    Image& own = image["pieces"];
    if (std::find(own.begin(), own.end(), piece) == own.end()) own.push_back(piece);
  }
  return image;
}

/// `outcome`: what becomes of the two.
void say_stances(EditContext& context, const ThingName& evidence, const Image& one,
                 const Image& other, const std::string& outcome) {
  HiddenWork& hidden = context.session().hidden();
  if (hidden.is_hidden(evidence, one) || hidden.is_hidden(evidence, other)) return;
  const ThingName extract{ThingKind::extract, one.at("extract").get<std::string>()};
  const ThingName configuration{ThingKind::configuration,
                                one.at("configuration").get<std::string>()};
  context.say("edit.stances", said(context, extract) + " " + one.at("stance").get<std::string>() +
                                  " and " + other.at("stance").get<std::string>() +
                                  " what is now one in " + said(context, configuration) + "; " +
                                  outcome);
}

}  // namespace

bool has_part(const std::string& text, const std::string& part, const std::string& between) {
  return (between + text + between).find(between + part + between) != std::string::npos;
}

void append_note(Image& image, const std::string& more, const std::string& field) {
  if (more.empty()) return;
  const std::string own = image.value(field, std::string());
  image[field] = own.empty() ? more : own + "\n" + more;
}

void keep_apart(EditContext& context, const ThingName& evidence, const Image& image) {
  const auto there = context.things().image(evidence);
  if (!there) return context.session().put(evidence, image);
  if (there->at("stance") == image.at("stance"))
    return context.session().put(evidence, with_note_of(*there, image));
  const ThingName whole{ThingKind::evidence, image.at("configuration").get<std::string>() + " 0 " +
                                                 image.at("extract").get<std::string>()};
  if (whole != evidence && !context.things().image(whole)) {
    say_stances(context, evidence, *there, image,
                "that it " + image.at("stance").get<std::string>() +
                    " is of the whole configuration from now on");
    Image moved = image;
    moved["element"] = 0;
    return context.session().put(whole, moved);
  }
  const bool is_against = image.at("stance") == "contradicts";
  const Image& stands = is_against ? image : *there;
  const Image& other = is_against ? *there : image;
  say_stances(
      context, evidence, other, stands,
      "it " + stands.at("stance").get<std::string>() + ", and the other judgement is in its note");
  Image noted = stands;
  const std::string note = other.value("note", std::string());
  append_note(noted, "Also judged: " + other.at("stance").get<std::string>() +
                         (note.empty() ? "." : ": " + note));
  context.session().put(evidence, noted);
}

void say_gave_way(EditContext& context, const char* code, const std::string& done,
                  const std::string& what, const Image& before, const std::string& remark) {
  const auto coder =
      context.things().image({ThingKind::coder, before.value("coder", std::string())});
  context.say(
      code,
      "it was " + done + " before: " + what +
          (coder ? ", by " + coder->at("label").get<std::string>() : std::string()) +
          (remark.empty() ? "" : " (" + base::shorten(base::collapse_blanks(remark), 60) + ")") +
          "; that is in the history alone from now on");
}

void say_of_other(EditContext& context, const ThingName& thing) {
  const std::string id = context.image(thing).value("coder", std::string());
  const auto coder = context.things().image({ThingKind::coder, id});
  const std::string label = coder ? coder->at("label").get<std::string>() : std::string();
  if (!label.empty() && base::fold(label) != base::fold(context.session().by().by))
    context.say("edit.of-other", "that was the work of " + label);
}

std::string said(EditContext& context, const ThingName& thing) {
  return context.things().said(thing);
}

void need_no_circle(EditContext& context, const ThingName& thing, const std::string& parent) {
  std::string at = parent;
  std::set<std::string> seen;
  while (!at.empty() && seen.insert(at).second) {
    if (parent == thing.id)
      context.refuse("edit.circle", said(context, thing) + " cannot stand below itself");
    if (at == thing.id)
      context.refuse("edit.circle", said(context, {thing.kind, parent}) + " stands below " +
                                        said(context, thing) + ", so it cannot be put above it");
    const auto image = context.things().image({thing.kind, at});
    at = image ? image->value("parent", std::string()) : std::string();
  }
}

/// The same, each once, but for what another did with documents that are coded apart from who acts:
/// of that not even in which of them.
std::vector<std::string> said_to_reader(EditContext& context,
                                        const std::vector<ThingName>& things) {
  std::vector<std::string> told;
  for (const ThingName& thing : things) {
    const bool is_hidden = context.session().hidden().is_hidden(thing, context.image(thing));
    std::string words = is_hidden ? std::string(hidden_work) : said(context, thing);
    if (std::find(told.begin(), told.end(), words) == told.end()) told.push_back(std::move(words));
  }
  return told;
}

namespace {

/// What goes along with a thing, and what loses its tie to it, by kind.
struct Along {
  std::map<ThingKind, std::int64_t> gone;
  std::map<ThingKind, std::int64_t> cleared;
};

void take_away(EditContext& context, const ThingName& thing, bool everything, Along& along) {
  Things& things = context.things();
  const std::string document = context.session().hidden().document_of(thing, context.image(thing));
  if (!document.empty()) refuse_hidden(context, "take away");
  std::vector<ThingName> keepers;
  bool is_part = false;  // of one of them, which does not go with it
  for (const auto& user : things.users(thing)) {
    if (!things.image(user.thing)) continue;  // it went with another
    if (user.thing == thing) continue;
    const bool is_list = user.part != nullptr && user.field->when_gone == WhenGone::clears;
    if (user.field->when_gone == WhenGone::goes) {
      take_away(context, user.thing, everything, along);
      ++along.gone[user.thing.kind];
    } else if (user.field->when_gone == WhenGone::clears || is_list) {
      Image image = context.image(user.thing);
      replace_reference(image, *user.field, user.part, thing.id, "");
      context.session().put(user.thing, image);
      ++along.cleared[user.thing.kind];
    } else if (everything && user.part == nullptr) {
      take_away(context, user.thing, everything, along);
      ++along.gone[user.thing.kind];
    } else {
      keepers.push_back(user.thing);
      is_part |= user.part != nullptr;
    }
  }
  const bool is_hidden = std::any_of(keepers.begin(), keepers.end(), [&](const ThingName& each) {
    return context.session().hidden().is_hidden(each, context.image(each));
  });
  if (!keepers.empty())
    context.refuse(
        "edit.in-use",
        said(context, thing) + " is in use by " + list_of(said_to_reader(context, keepers)),
        {is_hidden ? way_to_hidden
         : everything || is_part
             ? "Take it out of these first, or merge it into another."
             : "Take it out of these first, merge it into another, or say \"with "
               "everything\" where they are to go too."});
  drop_assignments(context, thing);
  leave_rivals(context, thing);
  context.session().put(thing, std::nullopt);
}

/// "3 pieces of evidence, 1 link"
std::string counts_of(const std::map<ThingKind, std::int64_t>& by_kind) {
  std::vector<std::string> words;
  for (const auto& [kind, count] : by_kind) {
    KindNames names{to_word(kind), "others"};
    for (const KindNames& each : kind_names)
      if (each.one == names.one) names = each;
    if (kind == ThingKind::evidence) names = {"piece of evidence", "pieces of evidence"};
    words.push_back(base::count_of(count, names.one, names.many));
  }
  return base::join(words, ", ");
}

}  // namespace

void retire(EditContext& context, const ThingName& thing, bool everything) {
  Along along;
  const std::string name = said(context, thing);
  take_away(context, thing, everything, along);
  if (!along.gone.empty())
    context.say("edit.went-along", "with " + name + " went: " + counts_of(along.gone));
  if (!along.cleared.empty())
    context.say("edit.untied", "no longer tied to " + name + ": " + counts_of(along.cleared));
}

/// Puts the thing, or joins it with one among the users of `of` that would be the same.
void put_once(EditContext& context, const ThingName& thing, const Image& image,
              const ThingName& of) {
  const ThingShape& shape = shape_of(thing.kind);
  for (const auto& user : context.things().users(of)) {
    if (shape.once.empty() || user.thing.kind != thing.kind || user.thing == thing) continue;
    const Image other = context.image(user.thing);
    if (!is_same_once(shape, other, image)) continue;
    context.session().put(user.thing, thing.kind == ThingKind::entry
                                          ? joined_entry(context, other, image, of)
                                          : joined(other, image));
    repoint(context, thing, user.thing);
    context.session().put(thing, std::nullopt);
    return;
  }
  context.session().put(thing, image);
}

namespace {

/// Of two decisions on what is now one coding that which is there stands, and the other is in its
/// reason.
void keep_decision(EditContext& context, const ThingName& decision, const Image& image) {
  auto there = context.things().image(decision);
  const auto holds = [](const Image& each) {
    return std::string(each.value("holds", false) ? "holds" : "does not hold");
  };
  if (!there) return context.session().put(decision, image);
  const std::string reason = image.value("reason", std::string());
  const std::string own = there->value("reason", std::string());
  if (holds(*there) == holds(image) && (reason.empty() || has_part(own, reason, "; "))) return;
  append_reason(*there, "also decided: " + holds(image), image);
  context.session().put(decision, there);
  if (holds(*there) != holds(image))
    context.say("edit.decisions", said(context, decision) + " was decided both ways; it " +
                                      holds(*there) + ", and the other is in its reason");
}

}  // namespace

void move_remarks(EditContext& context, const ThingName& from, const ThingName& to) {
  for (const auto& user : context.things().users(from)) {
    if (user.field->type != Type::about) continue;
    Image image = context.image(user.thing);
    if (image.at("about").at(0) != std::string(to_word(from.kind)) ||
        image.at("about").at(1) != from.id)
      continue;
    image["about"] = {std::string(to_word(to.kind)), to.id};
    put_once(context, user.thing, image, to);
  }
}

void repoint(EditContext& context, const ThingName& from, const ThingName& to) {
  Things& things = context.things();
  for (const auto& user : things.users(from)) {
    auto now = things.image(user.thing);
    if (!now) continue;
    Image image = *now;
    const ThingShape& shape = shape_of(user.thing.kind);
    if (user.field->type == Type::about) {
      if (image.at("about").at(0) != std::string(to_word(from.kind))) continue;
      image["about"] = {std::string(to_word(to.kind)), to.id};
    } else {
      replace_reference(image, *user.field, user.part, from.id, to.id);
    }
    if (shape.natural_key.empty()) {
      if (user.thing != to) put_once(context, user.thing, image, to);
      continue;
    }
    const ThingName renamed{user.thing.kind, natural_id_of(shape, image)};
    if (renamed == user.thing) {
      context.session().put(user.thing, image);
      continue;
    }
    if (user.thing.kind == ThingKind::evidence) {
      keep_apart(context, renamed, image);
    } else if (user.thing.kind == ThingKind::resolution) {
      keep_decision(context, renamed, image);
    } else if (const auto there = things.image(renamed)) {
      context.session().put(renamed, with_note_of(*there, image));
    } else {
      context.session().put(renamed, image);
    }
    move_remarks(context, user.thing, renamed);
    context.session().put(user.thing, std::nullopt);
  }
}

namespace {

/// "539bf1e7a02c4d66.3": whoever says so means something that is there.
bool is_permanent_id(const std::string& name) {
  constexpr std::string_view digits = "0123456789";
  return name.size() > 17 && name[16] == '.' && name.find_first_not_of("0123456789abcdef") == 16 &&
         name.find_first_not_of(digits, 17) == std::string::npos;
}

}  // namespace

ThingName concept_named(EditContext& context, const std::string& name, bool make) {
  const auto found = context.things().find(ThingKind::concept_, name);
  const bool is_hidden = found.size() == 1 && context.session().hidden().hides(found.front());
  if ((found.size() == 1 && !is_hidden) || !make || (found.empty() && is_permanent_id(name)))
    return context.thing(ThingKind::concept_, name);
  if (const auto other = context.by_alias(name)) return *other;
  // To who codes apart it is as new as if nobody had thought of it.
  if (is_hidden) context.say("edit.new-concept", "\"" + name + "\" is a new concept");
  if (is_hidden) return found.front();
  context.need_free(ThingKind::concept_, name, Image::object());
  const ThingName concept_{ThingKind::concept_, context.session().new_id()};
  context.session().put(concept_, Image{{"label", name}});
  context.say("edit.new-concept", "\"" + name + "\" is a new concept");
  return concept_;
}

void put_elements(EditContext& context, const ThingName& configuration, Image image,
                  std::vector<std::size_t> moved) {
  // Printed order: by role, then as they came.
  Image elements = image.value("elements", Image::array());
  std::vector<std::size_t> order(elements.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto rank = [&elements](std::size_t i) {
    const auto role = from_word<Role>(elements[i].value("role", std::string()));
    return role ? static_cast<int>(*role) : 0;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&rank](std::size_t a, std::size_t b) { return rank(a) < rank(b); });
  Image sorted = Image::array();
  std::vector<std::size_t> place(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    sorted.push_back(elements[order[i]]);
    place[order[i]] = i;
  }
  for (std::size_t& each : moved)
    if (each != gone_place) each = place[each];
  image["elements"] = sorted;
  if (sorted.empty()) image.erase("elements");

  // Evidence and memos go with their element: all are taken up first, so that none meets another on
  // its way.
  std::vector<std::pair<ThingName, Image>> evidence;
  std::vector<std::pair<ThingName, Image>> remarks;
  for (const auto& user : context.things().users(configuration)) {
    Image each = context.image(user.thing);
    if (user.thing.kind == ThingKind::evidence && each.value("element", 0) > 0) {
      const auto old_place = each.at("element").get<std::size_t>() - 1;
      if (old_place >= moved.size() || moved[old_place] == old_place) continue;
      if (moved[old_place] != gone_place)
        each["element"] = moved[old_place] + 1;
      else
        each["element"] = 0;
      evidence.emplace_back(user.thing, std::move(each));
    } else if (user.field->type == Type::about && each.at("about").at(0) == "element") {
      const std::string about = each.at("about").at(1).get<std::string>();
      const auto old_place =
          static_cast<std::size_t>(std::stoul(about.substr(about.find(' ') + 1))) - 1;
      if (old_place >= moved.size() || moved[old_place] == old_place) continue;
      each["about"] =
          moved[old_place] == gone_place
              ? Image{"configuration", configuration.id}
              : Image{"element", configuration.id + " " + std::to_string(moved[old_place] + 1)};
      remarks.emplace_back(user.thing, std::move(each));
    }
  }
  std::vector<std::pair<std::string, Image>> about_evidence;
  for (const auto& [thing, each] : evidence) {
    for (const auto& user : context.things().users(thing)) {
      if (user.field->type != Type::about) continue;
      Image remark = context.image(user.thing);
      const std::string renamed = natural_id_of(shape_of(ThingKind::evidence), each);
      remark["about"] = {"evidence", renamed};
      remarks.emplace_back(user.thing, std::move(remark));
    }
    context.session().put(thing, std::nullopt);
  }
  context.session().put(configuration, image);
  for (auto& [thing, each] : evidence) {
    const ThingName renamed{ThingKind::evidence,
                            natural_id_of(shape_of(ThingKind::evidence), each)};
    keep_apart(context, renamed, each);
  }
  for (auto& [thing, each] : remarks) {
    const Image& about = each.at("about");
    const bool is_on_evidence = about.at(0) == "evidence";
    put_once(context, thing, each,
             is_on_evidence ? ThingName{ThingKind::evidence, about.at(1).get<std::string>()}
                            : configuration);
  }
}

namespace {

/// What another judged and what gives way to a judgement anew is in the history alone from then on.
void say_judged_before(EditContext& context, const Image& before, const Image& now) {
  const auto differs = [&](const char* key) {
    return before.value(key, Image()) != now.value(key, Image());
  };
  const std::string note = before.value("note", std::string());
  if (!differs("coder") ||
      (!differs("stance") && !differs("inference") && (note.empty() || !differs("note"))))
    return;
  say_gave_way(context, "edit.judged-before", "judged",
               before.at("stance").get<std::string>() +
                   (differs("inference") ? ", " + before.value("inference", std::string()) : ""),
               before, differs("note") ? note : std::string());
}

/// What is not said of a judgement that is there already, of the same stance, stays as it is.
void fill_unsaid(Image& image, const Image* there) {
  const bool is_same = there != nullptr && there->at("stance") == image.at("stance");
  if (!image.contains("inference"))
    image["inference"] = is_same ? there->at("inference") : Image("stated");
  if (is_same && !image.contains("note") && there->contains("note"))
    image["note"] = there->at("note");
}

}  // namespace

/// Where another's judgement that is hidden stands in its place, it is one of an extract of their
/// own.
void put_evidence(EditContext& context, ThingName extract, Image image) {
  const auto named = [&] {
    image["extract"] = extract.id;
    return ThingName{ThingKind::evidence, natural_id_of(shape_of(ThingKind::evidence), image)};
  };
  auto there = context.things().image(named());
  if (there && context.session().hidden().is_hidden(named(), *there)) {
    extract = own_extract(context, extract);
    there = context.things().image(named());
  }
  fill_unsaid(image, there ? &*there : nullptr);
  if (there) {
    image["change"] = there->at("change");
    // Who says the same as another has said nothing new.
    Image same = image;
    if (there->contains("coder")) same["coder"] = there->at("coder");
    if (same == *there) image = same;
    say_judged_before(context, *there, image);
  }
  context.session().put(named(), image);
}

void add_evidence(EditContext& context, const std::string& stance) {
  const ThingName configuration = context.next_thing(ThingKind::configuration);
  context.expect("with");
  const ThingName extract = context.next_extract();
  std::size_t place = 0;
  Image image = {{"configuration", configuration.id},
                 {"extract", extract.id},
                 {"stance", stance},
                 {"change", context.session().uid()}};
  std::string on;
  while (!context.at_end()) {
    if (context.take("on")) {
      const Image claim = context.image(configuration);
      place = element_place(context, claim, read_element_on(context));
      on = " on " + said_element(context, claim.at("elements").at(place - 1));
    } else if (const auto inference = context.word_of(words_of<Inference>())) {
      image["inference"] = *inference;
    } else if (context.take("note")) {
      image["note"] = context.name("the note");
    } else {
      context.finish();
    }
  }
  image["element"] = place;
  image["coder"] = context.session().acting_coder().id;
  put_evidence(context, extract, image);
  context.done = (stance == "supports"  ? "supported "
                  : stance == "refines" ? "refined "
                                        : "contradicted ") +
                 said(context, configuration) + on + " with " + said(context, extract);
}

}  // namespace retroduce::store
