// Writing REFI-QDA: valid by the schemas, as other programs need it, and whole when it comes back.
#include <algorithm>

#include "base/error.h"
#include "base/source_io.h"
#include "base/zip.h"
#include "refi_helpers.h"
#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce;
using namespace retroduce::tests;

namespace {

/// A review of our own, with configurations, of which nothing came from another program.
MemoryReview::Records own_review() {
  return read_xml(source_file("tests/fixtures/formats/native/typical.xml")).review->records();
}

std::string without_copy(const std::string& archive) {
  // As after another program: the project is the same and our own copy gone.
  return file_in(archive, "project.qde");
}

}  // namespace

TEST_CASE("our own export comes back equal", "[interchange][refi]") {
  for (const auto& sent : {own_review(), full_records("é")}) {
    const std::string archive = written(sent, "qdpx");
    const auto back = read_archive(archive);
    INFO(told(back.found));
    CHECK(has_code(back.found, "refi.whole-copy"));
    CHECK(same(without_lines(sent), without_lines(back.review->records())));
    CHECK(written(back.review->records(), "qdpx") == archive);
  }
}

TEST_CASE("what is written is valid", "[interchange][refi]") {
  for (const auto& sent : {own_review(), full_records("é"), full_records("a\x01]]>&<")}) {
    for (const char* profile : {"", "nvivo", "maxqda"})
      CHECK(invalid(file_in(written(sent, "qdpx", profile), "project.qde"), "Project.xsd") == "");
    CHECK(invalid(written(sent, "qdc"), "Codebook.xsd") == "");
  }
}

TEST_CASE("configurations travel as sets, cases and notes", "[interchange][refi]") {
  const auto sent = own_review();
  REQUIRE_FALSE(sent.configurations.empty());
  std::vector<std::string> losses;
  const std::string qde = without_copy(written(sent, "qdpx", "", &losses));
  for (const auto& configuration : sent.configurations) {
    CHECK(qde.find("<Set ") != std::string::npos);
    const std::string name = " name=\"" + configuration.label + "\"";
    std::size_t times = 0;
    for (std::size_t at = qde.find(name); at != std::string::npos; at = qde.find(name, at + 1))
      ++times;
    CHECK(times == 3);
  }
  CHECK_FALSE(losses.empty());
}

TEST_CASE("an export that another program has changed is read as it was left",
          "[interchange][refi]") {
  const std::string archive = written(own_review(), "qdpx");
  std::string qde = file_in(archive, "project.qde");
  qde.insert(qde.find("<Users>"), " ");
  const auto back =
      read_project({{"project.qde", qde}, {"sources/retroduce-0123.xml", "<review/>"}});
  CHECK(has_code(back.found, "refi.changed-since"));
  CHECK(back.review->records().configurations.size() == own_review().configurations.size());
  CHECK(back.review->records().concepts.size() == own_review().concepts.size());
}

TEST_CASE("extracts stand where they stood, by every way of counting", "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "a";
  document.text = "\xf0\x9f\x98\x80 one\ntwo her end\nlast";
  sent.documents.push_back(document);
  model::Concept named;
  named.label = "x";
  sent.concepts.push_back(named);
  for (const auto& [span, quote] :
       {std::pair(base::TextSpan{2, 5}, "one"), std::pair(base::TextSpan{10, 13}, "her"),
        std::pair(base::TextSpan{18, 22}, "last")}) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(std::size_t{0});
    extract.span = span;
    extract.quote = quote;
    sent.extracts.push_back(extract);
    model::Coding coding;
    coding.extract = model::Ref<model::Extract>(sent.extracts.size() - 1);
    coding.concept_ = model::Ref<model::Concept>(std::size_t{0});
    sent.codings.push_back(coding);
  }
  for (const char* profile : {"", "nvivo", "maxqda"}) {
    const std::string archive = written(sent, "qdpx", profile);
    const std::string text = file_in(archive, ".txt");
    CHECK(text.starts_with("\xef\xbb\xbf") == (std::string(profile) == "nvivo"));
    CHECK((text.find('\r') != std::string::npos) == (std::string(profile) != ""));
    const auto back = read_project({{"project.qde", file_in(archive, "project.qde")},
                                    {"sources/" + std::string("x.txt"), text}});
    // The text file keeps its name, which is the GUID of its source.
    const std::string qde = file_in(archive, "project.qde");
    const std::size_t at = qde.find("internal://") + 11;
    const auto again =
        read_project({{"project.qde", qde}, {"sources/" + qde.substr(at, 40), text}});
    INFO(profile << told(again.found));
    REQUIRE(again.review->records().extracts.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(again.review->records().extracts[i].quote == sent.extracts[i].quote);
      CHECK(again.review->records().extracts[i].span == sent.extracts[i].span);
    }
    CHECK(has_code(back.found, "refi.file-missing"));
  }
}

