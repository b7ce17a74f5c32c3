// Two copies of a review become one: what the other copy's changes did is done here, as one change
// that the history of this file alone keeps, and the changes themselves are taken over as they are.
#include <algorithm>
#include <memory>

#include <sqlite3.h>

#include "base/error.h"
#include "base/text.h"
#include "store/beside_print.h"
#include "store/body.h"
#include "store/edit_session.h"
#include "store/erase_again.h"
#include "store/history_rows.h"
#include "store/merge_join.h"
#include "store/merge_recovered.h"
#include "store/merge_settle.h"
#include "store/merge_tell.h"
#include "store/references.h"
#include "store/retrace.h"
#include "store/standing.h"

namespace retroduce::store {

using namespace model;

namespace {

/// Whether what was just done may change what it does not touch. An edit knows of all that is here,
/// so it holds; but things may be bound to others, and a decision that is undone counts no more.
bool may_settle_others(Connection& connection) {
  if (connection.number("SELECT EXISTS (SELECT 1 FROM bound)") != 0) return true;
  std::string kind;
  {
    Query query(connection.prepared("SELECT kind, counts FROM change ORDER BY id DESC LIMIT 1"));
    if (query.next()) kind = query.text(0);
    if (!kind.empty() && !whole_of(query.view(1)).empty()) return true;
  }
  if (is_step(kind)) return kind == decision_kind;
  const auto of = known_change(connection, kind.substr(undo_prefix.size()));
  return !of || of->change.kind == decision_kind;
}

/// A name that nobody has, for as long as names go from one thing to another.
std::string name_between(const ThingName& thing) { return "\u21C4 " + thing.id; }

bool is_referred_to(ThingKind kind) {
  return shape_of(kind).natural_key.empty() && shape_of(kind).once.empty();
}

/// What two files, or one, come to.
class Joined {
 public:
  Joined(Connection& mine, Connection* theirs, const std::vector<TwinPair>& told)
      : history(mine, theirs, told) {}
  MergeHistory history;
  MergeState state{history};
  MergeJoin join{history, state};
};

/// Joins them; what no review can hold twice is told to be one, and then it is asked anew.
/// `always`: also where nothing came.
std::unique_ptr<Joined> joined(Connection& mine, Connection* theirs, bool always = false) {
  std::vector<TwinPair> told;
  while (true) {
    auto all = std::make_unique<Joined>(mine, theirs, told);
    const MergeHistory& history = all->history;
    if (theirs != nullptr && (!history.is_related() || (history.brought().empty() && !always)))
      return all;
    std::set<ThingName> units = all->history.touched();
    if (theirs == nullptr || is_merged(mine) || recovered_at(mine))
      units.merge(all->history.all_touched());
    all->join.run(std::move(units));
    const auto doubles = all->join.doubles();
    if (doubles.empty()) return all;
    told.insert(told.end(), doubles.begin(), doubles.end());
  }
}

class Merge {
 public:
  Merge(Connection& connection, Joined& all, const Authorship& by, const std::string& now)
      : connection_(connection),
        history_(all.history),
        state_(all.state),
        join_(all.join),
        session_(connection, by, now) {}

  /// The kinds of things that changed, with how many.
  std::map<ThingKind, std::int64_t> run(const std::string& what) {
    session_.begin(std::string(merge_kind));
    free_names();
    for (const ThingName& thing : going(false)) take_away(thing);
    put_all();
    take_away_referred_to();
    keep_twins();
    keep_origins();
    keep_bound();
    print_beside(connection_);
    session_.finish(what, session_.by().why);
    return counts();
  }

 private:
  Things& things() { return session_.things(); }

  /// By kind, what came or is otherwise: what came while as much of its kind went is the same by
  /// another id.
  std::map<ThingKind, std::int64_t> counts() {
    std::map<ThingName, std::pair<bool, bool>> there;  // before and after
    for (const HistoryRow& row : session_.change().rows)
      there.emplace(ThingName{row.thing, row.thing_id}, std::pair(!row.before.empty(), true))
          .first->second.second = !row.after.empty();
    std::map<ThingKind, std::int64_t> came;
    std::map<ThingKind, std::int64_t> counts;
    for (const auto& [thing, both] : there) {
      const auto [was, is] = both;
      if (was && is) ++counts[thing.kind];
      came[thing.kind] += static_cast<int>(is) - static_cast<int>(was);
    }
    for (const auto& [kind, more] : came) counts[kind] += std::max<std::int64_t>(more, 0);
    std::erase_if(counts, [](const auto& each) { return each.second == 0; });
    return counts;
  }

