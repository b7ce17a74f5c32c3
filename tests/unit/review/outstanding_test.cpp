#include "review/outstanding.h"

#include "base/text.h"
#include "review/reread.h"
#include "support/catch.h"

using namespace retroduce;
using model::CoderWork;
using model::Criterion;

namespace {

constexpr std::uint32_t ab = 0;
constexpr std::uint32_t cd = 1;
constexpr std::uint32_t ef = 2;

/// Three coders, two documents of an extract each; a theory in three versions beside another.
CoderWork work() {
  CoderWork work;
  work.coders = {"AB", "CD", "EF"};
  work.concepts = {"time"};
  work.documents = {{"one", {}}, {"two", {}}};
  work.extracts = {{0, {}, "1", "a"}, {1, {}, "2", "b"}};
  work.versions = {{"how it works", "initial", true},
                   {"how it works", "refined", true},
                   {"how it works", "final", true},
                   {"social capital", "initial", false}};
  return work;
}

/// "one AB: relevance, rigour", with "coded", "assigned" and "finished" where they hold.
std::vector<std::string> told(const CoderWork& of, const std::string& coder = {}) {
  std::vector<std::string> lines;
  const auto found = review::outstanding(of, coder);
  for (const review::Outstanding& each : found.value.value()) {
    std::string line = each.document + " " + each.coder + ":";
    if (each.is_assigned) line += " assigned";
    if (each.is_finished) line += " finished";
    if (each.is_coded) line += " coded";
    for (const Criterion criterion : each.not_judged)
      line += " " + std::string(model::to_word(criterion));
    lines.push_back(line);
  }
  return lines;
}

std::vector<std::string> unread(const CoderWork& of, const std::string& version,
                                const std::string& coder = {}) {
  std::vector<std::string> lines;
  const auto found = review::not_read_since(of, {}, version, coder);
  for (const review::UnreadDocument& each : found.value.value())
    lines.push_back(each.document + " " + each.last + " " + base::join(each.by, ","));
  return lines;
}

std::string refusal(const base::Diagnostics& found) {
  return found.empty() ? std::string() : found.sorted().front().code;
}

}  // namespace

TEST_CASE("a document that is assigned waits for those alone, any other for all coders",
          "[review][outstanding]") {
  CoderWork of = work();
  of.codings = {{0, 0, model::Role::context, ab}};
  of.judgements = {{0, false, Criterion::rigour, ab}, {0, false, Criterion::rigour, cd}};
  of.assignments = {{0, ab, ""}, {0, cd, ""}};
  CHECK(told(of) == std::vector<std::string>{"one AB: assigned coded", "one CD: assigned",
                                             "two AB: rigour", "two CD: rigour"});
  CHECK(told(of, "CD") == std::vector<std::string>{"one CD: assigned", "two CD: rigour"});
  // Who did nothing and is to do nothing is told, and who asks is told of what there is to do.
  CHECK(refusal(review::outstanding(of, "").found) == "outstanding.idle");
  CHECK(told(of, "EF") == std::vector<std::string>{"two EF: rigour"});
  of.coders = {"AB", "CD", "erased person 1"};
  of.codings.push_back({1, 0, model::Role::context, ef});
  CHECK(told(of) == std::vector<std::string>{"one AB: assigned coded", "one CD: assigned",
                                             "two AB: rigour", "two CD: rigour"});
  CHECK(review::outstanding(of, "").found.empty());
  // What an erased person was to code holds the others up, and that is told; nobody waits for it.
  of.assignments.push_back({1, ef, ""});
  CHECK(told(of) == std::vector<std::string>{"one AB: assigned coded", "one CD: assigned"});
  const auto gone = review::outstanding(of, "");
  REQUIRE(refusal(gone.found) == "outstanding.gone");
  CHECK(gone.found.sorted().front().notes.back().find(
            "'unassign \"two\" from \"erased person 1\"'") != std::string::npos);
}

TEST_CASE("who has finished owes no coding, though nothing was found to code",
          "[review][outstanding]") {
  CoderWork of = work();
  of.judgements = {{0, false, Criterion::rigour, ab}};
  of.assignments = {{0, ab, "2026-11-26"}, {0, cd, "2026-11-26"}};
  CHECK(told(of, "AB") == std::vector<std::string>{"two AB: rigour"});
  CHECK(told(of, "CD") ==
        std::vector<std::string>{"one CD: assigned finished rigour", "two CD: rigour"});
}

TEST_CASE("two documents that are one paper are worked on once", "[review][outstanding]") {
  CoderWork of = work();
  of.coders = {"AB"};
  of.documents[1].same_as = 0;
  of.codings = {{1, 0, model::Role::context, ab}};
  of.judgements = {{1, false, Criterion::rigour, ab}};
  CHECK(told(of).empty());
  of.judgements.clear();
  CHECK(told(of) == std::vector<std::string>{"one AB: coded relevance richness rigour"});
}

TEST_CASE("where nobody has judged yet all three criteria are wanted, and of extracts none",
          "[review][outstanding]") {
  CoderWork of = work();
  of.coders = {"AB"};
  of.documents = {{"one", {}}};
  CHECK(told(of) == std::vector<std::string>{"one AB: relevance richness rigour"});
  of.judgements = {{0, true, Criterion::richness, ab}};
  CHECK(told(of) == std::vector<std::string>{"one AB: richness"});
}

TEST_CASE("a coder who is not there is named with those who are", "[review][outstanding]") {
  CHECK(refusal(review::outstanding(work(), "XY").found) == "outstanding.no-coder");
  CHECK(refusal(review::not_read_since(work(), {}, "initial", "XY").found) ==
        "theory.unknown-coder");
}

TEST_CASE("a document is read again since a version by a reading under it or a later one",
          "[review][reread]") {
  CoderWork of = work();
  of.readings = {{0, ab, 0}, {0, cd, 2}, {1, ab, 0}, {1, ef, 0}, {1, ab, 3}};
  CHECK(unread(of, "initial").empty());
  CHECK(unread(of, "refined") == std::vector<std::string>{"two initial AB,EF"});
  CHECK(unread(of, "final") == std::vector<std::string>{"two initial AB,EF"});
  CHECK(unread(of, "refined", "AB") ==
        std::vector<std::string>{"one initial AB", "two initial AB"});
  CHECK(unread(of, "initial", "CD") == std::vector<std::string>{"two  "});
}

TEST_CASE("a version is meant of the programme theory first, and an unknown one is refused",
          "[review][reread]") {
  CoderWork of = work();
  CHECK(refusal(review::not_read_since(of, {}, "never", {}).found) == "theory.no-version");
  CHECK(refusal(review::not_read_since(of, "social capital", "final", {}).found) ==
        "theory.no-version");
  of.versions[3].is_of_programme = true;
  CHECK(refusal(review::not_read_since(of, {}, "initial", {}).found) == "theory.several");
  CHECK(review::not_read_since(of, "social capital", "initial", {}).value->size() == 2);
}
