// What another program of qualitative analysis saves of a project of ours, into the same review.
#include <algorithm>
#include <fstream>

#include "base/source_io.h"
#include "base/zip.h"
#include "edit_world.h"
#include "interchange/format.h"
#include "review/attach.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

/// A paper with its text, and quotes that stand in it but for their spelling.
class Project {
 public:
  explicit Project(bool with_claims = true) {
    REQUIRE(world.code("add document lee2021\nadd concept time\nadd concept health") == "done");
    std::ofstream(folder() / "lee2021.txt")
        << "In the practice they\nhad  time, and \xE2\x80\x9Cthat helped\xE2\x80\x9D most of us.\n";
    store::AttachOptions options;
    options.by = {"AB", ""};
    base::NoProgress silent;
    auto plan = plan_attach(world.review, {folder() / "lee2021.txt"}, "lee2021", false, silent);
    REQUIRE(review::carry_out(world.review, std::move(plan), false, options, silent).changed());
    REQUIRE(world.code("add extract \"they had time\" from lee2021\n"
                       "add extract \"'that helped' most\" from lee2021\n"
                       "code \"they had time\" as context time\n"
                       "code \"'that helped' most\" as outcome health") == "done");
    if (!with_claims) return;
    REQUIRE(world.code("add configuration \"CMOC 1\"\nadd context time to \"CMOC 1\"\n"
                       "add outcome health to \"CMOC 1\"\n"
                       "support \"CMOC 1\" with \"they had time\"\n"
                       "contradict \"CMOC 1\" with \"'that helped' most\"") == "done");
  }
  fs::path folder() const { return world.folder.path(); }
  /// The project as a program leaves it that keeps no file which it does not know, with another
  /// spelling of its XML.
  fs::path saved_elsewhere() {
    const fs::path ours = folder() / "ours.qdpx";
    base::NoProgress silent;
    interchange::WriteOptions write;
    write.overwrite = true;
    world.review.export_to(ours, *interchange::find_format("qdpx"), write, silent);
    std::vector<std::pair<std::string, std::string>> kept;
    for (auto& [name, bytes] : base::read_zip(base::DiskFiles().read(ours), "ours")) {
      if (name.find("retroduce-") != std::string::npos) continue;
      if (name == "project.qde") {
        for (std::size_t at = 0; (at = bytes.find("/>", at)) != std::string::npos; at += 3)
          bytes.replace(at, 2, " />");
      }
      kept.emplace_back(name, bytes);
    }
    base::write_file(folder() / "theirs.qdpx", base::write_zip(kept), true);
    return folder() / "theirs.qdpx";
  }
  /// The same with its project.qde changed.
  fs::path changed_elsewhere(const std::vector<std::pair<std::string, std::string>>& words) {
    const fs::path theirs = saved_elsewhere();
    auto entries = base::read_zip(base::DiskFiles().read(theirs), "theirs");
    std::string& qde = entries.at("project.qde");
    for (const auto& [from, to] : words) {
      REQUIRE(qde.find(from) != std::string::npos);
      for (std::size_t at = 0; (at = qde.find(from, at)) != std::string::npos; at += to.size())
        qde.replace(at, from.size(), to);
    }
    base::write_file(theirs,
                     base::write_zip(std::vector<std::pair<std::string, std::string>>(
                         entries.begin(), entries.end())),
                     true);
    return theirs;
  }
  store::Receipt import(const fs::path& path) {
    base::NoProgress silent;
    return world.review.import({{path}, "", {}, {"AB", ""}, false}, silent);
  }
  std::map<std::string, std::int64_t> counts() { return world.review.store().info().counts; }
  EditWorld world{true};
};

std::string codes(const store::Receipt& receipt) {
  std::string text;
  for (const auto& each : receipt.found.sorted()) text += each.code + " ";
  return text;
}

std::string text_of(const store::Receipt& receipt) {
  std::string text;
  for (const auto& each : receipt.found.sorted()) text += base::to_text(each) + "\n";
  return text;
}

}  // namespace

