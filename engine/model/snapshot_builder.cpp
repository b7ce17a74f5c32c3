#include "model/snapshot_builder.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "base/error.h"
#include "base/text.h"

namespace retroduce::model {

namespace {

using Places = std::vector<std::uint32_t>;

/// place -> new number, for things ordered by label.
template <typename Things, typename LabelOf>
Places ranks_by_label(const Things& things, LabelOf label_of) {
  Places order(things.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const auto by = base::compare_labels(label_of(things[a]), label_of(things[b]));
    return by != 0 ? by < 0 : a < b;
  });
  Places rank(things.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

template <typename T>
std::vector<T> rearranged(std::vector<T> things, const Places& rank) {
  std::vector<T> out(things.size());
  for (std::size_t i = 0; i < things.size(); ++i) out[rank[i]] = std::move(things[i]);
  return out;
}

template <typename IdType>
void renumber(IdType& id, const Places& rank) {
  if (!id.is_set()) return;
  RETRODUCE_ASSERT(id.index() < rank.size());
  id = IdType(rank[id.index()]);
}

template <typename IdType>
std::vector<IdType> as_ids(const Places& rank) {
  std::vector<IdType> out;
  out.reserve(rank.size());
  for (const std::uint32_t value : rank) out.emplace_back(value);
  return out;
}

/// A document without a study is its own, under its key; a study that is called so is another one.
void give_studies(SnapshotParts& parts) {
  for (SnapshotDocument& document : parts.documents) {
    if (document.study.is_set()) continue;
    document.study = StudyId(parts.studies.size());
    parts.studies.push_back(document.key);
  }
}

/// Rows of many configurations as one list each; within a configuration as they came where `less`
/// is null.
template <typename Row, typename Value>
ListColumn<Value> packed(std::vector<Row>& rows, Value Row::*value, const Places& rank,
                         std::type_identity_t<bool (*)(const Value&, const Value&)> less) {
  Places first(rank.size() + 1, 0);
  for (Row& row : rows) {
    RETRODUCE_ASSERT(row.configuration < rank.size());
    row.configuration = rank[row.configuration];
    ++first[row.configuration + 1];
  }
  std::partial_sum(first.begin(), first.end(), first.begin());
  Places next(first.begin(), first.end() - 1);
  std::vector<Value> out(rows.size());
  for (Row& row : rows) out[next[row.configuration]++] = row.*value;
  if (less != nullptr) {
    for (std::size_t c = 0; c + 1 < first.size(); ++c) {
      std::stable_sort(out.begin() + first[c], out.begin() + first[c + 1], less);
    }
  }
  return {std::move(first), std::move(out)};
}

/// The labels of things in their new order, in one piece.
template <typename Things>
ListColumn<char> labels_of(const Things& things) {
  Places first{0};
  first.reserve(things.size() + 1);
  std::size_t sum = 0;
  for (const auto& each : things) {
    sum += each.label.size();
    first.push_back(static_cast<std::uint32_t>(sum));
  }
  RETRODUCE_ASSERT(sum <= 0xffffffffU);
  std::vector<char> letters;
  letters.reserve(sum);
  for (const auto& each : things)
    letters.insert(letters.end(), each.label.begin(), each.label.end());
  return {std::move(first), std::move(letters)};
}

Concepts concepts_of(const std::vector<SnapshotParts::Concept>& concepts) {
  std::vector<ConceptFacts> facts;
  facts.reserve(concepts.size());
  for (const auto& each : concepts) facts.push_back({each.parent, each.is_wording ? 1U : 0U});
  return {labels_of(concepts), Column(std::move(facts))};
}

Configurations configurations_of(const std::vector<SnapshotParts::Configuration>& configurations) {
  std::vector<ConfigurationFacts> facts;
  facts.reserve(configurations.size());
  for (const auto& each : configurations) {
    if (each.level > std::numeric_limits<std::int16_t>::max()) {
      throw base::Error(base::ErrorCode::unsupported, "the review has more than 32,767 levels");
    }
    facts.push_back({each.key, each.theme, static_cast<std::int16_t>(each.level), each.status, 0});
  }
  return {labels_of(configurations), Column(std::move(facts))};
}

bool evidence_before(const SnapshotEvidence& a, const SnapshotEvidence& b) {
  return std::tie(a.document, a.extract, a.element) < std::tie(b.document, b.extract, b.element);
}

void place_fields(std::vector<FieldColumn>& fields, const Places& documents) {
  for (FieldColumn& field : fields) field.code = rearranged(std::move(field.code), documents);
  std::sort(fields.begin(), fields.end(),
            [](const FieldColumn& a, const FieldColumn& b) { return a.name < b.name; });
}

}  // namespace

SnapshotPtr build_snapshot(SnapshotParts parts, SnapshotNumbers* numbers) {
  give_studies(parts);
  const Places documents =
      ranks_by_label(parts.documents, [](const auto& d) { return std::string_view(d.key); });
  const Places studies =
      ranks_by_label(parts.studies, [](const auto& s) { return std::string_view(s); });
  const Places concepts =
      ranks_by_label(parts.concepts, [](const auto& c) { return std::string_view(c.label); });
  const Places configurations =
      ranks_by_label(parts.configurations, [](const auto& k) { return std::string_view(k.label); });

  auto snapshot = std::make_shared<Snapshot>(std::move(parts.head));
  for (SnapshotDocument& document : parts.documents) renumber(document.study, studies);
  for (auto& each : parts.concepts) renumber(each.parent, concepts);
  for (Alias& alias : parts.aliases) renumber(alias.concept_, concepts);
  for (auto& row : parts.elements) renumber(row.element.concept_, concepts);
  for (auto& row : parts.evidence) renumber(row.evidence.document, documents);
  for (SnapshotLink& link : parts.links) {
    renumber(link.from, configurations);
    renumber(link.to, configurations);
  }

  snapshot->documents = rearranged(std::move(parts.documents), documents);
  snapshot->studies = rearranged(std::move(parts.studies), studies);
  snapshot->concepts = concepts_of(rearranged(std::move(parts.concepts), concepts));
  snapshot->configurations =
      configurations_of(rearranged(std::move(parts.configurations), configurations));
  snapshot->themes = std::move(parts.themes);
  snapshot->aliases = std::move(parts.aliases);
  std::sort(snapshot->aliases.begin(), snapshot->aliases.end(), [](const Alias& a, const Alias& b) {
    return a.folded != b.folded ? a.folded < b.folded : a.concept_ < b.concept_;
  });
  snapshot->links = std::move(parts.links);
  std::sort(snapshot->links.begin(), snapshot->links.end(),
            [](const SnapshotLink& a, const SnapshotLink& b) {
              return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
            });
  using Element = SnapshotParts::ConfigurationElement;
  // Evidence points to elements by their place, so they stay as they came.
  snapshot->elements = packed(parts.elements, &Element::element, configurations, nullptr);
  using Evidence = SnapshotParts::ConfigurationEvidence;
  snapshot->evidence = packed(parts.evidence, &Evidence::evidence, configurations, evidence_before);
  snapshot->evidence_count = snapshot->evidence.item_count();
  snapshot->fields = std::move(parts.fields);
  place_fields(snapshot->fields, documents);
  if (numbers != nullptr) {
    *numbers = {as_ids<DocumentId>(documents), as_ids<ConceptId>(concepts),
                as_ids<ConfigurationId>(configurations)};
  }
  return snapshot;
}

}  // namespace retroduce::model
