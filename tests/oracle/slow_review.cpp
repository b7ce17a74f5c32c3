#include "slow_review.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>
#include <tuple>

#include "query/row_names.h"
#include "support/catch.h"
#include "support/given.h"
#include "support/random_review.h"

namespace retroduce::tests {

using model::Role;

namespace {

/// Two coders, who code extracts with few concepts, so that pairs come up often.
void add_codings(MemoryReview& review, std::mt19937_64& random) {
  const std::size_t extracts = review.records().extracts.size();
  const std::size_t concepts = review.records().concepts.size();
  const std::size_t coders = review.records().coders.size();
  for (const char* label : {"AB", "CD"}) {
    model::Coder coder;
    coder.label = label;
    review.add(coder);
  }
  std::set<std::tuple<std::size_t, std::size_t, std::size_t, std::size_t>> done;
  for (std::size_t i = 0; i < extracts * 2 && concepts > 0; ++i) {
    const std::size_t extract = random() % extracts;
    const std::size_t which = random() % concepts;
    const std::size_t role = 2 + random() % 3;
    const std::size_t coder = coders + random() % 2;
    if (!done.insert({extract, which, role, coder}).second) continue;
    model::Coding coding;
    coding.extract = model::Ref<model::Extract>{extract};
    coding.concept_ = model::Ref<model::Concept>{which};
    coding.role = static_cast<Role>(role);
    coding.coder = model::Ref<model::Coder>{coder};
    review.add(coding);
  }
}

/// Some extracts are judged themselves, a few by two coders, and of these the odd one is resolved.
void add_judgements(MemoryReview& review, std::mt19937_64& random) {
  const std::size_t extracts = review.records().extracts.size();
  for (std::size_t e = 0; e < extracts; ++e) {
    for (std::size_t more = random() % 6; more > 3; --more) {
      model::Appraisal one;
      one.extract = model::Ref<model::Extract>{e};
      one.criterion = model::Criterion::rigour;
      one.rating = random() % 2 == 0 ? "low" : "high";
      one.is_resolution = random() % 4 == 0;
      review.add(one);
    }
  }
}

/// "K1: [actor] c2 + c1 -> …" for some.
void add_actors(std::string& text, std::mt19937_64& random) {
  for (std::size_t at = text.find(": "); at != std::string::npos; at = text.find(": ", at + 2)) {
    const std::size_t line = text.rfind('\n', at) + 1;
    if (text[line] != 'K' || random() % 3 != 0) continue;
    const bool no_context = text.compare(at + 2, 3, " ->") == 0;
    text.insert(at + 2, std::string(random() % 5 == 0 ? "[actor] not c" : "[actor] c") +
                            std::to_string(1 + random() % 4) + (no_context ? "" : " + "));
  }
}

/// Some evidence is for an outcome alone, in the place of what is for the whole or beside it.
void add_parts(std::string& text, std::mt19937_64& random) {
  std::set<std::string> with_outcome;
  std::string made;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line[0] == 'K' && !line.ends_with("-> ;"))
      with_outcome.insert(line.substr(0, line.find(':')));
    const std::size_t at = line.rfind(" K");
    const bool is_evidence = line[0] == 'D' && at != std::string::npos;
    const auto choice = random() % 4;
    if (is_evidence && choice < 2 &&
        with_outcome.count(line.substr(at + 1, line.size() - at - 2)) != 0) {
      if (choice == 1) made += line + "\n";
      line.insert(at + 1, "outcome 1 of ");
    }
    made += line + "\n";
  }
  text = made;
}

}  // namespace

SlowReview SlowReview::generate(std::uint64_t seed, int largest) {
  std::mt19937_64 random(seed * 7919 + 1);
  SlowReview made;
  made.text_ = random_review(seed, 1 + static_cast<int>(random() % static_cast<unsigned>(largest)));
  if (random() % 2 == 0) made.text_ += "c2 > c1;\n";
  if (random() % 2 == 0) made.text_ += "c2 > c3;\n";
  if (random() % 3 == 0) made.text_ += "c4 > c2;\n";
  if (random() % 3 == 0) made.text_ += "alias other = c1;\nalias other = c3;\n";
  add_actors(made.text_, random);
  add_parts(made.text_, random);
  made.review_ = given(made.text_);
  add_codings(*made.review_, random);
  add_judgements(*made.review_, random);
  made.snapshot_ = made.review_->snapshot();
  made.set({});
  return made;
}

