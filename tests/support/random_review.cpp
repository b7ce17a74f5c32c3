#include "support/random_review.h"

#include <random>
#include <set>
#include <vector>

namespace retroduce::tests {

namespace {

class Maker {
 public:
  Maker(std::uint64_t seed, int size)
      : random_(seed), size_(size), concepts_(3 + number(size + 4)), documents_(1 + number(6)) {}

  std::string make() {
    for (int k = 1; k <= size_; ++k) configuration(k);
    for (int k = 1; k <= size_; ++k) evidence(k);
    for (int d = 1; d <= documents_; ++d) document(d);
    return text_;
  }

 private:
  // Not a std distribution: those may differ between libraries, and a seed must stay the same
  // review.
  int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool chance(int percent) { return number(100) < percent; }
  std::string concept_name() { return "c" + std::to_string(1 + number(concepts_)); }
  std::string label(int k) const { return "K" + std::to_string(k); }

  std::string side(int most, const char* mark) {
    std::set<std::string> used;
    std::string out;
    const int count = chance(8) ? 0 : 1 + number(most);
    for (int i = 0; i < count; ++i) {
      const std::string name = concept_name();
      if (!used.insert(name).second) continue;
      if (!out.empty()) out += " + ";
      if (*mark != 0 && chance(12)) out += mark;
      if (chance(18)) out += "not ";
      out += name;
    }
    return out;
  }

  void configuration(int k) {
    std::string mechanisms = side(2, chance(50) ? "[resource] " : "[reasoning] ");
    std::string contexts = side(2, "");
    text_ += label(k) + ": " + contexts + " -> " + mechanisms + " -> " +
             side(2, "[when not fired] ") + ";\n";
    if (chance(15)) text_ += "status of " + label(k) + " is refuted;\n";
    if (chance(40)) text_ += "theme of " + label(k) + " is t" + std::to_string(number(3)) + ";\n";
    if (chance(40))
      text_ += "level of " + label(k) + " is " + (chance(50) ? "micro" : "macro") + ";\n";
  }

  void evidence(int k) {
    for (int d = 1; d <= documents_; ++d) {
      if (!chance(35)) continue;
      const int which = number(10);
      const char* verb = which < 6 ? "supports" : which < 8 ? "refines" : "contradicts";
      text_ += "D" + std::to_string(d) + " " + verb + " " + label(k) + ";\n";
      if (chance(10)) text_ += "D" + std::to_string(d) + " contradicts " + label(k) + ";\n";
    }
  }

  void document(int d) {
    const std::string key = "D" + std::to_string(d);
    if (chance(40)) text_ += "study S" + std::to_string(number(2)) + ": " + key + ";\n";
    if (chance(70)) text_ += "year of " + key + " is " + std::to_string(2010 + number(10)) + ";\n";
    if (chance(70))
      text_ += "country of " + key + " is " + (chance(50) ? "England" : "Wales") + ";\n";
    if (chance(60)) text_ += "rigour of " + key + " is " + (chance(50) ? "low" : "high") + ";\n";
  }

  std::mt19937_64 random_;
  int size_;
  int concepts_;
  int documents_;
  std::string text_;
};

}  // namespace

std::string random_review(std::uint64_t seed, int size) { return Maker(seed, size).make(); }

}  // namespace retroduce::tests
