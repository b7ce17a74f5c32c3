// Reading REFI-QDA projects and codebooks: what becomes of each thing, and what is said.
#include <algorithm>
#include <set>

#include "base/source_io.h"
#include "refi_helpers.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

constexpr const char* text = "They trusted her. She had time.";

std::string selection(const std::string& begin, const std::string& end,
                      const std::string& code = "c0000000-0000-0000-0000-000000000002") {
  return "<PlainTextSelection guid=\"e0000000-0000-0000-0000-000000000001\" startPosition=\"" +
         begin + "\" endPosition=\"" + end +
         "\"><Coding guid=\"f0000000-0000-0000-0000-000000000001\" "
         "creatingUser=\"0000000A-0000-0000-0000-000000000001\" "
         "creationDateTime=\"2024-05-06T07:08:09Z\"><CodeRef targetGUID=\"" +
         code + "\"/></Coding></PlainTextSelection>";
}

const MemoryReview::Records& records(const ReadBack& back) { return back.review->records(); }

const model::ForeignPart* part(const ReadBack& back, const std::string& kind) {
  const auto& parts = records(back).foreign_parts;
  const auto found =
      std::find_if(parts.begin(), parts.end(), [&](const auto& each) { return each.kind == kind; });
  return found == parts.end() ? nullptr : &*found;
}

}  // namespace

TEST_CASE("a coded text comes in with its coder, date and role", "[interchange][refi]") {
  const auto back =
      read_project({{"project.qde", small_project(selection("5", "12"))}, {"sources/d.txt", text}});
  INFO(told(back.found));
  CHECK_FALSE(back.found.any(base::Severity::repair));
  REQUIRE(records(back).codings.size() == 1);
  const model::Coding& coding = records(back).codings[0];
  CHECK(records(back).extracts[0].quote == "trusted");
  CHECK(records(back).extracts[0].span == base::TextSpan{5, 12});
  CHECK(records(back).documents[0].key == "Smith 2019");
  CHECK(records(back).documents[0].text == text);
  CHECK(records(back).coders.at(coding.coder.index()).label == "Ann");
  CHECK(coding.date == "2024-05-06T07:08:09Z");
  CHECK(coding.role == model::Role::context);
  const model::Concept& trust = records(back).concepts.at(coding.concept_.index());
  CHECK(trust.label == "trust");
  CHECK(trust.definition == "What it is");
  CHECK(trust.colour == "#33cc33");
  CHECK(trust.parent.index() == 0);
  CHECK(records(back).reviews.at(0).title == "Trial");
  REQUIRE(part(back, "User") != nullptr);
  CHECK(part(back, "User")->id == "0000000a-0000-0000-0000-000000000001");
  CHECK(part(back, "TextSource")->content == "<TextSource name=\"Smith 2019.docx\"/>");
}

TEST_CASE("roles come from branches, from sets and from what the user says",
          "[interchange][refi]") {
  const std::string sets =
      "<Sets><Set guid=\"50000000-0000-0000-0000-000000000001\" name=\"Mechanisms\"><MemberCode "
      "targetGUID=\"C0000000-0000-0000-0000-000000000003\"/></Set></Sets>";
  std::string project = small_project(selection("5", "12", "c0000000-0000-0000-0000-000000000003"));
  project.insert(project.rfind("</Project>"), sets);
  const Entries entries = {{"project.qde", project}, {"sources/d.txt", text}};
  CHECK(records(read_project(entries)).codings.at(0).role == model::Role::mechanism);
  interchange::ReadOptions options;
  options.roles["Other"] = "outcome";
  CHECK(records(read_project(entries, options)).codings.at(0).role == model::Role::outcome);
  options.roles["othre"] = "outcome";
  const auto refused = read_project(entries, options);
  CHECK(has_code(refused.found, "refi.role-of-unknown"));
  CHECK(records(refused).codings.empty());
  CHECK(told(refused.found).find("is \"other\" meant?") != std::string::npos);
}

TEST_CASE("a code that stands nowhere has no role", "[interchange][refi]") {
  const auto back = read_project(
      {{"project.qde", small_project(selection("5", "12", "c0000000-0000-0000-0000-000000000003"))},
       {"sources/d.txt", text}});
  REQUIRE(records(back).codings.size() == 1);
  CHECK_FALSE(records(back).codings[0].role.has_value());
  CHECK(told(back.found).find("other: no role, 1 coding") != std::string::npos);
}

