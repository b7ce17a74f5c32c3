// The answers that eight engines agree on, asked of this one through the library: ../shared/bench
// holds the generator and the agreed answers (counts and hashes). Skips, saying so, where that
// folder or python3 is absent.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <tuple>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/hash.h"
#include "base/source_io.h"
#include "base/text.h"
#include "bench/library.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using nlohmann::json;
namespace fs = std::filesystem;
using retroduce::bench::Library;
using retroduce::bench::Rows;

namespace {

struct Canonical {
  std::size_t count = 0;
  std::string hash;
};

Canonical canonical(Rows rows, bool ordered = false) {
  if (!ordered) std::sort(rows.begin(), rows.end());
  std::string bytes;
  for (const auto& row : rows) {
    std::string line;
    for (const std::int64_t field : row) line += (line.empty() ? "" : "\t") + std::to_string(field);
    bytes += line + "\n";
  }
  return {rows.size(), retroduce::base::sha256(bytes)};
}

class Agreed {
 public:
  Agreed(const fs::path& data, const fs::path& expected)
      : queries_(json::parse(retroduce::base::DiskFiles().read(data / "queries.json"))),
        expected_(json::parse(retroduce::base::DiskFiles().read(expected)).at("answers")) {}

  const json& queries() const { return queries_; }

  void check(const std::string& name, const Rows& rows, bool ordered = false) const {
    INFO(name);
    const Canonical got = canonical(rows, ordered);
    CHECK(got.count == expected_.at(name).at("count").get<std::size_t>());
    CHECK(got.hash == expected_.at(name).at("sha256").get<std::string>());
  }
  void check_file(const std::string& name, const std::string& bytes) const {
    INFO(name);
    CHECK(retroduce::base::sha256(bytes) == expected_.at(name).at("sha256").get<std::string>());
  }
  /// The last tie goes by label where others go by number: strengths and the set are compared, as
  /// bench/README.md allows.
  void check_strengths(const std::string& name, const Rows& rows) const {
    INFO(name);
    std::vector<std::int64_t> strengths;
    std::vector<std::int64_t> agreed;
    for (const auto& row : rows) strengths.push_back(row.front());
    for (const json& top : expected_.at(name).at("top"))
      agreed.push_back(top.at(0).get<std::int64_t>());
    CHECK(strengths == agreed);
  }

 private:
  json queries_;
  json expected_;
};

void relations(const Library& library, const Agreed& agreed) {
  for (const std::string which : {"heavy", "batch"}) {
    Rows contexts;
    Rows outcomes;
    for (const json& id : agreed.queries()["q1"][which])
      library.contexts_triggering(id.get<std::int64_t>(), contexts);
    for (const json& id : agreed.queries()["q2"][which])
      library.outcomes_following(id.get<std::int64_t>(), outcomes);
    agreed.check("q1." + which, contexts);
    agreed.check("q2." + which, outcomes);
  }
}

void chains(const Library& library, const Agreed& agreed) {
  for (const json& pair : agreed.queries()["q3"]["pairs"]) {
    const std::string id = pair["id"];
    const auto from = pair["from_context"].get<std::int64_t>();
    const auto to = pair["to_outcome"].get<std::int64_t>();
    Rows paths;
    for (const auto& row : library.chains(from, to, 0))
      paths.emplace_back(row.begin() + 1, row.end());
    agreed.check("q3." + id, paths);
    agreed.check_strengths(
        "q3k." + id, library.chains(from, to, agreed.queries()["q3"]["k"].get<std::size_t>()));
  }
}

void sets(const Library& library, const Agreed& agreed) {
  const auto ids = [](const json& list) { return list.get<std::vector<std::int64_t>>(); };
  agreed.check("q4.any", library.reachable(ids(agreed.queries()["q4"]["any"])));
  agreed.check("q4.all", library.given(ids(agreed.queries()["q4"]["all"])));
  agreed.check("q5",
               library.regularities(agreed.queries()["q5"]["min_documents"].get<std::int64_t>()));
  for (const json& pair : agreed.queries()["q6"]["pairs"]) {
    agreed.check("q6." + pair["id"].get<std::string>(),
                 library.pivotal(pair["from_context"].get<std::int64_t>(),
                                 pair["to_outcome"].get<std::int64_t>()));
  }
}

void texts(const Library& library, const Agreed& agreed) {
  for (const json& query : agreed.queries()["q7"]) {
    const std::string id = query["id"];
    if (query["op"] == "top" || id == "top20") continue;
    agreed.check("q7." + id,
                 library.extracts(query["op"], query["terms"].get<std::vector<std::string>>()));
  }
  agreed.check_file("q8", library.evidence_table());
  agreed.check("q9", library.coding_report(
                         agreed.queries()["q9"]["concepts"].get<std::vector<std::int64_t>>()));
  agreed.check("q10", library.together());
}

void agrees_at(const std::string& size) {
  const char* told = std::getenv("RETRODUCE_SHARED");
  const fs::path shared = told != nullptr ? told : RETRODUCE_SOURCE_DIR "/../shared";
  if (!fs::exists(shared / "bench" / "generate.py")) {
    WARN("skipped: " << shared << " with the generator and the agreed answers is not there");
    return;
  }
  const retroduce::tests::TemporaryFolder folder;
  const fs::path data = folder.path() / size;
  const std::string command = "python3 '" + (shared / "bench" / "generate.py").string() +
                              "' --size " + size + " --out '" + data.string() +
                              "' > /dev/null 2>&1";
  if (std::system(command.c_str()) != 0) {
    WARN("skipped: python3 could not make the data of size " << size);
    return;
  }
  const Library library(data, folder.path() / "review.retro");
  const Agreed agreed(data, shared / "bench" / ("expected-" + size + ".json"));
  relations(library, agreed);
  chains(library, agreed);
  sets(library, agreed);
  texts(library, agreed);
}

}  // namespace

TEST_CASE("every query of the peers has the agreed answer at size S", "[agreed]") {
  agrees_at("S");
}

TEST_CASE("every query of the peers has the agreed answer at size M", "[agreed]") {
  agrees_at("M");
}
