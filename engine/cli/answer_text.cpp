#include "cli/answer_text.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "cli/answer_parts.h"
#include "cli/case_text.h"
#include "cli/text_table.h"
#include "query/row_names.h"

namespace retroduce::cli {

namespace {

using query::Answer;
using query::Parts;
using query::Row;
using query::Value;
using query::Values;

/// Renders the rows of one answer.
class RowsText {
 public:
  RowsText(const Answer& answer, const model::Snapshot& snapshot, const Console& console)
      : answer_(answer), snapshot_(snapshot), console_(console) {}

  std::string render() const {
    if (answer_.rows.empty()) return "";
    if (answer_.kind == "chains" || answer_.kind == "loops") return chains();
    if (answer_.kind == "why" || answer_.kind == "why not") return trees();
    if (answer_.kind == "extracts") return extracts();
    if (answer_.kind == "gaps") return gaps();
    if (answer_.kind == "truth table") return truth_table_text(answer_, snapshot_, console_);
    if (answer_.kind == "formula") return formula_text(answer_, console_);
    if (answer_.kind == "sensitivity") return sensitivity();
    return columns();
  }

 private:
  /// Every field is a column; `opposite` joins the concept before it, and the witnesses stand last.
  std::string columns() const {
    std::vector<TextColumn> heads;
    std::vector<std::string> names;
    for (const auto& [name, value] : answer_.rows.front().fields) {
      if (!has_column(name) || is_empty_everywhere(name)) continue;
      names.push_back(name);
      heads.push_back({heading(name), is_number(value), true});
    }
    // Numbers first, as the eye looks for them there.
    std::stable_partition(names.begin(), names.end(),
                          [&](const std::string& name) { return is_number(name); });
    std::stable_partition(heads.begin(), heads.end(),
                          [](const TextColumn& column) { return column.right; });
    // A derivation names its configurations already, in the order in which they fired.
    const bool with_configurations =
        answer_.kind != "given" &&
        std::any_of(answer_.rows.begin(), answer_.rows.end(),
                    [](const Row& row) { return !row.configurations.empty(); });
    if (with_configurations) heads.push_back({"configurations", false, true});
    std::vector<std::string> marks;
    for (const Row& row : answer_.rows) marks.push_back(marks_of(row));
    const bool with_marks = std::any_of(marks.begin(), marks.end(),
                                        [](const std::string& words) { return !words.empty(); });
    if (with_marks) heads.push_back({"", false, true});
    std::vector<std::vector<std::string>> rows;
    for (std::size_t i = 0; i < answer_.rows.size(); ++i) {
      const Row& row = answer_.rows[i];
      std::vector<std::string> cells;
      for (const std::string& name : names) cells.push_back(cell(row, name));
      if (with_configurations) cells.push_back(labels(row.configurations));
      if (with_marks) cells.push_back(marks[i]);
      rows.push_back(std::move(cells));
    }
    return with_blanks(text_table(heads, rows, console_.out_is_terminal ? console_.width : 0));
  }

  std::string marks_of(const Row& row) const {
    std::vector<std::string> words = row.marks;
    const std::string in_part = query::in_part_text(row, answer_);
    if (!in_part.empty()) words.push_back(in_part);
    return base::join(words, "; ");
  }

