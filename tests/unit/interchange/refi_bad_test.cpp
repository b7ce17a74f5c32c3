// Bad REFI-QDA files: each is refused, or the part of it told, in one sentence with a stable code.
#include "base/zip.h"
#include "refi_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

constexpr const char* text = "They trusted her.";

std::string selection(const std::string& begin, const std::string& end, const std::string& code) {
  return "<PlainTextSelection guid=\"e0000000-0000-0000-0000-000000000001\" startPosition=\"" +
         begin + "\" endPosition=\"" + end + "\"><Coding guid=\"f1\"><CodeRef targetGUID=\"" +
         code + "\"/></Coding></PlainTextSelection>";
}

/// Refused with this code, and nothing sent.
void check_refused(const ReadBack& back, const std::string& code) {
  INFO(told(back.found));
  CHECK(back.found.refused());
  CHECK(has_code(back.found, code));
  CHECK(back.review->records().documents.empty());
  CHECK(back.review->records().concepts.empty());
}

void check_project_refused(const std::string& project, const std::string& code) {
  check_refused(read_project({{"project.qde", project}, {"sources/d.txt", text}}), code);
}

/// Taken, with this said of it.
ReadBack check_told(const std::string& project, const std::string& code) {
  auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  INFO(told(back.found));
  CHECK_FALSE(back.found.refused());
  CHECK(has_code(back.found, code));
  CHECK(back.review->records().documents.size() == 1);
  return back;
}

const std::string good_code = "c0000000-0000-0000-0000-000000000002";

}  // namespace

TEST_CASE("an archive that is none, or holds no project, is refused", "[interchange][refi]") {
  check_refused(read_archive("PK\3\4 nonsense"), "refi.archive-not-a-zip");
  check_refused(read_project({{"readme.txt", "x"}}), "refi.no-project");
  check_refused(read_project({{"a.qde", "<Project/>"}, {"b.qde", "<Project/>"}}),
                "refi.no-project");
  const auto named = read_project({{"My study.qde", small_project("")}, {"sources/d.txt", text}});
  CHECK(named.review->records().documents.size() == 1);
}

TEST_CASE("dangerous archives are refused before anything is read", "[interchange][refi]") {
  check_refused(read_project({{"project.qde", small_project("")}, {"../d.txt", text}}),
                "refi.archive-unsafe-name");
  check_refused(read_project({{"project.qde", small_project("")}, {"/etc/d.txt", text}}),
                "refi.archive-unsafe-name");
  check_refused(read_project({{"project.qde", small_project("")},
                              {"sources/d.txt", text},
                              {"Sources/D.TXT", "another"}}),
                "refi.archive-name-twice");
  check_refused(read_project({{"project.qde", small_project("")},
                              {"sources/zeros", std::string(std::size_t{40} << 20, '\0')}}),
                "refi.archive-bomb");
}

TEST_CASE("XML that attacks its reader is refused", "[interchange][refi]") {
  std::string deep;
  for (int i = 0; i < 5000; ++i) deep += "<Code>";
  check_project_refused(project_xml(deep), "refi.depth");
  check_project_refused("<!DOCTYPE Project [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>" +
                            project_xml("&b;").substr(project_xml("").find("<Project")),
                        "refi.doctype");
  check_project_refused(project_xml("<Description>&b;</Description>"), "refi.entity");
  check_project_refused(project_xml("<Users><User guid=\"1\" name=\"" +
                                    std::string(std::size_t{3} << 20, 'x') + "\"/></Users>"),
                        "refi.attribute-too-long");
  check_project_refused("<Project>", "refi.truncated");
  check_project_refused("<CodeBook/>", "refi.vocabulary");
}

TEST_CASE("an attribute of a hundred megabytes is refused", "[interchange][refi]") {
  check_refused(read_codebook("<CodeBook><Codes><Code guid=\"1\" name=\"" +
                              std::string(std::size_t{100} << 20, 'x') + "\"/></Codes></CodeBook>"),
                "refi.attribute-too-long");
}

