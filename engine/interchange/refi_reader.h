// Reads a REFI-QDA project (project.qde and the files beside it) and sends it as records. What has
// no place among them is kept as foreign parts, and said. Knows nothing of the database.
#pragma once

#include <cstdint>
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
  /// By begin, end and, where there is no place in a text, words.
  std::map<std::tuple<std::int64_t, std::int64_t, std::string>, Sent> places;
  std::unordered_map<std::string, Sent*> by_guid;  ///< of selections
  std::unordered_map<std::string, Node> areas;     ///< of pages, by GUID
  std::map<std::string, std::string> area_names;   ///< where each lies
};

class ProjectReader {
 public:
  ProjectReader(Xml& xml, Archive& archive, const ReadOptions& options, model::BatchSink& sink,
                base::Progress& progress);

  /// Findings, each before "refi.": guid-twice, code-cycle, code-nameless, code-names-shared,
  /// roles, roles-differ, role-of-unknown, positions, positions-unclear, selection-range,
  /// selection-number, pages-of-one-quote, file-missing, file-external, text-encoding,
  /// quote-from-name, unknown-code, unknown-user, coding-twice, field-twice, note-coded,
  /// transcript-kept, kept, archive-….
  void read();

 private:
  // refi_reader.cpp
  void check_guids(Node node);
  void read_users();
  void read_project();
  void read_cases();
  void read_notes();
  void read_note(Node note);
  std::vector<Thing> subjects_of(const std::string& guid) const;
  void collect_subjects(Node node);
  void keep_rest();
  void keep(Node node);
  void keep_unread();
  std::vector<model::Field> fields_of(Node node);
  std::string variable_name(const std::string& guid) const;

  // refi_sources.cpp
  void prepare_sources();
  void prepare(Node node);
  std::string key_of(Node node);
  bool load_text(Node holder, Text& text);
  void take_selections(SourceText& source);
  std::optional<Selection> transcript_selection(Node holder, Node node);
  void judge_positions();
  void send_source(SourceText& source);
  void send_document(SourceText& source);
  void attach(Node holder, std::string_view attribute, model::Ref<model::Document> document);
  void send_text_selections(SourceText& source, model::Ref<model::Document> document);
  void send_unread_selections(SourceText& source, model::Ref<model::Document> document);
  void send_other_selection(Node node, model::Ref<model::Document> document);
  std::string page_of(Node area) const;
  std::string name_of_area(Node node);
  /// `known`: an attribute that the extract says already.
  void send_extract(const model::Extract& extract, Node node, std::string_view known);
  void send_selection(Sent& sent, Node node, bool is_first, const std::string& comment,
                      std::string_view known);
  void send_comment(Node node, Thing about, const std::string& text);
  void send_codings(Node node, Sent& sent, bool is_first);
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
  std::unordered_map<std::string, Thing> things_;                 ///< by GUID
  std::unordered_map<std::string, std::vector<Thing>> subjects_;  ///< of notes, by their GUID
  std::unordered_map<std::string, std::string> variables_;        ///< names, by GUID
  std::unordered_map<std::string, std::vector<Node>> cases_;      ///< of one source, by its GUID
  std::map<std::string, std::size_t> kept_;                       ///< by element name
  std::map<std::string, int> keys_;                               ///< of documents, folded
  std::vector<SourceText> sources_;
  SourceMet here_;
  std::uint32_t coders_ = 0;
  std::uint32_t documents_ = 0;
  std::uint32_t extracts_ = 0;
  std::uint32_t codings_ = 0;
  std::uint32_t attachments_ = 0;
  std::uint32_t memos_ = 0;
};

}  // namespace retroduce::interchange::refi
