#include "store/coded_later.h"

#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "store/body.h"
#include "store/coded_apart.h"
#include "store/errors.h"
#include "store/migrate.h"
#include "store/precedence.h"

namespace retroduce::store {

using namespace model;

namespace {

/// A change by its time, then by its place in the file.
using Moment = std::pair<std::string, std::int64_t>;

constexpr std::string_view finished_sql =
    "SELECT c.at, c.id FROM history h JOIN change c ON c.id = h.change WHERE h.thing = 'entry' AND "
    "h.thing_id = ?1 AND c.kind <> ?2 AND instr(h.after, '\"done\"') > 0 AND instr(h.before, "
    "'\"done\"') = 0 ORDER BY c.at DESC, c.id DESC LIMIT 1";

// Of consolidation all codings of a concept follow it, whoever coded; so do those of two extracts
// of one passage that are made one, as who finishes is advised.
constexpr std::string_view codings_sql =
    "SELECT h.thing_id, c.at, c.id, h.before <> '', h.after <> '' FROM history h JOIN change c ON "
    "c.id = h.change WHERE h.thing = 'coding' AND c.kind <> ?1 AND NOT EXISTS (SELECT 1 FROM "
    "history k WHERE k.change = h.change AND k.thing = 'concept' AND k.before <> '') AND NOT "
    "EXISTS (SELECT 1 FROM change s WHERE s.id = h.change AND (s.what GLOB 'split concept *' OR "
    "s.what GLOB 'merged extract *')) "
    "ORDER BY c.at, c.id, h.place";

// What a merge brought is here since the merge.
constexpr std::string_view here_since_sql =
    "SELECT CASE WHEN arrived = 2 THEN ifnull((SELECT min(m.id) FROM change m WHERE m.kind = "
    "'merge' AND m.id > c.id), c.id) ELSE c.id END FROM change c WHERE c.id = ? ORDER BY 1";

/// When the last of those finished who coded a document apart. One who was asked later, and has
/// not, changes nothing of what these saw.
struct Finished {
  std::string document;
  Moment when;
  std::set<std::string> coders;
  std::int64_t here_since = 0;   ///< change of this file
  std::int64_t later_since = 0;  ///< the first of what was changed after; 0: nothing was
};

class LaterCodings {
 public:
  explicit LaterCodings(Connection& connection) : connection_(connection), things_(connection) {}

  std::vector<CodedLater> find() {
    find_finished();
    if (extracts_.empty()) return {};
    follow_codings();
    std::map<std::string, CodedLater> found;
    for (const auto& [coding, states] : codings_) {
      if (states.first == states.second) continue;
      const Finished& of = *extracts_.at(base::split(coding, ' ').front());
      CodedLater& one = found[of.document];
      one.document = of.document;
      one.finished = of.when.first;
      if (of.here_since < of.later_since) one.as_of = uid_of(of.here_since);
      ++one.codings;
    }
    std::vector<CodedLater> list;
    for (auto& [document, one] : found) list.push_back(std::move(one));
    return list;
  }

 private:
  void find_finished() {
    const auto all = read_assignments(connection_);
    for (auto from = all.begin(); from != all.end();) {
      Finished one;
      one.document = from->document;
      for (; from != all.end() && from->document == one.document; ++from) {
        const Moment when = finished_at(*from);
        const auto coder = things_.find(ThingKind::coder, from->coder);
        if (from->done.empty() || when.first.empty() || coder.empty()) continue;
        one.coders.insert(coder.front().id);
        one.when = std::max(one.when, when);
        one.here_since = std::max(one.here_since, here_since(when.second));
      }
      if (one.coders.size() > 1) add_extracts(std::move(one));
    }
  }

  std::int64_t here_since(std::int64_t change) {
    Query query(connection_.prepared(here_since_sql));
    return query.bind(1, Cell{change}).next() ? query.number(0) : change;
  }

  std::string uid_of(std::int64_t change) {
    Query query(connection_.prepared("SELECT uid FROM change WHERE id = ? ORDER BY 1"));
    return query.bind(1, Cell{change}).next() ? query.text(0) : std::string();
  }

  /// Nothing where it came with an import, which does not say when.
  Moment finished_at(const Assignment& assignment) {
    const std::string id = things_.id_of(ThingKind::entry, assignment.row);
    Query query(connection_.prepared(finished_sql));
    query.bind({Cell{std::string_view(id)}, Cell{merge_kind}});
    return query.next() ? Moment{query.text(0), query.number(1)} : Moment{};
  }

  void add_extracts(Finished one) {
    const auto found = things_.find(ThingKind::document, one.document);
    if (found.empty()) return;
    std::vector<std::int64_t> rows;
    {
      Query query(connection_.prepared("SELECT id FROM extract WHERE document = ? ORDER BY id"));
      query.bind(1, Cell{things_.row_of(ThingKind::document, found.front().id).value_or(0)});
      while (query.next()) rows.push_back(query.number(0));
    }
    Finished& kept = finished_.emplace(one.document, one).first->second;
    for (const std::int64_t row : rows)
      extracts_.emplace(things_.id_of(ThingKind::extract, row), &kept);
  }

  /// Whether each coding was there when all had finished, and is now.
  void follow_codings() {
    Query query(connection_.prepared(codings_sql));
    query.bind(1, Cell{merge_kind});
    while (query.next()) {
      const std::string coding = query.text(0);
      const auto of = extracts_.find(coding.substr(0, coding.find(' ')));
      if (of == extracts_.end() || Moment{query.text(1), query.number(2)} <= of->second->when ||
          of->second->coders.count(base::split(coding, ' ').back()) == 0)
        continue;
      std::int64_t& since = of->second->later_since;
      const std::int64_t here = here_since(query.number(2));
      since = since == 0 ? here : std::min(since, here);
      const auto at = codings_.emplace(coding, std::pair(query.flag(3), false)).first;
      at->second.second = query.flag(4);
    }
  }

  Connection& connection_;
  Things things_;
  std::map<std::string, Finished> finished_;   ///< by key of the document
  std::map<std::string, Finished*> extracts_;  ///< by permanent id
  std::map<std::string, std::pair<bool, bool>> codings_;
};

}  // namespace

std::vector<CodedLater> coded_later(const std::filesystem::path& review) {
  const auto connection = open_review(review, Mode::read, own_ladder());
  return guarded(review, [&] { return LaterCodings(*connection).find(); });
}

}  // namespace retroduce::store
