#include "store/claim_words.h"

#include <algorithm>
#include <utility>

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::string_view words_sql =
    "SELECT title, statement, note FROM configuration WHERE id = ? ORDER BY id";
constexpr std::string_view wordings_sql =
    "SELECT wording FROM element WHERE configuration = ? ORDER BY place";
constexpr std::string_view notes_sql =
    "SELECT element, extract, note FROM evidence WHERE configuration = ? AND note <> '' "
    "ORDER BY element, extract";
constexpr std::string_view extract_sql =
    "SELECT e.document, e.span_begin, e.span_end, e.page, e.paraphrase, t.quote, t.translation "
    "FROM extract e JOIN extract_text t ON t.extract = e.id WHERE e.id = ? ORDER BY e.id";

/// Begins anew for a key; what a statement holds is let go when it goes out of scope.
class Of {
 public:
  Of(RawRows& rows, std::int64_t key) : rows_(rows) { rows_.bind(1, key); }
  ~Of() { rows_.reset(); }
  Of(const Of&) = delete;
  Of& operator=(const Of&) = delete;
  Of(Of&&) = delete;
  Of& operator=(Of&&) = delete;
  RawRows* operator->() const { return &rows_; }

 private:
  RawRows& rows_;
};

}  // namespace

ClaimWords::ClaimWords(Connection& connection, const LoadedSnapshot& loaded)
    : loaded_(loaded),
      words_(connection.database().getHandle(), words_sql),
      wordings_(connection.database().getHandle(), wordings_sql),
      notes_(connection.database().getHandle(), notes_sql),
      extracts_(connection.database().getHandle(), extract_sql) {}

ConfigurationDetail ClaimWords::configuration(ConfigurationId id) {
  const std::int64_t key = loaded_.snapshot->configurations.facts()[id.index()].key;
  ConfigurationDetail detail;
  if (const Of row(words_, key); row->next()) {
    detail.title = row->text(0);
    detail.statement = row->text(1);
    detail.note = row->text(2);
  }
  const Of row(wordings_, key);
  while (row->next()) detail.wordings.emplace_back(row->text(0));
  return detail;
}

ExtractDetail ClaimWords::extract(ExtractKey key) {
  ExtractDetail detail;
  detail.key = key;
  const Of row(extracts_, key);
  if (!row->next()) return detail;
  detail.document = DocumentId(loaded_.documents.at(row->number(0)));
  if (!row->is_null(1)) detail.span = base::TextSpan{row->number(1), row->number(2)};
  detail.page = row->text(3);
  detail.is_paraphrase = row->number(4) != 0;
  detail.quote = row->text(5);
  detail.translation = row->text(6);
  return detail;
}

std::vector<EvidenceDetail> ClaimWords::evidence(ConfigurationId id) {
  std::vector<EvidenceDetail> found;
  for (const SnapshotEvidence& each : loaded_.snapshot->evidence_of(id)) {
    // An extract may bear on several elements; its pieces of evidence are neighbours.
    const bool is_same = !found.empty() && found.back().extract.key == each.extract;
    ExtractDetail words = is_same ? found.back().extract : extract(each.extract);
    found.push_back({each, std::move(words), {}});
  }
  add_notes(id, found);
  return found;
}

std::vector<std::vector<EvidenceDetail>> ClaimWords::evidence_of_all(
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
  for (std::size_t i = 0; i < ids.size(); ++i) add_notes(ids[i], found[i]);
  return found;
}

void ClaimWords::add_notes(ConfigurationId id, std::vector<EvidenceDetail>& evidence) {
  const Of row(notes_, loaded_.snapshot->configurations.facts()[id.index()].key);
  while (row->next()) {
    const std::int64_t place = row->number(0);
    const std::int64_t extract = row->number(1);
    const auto noted =
        std::find_if(evidence.begin(), evidence.end(), [&](const EvidenceDetail& each) {
          return each.extract.key == extract &&
                 each.evidence.element == (place == 0 ? SnapshotEvidence::whole : place - 1);
        });
    if (noted != evidence.end()) noted->note = row->text(2);
  }
}

}  // namespace retroduce::store
