#include "cli/saved_questions.h"

#include <optional>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "query/renamed.h"
#include "reports/answer_table.h"
#include "review/saved_answers.h"

namespace retroduce::cli {

namespace {

using Kept = std::vector<std::pair<std::string, std::vector<model::KeptRow>>>;

/// As many as `ask` shows.
constexpr std::size_t rows_shown = 1000;

std::string day_of(const std::string& time) { return time.substr(0, 10); }

struct Asked {
  const model::KeptQuestion* question = nullptr;
  query::Answer answer;
  std::vector<model::KeptRow> rows;
  query::RowChanges changes;  ///< nothing where it was never asked before
  bool is_blind = false;      ///< others' work is hidden, so that nothing is compared or kept
  bool is_new() const { return !question->last.has_value(); }
  /// Whether it is to be kept anew; after a renaming too, so that it need not be looked for again.
  bool is_changed() const {
    return is_new() || !question->last->renamed.empty() || question->last->rows != rows;
  }
};

std::string evidence_of(const model::KeptRow& row) {
  return base::grouped(row.support) + (row.rest.empty() ? "" : "; " + row.rest);
}

std::string supported(const model::KeptRow& row) {
  return row.name + " (" + evidence_of(row) + ")";
}

std::string change_lines(const Asked& asked) {
  if (asked.is_blind) return "  compared with nothing while others' work is hidden from you\n";
  if (asked.is_new()) return "  asked for the first time\n";
  const std::string since = day_of(asked.question->last->at);
  if (asked.changes.none()) return "  as on " + since + "\n";
  std::string out = "  since " + since + ":\n";
  for (const auto& row : asked.changes.fresh) out += "    new   " + supported(row) + "\n";
  for (const auto& row : asked.changes.gone) out += "    gone  " + supported(row) + "\n";
  for (const auto& row : asked.changes.moved) {
    const std::string before = evidence_of(row.before);
    out += "    now   " + supported(row.now) +
           (before == evidence_of(row.now) ? ", as before, on other grounds"
                                           : ", was (" + before + ")") +
           "\n";
  }
  if (asked.changes.unsure > 0) {
    out += "    " + base::count_of(static_cast<std::int64_t>(asked.changes.unsure), "row", "rows") +
           " came or went where the answer is cut, and may only have moved\n";
  }
  return out;
}

std::string text_of(const Asked& asked, const Console& console) {
  std::string out = strong(console, asked.question->name) + "  " + asked.answer.question + "\n";
  for (const std::string& line : base::split(asked.answer.headline, '\n'))
    out += "  " + line + "\n";
  out += change_lines(asked);
  for (const std::string& note : asked.answer.notes) out += "  note: " + note + "\n";
  if (asked.answer.cut == query::Cut::limit)
    out += "  compared are the first " + base::grouped(review::rows_compared) + " rows\n";
  return out;
}

nlohmann::ordered_json rows_json(const std::vector<model::KeptRow>& rows) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const auto& row : rows)
    list.push_back({{"row", row.name}, {"support", row.support}, {"rest", row.rest}});
  return list;
}

std::string json_of(Asked asked, const model::Snapshot& snapshot) {
  if (asked.answer.rows.size() > rows_shown) {
    asked.answer.rows.resize(rows_shown);
    asked.answer.truncated = true;
    asked.answer.cut = query::Cut::limit;
  }
  auto json = nlohmann::ordered_json::parse(reports::answer_json(asked.answer, snapshot));
  json["name"] = asked.question->name;
  nlohmann::ordered_json changed;
  changed["since"] = nullptr;
  if (!asked.is_new()) changed["since"] = asked.question->last->at;
  changed["new"] = rows_json(asked.changes.fresh);
  changed["gone"] = rows_json(asked.changes.gone);
  changed["support"] = nlohmann::ordered_json::array();
  for (const auto& row : asked.changes.moved)
    changed["support"].push_back({{"row", row.now.name},
                                  {"before", row.before.support},
                                  {"now", row.now.support},
                                  {"rest_before", row.before.rest},
                                  {"rest_now", row.now.rest},
                                  {"other_grounds", row.before.grounds != row.now.grounds}});
  changed["unsure"] = asked.changes.unsure;
  json["changed"] = std::move(changed);
  return json.dump() + "\n";
}

/// How things went that the question names and that are gone: "retired document "d8" (2026-11-26,
/// AB)".
std::vector<std::string> what_became(review::Review& review, const std::string& question) {
  std::vector<std::string> told;
  for (const auto& [kind, name] : query::things_named(question)) {
    try {
      const auto last =
          review.store().history({std::string(model::to_word(kind)), name, "", "", "", 1});
      if (last.empty() || !last.front().change.what.starts_with("retired ")) continue;
      const model::Change& change = last.front().change;
      told.push_back(change.what + " (" + day_of(change.at) + ", " + change.by + ")");
    } catch (const base::Error&) {
      // The history knows no such thing, either.
    }
  }
  return told;
}

struct Refused {
  const model::KeptQuestion& question;
  std::string text;  ///< as it is asked today
  base::Diagnostic why;
};

