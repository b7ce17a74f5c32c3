// Sentences, one after the other, each one change.
#include <algorithm>

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include "base/text.h"
#include "store/body.h"
#include "store/edit_context.h"
#include "store/import_state.h"
#include "store/standing.h"

namespace retroduce::store {

namespace {

const EditVerb* find_verb(const model::Edit& edit) {
  if (edit.tokens.empty()) return nullptr;
  const std::string word = base::fold(edit.tokens.front().text);
  for (const EditVerb* verb : edit_verbs())
    if (verb->word == word) return verb;
  return nullptr;
}

base::Diagnostic unknown_verb(const model::Edit& edit) {
  std::vector<std::string> words;
  for (const EditVerb* verb : edit_verbs()) words.emplace_back(verb->word);
  const std::string word = edit.tokens.empty() ? "" : edit.tokens.front().text;
  return {base::Severity::refused,
          "edit.verb",
          "\"" + word + "\" is nothing that can be done to a review",
          {{}, edit.line, 1},
          {"One of: " + base::join(words, ", ")}};
}

/// What must be there once is there already: the same note in the same second, say; or something
/// is empty that must say something.
base::Diagnostic not_to_be(const model::Edit& edit, const SQLite::Exception& fault) {
  const int code = fault.getExtendedErrorCode();
  const bool is_there = code == SQLITE_CONSTRAINT_UNIQUE || code == SQLITE_CONSTRAINT_PRIMARYKEY;
  return {base::Severity::refused,
          is_there ? "edit.there" : "edit.no-name",
          is_there ? "the very same, or something of that name, is there already"
                   : "this cannot be kept: a name, or a word that is needed, is empty or missing",
          {{}, edit.line, 1},
          {edit.text}};
}

/// A slip in a name makes a person who counts from then on.
void tell_new_coder(EditSession& session, EditContext& context) {
  const auto& rows = session.change().rows;
  const bool is_new = rows.size() > 1 && std::any_of(rows.begin(), rows.end(), [](const auto& row) {
                        return row.thing == model::ThingKind::coder && row.before.empty();
                      });
  if (!is_new) return;
  std::string others;
  for (const std::string& each : session.things().names(model::ThingKind::coder))
    if (each != session.by().by && base::fold(each) == base::fold(session.by().by))
      others += (others.empty() ? "" : ", ") + in_quotes(each);
  context.say("edit.new-coder",
              "\"" + session.by().by + "\" is a new coder" +
                  (others.empty() ? "" : " beside " + others) +
                  ". If that is not who you are, undo this and say it with --by, or set "
                  "RETRODUCE_CODER");
}

/// Whether what is there already is what was to be added: words at their place, a concept's name.
bool is_same_when_there(const model::Edit& edit) {
  if (edit.tokens.size() < 2 || base::fold(edit.tokens[0].text) != "add") return false;
  const std::string kind = base::fold(edit.tokens[1].text);
  return kind == "extract" || kind == "concept";
}

/// Whether such a sentence says something beside that, which is not taken over then.
bool says_more(const model::Edit& edit) {
  const bool is_extract = base::fold(edit.tokens[1].text) == "extract";
  const std::size_t alone = is_extract ? 5 : 3;  // add concept "…"; add extract "…" from "…"
  const bool has_since = edit.tokens.size() >= alone + 2 &&
                         base::fold(edit.tokens[edit.tokens.size() - 2].text) == "since";
  return edit.tokens.size() > alone + (has_since ? 2 : 0);
}

/// What a form wants to go, and is gone.
bool is_gone_already(const model::Edit& edit, const base::Diagnostic& refusal) {
  return refusal.code == "edit.retired" && !edit.tokens.empty() &&
         base::fold(edit.tokens[0].text) == "retire";
}

/// The change by which this form was taken in and that holds; nothing where there is none.
std::optional<model::Change> taken_by(Connection& connection, const std::string& form) {
  std::vector<std::string> uids;
  {
    Query query(connection.prepared(
        "SELECT uid FROM change WHERE kind = 'edit' AND content_hash = ? ORDER BY id"));
    query.bind(1, Cell{std::string_view(form)});
    while (query.next()) uids.push_back(query.text(0));
  }
  for (const std::string& uid : uids)
    if (!is_undone(connection, uid)) return known_change(connection, uid)->change;
  return std::nullopt;
}

base::Diagnostic form_taken(const model::Change& by) {
  return {base::Severity::note,
          "form.taken",
          "this form was taken in already (" + by.by + ", " + by.at + ", change " + by.uid +
              "), so nothing of it was done again; for further work write a new one with: "
              "retroduce export REVIEW FILE.xlsx --as sheet",
          {},
          {"What of it was undone comes back with: retroduce redo REVIEW CHANGE"}};
}

void keep_form(Connection& connection, const std::string& uid, const std::string& form) {
  Query query(connection.prepared("UPDATE change SET content_hash = ? WHERE uid = ?"));
  query.bind({Cell{std::string_view(form)}, Cell{std::string_view(uid)}}).run();
}

/// The sentence's refusal, or nothing.
std::optional<base::Diagnostic> apply(const model::Edit& edit, EditSession& session,
                                      EditReceipt& receipt) {
  const EditVerb* verb = find_verb(edit);
  if (verb == nullptr) return unknown_verb(edit);
  EditContext context(edit, session);
  const std::string why = context.why.empty() ? session.by().why : context.why;
  if (auto refusal = missing_reason(session.things().connection(), why)) {
    refusal->origin = {{}, edit.line, 1};
    return refusal;
  }
  session.begin("edit");
  try {
    session.guard_since(context.since());
    try {
      verb->apply(context);
    } catch (const EditConflict& conflict) {
      context.refuse(conflict);
    }
    context.finish();
  } catch (EditRefusal& refusal) {
    if (refusal.diagnostic.code == "edit.form")
      refusal.diagnostic.notes.push_back("The form: " + std::string(verb->form));
    return std::move(refusal.diagnostic);
  } catch (const SQLite::Exception& fault) {
    if ((fault.getErrorCode() & 0xff) != SQLITE_CONSTRAINT) throw;
    return not_to_be(edit, fault);
  }
  tell_new_coder(session, context);
  receipt.found.append(context.found());
  if (session.finish(context.done, why)) {
    if (!edit.form.empty()) keep_form(session.things().connection(), session.uid(), edit.form);
    receipt.done.push_back({session.uid(), context.done, edit.line});
  } else {
    receipt.found.add(base::Severity::note, "edit.nothing", "it is so already; nothing was changed",
                      {{}, edit.line, 1});
  }
  return std::nullopt;
}

}  // namespace

std::vector<EditForm> edit_forms() {
  std::vector<EditForm> forms;
  for (const EditVerb* verb : edit_verbs())
    forms.push_back({verb->word, verb->form, verb->example, verb->help});
  return forms;
}

EditReceipt apply_edits(Connection& connection, const std::vector<model::Edit>& edits,
                        const EditOptions& options, const std::string& now) {
  EditReceipt receipt;
  EditSession session(connection, options.by, now);
  std::string taken_in;  // the form that is being taken in
  if (session.by().by != options.by.by)
    receipt.found.add(
        base::Severity::note, "edit.coder-meant",
        "\"" + options.by.by + "\" is taken for the coder \"" + session.by().by + "\"", {},
        {"Another person needs other initials: add coder \"LABEL\""});
  if (auto told = clock_went_back(connection, now)) receipt.found.add(std::move(*told));
  for (const model::Edit& edit : edits) {
    // While one of its changes holds, the same form is not taken in twice.
    if (!edit.form.empty() && edit.form != taken_in) {
      if (const auto by = taken_by(connection, edit.form)) {
        receipt.found.add(form_taken(*by));
        break;
      }
      taken_in = edit.form;
    }
    if (options.skip_conflicts) connection.run("SAVEPOINT sentence");
    auto refusal = apply(edit, session, receipt);
    const bool is_there = refusal && refusal->code == "edit.there" && is_same_when_there(edit);
    const bool is_so = is_there || (refusal && is_gone_already(edit, *refusal));
    const bool is_skipped =
        refusal && options.skip_conflicts &&
        (refusal->code == "edit.conflict" || refusal->code == "edit.retired" || is_so);
    if (is_skipped) {
      connection.run("ROLLBACK TO sentence");
      session.forget();
      const bool is_lost = !is_so || (is_there && says_more(edit));
      refusal->severity = is_lost ? base::Severity::loss : base::Severity::note;
    }
    if (options.skip_conflicts && (!refusal || is_skipped)) connection.run("RELEASE sentence");
    if (!refusal) continue;
    receipt.found.add(std::move(*refusal));
    if (!is_skipped) break;
  }
  return receipt;
}

}  // namespace retroduce::store
