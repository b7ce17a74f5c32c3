#include "store/claim_words.h"

#include <algorithm>
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
constexpr std::string_view extract_sql =
    "SELECT e.document, e.span_begin, e.span_end, e.page, e.paraphrase, t.quote, t.translation "
    "FROM extract e JOIN extract_text t ON t.extract = e.id WHERE e.id = ? ORDER BY e.id";

/// Rows between two that are asked for are stepped over, where that is less work than to look the
/// second one up.
constexpr std::int64_t widest_gap = 8;

/// What a statement holds is let go when this goes out of scope.
struct Reset {
  RawRows& rows;
  ~Reset() { rows.reset(); }
};

/// Visits the rows of all that are asked for (ascending), by a statement over a range whose first
/// column is what the range is of.
template <typename Asked, typename Take>
void each_row(RawRows& rows, std::span<const Asked> asked, const Take& take) {
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
      if (at < size && asked[at].row == row) take(asked[at].place);
    }
    asked = asked.subspan(size);
  }
}

}  // namespace

ClaimWords::ClaimWords(Connection& connection, const LoadedSnapshot& loaded)
    : loaded_(loaded),
      words_(connection.database().getHandle(), words_sql),
      wordings_(connection.database().getHandle(), wordings_sql),
      notes_(connection.database().getHandle(), notes_sql),
      extracts_(connection.database().getHandle(), extract_sql) {}

std::vector<ClaimWords::Asked> ClaimWords::in_order_of_file(
    std::span<const ConfigurationId> ids) const {
  std::vector<Asked> asked;
  asked.reserve(ids.size());
  for (std::size_t i = 0; i < ids.size(); ++i)
    asked.push_back({loaded_.snapshot->configurations.facts()[ids[i].index()].key, i});
  std::sort(asked.begin(), asked.end(),
            [](const Asked& a, const Asked& b) { return a.row < b.row; });
  return asked;
}

std::vector<ConfigurationDetail> ClaimWords::configurations(std::span<const ConfigurationId> ids) {
  const std::vector<Asked> asked = in_order_of_file(ids);
  std::vector<ConfigurationDetail> found(ids.size());
  each_row(words_, std::span(asked), [&](std::size_t place) {
    found[place].title = words_.text(1);
    found[place].statement = words_.text(2);
    found[place].note = words_.text(3);
  });
  each_row(wordings_, std::span(asked),
           [&](std::size_t place) { found[place].wordings.emplace_back(wordings_.text(1)); });
  return found;
}

ExtractDetail ClaimWords::extract(ExtractKey key) {
  ExtractDetail detail;
  detail.key = key;
  const Reset at_the_end{extracts_};
  extracts_.bind(1, key);
  if (!extracts_.next()) return detail;
  detail.document = DocumentId(loaded_.documents.at(extracts_.number(0)));
  if (!extracts_.is_null(1)) detail.span = base::TextSpan{extracts_.number(1), extracts_.number(2)};
  detail.page = extracts_.text(3);
  detail.is_paraphrase = extracts_.number(4) != 0;
  detail.quote = extracts_.text(5);
  detail.translation = extracts_.text(6);
  return detail;
}

std::vector<std::vector<EvidenceDetail>> ClaimWords::evidence(
    std::span<const ConfigurationId> ids) {
  struct Wanted {
    std::uint32_t extract;
    std::uint32_t configuration;
    std::uint32_t place;
  };
  std::vector<std::vector<EvidenceDetail>> found(ids.size());
  std::vector<Wanted> wanted;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    for (const SnapshotEvidence& each : loaded_.snapshot->evidence_of(ids[i])) {
      wanted.push_back({each.extract, static_cast<std::uint32_t>(i),
                        static_cast<std::uint32_t>(found[i].size())});
      found[i].push_back({each, {}, {}});
    }
  }
  std::stable_sort(wanted.begin(), wanted.end(),
                   [](const Wanted& a, const Wanted& b) { return a.extract < b.extract; });
  const ExtractDetail* last = nullptr;
  for (const Wanted& each : wanted) {
    ExtractDetail& to = found[each.configuration][each.place].extract;
    to = last != nullptr && last->key == each.extract ? *last : extract(each.extract);
    last = &to;
  }
  add_notes(ids, found);
  return found;
}

void ClaimWords::add_notes(std::span<const ConfigurationId> ids,
                           std::vector<std::vector<EvidenceDetail>>& evidence) {
  const std::vector<Asked> asked = in_order_of_file(ids);
  each_row(notes_, std::span(asked), [&](std::size_t configuration) {
    const std::int64_t place = notes_.number(1);
    const std::int64_t extract = notes_.number(2);
    auto& among = evidence[configuration];
    const auto noted = std::find_if(among.begin(), among.end(), [&](const EvidenceDetail& each) {
      return each.extract.key == extract &&
             each.evidence.element == (place == 0 ? SnapshotEvidence::whole : place - 1);
    });
    if (noted != among.end()) noted->note = notes_.text(3);
  });
}

}  // namespace retroduce::store
