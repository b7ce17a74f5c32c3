#include "base/child_process.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
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

using Clock = std::chrono::steady_clock;

constexpr std::size_t most_errors = std::size_t{64} << 10;

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

struct Pipes {
  Pipe in, out, errors;
  bool are_open() const { return in.is_open() && out.is_open() && errors.is_open(); }
};

[[noreturn]] void become(const std::string& program, const std::vector<std::string>& command,
                         Pipes& pipes, const ChildLimits& limits) {
  ::setpgid(0, 0);  // so that what it starts is ended with it
  ::dup2(pipes.in.ends[0], STDIN_FILENO);
  ::dup2(pipes.out.ends[1], STDOUT_FILENO);
  ::dup2(pipes.errors.ends[1], STDERR_FILENO);
  // At the first limit it is told so, by a signal of its own; at the second it is killed.
  const rlimit seconds{limits.cpu_seconds, limits.cpu_seconds + 1};
  ::setrlimit(RLIMIT_CPU, &seconds);
  if (limits.memory_bytes != 0) {
    const rlimit memory{limits.memory_bytes, limits.memory_bytes};
    ::setrlimit(RLIMIT_AS, &memory);
  }
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  std::signal(SIGPIPE, SIG_DFL);
  ::setenv("TZ", "UTC", 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  std::vector<char*> arguments;
  for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  ::execv(program.c_str(), arguments.data());
  ::_exit(127);
}

/// Takes what is there; false at the end.
bool drain(Pipe& pipe, std::string& into, std::size_t most) {
  char piece[1 << 16];
  const ssize_t got = ::read(pipe.ends[0], piece, sizeof piece);
  if (got < 0) return errno == EINTR || errno == EAGAIN;
  const std::size_t room = most - std::min(most, into.size());
  into.append(piece, std::min(static_cast<std::size_t>(got), room));
  return got > 0;
}

class Exchange {
 public:
  Exchange(Pipes& pipes, std::string_view input, const ChildLimits& limits, ChildResult& result)
      : pipes_(pipes),
        input_(input),
        limits_(limits),
        result_(result),
        until_(Clock::now() + std::chrono::seconds(limits.wall_seconds)) {}

  /// Feeds and drains the pipes together, so that neither side waits for the other, until the
  /// program has closed its output or met a limit.
  void run() {
    ::fcntl(pipes_.in.ends[1], F_SETFL, O_NONBLOCK);
    while (is_talking() && result_.stopped_by == ChildStop::none) step();
  }

  int milliseconds_left() const {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(until_ - Clock::now()).count();
    return static_cast<int>(std::clamp<long>(left, 0, 60000));
  }
  bool is_late() const { return Clock::now() >= until_; }

 private:
  bool is_talking() const { return pipes_.out.is_open() || pipes_.errors.is_open(); }
  void step() {
    if (input_.empty()) pipes_.in.close_end(1);
    // A closed end is -1, which poll passes over.
    pollfd waits[3] = {{pipes_.out.ends[0], POLLIN, 0},
                       {pipes_.errors.ends[0], POLLIN, 0},
                       {pipes_.in.ends[1], POLLOUT, 0}};
    if (::poll(waits, 3, milliseconds_left()) < 0) return;
    if (is_late()) {
      result_.stopped_by = ChildStop::time;
      return;
    }
    if (waits[2].revents != 0) feed();
    if (waits[1].revents != 0 && !drain(pipes_.errors, result_.errors, most_errors))
      pipes_.errors.close_end(0);
    if (waits[0].revents == 0) return;
    if (!drain(pipes_.out, result_.output, limits_.output_bytes + 1)) pipes_.out.close_end(0);
    if (result_.output.size() > limits_.output_bytes) result_.stopped_by = ChildStop::output;
  }

  void feed() {
    const ssize_t done = ::write(pipes_.in.ends[1], input_.data(), input_.size());
    if (done > 0) input_.remove_prefix(static_cast<std::size_t>(done));
    if (done < 0 && errno != EAGAIN && errno != EINTR) input_ = {};
  }

  Pipes& pipes_;
  std::string_view input_;
  const ChildLimits& limits_;
  ChildResult& result_;
  Clock::time_point until_;
};

/// Waits for the end of the child, which may have closed its output and go on: no longer than it
/// may take.
int status_of(pid_t child, const Exchange& exchange, ChildResult& result) {
  int status = 0;
  while (result.stopped_by == ChildStop::none) {
    const pid_t ended = ::waitpid(child, &status, WNOHANG);
    if (ended == child) {
      ::kill(-child, SIGKILL);  // what it left behind
      return status;
    }
    if (ended < 0 && errno != EINTR) return 0;
    if (exchange.is_late()) result.stopped_by = ChildStop::time;
    ::usleep(500);
  }
  ::kill(-child, SIGKILL);
  ::kill(child, SIGKILL);  // in case it had not yet a group of its own
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
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
                                     std::string_view input, const ChildLimits& limits) {
  const std::optional<std::string> program = find_program(command.front());
  Pipes pipes;
  if (!program || !pipes.are_open()) return std::nullopt;
  // A child that stops reading must not end us.
  struct sigaction ignore {};
  struct sigaction before {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGPIPE, &ignore, &before);
  const pid_t child = ::fork();
  if (child < 0) return std::nullopt;
  if (child == 0) become(*program, command, pipes, limits);
  pipes.in.close_end(0);
  pipes.out.close_end(1);
  pipes.errors.close_end(1);
  ChildResult result;
  Exchange exchange(pipes, input, limits, result);
  exchange.run();
  const int status = status_of(child, exchange, result);
  ::sigaction(SIGPIPE, &before, nullptr);
  result.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) result.stopped_by = ChildStop::time;
  return result;
}

}  // namespace retroduce::base
