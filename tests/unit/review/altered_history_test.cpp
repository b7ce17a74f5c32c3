// A byte of the history that is not what it was is found, whichever it is.
#include <random>

#include "edit_world.h"
#include "store/edit_session.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// A text of the history: where it stands, and its bytes.
struct Kept {
  std::string update;  ///< takes the bytes that are to stand there
  std::string bytes;
};

/// Notes of all sorts until the history holds so many bytes.
void fill_history(EditWorld& world, std::size_t bytes) {
  std::string words;
  while (words.size() < 1200) words += "Words that stay, été, “quoted”. ";
  std::string script;
  for (std::size_t i = 0; i * words.size() < bytes; ++i) {
    script += (i % 2 == 0 ? "note on concept stigma \"" : "set concept stigma definition \"") +
              words + std::to_string(i) + "\"\n";
  }
  REQUIRE(world.code(script) == "done");
}

std::vector<Kept> all_texts(store::Connection& connection) {
  std::vector<Kept> all;
  const auto add = [&](const std::string& table, const std::vector<std::string>& columns,
                       const std::string& key) {
    for (const std::string& column : columns) {
      store::Query query(connection.prepared("SELECT " + column + ", " + key + " FROM " + table +
                                             " WHERE " + column + " <> '' ORDER BY 2"));
      while (query.next())
        all.push_back({"UPDATE " + table + " SET " + column + " = ? WHERE " + key + " = '" +
                           query.text(1) + "'",
                       query.text(0)});
    }
  };
  add("change",
      {"uid", "at", "by_whom", "kind", "what", "why", "counts", "content_hash", "follows", "chain"},
      "id || ''");
  add("history", {"thing", "thing_id", "before", "after"}, "change || ' ' || place");
  return all;
}

class Flipping {
 public:
  /// Of a review with notes of so many bytes; a definition stands in the history twice.
  explicit Flipping(std::size_t bytes) {
    REQUIRE(world_.code("add concept stigma") == "done");
    fill_history(world_, bytes);
    connection_.emplace(world_.path(), store::Connection::Access::write);
    connection_->run("PRAGMA ignore_check_constraints = ON");
    transaction_.emplace(*connection_, store::Transaction::Kind::write);
    texts_ = all_texts(*connection_);
    for (const Kept& each : texts_) size_ += each.bytes.size();
    REQUIRE_FALSE(store::broken_link(*connection_).has_value());
  }
  std::size_t size() const { return size_; }

  /// Whether the byte at that place of all texts, with one bit turned round, is found.
  bool is_found(std::size_t place, unsigned bit) {
    std::size_t which = 0;
    while (place >= texts_[which].bytes.size()) place -= texts_[which++].bytes.size();
    const Kept& text = texts_[which];
    std::string bytes = text.bytes;
    bytes[place] = static_cast<char>(static_cast<unsigned char>(bytes[place]) ^ (1U << bit));
    put(text, bytes);
    const bool found = store::broken_link(*connection_).has_value();
    put(text, text.bytes);
    return found;
  }

 private:
  void put(const Kept& text, const std::string& bytes) {
    store::Query query(connection_->prepared(text.update));
    query.bind(1, store::Cell{std::string_view(bytes)}).run();
  }

  EditWorld world_{true};
  std::optional<store::Connection> connection_;
  std::optional<store::Transaction> transaction_;  ///< never kept
  std::vector<Kept> texts_;
  std::size_t size_ = 0;
};

}  // namespace

TEST_CASE("each byte of a history that is altered is found", "[review][flip]") {
  const unsigned step = repeats("RETRODUCE_FLIP_STEP", 997);
  Flipping flipping(40000);
  REQUIRE(flipping.size() > 65536);
  for (std::size_t place = 0; place < flipping.size(); place += step) {
    CAPTURE(place);
    REQUIRE(flipping.is_found(place, place % 8));
  }
}

TEST_CASE("of a long history any byte that is altered is found", "[review][flip]") {
  const unsigned times = repeats("RETRODUCE_FLIPS", 20);
  Flipping flipping(600000);
  REQUIRE(flipping.size() > 1000000);
  std::mt19937 random(20261126);
  for (unsigned i = 0; i < times; ++i) {
    const std::size_t place = random() % flipping.size();
    CAPTURE(place);
    REQUIRE(flipping.is_found(place, random() % 8));
  }
}
