#include "fuzz/one_input.h"

#include "base/error.h"
#include "base/source_io.h"
#include "interchange/format.h"
#include "interchange/text_format.h"
#include "support/memory_review.h"

namespace retroduce::fuzz {

void read_one(const std::string& format, const std::string& bytes) {
  base::MemoryFiles files;
  const std::string name = "input";
  files.put(name, bytes);
  interchange::Source source;
  source.path = name;
  source.files = &files;
  source.head = bytes.substr(0, 4096);
  for (const interchange::Format* each : interchange::formats()) {
    if (each->sniff != nullptr) each->sniff(source);
  }
  const interchange::Format* chosen = interchange::find_format(format);
  if (chosen->read == nullptr) return;
  tests::MemoryReview review;
  base::Diagnostics found;
  base::NoProgress progress;
  try {
    chosen->read(source, {}, review, found, progress);
  } catch (const base::Error&) {
    return;
  }
}

void take_one(const std::string& form, const std::string& bytes) {
  const interchange::TextFile file{"input", bytes};
  base::Diagnostics found;
  for (const interchange::TextFormat* each : interchange::text_formats()) {
    each->sniff(file);
    if (each->name == form && form != "pdf") each->take(file, found);
  }
}

}  // namespace retroduce::fuzz
