#include "store/coder_work.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "base/text.h"
#include "store/coded_apart.h"
#include "store/raw_rows.h"
#include "store/record_rows.h"
#include "store/stored.h"

namespace retroduce::store {

namespace {

using Places = std::unordered_map<std::int64_t, std::uint32_t>;

/// Labels in label order, with the place of each row's number.
Places read_labels(Connection& connection, std::string_view sql, std::vector<std::string>& labels) {
  std::vector<std::pair<std::string, std::int64_t>> rows;
  RawRows row(connection.database().getHandle(), sql);
  while (row.next()) rows.emplace_back(std::string(row.text(1)), row.number(0));
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return base::compare_labels(a.first, b.first) < 0;
  });
  Places places;
  for (auto& [label, id] : rows) {
    places[id] = static_cast<std::uint32_t>(labels.size());
    labels.push_back(std::move(label));
  }
  return places;
}

/// The place of what a row refers to; where that is not there, the file is damaged.
std::uint32_t place_of(const Places& places, std::int64_t id) {
  const auto found = places.find(id);
  if (found == places.end()) raise_damaged("a reference to a row that is lost");
  return found->second;
}

Places read_documents(Connection& connection, model::CoderWork& work) {
  Places places;
  RawRows row(connection.database().getHandle(),
              "SELECT d.id, d.key, (SELECT length(t.text) FROM document_text t WHERE t.document = "
              "d.id ORDER BY t.version DESC LIMIT 1) FROM document d ORDER BY d.key");
  while (row.next()) {
    places[row.number(0)] = static_cast<std::uint32_t>(work.documents.size());
    work.documents.push_back({std::string(row.text(1)), {}});
    if (!row.is_null(2)) work.documents.back().length = row.number(2);
  }
  for (const auto& [other, stands] : stands_for(connection))
    work.documents[place_of(places, other)].same_as = place_of(places, stands);
  return places;
}

/// Several who coded apart, or still do, may have an extract each of one passage: it is one.
Places read_extracts(Connection& connection, const Places& documents, model::CoderWork& work) {
  Places places;
  std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t, std::string>, std::uint32_t> known;
  RawRows row(connection.database().getHandle(),
              "SELECT e.id, e.document, e.span_begin, e.span_end, e.page, e.paraphrase, x.quote "
              "FROM extract e JOIN document d ON d.id = e.document "
              "JOIN extract_text x ON x.extract = e.id "
              "WHERE EXISTS (SELECT 1 FROM coding c WHERE c.extract = e.id) "
              "ORDER BY d.key, e.span_begin IS NULL, e.span_begin, e.span_end, e.page, e.id");
  while (row.next()) {
    const std::int64_t begin = row.is_null(2) ? -1 : row.number(2);
    const std::int64_t end = row.is_null(3) ? -1 : row.number(3);
    const auto [passage, is_new] =
        known.emplace(std::tuple(row.number(1), begin, end, std::string(row.text(6))),
                      static_cast<std::uint32_t>(work.extracts.size()));
    places[row.number(0)] = passage->second;
    if (!is_new) continue;
    model::WorkExtract extract{
        place_of(documents, row.number(1)), {}, std::string(row.text(4)), std::string(row.text(6))};
    if (!row.is_null(2) && row.number(5) == 0) extract.span = {row.number(2), row.number(3)};
    work.extracts.push_back(std::move(extract));
  }
  return places;
}

std::optional<model::Role> role_of(std::string_view word) {
  if (word.empty()) return std::nullopt;
  return stored_word<model::Role>(word);
}

/// In the order in which they came, theory by theory.
Places read_versions(Connection& connection, model::CoderWork& work) {
  Places places;
  RawRows row(
      connection.database().getHandle(),
      "SELECT v.id, t.label, v.label, t.kind = 'programme' FROM theory_version v JOIN "
      "theory t ON t.id = v.theory JOIN change c ON c.id = v.change JOIN change u ON u.id "
      "= t.change ORDER BY u.at, u.by_whom, u.id, t.ordinal, c.at, c.by_whom, c.id, v.ordinal");
  while (row.next()) {
    places[row.number(0)] = static_cast<std::uint32_t>(work.versions.size());
    work.versions.push_back(
        {std::string(row.text(1)), std::string(row.text(2)), row.number(3) != 0});
  }
  return places;
}

