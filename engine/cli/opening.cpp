#include "cli/opening.h"

#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/text.h"
#include "cli/common.h"
#include "store/backup.h"
#include "store/blind.h"
#include "store/risky_place.h"

namespace retroduce::cli {

namespace {

/// What a killed change leaves behind goes by the name that it was made under: by another name
/// nobody takes it back, and later it would take back what was done since.
void say_other_names(const std::string& path, Console& console) {
  std::error_code fault;
  const auto names = std::filesystem::hard_link_count(path, fault);
  if (fault || names < 2) return;
  const std::string file = std::filesystem::canonical(path, fault).string();
  const std::string copy = shell_quoted(file + ".copy");
  console.say("note: " + path + " has " + std::to_string(names) +
              " names on this disk (hard links), and work by one name can undo work by another. "
              "Make it a file of its own: cp " +
              shell_quoted(file) + " " + copy + " && mv " + copy + " " + shell_quoted(file));
}

void say_place(const std::string& path, Console& console) {
  say_other_names(path, console);
  const std::string place = store::risky_place(path);
  if (place.empty()) return;
  console.say("note: " + path + " lies " + place +
              ". Two at work at once can spoil it there: work on it in a folder of this computer "
              "alone, and put copies there with: retroduce backup " +
              shell_quoted(path) + " FOLDER");
}

}  // namespace

review::Review open_to_write(const std::string& path, Console& console) {
  std::string missing;
  try {
    store::back_up_if_due(path, base::SystemClock());
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::corrupt) throw;
    missing = error.what();
  }
  review::Review review = review::Review::open(path, store::Mode::write);
  say_place(path, console);
  if (!missing.empty()) console.say("note: no backup was made before this: " + missing);
  return review;
}

review::Review create_to_write(const std::string& path, Console& console) {
  review::Review review = review::Review::create(path);
  say_place(path, console);
  return review;
}

namespace {

/// The name of a change that a merge brought means the moment after that merge.
void say_which_merge(review::Review& review, const std::string& as_of, Console& console) {
  if (as_of.empty()) return;
  const auto last = review.store().history({"", "", "", "", "", 1});
  if (last.empty() || last.front().change.kind != "merge" || last.front().change.uid == as_of ||
      as_of.find('-') != std::string::npos)
    return;
  const model::Change& merge = last.front().change;
  console.say("note: change " + as_of + " came here with \"" + merge.what + "\" (" + merge.by +
              ", " + merge.at + "); shown is the review after that");
}

}  // namespace

review::Review open_to_read(const std::string& path, const std::string& as_of, Console& console) {
  review::Review review = review::Review::open_view(path, {as_of, who({})});
  say_which_merge(review, as_of, console);
  const auto& shown = review.store().shown_to_stranger();
  if (!shown.empty())
    console.say("note: no coder here is called " + who({}) +
                ", so what coders are to code apart (" + base::join(shown, ", ") +
                ") is shown to you. Who is one of them sets "
                "RETRODUCE_CODER to the label that retroduce list " +
                shell_quoted(path) + " coders gives");
  const auto& hidden = review.store().hidden();
  if (hidden.empty()) return review;
  console.say("note: what others coded in " + base::join(hidden, ", ") +
              " is hidden from you until all who are to code it have finished. See: retroduce "
              "outstanding " +
              shell_quoted(path));
  return review;
}

std::int64_t open_conflicts(review::Review& whole, const std::string& path,
                            const std::string& coder) {
  const auto open = whole.store().conflicts().size();
  const auto hidden = open == 0 ? 0 : store::conflicts_hidden_from(coder, path).size();
  return static_cast<std::int64_t>(open - hidden);
}

void say_open_conflicts(const std::string& path, review::Review& review, Console& console,
                        const std::string& as_of) {
  if (!as_of.empty()) return;
  std::int64_t open = 0;
  if (review.store().hidden().empty()) {
    open = static_cast<std::int64_t>(review.store().conflicts().size());
  } else {
    auto whole = review::Review::open(path, store::Mode::read);
    open = open_conflicts(whole, path, who({}));
  }
  if (open == 0) return;
  console.say("note: " +
              base::count_of(open, "conflict between merged copies is",
                             "conflicts between merged copies are") +
              " not decided yet. See what is shown until then with: retroduce conflicts " +
              shell_quoted(path));
}

}  // namespace retroduce::cli