TEST_CASE("extracts stand where they stood, where a text of the quotes goes",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "a";
  sent.documents.push_back(document);
  for (const char* quote : {"\xf0\x9f\x98\x80 one\nline", "two her end"}) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(std::size_t{0});
    extract.quote = quote;
    sent.extracts.push_back(extract);
  }
  for (const char* profile : {"", "nvivo", "maxqda"}) {
    const std::string archive = written(sent, "qdpx", profile);
    const std::string qde = file_in(archive, "project.qde");
    const std::string name = qde.substr(qde.find("internal://") + 11, 40);
    const auto back =
        read_project({{"project.qde", qde}, {"sources/" + name, file_in(archive, ".txt")}});
    INFO(profile << told(back.found));
    REQUIRE(back.review->records().extracts.size() == 2);
    for (std::size_t i = 0; i < 2; ++i)
      CHECK(back.review->records().extracts[i].quote == sent.extracts[i].quote);
  }
}

TEST_CASE("an extract whose words stand twice has no place in what others see",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "a";
  document.text = "trust here, trust there";
  sent.documents.push_back(document);
  model::Extract extract;
  extract.document = model::Ref<model::Document>(std::size_t{0});
  for (const char* quote : {"trust", "here,"}) {
    extract.quote = quote;
    sent.extracts.push_back(extract);
  }
  std::vector<std::string> losses;
  const std::string qde = file_in(written(sent, "qdpx", "", &losses), "project.qde");
  CHECK(qde.find(" name=\"trust\"") == std::string::npos);
  CHECK(qde.find(" name=\"here,\"") != std::string::npos);
  CHECK(std::any_of(losses.begin(), losses.end(), [](const std::string& line) {
    return line.find("or more than once: 1") != std::string::npos;
  }));
}

TEST_CASE("a list of losses that lies there already is not written over", "[interchange][refi]") {
  const TemporaryFolder folder;
  const auto path = folder.path() / "out.qdpx";
  auto beside = path;
  beside += ".losses.txt";
  base::write_file(beside, "precious", false);
  interchange::WriteOptions options;
  CHECK_THROWS_AS(interchange::find_format("qdpx")->write(path, options), base::Error);
  CHECK(base::DiskFiles().read(beside) == "precious");
  options.overwrite = true;
  CHECK_NOTHROW(interchange::find_format("qdpx")->write(path, options));
}

TEST_CASE("each coder has a selection, and whatever could be dated is", "[interchange][refi]") {
  const auto sent = full_records("a");
  const std::string qde = file_in(written(sent, "qdpx"), "project.qde");
  CHECK(qde.find("internal://") != std::string::npos);
  for (const char* element : {"<PlainTextSelection ", "<Coding ", "<TextSource ", "<Note "}) {
    for (std::size_t at = qde.find(element); at != std::string::npos;
         at = qde.find(element, at + 1)) {
      const std::string tag = qde.substr(at, qde.find('>', at) - at);
      INFO(tag);
      CHECK(tag.find("creationDateTime=") != std::string::npos);
    }
  }
}

TEST_CASE("real files go in, out and in again the same", "[interchange][refi]") {
  const auto folder = real_projects();
  if (folder.empty()) return;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string ending = entry.path().extension().string();
    if (ending != ".qdpx" && ending != ".qdc") continue;
    INFO(entry.path());
    const std::string bytes = base::DiskFiles().read(entry.path());
    const std::string format = ending.substr(1);
    const auto first = format == "qdpx" ? read_archive(bytes) : read_codebook(bytes);
    const std::string out = written(first.review->records(), format);
    const std::string xml = format == "qdpx" ? file_in(out, "project.qde") : out;
    CHECK(invalid(xml, format == "qdpx" ? "Project.xsd" : "Codebook.xsd") == "");
    const auto second = format == "qdpx" ? read_archive(out) : read_codebook(out);
    if (format == "qdpx") {
      CHECK(same(without_lines(first.review->records()), without_lines(second.review->records())));
    } else {
      CHECK(first.review->records().concepts.size() == second.review->records().concepts.size());
    }
    // GUIDs stay.
    for (const auto& part : first.review->records().foreign_parts) {
      if (part.kind == "Code" || part.kind == "TextSource" || part.kind == "Graph")
        CHECK(xml.find(part.id) != std::string::npos);
    }
  }
}