TEST_CASE("a project that came back unchanged brings nothing twice", "[review][refi]") {
  Project project;
  const auto before = project.counts();
  const store::Receipt receipt = project.import(project.saved_elsewhere());
  CAPTURE(codes(receipt));
  REQUIRE_FALSE(receipt.found.refused());
  CHECK(codes(receipt).find("configuration-beside") == std::string::npos);
  auto after = project.counts();
  for (const char* kind : {"extracts", "codings", "evidence", "configurations", "concepts"}) {
    CAPTURE(kind);
    CHECK(after[kind] == before.at(kind));
  }

  SECTION("and once more changes nothing at all") {
    const auto parts = project.counts();
    project.import(project.saved_elsewhere());
    CHECK(project.counts() == parts);
  }
}

TEST_CASE("a coding without a role comes back beside one with a role", "[review][refi]") {
  Project project(false);
  REQUIRE(project.world.code("code \"they had time\" as time") == "done");
  const std::int64_t codings = project.counts().at("codings");
  REQUIRE(codings == 3);
  const fs::path theirs = project.changed_elsewhere({{"name=\"health\"", "name=\"good health\""}});
  base::NoProgress silent;
  auto anew = review::Review::create(project.folder() / "anew.retro");
  REQUIRE_FALSE(anew.import({{theirs}, "", {}, {"AB", ""}, false}, silent).found.refused());
  CHECK(anew.store().info().counts.at("codings") == codings);
  REQUIRE_FALSE(anew.import({{theirs}, "", {}, {"AB", ""}, false}, silent).found.refused());
  CHECK(anew.store().info().counts.at("codings") == codings);
}

TEST_CASE("what is here and not in the project that came back is told", "[review][refi]") {
  Project project;
  const fs::path theirs = project.saved_elsewhere();
  REQUIRE(project.world.code("code \"they had time\" as outcome health") == "done");
  CHECK(codes(project.import(theirs)).find("import.not-in-file") != std::string::npos);
}

TEST_CASE("a code that another program renamed can be put together with its concept",
          "[review][refi]") {
  Project project(false);
  project.import(project.saved_elsewhere());
  const store::Receipt receipt =
      project.import(project.changed_elsewhere({{"name=\"time\"", "name=\"room\""}}));
  CAPTURE(codes(receipt));
  REQUIRE(codes(receipt).find("import.other-name") != std::string::npos);
  CHECK(project.world.code("merge concept room into time") == "done");
}

TEST_CASE("a user whom another program renamed is known once she was put together",
          "[review][refi]") {
  Project project(false);
  project.import(project.saved_elsewhere());
  const fs::path renamed = project.changed_elsewhere({{"name=\"AB\"", "name=\"Ann B\""}});
  REQUIRE(codes(project.import(renamed)).find("import.other-name") != std::string::npos);
  REQUIRE(project.world.code("merge coder \"Ann B\" into AB") == "done");
  const auto before = project.counts();
  const store::Receipt again = project.import(renamed);
  CHECK(codes(again).find("import.other-label") != std::string::npos);
  CHECK(codes(again).find("import.other-name") == std::string::npos);
  CHECK(project.counts() == before);

  SECTION("by the id of the other program under a third name, too") {
    const auto third =
        project.import(project.changed_elsewhere({{"name=\"AB\"", "name=\"Ann Berg\""}}));
    CHECK(codes(third).find("import.other-label") != std::string::npos);
    CHECK(project.counts() == before);
  }
  SECTION("and not once that was taken back") {
    REQUIRE_FALSE(project.world.review.undo("", {"AB", ""}).found.refused());
    CHECK(codes(project.import(renamed)).find("import.other-label") == std::string::npos);
  }
}

TEST_CASE("a coder who was renamed here is known by the name that she had", "[review][refi]") {
  Project project(false);
  const fs::path theirs = project.saved_elsewhere();
  REQUIRE(project.world.code("rename coder AB to \"A. Berg\"") == "done");
  const auto before = project.counts();
  const store::Receipt receipt = project.import(theirs);
  CHECK(codes(receipt).find("import.other-label") != std::string::npos);
  CHECK(project.counts()["coders"] == before.at("coders"));
  CHECK(project.counts()["codings"] == before.at("codings"));
}

