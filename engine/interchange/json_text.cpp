#include "interchange/json_text.h"

#include <algorithm>
#include <set>

namespace retroduce::interchange {

using Json = nlohmann::ordered_json;

namespace {

/// What is met while the tree grows.
class Watch {
 public:
  explicit Watch(int deepest) : deepest_(deepest) {}

  bool met(int depth, Json::parse_event_t event, const Json& value) {
    too_deep = too_deep || depth > deepest_;
    if (event == Json::parse_event_t::object_start) names_.emplace_back();
    if (event == Json::parse_event_t::object_end && !names_.empty()) names_.pop_back();
    if (event == Json::parse_event_t::key && !names_.empty()) {
      const auto& name = value.get_ref<const std::string&>();
      if (!names_.back().insert(name).second) twice.insert(name);
    }
    return !too_deep;
  }

  bool too_deep = false;
  std::set<std::string> twice;

 private:
  int deepest_;
  std::vector<std::set<std::string>> names_;
};

}  // namespace

JsonText read_json_text(std::string_view text, int deepest) {
  JsonText read;
  Watch watch(deepest);
  std::size_t at = text.size();
  try {
    read.tree = Json::parse(text, [&](int depth, Json::parse_event_t event, Json& value) {
      return watch.met(depth, event, value);
    });
  } catch (const Json::parse_error& fault) {
    at = std::min<std::size_t>(fault.byte == 0 ? 0 : fault.byte - 1, text.size());
    read.why = at >= text.size() ? "is JSON that was cut short" : "cannot be read as JSON here";
  } catch (const Json::out_of_range&) {
    read.why = "holds a number that is larger than any program can hold";
    at = 0;
  }
  read.is_too_deep = watch.too_deep;
  if (read.is_too_deep) read.why = "is nested more than " + std::to_string(deepest) + " deep";
  if (!read.why.empty())
    read.line = at == 0 || read.is_too_deep
                    ? 0
                    : static_cast<std::size_t>(
                          1 + std::count(text.begin(),
                                         text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  read.said_twice.assign(watch.twice.begin(), watch.twice.end());
  return read;
}

}  // namespace retroduce::interchange
