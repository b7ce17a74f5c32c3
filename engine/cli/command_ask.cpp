// retroduce ask: a question, an answer.
#include <iostream>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/source_io.h"
#include "base/text.h"
#include "cli/answer_text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/saved_questions.h"
#include "cli/terminal_progress.h"
#include "reports/answer_table.h"
#include "reports/table.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> question;
  std::string questions_file;
  std::string format = "text";
  std::int64_t limit = 1000;
  std::optional<std::string> save;
  bool saved = false;
  std::optional<std::string> forget;
  bool force = false;
  std::string by;
  std::string why;
  std::string as_of;
};

void write(query::Answer answer, review::Review& review, const Options& options, Console& console) {
  const model::Snapshot& snapshot = *review.snapshot();
  if (options.format == "json") return console.out(reports::answer_json(answer, snapshot) + "\n");
  if (options.format == "text")
    return console.out(answer_text(answer, snapshot, options.review, console));
  const auto form = options.format == "md" ? reports::AnswerForm::page : reports::AnswerForm::data;
  reports::Table table = reports::answer_table(std::move(answer), review.snapshot(), form);
  reports::find_table_writer(options.format)->write(table, {}, [&](std::string_view piece) {
    console.out(piece);
  });
}

/// A CSV has no place for what was cut off or noted.
std::vector<std::string> said_beside(const query::Answer& answer, const Options& options) {
  if (options.format != "csv") return {};
  std::vector<std::string> notes = answer.notes;
  if (answer.truncated && answer.cut != query::Cut::length)
    notes.emplace_back("only the first rows are shown; all with --limit 0");
  return notes;
}

/// The questions know nothing of files: where they tell of a list, this is of the file at hand.
base::Diagnostics naming_review(const base::Diagnostics& found, const std::string& review) {
  constexpr std::string_view place = "retroduce list REVIEW";
  base::Diagnostics named;
  for (base::Diagnostic each : found.sorted()) {
    for (std::size_t i = 2; i < each.notes.size(); ++i) {
      const std::size_t at = each.notes[i].rfind(place);
      if (at != std::string::npos)
        each.notes[i].replace(at, place.size(), "retroduce list " + shell_quoted(review));
    }
    named.add(std::move(each));
  }
  return named;
}

int ask_one(const Options& options, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  TerminalProgress progress(console, TerminalProgress::Stop::at_once);
  query::AskOptions ask;
  ask.limit = static_cast<std::size_t>(options.limit);
  auto answer = review.ask(base::join(options.question, " "), ask, progress);
  if (!answer) {
    say_refusal(console, naming_review(answer.found, options.review));
    return usage;
  }
  const auto notes = said_beside(*answer.value, options);
  write(std::move(*answer.value), review, options, console);
  for (const std::string& note : notes) console.say("note: " + note);
  return done;
}

/// What stands in the place of an answer where the question could not be read.
std::string refusal_json(const std::string& question, const base::Diagnostics& found) {
  nlohmann::ordered_json json;
  json["schema"] = "retroduce.answer/1";
  json["question"] = question;
  const base::Diagnostic first = found.sorted().front();
  json["error"] = first.message;
  json["code"] = first.code;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

/// One question a line, one JSON answer a line; a line that cannot be read gives an object with
/// `error`.
int ask_many(const Options& options, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  TerminalProgress progress(console, TerminalProgress::Stop::at_once);
  query::AskOptions ask;
  ask.limit = static_cast<std::size_t>(options.limit);
  int code = done;
  const bool from_input = options.questions_file == "-";
  const auto file = from_input ? nullptr : base::DiskFiles().open(options.questions_file);
  std::istream& lines = from_input ? std::cin : *file;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);  // as some editors begin a file
    const std::string question(base::trim(line));
    if (question.empty() || question[0] == '#') continue;
    const auto answer = review.ask(question, ask, progress);
    if (answer) {
      console.out(reports::answer_json(*answer.value, *review.snapshot()) + "\n");
    } else {
      const auto found = naming_review(answer.found, options.review);
      console.out(refusal_json(question, found) + "\n");
      code = usage;
    }
  }
  return code;
}

