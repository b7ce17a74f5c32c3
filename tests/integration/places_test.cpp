// The same review gives the same bytes wherever it is printed: under other locales and time zones.
#include <filesystem>
#include <string>
#include <vector>

#include "base/child_process.h"
#include "support/catch.h"
#include "support/shell.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace retroduce;

namespace {

void must(const std::string& command, const fs::path& folder) {
  const tests::ShellResult result = tests::shell(command, folder, RETRODUCE_BINARY);
  INFO(command << "\n" << result.output);
  REQUIRE(result.exit_code == 0);
}

/// A locale with other letters of the alphabet first, commas in numbers and other names of months,
/// made in the folder, since a machine need not have it.
bool has_made_locale(const fs::path& folder) {
  if (!base::find_program("localedef") || !fs::exists("/usr/share/i18n/locales/sv_SE"))
    return false;
  tests::shell("mkdir locales && localedef -i sv_SE -f UTF-8 locales/sv_SE.UTF-8", folder,
               RETRODUCE_BINARY);
  return fs::exists(folder / "locales" / "sv_SE.UTF-8" / "LC_NUMERIC");
}

/// Everything that can be printed, into a folder of that name.
std::string print_all(const std::string& name) {
  return "mkdir " + name + " && retroduce manuscript sp.retro " + name +
         "/docx && retroduce manuscript sp.retro " + name +
         "/html --tables html --cite author-year && retroduce table sp.retro cmoc -o " + name +
         "/cmoc.xlsx && for form in tex csv json md; do retroduce table sp.retro characteristics "
         "-o " +
         name +
         "/documents.$form; done && if command -v rsvg-convert; then retroduce figure "
         "sp.retro summary -o " +
         name + "/summary.pdf; fi";
}

}  // namespace

TEST_CASE("tables, figures and a manuscript are the same bytes in every time zone and locale",
          "[integration][places]") {
  const tests::TemporaryFolder folder;
  fs::copy(fs::path(RETRODUCE_SOURCE_DIR) / "corpus" / "social-prescribing" / "review.xml",
           folder.path() / "review.xml");
  must("retroduce import sp.retro review.xml", folder.path());
  must(print_all("here"), folder.path());
  must("export TZ=Pacific/Kiritimati; " + print_all("far"), folder.path());
  must("diff -r here far", folder.path());
  if (!has_made_locale(folder.path())) {
    WARN("localedef has no locales to make: other time zones alone were tried");
    return;
  }
  must("export LOCPATH=\"$PWD/locales\" LC_ALL=sv_SE.UTF-8 TZ=America/St_Johns; " +
           print_all("sweden"),
       folder.path());
  must("diff -r here sweden", folder.path());
}
