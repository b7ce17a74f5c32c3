#include "store/said_apart.h"

#include <algorithm>

#include "store/apart_history.h"
#include "store/apart_words.h"
#include "store/coded_apart.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

/// What each of the coders said last, but what stands.
std::vector<Word> replaced_words(EditContext& context, const ThingName& concept_,
                                 const std::string& field, const std::set<std::string>& labels) {
  const std::string standing = context.image(concept_).value(field, std::string());
  std::vector<Word> last;
  for (Word& each : words_on(context.things(), concept_, field)) {
    if (labels.count(each.by) == 0) {
      last.clear();
      continue;
    }
    std::erase_if(last, [&](const Word& one) { return one.by == each.by; });
    last.push_back(std::move(each));
  }
  std::erase_if(last, [&](const Word& each) {
    return !each.value.is_string() ||
           has_part(standing, each.value.get_ref<const std::string&>(), "\n");
  });
  return last;
}

void tell_definition(EditContext& context, const ThingName& concept_, const Word& replaced) {
  context.say("edit.defined-apart",
              said(context, concept_) + " was defined by several while coding apart; what " +
                  replaced.by +
                  " wrote stands in its note now, in case that is to be the definition: "
                  "retroduce edit REVIEW 'set concept " +
                  context.image(concept_).at("label").dump() + " definition \"…\"'");
}

}  // namespace

SaidApart said_apart(EditContext& context, const std::vector<std::string>& documents) {
  Connection& connection = context.things().connection();
  std::set<std::string> coders;
  for (const Assignment& each : read_assignments(connection))
    if (std::find(documents.begin(), documents.end(), each.document) != documents.end())
      coders.insert(each.coder);
  SaidApart apart;
  for (const std::string& coder : coders) {
    apart.concepts.merge(HiddenWork(connection, coder).taken_up());
    for (const ThingName& each : context.things().find(ThingKind::coder, coder))
      apart.labels.merge(labels_of(connection, each.id));
  }
  return apart;
}

void keep_words(EditContext& context, const ThingName& concept_,
                const std::set<std::string>& labels) {
  auto image = context.things().image(concept_);
  if (!image) return;
  const auto keep = [&](const std::string& line) {
    const bool is_new = !has_part(image->value("note", std::string()), line, "\n");
    if (is_new) append_note(*image, line);
    return is_new;
  };
  for (const Word& each : replaced_words(context, concept_, "note", labels))
    keep(each.by + " noted while coding apart: " + each.value.get<std::string>());
  for (const Word& each : replaced_words(context, concept_, "definition", labels))
    if (keep(each.by + " defined it while coding apart: " + each.value.get<std::string>()))
      tell_definition(context, concept_, each);
  context.session().put(concept_, image);
}

}  // namespace retroduce::store
