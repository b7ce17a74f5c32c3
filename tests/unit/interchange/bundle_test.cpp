#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "interchange/bundle_cells.h"
#include "interchange/bundle_ids.h"
#include "support/catch.h"
#include "support/given.h"
#include "support/temporary_folder.h"
#include "table_helpers.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

namespace {

const MemoryReview::Records& records(const ReadBack& read) { return read.review->records(); }

std::unique_ptr<interchange::Writer> writer_to(const fs::path& path, bool overwrite = false) {
  return interchange::find_format("bundle")->write(path, {overwrite, false});
}

base::ErrorCode refused_target(const fs::path& path, bool overwrite) {
  try {
    writer_to(path, overwrite)->finish();
  } catch (const base::Error& error) {
    return error.code();
  }
  return base::ErrorCode::unsupported;
}

void put(const fs::path& path, const std::string& bytes) { std::ofstream(path) << bytes; }

/// As generate.py lays it out, with `documents` documents.
Files generated(int documents) {
  Files files = {{"documents.tsv", "document_id\tcitekey\tyear\tcountry\n"},
                 {"concepts.tsv", "concept_id\tkind\tlabel\n"},
                 {"extracts.tsv", "extract_id\tdocument_id\tpage\tchar_start\tchar_end\ttext\n"},
                 {"codings.tsv", "coding_id\textract_id\tconcept_id\trole\tcoder\n"},
                 {"configurations.tsv", "configuration_id\tarea\tlabel\tstatus\n"},
                 {"configuration_elements.tsv", "configuration_id\trole\tposition\tconcept_id\n"},
                 {"evidence.tsv", "configuration_id\textract_id\tstance\n"}};
  for (int i = 1; i <= documents; ++i) {
    const std::string n = std::to_string(i);
    files["documents.tsv"] += n + "\tkey" + n + "\t2020\tNO\n";
    files["concepts.tsv"] += n + "\tcontext\tconcept " + n + "\n";
    files["extracts.tsv"] +=
        n + "\t" + n + "\t2\t0\t40\tThey said it – “again” – in meeting " + n + ".\n";
    files["codings.tsv"] += n + "\t" + n + "\t" + n + "\tC\t" + (i % 2 == 0 ? "AB" : "CD") + "\n";
    files["configurations.tsv"] +=
        n + "\t" + std::to_string(i % 3) + "\tCMOC " + n + "\taccepted\n";
    files["configuration_elements.tsv"] += n + "\tC\t1\t" + n + "\n" + n + "\tO\t1\t1\n";
    files["evidence.tsv"] += n + "\t" + n + "\tsupports\n";
  }
  return files;
}

}  // namespace

TEST_CASE("a cell's escapes are taken back exactly", "[interchange][bundle]") {
  using namespace interchange::bundle;
  for (const std::string text : {"", "plain", "a\tb\nc\rd\\e", "\\t", "\\\\n", "\t", "é\\"}) {
    std::string escaped;
    append_escaped(escaped, text);
    CHECK(escaped.find_first_of("\t\n\r") == std::string::npos);
    std::string back;
    bool odd = false;
    append_unescaped(back, escaped, odd);
    CHECK(back == text);
    CHECK_FALSE(odd);
  }
  std::string back;
  bool odd = false;
  append_unescaped(back, "C:\\data\\", odd);
  CHECK(back == "C:\\data\\");
  CHECK(odd);
}

TEST_CASE("a list in one cell is taken apart exactly", "[interchange][bundle]") {
  using namespace interchange::bundle;
  using Values = std::vector<std::string>;
  for (const Values& values :
       {Values{}, Values{"a"}, Values{"a", "b"}, Values{"a; b", "c;"}, Values{"\\", ";"},
        Values{" a ", " "}, Values{"a\\", "\\;b"}, Values{"a\nb", "é"}}) {
    INFO(list_cell(values));
    CHECK(listed_values(list_cell(values)) == values);
  }
  CHECK(listed_values("Alder B;Öz K ; ;") == Values{"Alder B", "Öz K"});
  CHECK(listed_values("a; b\\") == Values{"a", "b\\"});
}

