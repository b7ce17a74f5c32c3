#include "query/operator.h"

namespace retroduce::query {

#define ENTRY(name) extern const Operator operator_##name;
#include "query/operators.def"
#undef ENTRY

namespace {

constexpr const Operator* all_operators[] = {
#define ENTRY(name) &operator_##name,
#include "query/operators.def"
#undef ENTRY
};

}  // namespace

std::span<const Operator* const> operators() { return all_operators; }

std::vector<Form> forms() {
  std::vector<Form> list;
  for (const Operator* one : operators()) list.push_back({one->name, one->example, one->help});
  return list;
}

}  // namespace retroduce::query
