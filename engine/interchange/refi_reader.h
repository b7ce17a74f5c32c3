// Reads a REFI-QDA project (project.qde and the files beside it) and sends it as records. What has
// no place among them is kept as foreign parts, and said. Knows nothing of the database.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "base/progress.h"
#include "interchange/format.h"
#include "interchange/refi_archive.h"
#include "interchange/refi_claims.h"
#include "interchange/refi_codes.h"
#include "interchange/refi_names.h"
#include "interchange/refi_text.h"
#include "interchange/refi_xml.h"
#include "model/batch.h"

namespace retroduce::interchange::refi {

/// What a GUID of the file became.
struct Thing {
  model::ThingKind kind = model::ThingKind::review;
  std::uint32_t ref = 0;
};

/// One source of whatever kind: its own element, and the one that holds its text.
struct SourceText {
  Node node;
  Node holder;  ///< the source itself, a Representation, TextDescription or Transcript; or empty
  std::string key;
  bool has_text = false;
  bool has_quotes_alone = false;  ///< a text that our own export made of them
  Text text;
  std::vector<Node> nodes;            ///< selections of the text …
  std::vector<Selection> selections;  ///< … and what they say, place by place
  std::vector<Node> unplaced;         ///< selections that say no place
};

/// An extract that was sent, of the source that is being read.
struct Sent {
  std::uint32_t ref = 0;
  std::string page;
  std::string note;
  std::set<std::string> codings;  ///< by the GUIDs of code and user
};

/// What was met in one source.
struct SourceMet {
  std::string key;  ///< of the document
  /// By begin, end and, where there is no place in a text, words.
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, Sent> places;
  std::unordered_map<std::string, Sent*> by_guid;  ///< of selections
  std::unordered_map<std::string, Node> areas;     ///< of pages, by GUID
  std::map<std::string, std::string> area_names;   ///< where each lies
};

/// A configuration that a note or a case says in words.
struct Claim {
  ToldClaim told;
  Node note;
  Node case_;
  Node set;
  std::set<std::uint32_t> codes;     ///< that its elements name
  std::set<std::uint32_t> extracts;  ///< that are its evidence
};

/// Where an extract lies, as its codings' roles are told.
struct CodedPlace {
  std::string words;
  std::optional<std::int64_t> begin;
};

/// Codings of one extract with one code by one coder: what a note tells may be several.
struct SentCodings {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
  std::uint32_t met = 0;  ///< elements of the file
};

/// An extract that was sent, as evidence finds it.
struct Quoted {
  std::uint32_t ref = 0;
  std::uint32_t document = 0;
  std::optional<std::int64_t> begin = {};
  std::string words = {};  ///< with single blanks
};

class ProjectReader {
 public:
  ProjectReader(Xml& xml, Archive& archive, const ReadOptions& options, model::BatchSink& sink,
                base::Progress& progress);

  /// Findings, each before "refi.": guid-twice, code-cycle, code-nameless, code-names-shared,
  /// case-twins, dotted-names, roles, roles-differ, role-of-unknown, positions, positions-unclear,
  /// selection-range, selection-number, pages-of-one-quote, file-missing, file-external,
  /// text-encoding, quote-from-name, unknown-code, unknown-user, nameless-codings,
  /// codings-of-selections, coding-twice, field-twice, note-coded, note-place, transcript-kept,
  /// kept, configurations, configuration-concept, configuration-line, configuration-renamed,
  /// configuration-beside, archive-….
  void read();

 private:
  // refi_reader.cpp
  std::set<std::string> uncoded_cases() const;
  void check_guids(Node node);
  void read_users();
  void read_project();
  void read_cases();
  void read_notes();
  void read_note(Node note);
  std::vector<Thing> subjects_of(const std::string& guid) const;
  std::vector<Thing> marked_by(Node note) const;
  std::optional<Thing> thing_called(const ToldSubject& subject);
  void collect_subjects(Node node);
  void keep_rest();
  void keep(Node node);
  void keep_unread();
  void tell_nameless();
  std::vector<model::Field> fields_of(Node node);
  std::string variable_name(const std::string& guid) const;

  // refi_configurations.cpp
  void collect_claims();
  void collect_claim(Node node, const std::string& text);
  Claim* claim_called(std::string_view label);
  void send_claims();
  void send_claim(Claim& claim, model::Ref<model::Configuration> configuration);
  bool send_evidence(Claim& claim, const ToldEvidence& told,
                     model::Ref<model::Configuration> configuration);
  void send_lines(model::Ref<model::Configuration> configuration, const std::string& lines);
  void send_links(model::Ref<model::Configuration> from);
  const Code* code_of(const Claim& claim, const std::string& label) const;
  std::optional<std::uint32_t> extract_of(const ToldExtract& told);
  std::optional<std::uint32_t> extract_by_words(const ToldExtract& told) const;
  void note_told_words();
  model::Ref<model::Coder> coder_called(const std::string& label);
  model::Ref<model::Theme> theme_called(const std::string& label);
  bool agrees(Node node, const Claim& claim) const;
  void take_beside(Node node, const Claim& claim, std::uint32_t configuration);
  bool take_set(Node set);
  bool take_link(Node link);

