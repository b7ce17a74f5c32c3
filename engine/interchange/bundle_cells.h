// How a value stands in a cell of a bundle file: escapes, lists, flags. Said once for reading and
// writing.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/records.h"

namespace retroduce::interchange::bundle {

/// Appends the cell with tab, LF, CR and backslash as \t \n \r \\.
void append_escaped(std::string& out, std::string_view cell);

/// Takes the escapes back. A backslash before any other character stands for itself; `odd` is set
/// then.
void append_unescaped(std::string& out, std::string_view cell, bool& odd);

/// Several values in one cell: joined by "; ". Inside a value \; stands for a semicolon, \\ for a
/// backslash, and "\ " for a blank at an end. Empty values are left out.
std::string list_cell(const std::vector<std::string>& values);
std::vector<std::string> listed_values(std::string_view cell);

/// Names and values in turn, an equals sign before each, since a list drops what is empty.
std::vector<std::string> name_value_list(const std::vector<model::Field>& fields);
std::vector<model::Field> named_values(const std::vector<std::string>& list);

/// "12 supports" as "12" and "supports": cut at the last blank. Without one the first part is all.
std::pair<std::string_view, std::string_view> cut_last_word(std::string_view text);

/// The folder within a bundle that holds the bytes of attachments.
inline constexpr std::string_view attachment_folder = "attachments";

/// Roles as the bundle writes them, in the order of model::Role.
inline constexpr std::string_view role_letters = "IACMO";
inline char role_letter(model::Role role) { return role_letters[static_cast<std::size_t>(role)]; }

}  // namespace retroduce::interchange::bundle