TEST_CASE("a profile that nobody knows is refused", "[interchange][refi]") {
  CHECK_THROWS_AS(written(own_review(), "qdpx", "excel"), base::Error);
}

TEST_CASE("no two notes have one name, and none is longer for it", "[interchange][refi]") {
  MemoryReview::Records sent;
  for (const char* text : {"said in passing\nby one", "said in passing\nby two", "a (2)", "a"}) {
    model::Memo memo;
    memo.text = text;
    sent.memos.push_back(memo);
  }
  const Entries all = entries_in(written(sent, "qdpx"));
  const std::string& qde = all.front().second;
  for (const char* name : {"said in passing", "said in passing (2)", "a (2)", "a"}) {
    const std::size_t at = qde.find(" name=\"" + std::string(name) + "\"");
    CHECK(at != std::string::npos);
    CHECK(qde.find(" name=\"" + std::string(name) + "\"", at + 1) == std::string::npos);
  }
  Entries without_ours;
  for (const auto& entry : all)
    if (entry.first.find("retroduce-") == std::string::npos) without_ours.push_back(entry);
  const auto back = read_project(without_ours).review->records();
  REQUIRE(back.memos.size() == sent.memos.size());
  for (std::size_t i = 0; i < sent.memos.size(); ++i)
    CHECK(back.memos[i].text == sent.memos[i].text);
}

