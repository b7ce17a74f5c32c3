#include "store/arrivals.h"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "base/text.h"
#include "model/kept_document.h"
#include "model/retraction.h"
#include "store/document_row.h"
#include "store/import_state.h"
#include "store/named_papers.h"

namespace retroduce::store {

namespace {

std::uint64_t fingerprint(const std::string& text) { return std::hash<std::string>()(text); }

constexpr std::size_t most_told = 100;

std::vector<model::Field> fields_of(Connection& connection, std::int64_t document) {
  std::vector<model::Field> found;
  Query fields(connection.prepared(
      "SELECT name, value FROM document_field WHERE document = ? ORDER BY place"));
  fields.bind(1, Cell{document});
  while (fields.next()) found.push_back({fields.text(0), fields.text(1)});
  return found;
}

model::Document called(Connection& connection, std::int64_t document) {
  model::Document found;
  {
    Query query(connection.prepared("SELECT key, title FROM document WHERE id = ? ORDER BY id"));
    query.bind(1, Cell{document}).next();
    found.key = query.text(0);
    found.title = query.text(1);
  }
  found.fields = fields_of(connection, document);
  return found;
}

/// Which record is of which document: told before, or said by the key.
bool needs_no_look(std::string_view rule) { return rule == same_record || rule == key_and_content; }

/// What a record says, whatever the order of its fields, which formats do not keep.
std::string said_by(model::Document document) {
  std::sort(document.fields.begin(), document.fields.end(),
            [](const model::Field& a, const model::Field& b) {
              return std::tie(a.name, a.value) < std::tie(b.name, b.value);
            });
  return model::kept_document(document);
}

}  // namespace

std::int64_t document_saying_the_same(Connection& connection, const model::Document& came) {
  const std::int64_t row = row_of_key(connection, came.key);
  if (row == 0) return 0;
  static const std::string sql =
      "SELECT " + document_columns + " FROM document WHERE id = ? ORDER BY id";
  Query query(connection.prepared(sql));
  query.bind(1, Cell{row}).next();
  model::Document there = document_in(query);
  there.fields = fields_of(connection, row);
  return said_by(std::move(there)) == said_by(came) ? row : 0;
}

std::string suffix_of(std::size_t number) {
  std::string suffix;
  for (; number > 0; number = (number - 1) / 26)
    suffix.insert(suffix.begin(), static_cast<char>('a' + (number - 1) % 26));
  return suffix;
}

Arrivals::Arrivals(Connection& connection) : matcher_(connection) {
  Query query(connection.prepared("SELECT digest, document FROM source_record ORDER BY id"));
  while (query.next()) documents_by_digest_.emplace(fingerprint(query.text(0)), query.number(1));
}

std::string Arrivals::numbered(const std::string& digest) {
  if (digest.empty()) return digest;
  const std::uint32_t copy = ++copies_[fingerprint(digest)];
  return copy == 1 ? digest : digest + "-" + std::to_string(copy);
}

DocumentMatcher::Found Arrivals::find(const std::string& digest,
                                      const model::Citation& citation) const {
  if (!digest.empty()) {
    const auto there = documents_by_digest_.find(fingerprint(digest));
    if (there != documents_by_digest_.end())
      return {there->second, {model::Likeness::certain, same_record, 100}};
  }
  return matcher_.best(citation);
}

void Arrivals::count(const DocumentMatcher::Found& found, const model::Document& came,
                     const std::string& digest) {
  if (found.match.likeness == model::Likeness::doubtful) ++doubtful_;
  if (found.match.likeness != model::Likeness::certain) return;
  ++matched_[std::string(found.match.rule)];
  if (needs_no_look(found.match.rule)) return;
  const auto joined = [&] {
    std::string words;
    if (!came.authors.empty()) words += came.authors.front() + " ";
    if (came.year) words += std::to_string(*came.year) + ", ";
    return Joined{found.document, found.match.rule, words + in_quotes(came.title),
                  model::record_number(digest), came.line};
  };
  if (joined_.size() < most_told) joined_.push_back(joined());
  if (tells_retraction(came)) retracted_.push_back(joined());
}

void Arrivals::tell(ImportState& state) const {
  std::vector<std::pair<std::int64_t, std::string>> rules;
  std::int64_t total = 0;
  std::int64_t untold = 0;
  for (const auto& [rule, number] : matched_) {
    rules.emplace_back(-number, rule);
    total += number;
    if (needs_no_look(rule)) untold += number;
  }
  std::sort(rules.begin(), rules.end());
  std::vector<std::string> notes;
  for (const Joined& each : joined_)
    notes.push_back("line " + std::to_string(each.line) + ": " + each.words + " is of " +
                    called(state.connection, each.document).key + ", by " + std::string(each.rule) +
                    " (record " + each.number + ")");
  if (const auto left = total - untold - static_cast<std::int64_t>(notes.size()); left > 0)
    notes.push_back("and " + base::grouped(left) + " more");
  if (!joined_.empty())
    notes.push_back(
        "One of them is another paper? Part it with: retroduce duplicates REVIEW --different " +
        called(state.connection, joined_[0].document).key + " " + joined_[0].number);
  if (total > 0) {
    std::string words;
    for (const auto& [number, rule] : rules)
      words += (words.empty() ? "" : ", ") + rule + " (" + base::grouped(-number) + ")";
    state.say(base::Severity::note, "import.doubles",
              base::count_of(total, "record is", "records are") +
                  " of documents that were there already, by " + words +
                  "; no second document was made and nothing was filled in",
              0, std::move(notes));
  }
  for (const Joined& each : retracted_) {
    const model::Document document = called(state.connection, each.document);
    if (tells_retraction(document)) continue;
    state.say(base::Severity::note, "import.retracted",
              each.words + " says that the paper was retracted; the document " +
                  in_quotes(document.key) + " that it is of is cited as retracted from now on",
              each.line);
  }
  if (doubtful_ > 0)
    state.say(base::Severity::note, "import.doubtful-doubles",
              base::count_of(doubtful_, "document", "documents") +
                  " added may be doubles of others: decide with retroduce duplicates",
              0);
}

void tell_doubles_of_new(ImportState& state) {
  if (state.own_change_id() == 0) return;
  std::set<std::int64_t> added;
  {
    Query query(state.connection.prepared("SELECT id FROM document WHERE change = ? ORDER BY id"));
    query.bind(1, Cell{state.own_change_id()});
    while (query.next()) added.insert(query.number(0));
  }
  if (added.empty()) return;
  std::set<std::pair<std::int64_t, std::int64_t>> pairs;
  std::vector<std::string> notes;
  const auto take = [&](std::int64_t first, std::int64_t second, std::string_view rule) {
    if (!pairs.emplace(first, second).second || pairs.size() > most_told) return;
    notes.push_back(in_quotes(called(state.connection, second).key) + " beside " +
                    in_quotes(called(state.connection, first).key) + ", by " + std::string(rule));
  };
  // Records of a bibliography were compared when they came.
  if (!state.arrivals)
    DocumentMatcher(state.connection)
        .each_pair(&added, [&](std::int64_t first, std::int64_t second, const model::Match& match) {
          take(first, second, match.rule);
        });
  each_named_pair(state.connection, &added, [&](std::int64_t first, std::int64_t second) {
    take(first, second, named_paper_rule);
  });
  if (pairs.empty()) return;
  state.say(base::Severity::note, "import.doubtful-doubles",
            base::count_of(static_cast<std::int64_t>(pairs.size()), "pair of documents",
                           "pairs of documents") +
                " may be one paper, and count as two until somebody says so: decide with "
                "retroduce duplicates",
            0, std::move(notes));
}

}  // namespace retroduce::store
