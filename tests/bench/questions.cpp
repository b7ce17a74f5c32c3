// The questions of the peers' benchmark in process, answers as ids, on Google Benchmark:
//
//   retroduce_bench DATA REVIEW [--benchmark_filter=…]
//
// DATA is a folder of the generator (concepts.tsv and queries.tsv are read), REVIEW the review file
// imported from it. What is timed is what the peers time: the answer complete, nothing put into
// words.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include <benchmark/benchmark.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/source_io.h"
#include "base/text.h"
#include "graph/analyses.h"
#include "review/review.h"

namespace {

using namespace retroduce;
using graph::ConfigurationId;
using graph::Term;
using model::Role;

using Cells = std::vector<std::string>;

std::vector<Cells> table(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<Cells> rows;
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) rows.push_back(base::split(line, '\t'));
  return rows;
}

class Subject {
 public:
  Subject(const std::filesystem::path& data, const std::filesystem::path& file)
      : review_(review::Review::open(file, store::Mode::read)),
        graph_(review_.snapshot(), graph::Scope{}) {
    const auto& snapshot = graph_.snapshot();
    std::map<std::string, model::ConceptId> by_label;
    for (std::size_t i = 0; i < snapshot.concepts.size(); ++i) {
      by_label[snapshot.concepts[i].label] = model::ConceptId{i};
    }
    std::map<std::string, model::ConceptId> by_id;
    for (const Cells& row : table(data / "concepts.tsv")) by_id[row[0]] = by_label.at(row[2]);
    for (const Cells& row : table(data / "queries.tsv")) {
      words_[row[0]] = base::split(row[1], ' ');
      if (row[0][0] != 'q' || row[0][1] > '6' || row[0] == "q5") continue;
      for (const std::string& id : words_[row[0]]) terms_[row[0]].push_back({by_id.at(id), false});
    }
  }

  const graph::EvidenceGraph& graph() const { return graph_; }
  const model::Details& details() const { return review_.details(); }
  bool has(const std::string& query) const { return words_.count(query) != 0; }
  const std::vector<Term>& terms(const std::string& query) const { return terms_.at(query); }
  const Cells& words(const std::string& query) const { return words_.at(query); }

 private:
  review::Review review_;
  graph::EvidenceGraph graph_;
  std::map<std::string, Cells> words_;
  std::map<std::string, std::vector<Term>> terms_;
};

/// How many rows the answer has; printed beside the time, so that a wrong one is seen.
using Run = std::size_t (*)(const Subject&, const std::string& query);

template <Role asked, Role answered>
std::size_t relations(const Subject& subject, const std::string& query) {
  std::size_t rows = 0;
  for (const Term term : subject.terms(query)) {
    const auto found = graph::related(subject.graph(), subject.graph().holding(asked, term),
                                      {answered, false, {}});
    rows += found.rows.size();
  }
  return rows;
}

std::size_t chains_listed(const Subject& subject, const std::string& query, bool all) {
  const std::vector<Term>& ends = subject.terms(query);
  graph::ChainQuestion question;
  question.from = {{ends[0]}};
  question.to = {{ends[1]}};
  question.limit = all ? 0 : 10;
  question.counts = all;
  return graph::find_chains(subject.graph(), question).listed.size();
}
std::size_t all_chains(const Subject& subject, const std::string& query) {
  return chains_listed(subject, query, true);
}
std::size_t ten_strongest(const Subject& subject, const std::string& query) {
  return chains_listed(subject, query, false);
}

std::size_t reachable(const Subject& subject, const std::string& query) {
  const auto starts = graph::holding_any(subject.graph(), Role::context, subject.terms(query));
  return graph::reachable_outcomes(subject.graph(), starts).size();
}

std::size_t given(const Subject& subject, const std::string& query) {
  return graph::Firing(subject.graph(), subject.terms(query)).made().size();
}

std::size_t regularities(const Subject& subject, const std::string& query) {
  const std::size_t support = std::stoul(subject.words(query)[0]);
  return graph::regularities(subject.graph(), support).first.size();
}

std::size_t pivotal(const Subject& subject, const std::string& query) {
  const std::vector<Term>& ends = subject.terms(query);
  return graph::pivotal_mechanisms(subject.graph(), subject.graph().holding(Role::context, ends[0]),
                                   subject.graph().holding(Role::outcome, ends[1]))
      .size();
}

/// The 20 best, as `q7.top20` of the peers; the words stand behind the way of matching.
std::size_t search(const Subject& subject, const std::string& query) {
  const Cells& words = subject.words(query);
  model::TextQuery text;
  text.mode = words[0] == "any"      ? model::TextQuery::Mode::any
              : words[0] == "phrase" ? model::TextQuery::Mode::phrase
                                     : model::TextQuery::Mode::all;
  text.words.assign(words.begin() + 1, words.end());
  if (words[0] == "prefix") text.words[0] += "*";
  std::int64_t total = 0;
  subject.details().search(text, 20, total);
  return static_cast<std::size_t>(total);
}

void time_it(benchmark::State& state, const Subject& subject, const std::string& query, Run run) {
  std::size_t rows = 0;
  for (auto _ : state) benchmark::DoNotOptimize(rows = run(subject, query));
  state.counters["rows"] = static_cast<double>(rows);
}

void list(const Subject& subject, const std::string& name, const std::string& query, Run run) {
  if (!subject.has(query)) return;
  benchmark::RegisterBenchmark(name.c_str(), [&subject, query, run](benchmark::State& state) {
    time_it(state, subject, query, run);
  })->Unit(benchmark::kMillisecond);
}

void list_all(const Subject& subject) {
  list(subject, "q1.heavy", "q1.heavy", relations<Role::mechanism, Role::context>);
  list(subject, "q1.batch", "q1.batch", relations<Role::mechanism, Role::context>);
  list(subject, "q2.heavy", "q2.heavy", relations<Role::context, Role::outcome>);
  list(subject, "q2.batch", "q2.batch", relations<Role::context, Role::outcome>);
  for (const std::string size : {"small", "medium", "large", "cyclic"}) {
    list(subject, "q3." + size, "q3." + size, all_chains);
    list(subject, "q3k." + size, "q3." + size, ten_strongest);
  }
  list(subject, "q4.any", "q4.any", reachable);
  list(subject, "q4.all", "q4.all", given);
  list(subject, "q5", "q5", regularities);
  for (const std::string size : {"gated", "rare", "large"}) {
    list(subject, "q6." + size, "q6." + size, pivotal);
  }
  for (const std::string how : {"common", "rare", "and", "or", "phrase", "prefix"}) {
    list(subject, "q7." + how + " (20 best)", "q7." + how, search);
  }
}

}  // namespace

int main(int count, char** words) {
#ifdef __GLIBC__
  // As the binary has it (engine/cli/main.cpp).
  mallopt(M_MMAP_THRESHOLD, 1 << 30);
  mallopt(M_TRIM_THRESHOLD, -1);
#endif
  benchmark::Initialize(&count, words);
  if (count != 3) {
    std::fprintf(stderr, "usage: retroduce_bench DATA REVIEW [--benchmark_…]\n");
    return 2;
  }
  const Subject subject(words[1], words[2]);
  list_all(subject);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
