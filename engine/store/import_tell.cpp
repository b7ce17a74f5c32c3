#include "store/import_tell.h"

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "store/coded_apart.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t most_named = 10;

/// The first of the list, and how many more there are.
std::vector<std::string> first_of(std::vector<std::string> all, std::size_t count) {
  if (all.size() > most_named) all.resize(most_named);
  if (count > all.size())
    all.push_back("and " + base::grouped(static_cast<std::int64_t>(count - all.size())) + " more");
  return all;
}

std::int64_t counted(const std::vector<std::string>& all) {
  return static_cast<std::int64_t>(all.size());
}

/// Of the extracts that the tool's file brought for that document, those that have a number for a
/// page: what came from a sheet beside it is counted as the sheet does.
std::int64_t count_pages_as_here(ImportState& state, std::int64_t document, std::int64_t step) {
  Query query(state.connection.prepared(
      "UPDATE extract SET page = CAST(CAST(page AS INTEGER) - ?1 AS TEXT) WHERE document = ?2 AND "
      "id > ?3 AND id IN (SELECT CAST(about_key AS INTEGER) FROM foreign_part WHERE about = "
      "'extract') AND page GLOB '[0-9]*' AND page NOT GLOB '*[^0-9]*' AND CAST(page AS INTEGER) >= "
      "?1"));
  query.bind({Cell{step}, Cell{document}, Cell{state.last_extract_before}});
  return query.run();
}

/// Who codes apart from others learns nothing of what these coded, by row of document and coder.
std::set<std::pair<std::int64_t, std::int64_t>> hidden_work(ImportState& state) {
  std::set<std::pair<std::int64_t, std::int64_t>> hidden;
  const Blind blind = coded_apart(state.connection, state.options.by.by);
  Things& things = state.alterations.things();
  for (const CodedApart& each : blind.documents)
    for (const std::string& other : each.others)
      hidden.emplace(things.row_of(ThingKind::document, each.id).value_or(0),
                     things.row_of(ThingKind::coder, other).value_or(0));
  return hidden;
}

/// Extract, concept, role and coder as the batch counts them, for a search in what came.
using CodingRow = std::array<std::uint32_t, 4>;

std::string said(ImportState& state, const CodingRow& coding, std::string_view role) {
  Query query(state.connection.prepared(
      "SELECT d.key, t.quote, k.label, p.label FROM extract e JOIN document d ON d.id = e.document "
      "JOIN extract_text t ON t.extract = e.id JOIN concept k ON k.id = ?2 JOIN coder p ON p.id = "
      "?3 WHERE e.id = ?1 ORDER BY e.id"));
  query.bind({Cell{std::int64_t{coding[0]}}, Cell{std::int64_t{coding[1]}},
              Cell{std::int64_t{coding[3]}}});
  if (!query.next()) return {};
  return query.text(0) + ": " + in_quotes(query.view(1)) + " as " +
         (role.empty() ? "" : std::string(role) + " ") + in_quotes(query.view(2)) + " by " +
         in_quotes(query.view(3));
}

/// Another tool's project is a state of the coding, not an addition to it; but nothing goes from
/// here because it is not there.
void tell_missing_codings(ImportState& state) {
  const std::set<CodingRow> came(state.rows.codings.begin(), state.rows.codings.end());
  const std::set<std::int64_t> documents(state.rows.documents.begin(), state.rows.documents.end());
  std::set<std::array<std::uint32_t, 3>> in_some_role;  // in which it came is told by itself
  for (const CodingRow& each : came) in_some_role.insert({each[0], each[1], each[3]});
  const auto hidden = hidden_work(state);
  std::vector<std::pair<CodingRow, std::string>> first;
  std::size_t count = 0;
  {
    Query query(state.connection.prepared(
        "SELECT c.extract, c.concept, c.role, c.coder, e.document FROM coding c JOIN extract e ON "
        "e.id = c.extract ORDER BY 1, 2, 3, 4"));
    while (query.next()) {
      if (documents.count(query.number(4)) == 0) continue;
      const auto role = model::from_word<model::Role>(query.view(2));
      const auto number = [&query](int column) {
        return static_cast<std::uint32_t>(query.number(column));
      };
      const CodingRow row = {number(0), number(1), role ? static_cast<std::uint32_t>(*role) + 1 : 0,
                             number(3)};
      if (in_some_role.count({row[0], row[1], row[3]}) != 0 ||
          hidden.count({query.number(4), query.number(3)}) != 0)
        continue;
      if (++count <= most_named) first.emplace_back(row, query.text(2));
    }
  }
  if (count == 0) return;
  std::vector<std::string> named;
  for (const auto& [row, role] : first) named.push_back(said(state, row, role));
  state.say(base::Severity::note, "import.not-in-file",
            base::count_of(static_cast<std::int64_t>(count), "coding of these texts is",
                           "codings of these texts are") +
                " in the review and not in the file; nothing was taken out. What was taken out or "
                "changed in the file has to be taken out of the review, too, with retroduce edit "
                "REVIEW 'uncode …'; all "
                "codings of a text: retroduce show REVIEW DOCUMENT",
            0, first_of(std::move(named), count));
}