  /// Names that go to another thing, or away, are free before anybody takes them.
  void free_names() {
    const auto let_go = [this](const ThingName& thing, const Image& now) {
      Image between = now;
      between[std::string(shape_of(thing.kind).name)] = name_between(thing);
      session_.put(thing, between);
    };
    for (const ThingName& thing : join_.going())
      if (has_name_alone(thing.kind)) let_go(thing, things().image(thing).value());
    for (const auto& [thing, wanted] : join_.wanted()) {
      if (!has_name_alone(thing.kind) && thing.kind != ThingKind::entry) continue;
      const auto now = things().image(thing);
      const std::string key(shape_of(thing.kind).name);
      if (now && now->value(key, Image()) != wanted.value(key, Image())) let_go(thing, *now);
    }
  }

  /// Users before what they use; `referred_to`: those that have an id which others refer to.
  std::vector<ThingName> going(bool referred_to) const {
    std::vector<ThingName> list;
    const auto shapes = thing_shapes();
    for (auto shape = shapes.rbegin(); shape != shapes.rend(); ++shape) {
      if (is_referred_to(shape->kind) != referred_to) continue;
      for (const ThingName& thing : join_.going())
        if (thing.kind == shape->kind) list.push_back(thing);
    }
    return list;
  }

  /// Of one kind, too, users go first: a statement before the one that it came out of.
  void take_away_referred_to() {
    std::vector<ThingName> waiting = going(true);
    while (!waiting.empty()) {
      std::vector<ThingName> later;
      for (const ThingName& thing : waiting) {
        const auto users = things().users(thing);
        const bool is_used = std::any_of(users.begin(), users.end(), [&](const auto& user) {
          return user.thing != thing && user.field->type == ThingField::Type::reference &&
                 join_.going().count(user.thing) > 0;
        });
        if (is_used) {
          later.push_back(thing);
        } else {
          take_away(thing);
        }
      }
      if (later.size() == waiting.size())
        throw base::Error(base::ErrorCode::corrupt,
                          "the two reviews cannot be joined: things that go refer to one another");
      waiting = std::move(later);
    }
  }

  void take_away(const ThingName& thing) {
    // Remarks wait at the review until what they are about is there again.
    for (const auto& user : things().users(thing)) {
      if (user.field->type != ThingField::Type::about) continue;
      auto image = things().image(user.thing);
      if (!image || image->at("about").at(1) != thing.id) continue;
      (*image)["about"] = {"review", ""};
      session_.put(user.thing, image);
    }
    session_.put(thing, std::nullopt);
  }

  void put(const ThingName& thing, const Image& image) {
    session_.put(thing, image, image.contains("texts"));
  }

  /// Each after what it refers to, of its own kind as well.
  void put_all() {
    const ThingName review{ThingKind::review, "review"};
    const auto own = join_.wanted().find(review);
    if (own != join_.wanted().end()) put(review, own->second);
    std::vector<const std::pair<const ThingName, Image>*> waiting;
    for (const ThingShape& shape : thing_shapes())
      for (const auto& each : join_.wanted())
        if (each.first.kind == shape.kind) waiting.push_back(&each);
    while (!waiting.empty()) {
      std::vector<const std::pair<const ThingName, Image>*> later;
      for (const auto* each : waiting) {
        if (!missing_reference(things(), each->first.kind, each->second)) {
          put(each->first, each->second);
        } else {
          later.push_back(each);
        }
      }
      if (later.size() == waiting.size())
        throw base::Error(base::ErrorCode::corrupt, "the two reviews cannot be joined: " +
                                                        things().said(later.front()->first) +
                                                        " refers to something that is in neither");
      waiting = std::move(later);
    }
  }

