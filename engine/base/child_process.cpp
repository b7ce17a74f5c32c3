#include "base/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/text.h"

namespace retroduce::base {

namespace {

constexpr std::size_t most_output = std::size_t{256} << 20;

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  Pipe(Pipe&&) = delete;
  Pipe& operator=(Pipe&&) = delete;
  bool is_open() const { return ends[0] >= 0; }
  void close_end(int which) {
    if (ends[which] >= 0) ::close(ends[which]);
    ends[which] = -1;
  }
};

[[noreturn]] void become(const std::string& program, const std::vector<std::string>& command,
                         Pipe& in, Pipe& out, unsigned seconds) {
  ::dup2(in.ends[0], STDIN_FILENO);
  ::dup2(out.ends[1], STDOUT_FILENO);
  const int nowhere = ::open("/dev/null", O_WRONLY);
  if (nowhere >= 0) ::dup2(nowhere, STDERR_FILENO);
  const rlimit limit{seconds, seconds};
  ::setrlimit(RLIMIT_CPU, &limit);
  std::signal(SIGPIPE, SIG_DFL);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  ::_exit(127);
}

/// Feeds and drains both pipes together, so that neither side waits for the other.
void exchange(Pipe& in, Pipe& out, std::string_view input, std::string& output) {
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
  while (out.ends[0] >= 0) {
    pollfd waits[2] = {{out.ends[0], POLLIN, 0}, {in.ends[1], POLLOUT, 0}};
    if (input.empty()) in.close_end(1);
    const nfds_t count = in.ends[1] >= 0 ? 2 : 1;
    if (::poll(waits, count, -1) < 0 && errno != EINTR) return;
    if (count == 2 && waits[1].revents != 0) {
      const ssize_t done = ::write(in.ends[1], input.data(), input.size());
      if (done > 0) input.remove_prefix(static_cast<std::size_t>(done));
      if (done < 0 && errno != EAGAIN && errno != EINTR) input = {};
    }
    if (waits[0].revents != 0) {
      char piece[1 << 15];
      const ssize_t got = ::read(out.ends[0], piece, sizeof piece);
      if (got > 0) output.append(piece, static_cast<std::size_t>(got));
      if (got == 0 || output.size() > most_output) out.close_end(0);
    }
  }
}

}  // namespace

std::optional<std::string> find_program(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    if (::access(name.c_str(), X_OK) == 0) return name;
    return std::nullopt;
  }
  const char* path = std::getenv("PATH");
  for (const std::string& folder : split(path != nullptr ? path : "/usr/bin:/bin", ':')) {
    const std::string candidate = folder + "/" + name;
    if (!folder.empty() && ::access(candidate.c_str(), X_OK) == 0) return candidate;
  }
  return std::nullopt;
}

std::optional<ChildResult> run_child(const std::vector<std::string>& command,
                                     std::string_view input, unsigned seconds) {
  const std::optional<std::string> program = find_program(command.front());
  Pipe in;
  Pipe out;
  if (!program || !in.is_open() || !out.is_open()) return std::nullopt;
  // A child that stops reading must not end us.
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) become(*program, command, in, out, seconds);
  in.close_end(0);
  out.close_end(1);
  ChildResult result;
  exchange(in, out, input, result.output);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  ::sigaction(SIGPIPE, &before, nullptr);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace retroduce::base
