// Who is compared with whom on what; the figures themselves are tested with measure.
#include "review/agreement.h"

#include "base/error.h"
#include "review/disagreements.h"
#include "support/catch.h"

using namespace retroduce;
using model::CoderWork;
using model::Role;
using review::agreement;
using review::AgreementBy;
using review::disagreements;

namespace {

constexpr std::uint32_t ab = 0;
constexpr std::uint32_t cd = 1;
constexpr std::uint32_t ef = 2;

/// Three coders, two concepts, two documents of two extracts each; nothing coded yet.
CoderWork work() {
  CoderWork work;
  work.coders = {"AB", "CD", "EF"};
  work.concepts = {"time", "trust"};
  work.documents = {{"one", 100}, {"two", {}}};
  work.extracts = {{0, base::TextSpan{0, 10}, "1", "a"},
                   {0, base::TextSpan{50, 60}, "2", "b"},
                   {1, {}, "3", "c"},
                   {1, {}, "4", "d"}};
  return work;
}

model::WorkCoding coded(std::uint32_t extract, std::uint32_t concept_, std::uint32_t coder,
                        std::optional<Role> role = Role::mechanism) {
  return {extract, concept_, role, coder};
}

std::string refusal(const CoderWork& of, const std::vector<std::string>& coders) {
  try {
    agreement(of, {AgreementBy::concept_, coders, 1});
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("an extract is compared where two have read its document and one has coded it",
          "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 0, ab), coded(0, 0, cd), coded(1, 0, ab), coded(2, 0, ab)};
  const auto report = agreement(of, {});
  CHECK(report.coders == std::vector<std::string>{"AB", "CD"});
  CHECK(report.extracts == 2);
  CHECK(report.documents == 1);
  REQUIRE(report.rows.size() == 1);
  CHECK(report.rows[0].by_all == 1);
  CHECK(report.rows[0].by_some == 1);
  CHECK(report.rows[0].percent == 0.5);
  REQUIRE(report.left_out.size() == 1);
  CHECK(report.left_out[0].count == 1);
  CHECK(report.left_out[0].what ==
        "extract lies in 1 document that only one of these coders has read");
}

TEST_CASE("each of many concepts is compared as if it were the only one, in their order",
          "[agreement]") {
  CoderWork of = work();
  of.concepts.clear();
  for (std::uint32_t i = 0; i < 200; ++i) {
    of.concepts.push_back("concept " + std::to_string(i));
    for (std::uint32_t extract = 0; extract < 2; ++extract) {
      of.codings.push_back(coded(extract, i, ab));
      if (i % 2 == 0 || extract == 0) of.codings.push_back(coded(extract, i, cd));
    }
  }
  const auto report = agreement(of, {});
  REQUIRE(report.rows.size() == 200);
  for (std::size_t i = 0; i < report.rows.size(); ++i) {
    CHECK(report.rows[i].name == "concept " + std::to_string(i));
    CHECK(report.rows[i].by_all == (i % 2 == 0 ? 2 : 1));
    CHECK(report.rows[i].alpha == report.rows[i % 2].alpha);
    CHECK(report.rows[i].alpha_interval.has_value() ==
          report.rows[i % 2].alpha_interval.has_value());
  }
}

TEST_CASE("a reading makes a reader of who coded nothing", "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 0, ab), coded(2, 0, ab)};
  of.readings = {{1, cd, {}}};
  const auto report = agreement(of, {});
  CHECK(report.extracts == 1);
  CHECK(report.rows[0].by_some == 1);
  CHECK(report.rows[0].percent == 0.0);
}

TEST_CASE("two codings of a concept in two roles are one yes to the concept, two to roles",
          "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 1, ab, Role::context), coded(0, 1, ab, Role::mechanism),
                coded(0, 1, cd, Role::context)};
  CHECK(agreement(of, {}).rows[0].by_all == 1);
  const auto roles = agreement(of, {AgreementBy::role, {}, 1}).rows;
  REQUIRE(roles.size() == 2);
  CHECK(roles[0].name == "context");
  CHECK(roles[0].by_all == 1);
  CHECK(roles[1].by_some == 1);
}

TEST_CASE("one concept in another role is a coding on which coders differ", "[agreement]") {
  CoderWork of = work();
  for (std::uint32_t e = 0; e < of.extracts.size(); ++e) {
    of.codings.push_back(coded(e, 0, ab, Role::context));
    of.codings.push_back(coded(e, 0, cd, Role::outcome));
  }
  const auto report = agreement(of, {});
  CHECK(report.all.percent == Approx(1));
  CHECK(report.in_roles.percent == Approx(0));
  CHECK(report.in_roles.by_some == 2 * report.extracts);
}

TEST_CASE("all concepts together count each concept that is in use once per extract",
          "[agreement]") {
  CoderWork of = work();
  // Two extracts and two concepts: four decisions, of which three are alike.
  of.codings = {coded(0, 0, ab), coded(0, 0, cd), coded(1, 1, ab)};
  const auto report = agreement(of, {});
  CHECK(report.all.percent == 0.75);
  CHECK(report.all.by_all == 1);
  CHECK(report.all.by_some == 1);
}

TEST_CASE("of three coders each pair is held against what these two have read", "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 0, ab), coded(0, 0, cd), coded(2, 0, cd), coded(2, 0, ef)};
  const auto report = agreement(of, {AgreementBy::pair, {}, 1});
  REQUIRE(report.rows.size() == 3);
  CHECK(report.rows[0].name == "AB and CD");
  CHECK(report.rows[0].extracts == 1);
  CHECK(report.rows[1].name == "AB and EF");
  CHECK(report.rows[1].extracts == 0);
  CHECK_FALSE(report.rows[1].percent);
  CHECK(report.rows[2].extracts == 1);
  CHECK_FALSE(report.all.cohen);
}

TEST_CASE("by characters two spans that overlap agree where they do", "[agreement]") {
  CoderWork of = work();
  of.extracts[1].span = base::TextSpan{5, 15};
  of.codings = {coded(0, 0, ab), coded(1, 0, cd)};
  const auto row = agreement(of, {}).rows[0];
  CHECK(row.percent == 0.0);
  // 5 characters of each alone; 20 of 200 marked, and no pair of 10 x 10 twice, nor of 180 alone.
  CHECK(row.text_alpha.value() ==
        Approx(1 - 20.0 / (200.0 * 2 * 20 * 180 / (40000 - 200 - 180))).margin(1e-12));
}

TEST_CASE("a span beyond its text is left out of the count by characters, and told",
          "[agreement]") {
  CoderWork of = work();
  of.extracts[1].span = base::TextSpan{90, 101};
  of.codings = {coded(0, 0, ab), coded(0, 0, cd), coded(1, 0, ab)};
  const auto report = agreement(of, {});
  CHECK(report.rows[0].text_alpha == 1.0);
  REQUIRE(report.left_out.size() == 1);
  CHECK(report.left_out[0].what == "extract has no place in its document's text (by characters)");
}

TEST_CASE("who cannot be compared is told why", "[agreement]") {
  CoderWork of = work();
  CHECK_THAT(refusal(of, {}), ContainsSubstring("nobody has coded"));
  of.codings = {coded(0, 0, ab)};
  CHECK_THAT(refusal(of, {}), ContainsSubstring("only AB has coded"));
  CHECK_THAT(refusal(of, {"AB"}), ContainsSubstring("two coders or more"));
  CHECK_THAT(refusal(of, {"AB", "AB"}), ContainsSubstring("two coders or more"));
  CHECK_THAT(refusal(of, {"AB", "XX"}), ContainsSubstring("no coder is called XX"));
  of.codings.push_back(coded(2, 0, cd));
  CHECK_THAT(refusal(of, {}), ContainsSubstring("no extract can be compared"));
}

TEST_CASE("the same work and seed give the same intervals", "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 0, ab), coded(0, 0, cd), coded(1, 0, ab),
                coded(2, 1, ab), coded(3, 0, ab), coded(3, 0, cd)};
  const auto all = agreement(of, {}).all;
  REQUIRE(all.alpha_interval);
  CHECK(all.alpha_interval == agreement(of, {}).all.alpha_interval);
  CHECK(all.alpha_interval->low <= *all.alpha);
  CHECK(all.alpha_interval->high >= *all.alpha);
}

TEST_CASE("a disagreement names what each coder said, and is resolved when every role is",
          "[agreement]") {
  CoderWork of = work();
  of.codings = {coded(0, 0, ab, Role::context), coded(0, 0, cd, Role::mechanism), coded(0, 1, ab),
                coded(0, 1, cd), coded(1, 1, ab)};
  of.resolutions = {{0, 0, Role::context, true, "AB", "as said"},
                    {1, 1, Role::mechanism, false, "", ""}};
  auto all = disagreements(of, {});
  REQUIRE(all.size() == 2);
  CHECK(all[0].is_of_role);
  CHECK(all[0].concept_ == "time");
  CHECK(all[0].codings[0].roles == std::vector<std::string>{"context"});
  CHECK_FALSE(all[0].is_resolved);  // mechanism is still open
  CHECK_FALSE(all[1].is_of_role);
  CHECK_FALSE(all[1].codings[1].is_coded);
  CHECK(all[1].is_resolved);
  of.resolutions.push_back({0, 0, Role::mechanism, false, "AB", ""});
  CHECK(disagreements(of, {})[0].is_resolved);
}
