// The paragraphs of a manuscript: counts of the review and numbers of exhibits, nothing that a
// person would have to vouch for.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "reports/manuscript.h"
#include "reports/notes.h"
#include "reports/numbers.h"
#include "reports/theory_versions.h"

namespace retroduce::reports {

namespace {

std::string counted(std::size_t number, const char* one, const char* many) {
  return count_of(static_cast<std::int64_t>(number), one, many);
}

std::string listed(const std::vector<std::string>& names) {
  if (names.size() < 2) return names.empty() ? "" : names[0];
  return base::join({names.begin(), names.end() - 1}, ", ") + " and " + names.back();
}

class Paragraphs {
 public:
  Paragraphs(const Manuscript& manuscript, const TableWorld& world)
      : manuscript_(manuscript), details_(*world.details), snapshot_(*world.snapshot) {}

  std::string methods() {
    text_.clear();
    searches();
    const std::string flow = details_.searches().empty() ? table("flow") : "";
    sentence(counted(snapshot_.documents.size(), "document", "documents") + " of " +
             counted(snapshot_.studies.size(), "study was", "studies were") + " included" +
             see({flow, table("characteristics"), figure("flow"), table("criteria")}) + ".");
    coding();
    appraisal();
    agreement();
    if (!table("steps").empty())
      sentence("The steps of the review stand in " + table("steps") + ".");
    if (!table("rameses").empty())
      sentence("The checklist of the RAMESES publication standards is " + table("rameses") + ".");
    return text_;
  }

  std::string results() {
    text_.clear();
    configurations();
    certainty();
    theory();
    others();
    return text_;
  }

 private:
  void sentence(const std::string& words) { text_ += (text_.empty() ? "" : " ") + words; }

  std::string table(std::string_view kind) { return cite(manuscript_.table(kind)); }
  std::string figure(std::string_view kind) { return cite(manuscript_.figure(kind)); }
  std::string cite(const Exhibit* exhibit) {
    if (exhibit == nullptr) return {};
    cited_.insert(exhibit->label);
    return exhibit->label;
  }

  /// Journals ask that the text names each exhibit; those of single themes the theory leads to.
  void others() {
    std::string names;
    for (const Exhibit& each : manuscript_.exhibits) {
      if (each.theme.is_set() || !cited_.insert(each.label).second) continue;
      names += (names.empty() ? "" : "; ") + each.title + " (" + each.label + ")";
    }
    if (!names.empty()) sentence("Beside these stand: " + names + ".");
  }
  /// " (Table 1, Figure 1)", without those that are not there.
  static std::string see(std::vector<std::string> labels) {
    std::erase(labels, "");
    return labels.empty() ? "" : " (" + base::join(labels, ", ") + ")";
  }

  void searches() {
    std::set<std::string> rounds;
    std::set<std::string> databases;
    std::int64_t records = 0;
    const auto all = details_.searches();
    for (const model::SearchDetail& one : all) {
      rounds.insert(one.search);
      if (!one.database.empty()) databases.insert(one.database);
      records += one.records;
    }
    if (all.empty()) return;
    sentence(counted(all.size(), "search", "searches") + " in " +
             counted(rounds.size(), "round", "rounds") +
             (databases.empty()
                  ? ""
                  : " (" + base::join({databases.begin(), databases.end()}, ", ") + ")") +
             " brought " + count_of(records, "record", "records") + see({table("flow")}) + ".");
  }

  /// Those with a coding; who only appraised or read has coded nothing.
  std::vector<std::string> who_coded() const {
    std::vector<std::string> names;
    for (const std::string& coder : details_.coders()) {
      bool has_coded = false;
      model::CodingFilter filter;
      filter.coder = coder;
      details_.each_coded(filter, [&](const model::ExtractDetail&) { has_coded = true; });
      if (has_coded) names.push_back(coder);
    }
    return names;
  }

  std::size_t coded_concepts() const {
    const auto& concepts = details_.extracts().concepts;
    return std::set<model::ConceptId>(concepts.begin(), concepts.end()).size();
  }

  std::size_t coded_extracts() const {
    const model::ExtractList extracts = details_.extracts();
    std::size_t coded = 0;
    for (std::size_t i = 0; i < extracts.size(); ++i) {
      if (!extracts.concepts_of(i).empty()) ++coded;
    }
    return coded;
  }

