// retroduce figure: a drawing of the review, as DOT, and as SVG, PDF or PNG where `dot` is there.
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "base/child_process.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/drawing.h"
#include "cli/terminal_progress.h"
#include "reports/figure.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string question;
  std::string format;
  std::string output;
  bool force = false;
  std::string as_of;
};

std::string format_of(const Options& options) {
  if (!options.format.empty()) return options.format;
  const std::string suffix = std::filesystem::path(options.output).extension().string();
  return suffix.empty() ? "dot" : suffix.substr(1);
}

int draw(const Options& options, Console& console) {
  const reports::FigureKind* kind = reports::find_figure_kind(options.kind);
  if (kind == nullptr) {
    std::vector<std::string> names;
    for (const reports::FigureKind* each : reports::figure_kinds()) names.emplace_back(each->name);
    console.say("error: no figure is called " + options.kind);
    console.say("The figures are: " + base::join(names, ", "));
    return usage;
  }
  auto review = review::Review::open_as_of(options.review, options.as_of);
  reports::FigureWorld world{review.snapshot(), &review.details(), nullptr};
  base::Parsed<query::Answer> answer;
  if (!kind->answer_kind.empty()) {
    if (options.question.empty()) {
      console.say("error: the figure " + options.kind +
                  " draws an answer; give its question with --question");
      console.say("Such as: --question 'chains from loneliness to \"fewer GP visits\"'");
      return usage;
    }
    TerminalProgress progress(console);
    answer = review.ask(options.question, {}, progress);
    if (!answer) {
      say_refusal(console, answer.found);
      return usage;
    }
    if (answer.value->kind != kind->answer_kind) {
      console.say("error: the figure " + options.kind + " draws " + std::string(kind->answer_kind) +
                  ", and that question asks for " + answer.value->kind);
      return usage;
    }
    world.answer = &*answer.value;
  }
  const reports::Figure figure = kind->make(world);
  write_output(console, options.output, drawn(figure, format_of(options)), options.force);
  if (!options.output.empty()) console.say(options.output + ": " + figure.caption);
  return done;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  std::string kinds = "The figure:";
  for (const reports::FigureKind* kind : reports::figure_kinds()) {
    kinds += "\n" + std::string(kind->name) + ": " + std::string(kind->help);
  }
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("KIND", options->kind, kinds)->required();
  app.add_option("--question", options->question, "The question whose answer is drawn");
  app.add_option("--format", options->format,
                 "dot, svg, pdf or png; without it by the output's name, else dot")
      ->check(CLI::IsMember({"dot", "svg", "pdf", "png"}));
  app.add_option("-o,--output", options->output, "The file to write; standard output without it");
  app.add_flag("--force", options->force, "Replace the file where it exists");
  add_as_of(app, options->as_of);
  return [options](Console& console) { return draw(*options, console); };
}

}  // namespace

extern const Command command_figure{"figure", "Draw a figure",
                                    "  retroduce figure sp.retro chain --question 'chains from "
                                    "loneliness to \"fewer GP visits\"' -o chain.svg\n",
                                    set_up};

}  // namespace retroduce::cli
