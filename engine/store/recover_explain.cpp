#include "store/recover_explain.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/precedence.h"
#include "store/step_back.h"
#include "store/stored.h"
#include "store/things.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::size_t named_at_most = 5;

/// What the rows that are left say of a thing.
struct Said {
  bool is_there = true;
  bool is_whole = false;  ///< they tell of its coming; else of some fields alone
  Image image = Image::object();
};

/// The fields that differ, of those that `said` tells of; null: it is not set.
std::pair<Image, Image> differing_fields(const Image& said, const Image& now) {
  Image before = Image::object();
  Image after = Image::object();
  for (const auto& [key, value] : said.items()) {
    const Image is = now.value(key, Image());
    if (is == value) continue;
    if (!value.is_null()) before[key] = value;
    if (!is.is_null()) after[key] = is;
  }
  return {before, after};
}

class Comparison {
 public:
  Comparison(Connection& connection, const Recovery& all, const std::string& recovery)
      : connection_(connection), things_(connection), all_(all), recovery_(recovery) {}

  Unexplained run() {
    read_history();
    find_brought();
    compare_review();
    for (const ThingShape& shape : thing_shapes())
      for (const ThingName& thing : things_.all(shape.kind)) compare(shape, thing);
    // What stands below others is put there once all are there.
    found_.rows.insert(found_.rows.end(), moves_.begin(), moves_.end());
    find_gone();
    return std::move(found_);
  }

 private:
  /// Of this file, merges included: what the changes of another did here, these say.
  void read_history() {
    Query query(connection_.prepared(
        "SELECT h.thing, h.thing_id, h.before, h.after FROM history h JOIN change c ON c.id = "
        "h.change WHERE c.arrived = 0 ORDER BY h.change, h.place"));
    while (query.next()) {
      const std::string kind = query.text(0);
      const std::string id = query.text(1);
      const std::string before = query.text(2);
      const std::string after = query.text(3);
      read({stored_word<ThingKind>(kind), id, before, after});
    }
  }

  void read(const HistoryRow& row) {
    if (row.thing == ThingKind::element || is_text(row)) return;
    const ThingName thing{row.thing, row.thing_id};
    Said& said = said_[thing];
    if (row.after.empty()) {
      said = {false, true, Image::object()};
    } else if (row.before.empty() && row.thing != ThingKind::review) {
      said = {true, true, read_image(row.after)};
    } else if (said.is_there && said.is_whole) {
      said.image = after_row(row, said.image).value();
    } else {
      read_fields(row, said);
    }
  }

  /// Of what an import brought, and of the review, rows tell some fields alone.
  static void read_fields(const HistoryRow& row, Said& said) {
    if (!said.is_there) said = {};
    const Image before = row.before.empty() ? Image::object() : read_image(row.before);
    const Image after = read_image(row.after);
    for (const Image* image : {&before, &after})
      for (const auto& [key, value] : image->items()) said.image[key] = after.value(key, Image());
  }

  /// Imports leave no rows of what they bring, nor does what was done before a recovery; of what
  /// was added by a change that is lost itself nobody knows.
  void find_brought() {
    Query query(
        connection_.prepared("SELECT uid FROM change WHERE arrived = 1 OR (arrived = 0 AND kind IN "
                             "('import', ?1, ?2)) ORDER BY id"));
    query.bind({Cell{recovery_kind}, Cell{lost_kind}});
    while (query.next()) brought_.insert(query.text(0));
  }

  bool is_brought(const ThingShape& shape, const ThingName& thing, const Image& now) const {
    const std::string uid = shape.natural_key.empty() ? thing.id.substr(0, thing.id.find('.'))
                                                      : now.value("change", std::string());
    return brought_.count(uid) > 0;
  }

  void compare_review() {
    const ThingName review{ThingKind::review, "review"};
    const auto said = said_.find(review);
    const auto now = now_of(review);
    if (said == said_.end() || !now) return;
    const bool may_be_lost = is_spoilt("review") || is_spoilt("question") ||
                             is_spoilt("role_heading") || is_spoilt("level") ||
                             is_spoilt("rating_scale");
    take_fields(review, differing_fields(said->second.image, *now), may_be_lost, {});
  }

  void compare(const ThingShape& shape, const ThingName& thing) {
    const auto now = now_of(thing);
    if (!now) return;
    const auto known = said_.find(thing);
    const bool is_there = known != said_.end() && known->second.is_there;
    if (is_there && known->second.is_whole) {
      take_fields(thing, differing(known->second.image, *now), may_be_another(shape, *now),
                  lacking(shape));
    } else if (is_there && is_brought(shape, thing, *now)) {
      take_fields(thing, differing_fields(known->second.image, *now), may_be_another(shape, *now),
                  lacking(shape));
    } else if (known != said_.end() || !is_brought(shape, thing, *now)) {
      add(shape, thing, *now);
    }
  }

  /// Another copy has what refers to something made up, or lacks parts that were lost, as it was,
  /// and must not be told otherwise: of such fields nothing is said.
  void take_fields(const ThingName& thing, std::pair<Image, Image> fields, bool may_be_lost,
                   const std::set<std::string>& lacking) {
    auto& [before, after] = fields;
    bool is_untold = false;
    std::set<std::string> keys;
    for (const Image* image : {&before, &after})
      for (const auto& [key, value] : image->items()) keys.insert(key);
    for (const std::string& key : keys) {
      if (!may_be_lost && lacking.count(key) == 0 && !is_made_up(after.value(key, Image())))
        continue;
      before.erase(key);
      after.erase(key);
      is_untold = true;
    }
    if (is_untold) found_.untold.push_back(things_.said(thing));
    if (before.empty() && after.empty()) return;
    found_.told.push_back(things_.said(thing));
    found_.rows.push_back({thing.kind, thing.id, image_text(before), image_text(after)});
  }

