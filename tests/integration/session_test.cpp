// Runs every session.txt: lines "$ command" with what the command printed below them, and "[n]"
// where it ended with code n. RETRODUCE_APPROVE=1 writes what happened into the file; the diff is
// then for a person to read.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

#include "base/source_io.h"
#include "base/text.h"
#include "support/catch.h"
#include "support/shell.h"
#include "support/temporary_folder.h"

namespace fs = std::filesystem;
using namespace retroduce;

namespace {

const fs::path cases = RETRODUCE_SOURCE_DIR "/tests/integration";

/// The transcript of a session that is run anew: commands and comments as they stand, outputs as
/// they come.
std::string run_session(const std::string& session, const fs::path& folder) {
  std::string transcript;
  for (const std::string& line : base::split(session, '\n')) {
    if (line.rfind("$ ", 0) == 0) {
      const tests::ShellResult result = tests::shell(line.substr(2), folder, RETRODUCE_BINARY);
      transcript += line + "\n" + result.output;
      if (!result.output.empty() && result.output.back() != '\n') transcript += "\n";
      if (result.exit_code != 0) transcript += "[" + std::to_string(result.exit_code) + "]\n";
      transcript += "\n";
    } else if (line.rfind("# ", 0) == 0) {
      transcript += line + "\n";
    }
  }
  return transcript;
}

}  // namespace

TEST_CASE("every session prints what was approved", "[integration]") {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(cases)) {
    if (fs::exists(entry.path() / "session.txt")) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  REQUIRE_FALSE(folders.empty());
  for (const fs::path& each : folders) {
    INFO("session " << each.filename().string()
                    << "; RETRODUCE_APPROVE=1 accepts what is printed now");
    const tests::TemporaryFolder folder;
    const fs::path work = folder.path() / "work";
    fs::copy(each, work, fs::copy_options::recursive);
    fs::copy(RETRODUCE_SOURCE_DIR "/corpus", work / "corpus", fs::copy_options::recursive);
    const std::string approved = base::DiskFiles().read(each / "session.txt");
    const std::string now = run_session(approved, work);
    if (std::getenv("RETRODUCE_APPROVE") != nullptr)
      base::write_file(each / "session.txt", now, true);
    CHECK(now == (std::getenv("RETRODUCE_APPROVE") != nullptr ? now : approved));
  }
}
