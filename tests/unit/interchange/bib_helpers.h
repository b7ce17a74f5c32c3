// Reading and writing bibliographic formats in tests.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "native_helpers.h"

namespace retroduce::tests {

/// Reads the bytes as a file of that name in that format.
ReadBack read_as(const std::string& format, const std::string& name, const std::string& bytes);

/// The name of the format that is detected, or an empty text.
std::string detected_format(const std::string& name, const std::string& bytes);

/// What the format's writer makes of the documents.
std::string written_as(const std::string& format, const std::vector<model::Document>& documents);

/// Without what an export cannot give back: lines, and where keys came from.
std::vector<model::Document> comparable(std::vector<model::Document> documents);

/// Every member of a document on lines of their own, for messages.
std::string shown(const model::Document& document);

/// The lines in which documents differ; empty where they are equal.
std::string difference(const std::vector<model::Document>& a,
                       const std::vector<model::Document>& b);

/// Real files of other tools; nothing where they are not there.
std::optional<std::filesystem::path> real_files();

}  // namespace retroduce::tests
