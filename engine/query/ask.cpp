// The route of a question: read, look names up, leave what the filters leave, run the form.
#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "query/filters.h"
#include "query/names.h"
#include "query/operator.h"
#include "query/parser.h"

namespace retroduce::query {
namespace {

std::vector<graph::Term> united(const std::vector<std::vector<graph::Term>>& lists) {
  std::vector<graph::Term> all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

void resolve(const World& world, const Question& question, Asking& asking, Remarks& remarks) {
  const auto& slots = question.form->slots;
  asking.terms.resize(slots.size());
  asking.named.resize(slots.size());
  asking.configurations.resize(slots.size());
  for (std::size_t i = 0; i < slots.size(); ++i) {
    const std::vector<Name>& names = question.arguments[i].names;
    if (names.empty()) continue;
    if (slots[i].kind == Slot::Kind::concepts) {
      asking.named[i] = resolve_concepts(*world.snapshot, question, slots[i], names, remarks);
      asking.terms[i] = united(asking.named[i]);
    } else if (slots[i].kind == Slot::Kind::configuration) {
      const auto found = resolve_configuration(*world.snapshot, question, names[0], remarks);
      if (found) asking.configurations[i] = *found;
    } else if (slots[i].kind == Slot::Kind::coder) {
      asking.coder = resolve_coder(*world.details, question, names[0], remarks);
    }
  }
}

bool sees_everything(const graph::Scope& scope) {
  return scope.documents.empty() && scope.configurations.empty() && scope.least_support == 0 &&
         !scope.by_study;
}

}  // namespace

base::Parsed<Answer> ask(const World& world, std::string_view question, const AskOptions& options) {
  RETRODUCE_ASSERT(world.snapshot != nullptr && world.details != nullptr);
  base::Parsed<Answer> result;
  const base::Parsed<Question> parsed = parse(question);
  result.found = parsed.found;
  if (!parsed) return result;

  Asking asking;
  asking.world = &world;
  asking.question = &*parsed.value;
  asking.limit = options.limit;
  Remarks remarks;
  resolve(world, *parsed.value, asking, remarks);
  graph::Scope scope = make_scope(*world.snapshot, *parsed.value, remarks);
  if (remarks.refused.refused()) {
    result.found.append(remarks.refused);
    return result;
  }

  const bool shared = world.graph != nullptr && sees_everything(scope);
  asking.graph =
      shared ? world.graph
             : std::make_shared<const graph::EvidenceGraph>(world.snapshot, std::move(scope));
  Answer answer;
  answer.question = parsed.value->text;
  answer.kind = std::string(parsed.value->form->kind);
  answer.notes = std::move(remarks.notes);
  answer.counts_studies = asking.graph->counts_studies();
  parsed.value->form->run(asking, answer);
  result.value = std::move(answer);
  return result;
}

}  // namespace retroduce::query
