#include "cli/common.h"

#include <algorithm>
#include <cstdlib>
#include <pwd.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include "base/source_io.h"
#include "base/text.h"

namespace retroduce::cli {

std::string who(const std::string& by) {
  if (!by.empty()) return by;
  if (const char* coder = std::getenv("RETRODUCE_CODER"); coder != nullptr && *coder != 0)
    return coder;
  if (const passwd* entry = ::getpwuid(::getuid()); entry != nullptr) return entry->pw_name;
  if (const char* user = std::getenv("USER"); user != nullptr && *user != 0) return user;
  return "somebody";
}

void add_as_of(CLI::App& app, std::string& as_of) {
  app.add_option("--as-of", as_of,
                 "The review as it was: at the end of a day (2026-03-01), at a second "
                 "(2026-03-01T12:00:00Z), or after a change that history names")
      ->check([](const std::string& text) {
        return text.empty() ? "say a day (2026-03-01), or the name of a change" : "";
      });
}

void write_output(Console& console, const std::filesystem::path& path, std::string_view bytes,
                  bool force) {
  if (path.empty() || path == "-") {
    console.out(bytes);
  } else {
    base::write_file(path, bytes, force);
  }
}

std::string counted(std::int64_t number, const std::string& kind) {
  std::string one = kind;
  if (one.size() > 3 && one.ends_with("ies")) {
    one.replace(one.size() - 3, 3, "y");
  } else if (one.ends_with("s") && !one.ends_with("ss")) {
    one.pop_back();
  }
  return base::count_of(number, one, kind);
}

void say_done(Console& console, const store::EditReceipt& receipt) {
  constexpr std::size_t most_told = 20;
  const std::size_t all = receipt.done.size();
  for (std::size_t i = 0; i < std::min(all, most_told); ++i)
    console.say(receipt.done[i].what + "   (change " + receipt.done[i].uid + ")");
  if (all > most_told)
    console.say("and " + base::grouped(static_cast<std::int64_t>(all - most_told)) + " more.");
}

std::string receipt_line(const store::ReceiptLine& line) {
  std::vector<std::string> parts;
  if (line.added != 0) parts.push_back("added " + base::grouped(line.added));
  if (line.present != 0) parts.push_back("already there " + base::grouped(line.present));
  if (line.left_out != 0) parts.push_back("left out " + base::grouped(line.left_out));
  return base::join(parts, " · ");
}

std::string lined_up(const std::string& head, const std::string& text) {
  return head + base::join(base::split(text, '\n'), "\n" + std::string(head.size(), ' ')) + "\n";
}

}  // namespace retroduce::cli
