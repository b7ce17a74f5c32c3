#include "store/known_claims.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "store/former_claims.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t most_named = 20;

using Voice = ClaimVoice;
using Part = ClaimPart;

/// "extraction row 12": as sheets without labels name their rows.
bool is_made_of_row(const std::string& label) {
  const std::size_t at = label.rfind(" row ");
  if (at == std::string::npos) return false;
  const std::string number = label.substr(at + 5);
  return !number.empty() && std::all_of(number.begin(), number.end(), [](unsigned char letter) {
    return std::isdigit(letter) != 0;
  });
}

class KnownClaims {
 public:
  explicit KnownClaims(ImportState& state)
      : state_(state), connection_(state.connection), own_(state.own_change_id()) {}

  void leave_out() {
    taken_out_ = state_.taken_out;
    if (own_ != 0 && !has_remarks()) {
      if (are_others_here()) leave_out_known();
      leave_out_former();
      if (!taken_out_.empty()) leave_out_retired_concepts();
    }
    tell();
    if (known_.empty() && taken_out_.size() == state_.taken_out.size()) return;
    const auto& lines = state_.lines;
    state_.is_anything_new =
        state_.is_review_taken || !state_.alterations.rows(state_.own_change_uid()).empty() ||
        std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.added > 0; });
  }

 private:
  void leave_out_known() {
    read_new();
    if (new_.empty()) return;
    read_older();
    for (const auto& [id, claim] : new_) settle(id, claim);
  }

  /// What was taken out here, by hand, stays so.
  void leave_out_former() {
    if (!are_edits_here()) return;
    if (new_.empty()) read_new();
    const auto added = evidence_added();
    if (new_.empty() && added.empty()) return;
    const auto former = FormerClaims(connection_, state_.options.by.by).all();
    const FormerIndex index(former);
    for (const auto& [id, claim] : new_)
      for (const std::string& was : may_have_been(claim, index))
        if (former.count(was) > 0 && settle_former(id, claim, was, former.at(was))) break;
    for (const Added& each : added) settle_withdrawn(each, former);
  }

  /// Former claims by what leads to them.
  struct FormerIndex {
    explicit FormerIndex(const std::map<std::string, FormerClaim>& former) {
      for (const auto& [id, claim] : former) {
        for (const std::string& label : claim.labels) by_label[label].insert(id);
        for (const auto& [voice, said] : claim.voices) by_voice[voice].insert(id);
      }
    }
    std::map<std::string, std::set<std::string>> by_label;
    std::map<Voice, std::set<std::string>> by_voice;
  };

  struct Claim {
    std::string label;
    std::map<Voice, std::int64_t> voices;  ///< with who said so; 0: nobody is named
    std::int64_t evidence = 0;             ///< rows of it
  };

  bool are_others_here() {
    Query query(connection_.prepared(
        "SELECT EXISTS (SELECT 1 FROM configuration WHERE change <> ?1) ORDER BY 1"));
    return query.bind(1, Cell{own_}).next() && query.flag(0);
  }

  bool are_edits_here() {
    return connection_.number(
               "SELECT EXISTS (SELECT 1 FROM change WHERE kind IN ('edit', 'decision'))") != 0;
  }

  /// What another tool's file says of single pieces of evidence would be lost with them.
  bool has_remarks() {
    Query query(connection_.prepared(
        "SELECT EXISTS (SELECT 1 FROM memo WHERE change = ?1 AND about IN ('evidence', 'element') "
        "UNION ALL SELECT 1 FROM foreign_part WHERE change = ?1 AND about IN ('evidence', "
        "'element')) ORDER BY 1"));
    return query.bind(1, Cell{own_}).next() && query.flag(0);
  }

  void read_new() {
    Query query(connection_.prepared(
        "SELECT c.id, c.label, v.extract, v.stance, ifnull(v.coder, 0) FROM configuration c JOIN "
        "evidence v ON v.configuration = c.id WHERE c.change = ? ORDER BY c.id"));
    query.bind(1, Cell{own_});
    while (query.next()) {
      Claim& claim = new_[query.number(0)];
      claim.label = query.text(1);
      claim.voices[{query.number(2), query.text(3)}] = query.number(4);
      ++claim.evidence;
    }
  }

  /// Of what was here before, as far as the same extracts bear on it.
  void read_older() {
    std::set<Voice> voices;
    for (const auto& [id, claim] : new_)
      for (const auto& [voice, coder] : claim.voices) voices.insert(voice);
    Query query(connection_.prepared(
        "SELECT c.id, v.extract, v.stance, ifnull(v.coder, 0) FROM configuration c JOIN evidence v "
        "ON v.configuration = c.id WHERE c.change <> ? ORDER BY c.id"));
    query.bind(1, Cell{own_});
    while (query.next()) {
      const Voice voice{query.number(1), query.text(2)};
      if (voices.count(voice) > 0) older_[voice].emplace_back(query.number(0), query.number(3));
    }
  }

  /// Those on which all that bears on the claim bears, too, as the same people said it.
  std::vector<std::int64_t> with_all_voices(const Claim& claim) {
    std::map<std::int64_t, std::size_t> counts;
    for (const auto& [voice, coder] : claim.voices) {
      std::set<std::int64_t> holders;
      for (const auto& [configuration, who] : older_[voice])
        if (coder == 0 || who == 0 || who == coder) holders.insert(configuration);
      for (const std::int64_t each : holders) ++counts[each];
    }
    std::vector<std::int64_t> all;
    for (const auto& [configuration, count] : counts)
      if (count == claim.voices.size()) all.push_back(configuration);
    return all;
  }

  std::set<Part> parts_of(std::int64_t configuration) {
    std::set<Part> parts;
    Query query(connection_.prepared(
        "SELECT role, concept, opposite, when_not_fired FROM element WHERE configuration = ? ORDER "
        "BY place"));
    query.bind(1, Cell{configuration});
    while (query.next())
      parts.emplace(query.text(0), query.number(1), query.flag(2), query.flag(3));
    return parts;
  }

  std::string label_of(std::int64_t configuration) {
    Query query(connection_.prepared("SELECT label FROM configuration WHERE id = ? ORDER BY id"));
    return query.bind(1, Cell{configuration}).next() ? query.text(0) : std::string();
  }

  bool was_called(std::int64_t configuration, const std::string& label) {
    const std::string id =
        state_.alterations.things().id_of(ThingKind::configuration, configuration);
    Query query(connection_.prepared(
        "SELECT EXISTS (SELECT 1 FROM history WHERE thing = 'configuration' AND thing_id = ?1 AND "
        "json_extract(nullif(before, ''), '$.label') = ?2) ORDER BY 1"));
    query.bind({Cell{std::string_view(id)}, Cell{std::string_view(label)}});
    return query.next() && query.flag(0);
  }

  /// Links, statements and what else came for it need it.
  bool is_needed(std::int64_t configuration) {
    Things& things = state_.alterations.things();
    const auto users = things.users(
        {ThingKind::configuration, things.id_of(ThingKind::configuration, configuration)});
    return std::any_of(users.begin(), users.end(),
                       [](const auto& user) { return user.thing.kind != ThingKind::evidence; });
  }

  void settle(std::int64_t id, const Claim& claim) {
    const std::set<Part> parts = parts_of(id);
    for (const std::int64_t older : with_all_voices(claim)) {
      const std::set<Part> others = parts_of(older);
      if (!std::includes(others.begin(), others.end(), parts.begin(), parts.end())) continue;
      const std::string pair = in_quotes(claim.label) + " is " + in_quotes(label_of(older));
      if ((is_made_of_row(claim.label) || was_called(older, claim.label)) && !is_needed(id)) {
        known_.push_back(pair);
        take_out(id, claim);
        settled_.insert(id);
        return;
      }
      if (parts == others) {
        alike_.push_back(pair);
        return;
      }
    }
  }

  /// By permanent id: claims that were called so, or on which some of what bears on this one bore
  /// or bears.
  std::set<std::string> may_have_been(const Claim& claim, const FormerIndex& index) {
    std::set<std::string> ids;
    const auto add = [&ids](const auto& by, const auto& key) {
      if (const auto found = by.find(key); found != by.end())
        ids.insert(found->second.begin(), found->second.end());
    };
    add(index.by_label, claim.label);
    for (const auto& [voice, coder] : claim.voices) {
      add(index.by_voice, voice);
      if (const auto here = older_.find(voice); here != older_.end())
        for (const auto& [row, who] : here->second)
          ids.insert(state_.alterations.things().id_of(ThingKind::configuration, row));
    }
    return ids;
  }

  /// Whether the claim is that one, which had all of it once.
  bool settle_former(std::int64_t id, const Claim& claim, const std::string& was,
                     const FormerClaim& old) {
    if (settled_.count(id) > 0) return true;
    if (!is_made_of_row(claim.label) && old.labels.count(claim.label) == 0) return false;
    const std::int64_t row =
        state_.alterations.things().row_of(ThingKind::configuration, was).value_or(0);
    if (row == 0 && old.gone.empty()) return false;
    std::vector<std::string> missing;
    if (row == 0) missing.push_back(old.gone);
    const std::set<Part> parts_here = parts_of(row);
    for (const Part& part : parts_of(id)) {
      if (parts_here.count(part) > 0) continue;
      const auto taken = old.parts.find(part);
      if (taken == old.parts.end()) return false;
      if (row != 0) missing.push_back(taken->second);
    }
    std::int64_t withdrawn = 0;
    std::int64_t unheard = 0;  // of a claim that is gone
    for (const auto& [voice, coder] : claim.voices) {
      if (is_said(row, voice, coder)) continue;
      const auto taken = old.voices.find(voice);
      const bool was_said = taken != old.voices.end() && may_be_one(coder, taken->second.first);
      if (!was_said && (row != 0 || is_made_of_row(claim.label))) return false;
      ++(was_said ? withdrawn : unheard);
      if (row != 0) missing.push_back(taken->second.second);
    }
    if (missing.empty() || is_needed(id)) return false;
    const std::string name = row == 0 ? in_quotes(claim.label)
                                      : in_quotes(claim.label) + " is " + in_quotes(label_of(row));
    std::sort(missing.begin(), missing.end());
    missing.erase(std::unique(missing.begin(), missing.end()), missing.end());
    for (const TakenOut& each : missing) taken_out_.push_back(name + ": " + each);
    if (unheard > 0)
      taken_out_.back() += "; " +
                           base::count_of(unheard, "piece of evidence", "pieces of evidence") +
                           " that it did not have stayed out with it";
    take_out(id, claim);
    left_out(Kind::configuration, row == 0 ? 1 : 0);
    left_out(Kind::evidence, row == 0 ? claim.evidence : withdrawn);
    settled_.insert(id);
    return true;
  }

  static bool may_be_one(std::int64_t coder, std::int64_t other) {
    return coder == 0 || other == 0 || coder == other;
  }

  bool is_said(std::int64_t configuration, const Voice& voice, std::int64_t coder) {
    Query query(
        connection_.prepared("SELECT ifnull(coder, 0) FROM evidence WHERE configuration = ?1 AND "
                             "extract = ?2 AND stance "
                             "= ?3 AND change <> ?4 ORDER BY element"));
    query.bind(
        {Cell{configuration}, Cell{voice.first}, Cell{std::string_view(voice.second)}, Cell{own_}});
    while (query.next())
      if (may_be_one(coder, query.number(0))) return true;
    return false;
  }

  /// Evidence that the import adds to a claim that was here before.
  struct Added {
    std::int64_t configuration = 0;
    std::int64_t element = 0;
    Voice voice;
    std::int64_t coder = 0;
  };
  std::vector<Added> evidence_added() {
    std::vector<Added> list;
    Query query(connection_.prepared(
        "SELECT v.configuration, v.element, v.extract, v.stance, ifnull(v.coder, 0) FROM evidence "
        "v "
        "JOIN configuration c ON c.id = v.configuration WHERE v.change = ?1 AND c.change <> ?1 "
        "ORDER BY 1, 2, 3"));
    query.bind(1, Cell{own_});
    while (query.next())
      list.push_back(
          {query.number(0), query.number(1), {query.number(2), query.text(3)}, query.number(4)});
    return list;
  }

  void settle_withdrawn(const Added& added, const std::map<std::string, FormerClaim>& former) {
    const std::string id =
        state_.alterations.things().id_of(ThingKind::configuration, added.configuration);
    const auto old = former.find(id);
    if (old == former.end()) return;
    const auto taken = old->second.voices.find(added.voice);
    if (taken == old->second.voices.end() || !may_be_one(added.coder, taken->second.first)) return;
    taken_out_.push_back(in_quotes(label_of(added.configuration)) + ": " + taken->second.second);
    Query query(connection_.prepared(
        "DELETE FROM evidence WHERE configuration = ? AND element = ? AND extract = ?"));
    query.bind({Cell{added.configuration}, Cell{added.element}, Cell{added.voice.first}}).run();
    present(Kind::evidence, 1);
    left_out(Kind::evidence, 1);
  }

  /// What was retired here, and that nothing needs now, came for what was taken out alone.
  void leave_out_retired_concepts() {
    struct Retired {
      std::int64_t row = 0;
      std::string told;
    };
    std::vector<Retired> list;
    {
      Query query(connection_.prepared(
          "SELECT n.id, n.label, c.what, c.by_whom, substr(c.at, 1, 10), c.uid FROM concept n JOIN "
          "history h ON h.thing = 'concept' AND h.after = '' AND json_extract(nullif(h.before, "
          "''), "
          "'$.label') = n.label JOIN change c ON c.id = h.change WHERE n.change = ? GROUP BY n.id "
          "HAVING h.change = max(h.change) ORDER BY n.id"));
      query.bind(1, Cell{own_});
      while (query.next())
        list.push_back({query.number(0), in_quotes(query.text(1)) + ": " + taken_out_by(query, 2)});
    }
    Things& things = state_.alterations.things();
    for (const Retired& each : list) {
      const ThingName concept_{ThingKind::concept_, things.id_of(ThingKind::concept_, each.row)};
      if (!things.users(concept_).empty()) continue;
      for (const char* sql :
           {"DELETE FROM concept_alias WHERE concept = ?", "DELETE FROM concept WHERE id = ?"}) {
        Query query(connection_.prepared(sql));
        query.bind(1, Cell{each.row}).run();
      }
      taken_out_.push_back(each.told);
      present(Kind::concept_, 1);
      left_out(Kind::concept_, 1);
    }
  }

  void take_out(std::int64_t id, const Claim& claim) {
    for (const char* sql : {"DELETE FROM evidence WHERE configuration = ?",
                            "DELETE FROM element WHERE configuration = ?",
                            "DELETE FROM configuration WHERE id = ?"}) {
      Query query(connection_.prepared(sql));
      query.bind(1, Cell{id}).run();
    }
    present(Kind::configuration, 1);
    present(Kind::evidence, claim.evidence);
  }

  void present(Kind kind, std::int64_t count) {
    ReceiptLine& line = state_.lines[static_cast<std::size_t>(kind)];
    line.added -= count;
    line.present += count;
  }

  /// Of what was counted as present.
  void left_out(Kind kind, std::int64_t count) {
    ReceiptLine& line = state_.lines[static_cast<std::size_t>(kind)];
    line.present -= count;
    line.left_out += count;
  }

  void tell() {
    const auto first = [](std::vector<std::string> list) {
      list.resize(std::min(list.size(), most_named));
      return list;
    };
    if (!known_.empty())
      state_.say(
          base::Severity::note, "import.known-claims",
          base::count_of(static_cast<std::int64_t>(known_.size()), "claim is", "claims are") +
              " here already under another name, with the same elements and extracts, and "
              "did not come in again",
          0, first(known_));
    if (!taken_out_.empty())
      state_.say(base::Severity::note, "import.taken-out",
                 base::count_of(static_cast<std::int64_t>(taken_out_.size()), "thing", "things") +
                     " of this source that somebody took out of the review did not come in again",
                 0, first(taken_out_));
    if (!alike_.empty())
      state_.say(
          base::Severity::note, "import.like-claims",
          base::count_of(static_cast<std::int64_t>(alike_.size()), "claim has", "claims have") +
              " the elements and extracts of another here; where the two are one: merge "
              "configuration \"NEW\" into \"OLD\"",
          0, first(alike_));
  }

  ImportState& state_;
  Connection& connection_;
  std::int64_t own_ = 0;
  std::map<std::int64_t, Claim> new_;  ///< with evidence, by row
  std::map<Voice, std::vector<std::pair<std::int64_t, std::int64_t>>> older_;  ///< with who
  std::set<std::int64_t> settled_;
  std::vector<std::string> known_;
  std::vector<std::string> taken_out_;
  std::vector<std::string> alike_;
};

}  // namespace

void leave_out_known_claims(ImportState& state) { KnownClaims(state).leave_out(); }

}  // namespace retroduce::store
