#include "interchange/texts/archive.h"

#include "base/error.h"
#include "base/zip.h"
#include "interchange/texts/xml_file.h"

namespace retroduce::interchange::texts {

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }
bool is_old_office(std::string_view bytes) { return bytes.starts_with("\xD0\xCF\x11\xE0"); }

std::optional<Archive> Archive::open(const TextFile& file, base::Diagnostics& found) {
  const auto refuse = [&](const char* code, const std::string& message, const std::string& help) {
    found.add(base::Severity::refused, code, message, {file.name}, {help});
    return std::nullopt;
  };
  if (is_old_office(file.bytes))
    return refuse("text.old-word",
                  "is a Word file of the old kind (.doc), or protected by a password",
                  "Open it in Word or LibreOffice, take the password away and save it as .docx.");
  Archive archive;
  archive.name_ = file.name;
  try {
    archive.parts_ = base::read_zip(file.bytes, "the file");
  } catch (const base::Error& error) {
    if (error.code() == base::ErrorCode::unsupported)
      return refuse("text.zip-limit", std::string(error.what()),
                    "Save it anew in Word or LibreOffice.");
    return refuse("text.no-zip",
                  std::string(error.what()) + ", so it is no Word or LibreOffice file",
                  "Open it where it was written and save it anew as .docx or .odt.");
  }
  return archive;
}

bool Archive::load(const std::string& part, pugi::xml_document& document,
                   base::Diagnostics& found) const {
  const auto entry = parts_.find(part);
  return entry != parts_.end() && load_xml(entry->second, name_, part, document, found);
}

}  // namespace retroduce::interchange::texts
