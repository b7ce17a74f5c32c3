// Whether what an undo or redo would leave fits what stands beside it by now. Internal to the
// store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "store/edit_session.h"

namespace retroduce::store {

/// Why it does not.
struct Misfit {
  const char* code;
  std::string message;
  std::vector<std::string> notes;
  std::string needs_first;  ///< the change, by uid, that is to be undone before; empty: none known
};

class UndoFits {
 public:
  UndoFits(Connection& connection, EditSession& session)
      : connection_(connection), session_(session) {}

  /// What is to come back, or to be otherwise: its name must be free, what it refers to there, and
  /// nothing else in its place.
  std::optional<Misfit> may_be(const ThingName& thing, const Image& wanted);
  /// The same against what came after the change of that row number: what was put elsewhere in a
  /// tree since may not stand above what it would stand below then, and a passage is not taken
  /// twice.
  std::optional<Misfit> may_be_again(const ThingName& thing, const Image& wanted,
                                     std::int64_t change);
  /// A document's text may only go, or be another, where no extract was placed in it since.
  std::optional<Misfit> text_in_use(const ThingName& document, std::int64_t change);
  /// What was added may only go where nothing that came later refers to it.
  std::optional<Misfit> may_go(const ThingName& thing);
  /// What the row left says no word that its scale has not: asked when all is done.
  std::optional<Misfit> off_scale(const model::HistoryRow& row);
  /// A word that is in use stays on its scale.
  std::optional<Misfit> word_in_use(const Image& now, const Image& wanted);
  /// Nobody takes back what is hidden from them, or the assignment by another that hides it.
  std::optional<Misfit> hidden_in(const std::vector<model::HistoryRow>& rows,
                                  const std::string& author);
  /// What rests on a change is said without a word of it where that change, by uid, is hidden.
  std::optional<Misfit> hidden_later(const std::string& uid);

  /// Whether a change after that one first brought it, whatever moved it since.
  bool came_after(const ThingName& thing, std::int64_t change);
  /// Whether the extract's document has another text by now than at the change.
  bool got_text_after(const Image& extract, std::int64_t change);

 private:
  Things& things() { return session_.things(); }
  std::optional<Misfit> name_taken(const ThingName& thing, const Image& wanted);
  std::optional<Misfit> reference_gone(const ThingName& thing, const Image& wanted);
  std::optional<Misfit> once_taken(const ThingName& thing, const Image& wanted);
  std::optional<Misfit> circle(const ThingName& thing, const Image& wanted, std::int64_t change);
  std::optional<Misfit> passage_taken(const ThingName& thing, const Image& wanted,
                                      std::int64_t change);
  std::vector<ThingName> beside(const ThingName& thing, const Image& wanted);
  bool excludes(const ThingName& other, const Image& wanted);

  Connection& connection_;
  EditSession& session_;
};

}  // namespace retroduce::store
