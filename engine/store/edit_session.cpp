#include "store/edit_session.h"

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "store/apart_history.h"
#include "store/backup_time.h"
#include "store/coded_apart.h"
#include "store/history_find.h"
#include "store/history_rows.h"
#include "store/precedence.h"
#include "store/renamings.h"
#include "store/step_back.h"

namespace retroduce::store {

using namespace model;

namespace {

/// The clocks of two computers never say quite the same, and a change of another's within one
/// second is dated one on.
constexpr std::int64_t seconds_that_clocks_differ = 60;

/// What every form that a review goes out in can carry, and no terminal obeys.
bool is_text(std::string_view said) {
  return base::xml_safe(said) == said && said.find_first_of("\x7f\r") == std::string_view::npos;
}

}  // namespace

EditSession::EditSession(Connection& connection, Authorship by, std::string now)
    : connection_(connection), things_(connection), by_(std::move(by)), now_(std::move(now)) {
  connection.run("PRAGMA defer_foreign_keys = ON");
  by_.by = author_meant(connection, by_.by);  // as for what is hidden: "cd" is CD
  now_ = date_of_change(connection, by_.by, now_);
}

EditSession::~EditSession() = default;

void EditSession::begin(const std::string& kind) {
  hidden_.reset();
  is_all_shown_ = false;
  change_ = {};
  change_.uid = base::random_id();
  change_.at = now_;
  change_.by = by_.by;
  change_.kind = kind;
  last_ordinal_ = 0;
  change_id_ = insert_change(connection_, change_);
  if (first_change_ == 0) first_change_ = change_id_;
  things_.set_change(change_id_);
}

/// An edit says itself what it is about; what is taken back may be anything.
void EditSession::need_shown(const ThingName& thing, const Image& before) {
  if (!change_.kind.starts_with("undo") && !change_.kind.starts_with("redo")) return;
  if (is_all_shown_ || hidden().document_of(thing, before).empty()) return;
  throw base::Error(base::ErrorCode::conflict, "that would take back " + std::string(hidden_work));
}

void EditSession::put(const ThingName& thing, const std::optional<Image>& after, bool whole) {
  const std::optional<Image> before = things_.image(thing, whole || !after.has_value());
  if (!before && !after) return;
  if (before && after && *before == *after) return;
  if (before) need_shown(thing, *before);
  if (since_ && before) {
    const Image keys = after ? differing(*before, *after).first : *before;
    Image all = after ? differing(*before, *after).second : Image::object();
    all.update(keys);
    if (auto later = touched_between(connection_, thing, *since_, first_change_, all))
      throw EditConflict{thing, std::move(*later)};
  }
  things_.put(thing, after);
  change_.rows.push_back(row_between(thing, before, after));
}

void EditSession::decide(const ThingName& thing, const Image& now, const Image& after,
                         const std::set<std::string>& fields) {
  need_shown(thing, now);
  auto [was, is] = differing(now, after);
  for (const std::string& field : fields) {
    if (now.contains(field)) was[field] = now.at(field);
    if (after.contains(field)) is[field] = after.at(field);
    // That it is not set is said, too.
    if (!now.contains(field) && !after.contains(field)) was[field] = nullptr;
  }
  if (now != after) things_.put(thing, after);
  change_.rows.push_back({thing.kind, thing.id, image_text(was), image_text(is)});
}

bool EditSession::finish(const std::string& what, const std::string& why) {
  change_.what = what;
  change_.why = why;
  if (change_.rows.empty()) {
    drop_change(connection_, change_id_);
    return false;
  }
  complete_change(connection_, change_id_, change_);
  return true;
}

HiddenWork& EditSession::hidden() {
  if (!hidden_) hidden_ = std::make_unique<HiddenWork>(connection_, by_.by);
  return *hidden_;
}

std::string in_small(std::string name) {
  for (char& c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  return name;
}

std::unordered_set<std::string>& EditSession::names_in_small(ThingKind kind) {
  const auto [found, is_new] = names_.try_emplace(kind);
  if (!is_new) return found->second;
  const ThingShape& shape = shape_of(kind);
  Query query(connection_.prepared("SELECT " + std::string(find_field(shape, shape.name)->column) +
                                   " FROM " + std::string(shape.table) + " ORDER BY 1"));
  while (query.next()) found->second.insert(in_small(query.text(0)));
  return found->second;
}

const std::vector<Renamed>& EditSession::renamed_since(std::int64_t change) {
  const auto found = renamed_since_.find(change);
  if (found != renamed_since_.end()) return found->second;
  return renamed_since_[change] = Renamings(connection_).since_written(change);
}

ThingName EditSession::acting_coder() {
  const auto found = things_.find(ThingKind::coder, by_.by);
  if (!found.empty()) return found.front();
  const ThingName coder{ThingKind::coder, new_id()};
  put(coder, Image{{"label", by_.by}});
  return coder;
}

std::string date_of_change(Connection& connection, const std::string& by, const std::string& now) {
  if (!is_text(by) || by.find_first_of("\n\t") != std::string::npos)
    throw base::Error(base::ErrorCode::usage,
                      "the name of who does this holds a line end, or signs that are no text in "
                      "UTF-8; name the coder without these");
  Query last(connection.prepared(
      "SELECT at, by_whom, arrived <> 0 OR kind = ? FROM change ORDER BY id DESC LIMIT 1"));
  last.bind(1, Cell{merge_kind});
  if (!last.next()) return now;
  std::string at = last.text(0);
  const bool is_own = last.view(1) == by;
  const bool is_brought = last.flag(2);
  // What came from elsewhere came in no order of time.
  if (is_brought) {
    Query latest(connection.prepared("SELECT max(at) FROM change ORDER BY 1"));
    if (latest.next()) at = latest.text(0);
  }
  if (at < now) return now;
  return is_own && !is_brought ? at : second_after(at);
}

std::optional<base::Diagnostic> clock_went_back(Connection& connection, const std::string& now) {
  Query last(connection.prepared("SELECT at FROM change ORDER BY id DESC LIMIT 1"));
  if (!last.next() || !is_time(last.view(0)) ||
      seconds_of(last.text(0)) - seconds_of(now) < seconds_that_clocks_differ)
    return std::nullopt;
  return base::Diagnostic{base::Severity::note,
                          "edit.clock",
                          "this computer's clock says " + now +
                              ", which is before the last change (" + last.text(0) +
                              "); the change is dated behind that one",
                          {},
                          {}};
}

Change bare_change(Connection& connection, std::string_view kind, const Authorship& by,
                   const std::string& now) {
  Change change;
  change.uid = base::random_id();
  change.by = author_meant(connection, by.by);
  change.at = date_of_change(connection, change.by, now);
  change.why = by.why;
  change.kind = kind;
  return change;
}

std::optional<base::Diagnostic> missing_reason(Connection& connection, std::string_view why) {
  base::Diagnostic refusal;
  refusal.severity = base::Severity::refused;
  if (!is_text(why)) {
    refusal.code = "edit.encoding";
    refusal.message = "the reason holds control characters, or bytes that are no text in UTF-8";
    refusal.notes = {"Write it without these; a terminal that is set to UTF-8 makes none."};
  } else if (base::trim(why).empty() &&
             connection.number("SELECT count(*) FROM review WHERE reasons = 1") != 0) {
    refusal.code = "edit.no-reason";
    refusal.message = "this review demands a reason for every edit, and none is given";
    refusal.notes = {
        "Say it with --why \"…\", or in a script with why \"…\" at the end of the "
        "sentence."};
  }
  return refusal.code.empty() ? std::nullopt : std::optional(std::move(refusal));
}

}  // namespace retroduce::store
