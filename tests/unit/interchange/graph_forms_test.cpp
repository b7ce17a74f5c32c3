// Forms that are only written: what they make of the typical review is approved output beside its
// kind's fixtures. RETRODUCE_APPROVE=1 writes it anew; the difference is then read.
#include <cstdlib>
#include <filesystem>
#include <map>

#include <SQLiteCpp/SQLiteCpp.h>
#include <pugixml.hpp>

#include "base/hash.h"
#include "base/progress.h"
#include "base/source_io.h"
#include "base/text.h"
#include "interchange/bundle_cells.h"
#include "interchange/csv.h"
#include "interchange/format.h"
#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::interchange;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = fs::path(RETRODUCE_SOURCE_DIR) / "tests/fixtures/formats";
const base::DiskFiles disk;

/// A folder that goes with the test.
struct Scratch {
  fs::path path = fs::temp_directory_path() / ("retroduce-" + base::random_id());
  Scratch() { fs::create_directory(path); }
  ~Scratch() { fs::remove_all(path); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&&) = delete;
  Scratch& operator=(Scratch&&) = delete;
};

/// What the writer says that it left behind, a line each.
std::string write_typical(std::string_view format, const fs::path& target) {
  Source source;
  source.path = fixtures / "native/typical.xml";
  source.files = &disk;
  const auto writer = find_format(format)->write(target, {});
  base::Diagnostics found;
  base::NoProgress progress;
  find_format("native")->read(source, {}, *writer, found, progress);
  REQUIRE(found.empty());
  writer->finish();
  return base::join(writer->losses(), "\n");
}

void check_approved(const fs::path& made, const fs::path& approved) {
  INFO(approved.filename());
  if (std::getenv("RETRODUCE_APPROVE") != nullptr) {
    fs::create_directories(approved.parent_path());
    base::write_file(approved, disk.read(made), true);
  }
  REQUIRE(fs::exists(approved));
  CHECK(disk.read(made) == disk.read(approved));
}

}  // namespace

TEST_CASE("a review becomes GraphML in which a way over contexts and outcomes is a chain",
          "[interchange][graph-forms]") {
  const Scratch scratch;
  const fs::path made = scratch.path / "typical.graphml";
  write_typical("graphml", made);
  check_approved(made, fixtures / "graphml/typical.graphml");
  pugi::xml_document document;
  REQUIRE(document.load_file(made.c_str()));
  std::map<std::string, int> nodes;
  for (const pugi::xml_node node : document.child("graphml").child("graph").children("node")) {
    ++nodes[node.attribute("id").value()];
  }
  for (const pugi::xml_node edge : document.child("graphml").child("graph").children("edge")) {
    CHECK(nodes[edge.attribute("source").value()] == 1);
    CHECK(nodes[edge.attribute("target").value()] == 1);
  }
  for (const auto& [id, count] : nodes) CHECK(count == 1);
}

TEST_CASE("what a form has no place for is told with its number", "[interchange][graph-forms]") {
  const Scratch scratch;
  for (const char* format : {"graphml", "dot", "ris", "csljson"}) {
    const std::string left = "\n" + write_typical(format, scratch.path / format);
    INFO(format);
    CHECK(left.find("codings: 3") != std::string::npos);
    CHECK(left.find("extracts: 3") != std::string::npos);
    CHECK(left.find("full texts: 1") != std::string::npos);
    CHECK((left.find("\nconfigurations: 2") != std::string::npos) ==
          (format == std::string("ris") || format == std::string("csljson")));
  }
}

TEST_CASE("a review becomes DOT", "[interchange][graph-forms]") {
  const Scratch scratch;
  const fs::path made = scratch.path / "typical.dot";
  write_typical("dot", made);
  check_approved(made, fixtures / "dot/typical.dot");
}

TEST_CASE("a review becomes a folder that bulk loaders of property graphs take",
          "[interchange][graph-forms]") {
  const Scratch scratch;
  const fs::path made = scratch.path / "graph";
  write_typical("property-graph", made);
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(made)) {
    check_approved(entry.path(), fixtures / "property-graph/typical" / entry.path().filename());
    ++files;
    if (entry.path().extension() != ".csv") continue;
    const std::string text = disk.read(entry.path());
    CsvReader reader(text, ',');
    CsvRow row;
    std::size_t width = 0;
    while (reader.next(row)) {
      if (width == 0) width = row.cells.size();
      CHECK(row.cells.size() == width);
      CHECK(row.problem.empty());
    }
  }
  CHECK(files == 17);
}

TEST_CASE("a folder with other files in it is left as it is", "[interchange][graph-forms]") {
  const Scratch scratch;
  const fs::path target = scratch.path / "graph";
  fs::create_directory(target);
  base::write_file(target / "thesis.txt", "years of work", false);
  WriteOptions options;
  options.overwrite = true;
  CHECK_THROWS_WITH(find_format("property-graph")->write(target, options),
                    ContainsSubstring("holds other files too (thesis.txt)"));
  CHECK(disk.read(target / "thesis.txt") == "years of work");
}

