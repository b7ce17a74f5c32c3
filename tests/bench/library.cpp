#include "bench/library.h"

#include <algorithm>
#include <fstream>
#include <stdexcept>

#include "base/text.h"

namespace retroduce::bench {

namespace fs = std::filesystem;

namespace {

using Cells = std::vector<std::string>;

void each_row(const fs::path& file, const std::function<void(const Cells&)>& visit) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  while (std::getline(in, line)) visit(base::split(line, '\t'));
}

const query::Value& field(const query::Row& row, std::string_view name) {
  for (const auto& [key, value] : row.fields) {
    if (key == name) return value;
  }
  throw std::runtime_error("an answer has no field " + std::string(name));
}

std::string text(const query::Row& row, std::string_view name) {
  return std::get<std::string>(field(row, name).value);
}
std::int64_t number(const query::Row& row, std::string_view name) {
  return std::get<std::int64_t>(field(row, name).value);
}

const char letters[] = {'I', 'A', 'C', 'M', 'O'};

}  // namespace

Library::Library(const fs::path& data, const fs::path& file)
    : review_(std::make_unique<review::Review>(review::Review::create(file))) {
  review::ImportRequest request;
  request.sources = {data};
  request.format = "bundle";
  request.by.by = "benchmark";
  request.read.coder = "benchmark";
  base::NoProgress quiet;
  const store::Receipt receipt = review_->import(request, quiet);
  if (receipt.found.refused()) throw std::runtime_error(to_text(receipt.found.sorted().front()));

  std::map<std::string, std::string> keys;
  each_row(data / "documents.tsv", [&](const Cells& row) { keys[row[0]] = row[1]; });
  each_row(data / "concepts.tsv", [&](const Cells& row) {
    concept_labels_[std::stoll(row[0])] = row[2];
    concept_ids_[row[2]] = std::stoll(row[0]);
  });
  each_row(data / "configurations.tsv",
           [&](const Cells& row) { configuration_ids_[row[2]] = std::stoll(row[0]); });
  each_row(data / "extracts.tsv", [&](const Cells& row) {
    extract_ids_[{keys.at(row[1]), std::stoll(row[3]), std::stoll(row[4])}] = std::stoll(row[0]);
  });
  each_row(data / "codings.tsv", [&](const Cells& row) {
    coding_ids_[{std::stoll(row[1]), std::stoll(row[2]), row[3], row[4]}] = std::stoll(row[0]);
  });
}

query::Answer Library::ask(const std::string& question, std::size_t limit) const {
  base::NoProgress quiet;
  query::AskOptions options;
  options.limit = limit;
  auto answer = review_->ask(question, options, quiet);
  if (!answer) throw std::runtime_error(question + ": " + to_text(answer.found.sorted().front()));
  return std::move(*answer.value);
}

std::string Library::quoted(const std::vector<std::int64_t>& concepts) const {
  std::vector<std::string> names;
  for (const std::int64_t id : concepts) names.push_back(quoted(id));
  return base::join(names, ", ");
}

void Library::pairs(const std::string& question, std::int64_t asked, Rows& rows) const {
  for (const query::Row& row : ask(question).rows) {
    rows.push_back({asked, concept_id(text(row, "concept")),
                    static_cast<std::int64_t>(row.configurations.size()), number(row, "support"),
                    number(row, "dispute")});
  }
}

void Library::contexts_triggering(std::int64_t mechanism, Rows& rows) const {
  pairs("contexts triggering " + quoted(mechanism), mechanism, rows);
}

/// The data's contexts are never mechanisms, so `following` asks what the peers ask.
void Library::outcomes_following(std::int64_t context, Rows& rows) const {
  pairs("outcomes following " + quoted(context), context, rows);
}

Rows Library::chains(std::int64_t from, std::int64_t to, std::size_t limit) const {
  Rows rows;
  const auto snapshot = review_->snapshot();
  for (const query::Row& row :
       ask("chains from " + quoted(from) + " to " + quoted(to), limit).rows) {
    std::vector<std::int64_t> out = {number(row, "strength")};
    for (const model::ConfigurationId id : row.configurations) {
      out.push_back(configuration_ids_.at(snapshot->configurations[id.index()].label));
    }
    rows.push_back(std::move(out));
  }
  return rows;
}

Rows Library::reachable(const std::vector<std::int64_t>& from) const {
  Rows rows;
  for (const query::Row& row : ask("outcomes reachable from " + quoted(from)).rows) {
    rows.push_back({concept_id(text(row, "concept"))});
  }
  return rows;
}

Rows Library::given(const std::vector<std::int64_t>& given) const {
  Rows rows;
  for (const query::Row& row : ask("outcomes given " + quoted(given)).rows) {
    rows.push_back({concept_id(text(row, "concept"))});
  }
  return rows;
}

Rows Library::regularities(std::int64_t support) const {
  Rows rows;
  for (const query::Row& row :
       ask("regularities with support >= " + std::to_string(support)).rows) {
    rows.push_back({concept_id(text(row, "context")), concept_id(text(row, "mechanism")),
                    concept_id(text(row, "outcome")), number(row, "support")});
  }
  return rows;
}

