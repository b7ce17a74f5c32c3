#include "store/known_claims.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t most_named = 20;

/// An extract and what it says of the claim.
using Voice = std::pair<std::int64_t, std::string>;
/// Role, concept, opposite, when not fired: what an element claims.
using Part = std::tuple<std::string, std::int64_t, bool, bool>;

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
    if (own_ == 0 || !are_others_here() || has_remarks()) return;
    read_new();
    if (new_.empty()) return;
    read_older();
    for (const auto& [id, claim] : new_) settle(id, claim);
    tell();
    if (known_.empty()) return;
    const auto& lines = state_.lines;
    state_.is_anything_new =
        state_.is_review_taken || !state_.alterations.rows(state_.own_change_uid()).empty() ||
        std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.added > 0; });
  }

 private:
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
        return;
      }
      if (parts == others) {
        alike_.push_back(pair);
        return;
      }
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
  std::vector<std::string> known_;
  std::vector<std::string> alike_;
};

}  // namespace

void leave_out_known_claims(ImportState& state) { KnownClaims(state).leave_out(); }

}  // namespace retroduce::store
