// The sheets of the form and their columns, said once for writing and for reading. The first column
// of each is hidden and holds the permanent id of what the row is about.
#pragma once

#include <array>
#include <span>
#include <string_view>

namespace retroduce::interchange::form {

/// Where a drop-down list comes from; columns of the hidden sheet of lists, in this order.
enum class List : unsigned char {
  none,
  role,
  stance,
  inference,
  status,
  level,
  theme,
  concept_,
  configuration,
  document,
  yes
};
inline constexpr std::size_t list_count = 11;

struct FormColumn {
  std::string_view heading;
  std::string_view property;  ///< of the edit; empty: it places the row, or is for reading alone
  double width = 16;          ///< in characters
  List list = List::none;
};

struct FormSheet {
  std::string_view name;
  std::string_view kind;  ///< of the things in its rows, as edits name it
  std::span<const FormColumn> columns;
};

inline constexpr FormColumn concept_columns[] = {{"id", ""},
                                                 {"Concept", "label", 30},
                                                 {"Is the same as", "", 30, List::concept_},
                                                 {"Below", "parent", 24, List::concept_},
                                                 {"Definition", "definition", 50},
                                                 {"Note", "note", 40}};
inline constexpr FormColumn extract_columns[] = {{"id", ""},
                                                 {"Document", "", 18, List::document},
                                                 {"Page", "page", 8},
                                                 {"Quote", "quote", 70},
                                                 {"Paraphrase", "paraphrase", 10, List::yes},
                                                 {"Translation", "translation", 40},
                                                 {"Note", "note", 40}};
inline constexpr FormColumn coding_columns[] = {{"id", ""},
                                                {"Document", "", 18, List::document},
                                                {"Quote", "", 60},
                                                {"Role", "", 14, List::role},
                                                {"Concept", "", 30, List::concept_},
                                                {"Coder", "", 10},
                                                {"Note", "note", 40}};
inline constexpr FormColumn configuration_columns[] = {{"id", ""},
                                                       {"Label", "label", 12},
                                                       {"Title", "title", 36},
                                                       {"Theme", "theme", 28, List::theme},
                                                       {"Level", "level", 10, List::level},
                                                       {"Status", "status", 12, List::status},
                                                       {"Statement", "statement", 60},
                                                       {"Note", "note", 40}};
inline constexpr FormColumn element_columns[] = {
    {"id", ""},
    {"Configuration", "", 14, List::configuration},
    {"Role", "", 14, List::role},
    {"Concept", "", 30, List::concept_},
    {"Opposite", "opposite", 10, List::yes},
    {"Wording", "wording", 50},
    {"Direction", "direction", 10},
    {"Unintended", "unintended", 10, List::yes},
    {"When nothing fires", "when-not-fired", 10, List::yes}};
inline constexpr FormColumn evidence_columns[] = {{"id", ""},
                                                  {"Configuration", "", 14, List::configuration},
                                                  {"Role", "", 14, List::role},
                                                  {"Element", "", 26, List::concept_},
                                                  {"Document", "", 18, List::document},
                                                  {"Quote", "", 60},
                                                  {"Stance", "stance", 12, List::stance},
                                                  {"Inference", "inference", 12, List::inference},
                                                  {"Note", "note", 40}};

/// In the order in which changes are made: what others rest on first.
inline constexpr std::array<FormSheet, 6> sheets = {{
    {"Concepts", "concept", concept_columns},
    {"Extracts", "extract", extract_columns},
    {"Codings", "coding", coding_columns},
    {"Configurations", "configuration", configuration_columns},
    {"Elements", "element", element_columns},
    {"Evidence", "evidence", evidence_columns},
}};

inline constexpr std::string_view about_sheet = "~about";
inline constexpr std::string_view lists_sheet = "~lists";
inline constexpr std::string_view mark = "retroduce form 1";
/// The hidden sheet with what a sheet said when it was written.
inline constexpr std::string_view twin_prefix = "~";

}  // namespace retroduce::interchange::form
