#include <string>
#include <vector>

#include "cli/command.h"

int main(int count, char** words) {
  retroduce::cli::StreamConsole console(stdout, stderr);
  return retroduce::cli::run(std::vector<std::string>(words + 1, words + count), console);
}
