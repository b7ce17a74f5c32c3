// Numbers of references that follow each other, as Vancouver has them: "4–7" for "4, 5, 6, 7".
#pragma once

#include "reports/table.h"

namespace retroduce::reports {

/// Three or more in sequence become a range; data formats go on writing each of them. A mark behind
/// a number, which is about that source alone, ends a range.
void join_numbers(Line& line);

}  // namespace retroduce::reports
