#include "store/details.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "store/document_row.h"
#include "store/errors.h"
#include "store/kept_snapshot.h"
#include "store/raw_rows.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

const std::string document_sql =
    "SELECT " + document_columns + " FROM document WHERE id = ? ORDER BY id";
constexpr std::string_view fields_sql =
    "SELECT name, value FROM document_field WHERE document = ? ORDER BY place";
constexpr std::string_view extract_sql =
    "SELECT e.id, e.document, e.span_begin, e.span_end, e.page, e.paraphrase, t.quote, "
    "t.translation FROM extract e JOIN extract_text t ON t.extract = e.id WHERE e.id = ? "
    "ORDER BY e.id";
constexpr std::string_view notes_sql =
    "SELECT element, extract, note FROM evidence WHERE configuration = ? AND note <> '' "
    "ORDER BY element, extract";
constexpr std::string_view newest_version_sql =
    "SELECT v.id FROM theory_version v JOIN theory t ON t.id = v.theory JOIN change c ON c.id = "
    "v.change "
    "WHERE t.kind = 'programme' ORDER BY c.at DESC, c.id DESC, v.ordinal DESC LIMIT 1";

}  // namespace

Document StoreDetails::document(DocumentId id) const {
  return guarded(path_, [&] {
    const std::int64_t row = loaded_.document_rows.at(id.index());
    Document document;
    {
      Query query(connection_.prepared(document_sql));
      query.bind(1, Cell{row});
      if (!query.next()) return document;
      document = document_in(query);
    }
    Query query(connection_.prepared(fields_sql));
    query.bind(1, Cell{row});
    while (query.next()) document.fields.push_back({query.text(0), query.text(1)});
    return document;
  });
}

ConfigurationDetail StoreDetails::configuration(ConfigurationId id) const {
  return guarded(path_, [&] {
    const std::int64_t row = loaded_.snapshot->configurations[id.index()].key;
    ConfigurationDetail detail;
    {
      Query query(connection_.prepared(
          "SELECT title, statement, note FROM configuration WHERE id = ? ORDER BY id"));
      query.bind(1, Cell{row});
      if (query.next()) {
        detail.title = query.text(0);
        detail.statement = query.text(1);
        detail.note = query.text(2);
      }
    }
    Query query(
        connection_.prepared("SELECT wording FROM element WHERE configuration = ? ORDER BY place"));
    query.bind(1, Cell{row});
    while (query.next()) detail.wordings.push_back(query.text(0));
    return detail;
  });
}

std::vector<EvidenceDetail> StoreDetails::evidence(ConfigurationId id) const {
  return guarded(path_, [&] {
    std::vector<EvidenceDetail> found;
    for (const SnapshotEvidence& each : loaded_.snapshot->evidence_of(id)) {
      // An extract may bear on several elements; its pieces of evidence are neighbours.
      const bool is_same = !found.empty() && found.back().extract.key == each.extract;
      ExtractDetail extract = is_same ? found.back().extract : read_extract(each.extract);
      found.push_back({each, std::move(extract), {}});
    }
    Query query(connection_.prepared(notes_sql));
    query.bind(1, Cell{loaded_.snapshot->configurations[id.index()].key});
    while (query.next()) {
      const std::int64_t place = query.number(0);
      const auto noted = std::find_if(found.begin(), found.end(), [&](const EvidenceDetail& each) {
        return each.extract.key == query.number(1) &&
               each.evidence.element == (place == 0 ? SnapshotEvidence::whole : place - 1);
      });
      if (noted != found.end()) noted->note = query.text(2);
    }
    return found;
  });
}

