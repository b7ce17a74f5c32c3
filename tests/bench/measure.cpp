// Times a command as a whole process: measure RUNS COMMAND … prints the median and range of
// milliseconds and the peak memory. A first run warms up and does not count. The command's output
// is dropped.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace {

struct Run {
  double milliseconds = 0;
  long peak_kilobytes = 0;
  int exit_code = 0;
};

Run run_once(char** command) {
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int nowhere = ::open("/dev/null", O_WRONLY);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(nowhere, STDERR_FILENO);
    ::execvp(command[0], command);
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  ::wait4(child, &status, 0, &usage);
  const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
  return {took.count(), usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128};
}

}  // namespace

int main(int count, char** words) {
  if (count < 3) {
    std::fprintf(stderr, "usage: measure RUNS COMMAND …\n");
    return 2;
  }
  const int runs = std::max(1, std::atoi(words[1]));
  if (runs > 1) run_once(words + 2);
  std::vector<double> times;
  long peak = 0;
  for (int i = 0; i < runs; ++i) {
    const Run run = run_once(words + 2);
    if (run.exit_code != 0) {
      std::fprintf(stderr, "measure: the command ended with %d\n", run.exit_code);
      return 1;
    }
    times.push_back(run.milliseconds);
    peak = std::max(peak, run.peak_kilobytes);
  }
  std::sort(times.begin(), times.end());
  std::printf("%9.1f ms (%.1f to %.1f, %d runs)  %6.1f MB\n", times[times.size() / 2],
              times.front(), times.back(), runs, static_cast<double>(peak) / 1024);
  return 0;
}
