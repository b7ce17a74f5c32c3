// renumber: labels of configurations in a row; every reference holds.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "store/apart_history.h"
#include "store/edit_entries.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Whether a text that people wrote names one of these: as one word, or as two as in "CMOC 3".
bool names_any(const Image& value, const std::map<std::string, std::string>& labels) {
  if (value.is_structured())
    return std::any_of(value.begin(), value.end(),
                       [&](const Image& each) { return names_any(each, labels); });
  if (!value.is_string()) return false;
  std::string last;
  for (std::string word : base::split(base::collapse_blanks(value.get<std::string>()), ' ')) {
    while (!word.empty() && std::string_view(".,;:!?()\"'").find(word.back()) != std::string::npos)
      word.pop_back();
    if (!word.empty() && (word.front() == '(' || word.front() == '"')) word.erase(0, 1);
    if (labels.count(word) > 0 || labels.count(last + " " + word) > 0) return true;
    last = word;
  }
  return false;
}

/// No reference of ours is in words: what people wrote so stays, and is told.
void tell_texts(EditContext& context, const std::map<std::string, std::string>& renamed) {
  if (renamed.empty()) return;
  std::vector<std::string> named;
  for (const ThingKind kind : {ThingKind::statement, ThingKind::entry, ThingKind::memo,
                               ThingKind::concept_, ThingKind::configuration, ThingKind::link})
    for (const ThingName& each : context.things().all(kind)) {
      const Image image = context.image(each);
      if (context.session().hidden().is_hidden(each, image)) continue;
      Image texts = image;
      for (const char* own : {"label", "elements", "fields"}) texts.erase(own);
      // Those by which rivals name configurations have followed.
      for (const Image& field : image.value("fields", Image::array()))
        if (kind == ThingKind::entry && field.at("name") != "statement" &&
            field.at("name") != "rival")
          texts["fields"].push_back(field.at("value"));
      if (names_any(texts, renamed)) named.push_back(said(context, each));
    }
  if (named.empty()) return;
  const auto count = static_cast<std::int64_t>(named.size());
  if (named.size() > 4) named.resize(4);
  context.say("edit.old-labels",
              base::count_of(count, "text names", "texts name") +
                  " configurations as they were called until now, and stays as it is: " +
                  base::join(named, ", ") + (count > 4 ? " …" : ""));
}

void apply(EditContext& context) {
  context.take("configurations");
  const std::string prefix =
      context.at_end() ? std::string("CMOC ") : context.name("the words before the number");
  context.finish();
  std::vector<std::string> labels = context.things().names(ThingKind::configuration);
  std::sort(labels.begin(), labels.end(),
            [](const auto& a, const auto& b) { return base::compare_labels(a, b) < 0; });
  std::vector<ThingName> things;
  for (const std::string& label : labels)
    things.push_back(context.things().find(ThingKind::configuration, label).front());
  const auto relabel = [&](const ThingName& thing, const std::string& label) {
    Image image = context.image(thing);
    image["label"] = label;
    context.session().put(thing, image);
  };
  const auto wanted = [&](std::size_t i) { return prefix + std::to_string(i + 1); };
  // By way of names that nobody has, since labels are unique at every step.
  for (std::size_t i = 0; i < things.size(); ++i)
    if (labels[i] != wanted(i))
      relabel(things[i], labels[i] + " \u2192 " + context.session().uid());
  std::int64_t changed = 0;
  std::map<std::string, std::string> renamed;
  for (std::size_t i = 0; i < things.size(); ++i) {
    if (labels[i] == wanted(i)) continue;
    relabel(things[i], wanted(i));
    renamed.emplace(labels[i], wanted(i));
    // How many others have made apart is not told.
    if (!context.session().hidden().hides(things[i])) ++changed;
  }
  auto in_rivals = renamed;
  // What named no claim until now names none of these either.
  for (const auto& [old, label] : renamed)
    if (std::find(labels.begin(), labels.end(), label) == labels.end())
      in_rivals.emplace(label, label + " (gone)");
  rename_in_rivals(context, in_rivals);
  tell_texts(context, renamed);
  context.done = "renumbered " + base::count_of(changed, "configuration", "configurations") +
                 " as \"" + prefix + "1\" and so on";
}

}  // namespace

extern const EditVerb edit_renumber;
const EditVerb edit_renumber{"renumber", "renumber [configurations] [\"PREFIX\"]",
                             "renumber \"CMOC \"",
                             "Numbers configurations anew in the order of their labels.", apply};

}  // namespace retroduce::store