TEST_CASE("ids may be any text, and each names one thing", "[interchange][bundle]") {
  interchange::bundle::IdMap ids;
  CHECK(ids.add("7", 0));
  CHECK(ids.add("07", 1));
  CHECK(ids.add("x-1", 2));
  CHECK(ids.add("4000000000", 3));
  CHECK(ids.add("900000000", 4));
  CHECK_FALSE(ids.add("7", 9));
  CHECK_FALSE(ids.add("x-1", 9));
  CHECK(ids.find("7") == 0U);
  CHECK(ids.find("07") == 1U);
  CHECK(ids.find("x-1") == 2U);
  CHECK(ids.find("4000000000") == 3U);
  CHECK(ids.find("900000000") == 4U);
  CHECK_FALSE(ids.find("8").has_value());
  CHECK_FALSE(ids.find("").has_value());
}

TEST_CASE("a bundle brings documents, concepts, codings, configurations and evidence",
          "[interchange][bundle]") {
  const auto read = read_bundle(small_bundle());
  INFO(told(read.found));
  CHECK(read.found.size() == 1);
  CHECK_THAT(finding(read, "bundle.concept-kind"), ContainsSubstring("note: "));
  const auto& r = records(read);
  CHECK(r.documents.size() == 2);
  CHECK(r.documents[0].key == "alder2019");
  REQUIRE(r.extracts.size() == 2);
  CHECK(r.extracts[1].document == model::Ref<model::Document>(std::size_t{1}));
  CHECK_FALSE(r.extracts[0].span.has_value());
  CHECK(r.coders.at(0).label == "AB");
  CHECK(r.themes.at(0).label == "buy-in");
  REQUIRE(r.configurations.size() == 1);
  CHECK(r.configurations[0].status == model::Status::proposed);
  REQUIRE(r.configurations[0].elements.size() == 3);
  CHECK(r.configurations[0].elements[2].role == model::Role::outcome);
  CHECK(r.evidence.at(0).line == 2);
}

TEST_CASE("elements may come in any order and columns too", "[interchange][bundle]") {
  const auto read = read_bundle(small_bundle(
      {{"configurations.tsv",
        "label\tstatus\tconfiguration_id\nCMOC 1\taccepted\tk1\nCMOC 2\trejected\tk2\n"},
       {"configuration_elements.tsv",
        "role\tconcept_id\tconfiguration_"
        "id\tposition\nO\t3\tk2\t1\nmechanism\t2\tk1\t2\nM\t3\tk1\t1\nC\t1\tk2\t1\n"},
       {"evidence.tsv",
        "configuration_id\textract_"
        "id\tstance\telement\nk1\t1\tsupports\tM2\nk2\t2\trefines\t\n"}}));
  INFO(told(read.found));
  const auto& r = records(read);
  REQUIRE(r.configurations.size() == 2);
  CHECK(r.configurations[0].elements[0].concept_.value == 2);
  CHECK(r.configurations[0].elements[1].concept_.value == 1);
  CHECK(r.configurations[1].elements[0].role == model::Role::context);
  CHECK(r.configurations[1].status == model::Status::refuted);
  CHECK(r.evidence[0].element == 1U);
}

TEST_CASE("a bundle may hold one file alone", "[interchange][bundle]") {
  const auto read = read_bundle({{"documents.tsv", "document_id\tcitekey\r\n1\tsolo2020\r\n"}});
  CHECK(read.found.empty());
  CHECK(records(read).documents.at(0).key == "solo2020");
  CHECK(refuses(read_bundle({{"concepts.tsv", "concept_id\tlabel\n"}}), "bundle.no-files",
                "it is no bundle"));
}

