#include "model/vocabulary.h"

#include "support/catch.h"

using namespace retroduce::model;

namespace {

template <typename E>
void every_word_comes_back() {
  for (std::size_t i = 0; i < words_of<E>().size(); ++i) {
    const auto value = static_cast<E>(i);
    CHECK(from_word<E>(to_word(value)) == value);
  }
}

}  // namespace

TEST_CASE("every word of every vocabulary is read back as its value", "[model]") {
  every_word_comes_back<Role>();
  every_word_comes_back<MechanismPart>();
  every_word_comes_back<Direction>();
  every_word_comes_back<Stance>();
  every_word_comes_back<Inference>();
  every_word_comes_back<Status>();
  every_word_comes_back<LinkKind>();
  every_word_comes_back<Criterion>();
  every_word_comes_back<TheoryKind>();
  every_word_comes_back<Lineage>();
  every_word_comes_back<ThingKind>();
  every_word_comes_back<EntryList>();
}

TEST_CASE("other words for a status, a role and a direction are understood", "[model]") {
  CHECK(from_word<Status>(" Accepted ") == Status::supported);
  CHECK(from_word<Status>("draft") == Status::proposed);
  CHECK(from_word<Status>("rejected") == Status::refuted);
  CHECK(from_word<Role>("C") == Role::context);
  CHECK(from_word<Direction>("-") == Direction::fall);
  CHECK_FALSE(from_word<Status>("finished"));
}
