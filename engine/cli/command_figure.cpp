// retroduce figure: a drawing of the review as SVG, as DOT, and as PDF or PNG where the programs
// for it are there.
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <memory>
#include <string_view>

#include <CLI/CLI.hpp>

#include "base/error.h"
#include "base/text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/drawing.h"
#include "cli/opening.h"
#include "cli/terminal_progress.h"
#include "query/names.h"
#include "reports/figure.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::string kind;
  std::string question;
  std::string about;
  std::string theme;
  std::string layout = "columns";
  int dpi = usual_dpi;
  std::string format;
  std::string output;
  bool force = false;
  std::string as_of;
};

/// What was asked for, by name or by the suffix of the output; nothing where neither says it.
std::string asked_format(const Options& options) {
  std::string format = options.format;
  if (format.empty()) {
    const std::string suffix = std::filesystem::path(options.output).extension().string();
    if (!suffix.empty()) format = suffix.substr(1);
  }
  constexpr std::string_view formats[] = {"", "svg", "pdf", "png", "dot", "graphml"};
  if (std::find(std::begin(formats), std::end(formats), format) == std::end(formats))
    throw base::Error(base::ErrorCode::usage, "no figure is written as " + format +
                                                  "; the forms are: svg, pdf, png, dot, "
                                                  "graphml");
  return format;
}

const reports::FigureKind& kind_of(const Options& options) {
  const reports::FigureKind* kind = reports::find_figure_kind(options.kind);
  if (kind != nullptr) return *kind;
  std::vector<std::string> names;
  for (const reports::FigureKind* each : reports::figure_kinds()) names.emplace_back(each->name);
  throw base::Error(base::ErrorCode::usage, "no figure is called " + options.kind +
                                                "; the figures are: " + base::join(names, ", "));
}

std::vector<model::ConceptId> concepts_of(const Options& options, const model::Snapshot& snapshot,
                                          Console& console) {
  if (options.about.empty())
    throw base::Error(base::ErrorCode::usage, "the figure " + options.kind +
                                                  " is about a concept; name it with --about NAME");
  std::vector<std::string> notes;
  std::vector<model::ConceptId> found =
      query::matching_concepts(snapshot, options.about, false, notes);
  for (const std::string& note : notes) console.say("note: " + note);
  if (!found.empty()) return found;
  std::vector<std::string> labels;
  for (const model::SnapshotConcept each : snapshot.concepts) labels.emplace_back(each.label);
  std::vector<std::string> near = base::nearest(options.about, labels);
  for (std::string& one : near) one = shell_quoted(one);
  throw base::Error(base::ErrorCode::usage,
                    "no concept is called " + shell_quoted(options.about) + ". " +
                        (near.empty() ? "" : "Nearest: " + base::join(near, ", ") + ". ") +
                        "List all with: retroduce list " + shell_quoted(options.review) +
                        " concepts");
}

model::ThemeId theme_of(const Options& options, const model::Snapshot& snapshot) {
  if (options.theme.empty()) return {};
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < snapshot.themes.size(); ++i) {
    labels.push_back(snapshot.themes[i].label);
    if (base::fold(labels.back()) == base::fold(options.theme)) return model::ThemeId(i);
  }
  throw base::Error(base::ErrorCode::usage, "no theme is called " + shell_quoted(options.theme) +
                                                "; the themes are: " + base::join(labels, ", "));
}

/// The answer that the figure draws, where it draws one; false where the question was refused.
bool ask(const Options& options, const reports::FigureKind& kind, review::Review& review,
         base::Parsed<query::Answer>& answer, Console& console) {
  if (options.question.empty()) {
    console.say("error: the figure " + options.kind +
                " draws an answer; give its question with --question");
    console.say("Such as: --question 'chains from loneliness to \"fewer GP visits\"'");
    return false;
  }
  TerminalProgress progress(console);
  answer = review.ask(options.question, {}, progress);
  if (!answer) {
    say_refusal(console, answer.found);
    return false;
  }
  if (answer.value->kind == kind.answer_kind) return true;
  console.say("error: the figure " + options.kind + " draws " + std::string(kind.answer_kind) +
              ", and that question asks for " + answer.value->kind);
  return false;
}

int draw(const Options& options, Console& console) {
  const reports::FigureKind& kind = kind_of(options);
  std::string format = asked_format(options);
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  reports::FigureWorld world{review.snapshot(), &review.details()};
  world.theme = theme_of(options, *world.snapshot);
  if (options.layout == "layered") world.layout = reports::FigureWorld::Layout::layered;
  if (kind.is_about_concept) world.about = concepts_of(options, *world.snapshot, console);
  base::Parsed<query::Answer> answer;
  if (!kind.answer_kind.empty()) {
    if (!ask(options, kind, review, answer, console)) return usage;
    world.answer = &*answer.value;
  }
  const reports::Figure figure = kind.make(world);
  if (format.empty()) format = figure.dot.empty() ? "svg" : "dot";
  write_output(console, options.output, drawn(figure, format, options.dpi), options.force);
  if (!options.output.empty()) console.say(options.output + ": " + figure.caption);
  if (!figure.note.empty()) console.say("note: " + figure.note);
  if (figure.is_gathered && options.theme.empty() && !world.snapshot->themes.empty())
    console.say("One theme whole: --theme " + shell_quoted(world.snapshot->themes[0].label));
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
  app.add_option("--question", options->question, "chain: the question whose answer is drawn");
  app.add_option("--about", options->about, "neighbourhood: the concept that stands in the middle");
  app.add_option("--theme", options->theme, "theory, neighbourhood: this theme alone");
  app.add_option("--layout", options->layout,
                 "theory: columns (contexts, mechanisms, outcomes), or layered, where what is an "
                 "outcome here and a context there is one shape")
      ->check(CLI::IsMember({"columns", "layered"}));
  app.add_option(
      "--format", options->format,
      "svg, pdf, png, dot or graphml; without it by the output's name, else as the figure is made");
  app.add_option("--dpi", options->dpi, "Pixels to the inch of a PNG (300 unless told)")
      ->check(CLI::Range(36, 1200));
  app.add_option("-o,--output", options->output, "The file to write; standard output without it");
  app.add_flag("--force", options->force, "Replace the file where it exists");
  add_as_of(app, options->as_of);
  return [options](Console& console) { return draw(*options, console); };
}

}  // namespace

extern const Command command_figure{
    "figure", "Draw a figure",
    "  retroduce figure sp.retro chain --question 'chains from "
    "loneliness to \"fewer GP visits\"' -o chain.svg\n"
    "  retroduce figure sp.retro theory --theme Buy-in -o buy-in.pdf\n"
    "  retroduce figure sp.retro neighbourhood --about trust -o "
    "trust.svg\n"
    "  retroduce figure sp.retro flow -o flow.png --dpi 600\n",
    set_up};

}  // namespace retroduce::cli
