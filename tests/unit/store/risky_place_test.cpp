#include "store/risky_place.h"

#include <fstream>

#include "support/catch.h"
#include "support/temporary_folder.h"

using namespace retroduce;
using namespace retroduce::tests;
namespace fs = std::filesystem;

TEST_CASE("a folder that a sync program made is told by its name or by what it left there",
          "[risky]") {
  const TemporaryFolder folder;
  const auto told = [&](const std::string& below) {
    const fs::path file = folder.path() / below / "sp.retro";
    fs::create_directories(file.parent_path());
    return store::synced_folder(file);
  };
  CHECK(told("reviews").empty());
  CHECK_THAT(told("OneDrive - University/reviews"), ContainsSubstring("OneDrive copies"));
  CHECK_THAT(told("Dropbox/a/b"), ContainsSubstring("Dropbox copies"));
  CHECK_THAT(told("Nextcloud"), ContainsSubstring("Nextcloud copies"));
  CHECK_THAT(told("Google Drive/My Drive"), ContainsSubstring("Google Drive copies"));
  CHECK_THAT(told("Library/Mobile Documents/com~apple~CloudDocs"), ContainsSubstring("iCloud"));
  for (const char* service : {"MEGA", "Box", "pCloudDrive", "Seafile", "Creative Cloud Files"})
    CHECK_FALSE(told(service).empty());
  CHECK(told("Boxes of papers").empty());
  CHECK(told("Dropped").empty());
  std::ofstream(folder.path() / "reviews" / ".stfolder") << "";
  CHECK_THAT(told("reviews/2026"), ContainsSubstring("Syncthing copies"));
  fs::create_directories(folder.path() / "cloud");
  std::ofstream(folder.path() / "cloud" / ".sync_0123.db") << "";
  CHECK_THAT(told("cloud/x"), ContainsSubstring("Nextcloud copies"));
}