namespace {

/// The word that a document has in a field, or nothing.
std::string field(const model::Snapshot& snapshot, std::size_t document, const std::string& name) {
  for (const auto& column : snapshot.fields) {
    if (column.name != name || column.code[document] < 0) continue;
    return column.words[static_cast<std::size_t>(column.code[document])];
  }
  return "";
}

}  // namespace

Filter SlowReview::filter(std::uint64_t choice) const {
  const model::Snapshot& s = *snapshot_;
  const auto has = [&s](std::size_t d, const char* name) { return !field(s, d, name).empty(); };
  const bool years = std::any_of(s.fields.begin(), s.fields.end(),
                                 [](const auto& column) { return column.name == "year"; });
  const bool countries = std::any_of(s.fields.begin(), s.fields.end(),
                                     [](const auto& column) { return column.name == "country"; });
  switch (choice % 10) {
    case 1:
      return {" by study", true, {}, {}, 0};
    case 2:
      if (!countries) break;
      return {" where country = england",
              false,
              [&s](std::size_t d) { return field(s, d, "country") == "England"; },
              {},
              0};
    case 3:
      if (!countries) break;
      return {" where country != England",
              false,
              [&s, has](std::size_t d) {
                return has(d, "country") && field(s, d, "country") != "England";
              },
              {},
              0};
    case 4:
      if (!years) break;
      return {" where year >= 2014 by study",
              true,
              [&s, has](std::size_t d) {
                return has(d, "year") && std::stoi(field(s, d, "year")) >= 2014;
              },
              {},
              0};
    case 5:
      return {" support >= 2", false, {}, {}, 2};
    case 6:
      return {" where status != refuted",
              false,
              {},
              [&s](std::size_t k) { return s.configurations[k].status != model::Status::refuted; },
              0};
    case 7:
      if (s.documents.empty()) break;
      return {" without \"" + s.documents[0].key + "\"",
              false,
              [](std::size_t d) { return d != 0; },
              {},
              0};
    case 8:
      return {" where label != K1 and support >= 1",
              false,
              {},
              [&s](std::size_t k) { return s.configurations[k].label != "K1"; },
              1};
    case 9:
      return {" where rigour = high",
              false,
              [this, &s](std::size_t d) {
                bool counts = field(s, d, "rigour") == "high";
                const auto& extracts = review_->records().extracts;
                for (std::size_t e = 0; e < extracts.size(); ++e)
                  counts = counts || (document_of(e) == d && is_high(e));
                return counts;
              },
              {},
              0,
              [this](std::size_t e) { return is_high(e); }};
    default:
      break;
  }
  return {};
}

std::size_t SlowReview::document_of(std::size_t extract) const {
  const auto& records = review_->records();
  const auto& key = records.documents[records.extracts[extract].document.index()].key;
  std::size_t d = 0;
  while (snapshot_->documents[d].key != key) ++d;
  return d;
}

bool SlowReview::is_high(std::size_t extract) const {
  std::string word;
  bool resolved = false;
  for (const auto& one : review_->records().appraisals) {
    if (!one.extract.is_set() || one.extract.index() != extract) continue;
    if (resolved && !one.is_resolution) continue;
    // The lowest of the decisions, where there are any; else of all.
    const bool is_first_decision = one.is_resolution && !resolved;
    if (is_first_decision || word != "low") word = one.rating;
    resolved = resolved || one.is_resolution;
  }
  return (word.empty() ? field(*snapshot_, document_of(extract), "rigour") : word) == "high";
}

void SlowReview::set(const Filter& filter) {
  filter_ = filter;
  part_.clear();
  for (std::size_t k = 0; k < size(); ++k) {
    const bool asked = !filter_.configuration || filter_.configuration(k);
    const std::size_t support = supporting(k).size();
    const bool left = !filter_.document || support > 0;
    if (asked && left && support >= filter_.least_support) part_.insert(k);
  }
}

std::size_t SlowReview::study_of(std::size_t document) const {
  return snapshot_->documents[document].study.index();
}

