#include "reports/theory_versions.h"

#include <algorithm>
#include <set>
#include <utility>

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

namespace {

bool has_earlier(const model::Statement& statement) {
  return std::any_of(statement.lineage.begin(), statement.lineage.end(),
                     [](const auto& each) { return each.earlier.is_set(); });
}

/// The statement and all that it came out of, by version.
std::vector<std::uint32_t> with_ancestors(const model::TheoryDetails& all,
                                          std::uint32_t statement) {
  std::vector<std::uint32_t> found{statement};
  std::set<std::uint32_t> seen{statement};
  for (std::size_t i = 0; i < found.size(); ++i) {
    for (const model::StatementLineage& lineage : all.statements[found[i]].lineage) {
      if (!lineage.earlier.is_set()) continue;
      const auto earlier = static_cast<std::uint32_t>(lineage.earlier.index());
      if (seen.insert(earlier).second) found.push_back(earlier);
    }
  }
  std::sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(all.statements[a].version, a) < std::pair(all.statements[b].version, b);
  });
  return found;
}

}  // namespace

std::vector<std::uint32_t> first_ancestors(const model::TheoryDetails& all,
                                           std::uint32_t statement) {
  std::vector<std::uint32_t> first = with_ancestors(all, statement);
  std::erase_if(first, [&](std::uint32_t each) {
    return each == statement || has_earlier(all.statements[each]);
  });
  std::sort(first.begin(), first.end());
  return first;
}

std::vector<std::uint32_t> came_by(const model::TheoryDetails& all, std::uint32_t statement) {
  std::vector<std::uint32_t> later = with_ancestors(all, statement);
  std::erase_if(later, [&](std::uint32_t each) {
    return each != statement && !has_earlier(all.statements[each]);
  });
  return later;
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
