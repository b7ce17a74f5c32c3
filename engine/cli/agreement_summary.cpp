#include "cli/agreement_summary.h"

#include <algorithm>
#include <map>

#include "base/error.h"
#include "review/agreement.h"
#include "review/disagreements.h"

namespace retroduce::cli {

namespace {

struct Differences {
  std::int64_t differing = 0;
  std::int64_t open = 0;
  std::vector<std::string> resolved_by;

  void add(const review::Disagreement& one) {
    ++differing;
    if (!one.is_resolved) ++open;
    for (const model::WorkResolution& each : one.resolutions) {
      const bool is_new =
          std::find(resolved_by.begin(), resolved_by.end(), each.by) == resolved_by.end();
      if (!each.by.empty() && is_new) resolved_by.push_back(each.by);
    }
  }
};

reports::AgreementLine line_of(const review::AgreementRow& row, const Differences& differences) {
  reports::AgreementLine line;
  line.item = row.name;
  line.extracts = row.extracts;
  line.percent = row.percent;
  line.alpha = row.alpha;
  if (row.alpha_interval) {
    line.alpha_low = row.alpha_interval->low;
    line.alpha_high = row.alpha_interval->high;
  }
  line.differing = differences.differing;
  line.open = differences.open;
  line.resolved_by = differences.resolved_by;
  return line;
}

}  // namespace

reports::AgreementSummary agreement_summary(review::Review& review) {
  reports::AgreementSummary summary;
  const model::CoderWork work = review.store().coder_work();
  try {
    const review::AgreementReport report = review::agreement(work, {});
    std::map<std::string, Differences> by_concept;
    Differences all;
    Differences of_concepts;
    review::each_disagreement(work, {}, [&](const review::Disagreement& one) {
      all.add(one);
      if (one.is_of_role) return;
      by_concept[one.concept_].add(one);
      of_concepts.add(one);
    });
    summary.coders = report.coders;
    summary.lines.push_back(line_of(report.in_roles, all));
    summary.lines.push_back(line_of(report.all, of_concepts));
    for (const review::AgreementRow& row : report.rows)
      summary.lines.push_back(line_of(row, by_concept[row.name]));
    for (const review::LeftOut& each : report.left_out)
      summary.left_out.push_back("Not compared: " + std::to_string(each.count) + " " + each.what +
                                 ".");
  } catch (const base::Error& error) {
    if (error.code() != base::ErrorCode::not_found) throw;
    summary.why_none = error.what();
  }
  return summary;
}

}  // namespace retroduce::cli