/// What stands in the place of an answer that a later change of the review made impossible.
void tell_refused(const Refused& refused, review::Review& review, const std::string& path,
                  bool as_json, Console& console) {
  const model::KeptQuestion& question = refused.question;
  if (!as_json) {
    std::string out = strong(console, question.name) + "  " + refused.text +
                      "\n  cannot be asked any more: " + refused.why.message + "\n";
    for (const std::string& line : what_became(review, refused.text)) out += "  " + line + "\n";
    const std::string ask = "retroduce ask " + shell_quoted(path);
    const std::string name = shell_quoted(question.name);
    out += "  Ask otherwise: " + ask + " QUESTION --save " + name +
           " --force\n  or no longer: " + ask + " --forget " + name + "\n";
    console.out(out);
    return;
  }
  nlohmann::ordered_json json;
  json["schema"] = "retroduce.answer/1";
  json["question"] = refused.text;
  json["error"] = refused.why.message;
  json["code"] = refused.why.code;
  json["name"] = question.name;
  console.out(json.dump() + "\n");
}

/// The answers are of use without being kept: a file on a shelf is compared with what it holds.
void keep(const std::string& path, const Kept& answers, Console& console) {
  if (answers.empty()) return;
  try {
    review::Review::open(path, store::Mode::write).store().keep_answers(answers);
  } catch (const base::Error& error) {
    console.say("note: these answers were not kept to compare with: " + std::string(error.what()));
  }
}

base::Parsed<query::Answer> ask(review::Review& review, const std::string& question,
                                base::Progress& progress) {
  query::AskOptions options;
  options.limit = review::rows_compared;
  return review.ask(question, options, progress);
}

/// `text`: as it is asked today. Refused where the answer would be about another claim than was
/// asked of.
base::Parsed<query::Answer> ask_today(review::Review& review, const model::KeptQuestion& question,
                                      const std::string& text, base::Progress& progress) {
  const auto gone = query::given_away(question.text, question.renamed);
  if (!gone) return ask(review, text, progress);
  base::Parsed<query::Answer> refused;
  refused.found.add(base::Severity::refused, "query.gone",
                    "the " + std::string(model::to_word(gone->kind)) + " that was called \"" +
                        gone->name + "\" is gone, and another is called so now");
  return refused;
}

/// What is asked today by the question of that name.
std::optional<std::string> asked_by(review::Review& review, const std::string& name) {
  for (const model::KeptQuestion& question : review.store().saved_questions()) {
    if (question.name == name) return query::asked_today(question.text, question.renamed);
  }
  return std::nullopt;
}

}  // namespace

int save_question(const SavedRequest& request, Console& console) {
  if (base::trim(request.name).empty()) {
    console.say("error: --save needs a name for the question");
    return usage;
  }
  const std::string name(base::trim(request.name));
  Kept kept;
  std::string text;
  {
    auto review = open_to_read(request.review, {}, console);
    TerminalProgress progress(console, TerminalProgress::Stop::at_once);
    const auto answer = ask(review, request.question, progress);
    if (!answer) {
      say_refusal(console, answer.found);
      console.say("Nothing was saved.");
      return usage;
    }
    text = answer.value->question;
    if (review.store().hidden().empty())
      kept.emplace_back(name, query::kept_rows(*answer.value, *review.snapshot()));
  }
  auto review = open_to_write(request.review, console);
  const auto there = asked_by(review, name);
  const bool is_new = there != text;
  if (is_new && there && !request.replace)
    throw base::Error(base::ErrorCode::conflict, "another question is saved as \"" + name + "\": " +
                                                     *there + "; say --force to replace it");
  if (is_new)
    review.store().save_question(name, text, there.has_value(), {who(request.by), request.why});
  if (is_new) review.store().keep_answers(kept);
  console.out((is_new ? "saved as " : "it was saved already as ") + name + ": " + text +
              "\nNext: retroduce ask " + shell_quoted(request.review) + " --saved\n");
  return done;
}

int ask_saved(const std::string& path, bool as_json, Console& console) {
  Kept kept;
  int code = done;
  {
    auto review = open_to_read(path, {}, console);
    TerminalProgress progress(console, TerminalProgress::Stop::at_once);
    const auto questions = review.store().saved_questions();
    const bool is_blind = !review.store().hidden().empty();
    review::SavedAnswers kept_before(review);
    if (questions.empty() && !as_json) {
      console.out(path + " holds no saved question yet.\nSave one with: retroduce ask " +
                  shell_quoted(path) + " QUESTION --save NAME\n");
    }
    for (const model::KeptQuestion& question : questions) {
      if (!as_json && &question != &questions.front()) console.out("\n");
      const std::string text = query::asked_today(question.text, question.renamed);
      auto answer = ask_today(review, question, text, progress);
      if (!answer) {
        tell_refused({question, text, answer.found.sorted().front()}, review, path, as_json,
                     console);
        code = usage;
        continue;
      }
      if (text != question.text)
        answer.value->notes.push_back("it stands by names of today; saved was: " + question.text);
      Asked asked{&question, std::move(*answer.value), {}, {}, is_blind};
      asked.rows = query::kept_rows(asked.answer, *review.snapshot());
      if (!asked.is_new() && !is_blind)
        asked.changes = kept_before.changes(*question.last, text, asked.rows, progress);
      console.out(as_json ? json_of(asked, *review.snapshot()) : text_of(asked, console));
      if (asked.is_changed() && !is_blind) kept.emplace_back(question.name, std::move(asked.rows));
    }
  }
  // The reader is closed by now: it would keep the writer waiting.
  keep(path, kept, console);
  return code;
}

int forget_question(const SavedRequest& request, Console& console) {
  auto review = open_to_write(request.review, console);
  review.store().forget_question(request.name, {who(request.by), request.why});
  console.out("forgot " + request.name + "\n");
  return done;
}

}  // namespace retroduce::cli