TEST_CASE("names shared by several codes take what stands above", "[interchange][refi]") {
  const auto back = read_codebook(
      R"(<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>
      <Code guid="1" name="A" isCodable="true"><Code guid="2" name="low" isCodable="true"/></Code>
      <Code guid="3" name="B" isCodable="true"><Code guid="4" name="Low" isCodable="true"/></Code>
      </Codes></CodeBook>)");
  CHECK(has_code(back.found, "refi.code-names-shared"));
  REQUIRE(records(back).concepts.size() == 4);
  CHECK(records(back).concepts[1].label == "A / low");
  CHECK(records(back).concepts[3].label == "B / Low");
}

TEST_CASE("the way of counting is found by trying", "[interchange][refi]") {
  // One character beyond the first plane, and CR LF: where "her" stands depends on the way.
  const std::string bytes = "\xef\xbb\xbf\xf0\x9f\x98\x80 one\r\ntwo her end\r\nlast word here";
  struct Way {
    const char* begin;
    const char* end;
    const char* origin;
  };
  // In UTF-16 with CR LF as two: 2 + 1 + 3 + 2 + 4 = 12; in code points with CR LF as one: 10.
  for (const Way& way :
       {Way{"12", "15", "NVivo 12"}, Way{"10", "13", "ATLAS.ti"}, Way{"11", "14", "Some tool"},
        Way{"12", "14", "Another tool"}, Way{"12", "14", "requal"}}) {
    INFO(way.origin);
    std::string chosen = selection(way.begin, way.end);
    chosen.insert(chosen.find(" startPosition"), " name=\"her\"");
    const auto back = read_project(
        {{"project.qde", small_project(chosen, way.origin)}, {"Sources/d.txt", bytes}});
    INFO(told(back.found));
    REQUIRE(records(back).extracts.size() == 1);
    CHECK(records(back).extracts[0].quote == "her");
    CHECK(records(back).documents[0].text == "\xf0\x9f\x98\x80 one\ntwo her end\nlast word here");
    CHECK(has_code(back.found, "refi.positions"));
  }
}

TEST_CASE("notes become memos on what they are linked to", "[interchange][refi]") {
  std::string project = small_project(selection("5", "12"));
  project.insert(
      project.rfind("</Project>"),
      R"(<Notes><Note guid="a0000000-0000-0000-0000-000000000001" name="Thought" creationDateTime="2024-01-01T00:00:00Z"><PlainTextContent>So it is.</PlainTextContent></Note></Notes>
<Links><Link guid="b0000000-0000-0000-0000-000000000001" direction="OneWay" originGUID="A0000000-0000-0000-0000-000000000001" targetGUID="E0000000-0000-0000-0000-000000000001"/></Links>)");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  REQUIRE(records(back).memos.size() == 1);
  CHECK(records(back).memos[0].text == "Thought\n\nSo it is.");
  CHECK(records(back).memos[0].about == model::ThingKind::extract);
  CHECK(records(back).memos[0].date == "2024-01-01T00:00:00Z");
  REQUIRE(part(back, "Link") != nullptr);
  CHECK(part(back, "Link")->content.starts_with("<Link guid=\"b0000000"));
}

TEST_CASE("a note with a place is a memo on what stands there", "[interchange][refi]") {
  const auto note = [](const std::string& number, const std::string& words) {
    return "<Note guid=\"a0000000-0000-0000-0000-00000000000" + number + "\"><PlainTextContent>" +
           words +
           "</PlainTextContent><PlainTextSelection guid=\"a1000000-0000-0000-0000-00000000000" +
           number + R"(" startPosition="13" endPosition="16"/></Note>)";
  };
  std::string project = small_project(selection("5", "12"));
  project.insert(project.find("</TextSource>"),
                 R"(<NoteRef targetGUID="a0000000-0000-0000-0000-000000000001"/>)");
  project.insert(project.rfind("</Project>"),
                 "<Notes>" + note("1", "Who is it?") + note("2", "") + "</Notes>");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  REQUIRE(records(back).extracts.size() == 2);
  CHECK(records(back).extracts[1].span == base::TextSpan{13, 16});
  REQUIRE(records(back).memos.size() == 1);
  CHECK(records(back).memos[0].text == "Who is it?");
  CHECK(records(back).memos[0].about == model::ThingKind::extract);
  CHECK(records(back).memos[0].about_ref == 1);
  CHECK(has_code(back.found, "refi.note-place"));
  const std::string out = file_in(written(records(back), "qdpx"), "project.qde");
  CHECK(out.find("a0000000-0000-0000-0000-000000000002") != std::string::npos);
  CHECK(invalid(out, "Project.xsd") == "");
  const auto again = read_archive(written(records(back), "qdpx"));
  CHECK(records(again).extracts.size() == 2);
  CHECK(records(again).memos.size() == 1);
}