  void add(const ThingShape& shape, const ThingName& thing, Image now) {
    if (may_be_another(shape, now) || !lacking(shape).empty() || is_made_up(now) ||
        is_made_up(thing.id)) {
      found_.untold.push_back(things_.said(thing));
      return;
    }
    const Image whole = now;
    if (now.erase("parent") > 0) moves_.push_back(row_between(thing, now, whole));
    found_.told.push_back(things_.said(thing));
    found_.rows.push_back(row_between(thing, std::nullopt, now));
  }

  bool is_made_up(const Image& value) const {
    return value.dump().find(recovery_) != std::string::npos;
  }

  /// Fields whose rows were lost in part.
  std::set<std::string> lacking(const ThingShape& shape) const {
    std::set<std::string> keys;
    for (const ThingPart& part : shape.parts) {
      if (!is_spoilt(part.table)) continue;
      keys.emplace(part.key);
      for (const ThingField& field : part.fields) keys.emplace(field.key);
    }
    // Where the words of an extract are lost, what stands for them is told to be no quote.
    if (keys.count("quote") > 0) keys.emplace("paraphrase");
    return keys;
  }

  bool may_be_another(const ThingShape& shape, const Image& now) const {
    if (told(shape.table).altered > 0) return true;
    if (shape.kind == ThingKind::evidence && is_spoilt("element")) return true;
    // A remark on what is lost stays with the review.
    const bool is_of_review = now.value("about", Image()) == Image::array({"review", ""});
    return is_of_review &&
           std::any_of(all_.tables.begin(), all_.tables.end(), [](const auto& each) {
             return each.name != "history" && each.name != "change" && is_spoilt(each);
           });
  }

  static bool is_spoilt(const RecoveredTable& table) {
    return table.lost + table.lost_pages + table.altered + table.made_up > 0;
  }
  bool is_spoilt(std::string_view table) const { return is_spoilt(told(table)); }

  const RecoveredTable& told(std::string_view name) const {
    return *std::find_if(all_.tables.begin(), all_.tables.end(),
                         [&](const RecoveredTable& each) { return each.name == name; });
  }

  void find_gone() {
    for (const auto& [thing, said] : said_)
      if (said.is_there && said.is_whole && !now_of(thing))
        found_.gone.push_back(name_of(thing, said.image));
  }

  std::string name_of(const ThingName& thing, const Image& image) const {
    const std::string key(shape_of(thing.kind).name);
    const std::string name =
        !key.empty() && image.contains(key) && image.at(key).is_string() ? image.at(key) : "";
    return std::string(to_word(thing.kind)) + (name.empty() ? "" : " \"" + name + "\"");
  }

  /// What it is, if that can be read at all.
  std::optional<Image> now_of(const ThingName& thing) {
    try {
      return things_.image(thing);
    } catch (const base::Error&) {
      return std::nullopt;
    }
  }

  Connection& connection_;
  Things things_;
  const Recovery& all_;
  std::string recovery_;
  std::map<ThingName, Said> said_;
  std::set<std::string> brought_;  ///< changes whose things need no row
  std::vector<HistoryRow> moves_;
  Unexplained found_;
};

std::string named(const std::vector<std::string>& names) {
  const auto count = static_cast<std::ptrdiff_t>(std::min(names.size(), named_at_most));
  std::string text = base::join({names.begin(), names.begin() + count}, ", ");
  if (names.size() > named_at_most)
    text +=
        " and " + base::grouped(static_cast<std::int64_t>(names.size() - named_at_most)) + " more";
  return text;
}

std::string things(const std::vector<std::string>& names) {
  return base::count_of(static_cast<std::int64_t>(names.size()), "thing", "things");
}

}  // namespace

Unexplained unexplained(Connection& connection, const Recovery& all, const std::string& recovery) {
  return Comparison(connection, all, recovery).run();
}

void write_down(Connection& connection, const Unexplained& what, const std::string& by,
                const std::string& now) {
  Change change;
  change.uid = base::random_id();
  change.at = now;
  {
    // Time alone tells in other copies what comes behind what.
    Query latest(connection.prepared("SELECT max(at) FROM change ORDER BY 1"));
    if (latest.next() && latest.view(0) > now) change.at = latest.text(0);
  }
  change.by = by;
  change.kind = recovery_kind;
  change.what = "wrote down how " + things(what.told) +
                (what.told.size() == 1 ? " stands" : " stand") +
                " of which the history, whose rows are lost in part, says otherwise or nothing";
  change.rows = what.rows;
  insert_change(connection, change);
}

std::vector<std::string> in_sentences(const Unexplained& what) {
  std::vector<std::string> list;
  if (!what.told.empty())
    list.push_back(
        "rows of the history are lost, and the rest of it says otherwise, or nothing, of " +
        things(what.told) + ": " + named(what.told) +
        "; how these stand is written down in the history, and a merge brings it to "
        "other copies");
  if (!what.untold.empty())
    list.push_back(things(what.untold) +
                   " may lack what was lost, and the history does not tell: " + named(what.untold) +
                   "; how these stand no merge brings to other copies");
  if (!what.gone.empty())
    list.push_back(
        things(what.gone) +
        " that the rest of the history tells of are not there, lost or taken out by what "
        "is lost of it: " +
        named(what.gone));
  return list;
}

}  // namespace retroduce::store
