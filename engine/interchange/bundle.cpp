// The tabular bundle as a format: a folder of tab-separated files. Reading: bundle_reader.h;
// writing: bundle_writer.h.
#include <algorithm>

#include "interchange/bundle_reader.h"
#include "interchange/bundle_writer.h"
#include "interchange/format.h"

namespace retroduce::interchange {

namespace {

bool sniff(const Source& source) {
  return source.is_folder && std::any_of(bundle::main_files.begin(), bundle::main_files.end(),
                                         [&](std::string_view file) {
                                           return source.files->exists(source.path / file);
                                         });
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  bundle::BundleReader(source, options, sink, found, progress).read();
}

std::unique_ptr<Writer> write(const std::filesystem::path& target, const WriteOptions& options) {
  return std::make_unique<bundle::BundleWriter>(target, options.overwrite);
}

}  // namespace

extern const Format format_bundle;
constinit const Format format_bundle{
    "bundle",
    "tabular bundle, a folder of tab-separated files",
    "",
    "Carries everything that a review holds, with its history; made for large reviews and for "
    "other programs. "
    "Of a bundle from elsewhere the kind of a concept is not kept.",
    sniff,
    read,
    write};

}  // namespace retroduce::interchange
