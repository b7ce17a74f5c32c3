#include "cli/answer_text.h"

#include <algorithm>

#include "base/text.h"
#include "cli/answer_parts.h"
#include "cli/text_table.h"

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
    return columns();
  }

 private:
  /// Every field is a column; `opposite` joins the concept before it, and the witnesses stand last.
  std::string columns() const {
    std::vector<TextColumn> heads;
    std::vector<std::string> names;
    for (const auto& [name, value] : answer_.rows.front().fields) {
      if (name == "opposite" || name == "opposites") continue;
      names.push_back(name);
      heads.push_back({heading(name), std::holds_alternative<std::int64_t>(value.value), true});
    }
    // Numbers first, as the eye looks for them there.
    std::stable_partition(names.begin(), names.end(),
                          [&](const std::string& name) { return is_number(name); });
    std::stable_partition(heads.begin(), heads.end(),
                          [](const TextColumn& column) { return column.right; });
    const bool with_configurations =
        std::any_of(answer_.rows.begin(), answer_.rows.end(),
                    [](const Row& row) { return !row.configurations.empty(); });
    if (with_configurations) heads.push_back({"configurations", false, true});
    const bool with_marks = std::any_of(answer_.rows.begin(), answer_.rows.end(),
                                        [](const Row& row) { return !row.marks.empty(); });
    if (with_marks) heads.push_back({"", false, true});
    std::vector<std::vector<std::string>> rows;
    for (const Row& row : answer_.rows) {
      std::vector<std::string> cells;
      for (const std::string& name : names) cells.push_back(cell(row, name));
      if (with_configurations) cells.push_back(labels(row.configurations));
      if (with_marks) cells.push_back(base::join(row.marks, "; "));
      rows.push_back(std::move(cells));
    }
    return text_table(heads, rows, console_.width);
  }

  bool is_number(const std::string& name) const {
    const Value* value = part(answer_.rows.front().fields, name);
    return value != nullptr && std::holds_alternative<std::int64_t>(value->value);
  }

  static std::string heading(const std::string& name) {
    std::string out = name;
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
  }

  /// A concept with its sign: the `opposite` beside it, or for triples the three `opposites`.
  std::string cell(const Row& row, const std::string& name) const {
    const Value* value = part(row.fields, name);
    if (value == nullptr) return "";
    std::string text = plain(*value);
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
      out.push_back(snapshot_.configurations[id.index()].label);
    }
    return base::join(out, ", ");
  }

  std::string chains() const {
    std::string out;
    std::size_t number = 0;
    for (const Row& row : answer_.rows) out += chain_text(row, ++number, snapshot_, console_);
    return out;
  }

  std::string trees() const {
    std::string out;
    for (const Row& row : answer_.rows) out += tree_text(row.fields, 0, console_);
    return out;
  }

  std::string extracts() const {
    std::string out;
    for (const Row& row : answer_.rows) {
      std::string head = strong(console_, plain_part(row.fields, "document"));
      const std::string page = plain_part(row.fields, "page");
      if (!page.empty()) head += ", page " + page;
      out += " " + head + "\n";
      for (const std::string& line : base::wrap(plain_part(row.fields, "quote"),
                                                std::max<std::size_t>(40, console_.width - 6))) {
        out += "     " + line + "\n";
      }
      const Value* codings = part(row.fields, "codings");
      const std::string coded = codings != nullptr ? codings_text(*codings) : "";
      if (!coded.empty()) out += "     " + muted(console_, "coded: " + coded) + "\n";
    }
    return out;
  }

  std::string gaps() const {
    std::string out;
    std::string kind;
    std::size_t shown = 0;
    constexpr std::size_t most = 12;
    const auto left = [&](std::size_t from) {
      return static_cast<std::size_t>(std::count_if(
          answer_.rows.begin() + static_cast<std::ptrdiff_t>(from), answer_.rows.end(),
          [&](const Row& row) { return plain_part(row.fields, "kind") == kind; }));
    };
    for (std::size_t i = 0; i < answer_.rows.size(); ++i) {
      const std::string next = plain_part(answer_.rows[i].fields, "kind");
      if (next != kind) {
        kind = next;
        shown = 0;
        out += " " + strong(console_, kind) + "  " + std::to_string(left(i)) + "\n";
      }
      if (++shown <= most)
        out += "     " + base::collapse_blanks(plain_part(answer_.rows[i].fields, "thing")) + "\n";
      if (shown == most + 1)
        out += "     " + muted(console_, "… and " + std::to_string(left(i)) + " more") + "\n";
    }
    return out;
  }

  const Answer& answer_;
  const model::Snapshot& snapshot_;
  const Console& console_;
};

}  // namespace

std::string answer_text(const Answer& answer, const model::Snapshot& snapshot,
                        const std::string& review, const Console& console) {
  std::string out;
  for (const std::string& line : base::split(answer.headline, '\n'))
    out += strong(console, line) + "\n";
  const std::string rows = RowsText(answer, snapshot, console).render();
  if (!rows.empty()) out += "\n" + rows;
  if (!answer.notes.empty()) out += "\n";
  for (const std::string& note : answer.notes) {
    for (const std::string& line : base::wrap(note, std::max<std::size_t>(40, console.width)))
      out += line + "\n";
  }
  if (!answer.next.empty()) out += "\n";
  for (std::size_t i = 0; i < answer.next.size() && i < 3; ++i) {
    const std::string command =
        "retroduce ask " + shell_quoted(review) + " " + shell_quoted(answer.next[i]);
    out += muted(console, (i == 0 ? "Next: " : "      ") + command) + "\n";
  }
  return out;
}

}  // namespace retroduce::cli
