// retroduce show: one document, concept or configuration, with what hangs on it.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "base/text.h"
#include "cli/answer_text.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/opening.h"
#include "cli/remarks.h"
#include "cli/terminal_progress.h"
#include "query/lexer.h"
#include "reports/bibliography.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

struct Options {
  std::string review;
  std::vector<std::string> thing;
  std::string as_of;
};

using model::Snapshot;

std::string line(const std::string& name, const std::string& value) {
  if (value.empty()) return "";
  std::string head = "  " + name;
  head.resize(std::max<std::size_t>(head.size() + 1, 16), ' ');
  return head + value + "\n";
}

/// Set off by an empty line, where there is any.
std::string in_a_block(const std::string& lines) { return lines.empty() ? "" : "\n" + lines; }

/// The full text that the document has, in one line.
std::string full_text_line(review::Review& review, const std::string& key) {
  const auto texts = review.store().texts();
  const auto found = texts.find(key);
  if (found == texts.end()) return "";
  const store::TextFacts& text = found->second;
  std::vector<std::string> facts = {text.source.empty() ? "came with an import" : text.source};
  if (text.pages > 0) facts.push_back(base::count_of(text.pages, "page", "pages"));
  if (!text.program.empty()) facts.push_back("read by " + text.program);
  if (text.version > 1)
    facts.push_back("supersedes " + base::count_of(text.version - 1, "text", "texts"));
  return line("full text", base::join(facts, ", "));
}

/// Labels of the configurations that an extract bears on.
using Bearing = std::map<model::Stance, std::vector<std::string>>;

std::map<model::ExtractKey, Bearing> bearing(const Snapshot& snapshot, model::DocumentId id) {
  std::map<model::ExtractKey, Bearing> found;
  for (std::uint32_t k = 0; k < snapshot.configurations.size(); ++k) {
    for (const auto& evidence : snapshot.evidence_of(model::ConfigurationId(k))) {
      if (evidence.document != id) continue;
      auto& uses = found[evidence.extract];
      auto& labels = uses[evidence.stance];
      const std::string label(snapshot.configurations[k].label);
      if (std::find(labels.begin(), labels.end(), label) == labels.end()) labels.push_back(label);
    }
  }
  return found;
}

std::string coded_as(const model::CodingDetail& coding, const Snapshot& snapshot) {
  return (coding.role ? std::string(to_word(*coding.role)) + " " : std::string()) + "\"" +
         std::string(snapshot.concepts[coding.concept_.index()].label) + "\"" +
         (coding.coder.empty() ? "" : " (" + coding.coder + ")");
}

/// The extracts of the document in reading order, each with what it is for and how it is coded.
std::string extracts_of(review::Review& review, model::DocumentId id) {
  const auto snapshot = review.snapshot();
  const model::Details& details = review.details();
  const auto bears = bearing(*snapshot, id);
  const model::ExtractList& all = details.extracts();
  std::string text;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all.documents[i] != id) continue;
    const auto extract = details.extract(all.keys[i]);
    text += "  " + (extract.page.empty() ? std::string() : "page " + extract.page + ": ") +
            (extract.is_paraphrase ? "(paraphrase) " : "") +
            base::shorten(base::collapse_blanks(extract.quote), 160) + "\n";
    std::vector<std::string> uses;
    if (const auto found = bears.find(extract.key); found != bears.end())
      for (const auto& [stance, labels] : found->second)
        uses.push_back(std::string(to_word(stance)) + " " + base::join(labels, ", "));
    std::vector<std::string> codes;
    for (const model::CodingDetail& coding : details.codings(extract.key))
      codes.push_back(coded_as(coding, *snapshot));
    if (!codes.empty()) uses.push_back("coded as " + base::join(codes, ", "));
    text += "      " + (uses.empty() ? "not used yet" : base::join(uses, "\n      ")) + "\n";
  }
  if (text.empty()) return "  No extracts were taken from it yet.\n";
  return text + (bears.empty() ? "\n  It is evidence for no configuration yet.\n" : "");
}

std::string show_document(review::Review& review, model::DocumentId id, const Console& console) {
  const auto snapshot = review.snapshot();
  const model::Document document = review.details().document(id);
  std::string text = strong(console, document.key) + "  " + reports::vancouver(document) + "\n\n";
  text += line("type", document.type) +
          line("study", snapshot->studies[snapshot->documents[id.index()].study.index()]);
  for (const model::Field& field : document.fields) text += line(field.name, field.value);
  text += line("note", document.note) + full_text_line(review, document.key);
  text += in_a_block(judgement_lines(review, id));
  return text + "\n" + extracts_of(review, id) +
         in_a_block(memo_lines(review, model::ThingKind::document, document.key));
}

