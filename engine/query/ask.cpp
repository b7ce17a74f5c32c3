// The route of a question: read, look names up, leave what the filters leave, run the form.
#include <algorithm>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "query/empty_answer.h"
#include "query/filters.h"
#include "query/names.h"
#include "query/operator.h"
#include "query/parser.h"
#include "query/rows.h"

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

/// Looks all names up; the graph is left out where something is refused.
Asking prepare(const World& world, const Question& question, std::size_t limit, Remarks& remarks) {
  Asking asking;
  asking.world = &world;
  asking.question = &question;
  asking.limit = limit;
  resolve(world, question, asking, remarks);
  asking.scope = make_scope(*world.snapshot, *world.details, question, remarks);
  if (question.inner) {
    asking.inner = std::make_shared<const Asking>(prepare(world, *question.inner, limit, remarks));
  }
  if (remarks.refused.refused()) return asking;
  if (asking.inner) {
    asking.graph = asking.inner->graph;  // what is wrapped says what counts
  } else if (world.graph != nullptr && sees_everything(asking.scope)) {
    asking.graph = world.graph;
  } else {
    asking.graph = std::make_shared<const graph::EvidenceGraph>(world.snapshot, asking.scope);
  }
  return asking;
}

}  // namespace

Answer answered(const Asking& asking) {
  Answer answer;
  answer.question = asking.question->text;
  answer.kind = std::string(asking.question->form->kind);
  answer.counts_studies = asking.graph->counts_studies();
  answer.graph = asking.graph;
  asking.question->form->run(asking, answer);
  return answer;
}

base::Parsed<Answer> ask(const World& world, std::string_view question, const AskOptions& options) {
  RETRODUCE_ASSERT(world.snapshot != nullptr && world.details != nullptr);
  base::Parsed<Answer> result;
  const base::Parsed<Question> parsed = parse(question);
  result.found = parsed.found;
  if (!parsed) return result;

  Remarks remarks;
  const Asking asking = prepare(world, *parsed.value, options.limit, remarks);
  if (remarks.refused.refused()) {
    result.found.append(remarks.refused);
    return result;
  }
  try {
    result.value = answered(asking);
  } catch (Refused& refused) {
    result.found.add(std::move(refused.diagnostic));
    return result;
  }
  auto& notes = result.value->notes;
  notes.insert(notes.begin(), remarks.notes.begin(), remarks.notes.end());
  if (result.value->total == 0) note_scope(asking, *result.value);
  suggest_next(asking, *result.value);
  return result;
}

}  // namespace retroduce::query
