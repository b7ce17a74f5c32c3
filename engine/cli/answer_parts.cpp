#include "cli/answer_parts.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "graph/analyses.h"
#include "query/row_names.h"

namespace retroduce::cli {

using model::ConfigurationId;
using model::Snapshot;
using query::Parts;
using query::Row;
using query::Value;
using query::Values;

const Value* part(const Parts& parts, std::string_view name) {
  for (const auto& [key, value] : parts) {
    if (key == name) return &value;
  }
  return nullptr;
}

bool is_true(const Value& value) {
  const bool* flag = std::get_if<bool>(&value.value);
  return flag != nullptr && *flag;
}

namespace {

/// "support 9, now 8", "not marked, now rests on one document"; a list of more than names only
/// says that it changed.
std::string difference(std::string name, const Value& was, const Value& is) {
  const bool is_marks = name == "marks";
  const auto words = [&](const Value& value) {
    const std::string all = plain(value);
    return all.empty() ? std::string(is_marks ? "not marked" : "none") : all;
  };
  const auto has_parts = [](const Value& value) {
    const auto* list = std::get_if<Values>(&value.value);
    return list != nullptr && !list->empty() && std::holds_alternative<Parts>(list->front().value);
  };
  std::replace(name.begin(), name.end(), '_', ' ');
  if (has_parts(was) || has_parts(is)) return name + " changed";
  return (is_marks ? "" : name + " ") + words(was) + ", now " + words(is);
}

/// "better well-being (support 9, now 8)".
std::string change_words(const Parts& change) {
  const Value* was = part(change, "was");
  const Value* is = part(change, "is");
  const auto* before = was != nullptr ? std::get_if<Parts>(&was->value) : nullptr;
  const auto* after = is != nullptr ? std::get_if<Parts>(&is->value) : nullptr;
  std::vector<std::string> words;
  for (std::size_t i = 0; before != nullptr && after != nullptr && i < before->size(); ++i) {
    words.push_back(difference((*before)[i].first, (*before)[i].second, (*after)[i].second));
  }
  return plain_part(change, "row") + " (" + base::join(words, "; ") + ")";
}

std::string plain_parts(const Parts& parts) {
  if (part(parts, "was") != nullptr) return change_words(parts);
  if (const Value* concept_part = part(parts, "concept")) {
    const Value* opposite = part(parts, "opposite");
    const Value* present = part(parts, "present");
    const Value* holder = part(parts, "configuration");
    return std::string(present != nullptr && !is_true(*present) ? "no report of " : "") +
           (opposite != nullptr && is_true(*opposite) ? "not " : "") + plain(*concept_part) +
           (holder != nullptr ? " (" + plain(*holder) + ")" : "");
  }
  if (const Value* configuration = part(parts, "configuration")) {
    const Value* opposite = part(parts, "opposite");
    return plain(*configuration) + (opposite != nullptr && is_true(*opposite) ? " (opposite)" : "");
  }
  std::vector<std::string> words;
  for (const auto& [name, value] : parts) words.push_back(plain(value));
  return base::join(words, " ");
}

struct Plain {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(bool flag) const { return flag ? "yes" : ""; }
  std::string operator()(std::int64_t number) const { return base::grouped(number); }
  std::string operator()(double number) const { return query::figure_words(number); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const Values& list) const {
    std::vector<std::string> words;
    for (const Value& value : list) words.push_back(plain(value));
    return base::join(words, ", ");
  }
  std::string operator()(const Parts& parts) const { return plain_parts(parts); }
};

/// The voices that support every configuration of the chain, with a word where single elements are
/// all that some of it rests on.
std::string threads_text(const Snapshot& snapshot, const query::Answer& answer, const Row& row) {
  const auto whole = graph::threads(*answer.graph, row.configurations, true);
  std::vector<std::string> names;
  for (const std::uint32_t voice : graph::threads(*answer.graph, row.configurations, false)) {
    const bool in_part = !std::binary_search(whole.begin(), whole.end(), voice);
    names.push_back(
        (answer.counts_studies ? snapshot.studies[voice] : snapshot.documents[voice].key) +
        (in_part ? " (in part)" : ""));
  }
  return base::join(names, ", ");
}

std::string class_words(const query::Answer& answer, const Row& row, const Snapshot& snapshot) {
  const std::string support_class = plain_part(row.fields, "support_class");
  if (support_class == "thread") return "thread: " + threads_text(snapshot, answer, row);
  if (support_class == "study") {
    const Value* whole = part(row.fields, "told_whole");
    return whole != nullptr && is_true(*whole)
               ? "told whole by one study, in several documents"
               : "told by one study, in several documents, in part on single elements only";
  }
  if (support_class == "stitched") {
    return std::string("stitched together from ") +
           (answer.counts_studies ? "studies" : "documents") + " none of which saw the whole";
  }
  if (support_class == "conflict") return "in conflict with itself: a context and its opposite";
  return "a step has no supporting document";
}

/// "3 documents, 1 in part"
std::string support_text(const query::Answer& answer, const query::ChainStep& step) {
  return (answer.counts_studies ? base::count_of(step.support, "study", "studies")
                                : base::count_of(step.support, "document", "documents")) +
         (step.in_part > 0 ? ", " + base::grouped(step.in_part) + " in part" : "");
}

std::string padded(std::string text, std::size_t width) {
  const std::size_t used = base::display_width(text);
  return text + std::string(width > used ? width - used : 0, ' ');
}

}  // namespace

std::string plain(const Value& value) { return std::visit(Plain{}, value.value); }

std::string plain_part(const Parts& parts, std::string_view name) {
  const Value* value = part(parts, name);
  return value != nullptr ? plain(*value) : "";
}

std::string codings_text(const Value& codings) {
  std::vector<std::string> words;
  if (const auto* list = std::get_if<Values>(&codings.value)) {
    for (const Value& each : *list) {
      const auto* parts = std::get_if<Parts>(&each.value);
      if (parts == nullptr) continue;
      const std::string coder = plain_part(*parts, "coder");
      const std::string role = plain_part(*parts, "role");
      words.push_back(plain_part(*parts, "concept") + (role.empty() ? "" : " as " + role) +
                      (coder.empty() ? "" : " (" + coder + ")"));
    }
  }
  return base::join(words, ", ");
}

std::string chain_text(const query::Answer& answer, std::size_t place, const Snapshot& snapshot,
                       const Console& console) {
  const Row& row = answer.rows[place];
  std::string out = strong(console, std::to_string(place + 1)) + "  strength " +
                    plain_part(row.fields, "strength") + " · " +
                    class_words(answer, row, snapshot) + "\n";
  const std::vector<query::ChainStep> steps = answer.steps(row);
  std::vector<std::string> texts;
  std::size_t widest = 0;
  std::size_t widest_label = 0;
  bool all_alike = true;
  for (const query::ChainStep& step : steps) {
    const std::string mechanisms =
        step.mechanisms.empty() ? "(no mechanism stated)" : base::join(step.mechanisms, " + ");
    const std::string outcomes =
        step.outcomes.empty() ? "(no outcome stated)" : base::join(step.outcomes, " + ");
    texts.push_back("> " + mechanisms + " > " + outcomes);
    widest = std::max(widest, std::min<std::size_t>(base::display_width(texts.back()), 64));
    widest_label =
        std::max(widest_label,
                 base::display_width(snapshot.configurations[step.configuration.index()].label));
    all_alike = all_alike && step.support == steps.front().support;
  }
  const std::string first = base::join(steps.front().contexts, " + ");
  out += "   " + (first.empty() ? "(no context stated)" : first) + "\n";
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const std::vector<std::string> lines = base::wrap(texts[i], 64);
    const std::string& label = snapshot.configurations[steps[i].configuration.index()].label;
    out += "     " + padded(lines.front(), widest) + "  " + padded(label, widest_label) + "  " +
           support_text(answer, steps[i]);
    if (steps[i].is_weakest && !all_alike) out += "   " + warning(console, "weakest step");
    out += "\n";
    for (std::size_t l = 1; l < lines.size(); ++l) out += "       " + lines[l] + "\n";
    const std::string further = plain(steps[i].further);
    if (further.empty()) continue;
    for (const std::string& line : base::wrap("and needs: " + further, 64))
      out += "       " + muted(console, line) + "\n";
  }
  for (const std::string& mark : row.marks) out += "   " + muted(console, mark) + "\n";
  return out;
}

