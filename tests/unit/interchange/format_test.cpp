#include "interchange/format.h"

#include <filesystem>

#include "support/catch.h"

using namespace retroduce;
using namespace retroduce::interchange;

namespace {

Source file(const std::string& name, const std::string& head) {
  Source source;
  source.path = name;
  source.head = head;
  return source;
}

std::string detected(const Source& source) {
  const Format* format = detect(source);
  return format == nullptr ? "" : std::string(format->name);
}

}  // namespace

TEST_CASE("every format is found by its name, says what it is, and has its fixtures",
          "[interchange]") {
  REQUIRE_FALSE(formats().empty());
  for (const Format* format : formats()) {
    INFO(format->name);
    CHECK(find_format(format->name) == format);
    CHECK_FALSE(format->title.empty());
    CHECK_FALSE(format->fidelity.empty());
    CHECK((format->read != nullptr || format->write != nullptr));
    CHECK((format->sniff == nullptr) == (format->read == nullptr));
    const auto fixtures = std::filesystem::path(RETRODUCE_SOURCE_DIR) / "tests/fixtures/formats" /
                          std::string(format->name);
    CHECK(std::filesystem::is_directory(fixtures));
  }
  CHECK(find_format("no such format") == nullptr);
}

TEST_CASE("XML is known by its content, whatever the file is called", "[interchange]") {
  CHECK(detected(file("review.xml", "<?xml version=\"1.0\"?><review/>")) == "native");
  CHECK(detected(file("review.dat", "\xEF\xBB\xBF  \n<review/>")) == "native");
  CHECK(detected(file("other.xml", "<graphml/>")) == "native");
  CHECK(detected(file("review.XML", "")) == "native");
}

TEST_CASE("a suffix decides between formats that could be, and no others", "[interchange]") {
  CHECK(detected(file("claims.csv", "")) == "sheet");
  CHECK(detected(file("claims.csv", "context,mechanism,outcome\n")) == "sheet");
  CHECK(detected(file("review.csv", "<?xml version=\"1.0\"?><review/>")) == "native");
  CHECK(detected(file("notes.txt", "Nothing that we know")).empty());
}

TEST_CASE("the target of an export is known by its suffix", "[interchange]") {
  REQUIRE(format_for_target("review.xml") != nullptr);
  CHECK(format_for_target("review.xml")->name == "native");
  CHECK(format_for_target("a/b/REVIEW.XML")->name == "native");
  CHECK(format_for_target("review.unheard-of") == nullptr);
  REQUIRE(format_for_target("a.folder/bundle") != nullptr);
  CHECK(format_for_target("a.folder/bundle")->name == "bundle");
  CHECK(format_for_target(std::filesystem::temp_directory_path())->name == "bundle");
  CHECK(format_for_target("form.xlsx") == find_format("sheet"));
}
