#include "reports/manuscript.h"

#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/citations.h"
#include "reports/entry_rows.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/shaped_table.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

// What stands in the paper itself, as long as it fits on a page:
constexpr std::string_view main_tables[] = {"characteristics", "narrative", "programme-theory"};
constexpr std::string_view main_figures[] = {"flow", "theory", "theory-evolution"};
// … and, with what does not, beside it: in the order in which the text names them
// (manuscript_text), which journals ask for.
constexpr std::string_view supplements[] = {"flow",
                                            "characteristics",
                                            "criteria",
                                            "codebook",
                                            "appraisal",
                                            "appraisal-levels",
                                            "agreement",
                                            "steps",
                                            "rameses",
                                            "narrative",
                                            "cmoc",
                                            "evidence",
                                            "evidence-map",
                                            "cerqual",
                                            "programme-theory",
                                            "theory-evolution",
                                            "theories",
                                            "glossary",
                                            "if-then",
                                            "matrix",
                                            "present-absent",
                                            "chains",
                                            "rivals",
                                            "regularities",
                                            "audit"};
constexpr std::string_view supplement_figures[] = {"evidence-map", "summary"};

bool is_main(std::string_view table) {
  return std::find(std::begin(main_tables), std::end(main_tables), table) != std::end(main_tables);
}

class Planner {
 public:
  explicit Planner(const TableWorld& world) : world_(world) {}

  Manuscript plan() {
    std::set<std::string_view> beside;
    int number = 0;
    for (const std::string_view name : main_tables) {
      const std::size_t rows = rows_of(name);
      if (rows > 0 && fits_on_a_page(rows))
        add_table(name, "Table ", ++number);
      else if (rows > 0)
        beside.insert(name);
    }
    number = 0;
    for (const std::string_view name : main_figures) {
      if (is_worth_drawing(name)) add_figure(name, "Figure ", ++number);
    }
    number = 0;
    const std::string& word = world_.style.supplement;
    for (const std::string_view name : supplements) {
      if (is_main(name) ? beside.count(name) == 1 : rows_of(name) > 0)
        add_table(name, word, ++number);
    }
    for (const std::string_view name : supplement_figures) add_figure(name, word, ++number);
    for (const model::ThemeId theme : themes_to_draw()) add_theme(theme, ++number);
    return std::move(made_);
  }

 private:
  /// A table that is thrown away, so that nothing is cited by asking.
  Table made_apart(const TableKind& kind) const {
    TableWorld apart = world_;
    apart.cited = nullptr;
    return kind.make(apart);
  }

  bool fits_on_a_page(std::size_t rows) const {
    return world_.style.most_rows == 0 || rows <= world_.style.most_rows;
  }

  /// As many as it takes to know that the table has one, and whether they fit on a page.
  std::size_t rows_of(std::string_view name) {
    const TableKind* kind = find_table_kind(name);
    if (kind == nullptr || (name == "flow" && made_.figure("flow") == nullptr)) return 0;
    Table table = made_apart(*kind);
    std::size_t rows = 0;
    TableRow row;
    while (rows <= world_.style.most_rows && table.next(row)) rows += row.heading.empty() ? 1U : 0U;
    if (rows > 0) return rows;
    table.finish(table);
    made_.left_out.emplace_back(kind->title, table.footnotes.empty() ? "" : table.footnotes.back());
    return 0;
  }

  /// Without searches and without counts of stages there is nothing that flowed.
  bool has_flow() {
    const model::Details& details = *world_.details;
    if (!details.searches().empty() || !details.entries(model::EntryList::flow).empty())
      return true;
    made_.left_out.emplace_back(find_figure_kind("flow")->title,
                                how_to_bring_in(model::EntryList::flow));
    return false;
  }

  bool is_worth_drawing(std::string_view name) {
    if (name == "theory") return world_.snapshot->configurations.size() != 0;
    if (name == "flow") return has_flow();
    if (name != "theory-evolution") return true;
    const auto lines = programme_theories(world_.details->theories());
    return std::any_of(lines.begin(), lines.end(),
                       [](const TheoryLine& line) { return line.versions.size() > 1; });
  }

  /// "supplement-s3-criteria"
  static std::string stem(const std::string& label, std::string_view name) {
    std::string text = label + "-" + std::string(name);
    for (char& c : text)
      c = c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  }

  /// "-buy-in-and-trust": letters and digits of ASCII, so that any file system takes it.
  static std::string file_words(std::string_view label) {
    constexpr std::size_t longest = 40;
    std::string text;
    for (const char c : label.substr(0, longest)) {
      const auto byte = static_cast<unsigned char>(c);
      if (byte < 0x80 && std::isalnum(byte) != 0)
        text += static_cast<char>(std::tolower(byte));
      else if (!text.empty() && text.back() != '-')
        text += '-';
    }
    while (text.ends_with('-')) text.pop_back();
    return text.empty() ? "" : "-" + text;
  }

