// What changed in the answers to saved questions: nothing by what things are called, and all that
// evidence changes.
#include "review/saved_answers.h"

#include <map>
#include <random>
#include <set>

#include "base/text.h"
#include "edit_world.h"
#include "query/renamed.h"
#include "query/row_names.h"
#include "query/rows.h"
#include "support/repeats.h"

using namespace retroduce;
using namespace retroduce::tests;
using model::KeptRow;
using Lines = std::vector<std::string>;

namespace {

Lines every_form() {
  return {"contexts",
          "mechanisms by study",
          "outcomes",
          "contexts triggering c1",
          "contexts triggering c*",
          "mechanisms triggered by c2, c1",
          "mechanisms producing c3 exactly",
          "contexts of c3 by study",
          "outcomes following c1",
          "outcomes by actor",
          "outcomes by level",
          "compare c1 with c2",
          "chains from c1, c2 within 4",
          "chains to c3 within 3 by study",
          "chains from c1 without D2",
          "outcomes reachable from c2",
          "outcomes given c1, not c2",
          "needed for c3 given c1 at most 2",
          "pivotal mechanisms from c1 to c3",
          "robustness from c1 to c3",
          "central",
          "regularities with support >= 1",
          "regularities of pairs with support >= 1",
          "regularities of sets with support >= 1",
          "truth table for c3 from c1, c2",
          "formula for c3 from c1, c2",
          "disputes",
          "loops within 4",
          "gaps",
          "extracts about words",
          "extracts any \"K1 K2\"",
          "extracts phrase \"words of\"",
          "extracts coded c1",
          "concepts together",
          "why K1",
          "why 1 of contexts",
          "why not c1 to c3",
          "sensitivity of contexts",
          "sensitivity of chains from c1 within 3",
          "sensitivity of regularities of sets with support >= 1"};
}

std::string said(const std::string& name) { return query::in_quotes(name); }

/// A review of chance, and one that is called otherwise, by turns.
class Worker {
 public:
  Worker(EditWorld& world, unsigned seed) : world_(world), random_(seed) {
    std::string script;
    for (int i = 1; i <= 6; ++i) add(script, "concept", concepts_, "c" + std::to_string(i));
    for (int i = 1; i <= 5; ++i) add(script, "document", documents_, "D" + std::to_string(i));
    for (int i = 1; i <= 7; ++i) {
      add(script, "configuration", claims_, "K" + std::to_string(i));
      std::set<std::string> used;
      for (const char* role : {"context", "context", "mechanism", "outcome"}) {
        const std::string concept_ = any(concepts_);
        if (!used.insert(role + concept_).second) continue;
        script += std::string("add ") + role + (chance(20) ? " not " : " ") + said(concept_) +
                  " to " + said(claims_.back()) + "\n";
      }
      if (chance(20)) script += "set configuration " + said(claims_.back()) + " status refuted\n";
      for (int d = 0; d < 2; ++d) script += evidence(any(documents_), claims_.back());
    }
    done(script);
  }

  /// A sentence on evidence: a stance of a document on a claim, with words of its own.
  std::string evidence(const std::string& document, const std::string& claim) {
    const std::string quote =
        "words of extract " + std::to_string(++extracts_) + " on K" + std::to_string(1 + number(7));
    std::string text = "add extract " + said(quote) + " in " + said(document) + "\n";
    text += (chance(70) ? "support " : "contradict ") + said(claim) + " with " +
            said(document + ": " + quote) + "\n";
    if (chance(40))
      text += "code " + said(document + ": " + quote) + " as " + said(any(concepts_)) + "\n";
    return text;
  }
  std::string any_evidence() { return evidence(any(documents_), any(claims_)); }

  /// Renames something, so that the order of names changes, too; or lets a name be an alias.
  void call_otherwise() {
    static const Lines words{"one document", "document", "quote", "a", "words", "z 1", "K1"};
    Lines* lists[] = {&concepts_, &claims_, &documents_};
    const char* kinds[] = {"concept", "configuration", "document"};
    const int kind = number(3);
    std::string& name = (*lists[kind])[random_() % lists[kind]->size()];
    const std::string other = chance(50) ? std::string(1, static_cast<char>('a' + number(26))) +
                                               std::to_string(number(100))
                                         : words[random_() % words.size()];
    const std::string sentence =
        std::string("rename ") + kinds[kind] + " " + said(name) + " to " + said(other);
    if (world_.code(sentence) == "done") name = other;
    // Something that was never asked of becomes another name of what was.
    if (chance(20)) {
      const std::string spare = "spare " + std::to_string(++spares_);
      done("add concept " + said(spare) + "\nmerge concept " + said(spare) + " into " +
           said(any(concepts_)));
    }
  }

