#include "base/zip.h"

#include <cstdlib>
#include <ctime>

#include "base/error.h"
#include "support/catch.h"

using namespace retroduce::base;

TEST_CASE("a zip gives back what was put in, and the same entries are the same bytes", "[base]") {
  const std::vector<std::pair<std::string, std::string>> entries = {
      {"a.xml", "<a/>"}, {"b/c.xml", std::string(9999, 'x')}};
  const std::string bytes = write_zip(entries);
  CHECK(bytes == write_zip(entries));
  const auto back = read_zip(bytes, "t.zip");
  CHECK(back.at("a.xml") == "<a/>");
  CHECK(back.at("b/c.xml") == std::string(9999, 'x'));
}

TEST_CASE("a zip has the same bytes in every time zone", "[base]") {
  std::vector<std::string> zips;
  for (const char* zone : {"UTC", "Pacific/Kiritimati", "America/St_Johns"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    zips.push_back(write_zip({{"a.xml", "<a/>"}}));
  }
  ::unsetenv("TZ");
  ::tzset();
  CHECK(zips[0] == zips[1]);
  CHECK(zips[0] == zips[2]);
}

TEST_CASE("a zip cut short anywhere is refused in words", "[base]") {
  const std::string bytes = write_zip({{"a.xml", std::string(500, 'y')}});
  for (std::size_t length = 0; length < bytes.size(); length += 7) {
    CHECK_THROWS_AS(read_zip(std::string_view(bytes).substr(0, length), "t.zip"), Error);
  }
}

TEST_CASE("a zip that unpacks to more than its limit is refused", "[base]") {
  const std::string bytes = write_zip({{"a", std::string(100000, ' ')}});
  ZipLimits limits;
  limits.entry_bytes = 5000;
  CHECK_THROWS_AS(read_zip(bytes, "t.zip", limits), Error);
}