TEST_CASE("values of variables become fields of their document", "[interchange][refi]") {
  std::string project = small_project(selection("5", "12"));
  project.insert(
      project.find("<Sources>"),
      R"(<Variables><Variable guid="70000000-0000-0000-0000-000000000001" name="Country" typeOfVariable="Text"/></Variables>
<Cases><Case guid="80000000-0000-0000-0000-000000000001"><VariableValue><VariableRef targetGUID="70000000-0000-0000-0000-000000000001"/><TextValue>Norway</TextValue></VariableValue><SourceRef targetGUID="d0000000-0000-0000-0000-000000000001"/></Case></Cases>)");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  REQUIRE(records(back).documents.at(0).fields.size() == 1);
  CHECK(records(back).documents[0].fields[0].name == "Country");
  CHECK(records(back).documents[0].fields[0].value == "Norway");
}

TEST_CASE("areas, times and whole sources keep their codings", "[interchange][refi]") {
  const std::string coding =
      "<Coding guid=\"f0000000-0000-0000-0000-00000000000$\"><CodeRef "
      "targetGUID=\"c0000000-0000-0000-0000-000000000003\"/></Coding>";
  const auto numbered = [&](char number) {
    std::string out = coding;
    out[out.find('$')] = number;
    return out;
  };
  std::string project = small_project(numbered('1'));
  project.insert(project.find("</Sources>"),
                 "<PictureSource guid=\"d0000000-0000-0000-0000-000000000002\" name=\"a.jpg\" "
                 "path=\"internal://p.jpg\"><PictureSelection "
                 "guid=\"e0000000-0000-0000-0000-000000000002\" firstX=\"1\" firstY=\"2\" "
                 "secondX=\"3\" secondY=\"4\">" +
                     numbered('2') + "</PictureSelection></PictureSource>");
  const auto back = read_project(
      {{"project.qde", project}, {"sources/d.txt", text}, {"sources/p.jpg", "\xff\xd8"}});
  INFO(told(back.found));
  CHECK_FALSE(back.found.any(base::Severity::loss));
  REQUIRE(records(back).extracts.size() == 2);
  CHECK(records(back).extracts[0].quote == "(the whole source)");
  CHECK(records(back).extracts[1].quote == "area 1, 2 to 3, 4");
  CHECK(records(back).extracts[1].is_paraphrase);
  CHECK(records(back).codings.size() == 2);
  REQUIRE(records(back).attachments.size() == 1);
  CHECK(records(back).attachments[0].bytes == "\xff\xd8");
  CHECK(records(back).attachments[0].media_type == "image/jpeg");
}

TEST_CASE("codebooks are read whatever their namespace, mark or encoding", "[interchange][refi]") {
  const std::string codes =
      "<Codes><Code guid=\"{A}\" name=\"x\" isCodable=\"true\"/></Codes><Sets/></CodeBook>";
  for (const char* space : {"urn:QDA-XML:codebook:1.0", "urn:QDA-XML:codebook:0:4", ""}) {
    const std::string xml = "<CodeBook xmlns=\"" + std::string(space) + "\">" + codes;
    CHECK(records(read_codebook(xml)).concepts.size() == 1);
    CHECK(records(read_codebook("\xef\xbb\xbf<?xml version=\"1.0\"?>" + xml)).concepts.size() == 1);
    std::string utf16 = "\xff\xfe";
    for (const char c : xml) utf16 += {c, '\0'};
    const auto back = read_codebook(utf16);
    INFO(told(back.found));
    REQUIRE(records(back).concepts.size() == 1);
    CHECK(records(back).foreign_parts.at(0).id == "a");
  }
  CHECK(records(read_codebook("<q:CodeBook xmlns:q=\"urn:QDA-XML:codebook:1.0\"><q:Codes><q:Code "
                              "guid=\"1\" name=\"x\" isCodable=\"true\"/></q:Codes></q:CodeBook>"))
            .concepts.size() == 1);
}

