// Texts that formats stumble over, the same for every run.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace retroduce::tests {

/// Plain ones first, then `count` mixtures made of a seed.
inline std::vector<std::string> odd_texts(std::uint32_t seed = 20, int count = 400) {
  std::vector<std::string> texts{"",         "plain",  "=1+1",    "+44 20", "-5%", "@SUM(A1)",
                                 "'quoted",  "''two",  "\t=tab",  "\r",     "\n",  "a|b",
                                 "<b>&amp;", "a\\|b",  "\"q\"",   "a,b;c",  " ",   "- item",
                                 "1. item",  "# head", "\x01\x1f"};
  const std::vector<std::string> pieces{
      "a",      "B",    " ",    "7",    "=",      "+",      "-",      "@",      "\t",
      "\n",     "\r\n", "\r",   "'",    "\"",     ",",      ";",      "|",      "\\",
      "<",      ">",    "&",    "*",    "_",      "`",      "[",      "]",      "~",
      "$",      "#",    "\x01", "\x7f", "\u00e9", "\u2212", "\u201c", "\u2028", "\U0001F600",
      "\uFFFE", "{",    "}",    "]]>",  "<!--",   "%"};
  for (int i = 0; i < count; ++i) {
    std::string text;
    for (int length = i % 9; length >= 0; --length) {
      seed = seed * 1664525U + 1013904223U;
      text += pieces[(seed >> 16) % pieces.size()];
    }
    texts.push_back(text);
  }
  return texts;
}

}  // namespace retroduce::tests
