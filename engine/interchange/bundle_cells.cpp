#include "interchange/bundle_cells.h"

namespace retroduce::interchange::bundle {

namespace {

/// Trims blanks at the ends, but none that a backslash stands before, and takes the backslashes
/// away.
std::string value_of(std::string_view item) {
  while (!item.empty() && item.front() == ' ') item.remove_prefix(1);
  while (!item.empty() && item.back() == ' ' &&
         (item.size() < 2 || item[item.size() - 2] != '\\')) {
    item.remove_suffix(1);
  }
  std::string out;
  for (std::size_t at = 0; at < item.size(); ++at) {
    const bool marks = item[at] == '\\' && at + 1 < item.size() &&
                       (item[at + 1] == ';' || item[at + 1] == '\\' || item[at + 1] == ' ');
    out.push_back(marks ? item[++at] : item[at]);
  }
  return out;
}

}  // namespace

void append_escaped(std::string& out, std::string_view cell) {
  for (;;) {
    const std::size_t at = cell.find_first_of("\t\n\r\\");
    out.append(cell.substr(0, at));
    if (at == std::string_view::npos) return;
    const char c = cell[at];
    out.push_back('\\');
    out.push_back(c == '\t' ? 't' : c == '\n' ? 'n' : c == '\r' ? 'r' : '\\');
    cell.remove_prefix(at + 1);
  }
}

void append_unescaped(std::string& out, std::string_view cell, bool& odd) {
  for (;;) {
    const std::size_t at = cell.find('\\');
    out.append(cell.substr(0, at));
    if (at == std::string_view::npos) return;
    const char next = at + 1 < cell.size() ? cell[at + 1] : '\0';
    const std::size_t which = std::string_view("tnr\\").find(next);
    const bool known = next != '\0' && which != std::string_view::npos;
    out.push_back(known ? "\t\n\r\\"[which] : '\\');
    odd = odd || !known;
    cell.remove_prefix(at + (known ? 2 : 1));
  }
}

std::string list_cell(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) {
    if (value.empty()) continue;
    if (!out.empty()) out += "; ";
    for (std::size_t at = 0; at < value.size(); ++at) {
      const bool end = at == 0 || at + 1 == value.size();
      if (value[at] == ';' || value[at] == '\\' || (end && value[at] == ' ')) out.push_back('\\');
      out.push_back(value[at]);
    }
  }
  return out;
}

std::vector<std::string> listed_values(std::string_view cell) {
  std::vector<std::string> values;
  std::size_t start = 0;
  for (std::size_t at = 0; at <= cell.size(); ++at) {
    if (at < cell.size() && cell[at] == '\\') {
      ++at;
      continue;
    }
    if (at < cell.size() && cell[at] != ';') continue;
    std::string value = value_of(cell.substr(start, at - start));
    if (!value.empty()) values.push_back(std::move(value));
    start = at + 1;
  }
  if (start < cell.size()) {  // a lone backslash ended the cell
    if (std::string value = value_of(cell.substr(start)); !value.empty())
      values.push_back(std::move(value));
  }
  return values;
}

std::vector<std::string> name_value_list(const std::vector<model::Field>& fields) {
  std::vector<std::string> list;
  for (const model::Field& field : fields) {
    list.push_back("=" + field.name);
    list.push_back("=" + field.value);
  }
  return list;
}

std::vector<model::Field> named_values(const std::vector<std::string>& list) {
  const auto plain = [](const std::string& text) {
    return text.substr(text.starts_with('=') ? 1 : 0);
  };
  std::vector<model::Field> fields;
  for (std::size_t i = 0; i + 1 < list.size(); i += 2)
    fields.push_back({plain(list[i]), plain(list[i + 1])});
  return fields;
}

std::pair<std::string_view, std::string_view> cut_last_word(std::string_view text) {
  const std::size_t at = text.rfind(' ');
  if (at == std::string_view::npos) return {text, {}};
  return {text.substr(0, at), text.substr(at + 1)};
}

}  // namespace retroduce::interchange::bundle