TEST_CASE("selections of one place are one extract, and their comments stay",
          "[interchange][refi]") {
  const auto numbered = [](const std::string& number, const std::string& comment,
                           const std::string& user) {
    return "<PlainTextSelection guid=\"e0000000-0000-0000-0000-00000000000" + number +
           "\" startPosition=\"5\" endPosition=\"12\"><Description>" + comment +
           "</Description><Coding guid=\"f0000000-0000-0000-0000-00000000000" + number +
           "\" creatingUser=\"0000000A-0000-0000-0000-00000000000" + user +
           "\"><CodeRef targetGUID=\"c0000000-0000-0000-0000-000000000002\"/></Coding>"
           "</PlainTextSelection>";
  };
  const auto back = read_project(
      {{"project.qde", small_project(numbered("1", "first", "1") + numbered("2", "second", "2"))},
       {"sources/d.txt", text}});
  INFO(told(back.found));
  REQUIRE(records(back).extracts.size() == 1);
  CHECK(records(back).extracts[0].note == "first");
  CHECK(records(back).codings.size() == 2);
  REQUIRE(records(back).memos.size() == 1);
  CHECK(records(back).memos[0].text == "second");
  CHECK(records(back).coders.at(records(back).memos[0].coder.index()).label == "Bo");
  // Both selections are given back, each with its own comment and coding.
  const std::string qde = file_in(written(records(back), "qdpx"), "project.qde");
  const std::size_t second = qde.find("guid=\"e0000000-0000-0000-0000-000000000002\"");
  REQUIRE(second != std::string::npos);
  CHECK(qde.find("guid=\"e0000000-0000-0000-0000-000000000001\"") < second);
  CHECK(qde.find("<Description>first</Description>") < second);
  CHECK(qde.find("<Description>second</Description>") > second);
  CHECK(qde.find("guid=\"f0000000-0000-0000-0000-000000000001\"") < second);
  CHECK(qde.find("guid=\"f0000000-0000-0000-0000-000000000002\"") > second);
}

TEST_CASE("a quotation that is marked on the page and in the text is one extract",
          "[interchange][refi]") {
  const auto marked = [](const std::string& kind, const std::string& where,
                         const std::string& coding) {
    return "<" + kind + " guid=\"e0000000-0000-0000-0000-000000000009\" " + where +
           " name=\"granola\"><Coding guid=\"f0000000-0000-0000-0000-00000000000" + coding +
           "\"><CodeRef targetGUID=\"c0000000-0000-0000-0000-000000000003\"/></Coding></" + kind +
           ">";
  };
  std::string project = small_project("", "ATLAS.ti");
  project.insert(
      project.find("</Sources>"),
      "<PDFSource guid=\"d0000000-0000-0000-0000-000000000002\" name=\"p.pdf\">" +
          marked("PDFSelection", "page=\"2\" firstX=\"1\" firstY=\"2\" secondX=\"3\" secondY=\"4\"",
                 "1") +
          "<Representation guid=\"d0000000-0000-0000-0000-000000000003\" "
          "plainTextPath=\"internal://gone.txt\">" +
          marked("PlainTextSelection", "startPosition=\"62\" endPosition=\"69\"", "2") +
          "</Representation></PDFSource>");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  INFO(told(back.found));
  REQUIRE(records(back).extracts.size() == 1);
  CHECK(records(back).extracts[0].quote == "granola");
  CHECK(records(back).extracts[0].page == "3");
  CHECK_FALSE(records(back).extracts[0].is_paraphrase);
  const std::string qde = file_in(written(records(back), "qdpx"), "project.qde");
  CHECK(qde.find("<PDFSelection guid=\"e0000000-0000-0000-0000-000000000009\"") !=
        std::string::npos);
  CHECK(qde.find("<PlainTextSelection guid=\"e0000000-0000-0000-0000-000000000009\"") !=
        std::string::npos);
}

TEST_CASE("areas of one name on two pages are two extracts", "[interchange][refi]") {
  std::string areas;
  for (const char* page : {"1", "2"})
    areas += "<PDFSelection guid=\"e0000000-0000-0000-0000-00000000001" + std::string(page) +
             "\" name=\"Q\" page=\"" + page +
             "\" firstX=\"1\" firstY=\"2\" secondX=\"3\" secondY=\"4\"/>";
  std::string project = small_project("");
  project.insert(project.find("</Sources>"),
                 "<PDFSource guid=\"d0000000-0000-0000-0000-000000000002\" name=\"p.pdf\">" +
                     areas + "</PDFSource>");
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  REQUIRE(records(back).extracts.size() == 2);
  CHECK(records(back).extracts[0].quote == "Q");
  CHECK(records(back).extracts[1].quote == "Q, page 2");
  const std::string qde = file_in(written(records(back), "qdpx"), "project.qde");
  CHECK(qde.find("guid=\"e0000000-0000-0000-0000-000000000012\"") != std::string::npos);
}