TEST_CASE("every record and every field comes back from a bundle", "[interchange][bundle]") {
  for (const std::string odd : {"x", "a\tb", "\n\r\\", "; ", "é=\"<'"}) {
    INFO(odd);
    const MemoryReview::Records sent = full_records(odd);
    const Files written = write_bundle(sent);
    const auto read = read_bundle(written);
    INFO(told(read.found));
    CHECK(read.found.empty());
    CHECK(same(without_lines(records(read)), without_lines(sent)));
    CHECK(write_bundle(records(read)) == written);
  }
}

TEST_CASE("a review written in the tool's own language comes back from a bundle",
          "[interchange][bundle]") {
  const auto review = given(
      "feeling > loneliness; K1: loneliness -> belonging -> fewer GP visits; K2: not loneliness + "
      "time -> "
      "[resource] a visit -> [unintended] more visits; D1, D2 support K1; D3 contradicts outcome 1 "
      "of K2; "
      "country of D1 is England; theme of K1 is buy-in");
  const Files written = write_bundle(review->records());
  const auto read = read_bundle(written);
  INFO(told(read.found));
  CHECK(same(without_lines(records(read)), without_lines(review->records())));
  CHECK(write_bundle(records(read)) == written);
}

TEST_CASE("elements that come out of order are written in their places, and evidence follows",
          "[interchange][bundle]") {
  MemoryReview::Records sent;
  model::Configuration configuration;
  configuration.label = "CMOC 1";
  configuration.elements.resize(3);
  configuration.elements[0] = {model::Role::outcome, {}, {}, "stays", false, {}, false, false};
  configuration.elements[1] = {model::Role::context, {}, {}, "time", false, {}, false, false};
  configuration.elements[2] = {model::Role::outcome, {}, {}, "returns", false, {}, false, false};
  sent.configurations.push_back(configuration);
  model::Document document;
  document.key = "a";
  sent.documents.push_back(document);
  model::Extract extract;
  extract.document = model::Ref<model::Document>(std::size_t{0});
  sent.extracts.push_back(extract);
  model::Evidence evidence;
  evidence.configuration = model::Ref<model::Configuration>(std::size_t{0});
  evidence.extract = model::Ref<model::Extract>(std::size_t{0});
  evidence.element = 2;
  sent.evidence.push_back(evidence);
  const auto read = read_bundle(write_bundle(sent));
  INFO(told(read.found));
  const auto& elements = records(read).configurations.at(0).elements;
  CHECK(elements.at(0).wording == "time");
  CHECK(elements.at(records(read).evidence.at(0).element.value_or(9)).wording == "returns");
}

TEST_CASE("an exported bundle begins with the columns that other programs know",
          "[interchange][bundle]") {
  const Files files = write_bundle(records(read_bundle(small_bundle())));
  const auto begins = [&](const std::string& file, const std::string& columns) {
    return files.at(file).rfind(columns, 0) == 0;
  };
  CHECK(begins("documents.tsv",
               "document_id\tcitekey\ttype\tauthors\tyear\ttitle\tcontainer\tvolume\tissue\tpages\t"
               "doi\tcountry\tlanguage\t"));
  CHECK(begins("concepts.tsv", "concept_id\tkind\tlabel\t"));
  CHECK(begins("extracts.tsv", "extract_id\tdocument_id\tpage\tchar_start\tchar_end\ttext\t"));
  CHECK(begins("codings.tsv", "coding_id\textract_id\tconcept_id\trole\tcoder\t"));
  CHECK(begins("configurations.tsv", "configuration_id\tarea\tlabel\tstatus\t"));
  CHECK(begins("configuration_elements.tsv", "configuration_id\trole\tposition\tconcept_id\t"));
  CHECK(begins("evidence.tsv", "configuration_id\textract_id\tstance\t"));
  CHECK(begins("memos.tsv", "memo_id\tabout\t"));
}