void tell_moved_concepts(ImportState& state) {
  if (state.moved_concepts.empty() || (!state.is_of_tool && !state.is_tree_other)) return;
  const std::size_t count = state.moved_concepts.size();
  state.say(
      base::Severity::note, "import.parents-kept",
      base::count_of(static_cast<std::int64_t>(count), "concept stands", "concepts stand") +
          " elsewhere in the tree of the file than in the review; nothing was moved. Move them "
          "with retroduce edit REVIEW 'move concept … under …' (or: to top)",
      0, first_of(state.moved_concepts, count));
}

void tell_added_fields(ImportState& state) {
  if (state.fields_added.empty()) return;
  state.say(base::Severity::note, "import.fields-added",
            base::count_of(counted(state.fields_added), "value was", "values were") +
                " given to documents that were in the review and had none of that name",
            0, first_of(state.fields_added, state.fields_added.size()));
}

/// By number alone: some of it may be hidden from who imports.
void tell_came_again(ImportState& state) {
  const auto came = static_cast<std::int64_t>(state.alterations.came_again().size());
  if (came == 0) return;
  state.say(base::Severity::note, "import.came-again",
            base::count_of(came, "thing", "things") +
                " of this review's own history that had been taken out here came in again; a copy "
                "of this review is better joined with retroduce merge, which keeps out what was "
                "taken out (this import is taken back with retroduce undo)",
            0);
}

}  // namespace

void settle_pages(ImportState& state) {
  if (state.page_steps.empty()) return;
  const ImportState::PageStep& first = state.page_steps.front();
  const bool all_so =
      state.pages_met == 0 &&
      std::all_of(state.page_steps.begin(), state.page_steps.end(),
                  [&](const ImportState::PageStep& each) { return each.step == first.step; });
  if (!all_so) {
    for (const ImportState::PageStep& each : state.page_steps) {
      ImportState::Settled settled;
      settled.differences.push_back(each.page);
      state.refuse_difference(Kind::extract, settled, each.line, each.quote);
    }
    return;
  }
  std::set<std::int64_t> compared;
  for (const ImportState::PageStep& each : state.page_steps) compared.insert(each.document);
  std::int64_t fitted = 0;
  for (const std::int64_t document : compared)
    fitted += count_pages_as_here(state, document, first.step);
  state.say(
      base::Severity::note, "import.pages-from-other-number",
      base::count_of(static_cast<std::int64_t>(state.page_steps.size()), "extract stands",
                     "extracts stand") +
          " one page " + (first.step > 0 ? "further on" : "before") +
          " in the file, and none on the same as in the review, as where two programs count pages "
          "from 0 and from 1; the pages of the review stay (" +
          first.quote + ": in the file " + first.page.here + ", in the review " + first.page.there +
          ")" +
          (fitted == 0 ? ""
                       : ", and " + base::count_of(fitted, "new extract was", "new extracts were") +
                             " counted as in the review"),
      first.line);
}

void tell_state_there(ImportState& state) {
  if (state.found.refused()) return;  // what did not come in may be what is missed
  if (state.is_of_tool) tell_missing_codings(state);
  tell_moved_concepts(state);
  tell_added_fields(state);
  tell_came_again(state);
}

}  // namespace retroduce::store
