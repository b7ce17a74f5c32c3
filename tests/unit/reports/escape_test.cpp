#include "reports/escape.h"

#include <pugixml.hpp>

#include "base/text.h"
#include "csv_reader.h"
#include "odd_texts.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

/// What a format can carry at most: no control characters, line ends as LF.
std::string carried(const std::string& text) {
  std::string out;
  const std::string safe = base::xml_safe(text);
  for (std::size_t i = 0; i < safe.size(); ++i) {
    if (safe[i] != '\r') {
      out += safe[i];
    } else if (i + 1 == safe.size() || safe[i + 1] != '\n') {
      out += '\n';
    }
  }
  return out;
}

void replace_all(std::string& text, const std::string& from, const std::string& to) {
  for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
}

std::string csv_line(std::string_view first, std::string_view second) {
  std::string line;
  reports::add_csv_field(line, first);
  line += ',';
  reports::add_csv_field(line, second);
  return line + "\r\n";
}

}  // namespace

TEST_CASE("any text comes back from a CSV field as it was", "[reports][escape]") {
  for (const std::string& text : odd_texts()) {
    const auto rows = read_csv(csv_line(text, "next"));
    CHECK(rows == std::vector<std::vector<std::string>>{{text, "next"}});
  }
}

TEST_CASE("a guarded text begins with nothing that a spreadsheet computes, and comes back",
          "[reports][escape]") {
  for (const std::string& text : odd_texts()) {
    const std::string guarded = reports::guard_formula(text);
    CHECK((guarded.empty() || std::string("=+-@\t\r\n").find(guarded[0]) == std::string::npos));
    CHECK(reports::unguard_formula(guarded) == text);
  }
  CHECK(reports::guard_formula("plain") == "plain");
  CHECK(reports::guard_formula("=1+1") == "'=1+1");
  CHECK(reports::guard_formula("'tis") == "''tis");
}

TEST_CASE("an HTML text is read back by an XML parser, in elements and in attributes",
          "[reports][escape]") {
  for (const std::string& text : odd_texts()) {
    const std::string escaped = reports::html_text(text);
    pugi::xml_document tree;
    const auto result =
        tree.load_string(("<t a=\"" + escaped + "\">x" + escaped + "</t>").c_str(),
                         pugi::parse_full & ~static_cast<unsigned>(pugi::parse_wconv_attribute));
    INFO(escaped);
    REQUIRE(result);
    CHECK(tree.child("t").text().get() == "x" + carried(text));
    CHECK(tree.child("t").attribute("a").value() == carried(text));
  }
}

TEST_CASE("a Markdown text has no bare mark in it and says the same when unescaped",
          "[reports][escape]") {
  for (const std::string& text : odd_texts()) {
    std::string rest = reports::markdown_text(text);
    CHECK(rest.find('\n') == std::string::npos);
    std::string plain;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (rest[i] == '\\') {
        plain += rest[++i];
      } else if (rest.compare(i, 4, "<br>") == 0) {
        plain += '\n';
        i += 3;
      } else {
        CHECK(std::string("|*_`[]<>~&$").find(rest[i]) == std::string::npos);
        plain += rest[i];
      }
    }
    std::string wanted = carried(text);
    replace_all(wanted, "\t", " ");
    CHECK(plain == wanted);
  }
}

TEST_CASE("a DOT string is closed only by its own end and says the same when unescaped",
          "[reports][escape]") {
  for (const std::string& text : odd_texts()) {
    const std::string quoted = reports::dot_string(text);
    REQUIRE(quoted.size() >= 2);
    std::string plain;
    for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
      CHECK(quoted[i] != '"');
      if (quoted[i] == '\\') {
        ++i;
        REQUIRE(i + 1 < quoted.size());
        plain += quoted[i] == 'n' ? '\n' : quoted[i];
      } else {
        plain += quoted[i];
      }
    }
    replace_all(plain, "&amp;", "&");
    CHECK(plain == carried(text));
  }
}

}  // namespace retroduce::tests
