#include "support/memory_details.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/text.h"
#include "model/element_order.h"

namespace retroduce::tests {

using namespace model;

namespace {

template <typename IdType>
std::vector<std::uint32_t> turned(const std::vector<IdType>& ids) {
  std::vector<std::uint32_t> out(ids.size());
  for (std::uint32_t i = 0; i < ids.size(); ++i) out[ids[i].index()] = i;
  return out;
}

std::vector<std::string> tokens(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : base::fold(text) + " ") {
    const bool part =
        (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (part) word.push_back(c);
    if (!part && !word.empty()) out.push_back(std::exchange(word, {}));
  }
  return out;
}

bool word_fits(const std::string& wanted, const std::string& token) {
  if (!wanted.empty() && wanted.back() == '*')
    return token.rfind(wanted.substr(0, wanted.size() - 1), 0) == 0;
  return wanted == token;
}

bool hit(const TextQuery& query, const std::vector<std::string>& text) {
  std::vector<std::string> wanted;
  for (const std::string& word : query.words) wanted.push_back(base::fold(word));
  if (wanted.empty()) return false;
  const auto has = [&](const std::string& word) {
    return std::any_of(text.begin(), text.end(),
                       [&](const std::string& token) { return word_fits(word, token); });
  };
  if (query.mode == TextQuery::Mode::all) return std::all_of(wanted.begin(), wanted.end(), has);
  if (query.mode == TextQuery::Mode::any) return std::any_of(wanted.begin(), wanted.end(), has);
  for (std::size_t at = 0; at + wanted.size() <= text.size(); ++at) {
    bool all = true;
    for (std::size_t i = 0; i < wanted.size(); ++i) all = all && word_fits(wanted[i], text[at + i]);
    if (all) return true;
  }
  return false;
}

}  // namespace

MemoryDetails::MemoryDetails(const MemoryReview::Records& records, SnapshotPtr snapshot,
                             const SnapshotNumbers& numbers)
    : in_(records),
      snapshot_(std::move(snapshot)),
      numbers_(numbers),
      document_places_(turned(numbers.documents)),
      configuration_places_(turned(numbers.configurations)) {}

Document MemoryDetails::document(DocumentId id) const {
  Document document = in_.documents[document_places_[id.index()]];
  document.study = {};
  document.text.reset();
  return document;
}

const ConfigurationDetail& MemoryDetails::configuration(ConfigurationId id) const {
  const Configuration& record = in_.configurations[configuration_places_[id.index()]];
  std::vector<Element> elements = record.elements;
  put_in_printed_order(elements);
  lent_ = {record.title, record.statement, record.note, {}};
  for (const Element& element : elements) lent_.wordings.push_back(element.wording);
  return lent_;
}

std::span<const EvidenceDetail> MemoryDetails::evidence(ConfigurationId id) const {
  lent_evidence_.clear();
  for (const SnapshotEvidence& row : snapshot_->evidence_of(id))
    lent_evidence_.push_back({row, extract(row.extract), {}});
  return lent_evidence_;
}

ConceptDetail MemoryDetails::concept_detail(ConceptId id) const {
  for (std::size_t i = 0; i < in_.concepts.size(); ++i) {
    if (numbers_.concepts[i] == id) return {in_.concepts[i].definition, in_.concepts[i].note};
  }
  return {};
}

ExtractDetail MemoryDetails::extract(ExtractKey key) const {
  const Extract& record = in_.extracts[static_cast<std::size_t>(key)];
  return {key,
          numbers_.documents[record.document.index()],
          record.span,
          record.page,
          record.quote,
          record.is_paraphrase,
          record.translation};
}

std::vector<ExtractKey> MemoryDetails::in_reading_order() const {
  std::vector<ExtractKey> keys(in_.extracts.size());
  std::iota(keys.begin(), keys.end(), 0);
  std::stable_sort(keys.begin(), keys.end(), [&](ExtractKey a, ExtractKey b) {
    const ExtractDetail x = extract(a);
    const ExtractDetail y = extract(b);
    if (x.document != y.document) return x.document < y.document;
    return x.span && y.span && *x.span < *y.span;
  });
  return keys;
}

std::vector<TextHit> MemoryDetails::search(const TextQuery& query, std::size_t limit,
                                           std::int64_t& total) const {
  std::vector<TextHit> hits;
  total = 0;
  for (const ExtractKey key : in_reading_order()) {
    const ExtractDetail detail = extract(key);
    if (!hit(query, tokens(detail.quote))) continue;
    ++total;
    if (limit == 0 || hits.size() < limit) hits.push_back({key, detail.document, 1.0});
  }
  return hits;
}

std::vector<CodingDetail> MemoryDetails::codings(ExtractKey key) const {
  std::vector<CodingDetail> out;
  for (const Coding& coding : in_.codings) {
    if (coding.extract.value != static_cast<std::uint32_t>(key)) continue;
    out.push_back({numbers_.concepts[coding.concept_.index()], coding.role,
                   in_.coders[coding.coder.index()].label});
  }
  std::sort(out.begin(), out.end(), [](const CodingDetail& a, const CodingDetail& b) {
    return std::tie(a.role, a.concept_, a.coder) < std::tie(b.role, b.concept_, b.coder);
  });
  return out;
}

void MemoryDetails::each_coded(const CodingFilter& filter,
                               const std::function<void(const ExtractDetail&)>& visit) const {
  for (const ExtractKey key : in_reading_order()) {
    const std::vector<CodingDetail> all = codings(key);
    const bool fits = std::any_of(all.begin(), all.end(), [&](const CodingDetail& coding) {
      const bool concept_fits =
          filter.concepts.empty() || std::find(filter.concepts.begin(), filter.concepts.end(),
                                               coding.concept_) != filter.concepts.end();
      return concept_fits && (!filter.role || *filter.role == coding.role) &&
             (filter.coder.empty() || filter.coder == coding.coder);
    });
    if (fits) visit(extract(key));
  }
}

const ExtractList& MemoryDetails::extracts() const {
  extracts_ = {};
  extracts_.first.push_back(0);
  for (const ExtractKey key : in_reading_order()) {
    std::set<ConceptId> concepts;
    for (const CodingDetail& coding : codings(key)) concepts.insert(coding.concept_);
    extracts_.keys.push_back(static_cast<std::uint32_t>(key));
    extracts_.documents.push_back(extract(key).document);
    extracts_.evidence.push_back(std::any_of(
        in_.evidence.begin(), in_.evidence.end(),
        [&](const Evidence& row) { return row.extract.value == static_cast<std::uint32_t>(key); }));
    extracts_.concepts.insert(extracts_.concepts.end(), concepts.begin(), concepts.end());
    extracts_.first.push_back(static_cast<std::uint32_t>(extracts_.concepts.size()));
  }
  return extracts_;
}

std::vector<DoubtfulExtract> MemoryDetails::doubtful() const {
  std::vector<DoubtfulExtract> out;
  for (std::size_t key = 0; key < in_.extracts.size(); ++key) {
    const Extract& each = in_.extracts[key];
    if (each.anchor && !each.anchor->doubt.empty())
      out.push_back({static_cast<ExtractKey>(key), numbers_.documents[each.document.index()],
                     each.anchor->doubt});
  }
  return out;
}

std::vector<DocumentId> MemoryDetails::not_reread() const {
  std::uint32_t newest = Ref<TheoryVersion>::none;
  for (std::uint32_t v = 0; v < in_.versions.size(); ++v) {
    if (in_.theories[in_.versions[v].theory.index()].kind == TheoryKind::programme) newest = v;
  }
  std::vector<DocumentId> out;
  if (newest == Ref<TheoryVersion>::none) return out;
  for (std::uint32_t d = 0; d < snapshot_->documents.size(); ++d) {
    const bool read =
        std::any_of(in_.readings.begin(), in_.readings.end(), [&](const Reading& reading) {
          return reading.version.value == newest &&
                 numbers_.documents[reading.document.index()] == DocumentId(d);
        });
    if (!read) out.emplace_back(d);
  }
  return out;
}

std::vector<std::string> MemoryDetails::coders() const {
  std::vector<std::string> out;
  for (const Coder& coder : in_.coders) out.push_back(coder.label);
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<Entry> MemoryDetails::entries(EntryList list) const {
  std::vector<Entry> out;
  for (Entry entry : in_.entries) {
    if (entry.list != list) continue;
    if (entry.configuration.is_set())
      entry.configuration =
          Ref<Configuration>(numbers_.configurations[entry.configuration.index()].value);
    out.push_back(std::move(entry));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Entry& a, const Entry& b) { return a.place < b.place; });
  return out;
}

TheoryDetails MemoryDetails::theories() const {
  TheoryDetails all{in_.theories, in_.constructs, in_.versions, in_.statements};
  const auto renumber = [&](std::vector<Ref<Configuration>>& refs) {
    for (auto& ref : refs) ref = Ref<Configuration>(numbers_.configurations[ref.index()].value);
  };
  for (Theory& theory : all.theories) {
    if (theory.document.is_set())
      theory.document = Ref<Document>(numbers_.documents[theory.document.index()].value);
  }
  for (Construct& construct : all.constructs) renumber(construct.configurations);
  for (Statement& statement : all.statements) renumber(statement.configurations);
  return all;
}

std::vector<Appraisal> MemoryDetails::appraisals() const {
  std::vector<Appraisal> out;
  for (Appraisal one : in_.appraisals) {
    if (one.extract.is_set()) one.document = in_.extracts[one.extract.index()].document;
    one.document = Ref<Document>(numbers_.documents[one.document.index()].value);
    one.coder = {};
    out.push_back(std::move(one));
  }
  std::stable_sort(out.begin(), out.end(), [](const Appraisal& a, const Appraisal& b) {
    return std::tie(a.document, a.criterion) < std::tie(b.document, b.criterion);
  });
  return out;
}

std::vector<Link> MemoryDetails::links() const {
  std::vector<Link> out;
  for (Link link : in_.links) {
    link.coder = {};
    link.from = Ref<Configuration>(numbers_.configurations[link.from.index()].value);
    link.to = Ref<Configuration>(numbers_.configurations[link.to.index()].value);
    out.push_back(std::move(link));
  }
  std::stable_sort(out.begin(), out.end(), [](const Link& a, const Link& b) {
    return std::tie(a.from, a.to, a.kind) < std::tie(b.from, b.to, b.kind);
  });
  return out;
}

std::vector<SearchDetail> MemoryDetails::searches() const {
  std::map<std::tuple<std::string, std::string, std::string>, SearchDetail> by_search;
  for (const SourceRecord& record : in_.source_records) {
    SearchDetail& one = by_search[{record.search, record.database, record.searched}];
    one.search = record.search;
    one.database = record.database;
    one.searched = record.searched;
    ++one.records;
    one.new_documents += record.rule == "new" ? 1 : 0;
  }
  std::vector<SearchDetail> out;
  for (auto& [key, one] : by_search) out.push_back(std::move(one));
  return out;
}

std::vector<Change> MemoryDetails::changes() const { return in_.changes; }

}  // namespace retroduce::tests