TEST_CASE("a code with codings may be coded, whatever was said of it", "[interchange][refi]") {
  const auto came = read_project({{"project.qde", small_project(R"(<PlainTextSelection
guid="e0000000-0000-0000-0000-000000000001" startPosition="0" endPosition="4"><Coding
guid="e0000000-0000-0000-0000-000000000002"><CodeRef
targetGUID="c0000000-0000-0000-0000-000000000001"/></Coding></PlainTextSelection>)")},
                                  {"sources/d.txt", "Text of it."}});
  const std::string qde = file_in(written(came.review->records(), "qdpx"), "project.qde");
  CHECK(qde.find("isCodable=\"true\"") != std::string::npos);
  CHECK(qde.find("isCodable=\"false\"") == std::string::npos);
}

TEST_CASE("of uncoded extracts at one place one is shown, and the others told",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "a";
  document.text = "trust here";
  sent.documents.push_back(document);
  model::Extract extract;
  extract.document = model::Ref<model::Document>(std::size_t{0});
  extract.span = base::TextSpan{0, 5};
  for (const char* quote : {"trust", "they trust"}) {
    extract.quote = quote;
    extract.is_paraphrase = !sent.extracts.empty();
    sent.extracts.push_back(extract);
  }
  std::vector<std::string> losses;
  const std::string qde = file_in(written(sent, "qdpx", "", &losses), "project.qde");
  const std::size_t at = qde.find("<PlainTextSelection");
  CHECK(at != std::string::npos);
  CHECK(qde.find("<PlainTextSelection", at + 1) == std::string::npos);
  CHECK(std::any_of(losses.begin(), losses.end(), [](const std::string& line) {
    return line.find("at the same place: 1") != std::string::npos;
  }));
}

TEST_CASE("a relative path has a base, and a transcript a name and a date", "[interchange][refi]") {
  const auto came = read_project({{"project.qde", project_xml(R"(<Sources><VideoSource
guid="d0000000-0000-0000-0000-000000000001" name="talk" path="relative:///talk.mp4"><Transcript
guid="d0000000-0000-0000-0000-000000000002" plainTextPath="internal://t.txt"/></VideoSource></Sources>)")},
                                  {"sources/t.txt", "What was said."}});
  const std::string qde = file_in(written(came.review->records(), "qdpx"), "project.qde");
  CHECK(qde.find("basePath=\"\"") != std::string::npos);
  const std::string transcript = qde.substr(qde.find("<Transcript "));
  const std::string tag = transcript.substr(0, transcript.find('>'));
  CHECK(tag.find(" name=\"talk\"") != std::string::npos);
  CHECK(tag.find(" creationDateTime=") != std::string::npos);
}

TEST_CASE("a selection is of the coder whose codings it holds", "[interchange][refi]") {
  const auto came = read_project({{"project.qde", small_project(R"(<PlainTextSelection
guid="e0000000-0000-0000-0000-000000000001" startPosition="0" endPosition="4"
creatingUser="0000000a-0000-0000-0000-000000000002"><Coding
guid="e0000000-0000-0000-0000-000000000002" creatingUser="0000000a-0000-0000-0000-000000000001"><CodeRef
targetGUID="c0000000-0000-0000-0000-000000000002"/></Coding></PlainTextSelection>)")},
                                  {"sources/d.txt", "Text of it."}});
  for (const auto& [profile, user] : {std::pair("", '1'), std::pair("nvivo", '2')}) {
    const std::string qde =
        file_in(written(came.review->records(), "qdpx", profile), "project.qde");
    const std::string selection = qde.substr(qde.find("<PlainTextSelection "));
    const std::size_t at = selection.find("creatingUser=\"0000000a-0000-0000-0000-00000000000");
    REQUIRE(at < selection.find('>'));
    CHECK(selection[selection.find('"', at + 14) - 1] == user);
  }
}

TEST_CASE("what is kept names nobody and nothing that has gone", "[interchange][refi]") {
  MemoryReview::Records sent;
  model::ForeignPart set;
  set.system = "refi-qda";
  set.kind = "Set";
  set.id = "a0000000-0000-0000-0000-000000000001";
  set.content = R"(<Set guid="a0000000-0000-0000-0000-000000000001" name="s")"
                R"( creatingUser="b0000000-0000-0000-0000-000000000001"><MemberSource)"
                R"( targetGUID="c0000000-0000-0000-0000-000000000001"/></Set>)";
  sent.foreign_parts.push_back(set);
  std::vector<std::string> losses;
  const std::string qde = file_in(written(sent, "qdpx", "", &losses), "project.qde");
  CHECK(qde.find("name=\"s\"") != std::string::npos);
  CHECK(qde.find("b0000000-") == std::string::npos);
  CHECK(qde.find("MemberSource") == std::string::npos);
  CHECK(base::join(losses, "\n").find("references of kept elements to what is no more: 2") !=
        std::string::npos);
}

TEST_CASE("a retraction that a joined record tells goes with the description of its source",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.key = "lee2021";
  document.title = "Waiting rooms";
  sent.documents = {document};
  model::SourceRecord record;
  record.document = model::Ref<model::Document>(0U);
  record.format = "nbib";
  record.digest = "1a2b3c4d5e";
  record.came = R"({"key":"x","fields":[{"name":"nbib.RIN","value":"BMJ. 2022;1:2"}]})";
  sent.source_records = {record};
  const std::string out = without_copy(written(sent, "qdpx"));
  CHECK(out.find("retraction: says its record 1a2b3c4d (nbib)") != std::string::npos);
  for (const char* format : {"ris", "bibtex", "csljson"}) {
    CAPTURE(format);
    CHECK(written(sent, format).find("says its record 1a2b3c4d (nbib)") != std::string::npos);
  }
}

TEST_CASE("of documents that were decided to be one a bibliography holds the first",
          "[interchange][refi]") {
  MemoryReview::Records sent;
  model::Document document;
  document.title = "Waiting rooms";
  for (const char* key : {"lee2021", "lee2021a", "lee2021b"}) {
    document.key = key;
    sent.documents.push_back(document);
  }
  model::Sameness same;
  same.document = model::Ref<model::Document>(0U);
  same.other = model::Ref<model::Document>(1U);
  sent.samenesses = {same};
  sent.documents[1].fields = {{"nbib.RIN", "BMJ. 2022;1:2"}};
  std::vector<std::string> losses;
  const std::string out = written(sent, "bibtex", "", &losses);
  CHECK(out.find("{lee2021,") != std::string::npos);
  CHECK(out.find("{lee2021a,") == std::string::npos);
  CHECK(out.find("says its double lee2021a") != std::string::npos);
  CHECK(without_copy(written(sent, "qdpx")).find("retraction: says its double lee2021a") !=
        std::string::npos);
  CHECK(out.find("lee2021b") != std::string::npos);
  CHECK(losses.front().find("doubles of another") != std::string::npos);

  SECTION("with what a record of the other tells, through a third") {
    sent.documents[1].fields.clear();
    model::SourceRecord record;
    record.document = model::Ref<model::Document>(2U);
    record.format = "nbib";
    record.digest = "1a2b3c4d5e";
    record.came = R"({"key":"x","fields":[{"name":"nbib.RIN","value":"BMJ. 2022;1:2"}]})";
    sent.source_records = {record};
    same.document = model::Ref<model::Document>(1U);
    same.other = model::Ref<model::Document>(2U);
    sent.samenesses.push_back(same);
    CHECK(written(sent, "bibtex").find("says its double lee2021b") != std::string::npos);
    const std::string project = without_copy(written(sent, "qdpx"));
    // Of the other two, and of the one that stands for all.
    CHECK(project.find("retraction: says its record 1a2b3c4d (nbib)") != std::string::npos);
    CHECK(project.find("retraction: says its double lee2021b") != std::string::npos);
  }
}
