// The form of question that was probably meant, for a question that cannot be read.
#pragma once

#include <string>
#include <vector>

#include "query/lexer.h"

namespace retroduce::query {

struct Operator;

/// The example of the form, with the names of the question in it where their number fits.
std::string example_of(const Operator& form, const std::vector<Token>& tokens);

/// The example of the nearest form likewise; empty where none is near.
std::string nearest_form(const std::vector<Token>& tokens);

}  // namespace retroduce::query