  void keep_twins() {
    connection_.run("DELETE FROM twin");
    for (const auto& [id, stands] : history_.twins().all()) {
      Query query(connection_.prepared("INSERT INTO twin (id, stands_for) VALUES (?, ?)"));
      query.bind({Cell{std::string_view(id)}, Cell{std::string_view(stands)}}).run();
    }
  }

  void keep_bound() {
    connection_.run("DELETE FROM bound");
    for (const ThingName& thing : join_.bound()) {
      Query query(connection_.prepared("INSERT INTO bound (thing, thing_id) VALUES (?, ?)"));
      query.bind({Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}}).run();
    }
  }

  /// What came with imports and is shown otherwise now: later merges must know how it came, and
  /// that none brought it as it is shown.
  void keep_origins() {
    for (const auto& [unit, outcome] : join_.outcomes()) {
      const auto& deeds = history_.deeds(unit);
      const auto is_of_import = [](const Deed& deed) {
        return deed.place == 0 && deed.change != nullptr;
      };
      const bool is_one_of_several = history_.twins().members(unit.id).size() > 1 ||
                                     std::count_if(deeds.begin(), deeds.end(), is_of_import) > 1;
      if (!is_one_of_several && !outcome.is_shown_otherwise) continue;
      for (const Deed& deed : deeds) {
        const std::string shown = state_.id_now(unit, deed);
        if (is_of_import(deed)) keep_origin(unit, deed);
        if (is_of_import(deed) || (deed.is_there && shown != deed.raw_id))
          keep_shown({unit.kind, shown});
      }
    }
  }

  void keep_origin(const ThingName& unit, const Deed& deed) {
    const std::string image = deed.after.dump();
    Query query(connection_.prepared(
        "INSERT OR IGNORE INTO origin_image (thing, thing_id, change, image) VALUES (?1, ?2, "
        "(SELECT id FROM change WHERE uid = ?3), ?4)"));
    query.bind({Cell{to_word(unit.kind)}, Cell{std::string_view(deed.raw_id)},
                Cell{std::string_view(deed.change->uid)}, Cell{std::string_view(image)}});
    query.run();
  }

  void keep_shown(const ThingName& thing) {
    Query query(
        connection_.prepared("INSERT OR IGNORE INTO shown_as (thing, thing_id) VALUES (?, ?)"));
    query.bind({Cell{to_word(thing.kind)}, Cell{std::string_view(thing.id)}}).run();
  }

  Connection& connection_;
  MergeHistory& history_;
  MergeState& state_;
  const MergeJoin& join_;
  EditSession session_;
};

/// Moves that were seen to hold until now, in one of the two, and hold no more.
void tell_cut_moves(Joined& all, const std::vector<const ChangeNode*>& brought, Receipt& receipt) {
  for (const MergeJoin::CutMove& move : all.join.cut_moves()) {
    const auto mine = all.history.mine_of(move.thing);
    Things& things = all.history.my_things();
    const bool held_here = !mine.empty() && things.image(mine.front())->contains("parent");
    const bool is_brought = std::find(brought.begin(), brought.end(), move.by) != brought.end();
    if (!held_here && !is_brought) continue;
    receipt.found.add(
        base::Severity::loss, "merge.circle",
        things.said(move.thing) + " does not stand below " +
            things.said({move.thing.kind, move.parent}) + ", where " +
            (move.by == nullptr ? std::string("it was put") : move.by->by + " put it") +
            ": with a move on the other side it would stand below itself",
        {},
        {"Put it elsewhere with: retroduce edit REVIEW 'move " + things.said(move.thing) +
         " under \"NAME\"'"});
  }
}

/// Unions that came together from both sides, each the other way round.
void tell_crossed(Joined& all, const std::vector<const ChangeNode*>& brought, Receipt& receipt) {
  const auto is_brought = [&brought](const ChangeNode* change) {
    return std::find(brought.begin(), brought.end(), change) != brought.end();
  };
  for (const auto& [uid, crossing] : all.history.crossed()) {
    const auto& [holds, other] = crossing;
    if (crossing.is_forked()) continue;  // a conflict tells
    if (!is_brought(other.change) && !is_brought(holds.change)) continue;
    const auto into = all.join.wanted().find(holds.into);
    if (into == all.join.wanted().end()) continue;
    const std::string kind(to_word(holds.into.kind));
    receipt.found.add(base::Severity::note, "merge.crossed",
                      holds.change->by + " and " + other.change->by + " put the same two " + kind +
                          "s together, each into the other one; they are one, called " + "\"" +
                          into->second.value("label", std::string()) + "\"" + " as " +
                          holds.change->by + " had it",
                      {},
                      {"Call it otherwise with: retroduce edit REVIEW 'rename " + kind + " \"" +
                       into->second.value("label", std::string()) + "\" to \"NAME\"'"});
  }
}

/// The changes themselves, as they are, with what each followed.
void take_changes(Connection& mine, Connection& theirs,
                  const std::vector<const ChangeNode*>& brought) {
  for (const ChangeNode* node : brought) {
    Change change = change_of(theirs, node->id);
    change.follows = base::join(node->follows, " ");
    const std::int64_t id = insert_change(mine, change);
    Query query(mine.prepared("UPDATE change SET arrived = 2 WHERE id = ?"));
    query.bind(1, Cell{id}).run();
  }
}

std::string latest_of(Connection& connection, const std::string& now) {
  Query query(connection.prepared("SELECT max(at) FROM change ORDER BY 1"));
  return query.next() && query.view(0) > now ? query.text(0) : now;
}

/// A merge joins what was done; what a damaged file lost, it does not know as missing.
void tell_recovery(Connection& mine, Connection& theirs, const std::string& name,
                   Receipt& receipt) {
  const auto at = recovered_at(mine);
  if (!at || recovered_at(theirs)) return;
  receipt.found.add(base::Severity::note, "merge.recovered",
                    "this review was put together from a damaged file on " + at->substr(0, 10) +
                        ", and of what was lost there a merge brings back no more than the history "
                        "tells; " +
                        name + " was not: compare the two before you go on in one of them");
}

}  // namespace