  void add_table(std::string_view name, const std::string& word, int number) {
    Exhibit exhibit;
    exhibit.table = find_table_kind(name);
    exhibit.label = word + std::to_string(number);
    exhibit.title = made_apart(*exhibit.table).title;
    exhibit.stem = stem(exhibit.label, name);
    made_.exhibits.push_back(std::move(exhibit));
  }

  void add_figure(std::string_view name, const std::string& word, int number) {
    Exhibit exhibit;
    exhibit.figure = find_figure_kind(name);
    exhibit.label = word + std::to_string(number);
    exhibit.title = exhibit.figure->title;
    exhibit.stem = stem(exhibit.label, name);
    made_.exhibits.push_back(std::move(exhibit));
  }

  /// Where the theory had to be gathered each theme at the top that has configurations, whole.
  std::vector<model::ThemeId> themes_to_draw() const {
    const model::Snapshot& snapshot = *world_.snapshot;
    FigureWorld world{world_.snapshot, world_.details};
    if (made_.figure("theory") == nullptr || !find_figure_kind("theory")->make(world).is_gathered)
      return {};
    std::vector<bool> is_used(snapshot.themes.size(), false);
    for (std::size_t i = 0; i < snapshot.configurations.size(); ++i) {
      model::ThemeId theme = snapshot.configurations.facts()[i].theme;
      for (std::size_t step = 0; theme.is_set() && step < is_used.size(); ++step) {
        is_used[theme.index()] = true;
        theme = snapshot.themes[theme.index()].parent;
      }
    }
    std::vector<model::ThemeId> chosen;
    for (std::size_t i = 0; i < is_used.size(); ++i) {
      if (is_used[i] && !snapshot.themes[i].parent.is_set()) chosen.emplace_back(i);
    }
    return chosen;
  }

  void add_theme(model::ThemeId theme, int number) {
    add_figure("theory", world_.style.supplement, number);
    Exhibit& exhibit = made_.exhibits.back();
    exhibit.theme = theme;
    FigureWorld world{world_.snapshot, world_.details};
    world.theme = theme;
    exhibit.is_gathered = exhibit.figure->make(world).is_gathered;
    const std::string& label = world_.snapshot->themes[theme.index()].label;
    exhibit.title += ": " + label;
    exhibit.stem += file_words(label);
  }

  const TableWorld& world_;
  Manuscript made_;
};

/// Puts a change between the table and who pulls its rows.
void change_rows(Table& table, std::function<void(TableRow&)> change) {
  table.next = [next = std::move(table.next), change = std::move(change)](TableRow& row) {
    if (!next(row)) return false;
    change(row);
    return true;
  };
}

void change_notes(Table& table, std::function<void(std::vector<std::string>&)> change) {
  table.finish = [finish = std::move(table.finish), change = std::move(change)](Table& finished) {
    finish(finished);
    change(finished.footnotes);
  };
}

/// The manuscript has one list; a link into the same file would lead nowhere.
void without_list(Table& table) {
  change_rows(table, [](TableRow& row) {
    for (Cell& cell : row.cells) {
      for (Line& line : cell.lines) {
        for (Run& run : line) run.reference = 0;
      }
    }
  });
  table.finish = [finish = std::move(table.finish)](Table& finished) {
    finish(finished);
    finished.references.clear();
    for (std::string& note : finished.footnotes) {
      if (note == note_on_sources) note = "Numbers lead to the list of references of the paper.";
    }
  };
}

struct Lead {
  std::string_view from;
  std::string_view to;
  const char* words;
};

// What a reader of one table wants next.
constexpr Lead leads[] = {
    {"narrative", "evidence", "The passages and sources behind each configuration: "},
    {"cmoc", "evidence", "The passages behind each configuration: "},
    {"programme-theory", "narrative", "The configurations: "},
    {"programme-theory", "theory-evolution", "How each statement changed, and why: "},
    {"theory-evolution", "narrative", "The configurations: "},
    {"characteristics", "appraisal", "The appraisal with its reasons: "},
    {"appraisal", "appraisal-levels", "What each level means: "},
};

void lead_on(Table& table, const Manuscript& manuscript, std::string_view kind) {
  for (const Lead& lead : leads) {
    if (lead.from != kind) continue;
    const Exhibit* to = manuscript.table(lead.to);
    if (to == nullptr) continue;
    change_notes(table, [note = lead.words + to->label + "."](std::vector<std::string>& notes) {
      notes.push_back(note);
    });
  }
}

/// Where the manuscript shows something on an item of the checklist.
std::string shown_on(const Manuscript& manuscript, std::string_view item) {
  struct Place {
    std::string_view item;
    std::string_view table;
    std::string_view figure;
  };
  constexpr Place places[] = {{"8", "flow", ""},
                              {"9", "criteria", ""},
                              {"9", "appraisal", ""},
                              {"10", "codebook", ""},
                              {"11", "steps", ""},
                              {"12", "", "flow"},
                              {"13", "characteristics", ""},
                              {"14", "narrative", ""},
                              {"14", "programme-theory", ""},
                              {"14", "", "theory"},
                              {"17", "theories", ""}};
  std::vector<std::string> labels;
  for (const Place& place : places) {
    if (place.item != item) continue;
    const Exhibit* found =
        place.table.empty() ? manuscript.figure(place.figure) : manuscript.table(place.table);
    if (found != nullptr) labels.push_back(found->label);
  }
  return base::join(labels, ", ");
}