std::string disputed_text(const query::Answer& answer, const Snapshot& snapshot) {
  std::map<ConfigurationId, std::set<model::DocumentId>> against;
  for (const Row& row : answer.rows) {
    for (const ConfigurationId id : row.configurations) {
      for (const std::uint32_t each : query::disputers(answer, snapshot)[id.index()]) {
        const model::DocumentId document{each};
        if (std::binary_search(row.documents.begin(), row.documents.end(), document))
          against[id].insert(document);
      }
    }
  }
  std::vector<std::string> out;
  for (const auto& [id, documents] : against) {
    std::vector<std::string> keys;
    for (const model::DocumentId document : documents)
      keys.push_back(snapshot.documents[document.index()].key);
    out.push_back(snapshot.configurations[id.index()].label + " (" + base::join(keys, ", ") + ")");
  }
  return base::join(out, ", ");
}

std::string tree_text(const Parts& node, std::size_t depth, const Console& console,
                      const std::string& headline) {
  const std::string indent(2 * depth, ' ');
  const std::size_t room =
      console.width > indent.size() + 40 ? console.width - indent.size() - 2 : 40;
  std::string out;
  const std::string thing = plain_part(node, "thing");
  const bool is_named = depth == 0 && headline.rfind(thing, 0) == 0;
  if (!thing.empty() && !is_named) {
    const std::vector<std::string> lines = base::wrap(thing, room);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      out += indent + (i == 0 ? "" : "  ") + (depth == 0 ? strong(console, lines[i]) : lines[i]) +
             "\n";
    }
  }
  const Value* children = part(node, "children");
  const auto* list = children != nullptr ? std::get_if<Values>(&children->value) : nullptr;
  if (list == nullptr) return out;
  for (const Value& child : *list) {
    if (const auto* parts = std::get_if<Parts>(&child.value))
      out += tree_text(*parts, depth + 1, console);
  }
  return out;
}

}  // namespace retroduce::cli