Rows Library::pivotal(std::int64_t from, std::int64_t to) const {
  Rows rows;
  for (const query::Row& row :
       ask("pivotal mechanisms from " + quoted(from) + " to " + quoted(to)).rows) {
    rows.push_back({concept_id(text(row, "concept"))});
  }
  return rows;
}

Rows Library::extracts(const std::string& how, const std::vector<std::string>& words) const {
  std::vector<std::string> terms = words;
  if (how == "prefix") terms.front() += "*";
  const std::string form = how == "any" ? "any" : how == "phrase" ? "phrase" : "about";
  Rows rows;
  for (const query::Row& row :
       ask("extracts " + form + " \"" + base::join(terms, " ") + "\"").rows) {
    rows.push_back(
        {extract_ids_.at({text(row, "document"), number(row, "start"), number(row, "end")})});
  }
  return rows;
}

std::int64_t Library::extract_id(const model::ExtractDetail& extract) const {
  const std::string& key = review_->snapshot()->documents[extract.document.index()].key;
  return extract_ids_.at({key, extract.span->begin, extract.span->end});
}

std::string Library::evidence_table() const {
  const auto snapshot = review_->snapshot();
  std::map<std::int64_t, model::ConfigurationId> by_id;
  for (std::uint32_t k = 0; k < snapshot->configurations.size(); ++k) {
    by_id[configuration_ids_.at(snapshot->configurations[k].label)] = model::ConfigurationId(k);
  }
  std::string out =
      "configuration_id\tlabel\tcontexts\tmechanisms\toutcomes\tsupporting_"
      "documents\tcontradicting_documents\t"
      "stance\tcitekey\tpage\tquote\n";
  for (const auto& [id, configuration] : by_id) {
    std::map<model::Role, std::string> parts;
    for (const auto& element : snapshot->elements_of(configuration)) {
      std::string& part = parts[element.role];
      part += (part.empty() ? "" : " + ") + snapshot->concepts[element.concept_.index()].label;
    }
    std::map<model::Stance, std::vector<model::DocumentId>> documents;
    std::map<std::pair<std::string, std::int64_t>, std::string>
        lines;  // by stance word, then extract
    for (const model::EvidenceDetail& detail : review_->details().evidence(configuration)) {
      auto& known = documents[detail.evidence.stance];
      if (std::find(known.begin(), known.end(), detail.evidence.document) == known.end()) {
        known.push_back(detail.evidence.document);
      }
      const std::string stance(to_word(detail.evidence.stance));
      lines[{stance, extract_id(detail.extract)}] =
          stance + "\t" + snapshot->documents[detail.evidence.document.index()].key + "\t" +
          detail.extract.page + "\t" + detail.extract.quote;
    }
    const std::string head = std::to_string(id) + "\t" +
                             snapshot->configurations[configuration.index()].label + "\t" +
                             parts[model::Role::context] + "\t" + parts[model::Role::mechanism] +
                             "\t" + parts[model::Role::outcome] + "\t" +
                             std::to_string(documents[model::Stance::supports].size()) + "\t" +
                             std::to_string(documents[model::Stance::contradicts].size()) + "\t";
    if (lines.empty()) out += head + "\t\t\t\n";
    for (const auto& [key, line] : lines) out += head + line + "\n";
  }
  return out;
}

Rows Library::coding_report(const std::vector<std::int64_t>& concepts) const {
  const auto snapshot = review_->snapshot();
  model::CodingFilter filter;
  for (std::uint32_t c = 0; c < snapshot->concepts.size(); ++c) {
    const std::int64_t id = concept_id(snapshot->concepts[c].label);
    if (std::find(concepts.begin(), concepts.end(), id) != concepts.end())
      filter.concepts.emplace_back(c);
  }
  std::vector<model::ExtractDetail> extracts;
  review_->details().each_coded(
      filter, [&](const model::ExtractDetail& each) { extracts.push_back(each); });
  Rows rows;
  for (const model::ExtractDetail& extract : extracts) {
    for (const model::CodingDetail& coding : review_->details().codings(extract.key)) {
      if (std::find(filter.concepts.begin(), filter.concepts.end(), coding.concept_) ==
          filter.concepts.end())
        continue;
      const std::int64_t concept_number =
          concept_id(snapshot->concepts[coding.concept_.index()].label);
      const std::int64_t extract_number = extract_id(extract);
      const std::string role(1, letters[static_cast<std::size_t>(coding.role.value())]);
      rows.push_back({concept_number, extract_number,
                      coding_ids_.at({extract_number, concept_number, role, coding.coder})});
    }
  }
  return rows;
}

Rows Library::together() const {
  const auto snapshot = review_->snapshot();
  std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts;
  review_->details().each_extract(
      [&](model::ExtractKey, model::DocumentId, std::span<const model::ConceptId> concepts, bool) {
        std::vector<std::int64_t> ids;
        for (const model::ConceptId id : concepts)
          ids.push_back(concept_id(snapshot->concepts[id.index()].label));
        std::sort(ids.begin(), ids.end());
        for (std::size_t a = 0; a < ids.size(); ++a) {
          for (std::size_t b = a + 1; b < ids.size(); ++b) ++counts[{ids[a], ids[b]}];
        }
      });
  Rows rows;
  for (const auto& [pair, extracts] : counts) rows.push_back({pair.first, pair.second, extracts});
  return rows;
}

}  // namespace retroduce::bench
