// Copies of one review that several people work on, and that are merged.
#pragma once

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

#include "base/text.h"
#include "edit_world.h"

namespace retroduce::tests {

/// The lines that two texts do not share, with whose they are; empty where there are none.
inline std::string difference(const std::string& one, const std::string& other) {
  const auto lines = base::split(one, '\n');
  const auto others = base::split(other, '\n');
  std::string text;
  for (const std::string& line : lines)
    if (std::find(others.begin(), others.end(), line) == others.end())
      text += "one: " + line + "\n";
  for (const std::string& line : others)
    if (std::find(lines.begin(), lines.end(), line) == lines.end()) text += "other: " + line + "\n";
  return text.empty() && one != other ? "the order of lines" : text;
}

/// The time that was set, else that of the system.
class SetClock : public base::Clock {
 public:
  std::string now() const override { return time.empty() ? base::SystemClock().now() : time; }
  std::string time;
};

/// Copies by name; "base" is the one that all others are copied from.
class MergeWorld {
 public:
  /// The example review, or an empty one.
  explicit MergeWorld(bool empty = false) : base_(empty) {}

  EditWorld& base() { return base_; }
  /// From now on all that the copies are told is of that year, in the future.
  void in_year(const std::string& year) { clock_.time = year + "-01-01T00:00:00Z"; }
  void copy(const std::string& from, const std::string& to) {
    copies_.erase(to);
    std::filesystem::copy_file(path(from), path(to),
                               std::filesystem::copy_options::overwrite_existing);
  }
  std::filesystem::path path(const std::string& name) const {
    return name == "base" ? base_.path() : base_.folder.path() / (name + ".retro");
  }
  store::Store& store(const std::string& name) {
    auto& open = copies_[name];
    if (!open) open = store::Store::open(path(name), store::Mode::write, clock_);
    return *open;
  }
  /// The code of the first refusal, "done" or "nothing".
  std::string edit(const std::string& name, const std::string& text) {
    const auto edits = review::read_edits(text, "");
    if (!edits) return "unreadable";
    return EditWorld::code_of(store(name).edit(*edits.value, {{name, ""}, false, false}));
  }
  store::Receipt merge(const std::string& mine, const std::string& theirs) {
    return store(mine).merge(path(theirs), {{mine, ""}, false});
  }
  /// Imports a file of these lines.
  store::Receipt import(const std::string& name, const std::string& lines,
                        const std::string& ending = ".csv") {
    const auto sheet = base_.folder.path() / (name + ending);
    std::ofstream(sheet) << lines;
    copies_.erase(name);
    auto review = review::Review::open(path(name), store::Mode::write);
    base::NoProgress silent;
    return review.import({{sheet}, "", {}, {name, ""}, false}, silent);
  }
  std::string state(const std::string& name) const { return review_state(path(name)); }
  std::string image(const std::string& name, model::ThingKind kind,
                    const std::string& thing) const {
    store::Connection connection(path(name), store::Connection::Access::read);
    store::Things things(connection);
    const auto found = things.find(kind, thing);
    return found.size() == 1 ? things.image(found.front())->dump() : std::string();
  }
  /// What is left open, without whose it is: the same in every copy.
  std::string conflicts(const std::string& name) {
    std::string text;
    for (const store::Conflict& conflict : store(name).conflicts()) {
      text += conflict.thing + ": " + conflict.field;
      for (const store::ConflictSide& side : conflict.sides) text += " | " + side.says;
      text += "\n";
    }
    return text;
  }

 private:
  EditWorld base_;
  SetClock clock_;
  std::map<std::string, std::unique_ptr<store::Store>> copies_;
};

/// What was done last there, by its uid.
inline std::string last_change(MergeWorld& world, const std::string& name) {
  return world.store(name).history({"", "", "", "", "", 1}).front().change.uid;
}

/// Undoes that change, else the last: "done", or the code of the refusal.
inline std::string undo(MergeWorld& world, const std::string& name,
                        const std::string& change = "") {
  return EditWorld::code_of(world.store(name).undo(change, {name, ""}));
}

/// Copies "a" and "b" of the base.
inline void part(MergeWorld& world) {
  world.copy("base", "a");
  world.copy("base", "b");
}

/// Each is merged into the other; both are then the same. What is left open, as either sees it.
inline std::string meet(MergeWorld& world) {
  world.copy("a", "a0");
  REQUIRE(world.merge("a", "b").changed());
  REQUIRE(world.merge("b", "a0").changed());
  CHECK(difference(world.state("a"), world.state("b")) == std::string());
  CHECK(world.conflicts("a") == world.conflicts("b"));
  for (const char* name : {"a", "b"}) {
    base::NoProgress silent;
    CHECK(world.store(name).damage(silent) == std::vector<std::string>());
  }
  CHECK_FALSE(world.merge("a", "b").changed());
  return world.conflicts("a");
}

}  // namespace retroduce::tests
