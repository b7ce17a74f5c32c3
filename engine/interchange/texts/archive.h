// A document that is a zip archive of XML parts: Word's and LibreOffice's. Opened with limits. For
// docx.cpp and odt.cpp alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "interchange/text_format.h"

namespace retroduce::interchange::texts {

class Archive {
 public:
  /// Nothing where it is no sound zip, and `found` tells why: text.no-zip, text.old-word,
  /// text.zip-limit.
  static std::optional<Archive> open(const TextFile& file, base::Diagnostics& found);

  bool has(const std::string& part) const { return parts_.count(part) != 0; }
  /// False where the part is missing or was refused (then `found` tells why).
  bool load(const std::string& part, pugi::xml_document& document, base::Diagnostics& found) const;

 private:
  std::string name_;
  std::map<std::string, std::string> parts_;
};

/// Whether the bytes begin as a zip, or as the files of Word before 2007 (and protected ones) do.
bool is_zip(std::string_view bytes);
bool is_old_office(std::string_view bytes);

}  // namespace retroduce::interchange::texts