TEST_CASE("two kinds of concept that share a label are told apart in the review",
          "[interchange][bundle]") {
  const auto read = read_bundle(small_bundle(
      {{"concepts.tsv",
        "concept_id\tkind\tlabel\n1\tcontext\ttrust\n2\tmechanism\tTrust\n3\toutcome\tstays\n"}}));
  CHECK_FALSE(read.found.refused());
  CHECK(records(read).concepts.at(0).label == "trust");
  CHECK(records(read).concepts.at(1).label == "Trust (mechanism)");
  CHECK_THAT(finding(read, "bundle.label-shared"),
             ContainsSubstring("repaired: folder/concepts.tsv:3"));
  CHECK(refuses(read_bundle(small_bundle(
                    {{"concepts.tsv", "concept_id\tkind\tlabel\n1\tcontext\ta\n2\tcontext\tA\n"}})),
                "bundle.duplicate-label", "concepts.tsv:3"));
}

TEST_CASE("concepts and themes may stand before their parents", "[interchange][bundle]") {
  const auto read = read_bundle(small_bundle(
      {{"concepts.tsv", "concept_id\tlabel\tparent\n3\tstays\t1\n2\ttrust\t3\n1\ttime\t\n"},
       {"themes.tsv", "label\tparent\nbuy-in\tall\nall\t\n"}}));
  INFO(told(read.found));
  const auto& r = records(read);
  REQUIRE(r.concepts.size() == 3);
  CHECK(r.concepts[0].label == "time");
  CHECK(r.concepts[1].label == "stays");
  CHECK(r.concepts[1].parent.value == 0);
  CHECK(r.concepts[r.codings.at(0).concept_.index()].label == "time");
  CHECK(r.themes.at(1).parent.value == 0);
  CHECK(refuses(read_bundle(small_bundle(
                    {{"concepts.tsv", "concept_id\tlabel\tparent\n1\ta\t2\n2\tb\t1\n"}})),
                "bundle.loop", "is above itself"));
}

TEST_CASE("columns with no place in a review are told once", "[interchange][bundle]") {
  const auto read = read_bundle(
      small_bundle({{"documents.tsv", "document_id\tcitekey\tmood\n1\ta\tsad\n2\tb\tglad\n"}}));
  CHECK_FALSE(read.found.refused());
  CHECK_THAT(finding(read, "bundle.column-not-read"), ContainsSubstring("\"mood\" has no place"));
}

TEST_CASE("descriptors come from columns of their own", "[interchange][bundle]") {
  const auto read = read_bundle(
      {{"documents.tsv", "document_id\tcountry\tdescriptor.design\n1\tNO\tcohort\n2\t\t\n"}});
  const std::vector<model::Field> fields = {{"country", "NO"}, {"design", "cohort"}};
  CHECK(records(read).documents.at(0).fields == fields);
  CHECK(records(read).documents.at(0).key == "1");
  CHECK(records(read).documents.at(1).fields.empty());
}

TEST_CASE("a coding that names no coder is the importer's", "[interchange][bundle]") {
  interchange::ReadOptions options;
  options.coder = "ME";
  const auto read = read_bundle(
      small_bundle({{"codings.tsv", "coding_id\textract_id\tconcept_id\trole\n1\t1\t1\tC\n"}}),
      options);
  CHECK(records(read).coders.at(0).label == "ME");
}

