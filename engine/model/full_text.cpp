#include "model/full_text.h"

#include <algorithm>

namespace retroduce::model {

namespace {

void put(std::string& out, std::int64_t number) {
  // Zigzag, then seven bits a byte: small numbers of either sign are short.
  auto bits = (static_cast<std::uint64_t>(number) << 1U) ^ static_cast<std::uint64_t>(number >> 63);
  while (bits >= 0x80) {
    out.push_back(static_cast<char>((bits & 0x7FU) | 0x80U));
    bits >>= 7U;
  }
  out.push_back(static_cast<char>(bits));
}

bool get(std::string_view& bytes, std::int64_t& number) {
  std::uint64_t bits = 0;
  for (unsigned shift = 0; shift < 63 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    bits |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte < 0x80) {
      number = static_cast<std::int64_t>(bits >> 1U) ^ -static_cast<std::int64_t>(bits & 1U);
      return true;
    }
  }
  return false;
}

bool fits(std::int64_t number) { return number >= INT32_MIN && number <= INT32_MAX; }

}  // namespace

std::string pack_boxes(const std::vector<WordBox>& boxes) {
  std::string out;
  WordBox last;
  for (const WordBox& box : boxes) {
    put(out, box.span.begin - last.span.end);
    put(out, box.span.end - box.span.begin);
    put(out, std::int64_t{box.page} - last.page);
    put(out, std::int64_t{box.left} - last.right);
    put(out, std::int64_t{box.top} - last.top);
    put(out, std::int64_t{box.right} - box.left);
    put(out, std::int64_t{box.bottom} - box.top);
    last = box;
  }
  return out;
}

bool unpack_boxes(std::string_view bytes, std::vector<WordBox>& boxes) {
  boxes.clear();
  WordBox last;
  while (!bytes.empty()) {
    std::int64_t number[7];
    for (std::int64_t& each : number) {
      if (!get(bytes, each) || !fits(each)) return false;
    }
    const std::int64_t begin = last.span.end + number[0];
    const std::int64_t page = std::int64_t{last.page} + number[2];
    const std::int64_t left = last.right + number[3];
    const std::int64_t top = last.top + number[4];
    const std::int64_t sides[] = {left, top, left + number[5], top + number[6]};
    if (begin < 0 || number[1] < 0 || page < 0 || !std::all_of(sides, sides + 4, fits))
      return false;
    last.span = {begin, begin + number[1]};
    last.page = static_cast<std::uint32_t>(page);
    last.left = static_cast<std::int32_t>(sides[0]);
    last.top = static_cast<std::int32_t>(sides[1]);
    last.right = static_cast<std::int32_t>(sides[2]);
    last.bottom = static_cast<std::int32_t>(sides[3]);
    boxes.push_back(last);
  }
  return true;
}

std::string page_at(const std::vector<TextPage>& pages, std::int64_t place) {
  const auto after =
      std::upper_bound(pages.begin(), pages.end(), place,
                       [](std::int64_t at, const TextPage& page) { return at < page.span.begin; });
  if (after == pages.begin()) return {};
  const TextPage& page = *std::prev(after);
  return place < page.span.end ? page.label : std::string();
}

}  // namespace retroduce::model