  void done(const std::string& script) {
    const auto receipt = world_.edit(script);
    if (receipt.found.refused()) FAIL(script << base::to_text(receipt.found.sorted().front()));
  }
  const Lines& concepts() const { return concepts_; }

 private:
  int number(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  bool chance(int percent) { return number(100) < percent; }
  const std::string& any(const Lines& list) { return list[random_() % list.size()]; }
  static void add(std::string& script, const char* kind, Lines& list, const std::string& name) {
    script += std::string("add ") + kind + " " + said(name) + "\n";
    list.push_back(name);
  }

  EditWorld& world_;
  std::mt19937_64 random_;
  Lines concepts_;
  Lines documents_;
  Lines claims_;
  int extracts_ = 0;
  int spares_ = 0;
};

query::Answer asked(EditWorld& world, const std::string& question) {
  auto answer = world.review.ask(question, {review::rows_compared}, world.progress);
  if (!answer) FAIL(question << ": " << base::to_text(answer.found.sorted().front()));
  return std::move(*answer.value);
}

void save(EditWorld& world, const Lines& questions) {
  for (const std::string& question : questions) {
    world.review.store().save_question(question, question, false, {"AB", ""});
    world.review.store().keep_answers(
        {{question, query::kept_rows(asked(world, question), *world.review.snapshot())}});
  }
}

/// What is told of a saved question now.
query::RowChanges told_of(EditWorld& world, const model::KeptQuestion& question,
                          review::SavedAnswers& answers) {
  const std::string today = query::asked_today(question.text, question.renamed);
  const auto rows = query::kept_rows(asked(world, today), *world.review.snapshot());
  return answers.changes(*question.last, today, rows, world.progress);
}

std::string to_text(const std::vector<KeptRow>& rows) {
  std::string text;
  for (const KeptRow& row : rows)
    text += "  " + row.name + " (" + std::to_string(row.support) + "; " + row.rest + ")\n";
  return text;
}
std::string to_text(const query::RowChanges& changes) {
  std::string text = "new\n" + to_text(changes.fresh) + "gone\n" + to_text(changes.gone) + "now\n";
  for (const auto& row : changes.moved) text += to_text({row.now, row.before});
  return text;
}

/// Every word and number of a value, a line each.
void add_words(const query::Value& value, Lines& lines) {
  if (const auto* list = std::get_if<query::Values>(&value.value)) {
    for (const query::Value& one : *list) add_words(one, lines);
  } else if (const auto* parts = std::get_if<query::Parts>(&value.value)) {
    for (const auto& [name, one] : *parts) add_words(one, lines);
  } else {
    lines.push_back(query::value_words(value));
  }
}

/// All that a row says, by its name; how well it fits left aside.
std::map<std::string, std::set<std::string>> rows_in(EditWorld& world,
                                                     const std::string& question) {
  const auto answer = asked(world, question);
  const auto& snapshot = *world.review.snapshot();
  std::map<std::string, std::set<std::string>> found;
  for (const auto& row : answer.rows) {
    Lines lines = row.marks;
    for (const auto& [name, value] : row.fields)
      if (name != "score") add_words(value, lines);
    for (const auto& label : query::labels_of(snapshot, row.configurations)) lines.push_back(label);
    for (const auto* lists : {&snapshot.supporters(), &snapshot.disputers()}) {
      for (const auto id : query::documents_in(row, *lists))
        lines.push_back((lists == &snapshot.supporters() ? "for " : "against ") +
                        snapshot.documents[id.index()].key);
    }
    std::sort(lines.begin(), lines.end());  // the order of a list says nothing
    found[query::row_name(snapshot, answer, row)].insert(base::join(lines, "\n"));
  }
  return found;
}

}  // namespace

TEST_CASE("renamings and other names change no answer to a saved question", "[review][saved]") {
  const unsigned first = repeats("RETRODUCE_SAVED_SEED", 20261126);
  for (unsigned seed = first; seed < first + repeats("RETRODUCE_SAVED_REVIEWS", 4); ++seed) {
    INFO("RETRODUCE_SAVED_SEED=" << seed);
    EditWorld world(true);
    Worker worker(world, seed);
    save(world, every_form());
    for (int i = 0; i < 12; ++i) worker.call_otherwise();
    review::SavedAnswers answers(world.review);
    for (const auto& question : world.review.store().saved_questions()) {
      if (question.text.find("c*") != std::string::npos) continue;  // it goes by names
      INFO(question.text << " by " << query::asked_today(question.text, question.renamed));
      const auto changes = told_of(world, question, answers);
      INFO(to_text(changes));
      CHECK(changes.none());
    }
  }
}

TEST_CASE("of an answer to a saved question just what differs is told", "[review][saved]") {
  const unsigned first = repeats("RETRODUCE_SAVED_SEED", 20261126);
  for (unsigned seed = first; seed < first + repeats("RETRODUCE_SAVED_REVIEWS", 4); ++seed) {
    INFO("RETRODUCE_SAVED_SEED=" << seed);
    // The same review twice: in the one nothing is ever called otherwise.
    EditWorld plain(true);
    Worker plainly(plain, seed);
    EditWorld world(true);
    Worker worker(world, seed);
    save(world, every_form());
    std::map<std::string, std::map<std::string, std::set<std::string>>> before;
    for (const std::string& form : every_form()) before[form] = rows_in(plain, form);
    const std::string more = plainly.any_evidence();
    plainly.done(more);
    worker.done(more);
    for (int i = 0; i < 6; ++i) worker.call_otherwise();
    review::SavedAnswers answers(world.review);
    for (const auto& question : world.review.store().saved_questions()) {
      if (question.text.find("c*") != std::string::npos) continue;
      INFO(question.text << " after " << more);
      const auto changes = told_of(world, question, answers);
      INFO(to_text(changes));
      const auto now = rows_in(plain, question.text);
      std::set<std::string> gone;
      std::set<std::string> changed;
      for (const auto& [name, texts] : before[question.text]) {
        const auto there = now.find(name);
        if (there == now.end()) gone.insert(name);
        if (there != now.end() && there->second != texts) changed.insert(name);
      }
      std::set<std::string> told_gone;
      std::set<std::string> told_changed;
      for (const auto& row : changes.gone) told_gone.insert(row.name);
      for (const auto& row : changes.moved) told_changed.insert(row.before.name);
      CHECK(told_gone == gone);
      CHECK(told_changed == changed);
      CHECK(changes.fresh.size() + before[question.text].size() == now.size() + gone.size());
    }
  }
}

TEST_CASE("a question on the beginning of names is about what is called so today",
          "[review][saved]") {
  EditWorld world(true);
  Worker worker(world, 7);
  save(world, {"contexts triggering c*", "outcomes given c1, c2*"});
  const std::string gone = worker.concepts()[0];
  REQUIRE(world.code("rename concept \"c1\" to \"z1\"") == "done");
  const auto questions = world.review.store().saved_questions();
  review::SavedAnswers answers(world.review);
  const auto changes = told_of(world, questions.at(0), answers);
  CHECK(changes.gone.size() + changes.moved.size() > 0);
  CHECK(told_of(world, questions.at(1), answers).none());
}

TEST_CASE("a row that is told anew goes by the names of today", "[review][saved]") {
  EditWorld world(true);
  REQUIRE(world.code("add concept \"a\"\nadd concept \"b\"\nadd configuration \"K1\"\n"
                     "add context \"a\" to \"K1\"\nadd mechanism \"m\" to \"K1\"\n"
                     "add outcome \"b\" to \"K1\"\nadd document \"D1\"\nadd document \"D2\"\n"
                     "add extract \"one\" in \"D1\"\nadd extract \"two\" in \"D2\"\n"
                     "support \"K1\" with \"D1: one\"") == "done");
  save(world, {"contexts", "why K1"});
  REQUIRE(world.code("rename concept \"a\" to \"w\"\nsupport \"K1\" with \"D2: two\"\n"
                     "add context \"c\" to \"K1\"") == "done");
  review::SavedAnswers answers(world.review);
  const auto questions = world.review.store().saved_questions();
  const auto changes = told_of(world, questions.at(0), answers);
  REQUIRE(changes.fresh.size() == 1);
  CHECK(changes.fresh[0].name == "c");
  REQUIRE(changes.moved.size() == 1);
  CHECK(changes.moved[0].before.name == "a");
  CHECK(changes.moved[0].now.name == "w");
  CHECK(told_of(world, questions.at(1), answers).moved.size() == 1);
}
