// Saved questions and their kept answers, as rows. Internal to the store.
#pragma once

#include <string>
#include <vector>

#include "model/kept_answer.h"
#include "model/records.h"
#include "store/connection.h"

namespace retroduce::store {

/// By name, in label order.
std::vector<model::KeptQuestion> read_saved_questions(Connection& connection);

/// Adds the question, or gives one of the name these words; what is to be written in history.
/// Nothing where it is there already, unless `replace` is said: things may be called otherwise
/// since. Fails: Error conflict where the name has another question and `replace` is not said.
model::Change save_question(Connection& connection, const std::string& name,
                            const std::string& text, bool replace, model::Change change);

/// Fails: Error not_found; conflict where a memo is about the question.
model::Change forget_question(Connection& connection, const std::string& name,
                              model::Change change);

/// In place of what was kept of it; nothing where there is no such question.
void keep_answer(Connection& connection, const std::string& name, const model::KeptAnswer& answer);

/// Keeps fingerprints of what the answers are now: of what somebody may have altered outside of the
/// program, too. In the transaction that wrote them.
void print_answers(Connection& connection);
/// The names of questions whose kept answer is not as it was written, in the order of their rows.
std::vector<std::string> altered_answers(Connection& connection);

}  // namespace retroduce::store