TEST_CASE("every table comes out as CSV with the cells of the bundle",
          "[interchange][table-forms]") {
  const Scratch scratch;
  write_typical("bundle", scratch.path / "bundle");
  write_typical("csv-tables", scratch.path / "tables");
  std::size_t tables = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(scratch.path / "bundle")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    const std::string tsv = disk.read(entry.path());
    const std::string text = disk.read(scratch.path / "tables" / (name + ".csv"));
    const auto lines = base::split(tsv, '\n');
    CsvReader reader(text, ',');
    CsvRow row;
    std::size_t at = 0;
    while (reader.next(row)) {
      const auto cells = base::split(lines.at(at++), '\t');
      REQUIRE(row.cells.size() == cells.size());
      for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string cell;
        bool odd = false;
        bundle::append_unescaped(cell, cells[i], odd);
        CHECK(unguarded(row.cells[i]) == cell);
      }
    }
    CHECK(at + 1 == lines.size());  // the last line end
    ++tables;
  }
  CHECK(tables > 15);
  check_approved(scratch.path / "tables/documents.csv", fixtures / "csv-tables/documents.csv");
}

TEST_CASE("a database takes the SQL, and holds what the bundle does",
          "[interchange][table-forms]") {
  const Scratch scratch;
  write_typical("bundle", scratch.path / "bundle");
  write_typical("sql-dump", scratch.path / "review.sql");
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(disk.read(scratch.path / "review.sql"));
  check_approved(scratch.path / "review.sql", fixtures / "sql-dump/typical.sql");
  for (const fs::directory_entry& entry : fs::directory_iterator(scratch.path / "bundle")) {
    const std::string name = entry.path().stem().string();
    INFO(name);
    const auto lines = base::split(disk.read(entry.path()), '\n');
    SQLite::Statement rows(database, "SELECT * FROM \"" + name + "\" ORDER BY rowid");
    std::size_t at = 1;
    for (; rows.executeStep(); ++at) {
      const auto cells = base::split(lines.at(at), '\t');
      REQUIRE(static_cast<int>(cells.size()) == rows.getColumnCount());
      for (std::size_t i = 0; i < cells.size(); ++i) {
        std::string cell;
        bool odd = false;
        bundle::append_unescaped(cell, cells[i], odd);
        CHECK(rows.getColumn(static_cast<int>(i)).getString() == cell);
      }
    }
    CHECK(at + 1 == lines.size());
  }
}

TEST_CASE("a database takes descriptors that only large letters tell apart",
          "[interchange][table-forms]") {
  const Scratch scratch;
  model::Document document;
  document.key = "a";
  document.fields = {{"Country", "Wales"}, {"country", "England"}};
  const auto writer = find_format("sql-dump")->write(scratch.path / "review.sql", {});
  writer->add(model::Review{});
  writer->add(document);
  writer->finish();
  SQLite::Database database(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec(disk.read(scratch.path / "review.sql"));
  SQLite::Statement row(database, "SELECT * FROM documents");
  REQUIRE(row.executeStep());
  std::string all;
  for (int i = 0; i < row.getColumnCount(); ++i) all += row.getColumn(i).getString() + "\n";
  CHECK(all.find("Wales") != std::string::npos);
  CHECK(all.find("England") != std::string::npos);
}

TEST_CASE("where a form cannot be put in place nothing is left beside it",
          "[interchange][table-forms]") {
  const Scratch scratch;
  base::write_file(scratch.path / "tables", "a file of the user's", false);
  CHECK_THROWS_WITH(find_format("csv-tables")->write(scratch.path / "tables", {}),
                    ContainsSubstring("is a file; name a folder for the tables"));
  CHECK_THROWS_WITH(find_format("sql-dump")->write(scratch.path / "tables", {}),
                    ContainsSubstring("exists already"));
  CHECK(std::distance(fs::directory_iterator(scratch.path), fs::directory_iterator()) == 1);
}

TEST_CASE("two documents that are one paper are one node and support once",
          "[interchange][graph-forms]") {
  const Scratch scratch;
  const fs::path made = scratch.path / "one.graphml";
  const auto writer = find_format("graphml")->write(made, {});
  for (const char* key : {"lee2021", "lee2020preprint"}) {
    model::Document document;
    document.key = key;
    writer->add(document);
  }
  model::Sameness sameness;
  sameness.document = model::Ref<model::Document>(std::size_t{0});
  sameness.other = model::Ref<model::Document>(std::size_t{1});
  writer->add(sameness);
  for (const std::size_t document : {std::size_t{0}, std::size_t{1}}) {
    model::Extract extract;
    extract.document = model::Ref<model::Document>(document);
    extract.quote = "they had time";
    writer->add(extract);
  }
  model::Configuration configuration;
  configuration.label = "CMOC 1";
  writer->add(configuration);
  for (const std::size_t extract : {std::size_t{0}, std::size_t{1}}) {
    model::Evidence evidence;
    evidence.configuration = model::Ref<model::Configuration>(std::size_t{0});
    evidence.extract = model::Ref<model::Extract>(extract);
    writer->add(evidence);
  }
  writer->finish();
  const std::string text = disk.read(made);
  CHECK(text.find("lee2020preprint") == std::string::npos);
  const std::size_t edge = text.find("<edge ");
  REQUIRE(edge != std::string::npos);
  CHECK(text.find("<edge ", edge + 1) == std::string::npos);
}