  // A label stays on one line: its blanks are kept from the wrapping by a private character.
  static constexpr std::string_view no_break = "\xEE\x80\x80";
  static std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from)) {
      out.append(text.substr(0, at)).append(to);
      text.remove_prefix(at + from.size());
    }
    return out.append(text);
  }
  static std::string unbroken(const std::string& label) { return replaced(label, " ", no_break); }
  static std::string with_blanks(const std::string& text) { return replaced(text, no_break, " "); }

  static bool is_number(const Value& value) {
    return std::holds_alternative<std::int64_t>(value.value) ||
           std::holds_alternative<double>(value.value);
  }
  bool is_number(const std::string& name) const {
    const Value* value = part(answer_.rows.front().fields, name);
    return value != nullptr && is_number(*value);
  }

  /// A list that no row has anything in takes no room, nor does what is true of none.
  bool is_empty_everywhere(const std::string& name) const {
    return std::all_of(answer_.rows.begin(), answer_.rows.end(), [&](const Row& row) {
      const Value* value = part(row.fields, name);
      const auto* list = value != nullptr ? std::get_if<Values>(&value->value) : nullptr;
      const auto* flag = value != nullptr ? std::get_if<bool>(&value->value) : nullptr;
      return (list != nullptr && list->empty()) || (flag != nullptr && !*flag);
    });
  }

  /// Flags stand as marks behind the row; a sign stands before its concept.
  static bool has_column(const std::string& name) {
    return name != "opposite" && name != "opposites" && name != "when_not_fired" && name != "given";
  }

  /// "outcome" for the concepts of `outcomes …`, else the field's own name.
  std::string heading(const std::string& name) const {
    const bool is_relation =
        answer_.kind == "contexts" || answer_.kind == "mechanisms" || answer_.kind == "outcomes";
    if (name == "documents" && answer_.counts_studies) return "studies";  // of robustness
    if (name == "concept" && is_relation) return answer_.kind.substr(0, answer_.kind.size() - 1);
    std::string out = name;
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
  }

  /// A concept with its sign: the `opposite` beside it, or for triples the three `opposites`.
  std::string cell(const Row& row, const std::string& name) const {
    const Value* value = part(row.fields, name);
    if (value == nullptr) return "";
    const bool is_heading = name == "actor" || name == "level";
    std::string text = is_heading && std::holds_alternative<std::monostate>(value->value)
                           ? "not stated"
                           : plain(*value);
    if (name == "concept") {
      const Value* opposite = part(row.fields, "opposite");
      if (opposite != nullptr && is_true(*opposite)) text = "not " + text;
    }
    const Value* three = part(row.fields, "opposites");
    const std::size_t place = name == "context"     ? 0
                              : name == "mechanism" ? 1
                              : name == "outcome"   ? 2
                                                    : 3;
    if (three != nullptr && place < 3) {
      const auto* list = std::get_if<Values>(&three->value);
      if (list != nullptr && place < list->size() && is_true((*list)[place])) text = "not " + text;
    }
    return text;
  }

  std::string labels(const std::vector<model::ConfigurationId>& configurations) const {
    std::vector<std::string> out;
    for (const auto id : configurations) {
      if (out.size() == 8 && configurations.size() > 9) {
        out.push_back("and " + std::to_string(configurations.size() - 8) + " more");
        break;
      }
      out.push_back(unbroken(snapshot_.configurations[id.index()].label));
    }
    return base::join(out, ", ");
  }

  std::string chains() const {
    std::string out;
    for (std::size_t i = 0; i < answer_.rows.size(); ++i) {
      out += chain_text(answer_, i, snapshot_, console_);
    }
    const std::string disputed = disputed_text(answer_, snapshot_);
    return disputed.empty() ? out
                            : out + "\nDisputed along the way: " + disputed + ". See: disputes\n";
  }

  std::string trees() const {
    std::string out;
    for (const Row& row : answer_.rows) {
      out += tree_text(row.fields, 0, console_, answer_.headline);
      for (const std::string& mark : row.marks) out += warning(console_, mark) + "\n";
    }
    return out;
  }

  std::string extracts() const {
    std::string out;
    for (const Row& row : answer_.rows) {
      std::string head = strong(console_, plain_part(row.fields, "document"));
      const std::string page = plain_part(row.fields, "page");
      if (!page.empty()) head += ", page " + page;
      const std::string study = plain_part(row.fields, "study");
      if (!study.empty()) head += ", study " + study;
      out += " " + head + "\n";
      for (const std::string& line : base::wrap(plain_part(row.fields, "quote"),
                                                std::max<std::size_t>(40, console_.width - 6))) {
        out += "     " + line + "\n";
      }
      const Value* codings = part(row.fields, "codings");
      const std::string coded = codings != nullptr ? codings_text(*codings) : "";
      if (coded.empty()) continue;
      for (const std::string& line :
           base::wrap("coded: " + coded, std::max<std::size_t>(40, console_.width - 6))) {
        out += "     " + muted(console_, line) + "\n";
      }
    }
    return out;
  }

  /// What goes, comes and changes with each thing that was left out.
  std::string sensitivity() const {
    std::string out;
    for (const Row& row : answer_.rows) {
      const std::string before = plain_part(row.fields, "total_before");
      const std::string after = plain_part(row.fields, "total_after");
      out += " without " + strong(console_, plain_part(row.fields, "left_out")) +
             (before == after ? "" : ": " + before + " become " + after) + "\n";
      for (const auto& [field, verb] :
           {std::pair("lost", "goes:    "), {"gained", "comes:   "}, {"changed", "changes: "}}) {
        const std::string words = listed(row, field);
        if (words.empty()) continue;
        const auto lines = base::wrap(words, std::max<std::size_t>(40, console_.width - 14));
        for (std::size_t i = 0; i < lines.size(); ++i) {
          out += "     " + (i == 0 ? muted(console_, verb) : std::string(9, ' ')) + lines[i] + "\n";
        }
      }
    }
    return out;
  }

  /// The first of a list, in words.
  static std::string listed(const Row& row, std::string_view field) {
    constexpr std::size_t most = 12;
    const Value* value = part(row.fields, field);
    const auto* list = value != nullptr ? std::get_if<Values>(&value->value) : nullptr;
    if (list == nullptr) return "";
    std::vector<std::string> words;
    for (const Value& one : *list) {
      if (words.size() == most) {
        words.push_back("and " + std::to_string(list->size() - most) + " more");
        break;
      }
      words.push_back(plain(one));
    }
    return base::join(words, "; ");
  }

  /// By kind in the order of the headline, which has their numbers where not all rows are here; the
  /// rows themselves stand by label.
  std::string gaps() const {
    constexpr std::size_t most = 12;
    std::vector<std::string> kinds;
    std::map<std::string, std::vector<std::string>> things;
    for (const Row& row : answer_.rows) {
      const std::string kind = plain_part(row.fields, "kind");
      if (things.count(kind) == 0) kinds.push_back(kind);
      things[kind].push_back(base::collapse_blanks(plain_part(row.fields, "thing")));
    }
    std::sort(kinds.begin(), kinds.end(), [&](const std::string& a, const std::string& b) {
      return answer_.headline.find(" " + a) < answer_.headline.find(" " + b);
    });
    std::string out;
    for (const std::string& kind : kinds) {
      const std::vector<std::string>& list = things[kind];
      const std::string number = answer_.truncated ? "" : "  " + std::to_string(list.size());
      out += " " + strong(console_, kind) + number + "\n";
      for (std::size_t i = 0; i < list.size() && i < most; ++i) {
        out +=
            "     " + base::shorten(list[i], std::max<std::size_t>(40, console_.width - 6)) + "\n";
      }
      if (list.size() > most) {
        out += "     " +
               muted(console_, "… and " + std::to_string(list.size() - most) +
                                   " more; all with --format csv") +
               "\n";
      }
    }
    return out;
  }

  const Answer& answer_;
  const model::Snapshot& snapshot_;
  const Console& console_;
};

}  // namespace

