// The RAMESES reporting checklist (Wong et al., BMC Medicine 2013;11:21): its nineteen items in our
// words, where the review reports on them, and what the review file itself holds.
#include <array>

#include "base/text.h"
#include "model/entry_lists.h"
#include "reports/cells.h"
#include "reports/made_rows.h"
#include "reports/numbers.h"
#include "reports/registry.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

using model::EntryList;

struct Item {
  const char* section;
  const char* name;
};

constexpr std::array<Item, 19> items{{
    {"Title", "The title names the document as a realist synthesis or review"},
    {"Abstract",
     "The abstract tells background, question, search, selection, appraisal, analysis, "
     "synthesis, results and implications"},
    {"Introduction", "Rationale for the review"},
    {"Introduction", "Objectives, questions and focus of the review"},
    {"Methods", "Changes in the review process"},
    {"Methods", "Rationale for using realist synthesis"},
    {"Methods", "Scoping the literature"},
    {"Methods", "Searching processes"},
    {"Methods", "Selection and appraisal of documents"},
    {"Methods", "Data extraction"},
    {"Methods", "Analysis and synthesis processes"},
    {"Results", "Document flow diagram"},
    {"Results", "Document characteristics"},
    {"Results", "Main findings, with a focus on theory building and testing"},
    {"Discussion", "Summary of findings"},
    {"Discussion", "Strengths, limitations and future research directions"},
    {"Discussion", "Comparison with existing literature"},
    {"Discussion", "Conclusion and recommendations"},
    {"Discussion", "Funding, role of the funder and conflicts of interest"},
}};

class ChecklistMaker {
 public:
  explicit ChecklistMaker(MadeRows& made)
      : made_(made),
        snapshot_(*made.world.snapshot),
        entries_(made.world.details->entries(EntryList::rameses)) {}

  void make() {
    std::int64_t missing = 0;
    for (std::size_t i = 0; i < items.size(); ++i) missing += row(i + 1) ? 0 : 1;
    made_.notes.emplace_back(
        "RAMESES publication standards for realist syntheses (Wong G, et al. BMC Med. 2013;11:21); "
        "the items are in our words.");
    if (missing > 0)
      made_.notes.push_back(count_of(missing, "item has", "items have") +
                            " no page yet. Say them with: retroduce import REVIEW rameses.csv, a "
                            "sheet with the columns item (1 to 19), reported on, note.");
  }

 private:
  const model::Entry* entry_of(std::size_t number) const {
    for (const model::Entry& entry : entries_) {
      if (model::value_in(entry, "item") == std::to_string(number)) return &entry;
    }
    return nullptr;
  }

  /// Whether the item says where it is reported.
  bool row(std::size_t number) {
    const Item& item = items[number - 1];
    const model::Entry* entry = entry_of(number);
    const std::string page(entry == nullptr ? "" : model::value_in(*entry, "reported on"));
    const std::string note(entry == nullptr ? "" : model::value_in(*entry, "note"));
    const Witness standard{{}, {}, {}, "an item of the standard"};
    const Witness stated{{}, {}, {}, "stated by the reviewers"};
    Cell number_cell = text_cell(std::to_string(number), standard);
    number_cell.number = static_cast<std::int64_t>(number);
    made_.add(std::to_string(number)) = {
        std::move(number_cell), text_cell(item.section, standard), text_cell(item.name, standard),
        page.empty() ? missing_cell("no page was stated for the item", {}, "missing")
                     : text_cell(page, stated),
        note_cell(number, note)};
    return !page.empty();
  }

  Cell note_cell(std::size_t number, const std::string& note) const {
    Cell cell{{}, {}, {{}, {}, {}, "counted from the review"}};
    if (!note.empty()) cell.lines.push_back({plain(note)});
    const std::string held = held_on(number);
    if (!held.empty()) cell.lines.push_back({muted("In the review file: " + held)});
    if (!cell.lines.empty()) return cell;
    return missing_cell("the review file says nothing of the item", {}, "none");
  }

  std::string count(EntryList list, const char* one, const char* many) const {
    const auto size = static_cast<std::int64_t>(made_.world.details->entries(list).size());
    return size == 0 ? std::string() : count_of(size, one, many);
  }

  static std::string counted(std::size_t size, const char* one, const char* many) {
    return size == 0 ? std::string() : count_of(static_cast<std::int64_t>(size), one, many);
  }

  static std::string both(std::string first, const std::string& second) {
    if (!first.empty() && !second.empty()) first += "; ";
    return first + second;
  }

  /// What of the review bears on the item, in words; empty where nothing does.
  std::string held_on(std::size_t number) const {
    const model::Details& details = *made_.world.details;
    switch (number) {
      case 1:
        return snapshot_.title.empty() ? "" : "the title \u201c" + snapshot_.title + "\u201d";
      case 4:
        return counted(snapshot_.questions.size(), "question", "questions");
      case 8:
        return counted(details.searches().size(), "search", "searches");
      case 9:
        return both(count(EntryList::criteria, "criterion", "criteria"),
                    counted(details.appraisals().size(), "appraisal", "appraisals"));
      case 10:
        return snapshot_.extract_count == 0
                   ? ""
                   : counted(snapshot_.extract_count, "extract", "extracts") + ", " +
                         count_of(static_cast<std::int64_t>(snapshot_.coding_count), "coding",
                                  "codings");
      case 11:
        return count(EntryList::steps, "step", "steps");
      case 12:
        return count(EntryList::flow, "count", "counts");
      case 13:
        return counted(snapshot_.documents.size(), "document", "documents");
      case 14: {
        const std::size_t lines = programme_theories(details.theories()).size();
        return both(counted(snapshot_.configurations.size(), "configuration", "configurations"),
                    counted(lines, "programme theory", "programme theories"));
      }
      case 17: {
        std::size_t substantive = 0;
        for (const model::Theory& theory : details.theories().theories)
          substantive += theory.kind == model::TheoryKind::substantive ? 1 : 0;
        return counted(substantive, "substantive theory", "substantive theories");
      }
      default:
        return {};
    }
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::vector<model::Entry> entries_;
};

Table make_rameses(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"rameses",
                             "RAMESES reporting checklist",
                             {{"No.", "no", 0.5, true},
                              {"Section", "section", 1.1},
                              {"Item", "item", 3.5},
                              {"Reported on page / section", "reported_on", 1.4},
                              {"Note", "note", 2.6}}},
                            [](MadeRows& made) { ChecklistMaker(made).make(); });
}

}  // namespace

const TableKind table_rameses{"rameses", "RAMESES reporting checklist",
                              "The nineteen items, where the review reports on each, and what the "
                              "review file holds on it.",
                              make_rameses};

}  // namespace retroduce::reports
