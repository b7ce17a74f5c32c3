// PDFs as full texts: by pdftotext where it is there, and by programs that misbehave in its place.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "interchange/texts/pdf.h"
#include "support/catch.h"
#include "support/temporary_folder.h"
#include "text_helpers.h"

namespace retroduce::tests {

namespace fs = std::filesystem;

namespace {

/// A PDF of pages with one line each, made by hand: an empty line gives a page without text.
std::string pdf_of(const std::vector<std::string>& lines) {
  std::string out = "%PDF-1.4\n";
  std::vector<std::size_t> places;
  const auto object = [&](const std::string& body) {
    places.push_back(out.size());
    out += std::to_string(places.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t i = 0; i < lines.size(); ++i) kids += std::to_string(4 + 2 * i) + " 0 R ";
  object("<< /Type /Catalog /Pages 2 0 R >>");
  object("<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(lines.size()) + " >>");
  object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  for (const std::string& line : lines) {
    const std::string number = std::to_string(places.size() + 2);
    object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents " + number +
           " 0 R /Resources << /Font << /F1 3 0 R >> >> >>");
    const std::string stream =
        line.empty() ? "0 0 m 10 10 l S" : "BT /F1 12 Tf 20 150 Td (" + line + ") Tj ET";
    object("<< /Length " + std::to_string(stream.size()) + " >>\nstream\n" + stream +
           "\nendstream");
  }
  const std::size_t table = out.size();
  out += "xref\n0 " + std::to_string(places.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t place : places) {
    std::string number = std::to_string(place);
    out += std::string(10 - number.size(), '0') + number + " 00000 n \n";
  }
  return out + "trailer\n<< /Size " + std::to_string(places.size() + 1) +
         " /Root 1 0 R >>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

bool has_program() {
  if (base::find_program("pdftotext")) return true;
  WARN("pdftotext is not installed (Debian: poppler-utils): no PDF was read");
  return false;
}

/// A program called pdftotext that does as the shell words say, alone on the PATH with the usual
/// folders behind it.
class FakeProgram {
 public:
  explicit FakeProgram(const std::string& words) {
    const fs::path file = folder_.path() / "pdftotext";
    std::ofstream(file) << "#!/bin/sh\n" << words << "\n";
    fs::permissions(file, fs::perms::owner_all);
    ::setenv("PATH", (folder_.path().string() + ":" + before_).c_str(), 1);
  }
  ~FakeProgram() { ::setenv("PATH", before_.c_str(), 1); }
  FakeProgram(const FakeProgram&) = delete;
  FakeProgram& operator=(const FakeProgram&) = delete;
  FakeProgram(FakeProgram&&) = delete;
  FakeProgram& operator=(FakeProgram&&) = delete;

 private:
  TemporaryFolder folder_;
  std::string before_ = std::getenv("PATH");
};

Taken with_limits(const base::ChildLimits& limits) {
  Taken out;
  out.text = interchange::texts::take_pdf({"a.pdf", "%PDF-1.4"}, limits, out.found);
  return out;
}

}  // namespace

TEST_CASE("a PDF gives words with pages and boxes, and the program's version", "[texts]") {
  if (!has_program()) return;
  const auto got = taken("a.pdf", pdf_of({"Trust takes time", "Second page"}));
  REQUIRE(got.text);
  CHECK(got.text->text == "Trust takes time\nSecond page\n");
  const auto& origin = got.text->origin;
  CHECK(origin.program.starts_with("pdftotext "));
  REQUIRE(origin.pages.size() == 2);
  CHECK(origin.pages[1].span == base::TextSpan{17, 29});
  std::vector<model::WordBox> boxes;
  REQUIRE(model::unpack_boxes(origin.boxes, boxes));
  REQUIRE(boxes.size() == 5);
  CHECK(boxes[1].span == base::TextSpan{6, 11});
  CHECK(boxes[1].page == 0);
  CHECK(boxes[4].page == 1);
  CHECK(boxes[0].left == 200);
  CHECK(boxes[0].top > 300);
  CHECK(boxes[0].bottom < 600);
}

TEST_CASE("a scanned PDF is told to have no text", "[texts]") {
  if (!has_program()) return;
  const auto got = taken("a.pdf", pdf_of({"", ""}));
  CHECK(got.words() == "<text.scanned>");
  CHECK(got.message("text.scanned").find("its 2 pages are pictures") != std::string::npos);
  CHECK(got.message("text.scanned").find("OCR") != std::string::npos);
  CHECK(taken("a.pdf", pdf_of({"words", ""})).has("text.pages-empty"));
}

TEST_CASE("what is no PDF is refused with what pdftotext says", "[texts]") {
  if (!has_program()) return;
  CHECK(taken("a.pdf", "not at all").words() == "<text.pdf>");
  CHECK(taken("a.pdf", pdf_of({"x"}).substr(0, 60)).words() == "<text.pdf>");
}

TEST_CASE("real PDFs of other makers are read", "[texts]") {
  if (!has_program()) return;
  for (const std::string name : {"acl-2020.acl-main.447.pdf", "maxqda-code-system.pdf",
                                 "pdpilot-P1.pdf", "sciencebeam-minimal-example.pdf"}) {
    CAPTURE(name);
    const auto bytes = shared_fixture("pdf/" + name);
    if (!bytes) {
      WARN("the fixtures of other makers are not beside the project: not read");
      return;
    }
    const auto got = taken(name, *bytes);
    REQUIRE(got.text);
    CHECK_FALSE(got.has("text.unreadable-letters"));
    std::vector<model::WordBox> boxes;
    REQUIRE(model::unpack_boxes(got.text->origin.boxes, boxes));
    REQUIRE_FALSE(boxes.empty());
    const auto last = base::slice(got.text->text, boxes.back().span);
    REQUIRE(last);
    CHECK(last->find_first_of(" \n\t") == std::string_view::npos);
    CHECK(boxes.back().page + 1 <= got.text->origin.pages.size());
  }
}

TEST_CASE("without pdftotext the sentence says what to install", "[texts]") {
  const TemporaryFolder nothing;
  const std::string before = std::getenv("PATH");
  ::setenv("PATH", nothing.path().c_str(), 1);
  const auto got = taken("a.pdf", "%PDF-1.4");
  ::setenv("PATH", before.c_str(), 1);
  CHECK(got.words() == "<text.no-pdftotext>");
  CHECK(got.message("text.no-pdftotext").find("poppler-utils") != std::string::npos);
}

TEST_CASE("a PDF that makes the program hang is given up", "[texts]") {
  const FakeProgram hangs("sleep 600");
  base::ChildLimits limits;
  limits.wall_seconds = 1;
  const auto got = with_limits(limits);
  CHECK(got.words() == "<text.pdf-limit>");
  CHECK(got.message("text.pdf-limit").find("busy") != std::string::npos);
}

TEST_CASE("a PDF that makes the program print without end is given up", "[texts]") {
  const FakeProgram prints("yes '<word>x</word>'");
  base::ChildLimits limits;
  limits.output_bytes = 1 << 20;
  CHECK(with_limits(limits).words() == "<text.pdf-limit>");
}

TEST_CASE("a program that is killed, or says it needs a password, is told", "[texts]") {
  {
    const FakeProgram dies("kill -9 $$");
    CHECK(with_limits({}).words() == "<text.pdf>");
  }
  const FakeProgram asks("echo 'Command Line Error: Incorrect password' >&2; exit 1");
  CHECK(with_limits({}).words() == "<text.password>");
}

TEST_CASE("nonsense from the program is no text", "[texts]") {
  const FakeProgram mumbles("echo '<html><body><doc><page'");
  CHECK(with_limits({}).words() == "<text.scanned>");
  const FakeProgram silent("true");
  CHECK(with_limits({}).words() == "<text.pdf>");
}

}  // namespace retroduce::tests
