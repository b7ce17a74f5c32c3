// Every table kind through every writer, byte for byte against what a person has approved.
// RETRODUCE_APPROVE=1 writes the files anew; the difference is then read by the reviewer of the
// change.
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/zip.h"
#include "reports/figure.h"
#include "sample_review.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

std::string approved_path(const std::string& name) {
  return std::string(RETRODUCE_TEST_DATA) + "/approved/" + name;
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

void check_approved(const std::string& name, const std::string& bytes) {
  if (std::getenv("RETRODUCE_APPROVE") != nullptr) {
    std::ofstream(approved_path(name), std::ios::binary) << bytes;
  }
  INFO(approved_path(name));
  CHECK(read_file(approved_path(name)) == bytes);
}

/// The part of a binary file that holds the rows.
std::string rows_part(const reports::TableWriter& writer, const std::string& bytes,
                      const std::string& name) {
  return base::read_zip(bytes, name)
      .at(writer.name == "docx" ? "word/document.xml" : "xl/worksheets/sheet1.xml");
}

/// Kinds whose every form is approved; of the others the Markdown, which holds all that a page
/// shows.
bool is_approved_in_all_forms(std::string_view kind) {
  return kind == "cmoc" || kind == "narrative" || kind == "evidence" || kind == "characteristics";
}

}  // namespace

TEST_CASE("every table kind through every writer is as approved", "[reports][approved]") {
  const auto review = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    for (const reports::TableWriter* writer : reports::table_writers()) {
      if (!is_approved_in_all_forms(kind->name) && writer->name != "md") continue;
      const std::string bytes = written(kind->make(world_of(*review)), writer->name);
      const std::string name = std::string(kind->name) + std::string(writer->suffix);
      if (writer->is_binary) {
        check_approved(name + ".xml", rows_part(*writer, bytes, name));
      } else {
        check_approved(name, bytes);
      }
    }
  }
}

TEST_CASE("every figure that needs no question is as approved", "[reports][approved][figure]") {
  const auto review = sample_review();
  for (const reports::FigureKind* kind : reports::figure_kinds()) {
    if (!kind->answer_kind.empty()) continue;
    reports::FigureWorld world{review->snapshot(), &review->details()};
    if (kind->is_about_concept) world.about = {model::ConceptId(std::size_t{0})};
    const reports::Figure figure = kind->make(world);
    const bool is_network = !figure.dot.empty();
    check_approved("figure-" + std::string(kind->name) + (is_network ? ".dot" : ".svg"),
                   is_network ? figure.dot : figure.svg);
  }
}

TEST_CASE("the same review gives the same bytes twice", "[reports]") {
  const auto once = sample_review();
  const auto twice = sample_review();
  for (const reports::TableKind* kind : reports::table_kinds()) {
    for (const reports::TableWriter* writer : reports::table_writers()) {
      INFO(kind->name << " as " << writer->name);
      CHECK(written(kind->make(world_of(*once)), writer->name) ==
            written(kind->make(world_of(*twice)), writer->name));
    }
  }
}

}  // namespace retroduce::tests