  // refi_roles.cpp
  bool take_roles(const std::string& text);
  static void keep_fitting(std::vector<const ToldRole*>& roles,
                           const std::function<bool(const ToldRole&)>& fits);
  std::uint32_t send_in_roles(Code& code, model::Coding coding);
  std::vector<std::optional<model::Role>> roles_of(const Code& code,
                                                   const model::Coding& coding) const;

  // refi_sources.cpp
  void prepare_sources();
  void prepare(Node node);
  std::string key_of(Node node);
  bool load_text(Node holder, Text& text);
  std::vector<Node> text_selections(const SourceText& source);
  void take_selections(SourceText& source);
  std::optional<Selection> transcript_selection(Node holder, Node node);
  void judge_positions();
  void send_source(SourceText& source);
  void send_document(SourceText& source);
  void attach(Node holder, std::string_view attribute, model::Ref<model::Document> document);
  void send_text_selections(SourceText& source, model::Ref<model::Document> document);
  void send_unread_selections(SourceText& source, model::Ref<model::Document> document);
  void send_other_selection(Node node, model::Ref<model::Document> document);
  std::string page_of(Node area);
  std::string name_of_area(Node node);
  static void take_quote(const PointIndex& index, model::Extract& extract);
  std::uint32_t add_extract(model::Extract extract);
  /// `known`: an attribute that the extract says already.
  void send_extract(const model::Extract& extract, Node node, std::string_view known);
  void send_selection(Sent& sent, Node node, bool is_first, const std::string& comment,
                      std::string_view known);
  void send_comment(Node node, Thing about, const std::string& text);
  void send_codings(Node node, Sent& sent, bool is_first);
  static std::string user_of(Node coding);
  void send_coding(Node node, model::Ref<model::Extract> extract);
  void send_whole_codings(Node node, model::Ref<model::Document> document);

  void part(std::string_view kind, std::string guid, Thing about, std::string content);
  model::Ref<model::Coder> coder(std::string_view guid, Node where);
  model::Line line(Node node) const { return static_cast<model::Line>(xml_.line(node)); }

  Xml& xml_;
  Archive& archive_;
  const ReadOptions& options_;
  model::BatchSink& sink_;
  base::Progress& progress_;
  Codes codes_;
  Node project_;
  std::string origin_;
  Counting counting_;
  std::optional<bool> from_zero_;  ///< how pages are counted; asked for by the first page
  std::unordered_map<std::string, Thing> things_;                 ///< by GUID
  std::unordered_map<std::string, std::vector<Thing>> subjects_;  ///< of notes, by their GUID
  std::unordered_map<std::string, std::string> variables_;        ///< names, by GUID
  std::unordered_map<std::string, std::vector<Node>> cases_;      ///< of one source, by its GUID
  std::unordered_map<std::string, Node> placed_notes_;            ///< with a place in a text
  std::map<std::string, std::size_t> kept_;                       ///< by element name
  std::map<std::string, int> keys_;                               ///< of documents, folded
  std::vector<SourceText> sources_;
  SourceMet here_;
  std::vector<Claim> claims_;
  std::set<std::string> renamed_;  ///< labels of notes that no code has any more
  std::unordered_map<std::string, std::size_t> claim_places_;  ///< by label, folded
  std::unordered_map<std::string, const Code*> codes_called_;  ///< likewise
  std::map<std::pair<std::string, std::string>, std::string>
      pages_;                               ///< that claims tell, by document and words
  std::set<std::string> texts_;             ///< fingerprints of those that are read
  std::set<std::size_t> claimed_;           ///< notes and cases of claims
  std::vector<std::uint32_t> document_of_;  ///< by extract, where there are claims
  std::int64_t nameless_codings_ = 0;       ///< that name no coder
  std::map<std::uint32_t, std::int64_t> codings_of_selections_;  ///< that say none, by the
                                                                 ///< selection's
  std::set<std::uint32_t> marked_;                     ///< extracts that a selection holds
  std::map<std::string, std::vector<Quoted>> quoted_;  ///< by words, where there are claims
  std::multimap<std::pair<std::uint32_t, std::int64_t>, std::uint32_t>
      placed_;  ///< extracts, by document and where they begin
  /// By the same: which words are told to stand there nearly so.
  std::map<std::pair<std::uint32_t, std::int64_t>, std::set<std::string>> told_nearly_;
  std::set<std::uint32_t> told_by_words_;   ///< extracts that claims tell in their own words
  std::set<std::uint32_t> shown_for_near_;  ///< whose selection may stand for one told nearly so
  std::map<std::string, std::uint32_t> document_refs_;  ///< by key
  std::map<std::string, std::uint32_t> coder_refs_;     ///< by label
  std::map<std::string, std::uint32_t> theme_refs_;     ///< by label
  std::map<std::tuple<std::uint32_t, std::uint32_t, model::LinkKind>, std::vector<std::uint32_t>>
      link_refs_;  ///< by their ends
  std::map<std::pair<std::string, std::string>, std::vector<ToldRole>>
      told_roles_;                        ///< by concept (folded) and words
  std::vector<CodedPlace> coded_places_;  ///< by extract, where roles are told
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, SentCodings>
      sent_codings_;  ///< by extract, code and coder, where roles are told
  std::uint32_t links_ = 0;
  std::uint32_t coders_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t extracts_ = 0;
  std::uint32_t codings_ = 0;
  std::uint32_t attachments_ = 0;
  std::uint32_t memos_ = 0;
};

}  // namespace retroduce::interchange::refi