Numbers SlowReview::voices(std::size_t k, bool against) const {
  Numbers found;
  for (const auto& one : snapshot_->evidence_of(model::ConfigurationId{k})) {
    const std::size_t document = one.document.index();
    if ((one.stance == model::Stance::contradicts) != against || !counts(one)) continue;
    found.insert(filter_.by_study ? study_of(document) : document);
  }
  return found;
}

Numbers SlowReview::supporting_whole(std::size_t k) const {
  Numbers found;
  for (const auto& one : snapshot_->evidence_of(model::ConfigurationId{k})) {
    const bool whole = one.element == model::SnapshotEvidence::whole;
    if (!whole || one.stance == model::Stance::contradicts || !counts(one)) continue;
    found.insert(filter_.by_study ? study_of(one.document.index()) : one.document.index());
  }
  return found;
}

Numbers SlowReview::in_part(const Numbers& configurations) const {
  Numbers whole;
  for (const std::size_t k : configurations) whole.merge(supporting_whole(k));
  Numbers found;
  for (const std::size_t k : configurations) {
    for (const auto& one : snapshot_->evidence_of(model::ConfigurationId{k})) {
      if (one.stance == model::Stance::contradicts || !counts(one)) continue;
      const std::size_t document = one.document.index();
      if (whole.count(filter_.by_study ? study_of(document) : document) == 0)
        found.insert(document);
    }
  }
  return found;
}

Numbers SlowReview::documents_of(const Numbers& configurations) const {
  Numbers found;
  for (const std::size_t k : configurations) {
    for (const auto& one : snapshot_->evidence_of(model::ConfigurationId{k})) {
      if (counts(one)) found.insert(one.document.index());
    }
  }
  return found;
}

std::set<Sign> SlowReview::terms(std::size_t k, Role role) const {
  std::set<Sign> found;
  for (const auto& element : snapshot_->elements_of(model::ConfigurationId{k})) {
    if (element.role != role || element.when_not_fired) continue;
    found.insert({snapshot_->concepts[element.concept_.index()].label, element.opposite});
  }
  return found;
}

std::set<Sign> SlowReview::reach(const std::string& label, bool opposite, bool exactly) const {
  std::set<Sign> found;
  for (const auto& one : snapshot_->concepts) {
    model::SnapshotConcept at = one;
    bool below = at.label == label;
    while (!below && !exactly && at.parent.is_set()) {
      at = snapshot_->concepts[at.parent.index()];
      below = at.label == label;
    }
    if (below) found.insert({one.label, opposite});
  }
  return found;
}

std::string SlowReview::top(const std::string& label) const {
  for (const auto& one : snapshot_->concepts) {
    if (one.label != label || !one.parent.is_set()) continue;
    return top(snapshot_->concepts[one.parent.index()].label);
  }
  return label;
}

bool SlowReview::holds_any(std::size_t k, Role role, const std::set<Sign>& wanted) const {
  for (const Sign& sign : terms(k, role)) {
    if (wanted.count(sign) != 0) return true;
  }
  return false;
}

std::set<Sign> SlowReview::joints(std::size_t from, std::size_t to) const {
  std::set<Sign> shared;
  const std::set<Sign> met = terms(to, Role::context);
  for (const Sign& made : terms(from, Role::outcome)) {
    if (met.count(made) != 0) shared.insert(made);
  }
  return shared;
}

std::string SlowReview::labels(const Numbers& configurations) const {
  std::vector<std::string> list;
  for (const std::size_t k : configurations) list.push_back(label(k));
  std::sort(list.begin(), list.end(), label_before);
  std::string words;
  for (const std::string& one : list) words += " " + one;
  return words;
}

std::string SlowReview::keys(const Numbers& documents) const {
  std::vector<std::string> list;
  for (const std::size_t d : documents) list.push_back(snapshot_->documents[d].key);
  std::sort(list.begin(), list.end(), label_before);
  std::string words;
  for (const std::string& one : list) words += " " + one;
  return words;
}

std::vector<std::string> SlowReview::concepts() const {
  std::vector<std::string> labels;
  for (const auto& one : snapshot_->concepts) labels.push_back(one.label);
  return labels;
}