TEST_CASE("what is wrong in a bundle is refused with file and line", "[interchange][bundle]") {
  const auto refused = [](const std::string& file, const std::string& bytes,
                          const std::string& code, const std::string& words) {
    const auto read = read_bundle(small_bundle({{file, bytes}}));
    INFO(told(read.found));
    CHECK(refuses(read, "bundle." + code, words));
  };
  const std::string evidence = "configuration_id\textract_id\tstance\n";
  refused("evidence.tsv", evidence + "1\t1\tsupports\n812\t1\tsupports\n", "dangling",
          "folder/evidence.tsv:3: names the configuration 812, which is not in configurations.tsv");
  refused("codings.tsv", "extract_id\tconcept_id\trole\n9\t1\tC\n", "dangling",
          "names the extract 9");
  refused("evidence.tsv", evidence + "1\t1\n", "too-few-cells", "the row has 2 cells");
  refused("evidence.tsv", evidence + "1\t1\tsupports\tx\n", "too-many-cells",
          "the row has 4 cells");
  refused("evidence.tsv", evidence + "1\t1\tmaybe\n", "word", "supports, refines, contradicts");
  refused("evidence.tsv", evidence + "1\t1\t\n", "empty-cell", "stance is not said");
  refused("evidence.tsv", "configuration_id\tstance\n1\tsupports\n", "missing-column",
          "Columns found: configuration_id, stance");
  refused("evidence.tsv", "configuration_id\textract_id\tstance\telement\n1\t1\tsupports\tM2\n",
          "dangling", "M2");
  refused("codings.tsv", "extract_id\tconcept_id\trole\n1\t1\tX\n", "word", "role \"X\"");
  refused("configurations.tsv", "configuration_id\tlabel\tstatus\n1\ta\tfine\n", "word",
          "status \"fine\"");
  refused("configurations.tsv", "configuration_id\tlabel\n1\ta\n1\tb\n", "duplicate-id",
          ":3: the configuration_id 1");
  refused("documents.tsv", "document_id\tyear\n1\tMMXX\n2\t\n", "number", "the year \"MMXX\"");
  refused("documents.tsv", "document_id\tcitekey\n1\ta\xFF\n2\tb\n", "utf-8", "byte 4 of the line");
  refused("documents.tsv", std::string("document_id\n1\0\n", 15), "nul", "NUL");
  refused("documents.tsv", "", "empty-file", "its first line should name the columns");
  refused("documents.tsv", "document_id\tcitekey\tcitekey\n", "column-twice", "citekey");
  refused("extracts.tsv", "extract_id\tdocument_id\ttext\tchar_start\tchar_end\n1\t1\tq\t9\t4\n",
          "span", "no span");
  refused("extracts.tsv", "extract_id\tdocument_id\ttext\n1\t\tq\n", "empty-cell",
          "names no document");
  refused("configuration_elements.tsv",
          "configuration_id\trole\tposition\tconcept_id\n1\tC\t1\t1\n1\tC\t1\t2\n",
          "duplicate-position", "C1, in lines 2 and 3");
  refused("configuration_elements.tsv", "configuration_id\trole\tconcept_id\n1\tC\t\n",
          "empty-cell", "neither a concept nor a wording");
  refused("links.tsv", "from\tto\tkind\n1\t2\tripple\n", "dangling", "names the configuration 2");
  for (const char* file : {"../secret", "attachments/../x", "/etc/passwd", "attachments/", "x.pdf"})
    refused("attachments.tsv", "name\tfile\na\t" + std::string(file) + "\n", "missing-file",
            "not in the folder's attachments");
  refused("memos.tsv", "about\tabout_id\ttext\ntheme\tnone\thm\n", "dangling",
          "the theme \"none\"");
}

TEST_CASE("a file that another one needs is named where it is missing", "[interchange][bundle]") {
  Files files = small_bundle();
  files.erase("extracts.tsv");
  CHECK(refuses(read_bundle(files), "bundle.missing-file", "the folder holds no extracts.tsv"));
}

TEST_CASE("a file that every bundle holds is missed", "[interchange][bundle]") {
  Files files = small_bundle();
  files.erase("evidence.tsv");
  const auto read = read_bundle(files);
  CHECK(finding(read, "bundle.missing-files").find("holds evidence.tsv, which") !=
        std::string::npos);
  CHECK(read.found.any(base::Severity::loss));
  CHECK(finding(read_bundle(small_bundle()), "bundle.missing-files").empty());
}

