#include "store/details.h"

#include <algorithm>
#include <system_error>
#include <tuple>

#include "base/markup.h"
#include "base/text.h"
#include "model/retraction.h"
#include "store/document_row.h"
#include "store/kept_snapshot.h"
#include "store/raw_rows.h"
#include "store/record_rows.h"
#include "store/stored.h"

namespace retroduce::store {

using namespace model;

namespace {

const std::string document_sql =
    "SELECT " + document_columns + " FROM document WHERE id = ? ORDER BY id";
constexpr std::string_view fields_sql =
    "SELECT name, value FROM document_field WHERE document = ? ORDER BY place";
constexpr std::string_view newest_version_sql =
    "SELECT v.id FROM theory_version v JOIN theory t ON t.id = v.theory JOIN change c ON c.id = "
    "v.change "
    "WHERE t.kind = 'programme' ORDER BY c.at DESC, c.by_whom DESC, c.id DESC, v.ordinal DESC "
    "LIMIT 1";

}  // namespace

Document StoreDetails::document(DocumentId id) const {
  return reading([&] {
    const std::int64_t row = loaded_.document_rows.at(id.index());
    Document document;
    {
      Query query(connection_.prepared(document_sql));
      query.bind(1, Cell{row});
      if (!query.next()) return document;
      document = document_in(query);
    }
    const auto told = notices().find(row);
    Query query(connection_.prepared(fields_sql));
    query.bind(1, Cell{row});
    while (query.next()) document.fields.push_back({query.text(0), query.text(1)});
    if (told != notices().end())
      document.fields.insert(document.fields.end(), told->second.begin(), told->second.end());
    const auto described = descriptions().find(row);
    if (described != descriptions().end())
      document.fields.push_back({"description", described->second});
    return document;
  });
}

/// A record that was joined to a document changes nothing of it, but who cites it must know.
const std::map<std::int64_t, std::vector<Field>>& StoreDetails::notices() const {
  if (notices_) return *notices_;
  notices_.emplace();
  Query records(connection_.prepared(
      "SELECT document, digest, format, came FROM source_record WHERE came LIKE '%retract%' OR "
      "came LIKE '%nbib.EIN%' OR came LIKE '%erratum%' ORDER BY id"));
  while (records.next()) {
    SourceRecord record;
    record.digest = records.text(1);
    record.format = records.text(2);
    record.came = records.text(3);
    add_notices((*notices_)[records.number(0)], record);
  }
  for (const auto& [row, standing] : stands_for(connection_)) {
    Document told;
    Query title(connection_.prepared("SELECT key, title FROM document WHERE id = ? ORDER BY id"));
    if (!title.bind(1, Cell{row}).next()) continue;
    told.key = title.text(0);
    told.title = title.text(1);
    Query fields(connection_.prepared(fields_sql));
    fields.bind(1, Cell{row});
    while (fields.next()) told.fields.push_back({fields.text(0), fields.text(1)});
    add_notices((*notices_)[standing], told, (*notices_)[row]);
  }
  return *notices_;
}

/// The latest state that another program's file had of it.
const std::map<std::int64_t, std::string>& StoreDetails::descriptions() const {
  if (descriptions_) return *descriptions_;
  descriptions_.emplace();
  Query query(connection_.prepared(
      "SELECT CAST(about_key AS INTEGER), content FROM foreign_part WHERE about = 'document' AND "
      "kind LIKE '%Source' AND content LIKE '%<Description>%' ORDER BY id"));
  while (query.next()) {
    std::string said = base::collapse_blanks(base::text_of_element(query.view(1), "Description"));
    if (!said.empty()) (*descriptions_)[query.number(0)] = std::move(said);
  }
  return *descriptions_;
}

const ConfigurationDetail& StoreDetails::configuration(ConfigurationId id) const {
  if (ahead_) {
    if (const auto read = ahead_->find(id)) return read->among.configuration(read->place);
  }
  reading([&] { words().read_configurations({&id, 1}, read_alone_); });
  return read_alone_.configuration(0);
}

std::span<const EvidenceDetail> StoreDetails::evidence(ConfigurationId id) const {
  if (ahead_) {
    if (const auto read = ahead_->find(id)) return read->among.evidence(read->place);
  }
  reading([&] { words().read_evidence({&id, 1}, read_alone_); });
  return read_alone_.evidence(0);
}

void StoreDetails::read_ahead(std::span<const ConfigurationId> ids) const {
  ahead_.reset();
  if (file_.empty() || ids.empty()) return;
  try {
    ahead_.emplace(file_, loaded_, std::vector(ids.begin(), ids.end()));
  } catch (const std::system_error&) {
    // No thread is to be had: each is then read as it is asked for.
  }
}

ConceptDetail StoreDetails::concept_detail(ConceptId id) const {
  return reading([&] {
    Query query(
        connection_.prepared("SELECT definition, note FROM concept WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{loaded_.concept_rows.at(id.index())});
    return query.next() ? ConceptDetail{query.text(0), query.text(1)} : ConceptDetail{};
  });
}

ClaimWords& StoreDetails::words() const {
  if (!words_) {
    // With the usual 2 MB a table of evidence reads each page of quotes many times; the pages of a
    // snapshot, each needed once, would only fill it.
    connection_.run("PRAGMA cache_size = -65536");
    words_.emplace(connection_, loaded_);
  }
  return *words_;
}

ExtractDetail StoreDetails::extract(ExtractKey key) const {
  return reading([&] { return words().extract(key); });
}

std::vector<TextHit> StoreDetails::search(const TextQuery& query, std::size_t limit,
                                          std::int64_t& total) const {
  return reading([&] {
    if (!search_) search_.emplace(connection_, loaded_);
    return search_->search(query, limit, total);
  });
}

std::vector<CodingDetail> StoreDetails::codings(ExtractKey key) const {
  return reading([&] {
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
  const auto keys = reading([&] { return in_reading_order(connection_, loaded_, coded(filter)); });
  for (const auto& [key, document] : keys) visit(extract(key));
}

const ExtractList& StoreDetails::extracts() const {
  if (!extracts_) {
    reading([&] {
      extracts_ = kept_extracts(connection_, loaded_);
      if (!extracts_) extracts_ = load_extracts(connection_, loaded_);
    });
  }
  return *extracts_;
}

std::vector<DoubtfulExtract> StoreDetails::doubtful() const {
  return reading([&] {
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
  return reading([&] {
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
  return reading([&] {
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