/// The checklist names the exhibits that show an item where the reviewers have not said a page.
void fill_checklist(Table& table, const Manuscript& manuscript) {
  change_rows(table, [&manuscript](TableRow& row) {
    constexpr std::size_t reported_on = 3;
    const std::string shown = shown_on(manuscript, row.id);
    if (shown.empty() || row.cells.size() <= reported_on) return;
    Cell& cell = row.cells[reported_on];
    const bool is_missing =
        !cell.witness.why_none.empty() && cell.witness.why_none.starts_with("no page");
    if (is_missing) {
      cell = text_cell(shown, {{}, {}, {}, "exhibits of the manuscript"});
    } else {
      cell.lines.back().push_back(plain("; " + shown));
    }
  });
  change_notes(table, [](std::vector<std::string>& notes) {
    std::erase_if(notes, [](const std::string& note) {
      return note.find("no page yet") != std::string::npos;
    });
    notes.emplace_back(
        "Where no page was stated, the exhibits that show the item stand in its place.");
  });
}

/// Of numbers that follow each other: "Supplement S19 to Supplement S26".
std::string listed(const std::vector<const Exhibit*>& exhibits) {
  if (exhibits.size() > 2 &&
      exhibits.back() - exhibits.front() + 1 == static_cast<std::ptrdiff_t>(exhibits.size()))
    return exhibits.front()->label + " to " + exhibits.back()->label;
  std::vector<std::string> labels;
  for (const Exhibit* each : exhibits) labels.push_back(each->label);
  return base::join(labels, ", ");
}

std::int64_t without_theme(const model::Snapshot& snapshot) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < snapshot.configurations.size(); ++i)
    count += snapshot.configurations.facts()[i].theme.is_set() ? 0 : 1;
  return count;
}

/// "; its themes: whole in …, gathered in …; 3 configurations have no theme and stand in none of
/// them"
std::string leads_to_themes(const Manuscript& manuscript, const Exhibit& exhibit,
                            const model::Snapshot& snapshot) {
  std::vector<const Exhibit*> whole;
  std::vector<const Exhibit*> gathered;
  for (const Exhibit& each : manuscript.exhibits) {
    if (each.figure == exhibit.figure && each.theme.is_set())
      (each.is_gathered ? gathered : whole).push_back(&each);
  }
  if (whole.empty() && gathered.empty()) return {};
  std::string words = "; its themes";
  if (!whole.empty()) words += (gathered.empty() ? ", each whole: " : ", whole: ") + listed(whole);
  if (!gathered.empty())
    words += (whole.empty() ? ", gathered too: " : "; gathered too: ") + listed(gathered);
  const std::int64_t others = without_theme(snapshot);
  if (others > 0)
    words += "; " +
             count_of(others, "configuration has no theme and stands",
                      "configurations have no theme and stand") +
             " in none of these";
  return words;
}

}  // namespace

const Exhibit* Manuscript::table(std::string_view kind) const {
  const auto found = std::find_if(exhibits.begin(), exhibits.end(), [&](const Exhibit& each) {
    return each.table != nullptr && each.table->name == kind;
  });
  return found == exhibits.end() ? nullptr : &*found;
}

const Exhibit* Manuscript::figure(std::string_view kind) const {
  const auto found = std::find_if(exhibits.begin(), exhibits.end(), [&](const Exhibit& each) {
    return each.figure != nullptr && each.figure->name == kind && !each.theme.is_set();
  });
  return found == exhibits.end() ? nullptr : &*found;
}

Manuscript plan_manuscript(const TableWorld& world) { return Planner(world).plan(); }

Table manuscript_table(const Manuscript& manuscript, const Exhibit& exhibit,
                       const TableWorld& world) {
  // What a table is sorted by, and which is so narrow that it can be turned, is its own affair.
  TableWorld own = world;
  own.style.sort.clear();
  own.style.is_transposed = false;
  Table table = shaped_table(*exhibit.table, own);
  if (exhibit.table->name == "rameses") fill_checklist(table, manuscript);
  table.label = exhibit.label;
  without_list(table);
  lead_on(table, manuscript, exhibit.table->name);
  return table;
}

Figure manuscript_figure(const Manuscript& manuscript, const Exhibit& exhibit,
                         const TableWorld& world) {
  FigureWorld figures{world.snapshot, world.details};
  figures.theme = exhibit.theme;
  figures.name_of = [citations = std::make_shared<Citations>(world)](model::DocumentId id) {
    return citations->named(id);
  };
  Figure figure = exhibit.figure->make(figures);
  if (figure.is_gathered && !exhibit.theme.is_set())
    figure.caption += leads_to_themes(manuscript, exhibit, *world.snapshot);
  return figure;
}

}  // namespace retroduce::reports
