#include "cli/corpus.h"

#include <cstdlib>
#include <vector>

namespace retroduce::cli {

namespace fs = std::filesystem;

std::optional<fs::path> find_corpus() {
  std::vector<fs::path> places;
  if (const char* told = std::getenv("RETRODUCE_CORPUS"); told != nullptr)
    places.emplace_back(told);
  std::error_code error;
  const fs::path binary = fs::read_symlink("/proc/self/exe", error);
  if (!error)
    places.push_back(binary.parent_path().parent_path() / "share" / "retroduce" / "corpus");
  places.emplace_back(RETRODUCE_CORPUS_INSTALLED);
  places.emplace_back(RETRODUCE_CORPUS_SOURCE);
  for (const fs::path& place : places) {
    if (fs::exists(place / "social-prescribing" / "review.xml", error))
      return place / "social-prescribing";
  }
  return std::nullopt;
}

}  // namespace retroduce::cli
