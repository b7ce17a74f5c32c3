// The claims of an extraction sheet put together: documents once, rows that share a label as one
// configuration.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "interchange/claim_reader.h"
#include "interchange/findings.h"
#include "model/batch.h"

namespace retroduce::interchange {

/// Findings that refuse a row: sheet.document-differs, sheet.label-differs, sheet.stance-differs.
/// Others: sheet.repeated-row (note), sheet.directions-differ (repair), sheet.page-differs,
/// sheet.evidence-once (loss).
class ClaimBatch {
 public:
  /// `stem` is the file's name without its suffix: rows that bring no label are called "<stem> row
  /// 12", so that the same sheet gives the same labels and two sheets give different ones.
  ClaimBatch(std::string name, std::string stem, ClaimReader& reader, Findings& found);

  void add(const Claim& claim);
  void send(model::BatchSink& sink) const;
  std::size_t labelled_by_row() const { return labelled_by_row_; }

 private:
  bool agrees_on_document(const Claim& claim);
  bool agrees_on_configuration(const Claim& claim);
  bool agrees_on_evidence(const Claim& claim);
  std::uint32_t document_of(const Claim& claim);
  std::uint32_t configuration_of(const Claim& claim);
  std::uint32_t extract_of(const Claim& claim, std::uint32_t document);
  void unite_elements(model::Configuration& into, const Claim& claim);
  void add_evidence(const Claim& claim, std::uint32_t configuration, std::uint32_t extract);
  std::string label_of(const Claim& claim) const;
  bool differs(const Claim& claim, const std::string& code, const std::string& what,
               const std::string& said, const std::string& before, std::size_t row_before);
  void tell(base::Severity severity, const std::string& code, std::size_t row,
            const std::string& what);

  std::string name_;
  std::string stem_;
  ClaimReader& reader_;
  Findings& found_;
  std::size_t labelled_by_row_ = 0;
  std::vector<model::Coder> coders_;
  std::vector<model::Study> studies_;
  std::vector<model::Document> documents_;
  std::vector<model::Theme> themes_;
  std::vector<model::Extract> extracts_;
  std::vector<model::Configuration> configurations_;
  std::vector<model::Evidence> evidence_;
  std::map<std::string, std::uint32_t> coder_places_;
  std::map<std::string, std::uint32_t> study_places_;
  std::map<std::string, std::uint32_t> theme_places_;
  std::map<std::string, std::uint32_t> document_places_;
  std::map<std::string, std::uint32_t> configuration_places_;  ///< by folded label
  std::map<std::tuple<std::uint32_t, bool, std::string>, std::uint32_t> extract_places_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> evidence_places_;
};

}  // namespace retroduce::interchange
