// The programme theories of a review, version by version, for tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "model/details.h"
#include "reports/made_rows.h"

namespace retroduce::reports {

/// One theory's versions in order of time, and the statements of each, as places in TheoryDetails.
struct TheoryLine {
  std::uint32_t theory = 0;
  std::vector<std::uint32_t> versions;

  std::uint32_t newest() const { return versions.back(); }
};

/// Those that have a version, in order.
std::vector<TheoryLine> programme_theories(const model::TheoryDetails& all);

std::vector<std::uint32_t> statements_of(const model::TheoryDetails& all, std::uint32_t version);

/// The statements that it came out of and that came out of none: the first ones of its lineage.
std::vector<std::uint32_t> first_ancestors(const model::TheoryDetails& all,
                                           std::uint32_t statement);

/// The statement behind those that it came out of, without the first ones, in order of version.
std::vector<std::uint32_t> came_by(const model::TheoryDetails& all, std::uint32_t statement);

/// What it rests on: its configurations and the extracts that moved it, or why nothing.
Witness statement_witness(const model::Statement& statement);

std::vector<model::ConfigurationId> configurations_of(const model::Statement& statement);

/// How theories come into a review, as a note.
std::string how_to_bring_in_theories(const char* what);

}  // namespace retroduce::reports
