// Records that an import joined to a document that was there, since a rule said that they are of
// one paper: listed, and parted from it again. Internal to the store.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/doubles.h"
#include "store/edit_session.h"

namespace retroduce::store {

/// By the keys of their documents, then as they came.
std::vector<model::PossibleDouble> read_joined_records(Connection& connection);

/// Does what Store::part_record does, as a change of the session.
std::string part_record(EditSession& session, const std::string& key, const std::string& number);

}  // namespace retroduce::store