TEST_CASE("sources of one name, and texts in a formatted file alone, are told",
          "[interchange][refi]") {
  std::string project = small_project(selection("5", "12"));
  project.insert(project.find("</Sources>"),
                 "<TextSource guid=\"d0000000-0000-0000-0000-000000000002\" name=\"Smith 2019\" "
                 "richTextPath=\"internal://x.docx\"/>");
  const auto back =
      read_project({{"project.qde", project}, {"sources/d.txt", text}, {"sources/x.docx", "PK"}});
  CHECK(has_code(back.found, "refi.source-name-twice"));
  CHECK(has_code(back.found, "refi.rich-text-only"));
  CHECK(records(back).documents.at(1).key == "Smith 2019 (2)");
}

TEST_CASE("a title in place of a text that is not there is no quote", "[interchange][refi]") {
  std::string titled = selection("5", "12");
  titled.insert(titled.find(" startPosition"), " name=\"why he needs it\"");
  const auto back = read_project({{"project.qde", small_project(titled)}});
  REQUIRE(records(back).extracts.size() == 1);
  CHECK(records(back).extracts[0].is_paraphrase);
}

TEST_CASE("a usual way of counting that cuts every word gives way to one that names them",
          "[interchange][refi]") {
  std::string named = selection("7", "18");
  named.insert(named.find(" startPosition"), " name=\"link worker\"");
  const auto back =
      read_project({{"project.qde", small_project(named)},
                    {"sources/d.txt", "\xf0\x9f\x98\x80\xf0\x9f\x98\x80 a link worker came"}});
  INFO(told(back.found));
  CHECK(records(back).extracts.at(0).quote == "link worker");
}

TEST_CASE("the real files come in, and NVivo's extracts stand where they should",
          "[interchange][refi]") {
  const auto folder = real_projects();
  if (folder.empty()) return;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".qdpx" && ending != ".qdc") continue;
    ++files;
    INFO(entry.path());
    const std::string bytes = base::DiskFiles().read(entry.path());
    const auto back = ending == ".qdpx" ? read_archive(bytes) : read_codebook(bytes);
    INFO(told(back.found));
    CHECK_FALSE(back.found.refused());
    CHECK_FALSE(records(back).concepts.empty());
    std::set<std::string> places;
    for (const model::Extract& extract : records(back).extracts)
      CHECK(places
                .insert(std::to_string(extract.document.value) + " " +
                        std::to_string(extract.span ? extract.span->begin : -1) + " " +
                        std::to_string(extract.span ? extract.span->end : -1) + extract.quote)
                .second);
    if (entry.path().filename().string().starts_with("nvivo")) {
      CHECK(records(back).extracts.size() == 188);
      CHECK(records(back).codings.size() == 303);
      CHECK_FALSE(back.found.any(base::Severity::loss));
      const std::string all = told(back.found);
      CHECK(all.find("UTF-16 code units, CR LF as two") != std::string::npos);
      CHECK(all.find("296 of 303 selections") != std::string::npos);
    }
  }
  CHECK(files >= 6);
}

TEST_CASE("the REFI-QDA files of the fixtures are read", "[interchange][refi]") {
  const auto project = read_archive(source_file("tests/fixtures/formats/qdpx/typical.qdpx"));
  INFO(told(project.found));
  CHECK_FALSE(project.found.any(base::Severity::repair));
  REQUIRE(records(project).codings.size() == 2);
  CHECK(records(project).codings[0].role == model::Role::context);
  CHECK(records(project).codings[1].role == model::Role::outcome);
  CHECK(records(project).documents.at(0).fields.at(0).value == "England");
  CHECK(records(project).memos.at(0).text == "A thought\n\nDoes time matter?");
  const auto book = read_codebook(source_file("tests/fixtures/formats/qdc/typical.qdc"));
  CHECK(records(book).concepts.size() == 2);
  CHECK(records(book).concepts[1].parent.index() == 0);
}

