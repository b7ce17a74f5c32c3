#include "store/backup_time.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <string>

#include "base/error.h"

namespace retroduce::store {

namespace {

constexpr std::string_view stamp_form = "0000-00-00T000000Z";
constexpr std::string_view time_form = "0000-00-00T00:00:00Z";

bool has_form(std::string_view text, std::string_view form) {
  return text.size() == form.size() &&
         std::equal(text.begin(), text.end(), form.begin(),
                    [](char c, char f) { return f == '0' ? c >= '0' && c <= '9' : c == f; });
}

int number(std::string_view text, std::size_t from, std::size_t count) {
  int value = 0;
  for (const char digit : text.substr(from, count)) value = value * 10 + (digit - '0');
  return value;
}

}  // namespace

std::string stamp_of(const std::string& at) {
  std::string stamp = at;
  std::erase(stamp, ':');
  return stamp;
}

std::optional<std::string> time_of_stamp(std::string_view stamp) {
  if (!has_form(stamp, stamp_form)) return std::nullopt;
  std::string at(stamp);
  at.insert(15, ":");
  at.insert(13, ":");
  return at;
}

std::int64_t seconds_of(const std::string& at) {
  RETRODUCE_ASSERT(is_time(at));
  using namespace std::chrono;
  const sys_days days(year(number(at, 0, 4)) / month(static_cast<unsigned>(number(at, 5, 2))) /
                      std::chrono::day(static_cast<unsigned>(number(at, 8, 2))));
  return duration_cast<seconds>(days.time_since_epoch()).count() + number(at, 11, 2) * 3600 +
         number(at, 14, 2) * 60 + number(at, 17, 2);
}

bool is_time(std::string_view at) { return has_form(at, time_form); }

std::string second_after(const std::string& at) {
  if (!is_time(at) || at >= "9999-12-31T23:59:59Z") return at;
  const std::time_t seconds = seconds_of(at) + 1;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace retroduce::store
