#include "review/review.h"

#include <algorithm>
#include <future>
#include <istream>
#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "interchange/text_format.h"
#include "review/joined_batch.h"
#include "store/backup.h"

namespace retroduce::review {

namespace fs = std::filesystem;

namespace {

const base::DiskFiles disk;
const base::SystemClock system_clock;

interchange::Source source_of(const fs::path& path) {
  interchange::Source source;
  source.path = path;
  source.files = &disk;
  source.is_folder = disk.is_folder(path);
  if (source.is_folder) return source;
  if (!disk.exists(path)) {
    throw base::Error(base::ErrorCode::not_found, "there is no file or folder " + path.string());
  }
  source.head.resize(4096);
  const auto in = disk.open(path);
  in->read(source.head.data(), static_cast<std::streamsize>(source.head.size()));
  source.head.resize(static_cast<std::size_t>(in->gcount()));
  return source;
}

/// A paper belongs to its document and brings nothing of its own. Any XML is sniffed as native.
void refuse_full_text(const interchange::Source& source, const interchange::Format* format) {
  if (source.is_folder || (format != nullptr && format->name != "native")) return;
  const interchange::TextFormat* text = interchange::detect_text({source.name(), source.head});
  constexpr std::string_view certain[] = {"pdf", "html", "jats", "tei"};
  const bool is_certain = text != nullptr && std::find(std::begin(certain), std::end(certain),
                                                       text->name) != std::end(certain);
  if (!is_certain || (format != nullptr && text->name == "html")) return;
  throw base::Error(base::ErrorCode::unsupported,
                    source.path.string() + " is a full text (" + std::string(text->name) +
                        "), which goes to a document of the review: retroduce attach REVIEW KEY " +
                        source.path.string());
}

const interchange::Format& format_of(const interchange::Source& source, const std::string& asked) {
  const interchange::Format* format =
      asked.empty() ? detect(source) : interchange::find_format(asked);
  if (asked.empty()) refuse_full_text(source, format);
  if (format != nullptr && format->read != nullptr) return *format;
  if (format != nullptr) {
    throw base::Error(base::ErrorCode::usage,
                      "the form " + std::string(format->name) +
                          " is written here, not read; see: retroduce formats");
  }
  std::vector<std::string> names;
  for (const interchange::Format* each : interchange::formats()) {
    if (each->read != nullptr) names.emplace_back(each->name);
  }
  const std::string known = base::join(names, ", ");
  if (!asked.empty()) {
    throw base::Error(base::ErrorCode::usage,
                      "no format is called " + asked + "; known are " + known);
  }
  if (!source.is_folder && source.head.empty()) {
    throw base::Error(base::ErrorCode::unsupported,
                      source.path.string() + " is empty; there is nothing to import");
  }
  // "%0 Journal Article", "%A Smith, Ann"
  if (source.head.starts_with('%') && source.head.find("\n%A ") != std::string::npos)
    throw base::Error(base::ErrorCode::unsupported,
                      source.path.string() +
                          " is in EndNote's tagged form (.enw), which is not read; export the "
                          "references as RIS or EndNote XML instead");
  throw base::Error(
      base::ErrorCode::unsupported,
      source.path.string() + " is in no form that is known here (" + known +
          "); say which it is with --as, or see: retroduce formats. A full text goes to its "
          "document with retroduce attach");
}

/// What came in, by its bytes: of a folder the names of its files with theirs.
std::string content_hash(const interchange::Source& source) {
  base::Hasher hasher;
  const auto feed = [&](const fs::path& path) {
    const auto in = disk.open(path);
    char piece[1 << 16];
    while (in->read(piece, sizeof piece) || in->gcount() > 0) {
      hasher.add({piece, static_cast<std::size_t>(in->gcount())});
    }
  };
  if (!source.is_folder) {
    feed(source.path);
    return hasher.finish();
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(source.path)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const fs::path& file : files) {
    hasher.add(file.filename().string());
    feed(file);
  }
  return hasher.finish();
}

}  // namespace

Review Review::open(const fs::path& path, store::Mode mode) {
  if (mode == store::Mode::write) {
    try {
      store::back_up_if_due(path, system_clock);
    } catch (const base::Error& error) {
      // Else the work goes on without; who wants to tell asks for the backup first.
      if (error.code() == base::ErrorCode::corrupt) throw;
    }
  }
  return Review(store::Store::open(path, mode, system_clock));
}

Review Review::create(const fs::path& path) {
  return Review(store::Store::create(path, system_clock));
}

Review Review::open_view(const fs::path& path, const store::View& view) {
  return Review(store::Store::open_view(path, view, system_clock));
}

store::EditReceipt Review::edit(const std::vector<model::Edit>& edits,
                                const store::EditOptions& options) {
  auto receipt = store_->edit(edits, options);
  drop_snapshot();
  return receipt;
}

store::EditReceipt Review::undo(const std::string& change, const store::Authorship& by) {
  auto receipt = store_->undo(change, by);
  drop_snapshot();
  return receipt;
}

store::EditReceipt Review::redo(const std::string& change, const store::Authorship& by) {
  auto receipt = store_->redo(change, by);
  drop_snapshot();
  return receipt;
}

store::EditReceipt Review::undo_last(std::size_t count, const store::Authorship& by) {
  auto receipt = store_->undo_last(count, by);
  drop_snapshot();
  return receipt;
}

store::EditReceipt Review::redo_last(std::size_t count, const store::Authorship& by) {
  auto receipt = store_->redo_last(count, by);
  drop_snapshot();
  return receipt;
}

store::Receipt Review::merge(const fs::path& theirs, const store::MergeOptions& options) {
  auto receipt = store_->merge(theirs, options);
  drop_snapshot();
  return receipt;
}

store::EditReceipt Review::decide(std::size_t conflict, const std::string& side,
                                  const store::Authorship& by) {
  auto receipt = store_->decide(conflict, side, by);
  drop_snapshot();
  return receipt;
}

store::Receipt Review::import(const ImportRequest& request, base::Progress& progress) {
  std::vector<interchange::Source> sources;
  std::vector<const interchange::Format*> formats;
  store::ImportOptions options;
  options.by = request.by;
  options.dry_run = request.dry_run;
  for (const fs::path& path : request.sources) {
    sources.push_back(source_of(path));
    formats.push_back(&format_of(sources.back(), request.format));
    const std::string joint = options.source_name.empty() ? "" : ", ";
    options.source_name += joint + sources.back().name();
    options.format += joint + std::string(formats.back()->name);
  }
  // On the other core, while the sources are read.
  const auto hashes = std::async(std::launch::async, [&sources] {
                        std::vector<std::string> all;
                        for (const auto& source : sources) all.push_back(content_hash(source));
                        return base::join(all, " ");
                      }).share();
  options.content_hash = [hashes] { return hashes.get(); };
  base::Diagnostics found;
  const auto session = store_->begin_import(options, progress);
  JoinedBatch joined(*session);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    joined.next_source();
    formats[i]->read(sources[i], request.read, joined, found, progress);
  }
  snapshot_.reset();
  graph_.reset();
  return session->finish(found);
}

