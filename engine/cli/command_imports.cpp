// retroduce imports: the receipts of what came in.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/common.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

int list_imports(const std::string& path, Console& console) {
  auto review = review::Review::open(path, store::Mode::read);
  const std::vector<store::Receipt> receipts = review.store().receipts();
  if (receipts.empty()) console.out("Nothing has been imported into " + path + " yet.\n");
  for (const store::Receipt& receipt : receipts) {
    std::string text = strong(console, "import " + std::to_string(receipt.number)) + "  " +
                       receipt.at + "  by " + receipt.by + "  " + receipt.source + " (" +
                       receipt.format + ")\n";
    for (const store::ReceiptLine& line : receipt.lines) {
      const std::string counts = receipt_line(line);
      if (counts.empty()) continue;
      std::string kind = "  " + line.kind;
      kind.resize(std::max<std::size_t>(kind.size() + 1, 20), ' ');
      text += kind + counts + "\n";
    }
    for (const base::Diagnostic& found : receipt.found.sorted())
      text += "  " + to_text(found) + "\n";
    console.out(text);
  }
  return done;
}

Action set_up(CLI::App& app) {
  auto path = std::make_shared<std::string>();
  app.add_option("REVIEW", *path, "The review file")->required();
  return [path](Console& console) { return list_imports(*path, console); };
}

}  // namespace

extern const Command command_imports{"imports", "Show the receipts of what came in",
                                     "  retroduce imports sp.retro\n", set_up};

}  // namespace retroduce::cli
