#include "base/zip_reader.h"

#include "base/zip.h"
#include "support/catch.h"

using namespace retroduce::base;

namespace {

std::string problem_of(std::string bytes, const ZipReaderLimits& limits = {}) {
  ZipReader reader(std::move(bytes), limits);
  if (const auto problem = reader.open()) return problem->code;
  std::string content;
  for (std::size_t i = 0; i < reader.entries().size(); ++i) {
    if (const auto problem = reader.read(i, content)) return problem->code;
  }
  return "";
}

/// The archive with every `from` in it replaced by a `to` of the same length.
std::string with(std::string bytes, const std::string& from, const std::string& to) {
  REQUIRE(from.size() == to.size());
  for (std::size_t at = bytes.find(from); at != std::string::npos; at = bytes.find(from, at + 1))
    bytes.replace(at, from.size(), to);
  return bytes;
}

void set_number(std::string& bytes, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) bytes[at + i] = static_cast<char>(value >> (8 * i) & 0xffU);
}

}  // namespace

TEST_CASE("an archive is read one file at a time", "[base][zip]") {
  ZipReader reader(write_zip({{"a.xml", "<a/>"}, {"b/c.bin", std::string(9999, '\xff')}}));
  REQUIRE_FALSE(reader.open());
  REQUIRE(reader.entries().size() == 2);
  CHECK(reader.entries()[1].name == "b/c.bin");
  std::string bytes;
  REQUIRE_FALSE(reader.read(1, bytes));
  CHECK(bytes == std::string(9999, '\xff'));
  REQUIRE_FALSE(reader.read(0, bytes));
  CHECK(bytes == "<a/>");
}

TEST_CASE("names that lead out of an archive are refused", "[base][zip]") {
  const std::string sound = write_zip({{"a.xml", "<a/>"}, {"xxxbad.txt", "x"}});
  CHECK(problem_of(sound).empty());
  for (const char* name :
       {"../bad.txt", "/xxbad.txt", "C:/bad.txt", "..\\bad.txt", "\\xxbad.txt"}) {
    INFO(name);
    CHECK(problem_of(with(sound, "xxxbad.txt", name)) == "unsafe-name");
  }
  CHECK(problem_of(with(sound, "xxxbad.txt", "..xbad.txt")).empty());
}

TEST_CASE("two files of one name are refused, whatever the case", "[base][zip]") {
  const std::string sound = write_zip({{"one.txt", "1"}, {"two.txt", "2"}});
  CHECK(problem_of(with(sound, "two.txt", "one.txt")) == "name-twice");
  CHECK(problem_of(with(sound, "two.txt", "ONE.txt")) == "name-twice");
}

TEST_CASE("files that share their bytes are refused", "[base][zip]") {
  std::string bytes =
      write_zip({{"one.txt", std::string(100, '1')}, {"two.txt", std::string(100, '2')}});
  const std::size_t first = bytes.find("PK\1\2");
  const std::size_t second = bytes.find("PK\1\2", first + 1);
  set_number(bytes, second + 42, 0);  // where the second one begins: at the first
  CHECK(problem_of(bytes) == "overlap");
}

TEST_CASE("sizes that lie are found out", "[base][zip]") {
  std::string bytes = write_zip({{"one.txt", std::string(1000, '1')}});
  const std::size_t entry = bytes.find("PK\1\2");
  set_number(bytes, entry + 24, 900);
  CHECK(problem_of(bytes) != "");
  set_number(bytes, entry + 24, 5000);
  CHECK(problem_of(bytes) != "");
}

TEST_CASE("what unpacks to far too much is refused before it is unpacked", "[base][zip]") {
  const std::string bytes = write_zip({{"zeros", std::string(std::size_t{40} << 20, '\0')}});
  CHECK(problem_of(bytes) == "bomb");
  ZipReaderLimits limits;
  limits.total_bytes = 1000;
  CHECK(problem_of(write_zip({{"a", std::string(600, 'x')}, {"b", std::string(600, 'y')}}),
                   limits) == "bomb");
  limits = {};
  limits.entries = 1;
  CHECK(problem_of(write_zip({{"a", "x"}, {"b", "y"}}), limits) == "too-many-files");
  // One within another is never opened, so it cannot unfold.
  CHECK(problem_of(write_zip({{"inner.zip", bytes}})).empty());
}

TEST_CASE("links in an archive are refused", "[base][zip]") {
  std::string bytes = write_zip({{"link", "/etc/passwd"}});
  const std::size_t entry = bytes.find("PK\1\2");
  bytes[entry + 5] = 3;  // made on Unix
  set_number(bytes, entry + 38, 0120777U << 16U);
  CHECK(problem_of(bytes) == "link");
}

TEST_CASE("an archive locked with a password is refused by what it says", "[base][zip]") {
  std::string bytes = write_zip({{"open.xml", "<a/>"}, {"locked.xml", "<b/>"}});
  const std::size_t here = bytes.find("PK\3\4", 4);
  const std::size_t listed = bytes.find("PK\1\2", bytes.find("PK\1\2") + 1);
  bytes[here + 6] = static_cast<char>(bytes[here + 6] | 1);  // the flag for encryption
  bytes[listed + 8] = static_cast<char>(bytes[listed + 8] | 1);
  ZipReader reader(bytes);
  const auto problem = reader.open();
  REQUIRE(problem);
  CHECK(problem->code == "encrypted");
  CHECK(problem->message.find("locked.xml") != std::string::npos);
}

TEST_CASE("an archive cut short or changed anywhere breaks nothing", "[base][zip]") {
  const std::string bytes = write_zip({{"a.xml", std::string(500, 'y')}, {"b", "z"}});
  for (std::size_t length = 0; length < bytes.size(); length += 3) {
    INFO(length);
    CHECK(problem_of(bytes.substr(0, length)) != "");
  }
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    std::string changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x5a);
    problem_of(changed);
  }
}