namespace {

std::string notes_text(const Answer& answer, const Console& console) {
  std::string out;
  for (const std::string& note : answer.notes) {
    for (const std::string& line : base::wrap(note, std::max<std::size_t>(40, console.width))) {
      out += line + "\n";
    }
  }
  return out;
}

std::string cut_text(const Answer& answer) {
  if (answer.cut != query::Cut::limit) return "";
  constexpr std::int64_t most_listed = 100'000;  // of chains, which notes say
  const bool all_would_do = answer.total_is_exact && answer.total <= most_listed;
  return "\nShown are the first " + base::grouped(static_cast<std::int64_t>(answer.rows.size())) +
         " of " + (answer.total_is_exact ? "" : "at least ") + base::grouped(answer.total) +
         (all_would_do ? "; all with --limit 0\n" : "\n");
}

std::string next_text(const Answer& answer, const std::string& review, const Console& console) {
  constexpr std::size_t longest_next = 400;
  std::string out;
  for (std::size_t i = 0; i < answer.next.size() && i < 3; ++i) {
    if (answer.next[i].size() > longest_next) continue;
    const std::string command =
        "retroduce ask " + shell_quoted(review) + " " + shell_quoted(answer.next[i]);
    out += (out.empty() ? "\n" : "") +
           muted(console, (out.empty() ? "Next: " : "      ") + command) + "\n";
  }
  return out;
}

/// Whether rows are shown with how many bear on them in part. Chains tell it above, `why` by the
/// places where the evidence stands.
bool says_in_part(const Answer& answer) {
  constexpr std::string_view others[] = {"chains",   "loops", "why",         "why not",
                                         "extracts", "gaps",  "sensitivity", "together"};
  if (std::find(std::begin(others), std::end(others), answer.kind) != std::end(others))
    return false;
  return std::any_of(answer.rows.begin(), answer.rows.end(), [&](const Row& row) {
    return !query::documents_in_part(row, answer).empty();
  });
}

}  // namespace

std::string answer_text(const Answer& answer, const model::Snapshot& snapshot,
                        const std::string& review, const Console& console) {
  std::string out;
  for (const std::string& line : base::split(answer.headline, '\n')) {
    out += strong(console, line) + "\n";
  }
  std::string rows = RowsText(answer, snapshot, console).render();
  if (says_in_part(answer))
    rows += "\n" + muted(console, "in part: by evidence on some elements only, not on the whole") +
            "\n";
  const std::string notes = notes_text(answer, console);
  // What a chain's sources saw belongs beside its count, before anybody reads the chain as proved.
  const bool notes_first = answer.kind == "chains" || answer.kind == "loops";
  if (notes_first) out += notes;
  if (!rows.empty()) out += "\n" + rows;
  out += cut_text(answer);
  if (!notes_first && !notes.empty()) out += "\n" + notes;
  return out + next_text(answer, review, console);
}

}  // namespace retroduce::cli
