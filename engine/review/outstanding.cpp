#include "review/outstanding.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/text.h"
#include "store/erase.h"

namespace retroduce::review {

using model::CoderWork;
using model::Criterion;

namespace {

using Pair = std::pair<std::uint32_t, std::uint32_t>;  ///< document, coder

bool is_gone(const std::string& coder) { return coder.starts_with(store::erased_person); }

/// What was done with the one of two that are one paper was done with the other.
std::uint32_t standing(const CoderWork& work, std::uint32_t document) {
  return work.documents[document].same_as.value_or(document);
}

/// Coders who did something or are to. Who only searches, or was erased, is not waited for.
std::set<std::uint32_t> at_work(const CoderWork& work) {
  std::set<std::uint32_t> coders;
  for (const model::WorkCoding& each : work.codings) coders.insert(each.coder);
  for (const model::WorkJudgement& each : work.judgements) coders.insert(each.coder);
  for (const model::WorkReading& each : work.readings) coders.insert(each.coder);
  for (const model::WorkAssignment& each : work.assignments) coders.insert(each.coder);
  if (coders.empty())  // nobody has begun
    for (std::uint32_t c = 0; c < work.coders.size(); ++c) coders.insert(c);
  std::erase_if(coders, [&](std::uint32_t c) { return is_gone(work.coders[c]); });
  return coders;
}

void tell_idle(const CoderWork& work, const std::set<std::uint32_t>& coders,
               base::Diagnostics& found) {
  std::vector<std::string> idle;
  for (std::uint32_t c = 0; c < work.coders.size(); ++c)
    if (!coders.contains(c) && !is_gone(work.coders[c])) idle.push_back(work.coders[c]);
  if (!idle.empty())
    found.add({base::Severity::note,
               "outstanding.idle",
               base::join(idle, ", ") + (idle.size() == 1 ? " has" : " have") +
                   " no coding, judgement or reading of their own and" +
                   (idle.size() == 1 ? " is" : " are") +
                   " to code nothing, so no document is counted as waiting for " +
                   (idle.size() == 1 ? "this person" : "these"),
               {},
               {"Say who is to code what with: retroduce edit REVIEW 'assign DOCUMENT to " +
                idle.front() + "'"}});
}

/// Nobody waits for who was erased, but what this person was to code stays hidden from the others.
void tell_gone(const CoderWork& work, base::Diagnostics& found) {
  std::map<std::string, std::vector<std::string>> open;
  for (const model::WorkAssignment& each : work.assignments)
    if (each.done.empty() && is_gone(work.coders[each.coder]))
      open[work.coders[each.coder]].push_back(work.documents[each.document].key);
  for (auto& [person, keys] : open) {
    std::vector<std::string> notes{"Free it with: retroduce edit REVIEW"};
    std::sort(keys.begin(), keys.end());
    for (const std::string& key : keys)
      notes.push_back("  'unassign \"" + key + "\" from \"" + person + "\"'");
    found.add({base::Severity::note,
               "outstanding.gone",
               person + " was to code " + base::join(keys, ", ") +
                   "; nobody waits for that any more, but what others code there stays hidden "
                   "among them until the assignment is taken back",
               {},
               std::move(notes)});
  }
}

/// Who is to work on which document.
std::set<Pair> expected(const CoderWork& work, const std::set<std::uint32_t>& coders) {
  std::set<Pair> pairs;
  std::set<std::uint32_t> assigned;
  for (const model::WorkAssignment& each : work.assignments) {
    pairs.emplace(each.document, each.coder);
    assigned.insert(standing(work, each.document));
  }
  for (std::uint32_t d = 0; d < work.documents.size(); ++d)
    for (const std::uint32_t c : coders)
      if (standing(work, d) == d && !assigned.contains(d)) pairs.emplace(d, c);
  return pairs;
}

/// In the order of the vocabulary.
std::vector<Criterion> criteria_in_use(const CoderWork& work) {
  std::set<Criterion> used;
  for (const model::WorkJudgement& each : work.judgements) used.insert(each.criterion);
  if (used.empty()) return {Criterion::relevance, Criterion::richness, Criterion::rigour};
  return {used.begin(), used.end()};
}

}  // namespace

base::Parsed<std::vector<Outstanding>> outstanding(const CoderWork& work,
                                                   const std::string& coder) {
  base::Parsed<std::vector<Outstanding>> parsed;
  if (!coder.empty() &&
      std::find(work.coders.begin(), work.coders.end(), coder) == work.coders.end()) {
    parsed.found.add({base::Severity::refused,
                      "outstanding.no-coder",
                      "no coder is called \"" + coder + "\"",
                      {},
                      {work.coders.empty() ? "The review has no coders yet."
                                           : "There are: " + base::join(work.coders, ", ")}});
    return parsed;
  }
  std::set<Pair> coded;
  for (const model::WorkCoding& each : work.codings)
    coded.emplace(standing(work, work.extracts[each.extract].document), each.coder);
  std::map<Pair, std::string> assigned;
  for (const model::WorkAssignment& each : work.assignments)
    assigned.emplace(Pair{each.document, each.coder}, each.done);
  std::set<std::pair<Pair, Criterion>> judged;
  for (const model::WorkJudgement& each : work.judgements)
    if (!each.is_of_extract)
      judged.insert({{standing(work, each.document), each.coder}, each.criterion});

  const auto criteria = criteria_in_use(work);
  parsed.value.emplace();
  std::set<std::uint32_t> coders = at_work(work);
  if (coder.empty()) tell_idle(work, coders, parsed.found);
  tell_gone(work, parsed.found);
  for (std::uint32_t c = 0; c < work.coders.size(); ++c)
    if (work.coders[c] == coder) coders.insert(c);  // who asks means to work
  for (const Pair& pair : expected(work, coders)) {
    if (!coder.empty() && work.coders[pair.second] != coder) continue;
    Outstanding one;
    const auto assignment = assigned.find(pair);
    one.document = work.documents[pair.first].key;
    one.coder = work.coders[pair.second];
    one.is_assigned = assignment != assigned.end();
    const Pair known{standing(work, pair.first), pair.second};
    one.is_coded = coded.contains(known);
    one.is_finished = one.is_assigned && !assignment->second.empty();
    for (const Criterion each : criteria)
      if (!judged.contains({known, each})) one.not_judged.push_back(each);
    const bool is_to_finish = one.is_assigned && !one.is_finished;
    const bool is_to_code = !one.is_coded && !one.is_finished;
    if (is_gone(one.coder)) continue;
    if (is_to_finish || is_to_code || !one.not_judged.empty())
      parsed.value->push_back(std::move(one));
  }
  return parsed;
}

}  // namespace retroduce::review
