#include "store/said_apart.h"

#include <algorithm>

#include "store/apart_history.h"
#include "store/apart_words.h"
#include "store/coded_apart.h"
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

/// What each said last, but what stands.
std::vector<Word> replaced_words(EditContext& context, const ThingName& concept_,
                                 const std::string& field) {
  const std::string standing = context.image(concept_).value(field, std::string());
  std::vector<Word> last;
  for (Word& each : words_on(context.things(), concept_, field)) {
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
  const std::string name = context.image(concept_).at("label").dump();
  context.say("edit.defined-apart",
              said(context, concept_) + " was defined by several while coding apart; what " +
                  replaced.by + " wrote stands in its note now. To make that the definition: " +
                  "retroduce edit REVIEW 'set concept " + name + " definition " +
                  replaced.value.dump() + "'");
}

}  // namespace

std::set<ThingName> concepts_said_apart(EditContext& context,
                                        const std::vector<std::string>& documents) {
  std::set<std::string> coders;
  for (const Assignment& each : read_assignments(context.things().connection()))
    if (std::find(documents.begin(), documents.end(), each.document) != documents.end())
      coders.insert(each.coder);
  std::set<ThingName> concepts;
  for (const std::string& coder : coders)
    concepts.merge(HiddenWork(context.things().connection(), coder).taken_up());
  return concepts;
}

void keep_words(EditContext& context, const ThingName& concept_) {
  auto image = context.things().image(concept_);
  if (!image) return;
  for (const Word& each : replaced_words(context, concept_, "note"))
    append_note(*image, each.by + " noted while coding apart: " + each.value.get<std::string>());
  for (const Word& each : replaced_words(context, concept_, "definition")) {
    append_note(*image,
                each.by + " defined it while coding apart: " + each.value.get<std::string>());
    tell_definition(context, concept_, each);
  }
  context.session().put(concept_, image);
}

}  // namespace retroduce::store
