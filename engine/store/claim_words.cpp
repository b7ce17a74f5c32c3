#include "store/claim_words.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view words_sql =
    "SELECT id, title, statement, note FROM configuration WHERE id BETWEEN ? AND ? ORDER BY id";
constexpr std::string_view wordings_sql =
    "SELECT configuration, wording FROM element WHERE configuration BETWEEN ? AND ? "
    "ORDER BY configuration, place";
constexpr std::string_view notes_sql =
    "SELECT configuration, element, extract, note FROM evidence "
    "WHERE configuration BETWEEN ? AND ? AND note <> '' "
    "ORDER BY configuration, element, extract";
constexpr std::string_view extracts_sql =
    "SELECT id, document, span_begin, span_end, page, paraphrase FROM extract "
    "WHERE id BETWEEN ? AND ? ORDER BY id";
constexpr std::string_view quotes_sql =
    "SELECT extract, quote, translation FROM extract_text WHERE extract BETWEEN ? AND ? "
    "ORDER BY extract";

/// Rows between two that are asked for are stepped over, where that is less work than to look the
/// second one up.
constexpr std::int64_t widest_gap = 8;

/// What a statement holds is let go when this goes out of scope.
struct Reset {
  RawRows& rows;
  ~Reset() { rows.reset(); }
};

/// What is known of an extract before its quote is read.
void take_facts(RawRows& rows, const LoadedSnapshot& loaded,
                const std::map<std::int64_t, std::string>& doubles, ExtractDetail& detail) {
  detail.document = DocumentId(loaded.documents.at(rows.number(1)));
  detail.span.reset();
  if (!rows.is_null(2)) detail.span = base::TextSpan{rows.number(2), rows.number(3)};
  detail.page = rows.text(4);
  detail.is_paraphrase = rows.number(5) != 0;
  if (doubles.empty() || detail.page.empty()) return;
  const auto own = doubles.find(rows.number(1));
  if (own != doubles.end()) detail.page += " of " + own->second;
}

/// Keys of documents for which another stands, by row: a page of theirs is none of that.
std::map<std::int64_t, std::string> keys_of_doubles(Connection& connection,
                                                    const LoadedSnapshot& loaded) {
  std::map<std::int64_t, std::string> keys;
  Query query(
      connection.prepared("SELECT d.id, d.key FROM document d WHERE d.id IN (SELECT document FROM "
                          "sameness WHERE same = "
                          "1 UNION SELECT other FROM sameness WHERE same = 1) ORDER BY d.id"));
  while (query.next()) {
    const std::uint32_t number = loaded.documents.at(query.number(0));
    const bool is_other =
        number < loaded.document_rows.size() && loaded.document_rows[number] != query.number(0);
    if (is_other) keys.emplace(query.number(0), query.text(1));
  }
  return keys;
}

void take_quote(RawRows& rows, ExtractDetail& detail) {
  detail.quote = rows.text(1);
  detail.translation = rows.text(2);
}

}  // namespace

ClaimWords::ClaimWords(Connection& connection, const LoadedSnapshot& loaded)
    : loaded_(loaded),
      doubles_(keys_of_doubles(connection, loaded)),
      words_(connection.database().getHandle(), words_sql),
      wordings_(connection.database().getHandle(), wordings_sql),
      notes_(connection.database().getHandle(), notes_sql),
      extracts_(connection.database().getHandle(), extracts_sql),
      quotes_(connection.database().getHandle(), quotes_sql) {}

/// Visits the rows of all that are asked for, by a statement over a range whose first column is
/// what the range is of.
template <typename Take>
void ClaimWords::each_row(RawRows& rows, const Take& take) {
  std::span<const Asked> asked = asked_;
  while (!asked.empty()) {
    std::size_t size = 1;
    while (size < asked.size() && asked[size].row - asked[size - 1].row <= widest_gap) ++size;
    const Reset at_the_end{rows};
    rows.bind(1, asked.front().row);
    rows.bind(2, asked[size - 1].row);
    std::size_t at = 0;
    while (rows.next()) {
      const std::int64_t row = rows.number(0);
      while (at < size && asked[at].row < row) ++at;
      for (std::size_t i = at; i < size && asked[i].row == row; ++i) take(asked[i].place);
    }
    asked = asked.subspan(size);
  }
}

void ClaimWords::put_asked_in_order() {
  std::sort(asked_.begin(), asked_.end(),
            [](const Asked& a, const Asked& b) { return a.row < b.row; });
}

void ClaimWords::ask_for(std::span<const ConfigurationId> ids) {
  asked_.clear();
  for (std::size_t i = 0; i < ids.size(); ++i)
    asked_.push_back({loaded_.snapshot->configurations.facts()[ids[i].index()].key, i});
  put_asked_in_order();
}

void ClaimWords::read_configurations(std::span<const ConfigurationId> ids, ReadClaims& into) {
  ask_for(ids);
  std::vector<ConfigurationDetail>& found = into.configurations_;
  if (found.size() < ids.size()) found.resize(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i) found[i].wordings.clear();
  each_row(words_, [&](std::size_t place) {
    found[place].title = words_.text(1);
    found[place].statement = words_.text(2);
    found[place].note = words_.text(3);
  });
  each_row(wordings_,
           [&](std::size_t place) { found[place].wordings.emplace_back(wordings_.text(1)); });
}

ExtractDetail ClaimWords::extract(ExtractKey key) {
  ExtractDetail detail;
  detail.key = key;
  asked_.assign(1, {key, 0});
  each_row(extracts_, [&](std::size_t) { take_facts(extracts_, loaded_, doubles_, detail); });
  each_row(quotes_, [&](std::size_t) { take_quote(quotes_, detail); });
  return detail;
}

void ClaimWords::read_evidence(std::span<const ConfigurationId> ids, ReadClaims& into) {
  std::vector<EvidenceDetail>& found = into.evidence_;
  asked_.clear();
  into.begins_.assign(1, 0);
  for (const ConfigurationId id : ids) {
    for (const SnapshotEvidence& each : loaded_.snapshot->evidence_of(id)) {
      const std::size_t place = asked_.size();
      if (found.size() == place) found.emplace_back();
      found[place].evidence = each;
      found[place].extract.key = each.extract;
      found[place].note.clear();
      asked_.push_back({each.extract, place});
    }
    into.begins_.push_back(asked_.size());
  }
  put_asked_in_order();
  each_row(extracts_, [&](std::size_t place) {
    take_facts(extracts_, loaded_, doubles_, found[place].extract);
  });
  each_row(quotes_, [&](std::size_t place) { take_quote(quotes_, found[place].extract); });
  add_notes(ids, into);
}

void ClaimWords::add_notes(std::span<const ConfigurationId> ids, ReadClaims& into) {
  ask_for(ids);
  each_row(notes_, [&](std::size_t configuration) {
    const std::int64_t place = notes_.number(1);
    const std::int64_t extract = notes_.number(2);
    const auto begin = into.evidence_.begin();
    const auto end = begin + static_cast<std::ptrdiff_t>(into.begins_[configuration + 1]);
    const auto noted = std::find_if(
        begin + static_cast<std::ptrdiff_t>(into.begins_[configuration]), end,
        [&](const EvidenceDetail& each) {
          return each.extract.key == extract &&
                 each.evidence.element == (place == 0 ? SnapshotEvidence::whole : place - 1);
        });
    if (noted != end) noted->note = notes_.text(3);
  });
}

}  // namespace retroduce::store
