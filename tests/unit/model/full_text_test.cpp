#include "model/full_text.h"

#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::model;

TEST_CASE("boxes of words come back as they were packed", "[model]") {
  const std::vector<WordBox> boxes = {{{0, 5}, 0, 200, 300, 250, 312},
                                      {{6, 11}, 0, 260, 300, 300, 312},
                                      {{12, 14}, 1, -5, 0, 100000, 7},
                                      {{3, 4}, 0, 0, 0, 0, 0}};
  const std::string bytes = pack_boxes(boxes);
  std::vector<WordBox> back;
  CHECK(unpack_boxes(bytes, back));
  CHECK(back == boxes);
  CHECK(pack_boxes({}).empty());
}

TEST_CASE("damaged boxes are told, whatever stands in them", "[model]") {
  std::vector<WordBox> back;
  CHECK_FALSE(unpack_boxes("\x01", back));
  CHECK_FALSE(unpack_boxes(std::string(20, '\xFF'), back));
  CHECK_FALSE(unpack_boxes(pack_boxes({{{0, 5}, 0, 1, 2, 3, 4}}).substr(0, 5), back));
  CHECK(back.empty());
}

TEST_CASE("a place stands on the page that holds it", "[model]") {
  const std::vector<TextPage> pages = {{"i", {2, 10}}, {"1", {10, 20}}};
  CHECK(page_at(pages, 0).empty());
  CHECK(page_at(pages, 2) == "i");
  CHECK(page_at(pages, 10) == "1");
  CHECK(page_at(pages, 20).empty());
}
