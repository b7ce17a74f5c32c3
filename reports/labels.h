// Labels of several configurations in one cell.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/snapshot.h"

namespace retroduce::reports {

/// "CMOC 2, 6–8, 12": in label order, each once. Labels that differ in their last number alone
/// share what stands before it, and three or more in sequence become a range.
std::string label_ranges(const model::Snapshot& snapshot,
                         std::vector<model::ConfigurationId> configurations);

}  // namespace retroduce::reports
