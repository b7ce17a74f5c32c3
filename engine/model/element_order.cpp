#include "model/element_order.h"

#include <algorithm>
#include <numeric>

namespace retroduce::model {

std::vector<std::uint32_t> put_in_printed_order(std::vector<Element>& elements) {
  std::vector<std::uint32_t> order(elements.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return elements[a].role < elements[b].role;
  });
  std::vector<Element> sorted;
  sorted.reserve(elements.size());
  std::vector<std::uint32_t> moved(elements.size());
  for (const std::uint32_t place : order) {
    moved[place] = static_cast<std::uint32_t>(sorted.size());
    sorted.push_back(std::move(elements[place]));
  }
  elements = std::move(sorted);
  return moved;
}

}  // namespace retroduce::model