int run(const Options& options, Console& console) {
  const SavedRequest request{options.review,
                             options.save.value_or(options.forget.value_or("")),
                             base::join(options.question, " "),
                             options.force,
                             options.by,
                             options.why};
  if (options.forget) return forget_question(request, console);
  if (options.save) return save_question(request, console);
  if (options.saved) return ask_saved(options.review, options.format == "json", console);
  return options.questions_file.empty() ? ask_one(options, console) : ask_many(options, console);
}

/// What cannot stand together on the command line, said before anything is opened.
void check(const Options& options, bool has_format) {
  const bool in_lines = !options.questions_file.empty();
  if (in_lines && has_format && options.format != "json") {
    throw CLI::ValidationError("--questions answers in JSON lines; leave --format " +
                               options.format + " out");
  }
  if (options.saved && options.format != "json" && options.format != "text")
    throw CLI::ValidationError("--saved answers in text or, with --format json, in JSON lines");
  if (options.saved && !options.as_of.empty())
    throw CLI::ValidationError(
        "--saved keeps what it answers, so it asks the review as it is; leave --as-of out");
  const bool is_of_saved = options.saved || options.forget.has_value();
  if (options.question.empty() && !in_lines && !is_of_saved) throw CLI::RequiredError("QUESTION");
}

/// The forms of question, an example and a sentence each, above the options.
std::string forms_text() {
  std::string text = "Ask a question of a review\n\nWhat can be asked:\n";
  for (const query::Form& form : query::forms()) {
    text += "  " + std::string(form.example) + "\n      " + std::string(form.help) + "\n";
  }
  return text +
         "Behind most of them: exactly · by study · without \"key\" · support >= 2 ·\n"
         "  where country = \"England\" and year >= 2015 and theme = \"buy-in\"\n"
         "  by study: studies are counted, not documents; extracts and pairs of concepts name "
         "theirs\n"
         "  zoom 1: each concept is shown as the one above it at that depth of the tree; a lack\n"
         "  stays as it is, since the lack of a part is not the lack of the whole; gaps, "
         "robustness,\n"
         "  why, extracts, truth tables and formulas show all as it is\n";
}

void add_saved_options(CLI::App& app, Options& options, CLI::Option* question, CLI::Option* file) {
  auto* save = app.add_option("--save", options.save, "Keep the question in the review, by a name");
  auto* saved = app.add_flag("--saved", options.saved,
                             "Ask all saved questions, and tell what changed since the last time");
  auto* forget = app.add_option("--forget", options.forget, "Keep a saved question no longer");
  app.add_flag("--force", options.force, "Replace the question that is saved by this name")
      ->needs(save);
  app.add_option("--by", options.by, "Who saves or forgets");
  app.add_option("--why", options.why, "Why, for the record");
  save->excludes(file)->excludes(saved)->excludes(forget);
  saved->excludes(question)->excludes(file)->excludes(forget);
  forget->excludes(question)->excludes(file);
}

Action set_up(CLI::App& app) {
  app.description(forms_text());
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  auto* question =
      app.add_option("QUESTION", options->question, "The question, best in single quotes");
  auto* file = app.add_option(
      "--questions", options->questions_file,
      "A file with one question a line, - for standard input; answers in JSON lines");
  question->excludes(file);
  auto* format = app.add_option("--format", options->format, "text, json, csv or md");
  format->check(CLI::IsMember({"text", "json", "csv", "md"}));
  app.add_option("--limit", options->limit, "Rows at the most; 0 for all (1,000 unless told)")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000}));
  add_saved_options(app, *options, question, file);
  app.callback([options, format] { check(*options, format->count() > 0); });
  add_as_of(app, options->as_of);
  return [options](Console& console) { return run(*options, console); };
}

}  // namespace

extern const Command command_ask{
    "ask", "Ask a question of a review",
    "  retroduce ask sp.retro outcomes\n"
    "  retroduce ask sp.retro 'contexts triggering \"trust in the link worker\"'\n"
    "  retroduce ask sp.retro 'chains from loneliness to \"fewer GP visits\" within 4'\n"
    "  retroduce ask sp.retro 'mechanisms producing \"well-being\" where country = \"England\"'\n"
    "  retroduce ask sp.retro gaps\n"
    "  retroduce ask sp.retro 'why \"CMOC 7\"' --format json\n"
    "  retroduce ask sp.retro 'disputes' --save weekly\n"
    "  retroduce ask sp.retro --saved\n",
    set_up};

}  // namespace retroduce::cli