ConceptDetail StoreDetails::concept_detail(ConceptId id) const {
  return guarded(path_, [&] {
    Query query(
        connection_.prepared("SELECT definition, note FROM concept WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{loaded_.concept_rows.at(id.index())});
    return query.next() ? ConceptDetail{query.text(0), query.text(1)} : ConceptDetail{};
  });
}

ExtractDetail StoreDetails::extract_of(const Query& query) const {
  ExtractDetail detail;
  detail.key = query.number(0);
  detail.document = DocumentId(loaded_.documents.at(query.number(1)));
  if (!query.is_null(2)) detail.span = base::TextSpan{query.number(2), query.number(3)};
  detail.page = query.text(4);
  detail.is_paraphrase = query.flag(5);
  detail.quote = query.text(6);
  detail.translation = query.text(7);
  return detail;
}

ExtractDetail StoreDetails::read_extract(ExtractKey key) const {
  Query query(connection_.prepared(extract_sql));
  query.bind(1, Cell{key});
  return query.next() ? extract_of(query) : ExtractDetail{key, {}, {}, {}, {}, false, {}};
}

ExtractDetail StoreDetails::extract(ExtractKey key) const {
  return guarded(path_, [&] { return read_extract(key); });
}

std::vector<TextHit> StoreDetails::search(const TextQuery& query, std::size_t limit,
                                          std::int64_t& total) const {
  return guarded(path_, [&] { return search_words(connection_, loaded_, query, limit, total); });
}

std::vector<CodingDetail> StoreDetails::codings(ExtractKey key) const {
  return guarded(path_, [&] {
    std::vector<CodingDetail> found;
    Query query(connection_.prepared(
        "SELECT k.concept, k.role, c.label FROM coding k JOIN coder c ON c.id = k.coder "
        "WHERE k.extract = ? ORDER BY k.concept, k.role, c.label"));
    query.bind(1, Cell{key});
    while (query.next()) {
      CodingDetail& coding = found.emplace_back();
      coding.concept_ = ConceptId(loaded_.concepts.at(query.number(0)));
      if (!query.view(1).empty()) coding.role = stored_word<Role>(query.view(1));
      coding.coder = query.text(2);
    }
    std::sort(found.begin(), found.end(), [](const CodingDetail& a, const CodingDetail& b) {
      return std::tie(a.role, a.concept_, a.coder) < std::tie(b.role, b.concept_, b.coder);
    });
    return found;
  });
}

std::vector<ExtractKey> StoreDetails::coded(const CodingFilter& filter) const {
  std::vector<ExtractKey> keys;
  const auto collect = [&](Query& query) {
    while (query.next()) {
      if (filter.role && query.view(1) != to_word(*filter.role)) continue;
      if (!filter.coder.empty() && query.view(2) != filter.coder) continue;
      keys.push_back(query.number(0));
    }
  };
  constexpr std::string_view of_concept_sql =
      "SELECT k.extract, k.role, c.label FROM coding k JOIN coder c ON c.id = k.coder "
      "WHERE k.concept = ? ORDER BY k.extract";
  constexpr std::string_view all_sql =
      "SELECT k.extract, k.role, c.label FROM coding k JOIN coder c ON c.id = k.coder "
      "ORDER BY k.extract";
  for (const ConceptId each : filter.concepts) {
    Query query(connection_.prepared(of_concept_sql));
    query.bind(1, Cell{loaded_.concept_rows.at(each.index())});
    collect(query);
  }
  if (filter.concepts.empty()) {
    Query query(connection_.prepared(all_sql));
    collect(query);
  }
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

void StoreDetails::each_coded(const CodingFilter& filter,
                              const std::function<void(const ExtractDetail&)>& visit) const {
  const auto keys =
      guarded(path_, [&] { return in_reading_order(connection_, loaded_, coded(filter)); });
  for (const auto& [key, document] : keys) visit(extract(key));
}

void StoreDetails::each_extract(
    const std::function<void(ExtractKey, DocumentId, std::span<const ConceptId>, bool)>& visit)
    const {
  if (!extracts_) {
    guarded(path_, [&] {
      extracts_ = kept_extracts(connection_, loaded_);
      if (!extracts_) extracts_ = load_extracts(connection_, loaded_);
    });
  }
  const ExtractList& list = *extracts_;
  for (std::size_t i = 0; i < list.size(); ++i) {
    visit(list.keys[i], list.documents[i], list.concepts_of(i), list.evidence[i] != 0);
  }
}

std::vector<DoubtfulExtract> StoreDetails::doubtful() const {
  return guarded(path_, [&] {
    std::vector<DoubtfulExtract> found;
    Query query(connection_.prepared(
        "SELECT a.extract, e.document, a.doubt FROM anchor a JOIN extract e ON e.id = a.extract "
        "WHERE a.doubt <> '' ORDER BY a.extract"));
    while (query.next())
      found.push_back(
          {query.number(0), DocumentId(loaded_.documents.at(query.number(1))), query.text(2)});
    return found;
  });
}

std::vector<DocumentId> StoreDetails::not_reread() const {
  return guarded(path_, [&] {
    std::vector<DocumentId> unread;
    const std::int64_t newest = connection_.number(newest_version_sql);
    if (newest == 0) return unread;
    std::vector<bool> read(loaded_.document_rows.size(), false);
    Query query(connection_.prepared(
        "SELECT document FROM reading WHERE theory_version = ? ORDER BY document"));
    query.bind(1, Cell{newest});
    while (query.next()) {
      const std::size_t place = loaded_.documents.at(query.number(0));
      if (place < read.size()) read[place] = true;
    }
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (!read[i]) unread.emplace_back(i);
    }
    return unread;
  });
}

std::vector<std::string> StoreDetails::coders() const {
  return guarded(path_, [&] {
    std::vector<std::string> labels;
    Query query(connection_.prepared("SELECT label FROM coder ORDER BY label"));
    while (query.next()) labels.push_back(query.text(0));
    std::sort(labels.begin(), labels.end(), [](const std::string& a, const std::string& b) {
      return base::compare_labels(a, b) < 0;
    });
    return labels;
  });
}

}  // namespace retroduce::store
