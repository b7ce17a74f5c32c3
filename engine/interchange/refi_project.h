// Builds project.qde and the files beside it out of a whole review, after the schema of REFI-QDA
// 1.0 (order of elements, required attributes) and so that other programs' importers take it:
// engine/README.md tells what they need. Knows nothing of archives or the database.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "interchange/refi_claims.h"
#include "interchange/refi_names.h"

namespace retroduce::interchange::refi {

enum class Profile : std::uint8_t { usual, nvivo, maxqda };

class ProjectBuilder {
 public:
  ProjectBuilder(const Batch& batch, Names& names, Profile profile);

  /// The bytes of project.qde. Call once; then `files` and `losses` are complete.
  std::string build();
  /// Texts beside the project, by name within sources/.
  const std::vector<std::pair<std::string, std::string>>& files() const { return files_; }
  /// The name within sources/ under which an attachment goes.
  const std::string& file_of(std::size_t attachment) const { return attachment_names_[attachment]; }
  /// One line per kind of thing that others will not see, with their number.
  std::vector<std::string> losses() const;

  /// The tree of codes alone, as a codebook file has it.
  void write_codes(pugi::xml_node codes);

 private:
  using Out = pugi::xml_node;

  // refi_project.cpp
  void users(Out project);
  void code(Out parent, std::size_t concept_);
  void variables(Out project);
  void cases(Out project);
  void case_of_configuration(Out cases, std::size_t configuration);
  void notes(Out project);
  void note(Out notes, const std::string& guid, const std::string& name, const std::string& text,
            const std::string& user, const std::string& date, const model::ForeignPart* part);
  void links(Out project);
  void sets(Out project);
  void set_of_configuration(Out sets, std::size_t configuration);
  ToldElement told(const model::Element& element) const;
  ToldExtract told(model::Ref<model::Extract> extract) const;
  ToldEvidence told(const model::Evidence& evidence) const;
  ToldLink told(const model::Link& link) const;
  std::string told(std::size_t configuration) const;
  std::optional<ToldSubject> told_subject(const model::Memo& memo) const;
  std::string guid_beside(std::size_t configuration, const char* kind) const;
  std::string name_of_its_own(const std::string& name);
  void kept(Out parent, std::string_view kind);
  Out section(Out project, const char* name);
  static void drop_if_empty(Out node);
  void tell_other_losses();

  // refi_roles.cpp
  void role_sets(Out sets);
  std::vector<std::optional<model::Role>> shown_roles(Out sets);
  std::string told_roles(Out sets);

  // refi_project_sources.cpp
  void sources(Out project);
  void source(Out sources, std::size_t document);
  std::string notices(std::size_t document) const;
  std::string source_kind(std::size_t document) const;
  std::string text_of(std::size_t document);
  void text_file(Out holder, const std::string& guid, const std::string& text);
  void paths(Out node, std::size_t document);
  void selections(Out node, Out holder, std::size_t document);
  void selection(Out holder, std::size_t extract, const base::TextSpan& span);
  using Place = std::pair<std::size_t, std::uint32_t>;  ///< which selection, which coder
  std::map<Place, std::vector<std::size_t>> by_selection(
      std::size_t extract, const std::vector<const model::ForeignPart*>& parts) const;
  void notes_of_extract(Out node, const model::Extract& record);
  void lose_of_text_selection(std::size_t extract);
  bool is_bare_again(std::size_t extract, const base::TextSpan& span);
  void area(Out node, std::size_t extract, const model::ForeignPart& part, bool has_codings);
  void codings(Out node, const std::vector<std::size_t>& all);
  void values(Out node, std::size_t document);
  std::string variable_guid(const std::string& name);

  // Shared.
  void apply(Out node, const model::ForeignPart* part, std::initializer_list<std::string_view> but);
  void put(Out node, const char* name, const std::string& value);
  Out text_child(Out node, const char* name, const std::string& text);
  std::string user(model::Ref<model::Coder> coder);
  std::string user_of(const model::Origin& origin);
  std::string moment(const std::string& text, const std::string& otherwise);
  std::string time_of(const model::Origin& origin);
  std::string time_of(model::Ref<model::Change> change);
  void lose(const std::string& what, std::int64_t count = 1) { losses_[what] += count; }

  const Batch& batch_;
  Names& names_;
  Profile profile_;
  std::vector<std::pair<std::string, std::string>> files_;
  std::vector<std::string> attachment_names_;
  std::map<std::string, std::int64_t> losses_;
  std::vector<std::vector<std::size_t>> extracts_of_;  ///< by document
  std::vector<std::vector<std::size_t>> codings_of_;   ///< by extract
  std::set<std::size_t> is_coded_;                     ///< concepts
  std::vector<std::vector<std::size_t>> links_of_;     ///< by configuration that they start from
  std::vector<std::vector<std::size_t>> evidence_of_;  ///< by configuration
  std::vector<std::vector<std::size_t>> below_;        ///< concepts, by concept; roots at the end
  std::map<std::size_t, base::TextSpan> spans_;        ///< of extracts, in the text that is written
  std::set<std::size_t> marked_;                       ///< extracts that a selection holds
  std::string written_text_;                           ///< of the source that is being written
  std::set<std::string> linked_notes_;                 ///< GUIDs that a kept element refers to
  std::map<std::string, std::string> variable_guids_;  ///< by name
  std::set<std::string> note_names_;                   ///< that are taken
  std::set<std::pair<std::int64_t, std::int64_t>>
      bare_;  ///< places of one document's uncoded extracts
};

/// Programs compare GUIDs as texts, so one spelling must hold for the whole file; namespace
/// prefixes of another file go too.
void spell_guids(pugi::xml_node node);

/// Takes out who made an element, and what it refers to, where that is not in the project: kept
/// elements may name coders and sources that have gone since. How many were.
std::int64_t drop_dangling(pugi::xml_node project);

/// Brings the children of an element into the order of the schema.
void put_in_order(pugi::xml_node node, std::initializer_list<std::string_view> order);

/// The document as bytes, with its declaration.
std::string bytes_of(const pugi::xml_document& document);

}  // namespace retroduce::interchange::refi