Receipt merge_reviews(Connection& mine, Connection& theirs, const std::string& name,
                      const Authorship& by, const std::string& now) {
  Receipt receipt;
  receipt.at = now;
  receipt.by = by.by;
  receipt.source = name;
  receipt.format = "merge";
  const std::int64_t found_again = take_lost_rows(mine, theirs);
  const auto all = joined(mine, &theirs, found_again > 0);
  const MergeHistory& history = all->history;
  if (!history.is_related()) {
    receipt.found.add(
        base::Severity::refused, "merge.stranger",
        name + " is no copy of this review: the two have no change in common", {},
        {"Take it in with: retroduce export " + name + " COPY.xml, then retroduce import " +
         mine.database().getFilename() + " COPY.xml"});
    return receipt;
  }
  tell_erasures(mine, theirs, name, receipt);
  tell_recovery(mine, theirs, name, receipt);
  const auto brought = history.brought();
  if (brought.empty() && found_again == 0) return receipt;
  if (found_again > 0)
    receipt.found.add(base::Severity::note, "merge.history",
                      "of " + base::count_of(found_again, "change", "changes") +
                          " this review had lost what was done; that is taken from " + name);
  tell_cut_moves(*all, brought, receipt);
  tell_crossed(*all, brought, receipt);
  take_changes(mine, theirs, brought);
  const std::string what =
      "merged " + name + ": " +
      base::count_of(static_cast<std::int64_t>(brought.size()), "change", "changes");
  Merge merge(mine, *all, by, latest_of(mine, now));
  const auto counts = merge.run(what);
  tell_joined(mine, all->history, all->state, all->join, by, receipt);
  receipt.lines.push_back({"changes", static_cast<std::int64_t>(brought.size()), 0, 0});
  for (const auto& [kind, count] : counts)
    receipt.lines.push_back({std::string(to_word(kind)), count, 0, 0});
  const bool is_masked = erase_again(mine, theirs, receipt);
  receipt.number = insert_arrival(mine, receipt);
  if (is_masked) settle_prints(mine);
  return receipt;
}

void settle_merges(Connection& connection, const Authorship& by, const std::string& now) {
  if (!may_settle_others(connection)) return;
  if (!has_arrivals(connection)) return;
  const auto all = joined(connection, nullptr);
  Merge(connection, *all, {by.by, {}}, latest_of(connection, now))
      .run("settled what this leaves of earlier merges");
}

}  // namespace retroduce::store
