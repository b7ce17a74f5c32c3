// The concepts that were coded, with their definitions, where they stand in the tree and how often
// they were used.
#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "reports/cells.h"
#include "reports/labels.h"
#include "reports/made_rows.h"
#include "reports/registry.h"

namespace retroduce::reports {

namespace {

using model::ConceptId;

class CodebookMaker {
 public:
  explicit CodebookMaker(MadeRows& made)
      : made_(made), snapshot_(*made.world.snapshot), below_(snapshot_.concepts.size() + 1) {}

  void make() {
    made_.used.cmoc = true;
    count_uses();
    const std::size_t top = snapshot_.concepts.size();
    for (std::size_t i = 0; i < snapshot_.concepts.size(); ++i) {
      const ConceptId parent = snapshot_.concepts[i].parent;
      below_[parent.is_set() ? parent.index() : top].emplace_back(i);
    }
    is_listed_.resize(top);
    for (const ConceptId each : below_[top]) add_tree(each);
    // What no top leads to stands in a circle of parents, which only a damaged file can hold.
    for (std::size_t i = 0; i < top; ++i) add_tree(ConceptId(i));
    if (has_wordings_)
      made_.notes.emplace_back(
          "(wording): made of a wording at import, still to be mapped by a reviewer.");
  }

 private:
  struct Uses {
    std::vector<model::ConfigurationId> configurations;
    std::array<std::int64_t, 5> roles{};  ///< by Role
    std::int64_t extracts = 0;
  };

  void count_uses() {
    uses_.resize(snapshot_.concepts.size());
    for (std::size_t i = 0; i < snapshot_.configurations.size(); ++i) {
      const model::ConfigurationId id(i);
      for (const model::SnapshotElement& element : snapshot_.elements_of(id)) {
        Uses& uses = uses_[element.concept_.index()];
        ++uses.roles[static_cast<std::size_t>(element.role)];
        uses.configurations.push_back(id);
      }
    }
    made_.world.details->each_extract(
        [&](model::ExtractKey, model::DocumentId, std::span<const ConceptId> concepts, bool) {
          for (const ConceptId each : concepts) ++uses_[each.index()].extracts;
        });
  }

  /// A concept, then those below it, each once.
  void add_tree(ConceptId from) {
    std::vector<std::pair<ConceptId, std::size_t>> open{{from, 0}};
    while (!open.empty()) {
      const auto [id, depth] = open.back();
      open.pop_back();
      if (is_listed_[id.index()]) continue;
      is_listed_[id.index()] = true;
      add(id, depth);
      const auto& below = below_[id.index()];
      for (auto each = below.rbegin(); each != below.rend(); ++each)
        open.emplace_back(*each, depth + 1);
    }
  }

  void add(ConceptId id, std::size_t depth) {
    const model::SnapshotConcept& entry = snapshot_.concepts[id.index()];
    const Uses& uses = uses_[id.index()];
    Witness witness{uses.configurations, {}, {}, {}};
    if (witness.configurations.empty()) witness.why_none = "no configuration holds the concept";
    const model::ConceptDetail detail = made_.world.details->concept_detail(id);
    Line name;
    constexpr std::size_t most_steps = 12;
    for (std::size_t i = 0; i < std::min(depth, most_steps); ++i)
      name.push_back(only_on_paper(plain("\u2003")));
    name.push_back(plain(entry.label));
    if (entry.is_wording) name.push_back(muted(" (wording)"));
    has_wordings_ |= entry.is_wording;
    Cell extracts = text_cell(std::to_string(uses.extracts), witness);
    extracts.number = uses.extracts;
    made_.add(entry.label) = {
        {{std::move(name)}, {}, witness},
        detail.definition.empty() ? missing_cell("the concept has no definition", witness)
                                  : text_cell(detail.definition, witness),
        aliases_cell(id, witness),
        roles_cell(uses, witness),
        labels_cell(snapshot_, witness, "no configuration holds the concept", made_.used),
        std::move(extracts)};
  }

  Cell aliases_cell(ConceptId id, const Witness& witness) const {
    std::vector<std::string> labels;
    for (const model::Alias& alias : snapshot_.aliases) {
      if (alias.concept_ == id) labels.push_back(alias.label);
    }
    if (labels.empty()) return missing_cell("the concept has no other names", witness, "\u2013");
    return text_cell(base::join(labels, "; "), witness);
  }

  static Cell roles_cell(const Uses& uses, const Witness& witness) {
    std::vector<std::string> words;
    for (std::size_t role = 0; role < uses.roles.size(); ++role) {
      if (uses.roles[role] == 0) continue;
      words.push_back(std::string(model::to_word(static_cast<model::Role>(role))) + " " +
                      std::to_string(uses.roles[role]));
    }
    if (words.empty()) return missing_cell("no configuration holds the concept", witness, "none");
    return text_cell(base::join(words, ", "), witness);
  }

  MadeRows& made_;
  const model::Snapshot& snapshot_;
  std::vector<std::vector<ConceptId>> below_;  ///< by concept; the last: those at the top
  std::vector<Uses> uses_;
  std::vector<bool> is_listed_;
  bool has_wordings_ = false;
};

Table make_codebook(const TableWorld& world) {
  return table_of_made_rows(world,
                            {"codebook",
                             "Codebook",
                             {{"Concept", "concept", 2},
                              {"Definition", "definition", 3},
                              {"Also called", "aliases", 1.4},
                              {"Used as", "roles", 1.5},
                              {"CMOCs", "configurations", 1.5},
                              {"Extracts (n)", "extracts", 0.9, true}}},
                            [](MadeRows& made) { CodebookMaker(made).make(); });
}

}  // namespace

const TableKind table_codebook{"codebook", "Codebook",
                               "The concepts in their tree with definitions, other names, roles, "
                               "configurations and extracts.",
                               make_codebook};

}  // namespace retroduce::reports