  void coding() {
    if (snapshot_.extract_count == 0) return;
    const std::vector<std::string> coders = who_coded();
    std::string words =
        "From them " + counted(snapshot_.extract_count, "extract was", "extracts were") + " taken";
    if (snapshot_.coding_count != 0)
      words += (coded_extracts() == snapshot_.extract_count
                    ? std::string(" and coded with ")
                    : ", " + std::to_string(coded_extracts()) + " of them coded with ") +
               counted(coded_concepts(), "concept", "concepts") + " (" +
               counted(snapshot_.coding_count, "coding", "codings") +
               (coders.empty() ? "" : " by " + listed(coders)) + ")";
    sentence(words + see({table("codebook")}) + ".");
  }

  void appraisal() {
    const auto all = details_.appraisals();
    if (all.empty()) return;
    std::set<model::Criterion> criteria;
    for (const model::Appraisal& each : all) criteria.insert(each.criterion);
    std::vector<std::string> names;
    for (const model::Criterion each : criteria) names.emplace_back(model::to_word(each));
    sentence(counted(all.size(), "judgement", "judgements") + " of " + listed(names) +
             (all.size() == 1 ? " was made" : " were made") +
             see({table("appraisal"), table("appraisal-levels")}) + ".");
  }

  void agreement() {
    if (!table("agreement").empty())
      sentence("How far coders agreed stands in " + table("agreement") + ".");
  }

  void configurations() {
    std::set<std::uint32_t> themes;
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ThemeId theme = snapshot_.configurations.facts()[i].theme;
      if (theme.is_set()) themes.insert(theme.value);
    }
    const auto evidence = snapshot_.evidence.all();
    const auto against = std::count_if(evidence.begin(), evidence.end(), [](const auto& each) {
      return each.stance == model::Stance::contradicts;
    });
    sentence("The synthesis came to " +
             counted(snapshot_.configurations.size(), "context-mechanism-outcome configuration",
                     "context-mechanism-outcome configurations") +
             (themes.empty() ? "" : " in " + counted(themes.size(), "theme", "themes")) +
             see({table("narrative"), table("cmoc")}) + ", on " +
             counted(snapshot_.evidence_count, "piece of evidence", "pieces of evidence") + ", " +
             std::to_string(against) + " of them against" +
             see({table("evidence"), table("evidence-map")}) + ".");
  }

  void certainty() {
    std::int64_t one = 0;
    std::int64_t none = 0;
    std::int64_t disputed = 0;
    std::int64_t refuted = 0;
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      one += snapshot_.supporters()[i].size() == 1 ? 1 : 0;
      none += snapshot_.supporters()[i].empty() ? 1 : 0;
      disputed += snapshot_.disputers()[i].empty() ? 0 : 1;
      refuted += is_refuted(snapshot_, model::ConfigurationId(i)) ? 1 : 0;
    }
    if (snapshot_.configurations.size() == 0) return;
    sentence("Of the configurations, " + std::to_string(one) + (one == 1 ? " rests" : " rest") +
             " on a single document, " + std::to_string(none) + " on none, and " +
             std::to_string(disputed) + (disputed == 1 ? " is" : " are") +
             " contradicted by at least one" + see({table("evidence-map"), table("cerqual")}) +
             (refuted == 0 ? ""
                           : "; " + counted(static_cast<std::size_t>(refuted), "was", "were") +
                                 " considered and refuted") +
             ".");
  }

  void theory() {
    const auto lines = programme_theories(details_.theories());
    if (lines.empty()) {
      if (!figure("theory").empty())
        sentence("The configurations are drawn in " + figure("theory") + ".");
      return;
    }
    std::size_t versions = 0;
    for (const TheoryLine& line : lines) versions += line.versions.size();
    sentence("The programme theory went through " + counted(versions, "version", "versions") +
             see({table("programme-theory"), figure("theory"), figure("theory-evolution"),
                  table("theory-evolution")}) +
             ".");
    if (!table("theories").empty())
      sentence("Substantive theories that were drawn on stand in " + table("theories") + ".");
  }

  const Manuscript& manuscript_;
  const model::Details& details_;
  const model::Snapshot& snapshot_;
  std::string text_;
  std::set<std::string> cited_;  ///< labels of exhibits
};

}  // namespace

std::vector<std::string> manuscript_text(const Manuscript& manuscript, const TableWorld& world) {
  Paragraphs paragraphs(manuscript, world);
  return {paragraphs.methods(), paragraphs.results()};
}

}  // namespace retroduce::reports
