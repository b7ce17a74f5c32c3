// Folders of texts: the plan, and what carrying it out does.
#include "review/attach.h"

#include <algorithm>
#include <fstream>
#include <string>

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

class World {
 public:
  World() {
    write("sheet.csv",
          "document,title,authors,year,quote,context,mechanism,outcome\n"
          "smith2019,Link workers,Smith J,2019,they had time,time,trust,health\n"
          "jones2020,Gardens,Jones K,2020,gardens heal,garden,calm,health\n"
          "old1999,Old,Old M,1999,gone,a,b,c\n");
    fs::create_directory(folder.path() / "papers");
    write("papers/smith2019.txt", "In the practice they had time.\n");
    write("papers/jones2020.md", "# Gardens\nHere gardens heal, and gardens heal.\n");
    write("papers/stray.txt", "Some other text.\n");
    write("papers/bad.docx", "no zip");
    write("papers/.hidden.txt", "not seen");
    write("papers/data.csv", "a,b\n");
    review.import({{folder.path() / "sheet.csv"}, "", {}, {"AB", ""}, false}, progress);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder.path() / name) << text;
  }
  review::AttachPlan plan(const std::string& what, bool replace = false) {
    return plan_attach(review, {folder.path() / what}, "", replace, progress);
  }
  store::Receipt carry_out(review::AttachPlan plan, bool replace = false, bool keep_files = false) {
    store::AttachOptions options;
    options.by = {"AB", ""};
    options.replace = replace;
    return review::carry_out(review, std::move(plan), keep_files, options, progress);
  }
  TemporaryFolder folder;
  base::NoProgress progress;
  review::Review review = review::Review::create(folder.path() / "r.retro");
};

std::string in_short(const review::AttachPlan& plan) {
  constexpr const char* words[] = {"matched", "there", "other", "unmatched", "ambiguous", "unread"};
  std::string out;
  for (const review::AttachRow& row : plan.rows)
    out += row.file + " " + words[static_cast<std::size_t>(row.state)] + " " + row.key + "\n";
  return out;
}

}  // namespace

TEST_CASE("a folder gives a plan, and nothing is changed by it", "[attach]") {
  World world;
  const auto plan = world.plan("papers");
  CHECK(in_short(plan) ==
        "bad.docx unread \njones2020.md matched jones2020\nsmith2019.txt matched smith2019\n"
        "stray.txt unmatched \n");
  CHECK(plan.ready == 2);
  CHECK(world.review.store().texts().empty());
  CHECK(world.review.store().receipts().size() == 1);
}

TEST_CASE("a plan is carried out as one change, and shows as done afterwards", "[attach]") {
  World world;
  const auto receipt = world.carry_out(world.plan("papers"));
  CHECK(receipt.number == 2);
  CHECK(world.review.store().texts().size() == 2);
  CHECK(world.review.store().receipts().back().source == "jones2020.md, smith2019.txt");
  CHECK(in_short(world.plan("papers")).find("smith2019.txt there smith2019") != std::string::npos);
  query::AskOptions ask;
  const auto gaps = world.review.ask("gaps", ask, world.progress);
  CHECK(gaps.value->headline.find("1 extract-doubtful") != std::string::npos);
}

TEST_CASE("a corrected file waits for the word that it supersedes", "[attach]") {
  World world;
  world.carry_out(world.plan("papers"));
  world.write("papers/smith2019.txt", "Corrected: in the practice they had time.\n");
  CHECK(in_short(world.plan("papers")).find("smith2019.txt other smith2019") != std::string::npos);
  const auto receipt = world.carry_out(world.plan("papers", true), true);
  CHECK(receipt.changed());
  CHECK(world.review.store().texts().at("smith2019").version == 2);
}

TEST_CASE("two files for one document are neither", "[attach]") {
  World world;
  world.write("papers/smith2019.html", "<html><body>They had time</body></html>");
  const auto plan = world.plan("papers");
  CHECK(in_short(plan).find("smith2019.html ambiguous smith2019\nsmith2019.txt ambiguous") !=
        std::string::npos);
  CHECK(plan.ready == 1);
}

TEST_CASE("the files themselves are kept where that is asked for, each once", "[attach]") {
  World world;
  const auto receipt = world.carry_out(world.plan("papers"), false, true);
  CHECK(std::any_of(receipt.lines.begin(), receipt.lines.end(), [](const auto& line) {
    return line.kind == "attachments" && line.added == 2;
  }));
  const auto again = world.carry_out(world.plan("papers"), false, true);
  CHECK_FALSE(again.changed());
  CHECK(world.review.store().damage(world.progress).empty());
}