store::Receipt Review::attach(const std::vector<store::AttachedText>& texts,
                              const store::AttachOptions& options, base::Progress& progress) {
  snapshot_.reset();
  graph_.reset();
  return store_->attach(texts, options, progress);
}

store::Receipt Review::anchor_again(const std::vector<std::string>& keys,
                                    const store::AttachOptions& options, base::Progress& progress) {
  snapshot_.reset();
  graph_.reset();
  return store_->anchor_again(keys, options, progress);
}

model::SnapshotPtr Review::snapshot() {
  if (!snapshot_) snapshot_ = store_->snapshot();
  return snapshot_;
}

base::Parsed<query::Answer> Review::ask(std::string_view question, const query::AskOptions& options,
                                        base::Progress& progress) {
  query::World world;
  world.snapshot = snapshot();
  world.details = &store_->details();
  world.progress = &progress;
  if (!graph_) graph_ = std::make_shared<graph::EvidenceGraph>(snapshot_, graph::Scope{});
  world.graph = graph_;
  return query::ask(world, question, options);
}

std::vector<std::string> Review::export_to(const fs::path& target,
                                           const interchange::Format& format,
                                           const interchange::WriteOptions& options,
                                           base::Progress& progress) const {
  if (format.write == nullptr) {
    throw base::Error(base::ErrorCode::usage,
                      "the form " + std::string(format.name) + " is read here, not written");
  }
  const auto writer = format.write(target, options);
  store_->send(*writer, progress);
  writer->finish();
  return writer->losses();
}

}  // namespace retroduce::review
