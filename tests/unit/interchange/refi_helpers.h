// Small REFI-QDA projects in words, and what reading and writing make of them.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "interchange/format.h"
#include "native_helpers.h"

namespace retroduce::tests {

using Entries = std::vector<std::pair<std::string, std::string>>;

/// A project.qde around these sections.
std::string project_xml(const std::string& sections, const std::string& origin = "Test 1.0");

/// Two users, a codebook of three codes below two branches, one text of `text` with `selections`.
std::string small_project(const std::string& selections, const std::string& origin = "Test 1.0");

ReadBack read_archive(const std::string& bytes, const interchange::ReadOptions& options = {});
ReadBack read_project(const Entries& entries, const interchange::ReadOptions& options = {});
ReadBack read_codebook(const std::string& xml, const interchange::ReadOptions& options = {});

/// The bytes that a format's writer makes of the records; `losses`, where given, is filled.
std::string written(const MemoryReview::Records& records, const std::string& format,
                    const std::string& profile = "", std::vector<std::string>* losses = nullptr);

/// A file of a written archive, by the end of its name.
std::string file_in(const std::string& archive, const std::string& ending);

/// All files of an archive.
Entries entries_in(const std::string& archive);

/// What xmllint says against a schema of tests/fixtures/refi; empty where valid, or where there is
/// no xmllint.
std::string invalid(const std::string& xml, const std::string& schema);

bool has_code(const base::Diagnostics& found, const std::string& code);

/// The folder of real files; empty where it is not on this machine.
std::filesystem::path real_projects();

}  // namespace retroduce::tests