TEST_CASE("two users of one file stay two where one of them was renamed to the other's name",
          "[review][refi]") {
  const std::string user = "<User guid=\"0000000a-0000-4000-8000-00000000000a\" name=\"CD\" />";
  const bool is_first = GENERATE(false, true);
  CAPTURE(is_first);
  Project project(false);
  project.import(project.saved_elsewhere());
  const std::string at = is_first ? "<Users>" : "</Users>";
  const fs::path theirs = project.changed_elsewhere({{at, is_first ? at + user : user + at}});
  REQUIRE(project.world.code("rename coder AB to CD") == "done");
  const auto before = project.counts();
  const store::Receipt receipt = project.import(theirs);
  CAPTURE(codes(receipt));
  CHECK(codes(receipt).find("import.coder-apart") != std::string::npos);
  CHECK(project.counts()["coders"] == before.at("coders") + 1);
  CHECK(project.counts()["codings"] == before.at("codings"));

  SECTION("once more changes nothing") {
    const auto now = project.counts();
    project.import(theirs);
    CHECK(project.counts() == now);
  }
}

TEST_CASE("a code that moved, and a value that was changed or is new, are told with what to do",
          "[review][refi]") {
  Project project(false);
  REQUIRE(project.world.code("set document lee2021 field country \"England\"\n"
                             "add concept \"long visits\" parent time") == "done");
  project.import(project.saved_elsewhere());
  SECTION("the tree stays, and what stands elsewhere is named") {
    REQUIRE(project.world.code("add concept work\nmove concept \"long visits\" under work") ==
            "done");
    const store::Receipt receipt = project.import(project.folder() / "theirs.qdpx");
    CHECK_FALSE(receipt.found.refused());
    CHECK(text_of(receipt).find("\"long visits\" is below \"time\" in the file, below \"work\" "
                                "in the review") != std::string::npos);
  }
  SECTION("the sentence that is given makes the two the same") {
    const fs::path changed = project.changed_elsewhere({{">England<", ">Wales<"}});
    const store::Receipt refused = project.import(changed);
    REQUIRE(refused.found.refused());
    CHECK(codes(refused).find("import.not-in-file") == std::string::npos);
    const std::string way = "set document \"lee2021\" field \"country\" \"Wales\"";
    REQUIRE(text_of(refused).find("retroduce edit REVIEW '" + way + "'") != std::string::npos);
    REQUIRE(project.world.code(way) == "done");
    CHECK_FALSE(project.import(changed).found.refused());
  }
  SECTION("a value of a name that the document has not is given to it") {
    REQUIRE(project.world.code("set document lee2021 field country \"\"") == "done");
    const store::Receipt receipt = project.import(project.folder() / "theirs.qdpx");
    CHECK_FALSE(receipt.found.refused());
    CHECK(text_of(receipt).find("\"lee2021\": country \"England\"") != std::string::npos);
    CHECK(project.world.image(model::ThingKind::document, "lee2021").find("England") !=
          std::string::npos);
    base::NoProgress silent;
    CHECK(project.world.review.store().damage(silent).empty());
    REQUIRE_FALSE(project.world.review.undo("", {"AB", ""}).found.refused());
    CHECK(project.world.image(model::ThingKind::document, "lee2021").find("England") ==
          std::string::npos);
  }
}

TEST_CASE("a text that was changed elsewhere can be put here first, as is told", "[review][refi]") {
  Project project(false);
  const fs::path theirs = project.saved_elsewhere();
  auto entries = base::read_zip(base::DiskFiles().read(theirs), "theirs");
  std::string text;
  for (auto& [name, bytes] : entries)
    if (bytes.starts_with("In the practice")) text = bytes += "A line  more.";
  base::write_file(theirs,
                   base::write_zip(std::vector<std::pair<std::string, std::string>>(entries.begin(),
                                                                                    entries.end())),
                   true);
  const store::Receipt refused = project.import(theirs);
  REQUIRE(refused.found.refused());
  REQUIRE(text_of(refused).find("retroduce attach REVIEW \"lee2021\" FILE.txt --replace") !=
          std::string::npos);
  CHECK(text_of(refused).find("in the review \"…") != std::string::npos);  // where the two part
  CHECK(text_of(refused).find("A line more.\"") != std::string::npos);
  base::write_file(project.folder() / "new.txt", text, true);
  store::AttachOptions options;
  options.by = {"AB", ""};
  options.replace = true;
  base::NoProgress silent;
  auto plan =
      plan_attach(project.world.review, {project.folder() / "new.txt"}, "lee2021", true, silent);
  REQUIRE(
      review::carry_out(project.world.review, std::move(plan), false, options, silent).changed());
  const store::Receipt receipt = project.import(theirs);
  CAPTURE(text_of(receipt));
  CHECK_FALSE(receipt.found.refused());
}

