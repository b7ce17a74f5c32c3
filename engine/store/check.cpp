// Looks for damage: pages, references, spans, full text, ids. Changes nothing: what must be written
// to be checked is checked in a copy.
#include <algorithm>
#include <iterator>
#include <string>

#include <sqlite3.h>

#include "base/error.h"
#include "base/hash.h"
#include "base/quote_match.h"
#include "base/text.h"
#include "store/beside_print.h"
#include "store/body.h"
#include "store/content_print.h"
#include "store/edit_session.h"
#include "store/moment_bytes.h"
#include "store/raw_rows.h"
#include "store/receipt_print.h"
#include "store/retrace.h"
#include "store/saved_question_rows.h"
#include "store/text_rows.h"
#include "store/thing_shape.h"

namespace retroduce::store {

namespace {

constexpr std::size_t told_of_each = 20;

using Sentences = std::vector<std::string>;

/// A full disk or a lack of memory says nothing of the file.
bool is_damage(const SQLite::Exception& fault) {
  constexpr int of_the_world[] = {SQLITE_FULL,     SQLITE_NOMEM,    SQLITE_IOERR,
                                  SQLITE_BUSY,     SQLITE_LOCKED,   SQLITE_CANTOPEN,
                                  SQLITE_READONLY, SQLITE_INTERRUPT};
  const int code = fault.getErrorCode() & 0xff;
  return std::find(std::begin(of_the_world), std::end(of_the_world), code) ==
         std::end(of_the_world);
}

void tell_how_many_more(std::size_t count, Sentences& damage) {
  if (count > told_of_each)
    damage.push_back("and " + base::grouped(static_cast<std::int64_t>(count - told_of_each)) +
                     " more of this kind");
}

/// The first rows of a query, each as a sentence of its columns.
void tell(Connection& connection, std::string_view sql, std::string_view sentence,
          Sentences& damage) {
  RawRows row(connection.database().getHandle(), sql);
  std::size_t count = 0;
  while (row.next()) {
    if (++count > told_of_each) continue;
    std::string text(sentence);
    const std::size_t at = text.find("{}");
    if (at != std::string::npos) text.replace(at, 2, row.text(0));
    damage.push_back(std::move(text));
  }
  tell_how_many_more(count, damage);
}

void pages(Connection& connection, Sentences& damage) {
  RawRows row(connection.database().getHandle(), "PRAGMA integrity_check(20)");
  while (row.next()) {
    if (row.text(0) != "ok") damage.push_back("pages: " + std::string(row.text(0)));
  }
}

void references(Connection& connection, Sentences& damage) {
  RawRows row(connection.database().getHandle(), "PRAGMA foreign_key_check");
  std::size_t count = 0;
  while (row.next()) {
    if (++count > told_of_each) continue;
    damage.push_back("a row of " + std::string(row.text(0)) + " refers to a row of " +
                     std::string(row.text(2)) + " that is not there");
  }
  tell_how_many_more(count, damage);
}

void spans(Connection& connection, Sentences& damage) {
  RawRows row(
      connection.database().getHandle(),
      "SELECT d.key, d.id, e.span_begin, e.span_end, x.quote, "
      "e.paraphrase OR ifnull(a.how, '') = 'near' FROM document d JOIN extract e ON e.document = "
      "d.id JOIN extract_text x ON x.extract = e.id LEFT JOIN anchor a ON a.extract = e.id "
      "WHERE e.span_begin IS NOT NULL AND EXISTS (SELECT 1 FROM document_text t WHERE t.document = "
      "d.id) ORDER BY d.id, e.id");
  std::int64_t document = 0;
  std::string text;
  std::size_t count = 0;
  const auto add = [&](std::string sentence) {
    if (++count <= told_of_each) damage.push_back(std::move(sentence));
  };
  while (row.next()) {
    if (row.number(1) != document) {
      document = row.number(1);
      const auto current = current_text(connection, document);
      text = current ? current->text : std::string();
    }
    const base::TextSpan span{row.number(2), row.number(3)};
    const auto there = base::slice(text, span);
    const std::string place = std::string(row.text(0)) + ", " + std::to_string(span.begin) +
                              " to " + std::to_string(span.end);
    if (!there) {
      add("the span of an extract reaches beyond its text (" + place + ")");
    } else if (row.number(5) == 0 && !base::same_quote(*there, row.text(4))) {
      add("the quote of an extract is not what stands at its span (" + place + ")");
    }
  }
  tell_how_many_more(count, damage);
}

void structure(Connection& connection, Sentences& damage) {
  tell(connection,
       "SELECT e.id FROM extract e LEFT JOIN extract_text t ON t.extract = e.id "
       "WHERE t.extract IS NULL ORDER BY e.id",
       "an extract has lost its words (row {})", damage);
  tell(connection,
       "SELECT k.label FROM configuration k JOIN element e ON e.configuration = k.id "
       "GROUP BY k.id HAVING max(e.place) <> count(*) ORDER BY k.id",
       "the places of the elements of configuration \"{}\" have gaps", damage);
  tell(connection,
       "SELECT d.key FROM document d JOIN document_text t ON t.document = d.id "
       "GROUP BY d.id HAVING max(t.version) <> count(*) ORDER BY d.id",
       "the versions of the text of document {} have gaps", damage);
  tell(
      connection,
      "SELECT u.uid || '.' || x.ordinal FROM (SELECT change, ordinal FROM document UNION ALL "
      "SELECT change, ordinal FROM concept UNION ALL SELECT change, ordinal FROM extract UNION ALL "
      "SELECT change, ordinal FROM configuration) x JOIN change u ON u.id = x.change "
      "GROUP BY x.change, x.ordinal HAVING count(*) > 1 ORDER BY 1",
      "the permanent id {} belongs to two things", damage);
  tell(connection,
       "SELECT a.name FROM attachment a LEFT JOIN attachment_bytes b ON b.attachment = a.id "
       "WHERE b.attachment IS NULL OR length(b.bytes) <> a.size ORDER BY a.id",
       "the bytes of the attachment \"{}\" are lost, or not as many as they were", damage);
  if (connection.number("SELECT count(*) FROM review") != 1)
    damage.push_back("the review's own row is missing");
}

/// Names are looked for by how they are folded. One that was altered itself is told already.
void names(Connection& connection, Sentences& damage) {
  if (!damage.empty()) return;
  RawRows row(connection.database().getHandle(),
              "SELECT label, folded FROM concept UNION ALL SELECT alias, folded FROM concept_alias "
              "ORDER BY 1");
  while (row.next())
    if (base::fold(row.text(0)) != row.text(1))
      damage.push_back("the name \"" + std::string(row.text(0)) +
                       "\" of a concept is not found by what it is looked for by");
}

void remarks(Connection& connection, Sentences& damage) {
  const auto look = [&](std::string_view kind, const std::string& keys) {
    for (const auto& [table, word] :
         {std::pair("memo", "a memo"), std::pair("foreign_part", "what another tool said")})
      tell(connection,
           "SELECT r.about_key FROM " + std::string(table) + " r WHERE r.about = '" +
               std::string(kind) + "' AND r.about_key NOT IN (" + keys + ") ORDER BY r.id",
           std::string(word) + " is about a " + std::string(kind) + " that is not there (row {})",
           damage);
  };
  for (const KeysForRemarks& each : keys_for_remarks()) look(each.about, each.sql);
}

void history(Connection& connection, Sentences& damage) {
  if (auto fault = broken_link(connection)) damage.push_back(std::move(*fault));
}

void receipts(Connection& connection, Sentences& damage) {
  for (const std::int64_t number : altered_receipts(connection))
    damage.push_back("receipt " + std::to_string(number) +
                     " of the imports is not as it was written: it was changed outside of the "
                     "program");
}

void beside(Connection& connection, Sentences& damage) {
  for (const std::string& table : altered_beside(connection))
    damage.push_back("the table " + table +
                     ", which merges and erasures keep beside the history, is not as it was "
                     "written: it was changed outside of the program");
}

void answers(Connection& connection, Sentences& damage) {
  for (const std::string& name : altered_answers(connection))
    damage.push_back("the answer that is kept of the saved question \"" + name +
                     "\" is not as it was written: it was changed outside of the program");
}

void attachments(Connection& connection, Sentences& damage) {
  RawRows row(connection.database().getHandle(),
              "SELECT a.name, a.content_hash, b.bytes FROM attachment a JOIN attachment_bytes b "
              "ON b.attachment = a.id ORDER BY a.id");
  while (row.next()) {
    base::Hasher hasher;
    hasher.add(row.bytes(2));
    if (hasher.finish() != row.text(1))
      damage.push_back("the bytes of the attachment \"" + std::string(row.text(0)) +
                       "\" are not those that came in");
  }
}

/// What is left when the history is walked back is what imports brought, field by field.
void what_came(Connection& copy, const Retraced& back, Sentences& damage) {
  for (const auto& [kind, print] : difference_of(prints_of_imports(copy, back), kept_prints(copy)))
    damage.push_back("of the kind " + std::string(to_word(kind)) +
                     " something is not what came with the imports: it was changed outside of the "
                     "program");
}

/// FTS5 checks itself by a write, and the history is walked back by writes: both on a private copy.
void in_a_copy(Connection& connection, Sentences& damage) {
  Connection copy("", Connection::Access::create);  // on disk, gone when closed
  copy_into(connection, copy);
  try {
    copy.run("INSERT INTO extract_search (extract_search, rank) VALUES ('integrity-check', 1)");
  } catch (const SQLite::Exception& fault) {
    if (!is_damage(fault)) throw;
    damage.push_back("the full text does not agree with the quotes, so a search may miss some");
    return;  // words could not be taken out of it either
  }
  try {
    copy.run("PRAGMA foreign_keys = OFF");
    const Transaction transaction(copy, Transaction::Kind::write);
    Retraced back = retrace(copy);
    if (back.faults.empty()) what_came(copy, back, damage);
    for (std::string& fault : back.faults) damage.push_back(std::move(fault));
  } catch (const base::Error& fault) {
    damage.push_back("the history could not be walked back: " + std::string(fault.what()));
  }
}

}  // namespace

std::vector<std::string> find_damage(Connection& connection, base::Progress& progress) {
  Sentences damage;
  const std::pair<const char*, void (*)(Connection&, Sentences&)> checks[] = {
      {"checking pages", pages},
      {"checking references", references},
      {"checking spans", spans},
      {"checking structure", structure},
      {"checking remarks", remarks},
      {"checking the history", history},
      {"checking receipts", receipts},
      {"checking what stands beside the history", beside},
      {"checking kept answers", answers},
      {"checking attachments", attachments},
      {"walking back through the history", in_a_copy},
      {"checking names", names}};
  std::int64_t done = 0;
  for (const auto& [what, check] : checks) {
    progress.step(what, done++, static_cast<std::int64_t>(std::size(checks)));
    try {
      check(connection, damage);
    } catch (const SQLite::Exception& fault) {
      if (!is_damage(fault)) throw;
      damage.push_back(std::string(what) + " could not be finished: " + fault.what());
    } catch (const nlohmann::json::exception&) {
      damage.push_back(std::string(what) + " could not be finished: a text is no text (UTF-8)");
    }
  }
  return damage;
}

namespace {

/// Where two states differ in things of a kind, by what these are called in the first.
void tell_differences(Connection& is, Connection& rebuilt, model::ThingKind kind,
                      Sentences& damage) {
  Things things(is);
  Things others(rebuilt);
  std::size_t count = 0;
  const auto tell = [&](const std::string& sentence) {
    if (++count <= told_of_each) damage.push_back(sentence);
  };
  if (kind == model::ThingKind::review) return tell("the review's own row would be otherwise");
  for (const ThingName& thing : things.all(kind)) {
    const auto other = others.image(thing, true);
    if (!other) {
      tell(things.said(thing) + " would not be there");
    } else if (*other != things.image(thing, true)) {
      tell(things.said(thing) + " would be otherwise");
    }
  }
  for (const ThingName& thing : others.all(kind))
    if (!things.image(thing)) tell(others.said(thing) + " would be there");
  if (count > told_of_each)
    damage.push_back("and " + base::grouped(static_cast<std::int64_t>(count - told_of_each)) +
                     " more of this kind");
}

}  // namespace

std::vector<std::string> rebuilt_otherwise(Connection& connection, base::Progress& progress) {
  Sentences damage;
  progress.step("making the review anew from its history", 0, 2);
  Connection copy("", Connection::Access::create);
  copy_into(connection, copy);
  copy.run("PRAGMA foreign_keys = OFF");
  const Transaction transaction(copy, Transaction::Kind::write);
  try {
    const Retraced back = retrace(copy, true);
    if (!back.faults.empty()) return back.faults;
    what_came(copy, back, damage);
    retrace_forward(copy, back);
    progress.step("comparing", 1, 2);
    for (const auto& [kind, print] :
         difference_of(content_prints(connection), content_prints(copy)))
      tell_differences(connection, copy, kind, damage);
  } catch (const base::Error& fault) {
    damage.push_back("the review could not be made anew: " + std::string(fault.what()));
  } catch (const SQLite::Exception& fault) {
    damage.push_back("the review could not be made anew: " + std::string(fault.what()));
  }
  return damage;
}

}  // namespace retroduce::store
