// retroduce formats: what can be read and written.
#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/text_table.h"
#include "interchange/format.h"
#include "interchange/text_format.h"

namespace retroduce::cli {

namespace {

std::string direction(const interchange::Format& format) {
  if (format.read == nullptr) return "out";
  return format.write == nullptr ? "in" : "in, out";
}

int list_formats(Console& console) {
  std::vector<std::vector<std::string>> rows;
  for (const interchange::Format* format : interchange::formats()) {
    rows.push_back({std::string(format->name), direction(*format), std::string(format->suffixes),
                    std::string(format->title) + ". " + std::string(format->fidelity)});
  }
  console.out(text_table({{"--as"}, {"direction"}, {"files"}, {"what it carries", false, true}},
                         rows, console.width));
  rows.clear();
  for (const interchange::TextFormat* format : interchange::text_formats()) {
    rows.push_back({std::string(format->name), std::string(format->suffixes),
                    std::string(format->title) + ". " + std::string(format->keeps)});
  }
  console.out("\nFull texts of documents, for: retroduce attach\n");
  console.out(
      text_table({{"form"}, {"files"}, {"what it keeps", false, true}}, rows, console.width));
  return done;
}

Action set_up(CLI::App&) {
  return [](Console& console) { return list_formats(console); };
}

}  // namespace

extern const Command command_formats{"formats", "List what can be read and written",
                                     "  retroduce formats\n", set_up};

}  // namespace retroduce::cli
