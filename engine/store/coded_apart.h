// Documents that several are to code apart from one another, and what a reader who is one of them
// is not shown meanwhile. Internal to the store.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "store/connection.h"
#include "store/things.h"

namespace retroduce::store {

/// One line of the list "double coding".
struct Assignment {
  std::string document;
  std::string coder;
  std::string done;      ///< the day; empty: not yet
  std::int64_t row = 0;  ///< of the entry
  friend auto operator<=>(const Assignment&, const Assignment&) = default;
};
/// By document, then coder, by the names that they have today.
std::vector<Assignment> read_assignments(Connection& connection);

/// Keys of documents that several are to code, not all of whom are done, in order.
std::vector<std::string> documents_coded_apart(Connection& connection);

/// What is called so; else what was called so last, or what that went into. An assignment may have
/// been written where another name was not known of. Nothing: neither.
std::optional<ThingName> called_or_was(Things& things, model::ThingKind kind,
                                       const std::string& name);

/// Whom another coder of that label, who is no more, was put together with; nothing where there is
/// none, or it was this one.
std::optional<ThingName> namesake_went_into(Things& things, const ThingName& coder,
                                            const std::string& label);

/// All that the coder was ever called, with what those were called who went into this one. By
/// permanent id, of one who is there.
std::set<std::string> labels_of(Connection& connection, const std::string& coder);

/// Who is meant where somebody says who it is: by label, by name or by a former label, whatever the
/// case of the letters where no other is called so. Nothing: nobody that is known here.
std::optional<ThingName> coder_meant(Things& things, const std::string& said);
/// The label of who is meant; as it was said where nobody is. A former label counts where anything
/// is to be coded apart.
std::string author_meant(Connection& connection, const std::string& said);

/// A document that the coder is to code, with others, not all of whom are done. Who or what is no
/// more counts for nothing.
struct CodedApart {
  std::string document;             ///< its key
  std::string id;                   ///< and its permanent id
  std::vector<std::string> others;  ///< permanent ids of coders
};
/// Who looks, and what is coded apart from others.
struct Blind {
  std::string coder;  ///< permanent id; empty: nothing is hidden
  std::vector<CodedApart> documents;
  /// What each of the coders was ever called: by that name changes say who made them.
  std::map<std::string, std::set<std::string>> labels;
  /// Keys of documents that are coded apart, where nobody is called as who looks: all is shown.
  std::vector<std::string> shown_to_stranger;
};
/// Of how things stand now, whatever older state is then looked at. The coder as `coder_meant`.
Blind coded_apart(Connection& connection, const std::string& coder);

/// Whose work alone somebody means who names none, by the labels that changes bear: who codes apart
/// means their own, for what others did may be hidden. Empty: whoever's.
std::set<std::string> labels_meant(Connection& connection, const std::string& coder);

/// The extracts of these documents that others brought and the reader does not use, by permanent
/// id. Within a transaction.
std::set<std::string> hidden_extracts(Connection& connection, const Blind& blind);

/// Rows of these documents of which the others have done anything here. Within a transaction.
std::set<std::int64_t> documents_with_hidden_work(Connection& connection, const Blind& blind);

/// What a change is called then that did anything hidden.
inline constexpr std::string_view hidden_change = "(hidden while documents are coded apart)";

/// Takes out of a copy what the others did with these documents: the extracts that they brought
/// (but for those that the coder uses), codings, evidence, judgements, notes, and what history
/// tells of these, whoever wrote it there. Where another's evidence stands in the place of the
/// coder's own, that is shown again. The copy is of no use for anything but reading.
void hide_others(Connection& copy, const Blind& blind);

}  // namespace retroduce::store