TEST_CASE("codings that name no user are counted with whose they became", "[interchange][refi]") {
  const std::string selections =
      "<PlainTextSelection guid=\"e1\" startPosition=\"5\" endPosition=\"12\" "
      "creatingUser=\"0000000A-0000-0000-0000-000000000002\"><Coding guid=\"f1\"><CodeRef "
      "targetGUID=\"c0000000-0000-0000-0000-000000000002\"/></Coding><Coding guid=\"f2\"><CodeRef "
      "targetGUID=\"c0000000-0000-0000-0000-000000000003\"/></Coding></PlainTextSelection>";
  const auto back =
      read_project({{"project.qde", small_project(selections)}, {"sources/d.txt", text}});
  const std::string all = told(back.found);
  CHECK(all.find("2 codings say of no user who made it; who made the selection is taken for the "
                 "coder: Bo (2)") != std::string::npos);
}

TEST_CASE("a code that is a case at once is kept and makes no concept", "[interchange][refi]") {
  std::string project = small_project(selection("5", "12"));
  const std::string cases =
      "<Cases><Case guid=\"C0000000-0000-0000-0000-000000000003\" name=\"other\"/></Cases>";
  project.insert(project.find("<Sources>"), cases);
  const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
  CHECK(has_code(back.found, "refi.case-twins"));
  CHECK(records(back).concepts.size() == 2);
  const std::string out = file_in(written(records(back), "qdpx"), "project.qde");
  CHECK(out.find("<Code guid=\"c0000000-0000-0000-0000-000000000003\" isCodable=\"true\" "
                 "name=\"other\"") != std::string::npos);
  CHECK(invalid(out, "Project.xsd") == "");
  // What is coded with it stays.
  std::string coded = small_project(selection("5", "12", "c0000000-0000-0000-0000-000000000003"));
  coded.insert(coded.find("<Sources>"), cases);
  CHECK(records(read_project({{"project.qde", coded}, {"sources/d.txt", text}})).concepts.size() ==
        3);
}

TEST_CASE("dots in Taguette's names are its tree", "[interchange][refi]") {
  const std::string codes =
      "<Codes><Code guid=\"1\" name=\"time\" isCodable=\"true\"/><Code guid=\"2\" "
      "name=\"time.waiting\" isCodable=\"true\"/><Code guid=\"3\" name=\"no.one\" "
      "isCodable=\"true\"/></Codes></CodeBook>";
  const auto tree = read_codebook("<CodeBook origin=\"Taguette 1.4\">" + codes);
  CHECK(has_code(tree.found, "refi.dotted-names"));
  CHECK(records(tree).concepts.at(1).label == "time.waiting");
  CHECK(records(tree).concepts.at(1).parent == model::Ref<model::Concept>(0U));
  CHECK_FALSE(records(tree).concepts.at(2).parent.is_set());
  const auto flat = read_codebook("<CodeBook origin=\"Other\">" + codes);
  CHECK_FALSE(records(flat).concepts.at(1).parent.is_set());
  // The same where a code comes before the one that it stands below.
  const auto turned = read_codebook(
      "<CodeBook origin=\"Taguette 1.4\"><Codes><Code guid=\"3\" name=\"a.b.c\"/><Code guid=\"2\" "
      "name=\"a.b\"/><Code guid=\"1\" name=\"a\"><Code guid=\"4\" name=\"x\"/></Code></Codes>"
      "</CodeBook>");
  REQUIRE(records(turned).concepts.size() == 4);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(records(turned).concepts[i].label == std::vector{"a", "a.b", "a.b.c"}[i]);
  CHECK(records(turned).concepts[1].parent == model::Ref<model::Concept>(0U));
  CHECK(records(turned).concepts[2].parent == model::Ref<model::Concept>(1U));
  CHECK(records(turned).concepts[3].parent == model::Ref<model::Concept>(0U));
}

TEST_CASE("a user of QualCoder's who did nothing is kept and is no coder", "[interchange][refi]") {
  for (const char* origin : {"QualCoder 3.6", "Other"}) {
    CAPTURE(origin);
    std::string project = small_project(selection("5", "12"), origin);
    project.insert(project.find("</Users>"),
                   "<User guid=\"0000000a-0000-0000-0000-000000000009\" name=\"default\"/>");
    const auto back = read_project({{"project.qde", project}, {"sources/d.txt", text}});
    CHECK(records(back).coders.size() == (origin == std::string("Other") ? 3 : 2));
    const std::string out = file_in(written(records(back), "qdpx"), "project.qde");
    CHECK(out.find("name=\"default\"") != std::string::npos);
    CHECK(invalid(out, "Project.xsd") == "");
  }
}
