// A slow and obvious reader of RFC 4180, to check the writer with.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace retroduce::tests {

inline std::vector<std::vector<std::string>> read_csv(std::string_view text) {
  std::vector<std::vector<std::string>> rows;
  std::size_t at = 0;
  while (at < text.size()) {
    std::vector<std::string> row;
    for (bool more = true; more;) {
      std::string field;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size()) throw std::runtime_error("an open quotation mark");
          if (text[at] == '"' && (at + 1 == text.size() || text[at + 1] != '"')) break;
          if (text[at] == '"') ++at;
          field += text[at];
        }
        ++at;
      } else {
        while (at < text.size() && text[at] != ',' && text[at] != '\r') {
          if (text[at] == '"' || text[at] == '\n') throw std::runtime_error("a bare mark");
          field += text[at++];
        }
      }
      row.push_back(field);
      more = at < text.size() && text[at] == ',';
      if (more) ++at;
    }
    if (text.substr(at, 2) != "\r\n") throw std::runtime_error("a line that does not end in CRLF");
    at += 2;
    rows.push_back(row);
  }
  return rows;
}

}  // namespace retroduce::tests