void read_judgements(Connection& connection, const Places& documents, const Places& coders,
                     model::CoderWork& work) {
  RawRows row(connection.database().getHandle(),
              "SELECT ifnull(a.document, e.document), a.extract IS NOT NULL, a.criterion, a.coder "
              "FROM appraisal a LEFT JOIN extract e ON e.id = a.extract WHERE a.coder IS NOT NULL "
              "AND a.resolution = 0");
  while (row.next())
    work.judgements.push_back({place_of(documents, row.number(0)), row.number(1) != 0,
                               stored_word<model::Criterion>(row.text(2)),
                               place_of(coders, row.number(3))});
  std::sort(work.judgements.begin(), work.judgements.end(), [](const auto& a, const auto& b) {
    return std::tie(a.document, a.criterion, a.coder, a.is_of_extract) <
           std::tie(b.document, b.criterion, b.coder, b.is_of_extract);
  });
}

/// Whom and what nobody is called any more is left out.
void read_assigned(Connection& connection, model::CoderWork& work) {
  for (const Assignment& each : read_assignments(connection)) {
    const auto document =
        std::find_if(work.documents.begin(), work.documents.end(),
                     [&](const model::WorkDocument& one) { return one.key == each.document; });
    const auto coder = std::find(work.coders.begin(), work.coders.end(), each.coder);
    if (document == work.documents.end() || coder == work.coders.end()) continue;
    work.assignments.push_back({static_cast<std::uint32_t>(document - work.documents.begin()),
                                static_cast<std::uint32_t>(coder - work.coders.begin()),
                                each.done});
  }
  std::sort(work.assignments.begin(), work.assignments.end(), [](const auto& a, const auto& b) {
    return std::tie(a.document, a.coder) < std::tie(b.document, b.coder);
  });
}

}  // namespace

model::CoderWork read_coder_work(Connection& connection) {
  sqlite3* handle = connection.database().getHandle();
  model::CoderWork work;
  const Places coders =
      read_labels(connection, "SELECT id, label FROM coder ORDER BY id", work.coders);
  const Places concepts =
      read_labels(connection, "SELECT id, label FROM concept ORDER BY id", work.concepts);
  const Places documents = read_documents(connection, work);
  const Places extracts = read_extracts(connection, documents, work);

  RawRows coding(handle, "SELECT extract, concept, role, coder FROM coding");
  while (coding.next())
    work.codings.push_back({place_of(extracts, coding.number(0)),
                            place_of(concepts, coding.number(1)), role_of(coding.text(2)),
                            place_of(coders, coding.number(3))});
  std::sort(work.codings.begin(), work.codings.end());
  work.codings.erase(std::unique(work.codings.begin(), work.codings.end()), work.codings.end());

  const Places versions = read_versions(connection, work);
  RawRows reading(handle,
                  "SELECT document, coder, theory_version FROM reading WHERE coder IS NOT NULL "
                  "ORDER BY id");
  while (reading.next()) {
    work.readings.push_back(
        {place_of(documents, reading.number(0)), place_of(coders, reading.number(1)), {}});
    if (!reading.is_null(2)) work.readings.back().version = place_of(versions, reading.number(2));
  }
  read_judgements(connection, documents, coders, work);
  read_assigned(connection, work);

  RawRows resolution(handle,
                     "SELECT extract, concept, role, holds, coder, reason FROM "
                     "coding_resolution");
  while (resolution.next()) {
    const auto extract = extracts.find(resolution.number(0));
    if (extract == extracts.end()) continue;  // nobody coded it (any more)
    const bool is_said = !resolution.is_null(4);
    work.resolutions.push_back(
        {extract->second, place_of(concepts, resolution.number(1)),
         stored_word<model::Role>(resolution.text(2)), resolution.number(3) != 0,
         is_said ? work.coders[place_of(coders, resolution.number(4))] : std::string(),
         std::string(resolution.text(5))});
  }
  std::sort(work.resolutions.begin(), work.resolutions.end(), [](const auto& a, const auto& b) {
    return std::tie(a.extract, a.concept_, a.role) < std::tie(b.extract, b.concept_, b.role);
  });
  return work;
}

}  // namespace retroduce::store