TEST_CASE("a file that every export holds is missed", "[interchange][bundle]") {
  Files files = small_bundle();
  files["review.tsv"] = "title\nSocial prescribing\n";
  CHECK(finding(read_bundle(files), "bundle.missing-files").find("memos.tsv") != std::string::npos);
}

TEST_CASE("files that nobody reads are named", "[interchange][bundle]") {
  const TemporaryFolder folder;
  for (const auto& [name, bytes] : small_bundle()) put(folder.path() / name, bytes);
  put(folder.path() / "memo.tsv", "text\nmine\n");
  const auto read = read_bundle_folder(folder.path());
  CHECK(finding(read, "bundle.unread-files").ends_with("no such file: memo.tsv"));
}

TEST_CASE("after a refusal nothing more of the bundle is sent", "[interchange][bundle]") {
  const auto read =
      read_bundle(small_bundle({{"documents.tsv", "document_id\tyear\n1\tx\n2\t2020\n"}}));
  CHECK(records(read).documents.empty());
  CHECK(records(read).extracts.empty());
}

TEST_CASE("a bundle larger than one reading is read to its end", "[interchange][bundle]") {
  const auto read = read_bundle(generated(20000));
  INFO(told(read.found));
  CHECK_FALSE(read.found.refused());
  CHECK(records(read).extracts.size() == 20000);
  CHECK(records(read).extracts.back().quote == "They said it – “again” – in meeting 20000.");
  CHECK(records(read).evidence.size() == 20000);
  CHECK(records(read).coders.size() == 2);
  CHECK(records(read).themes.size() == 3);
}

TEST_CASE("files of a bundle cut short anywhere break nothing", "[interchange][bundle]") {
  const Files whole =
      files_of(fs::path(RETRODUCE_SOURCE_DIR) / "tests/fixtures/formats/bundle/typical");
  for (const auto& [name, bytes] : whole) {
    for (std::size_t length = 0; length < bytes.size(); length += 7) {
      Files files = whole;
      files[name] = bytes.substr(0, length);
      INFO(name << " " << length);
      CHECK(records(read_bundle(files)).evidence.size() <= 3);
    }
  }
}

TEST_CASE("the bundles of the fixtures are read", "[interchange][bundle]") {
  const fs::path folder = fs::path(RETRODUCE_SOURCE_DIR) / "tests/fixtures/formats/bundle";
  const auto minimal = read_bundle_folder(folder / "minimal");
  CHECK(minimal.found.empty());
  CHECK(records(minimal).documents.size() == 1);
  const auto typical = read_bundle_folder(folder / "typical/");
  INFO(told(typical.found));
  CHECK_FALSE(typical.found.any(base::Severity::repair));
  CHECK(records(typical).extracts.at(0).quote == "She had time,\nand so I trusted her.");
  CHECK(records(typical).evidence.at(0).element == 1U);
  CHECK(records(typical).configurations.at(1).elements.at(0).opposite);
  CHECK(records(typical).configurations.at(1).elements.at(1).wording == "stays away");
}

TEST_CASE("a bundle appears whole, and what was there is never lost", "[interchange][bundle]") {
  const TemporaryFolder folder;
  const fs::path target = folder.path() / "out";
  { const auto abandoned = writer_to(target); }
  CHECK(fs::is_empty(folder.path()));
  writer_to(target)->finish();
  CHECK(fs::exists(target / "documents.tsv"));
  CHECK(refused_target(target, false) == base::ErrorCode::conflict);
  put(target / "memos.tsv", "about\ttext\n");
  writer_to(target, true)->finish();
  CHECK(fs::file_size(target / "memos.tsv") > 20);
  put(target / "my notes.txt", "mine");
  CHECK(refused_target(target, true) == base::ErrorCode::conflict);
  CHECK(fs::exists(target / "my notes.txt"));
  put(folder.path() / "file", "x");
  CHECK(refused_target(folder.path() / "file", true) == base::ErrorCode::conflict);
  CHECK(refused_target(folder.path() / "no" / "such", false) == base::ErrorCode::io);
  CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}
