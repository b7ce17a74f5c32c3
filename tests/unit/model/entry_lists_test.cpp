#include "model/entry_lists.h"

#include <set>

#include "support/catch.h"

using namespace retroduce::model;

TEST_CASE("every list has its shape at its own place, and a first field of its own", "[model]") {
  REQUIRE(list_shapes().size() == words_of<EntryList>().size());
  std::set<std::string_view> firsts;
  for (std::size_t i = 0; i < list_shapes().size(); ++i) {
    const ListShape& shape = list_shapes()[i];
    INFO(shape.title);
    CHECK(static_cast<std::size_t>(shape.list) == i);
    CHECK(shape.names >= 1);
    CHECK(shape.names < shape.fields().size());
    const std::set<std::string_view> fields(shape.fields().begin(), shape.fields().end());
    CHECK(fields.size() == shape.fields().size());
    CHECK(firsts.insert(shape.fields().front()).second);
  }
}

TEST_CASE("an entry is told from others by the values that name it", "[model]") {
  Entry entry;
  entry.list = EntryList::flow;
  entry.fields = {{"stage", "screened"}, {"source", "PubMed"}, {"n", "12"}};
  CHECK(label_of(entry) == "screened · PubMed");
  CHECK(value_in(entry, "n") == "12");
  CHECK(value_in(entry, "reason").empty());
}
