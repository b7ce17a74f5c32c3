// Saved questions on the command line: keeping one, asking all again, forgetting one.
#pragma once

#include <string>

#include "cli/console.h"

namespace retroduce::cli {

struct SavedRequest {
  std::string review;
  std::string name;
  std::string question;
  bool replace = false;  ///< --force
  std::string by;
  std::string why;
};

/// Keeps the question, answers it, and keeps the answer. A question that cannot be read is refused
/// and not kept. The exit code; fails as Store::save_question.
int save_question(const SavedRequest& request, Console& console);

/// Asks all in name order and tells what changed since each was last asked; keeps the answers where
/// they changed and the file can be written.
int ask_saved(const std::string& review, bool as_json, Console& console);

int forget_question(const SavedRequest& request, Console& console);

}  // namespace retroduce::cli
