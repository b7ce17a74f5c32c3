// How many records, documents and studies there were at each stage. What the review itself knows
// (searches, documents, studies) is counted from it; the rest is as the reviewers state it.
#include "reports/cells.h"
#include "reports/entry_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

using model::EntryList;

class FlowMaker {
 public:
  explicit FlowMaker(MadeRows& made) : made_(made), snapshot_(*made.world.snapshot) {}

  void make() {
    searches();
    for (const model::Entry& entry : made_.world.details->entries(EntryList::flow)) stated(entry);
    included();
    made_.notes.push_back(
        std::string(made_.world.details->searches().empty()
                        ? "What is included over all rounds is"
                        : "The records of searches and what is included over all rounds are") +
        " counted from the review itself; all other numbers are as the reviewers state them.");
    for (const std::string& note : notes_on_included(snapshot_, *made_.world.details))
      made_.notes.push_back("Not the same: " + note + ".");
    if (!has_stated_) made_.notes.push_back(how_to_bring_in(EntryList::flow));
  }

 private:
  Witness counted() const { return {{}, {}, {}, "counted from the records of the review"}; }

  static Cell text(const std::string& words, const Witness& witness, const char* why_none) {
    return words.empty() ? missing_cell(why_none, {}) : text_cell(words, witness);
  }

  static Cell number(std::int64_t value, const Witness& witness) {
    Cell cell = text_cell(std::to_string(value), witness);
    cell.number = value;
    return cell;
  }

  static Cell none(const char* why) { return missing_cell(why, {}, "\u2013"); }

  void searches() {
    for (const model::SearchDetail& one : made_.world.details->searches()) {
      std::string source = one.database;
      if (!one.searched.empty()) source += (source.empty() ? "" : ", ") + one.searched;
      made_.add("found " + one.search + " " + source) = {
          text_cell("records found", counted()),
          text(one.search, counted(), "the import did not say the round"),
          text(source, counted(), "the import did not say the database"),
          text_cell("records", counted()),
          number(one.records, counted()),
          number(one.records - one.new_documents, counted()),
          one.records == one.new_documents
              ? none("every record was of a document that nothing had brought before")
              : text_cell("of a document already found", counted())};
    }
  }

  void stated(const model::Entry& entry) {
    has_stated_ = true;
    std::vector<Cell> cells;
    for (const char* field : {"stage", "round", "source", "counted"})
      cells.push_back(entry_cell(entry, field));
    for (const char* field : {"n", "excluded"}) {
      Cell cell = entry_cell(entry, field);
      const std::string_view value = model::value_in(entry, field);
      if (const auto found = whole_number(value)) cell = number(*found, cell.witness);
      if (value.empty()) cell = none("the entry does not say it");
      cells.push_back(std::move(cell));
    }
    cells.push_back(model::value_in(entry, "reason").empty() ? none("the entry gives no reason")
                                                             : entry_cell(entry, "reason"));
    made_.add(model::label_of(entry)) = std::move(cells);
  }

  void included() {
    const auto row = [&](const char* what, std::size_t count) {
      made_.add(std::string("included ") + what) = {
          text_cell("included", counted()),
          none("over all rounds"),
          none("over all sources"),
          text_cell(what, counted()),
          number(static_cast<std::int64_t>(count), counted()),
          none("nothing is left out here"),
          none("nothing is left out here")};
    };
    row("documents", snapshot_.documents.size());
    row("studies", snapshot_.studies.size());
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  bool has_stated_ = false;
};

Table make_flow(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"flow",
                             "Flow of records, documents and studies",
                             {{"Stage", "stage", 1.8},
                              {"Round", "round", 1},
                              {"Source", "source", 1.8},
                              {"Counted", "counted", 1},
                              {"n", "n", 0.7, true},
                              {"Excluded n", "excluded", 0.9, true},
                              {"Reason", "reason", 2.2}}},
                            [](MadeRows& made) { FlowMaker(made).make(); });
}

}  // namespace

const TableKind table_flow{"flow", "Flow of records, documents and studies",
                           "How many were found, kept and left out at each stage, and why.",
                           make_flow};

}  // namespace retroduce::reports
