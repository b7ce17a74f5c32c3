// references.txt: references that a person wrote down, held against ours.
#include <fstream>

#include "base/text.h"
#include "reports/bibliography.h"
#include "support/catch.h"

namespace retroduce::tests {

namespace {

struct Expected {
  model::Document document;
  std::string vancouver;
  std::string author_date;
};

std::vector<std::string> parts(const std::string& value, char separator) {
  std::vector<std::string> list;
  for (const std::string& part : base::split(value, separator)) list.emplace_back(base::trim(part));
  return list;
}

void take(Expected& expected, const std::string& name, const std::string& value) {
  model::Document& document = expected.document;
  if (name == "vancouver") {
    expected.vancouver = value;
  } else if (name == "author-date") {
    expected.author_date = value;
  } else if (name == "authors") {
    document.authors = parts(value, ';');
  } else if (name == "editors") {
    document.fields.push_back({name, base::join(parts(value, '|'), "\n")});
  } else if (name == "year") {
    document.year = std::stoi(value);
  } else if (name == "consultation") {
    document.is_consultation = true;
  } else if (name == "place" || name == "publisher" || name == "edition" || name == "accessed" ||
             name.find('.') != std::string::npos) {
    document.fields.push_back({name, value});
  } else {
    const std::pair<const char*, std::string*> texts[] = {
        {"key", &document.key},       {"type", &document.type},
        {"title", &document.title},   {"container", &document.container},
        {"volume", &document.volume}, {"issue", &document.issue},
        {"pages", &document.pages},   {"doi", &document.doi},
        {"url", &document.url}};
    bool is_known = false;
    for (const auto& [word, text] : texts) {
      if (name != word) continue;
      *text = value;
      is_known = true;
    }
    INFO(name);
    REQUIRE(is_known);
  }
}

std::vector<Expected> expected_references() {
  std::ifstream file(std::string(RETRODUCE_TEST_DATA) + "/references.txt", std::ios::binary);
  std::vector<Expected> all;
  std::string line;
  bool is_open = false;
  while (std::getline(file, line)) {
    if (line.starts_with("#")) continue;
    if (line.empty()) {
      is_open = false;
      continue;
    }
    if (!is_open) all.emplace_back();
    is_open = true;
    const std::size_t colon = line.find(": ");
    REQUIRE(colon != std::string::npos);
    take(all.back(), line.substr(0, colon), line.substr(colon + 2));
  }
  return all;
}

}  // namespace

TEST_CASE("references of all types read as a person would write them", "[reports][bibliography]") {
  const std::vector<Expected> all = expected_references();
  CHECK(all.size() >= 60);
  for (const Expected& each : all) {
    CHECK(reports::vancouver(each.document) == each.vancouver);
    CHECK(reports::author_date(each.document) == each.author_date);
  }
}

}  // namespace retroduce::tests
