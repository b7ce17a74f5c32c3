// A review from which something is erased, and what its file holds.
#pragma once

#include <filesystem>
#include <string>

#include "edit_world.h"
#include "store/erase.h"

namespace retroduce::tests {

inline const base::SystemClock system_clock;

/// What is to be erased: the words of an extract of lee2021.
inline const std::string erased_words = "my daughter Marigold never comes to see me any more";

inline bool holds(const std::filesystem::path& file, const std::string& text) {
  return base::DiskFiles().read(file).find(text) != std::string::npos;
}

inline store::Erasure erase(const std::filesystem::path& path, model::ThingKind kind,
                            const std::string& name, bool with_backups = false) {
  return store::erase(path, {kind, name, {"office", "asked for"}, with_backups, false},
                      system_clock);
}

/// Gives lee2021 its text, in the place of the one that it has.
inline void attach(EditWorld& world, const std::string& text) {
  store::AttachedText attached;
  attached.key = "lee2021";
  attached.text = text;
  attached.origin.source = "lee.txt";
  attached.origin.format = "text";
  store::AttachOptions options;
  options.by = {"AB", ""};
  options.replace = true;
  REQUIRE(world.review.attach({attached}, options, world.progress).changed());
}

/// Nothing is damaged, and the history accounts for all.
inline void require_whole(const std::filesystem::path& path) {
  auto review = review::Review::open(path, store::Mode::read);
  base::NoProgress silent;
  CHECK(review.store().damage(silent) == std::vector<std::string>());
  CHECK(review.store().rebuilt_otherwise(silent) == std::vector<std::string>());
}

}  // namespace retroduce::tests
