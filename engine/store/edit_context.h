// What a verb of an edit sees: the words of its sentence, one by one, and the review's things.
// Internal to the store.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "model/edit.h"
#include "store/edit_session.h"
#include "store/history_find.h"

namespace retroduce::store {

/// An edit that cannot be: told once, at the word that is meant. Leaves the review as it was.
struct EditRefusal {
  base::Diagnostic diagnostic;
};

class EditContext {
 public:
  EditContext(const model::Edit& edit, EditSession& session);

  EditSession& session() { return session_; }
  Things& things() { return session_.things(); }

  // ---- the sentence
  /// Passes over these words where they come next.
  bool take(std::string_view words);
  /// The same, and it must.
  void expect(std::string_view words);
  bool at_end() const;
  /// The next name or single word; `what` says what is missing where there is none.
  std::string name(const std::string& what);
  /// Further ones, parted by commas.
  std::vector<std::string> names(const std::string& what);
  /// The next word of a closed list as the list writes it, several words at need.
  std::optional<std::string> word_of(std::span<const std::string_view> words);
  /// The kind of thing that is named next.
  std::optional<model::ThingKind> kind();
  /// Nothing may follow.
  void finish();
  /// The next word as it stands, not taken; empty at the end.
  std::string next_word() const;

  // ---- things by name
  /// The one thing of that name; a concept by another name that it has, too, which is said.
  /// Refused: edit.unknown (with the nearest), edit.retired, edit.several.
  ThingName thing(model::ThingKind kind, const std::string& name);
  /// The same, where the thing is to go or to get another name: it is named by its own. Refused:
  /// edit.alias, too.
  ThingName called(model::ThingKind kind, const std::string& name);
  /// The same of a name that is read, as by `next_thing`.
  ThingName next_called(model::ThingKind kind);
  /// Where names are to differ within a theory or a version alone: the thing of that name there.
  /// Refused: edit.unknown, edit.several.
  ThingName thing_of(model::ThingKind kind, const std::string& name, const ThingName& whose);
  /// Whose it is, where that is said next: of "v2". Nothing: it is not, or the kind is none such.
  std::optional<ThingName> next_owner(model::ThingKind kind);
  /// The one concept that has the name as an alias, which is said; nothing where none has. Refused:
  /// edit.several.
  std::optional<ThingName> by_alias(const std::string& name);
  /// All that have it, as far as who acts may know of them.
  std::vector<ThingName> with_alias(const std::string& name);
  /// Says so where the name of a new concept is an alias of others.
  void tell_alias(const std::string& name);
  /// Reads the name too, and whose it is: "S1" of "v2" of "T".
  ThingName next_thing(model::ThingKind kind);
  /// The one extract: by permanent id, or as "KEY: words of its quote".
  ThingName extract(const std::string& name);
  ThingName next_extract() {
    return extract(name("an extract (its id, or \"KEY: words of its quote\")"));
  }
  Image image(const ThingName& thing);
  /// Refused where it says nothing: edit.no-name.
  void need_name(model::ThingKind kind, const std::string& name);
  /// The same, and refused where another thing of the kind has the name; of statements, versions
  /// and constructs, another of the same version or theory as `image`.
  void need_free(model::ThingKind kind, const std::string& name, const Image& image);

  [[noreturn]] void refuse(std::string code, std::string message,
                           std::vector<std::string> notes = {});
  /// A remark that does not stop the edit.
  void say(std::string code, std::string message);
  const base::Diagnostics& found() const { return found_; }
  /// What was done, in the past: "merged …". Printed in the history.
  std::string done;
  std::string why;
  /// The change after which nobody else may have changed what this edit changes; nothing: that is
  /// not asked.
  std::optional<std::int64_t> since();
  [[noreturn]] void refuse(const EditConflict& conflict);

 private:
  [[noreturn]] void refuse_several(const std::vector<ThingName>& found, const std::string& name);
  /// What was called so when a form was written, and is called otherwise by now, which is said.
  std::optional<ThingName> called_then(model::ThingKind kind, const std::string& name);
  bool is_shown(const Touch& touch);
  std::vector<std::string> names_shown(model::ThingKind kind);
  bool may_be_known(model::ThingKind kind, const std::string& name);
  /// Tells them; one that is the same but for its Unicode form is refused: edit.there.
  void look_for_look_alikes(model::ThingKind kind, const std::string& name, const Image& own);
  std::string since_;
  base::Diagnostic located(base::Severity severity, std::string code, std::string message,
                           std::vector<std::string> notes) const;
  const model::Edit& edit_;
  EditSession& session_;
  std::size_t at_ = 0;
  std::size_t end_ = 0;    ///< of the tokens that are the verb's
  std::size_t meant_ = 0;  ///< the token that was read last
  base::Diagnostics found_;
};

/// One form of edit: one file in store/edits, one line in edits.def.
struct EditVerb {
  std::string_view word;  ///< "merge"
  std::string_view form;  ///< "merge KIND NAME into NAME"
  std::string_view example;
  std::string_view help;  ///< one sentence
  void (*apply)(EditContext&);
};
std::span<const EditVerb* const> edit_verbs();

}  // namespace retroduce::store
