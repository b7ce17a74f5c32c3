#include "reports/theory_versions.h"

#include <algorithm>
#include <set>

namespace retroduce::reports {

std::vector<TheoryLine> programme_theories(const model::TheoryDetails& all) {
  std::vector<TheoryLine> lines;
  for (std::uint32_t t = 0; t < all.theories.size(); ++t) {
    if (all.theories[t].kind != model::TheoryKind::programme) continue;
    TheoryLine line{t, {}};
    for (std::uint32_t v = 0; v < all.versions.size(); ++v) {
      if (all.versions[v].theory.is_set() && all.versions[v].theory.index() == t)
        line.versions.push_back(v);
    }
    if (!line.versions.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<std::uint32_t> statements_of(const model::TheoryDetails& all, std::uint32_t version) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t s = 0; s < all.statements.size(); ++s) {
    if (all.statements[s].version.is_set() && all.statements[s].version.index() == version)
      found.push_back(s);
  }
  return found;
}

std::vector<std::uint32_t> first_ancestors(const model::TheoryDetails& all,
                                           std::uint32_t statement) {
  std::vector<std::uint32_t> open{statement};
  std::set<std::uint32_t> seen{statement};
  std::vector<std::uint32_t> first;
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    bool has_earlier = false;
    for (const model::StatementLineage& lineage : all.statements[at].lineage) {
      if (!lineage.earlier.is_set()) continue;
      has_earlier = true;
      const auto earlier = static_cast<std::uint32_t>(lineage.earlier.index());
      if (seen.insert(earlier).second) open.push_back(earlier);
    }
    if (!has_earlier && at != statement) first.push_back(at);
  }
  std::sort(first.begin(), first.end());
  return first;
}

std::vector<model::ConfigurationId> configurations_of(const model::Statement& statement) {
  std::vector<model::ConfigurationId> ids;
  for (const auto ref : statement.configurations) ids.emplace_back(ref.value);
  std::sort(ids.begin(), ids.end());
  return ids;
}

Witness statement_witness(const model::Statement& statement) {
  Witness witness{configurations_of(statement), {}, {}, {}};
  for (const auto ref : statement.moved_by) witness.extracts.push_back(ref.value);
  if (witness.configurations.empty())
    witness.why_none = "no configuration is tied to the statement";
  return witness;
}

std::string how_to_bring_in_theories(const char* what) {
  return std::string("The review holds no ") + what +
         " yet. Theories and their versions are edited in (retroduce edit --help), or come with "
         "the "
         "native form or a bundle.";
}

}  // namespace retroduce::reports