query::Answer SlowReview::ask(const std::string& question, std::size_t limit) const {
  query::World world;
  world.snapshot = snapshot_;
  world.details = &review_->details();
  auto answer = query::ask(world, question, {limit});
  if (!answer) {
    std::string why;
    for (const auto& one : answer.found.sorted()) why += base::to_text(one) + "\n";
    FAIL(question << "\n" << why << text_);
  }
  return *answer.value;
}

void require_parts(const SlowReview& review, std::uint64_t seed, const query::Answer& answer) {
  std::vector<std::string> expected;
  std::vector<std::string> found;
  for (const query::Row& row : answer.rows) {
    Numbers configurations;
    for (const auto k : row.configurations) configurations.insert(k.index());
    Numbers told;
    for (const auto id : query::documents_in_part(row, answer)) told.insert(id.index());
    expected.push_back(review.keys(review.in_part(configurations)));
    found.push_back(review.keys(told));
  }
  require_same(review, seed, answer.question + " (in part)", expected, found);
}

bool label_before(const std::string& a, const std::string& b) {
  if (a[0] != b[0]) return a[0] < b[0];
  return std::stoi(a.substr(1)) < std::stoi(b.substr(1));
}

bool before(const Sign& a, const Sign& b) {
  if (a.first != b.first) return label_before(a.first, b.first);
  return a.second < b.second;
}

std::string to_text(const Sign& sign) { return (sign.second ? "not " : "") + sign.first; }

std::string to_text(const query::Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool yes) const { return yes ? "yes" : "no"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return std::to_string(number); }
    std::string operator()(const std::string& words) const { return words; }
    std::string operator()(const query::Values& values) const {
      std::string all = "[";
      for (const auto& one : values) all += (all.size() > 1 ? "," : "") + to_text(one);
      return all + "]";
    }
    std::string operator()(const query::Parts& parts) const {
      if (parts.size() >= 2 && parts[0].first == "concept" && parts[1].first == "opposite") {
        std::string term = to_text(Sign{std::get<std::string>(parts[0].second.value),
                                        std::get<bool>(parts[1].second.value)});
        for (std::size_t i = 2; i < parts.size(); ++i) term += "@" + to_text(parts[i].second);
        return term;
      }
      std::string all = "{";
      for (const auto& [name, one] : parts) all += (all.size() > 1 ? "," : "") + to_text(one);
      return all + "}";
    }
  };
  return std::visit(Writer{}, value.value);
}

std::vector<std::string> lines(const SlowReview& review, const query::Answer& answer) {
  std::vector<std::string> list;
  for (const auto& row : answer.rows) {
    std::string line;
    for (const auto& [name, value] : row.fields) line += name + "=" + to_text(value) + " ";
    line += "|";
    for (const auto k : row.configurations) line += " " + review.label(k.index());
    line += " |";
    for (const auto d : row.documents) line += " " + review.snapshot().documents[d.index()].key;
    list.push_back(std::move(line));
  }
  return list;
}

void require_same(const SlowReview& review, std::uint64_t seed, const std::string& question,
                  const std::vector<std::string>& expected, const std::vector<std::string>& found) {
  if (expected == found) {
    SUCCEED();
    return;
  }
  std::string message =
      "RETRODUCE_SEED=" + std::to_string(seed) + "\n" + question + "\nexpected:\n";
  for (const std::string& line : expected) message += "  " + line + "\n";
  message += "found:\n";
  for (const std::string& line : found) message += "  " + line + "\n";
  FAIL(message << review.text());
}

namespace {

/// Says at the end how many reviews were looked at.
struct Counted {
  std::uint64_t reviews = 0;
  Counted() = default;
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  Counted(Counted&&) = delete;
  Counted& operator=(Counted&&) = delete;
  ~Counted() { std::printf("generated reviews: %llu\n", static_cast<unsigned long long>(reviews)); }
};
Counted counted;

/// Tests say how many reviews they want at the least; this many times as many are looked at.
constexpr std::uint64_t times = 2;

}  // namespace

std::vector<std::uint64_t> seeds(std::uint64_t count) {
  if (const char* one = std::getenv("RETRODUCE_SEED")) return {std::stoull(one)};
  count *= times;
  counted.reviews += count;
  std::vector<std::uint64_t> list;
  for (std::uint64_t seed = 1; seed <= count; ++seed) list.push_back(seed);
  return list;
}

}  // namespace retroduce::tests
