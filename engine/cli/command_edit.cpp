// retroduce edit: what a sentence, or a script of them, says is done to the review, and kept in its
// history.
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "query/lexer.h"
#include "review/edit_text.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> words;
  std::string by;
  std::string why;
  bool dry_run = false;
  bool verbs = false;
};

/// The shell has taken the quotes away; an argument of several words, or of none, was a name.
std::string sentence_of(const std::vector<std::string>& words) {
  std::string sentence;
  for (std::string word : words) {
    if (!sentence.empty()) sentence += ' ';
    const bool comma = word.size() > 1 && word.back() == ',';
    if (comma) word.pop_back();
    const bool is_name = word.empty() || word.find_first_of(" \t\n\"\\") != std::string::npos ||
                         word.find_first_of("=<>!?,") != std::string::npos;
    sentence += is_name ? query::in_quotes(word) : word;
    if (comma) sentence += ',';
  }
  return sentence;
}

std::string read_standard_input() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

struct Script {
  std::string text;
  std::string name;  ///< empty: a sentence
};

Script script_of(const Options& options) {
  if (options.words.size() != 1) return {sentence_of(options.words), {}};
  const std::string& only = options.words.front();
  if (only == "-") return {read_standard_input(), "standard input"};
  std::error_code fault;  // a sentence may be longer than any name
  if (std::filesystem::is_regular_file(only, fault)) {
    const base::DiskFiles disk;
    const auto in = disk.open(only);
    return {{std::istreambuf_iterator<char>(*in), std::istreambuf_iterator<char>()}, only};
  }
  if (only.find(' ') == std::string::npos && only.find('.') != std::string::npos)
    throw base::Error(base::ErrorCode::not_found, "there is no file " + only);
  return {only, {}};
}

int list_verbs(Console& console) {
  for (const store::EditForm& form : store::edit_forms()) {
    console.out(strong(console, std::string(form.form)) + "\n    " + std::string(form.help) +
                "\n    " + muted(console, std::string(form.example)) + "\n");
  }
  return done;
}

int edit(const Options& options, Console& console) {
  if (options.verbs) return list_verbs(console);
  if (options.words.empty())
    throw base::Error(base::ErrorCode::usage,
                      "say what is to be done, or name a script; see: retroduce edit --verbs");
  const Script script = script_of(options);
  const auto edits = review::read_edits(script.text, script.name);
  if (!edits) {
    say_findings(console, edits.found);
    return failed;
  }
  auto review = open_to_write(options.review, console);
  store::EditReceipt receipt =
      review.edit(*edits.value, {{who(options.by), options.why}, options.dry_run, false});
  base::Diagnostics found;
  for (base::Diagnostic each : receipt.found.sorted()) {
    each.origin.name = script.name;
    if (script.name.empty()) each.origin = {};
    found.add(std::move(each));
  }
  say_findings(console, found);
  if (receipt.found.refused()) {
    console.say("Nothing was changed.");
    return failed;
  }
  say_done(console, receipt);
  if (options.dry_run) {
    console.say("Nothing was written: this was a trial (--dry-run).");
  } else if (!receipt.done.empty()) {
    const bool is_one = receipt.done.size() == 1;
    console.say(std::string("Take ") + (is_one ? "it" : "them all") +
                " back with: retroduce undo " + shell_quoted(options.review) +
                (is_one ? "" : " --last " + std::to_string(receipt.done.size())));
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file");
  app.add_option(
      "WORDS", options->words,
      "What to do, in words; or a script, one sentence a line (- reads it from standard input)");
  app.add_flag("--verbs", options->verbs, "List all that can be done, with examples");
  app.add_flag("--dry-run", options->dry_run, "Tell what would be done and write nothing");
  app.add_option("--by", options->by, "Who does this");
  app.add_option("--why", options->why, "Why, for the record");
  return [options](Console& console) { return edit(*options, console); };
}

}  // namespace

extern const Command command_edit{
    "edit", "Change the review: add, set, rename, merge, code, judge …",
    "  retroduce edit --verbs\n"
    "  retroduce edit sp.retro merge concept confidence into self-efficacy --why \"one idea\"\n"
    "  retroduce edit sp.retro 'add context \"low trust\" to \"CMOC 1\"'\n"
    "  retroduce edit sp.retro 'code \"smith2020: nobody listened\" as context \"low trust\"'\n"
    "  retroduce edit sp.retro changes.txt --dry-run\n",
    set_up};

}  // namespace retroduce::cli
