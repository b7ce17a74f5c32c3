// What is hidden from somebody who codes documents apart from others, where it is not a view that
// hides it (Store::open_view).
#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace retroduce::store {

/// The numbers of conflicts (Store::conflicts) over what was done with documents that the coder is
/// to code apart from others. None where nobody is called so. Fails: as Store::open.
std::set<std::size_t> conflicts_hidden_from(const std::string& coder,
                                            const std::filesystem::path& path);

}  // namespace retroduce::store
