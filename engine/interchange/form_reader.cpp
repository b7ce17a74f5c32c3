// Reading the form: each sheet is compared with its hidden twin, row by row, and what differs
// becomes a sentence.
#include <algorithm>
#include <map>

#include "base/date.h"
#include "base/text.h"
#include "interchange/form_shape.h"
#include "interchange/office_grids.h"
#include "interchange/sheet_form.h"
#include "interchange/xlsx_reader.h"
#include "model/vocabulary.h"

namespace retroduce::interchange {

namespace {

using base::Severity;
using Cells = std::map<std::string_view, std::string>;  // by heading

std::string in_marks(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

const Grid* find_grid(const std::vector<Grid>& grids, std::string_view name) {
  const auto found = std::find_if(grids.begin(), grids.end(),
                                  [name](const Grid& grid) { return grid.name == name; });
  return found == grids.end() ? nullptr : &*found;
}

class Reader {
 public:
  Reader(const std::vector<Grid>& grids, const std::string& file, FormChanges& changes)
      : grids_(grids), file_(file), changes_(changes) {}

  void read(const std::string& last_change) {
    for (const form::FormSheet& sheet : form::sheets) {
      if (sheet.kind == "concept") learn_names(sheet, "Concept", concepts_);
      if (sheet.kind == "configuration") learn_names(sheet, "Label", configurations_);
    }
    since_ = last_change.empty() ? "" : " since " + in_marks(last_change);
    for (const form::FormSheet& sheet : form::sheets) read(sheet);
    // Concepts that become one do so when all else that was said of them is done.
    for (FormSentence& each : last_) changes_.sentences.push_back(std::move(each));
  }

 private:
  void refuse(const form::FormSheet& sheet, std::size_t row, const std::string& message,
              std::vector<std::string> notes = {}) {
    changes_.found.add(Severity::refused, "form.row", message,
                       {file_ + ", " + std::string(sheet.name), row, 0}, std::move(notes));
  }
  FormSentence in_a_row(const std::string& sentence, const form::FormSheet& sheet,
                        std::size_t row) const {
    return {sentence + since_, sentence, std::string(sheet.name), row};
  }
  void say(const form::FormSheet& sheet, std::size_t row, const std::string& sentence) {
    changes_.sentences.push_back(in_a_row(sentence, sheet, row));
  }

  void read(const form::FormSheet& sheet) {
    const Grid* now = find_grid(grids_, sheet.name);
    const Grid* twin = find_grid(grids_, std::string(form::twin_prefix) + std::string(sheet.name));
    if (twin == nullptr) {
      if (now != nullptr && now->rows.size() > 1)
        changes_.found.add(
            Severity::refused, "form.damaged",
            "the hidden sheet that keeps what \"" + std::string(sheet.name) + "\" said is gone",
            {file_, 0, 0}, {"Write the form anew: retroduce export REVIEW FILE.xlsx --as sheet"});
      return;
    }
    std::map<std::string, Cells> before;
    for (const CsvRow& row : twin->rows) {
      Cells cells = by_place(sheet, row);
      before.emplace(cells["id"], cells);
    }
    if (now == nullptr) return;  // a sheet that somebody took out says nothing of its rows
    const auto places = places_of(sheet, *now);
    if (places.empty()) return;
    std::map<std::string, Cells> gone = before;
    for (std::size_t i = 1; i < now->rows.size(); ++i) {
      const CsvRow& row = now->rows[i];
      Cells cells;
      bool is_blank = true;
      for (const auto& [heading, place] : places) {
        cells[heading] = place < row.cells.size() ? row.cells[place] : std::string();
        is_blank = is_blank && (heading == "id" || base::trim(cells[heading]).empty());
      }
      const std::string id = cells["id"];
      if (is_blank && id.empty()) continue;
      const auto old = before.find(id);
      // A copied row is a new one: the first keeps the id.
      const bool is_known = old != before.end() && gone.erase(id) > 0;
      const auto page = cells.find("Page");
      if (page != cells.end() && page->second.size() == 10 && base::is_date(page->second))
        changes_.found.add(Severity::note, "form.page-day",
                           in_marks(page->second) +
                               " stands under \"Page\": a day, as spreadsheets make of \"3-4\"; "
                               "write such a page with an apostrophe before it",
                           {file_ + ", " + std::string(sheet.name), row.row, 0});
      if (!is_blank && is_told_otherwise(sheet, row.row, cells)) continue;
      if (is_blank) {
        if (is_known) gone.emplace(id, old->second);  // an emptied row is one that is gone
      } else if (is_known) {
        change(sheet, row.row, old->second, cells);
      } else {
        add(sheet, row.row, cells);
      }
    }
    for (const auto& [id, cells] : gone) take_away(sheet, id, cells);
  }

  /// Whether an earlier row says another stance of the same evidence: a row that was copied.
  bool is_told_otherwise(const form::FormSheet& sheet, std::size_t row, const Cells& cells) {
    if (sheet.kind != "evidence") return false;
    std::string key;
    for (const char* heading : {"Configuration", "Document", "Quote", "Role", "Element"})
      key += base::collapse_blanks(cells.at(heading)) + "\n";
    key += cells.count("Opposite") > 0 ? base::trim(cells.at("Opposite")) : std::string_view();
    const std::string stance = base::fold(base::trim(cells.at("Stance")));
    const auto [there, is_first] = stances_.try_emplace(key, row, stance);
    if (is_first || there->second.second == stance) return false;
    refuse(sheet, row,
           "this row says " + in_marks(stance) + " where row " +
               std::to_string(there->second.first) + " says " + in_marks(there->second.second) +
               " of the same extract and configuration",
           {"Leave one of the two, or say on which element of the configuration each bears."});
    return true;
  }

  /// A thing that gets another name in this form is meant by both, wherever the form names it.
  void learn_names(const form::FormSheet& sheet, std::string_view heading,
                   std::map<std::string, std::string>& ids) {
    const Grid* now = find_grid(grids_, sheet.name);
    const Grid* twin = find_grid(grids_, std::string(form::twin_prefix) + std::string(sheet.name));
    if (now == nullptr || twin == nullptr || now->rows.empty()) return;
    const auto& headings = now->rows.front().cells;
    const auto place = [&headings](std::string_view name) {
      return static_cast<std::size_t>(std::find(headings.begin(), headings.end(), name) -
                                      headings.begin());
    };
    for (const CsvRow& row : now->rows) {
      if (&row == &now->rows.front() || place(heading) >= row.cells.size() ||
          place("id") >= row.cells.size())
        continue;
      const std::string& id = row.cells[place("id")];
      if (!id.empty()) ids.emplace(std::string(base::trim(row.cells[place(heading)])), id);
    }
    for (const CsvRow& row : twin->rows) {
      const Cells cells = by_place(sheet, row);
      ids.emplace(cells.at(heading), cells.at("id"));
    }
  }

  /// By its id where it has one, so that no change of its name in between matters.
  static std::string meant(const std::map<std::string, std::string>& ids, std::string_view name) {
    const auto found = ids.find(std::string(base::trim(name)));
    return in_marks(found == ids.end() ? base::trim(name) : std::string_view(found->second));
  }
  std::string concept_(const Cells& cells, const char* heading) const {
    return meant(concepts_, cells.at(heading));
  }
  std::string configuration(const Cells& cells) const {
    return meant(configurations_, cells.at("Configuration"));
  }

  /// The twin has no headings: its columns are those that were written.
  static Cells by_place(const form::FormSheet& sheet, const CsvRow& row) {
    Cells cells;
    for (std::size_t c = 0; c < sheet.columns.size(); ++c)
      cells[sheet.columns[c].heading] = c < row.cells.size() ? row.cells[c] : std::string();
    return cells;
  }

  /// Columns by their headings, wherever somebody has moved them; nothing, and a finding, where one
  /// is missing.
  std::map<std::string_view, std::size_t> places_of(const form::FormSheet& sheet,
                                                    const Grid& grid) {
    std::map<std::string_view, std::size_t> places;
    if (grid.rows.empty()) return places;
    for (const form::FormColumn& column : sheet.columns) {
      const auto& cells = grid.rows.front().cells;
      const auto found = std::find(cells.begin(), cells.end(), column.heading);
      if (found == cells.end()) {
        changes_.found.add(Severity::refused, "form.damaged",
                           "the column \"" + std::string(column.heading) + "\" is missing",
                           {file_ + ", " + std::string(sheet.name), 1, 0},
                           {"Put its heading back as it was, or write the form anew."});
        return {};
      }
      places[column.heading] = static_cast<std::size_t>(found - cells.begin());
    }
    return places;
  }

  std::string role_and_name(const Cells& cells, const char* name) const {
    const bool is_opposite =
        cells.count("Opposite") > 0 && !base::trim(cells.at("Opposite")).empty();
    return cells.at("Role") + (is_opposite ? " not " : " ") + concept_(cells, name);
  }
  /// An element that was there, so that no other of the concept is meant.
  std::string element_name(const Cells& was) const {
    const std::string& role = was.at("Role");
    const std::string name = role_and_name(was, "Concept");
    if (role == "mechanism") return "unsplit " + name;
    if (role != "outcome") return name;
    return name +
           (base::trim(was.at("When nothing fires")).empty() ? " when fired" : " when not fired");
  }
  static std::string extract_name(const Cells& cells) {
    return in_marks(cells.at("Document") + ": " + cells.at("Quote"));
  }

  /// " title "x" level micro" of the cells that differ; emptied ones go to `cleared`.
  std::string settings(const form::FormSheet& sheet, const Cells& was, const Cells& is,
                       std::string& cleared) const {
    std::string text;
    for (const form::FormColumn& column : sheet.columns) {
      if (column.property.empty()) continue;
      const std::string value(base::trim(is.at(column.heading)));
      const auto old = was.find(column.heading);
      if (old != was.end() && base::trim(old->second) == value) continue;
      const bool is_flag = column.list == form::List::yes;
      if (is_flag) {
        text += " " + std::string(column.property) +
                (value.empty() || base::fold(value) == "no" ? " no" : "");
      } else if (value.empty()) {
        if (old != was.end()) cleared += " " + std::string(column.property);
      } else {
        text += " " + std::string(column.property) + " " +
                (column.list == form::List::concept_ ? meant(concepts_, value) : in_marks(value));
      }
    }
    return text;
  }

  template <typename E>
  bool takes(const form::FormSheet& sheet, std::size_t row, std::string_view heading,
             const std::string& value, std::initializer_list<std::string_view> more = {}) {
    const auto known = model::words_of<E>();
    std::vector<std::string> words(known.begin(), known.end());
    words.insert(words.end(), more.begin(), more.end());
    const std::string folded = base::fold(base::trim(value));
    if (folded.empty() || std::find(words.begin(), words.end(), folded) != words.end()) return true;
    refuse(sheet, row,
           in_marks(value) + " stands under \"" + std::string(heading) +
               "\", which takes one of: " + base::join(words, ", "));
    return false;
  }

  /// Whether cells with a closed list hold a word of it.
  bool has_known_words(const form::FormSheet& sheet, std::size_t row, const Cells& is) {
    bool all = true;
    for (const form::FormColumn& column : sheet.columns) {
      const std::string& value = is.at(column.heading);
      if (column.list == form::List::role)
        all &= takes<model::Role>(sheet, row, column.heading, value, {"resource", "reasoning"});
      if (column.list == form::List::stance)
        all &= takes<model::Stance>(sheet, row, column.heading, value);
      if (column.list == form::List::inference)
        all &= takes<model::Inference>(sheet, row, column.heading, value);
      if (column.list == form::List::status)
        all &= takes<model::Status>(sheet, row, column.heading, value);
    }
    return all;
  }

  void change(const form::FormSheet& sheet, std::size_t row, const Cells& was, const Cells& is) {
    if (!has_known_words(sheet, row, is)) return;
    const auto differs = [&](const char* heading) {
      return was.count(heading) > 0 && base::trim(was.at(heading)) != base::trim(is.at(heading));
    };
    const std::string id = was.at("id");
    const std::string kind(sheet.kind);
    // What places a row makes it another thing.
    if (kind == "coding" && (differs("Role") || differs("Concept") || differs("Coder") ||
                             differs("Document") || differs("Quote"))) {
      say(sheet, row, "retire coding " + in_marks(id));
      return add(sheet, row, is);
    }
    if (kind == "evidence" && (differs("Role") || differs("Element") || differs("Configuration") ||
                               differs("Document") || differs("Quote"))) {
      say(sheet, row, "retire evidence " + in_marks(id));
      return add(sheet, row, is);
    }
    if (kind == "element" && (differs("Role") || differs("Configuration")))
      return refuse(sheet, row, "an element cannot change its role or its configuration",
                    {"Empty this row and add a new one; evidence on it must be given anew."});
    if (kind == "extract" && differs("Document"))
      return refuse(sheet, row, "an extract cannot go to another document",
                    {"Empty this row and add a new one."});
    if (kind == "concept" && !base::trim(is.at("Is the same as")).empty())
      last_.push_back(in_a_row(
          "merge concept " + in_marks(id) + " into " + concept_(is, "Is the same as"), sheet, row));
    std::string cleared;
    std::string set = settings(sheet, was, is, cleared);
    std::string subject = kind + " " + in_marks(id);
    if (kind == "element") {
      if (differs("Concept")) set = " concept " + concept_(is, "Concept") + set;
      subject = element_name(was) + " of " + in_marks(id.substr(0, id.find(' ')));
      for (const std::string& property : base::split(base::trim(cleared), ' '))
        if (!property.empty()) set += " " + property + " \"\"";
      cleared.clear();
    }
    if (!set.empty()) say(sheet, row, "set " + subject + set);
    if (!cleared.empty()) say(sheet, row, "clear " + subject + cleared);
  }

  void add(const form::FormSheet& sheet, std::size_t row, const Cells& is) {
    if (!has_known_words(sheet, row, is)) return;
    const std::string kind(sheet.kind);
    std::string ignored;
    const auto need = [&](std::initializer_list<const char*> headings) {
      for (const char* heading : headings) {
        if (!base::trim(is.at(heading)).empty()) continue;
        refuse(sheet, row, "a new row needs something under \"" + std::string(heading) + "\"");
        return false;
      }
      return true;
    };
    const auto rest = [&](std::string_view but) {
      Cells given = is;
      for (const form::FormColumn& column : sheet.columns)
        if (column.property == but) given[column.heading].clear();
      std::string text;
      for (const form::FormColumn& column : sheet.columns) {
        const std::string value(base::trim(given[column.heading]));
        if (column.property.empty() || value.empty()) continue;
        const bool is_flag = column.list == form::List::yes;
        if (is_flag && base::fold(value) == "no") continue;
        text += " " + std::string(column.property) +
                (is_flag ? ""
                         : " " + (column.list == form::List::concept_ ? meant(concepts_, value)
                                                                      : in_marks(value)));
      }
      return text;
    };
    if (kind == "concept" || kind == "configuration") {
      const char* name = kind == "concept" ? "Concept" : "Label";
      if (need({name}))
        say(sheet, row, "add " + kind + " " + in_marks(base::trim(is.at(name))) + rest("label"));
    } else if (kind == "extract") {
      if (need({"Document", "Quote"}))
        say(sheet, row,
            "add extract " + in_marks(is.at("Quote")) + " from " +
                in_marks(base::trim(is.at("Document"))) + rest("quote"));
    } else if (kind == "coding") {
      const std::string coder(base::trim(is.at("Coder")));
      if (need({"Document", "Quote", "Concept"}))
        say(sheet, row,
            "code " + extract_name(is) + " as " + std::string(base::trim(is.at("Role"))) + " " +
                concept_(is, "Concept") + (coder.empty() ? "" : " by " + in_marks(coder)) +
                rest(""));
    } else if (kind == "element") {
      if (need({"Configuration", "Role", "Concept"}))
        say(sheet, row,
            "add " + std::string(base::trim(is.at("Role"))) + " " + concept_(is, "Concept") +
                " to " + configuration(is) + rest(""));
    } else if (need({"Configuration", "Document", "Quote", "Stance"})) {
      const std::string stance = base::fold(base::trim(is.at("Stance")));
      const char* verb = stance == "supports"  ? "support"
                         : stance == "refines" ? "refine"
                                               : "contradict";
      const std::string inference(base::trim(is.at("Inference")));
      const std::string note(base::trim(is.at("Note")));
      const std::string role(base::trim(is.at("Role")));
      say(sheet, row,
          std::string(verb) + " " + configuration(is) + " with " + extract_name(is) +
              (role.empty() ? "" : " on " + role_and_name(is, "Element")) +
              (inference.empty() ? "" : " " + inference) +
              (note.empty() ? "" : " note " + in_marks(note)));
    }
  }

  void take_away(const form::FormSheet& sheet, const std::string& id, const Cells& was) {
    if (sheet.kind == "element")
      return say(sheet, 0,
                 "remove " + element_name(was) + " from " + in_marks(id.substr(0, id.find(' '))));
    say(sheet, 0, "retire " + std::string(sheet.kind) + " " + in_marks(id));
  }

  const std::vector<Grid>& grids_;
  const std::string& file_;
  FormChanges& changes_;
  std::string since_;
  std::vector<FormSentence> last_;
  std::map<std::string, std::pair<std::size_t, std::string>> stances_;  ///< row and stance
  std::map<std::string, std::string> concepts_, configurations_;  ///< ids by names, old and new
};

bool has_headings_of(const Grid& grid, const form::FormSheet& sheet) {
  if (grid.rows.empty()) return false;
  const auto& cells = grid.rows.front().cells;
  return std::all_of(sheet.columns.begin(), sheet.columns.end(), [&](const auto& column) {
    return std::find(cells.begin(), cells.end(), column.heading) != cells.end();
  });
}

/// The hidden sheets of a form with these sheets that are not there.
std::vector<std::string> missing_sheets(const std::vector<Grid>& grids) {
  std::vector<std::string> missing;
  const auto look_for = [&](const std::string& name) {
    if (find_grid(grids, name) == nullptr) missing.push_back(name);
  };
  look_for(std::string(form::about_sheet));
  for (const form::FormSheet& sheet : form::sheets) {
    const bool is_there = std::any_of(grids.begin(), grids.end(), [&sheet](const Grid& grid) {
      return has_headings_of(grid, sheet);
    });
    if (is_there) look_for(std::string(form::twin_prefix) + std::string(sheet.name));
  }
  return missing;
}

}  // namespace

bool tell_lost_form(const std::vector<Grid>& grids, const std::string& name,
                    base::Diagnostics& found) {
  const bool is_form = std::any_of(grids.begin(), grids.end(), [](const Grid& grid) {
    return std::any_of(form::sheets.begin(), form::sheets.end(),
                       [&grid](const auto& sheet) { return has_headings_of(grid, sheet); });
  });
  const std::vector<std::string> missing = missing_sheets(grids);
  if (!is_form || missing.empty()) return false;
  found.add(Severity::refused, "form.damaged",
            "this was a form to fill in, but the hidden sheets that keep what it said when it was "
            "written are gone (" +
                base::join(missing, ", ") +
                "), so that nobody can tell what was changed in it; write it anew with retroduce "
                "export REVIEW FILE.xlsx --as sheet, and change that one",
            {name});
  return true;
}

FormChanges read_form(std::string_view bytes, const std::string& name) {
  FormChanges changes;
  base::Diagnostics found;
  const std::vector<Grid> grids =
      is_ods(name, bytes) ? read_ods(bytes, name, found) : read_xlsx(bytes, name, found);
  const Grid* about = find_grid(grids, form::about_sheet);
  if (about == nullptr || about->rows.empty() || about->rows[0].cells.empty() ||
      about->rows[0].cells[0] != form::mark)
    return changes;
  changes.is_form = true;
  changes.found = found;
  const bool has_change = about->rows.size() > 1 && !about->rows[1].cells.empty();
  Reader(grids, name, changes).read(has_change ? about->rows[1].cells[0] : "");
  return changes;
}

}  // namespace retroduce::interchange