std::string show_concept(review::Review& review, model::ConceptId id, const std::string& path,
                         const Console& console) {
  const auto snapshot = review.snapshot();
  const auto& each = snapshot->concepts[id.index()];
  const model::ConceptDetail detail = review.details().concept_detail(id);
  std::string text =
      strong(console, each.label) +
      (each.is_wording ? "  (a wording that came with an import, still to be mapped)" : "") +
      "\n\n";
  text += line("definition", detail.definition) + line("note", detail.note);
  if (each.parent.is_set()) text += line("below", snapshot->concepts[each.parent.index()].label);
  std::vector<std::string> below;
  for (const auto& other : snapshot->concepts) {
    if (other.parent == id) below.push_back(other.label);
  }
  text += line("above", base::join(below, ", "));
  std::vector<std::string> names;
  for (const model::Alias& alias : snapshot->aliases) {
    if (alias.concept_ == id) names.push_back(alias.label);
  }
  text += line("also called", base::join(names, ", "));
  for (const std::string_view role : model::words_of<model::Role>()) {
    std::vector<std::string> labels;
    for (std::uint32_t k = 0; k < snapshot->configurations.size(); ++k) {
      for (const auto& element : snapshot->elements_of(model::ConfigurationId(k))) {
        if (element.concept_ != id || to_word(element.role) != role) continue;
        labels.push_back(snapshot->configurations[k].label +
                         (element.opposite ? " (its opposite)" : ""));
      }
    }
    text += line("as " + std::string(role), base::join(labels, ", "));
  }
  text += in_a_block(memo_lines(review, model::ThingKind::concept_, std::string(each.label)));
  return text + "\nNext: retroduce ask " + shell_quoted(path) + " " +
         shell_quoted("outcomes following " + query::in_quotes(each.label)) + "\n";
}

/// What a link is to the configuration that it leads to.
std::string seen_from_the_end(model::LinkKind kind) {
  switch (kind) {
    case model::LinkKind::ripple:
      return "ripple from";
    case model::LinkKind::embedded_in:
      return "embeds";
    case model::LinkKind::counter_condition_of:
      return "countered by";
    case model::LinkKind::rival_of:
      break;
  }
  return std::string(to_word(kind));
}

std::string show_configuration(review::Review& review, model::ConfigurationId id,
                               const std::string& path, Console& console) {
  const auto snapshot = review.snapshot();
  const auto& each = snapshot->configurations[id.index()];
  const model::ConfigurationDetail& detail = review.details().configuration(id);
  std::string facts;
  if (each.theme.is_set()) facts += line("theme", snapshot->themes[each.theme.index()].label);
  if (each.level >= 0)
    facts += line("level", snapshot->levels[static_cast<std::size_t>(each.level)]);
  facts += line("status", std::string(to_word(each.status)));
  facts += line("statement", detail.statement) + line("note", detail.note);
  for (const model::SnapshotLink& link : snapshot->links) {
    const auto label = [&](model::ConfigurationId end) {
      return std::string(snapshot->configurations[end.index()].label);
    };
    if (link.from == id) facts += line(std::string(to_word(link.kind)), label(link.to));
    if (link.to == id) facts += line(seen_from_the_end(link.kind), label(link.from));
  }
  TerminalProgress progress(console);
  const auto answer = review.ask("why " + query::in_quotes(each.label), {}, progress);
  return strong(console, each.label) + "\n\n" + facts + "\n" +
         answer_text(*answer.value, *snapshot, path, console) +
         in_a_block(memo_lines(review, model::ThingKind::configuration, std::string(each.label)));
}

int show(const Options& options, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  const auto snapshot = review.snapshot();
  say_open_conflicts(options.review, review, console, options.as_of);
  const std::string wanted = base::join(options.thing, " ");
  const std::string folded = base::fold(wanted);
  std::vector<std::string> names;
  for (std::uint32_t d = 0; d < snapshot->documents.size(); ++d) {
    names.push_back(snapshot->documents[d].key);
    if (snapshot->documents[d].key != wanted) continue;
    console.out(show_document(review, model::DocumentId(d), console));
    return done;
  }
  std::optional<std::uint32_t> claim;
  for (std::uint32_t k = 0; k < snapshot->configurations.size(); ++k) {
    names.push_back(snapshot->configurations[k].label);
    // The very label first: a review may hold K1 and k1.
    if (names.back() == wanted) claim = k;
    if (!claim && base::fold(names.back()) == folded) claim = k;
  }
  if (claim) {
    console.out(
        show_configuration(review, model::ConfigurationId(*claim), options.review, console));
    return done;
  }
  for (std::uint32_t c = 0; c < snapshot->concepts.size(); ++c) {
    names.push_back(snapshot->concepts[c].label);
    if (base::fold(snapshot->concepts[c].label) != folded) continue;
    console.out(show_concept(review, model::ConceptId(c), options.review, console));
    return done;
  }
  for (const model::Alias& alias : snapshot->aliases) {
    names.push_back(alias.label);
    if (alias.folded != folded) continue;
    console.out(show_concept(review, alias.concept_, options.review, console));
    return done;
  }
  console.say("error: nothing in " + options.review + " is called \"" + wanted + "\"");
  std::vector<std::string> near = base::nearest(wanted, names);
  for (std::string& name : near) name = "\"" + name + "\"";
  if (!near.empty()) console.say("Nearest: " + base::join(near, ", "));
  return failed;
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("THING", options->thing,
                 "A document's key, or the label of a configuration or a concept")
      ->required();
  add_as_of(app, options->as_of);
  return [options](Console& console) { return show(*options, console); };
}

}  // namespace

extern const Command command_show{
    "show", "Show one document, concept or configuration",
    "  retroduce show sp.retro \"CMOC 7\"\n  retroduce show sp.retro kellezi2019\n", set_up};

}  // namespace retroduce::cli