TEST_CASE("what is here and not in the project is named, but not to who codes apart",
          "[review][refi]") {
  Project project(false);
  const fs::path theirs = project.saved_elsewhere();
  REQUIRE(project.world.code("code \"they had time\" as outcome health") == "done");
  CHECK(text_of(project.import(theirs))
            .find("lee2021: \"they had time\" as outcome \"health\" by \"AB\"") !=
        std::string::npos);
  REQUIRE(project.world.code("add coder CD\nassign lee2021 to AB, CD") == "done");
  base::NoProgress silent;
  const auto receipt = project.world.review.import({{theirs}, "", {}, {"CD", ""}, false}, silent);
  CHECK(text_of(receipt).find("by \"AB\"") == std::string::npos);
}

TEST_CASE("a quote that stands nearly so beside its twin is no other evidence", "[review][refi]") {
  EditWorld world(true);
  // Of two that stand nearly so neither is the other, and neither what stands there.
  const std::string other = GENERATE("a8", "c8");
  REQUIRE(world.code("add document lee2021\nadd concept trust\nadd concept staff\n"
                     "add extract \"Trust fell where the staff changed (case a8).\" from lee2021\n"
                     "add extract \"Trust fell where the staff changed (case b8).\" from lee2021\n"
                     "add extract \"Trust fell where the staff changed (case c8).\" from lee2021\n"
                     "code \"Trust fell where the staff changed (case a8).\" as context staff\n"
                     "add configuration K\nadd context staff to K\nadd outcome trust to K\n"
                     "add configuration L\nadd context trust to L\nadd outcome staff to L\n"
                     "support K with \"Trust fell where the staff changed (case b8).\"\n"
                     "support L with \"Trust fell where the staff changed (case " +
                     other + ").\"") == "done");
  std::ofstream(world.folder.path() / "lee2021.txt")
      << "Of this: Trust fell where the staff changed (case a8). And so on, as told elsewhere.\n";
  store::AttachOptions options;
  options.by = {"AB", ""};
  base::NoProgress silent;
  auto plan =
      plan_attach(world.review, {world.folder.path() / "lee2021.txt"}, "lee2021", false, silent);
  REQUIRE(review::carry_out(world.review, std::move(plan), false, options, silent).changed());
  const fs::path ours = world.folder.path() / "ours.qdpx";
  world.review.export_to(ours, *interchange::find_format("qdpx"), {}, silent);
  std::vector<std::pair<std::string, std::string>> kept;
  for (auto& [name, bytes] : base::read_zip(base::DiskFiles().read(ours), "ours"))
    if (name.find("retroduce-") == std::string::npos) kept.emplace_back(name, bytes);
  base::write_file(ours, base::write_zip(kept), true);
  const auto before = world.review.store().info().counts;
  const auto receipt = world.review.import({{ours}, "", {}, {"AB", ""}, false}, silent);
  CAPTURE(text_of(receipt));
  CHECK_FALSE(receipt.found.refused());
  CHECK(codes(receipt).find("configuration-beside") == std::string::npos);
  for (const char* kind : {"extracts", "evidence"})
    CHECK(world.review.store().info().counts.at(kind) == before.at(kind));
}

TEST_CASE("what another program says of a source can be read", "[review][refi]") {
  Project project(false);
  REQUIRE(project.world.code("set document lee2021 title \"Waiting & hoping\"") == "done");
  project.import(project.saved_elsewhere());
  const auto document = project.world.review.details().document(model::DocumentId(0U));
  REQUIRE(document.fields.size() == 1);
  CHECK(document.fields[0].name == "description");
  CHECK(document.fields[0].value == "Waiting & hoping");
}