TEST_CASE("one GUID for two things is refused where it could mean either", "[interchange][refi]") {
  check_project_refused(project_xml("<Users><User guid=\"{A1}\" name=\"x\"/><User guid=\"a1\" "
                                    "name=\"y\"/></Users>"),
                        "refi.guid-twice");
  check_project_refused(
      project_xml("<CodeBook><Codes><Code guid=\"1\" name=\"x\"/><Code guid=\"1\" "
                  "name=\"y\"/></Codes></CodeBook>"),
      "refi.guid-twice");
  check_project_refused(project_xml("<CodeBook><Codes><Code guid=\"1\" name=\"x\"><Code guid=\"2\" "
                                    "name=\"y\"><Code guid=\"1\" name=\"x\"/></Code></Code></Codes>"
                                    "</CodeBook>"),
                        "refi.code-cycle");
}

TEST_CASE("one GUID for a code and a source is told", "[interchange][refi]") {
  std::string project = small_project("");
  const std::string guid = "d0000000-0000-0000-0000-000000000001";
  project.replace(project.find(guid), guid.size(), "c0000000-0000-0000-0000-000000000003");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", "A text."}});
  CHECK(has_code(back.found, "refi.guid-shared"));
  CHECK_FALSE(back.found.refused());
}

TEST_CASE("selections that lie outside of their text are told and kept", "[interchange][refi]") {
  for (const auto& [begin, end] :
       {std::pair("5", "999"), std::pair("-4", "5"), std::pair("9", "5"), std::pair("5", "5"),
        std::pair("5", "99999999999999999"), std::pair("5", "9223372036854775807"),
        std::pair("5", "99999999999999999999999"), std::pair("-99999999999999999999999", "5")}) {
    INFO(begin << " " << end);
    const auto back =
        check_told(small_project(selection(begin, end, good_code)), "refi.selection-range");
    CHECK(back.review->records().extracts.empty());
    const std::string place = std::string("Smith 2019 (") + begin + " to " + end + ") does not lie";
    CHECK_THAT(told(back.found), ContainsSubstring(place));
    const auto& parts = back.review->records().foreign_parts;
    CHECK(std::any_of(parts.begin(), parts.end(), [](const auto& part) {
      return part.kind == "kept PlainTextSelection" &&
             part.content.starts_with("<PlainTextSelection");
    }));
  }
  check_told(small_project(selection("5", "nine", good_code)), "refi.selection-number");
}

TEST_CASE("what points to nothing is told, and the rest is taken", "[interchange][refi]") {
  const auto unknown_code =
      check_told(small_project(selection("5", "12", "nowhere")), "refi.unknown-code");
  CHECK(unknown_code.review->records().extracts.size() == 1);
  CHECK(unknown_code.review->records().codings.empty());
  const auto missing =
      read_project({{"project.qde", small_project(selection("5", "12", good_code))}});
  CHECK(has_code(missing.found, "refi.file-missing"));
  CHECK(missing.review->records().codings.size() == 1);
  CHECK_FALSE(missing.review->records().documents.at(0).text.has_value());
  std::string stranger = small_project(selection("5", "12", good_code));
  stranger.insert(stranger.find(" guid=\"f1\""), " creatingUser=\"who\"");
  check_told(stranger, "refi.unknown-user");
}

TEST_CASE("texts in Latin-1 and paths of other kinds are taken", "[interchange][refi]") {
  const auto latin = read_project({{"project.qde", small_project(selection("0", "3", good_code))},
                                   {"sources/d.txt", "\xc6re is it"}});
  CHECK(has_code(latin.found, "refi.text-encoding"));
  CHECK(latin.review->records().extracts.at(0).quote == "Ære");
  for (const char* path : {"d.txt", "internal:/d.txt", "internal:\\\\d.txt", "sources/d.txt"}) {
    std::string project = small_project(selection("5", "12", good_code));
    project.replace(project.find("internal://d.txt"), 16, path);
    const auto back = read_project({{"project.qde", project}, {"Sources/d.txt", text}});
    INFO(path << told(back.found));
    CHECK(back.review->records().extracts.at(0).quote == "trusted");
  }
}

TEST_CASE("a project cut short or changed anywhere breaks nothing", "[interchange][refi]") {
  const std::string project = small_project(selection("5", "12", good_code));
  for (std::size_t length = 0; length < project.size(); length += 11)
    CHECK(read_project({{"project.qde", project.substr(0, length)}}).found.refused());
  const std::string archive = base::write_zip({{"project.qde", project}, {"sources/d.txt", text}});
  for (std::size_t at = 0; at < archive.size(); at += 3) {
    std::string changed = archive;
    changed[at] = static_cast<char>(changed[at] ^ 0x21);
    if (changed.starts_with("PK")) CHECK(read_archive(changed).review->records().coders.size() < 9);
  }
}
