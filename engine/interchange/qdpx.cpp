// REFI-QDA projects (.qdpx), the exchange form of NVivo, MAXQDA, ATLAS.ti, QualCoder and others.
// Reading: refi_reader.h.
#include "base/text.h"
#include "interchange/findings.h"
#include "interchange/format.h"
#include "interchange/native_reader.h"
#include "interchange/refi_archive.h"
#include "interchange/refi_reader.h"
#include "interchange/refi_writer.h"

namespace retroduce::interchange {

namespace {

bool sniff(const Source& source) {
  if (source.is_folder || !source.head.starts_with("PK")) return false;
  return base::fold(source.path.extension().string()) == ".qdpx" ||
         source.head.find(".qde") != std::string::npos;
}

/// Gives attachments of the native copy their bytes back, which lie in the archive once.
class WithFiles : public model::BatchSink {
 public:
  WithFiles(model::BatchSink& sink, refi::Archive& archive, std::vector<std::string> names)
      : sink_(sink), archive_(archive), names_(std::move(names)) {}
  bool has_failed() const { return has_failed_; }

  void add(const model::Review& r) override { sink_.add(r); }
  void add(const model::Change& r) override { sink_.add(r); }
  void add(const model::Coder& r) override { sink_.add(r); }
  void add(const model::Study& r) override { sink_.add(r); }
  void add(const model::Document& r) override { sink_.add(r); }
  void add(const model::SourceRecord& r) override { sink_.add(r); }
  void add(const model::Sameness& r) override { sink_.add(r); }
  void add(const model::Theme& r) override { sink_.add(r); }
  void add(const model::Concept& r) override { sink_.add(r); }
  void add(const model::Extract& r) override { sink_.add(r); }
  void add(const model::Coding& r) override { sink_.add(r); }
  void add(const model::CodingResolution& r) override { sink_.add(r); }
  void add(const model::Configuration& r) override { sink_.add(r); }
  void add(const model::Evidence& r) override { sink_.add(r); }
  void add(const model::Link& r) override { sink_.add(r); }
  void add(const model::Theory& r) override { sink_.add(r); }
  void add(const model::Construct& r) override { sink_.add(r); }
  void add(const model::TheoryVersion& r) override { sink_.add(r); }
  void add(const model::Statement& r) override { sink_.add(r); }
  void add(const model::Appraisal& r) override { sink_.add(r); }
  void add(const model::Reading& r) override { sink_.add(r); }
  void add(const model::SavedQuestion& r) override { sink_.add(r); }
  void add(const model::Entry& r) override { sink_.add(r); }
  void add(const model::Memo& r) override { sink_.add(r); }
  void add(const model::ForeignPart& r) override { sink_.add(r); }
  void add(const model::Attachment& r) override {
    model::Attachment record = r;
    const auto file = next_ < names_.size() ? archive_.find(names_[next_++]) : std::nullopt;
    has_failed_ = has_failed_ || !file || archive_.read(*file, record.bytes).has_value();
    sink_.add(record);
  }

 private:
  model::BatchSink& sink_;
  refi::Archive& archive_;
  std::vector<std::string> names_;
  std::size_t next_ = 0;
  bool has_failed_ = false;
};

/// The whole review, where the archive is one of ours and nobody has written the project since.
/// False where it is not.
bool read_copy(const Source& source, std::string_view project, refi::Archive& archive,
               model::BatchSink& sink, Findings& findings, base::Diagnostics& found,
               base::Progress& progress) {
  const std::string name = refi::copy_name(project);
  const auto copy = archive.find(name);
  if (!copy) return false;
  std::string bytes;
  std::string index;
  if (archive.read(*copy, bytes)) return false;
  const auto list = archive.find(name + ".files");
  if (list && archive.read(*list, index)) return false;
  WithFiles with_files(sink, archive, base::split(index, '\n'));
  native::read_native(std::move(bytes), source.name() + "/" + *copy, with_files, found, progress);
  if (with_files.has_failed())
    findings.add(base::Severity::refused, "refi.file-missing",
                 "an attached file of this review is missing from the archive, or damaged",
                 {source.name(), 0, 0});
  findings.add(base::Severity::note, "refi.whole-copy",
               "this project was written by Retroduce and not changed since: the whole review was "
               "read from the copy in it",
               {source.name(), 0, 0});
  return true;
}

void read_project(const Source& source, const ReadOptions& options, model::BatchSink& sink,
                  Findings& findings, base::Diagnostics& found, base::Progress& progress) {
  const auto refuse = [&](const std::string& code, const std::string& message) {
    findings.add(base::Severity::refused, "refi." + code, message, {source.name(), 0, 0});
  };
  refi::Archive archive(source.files->read(source.path));
  if (const auto problem = archive.open())
    return refuse("archive-" + problem->code, problem->message);
  const auto project = archive.project_file();
  if (!project)
    return refuse("no-project",
                  "the archive holds no project.qde (or several .qde files), so it is "
                  "no REFI-QDA project");
  std::string bytes;
  if (const auto problem = archive.read(*project, bytes))
    return refuse("archive-" + problem->code, problem->message);
  if (read_copy(source, bytes, archive, sink, findings, found, progress)) return;
  refi::Xml xml(source.name() + "/" + *project, findings);
  if (!xml.load(std::move(bytes), "Project")) return;
  refi::ProjectReader(xml, archive, options, sink, progress).read();
}

void read(const Source& source, const ReadOptions& options, model::BatchSink& sink,
          base::Diagnostics& found, base::Progress& progress) {
  Findings findings(found);
  read_project(source, options, sink, findings, found, progress);
  findings.close();
}

}  // namespace

extern const Format format_qdpx;
constinit const Format format_qdpx{
    "qdpx",
    "REFI-QDA project, as NVivo, MAXQDA, ATLAS.ti and QualCoder exchange it",
    ".qdpx",
    "Users, codes, texts, selections, codings with coder and date, variables and notes are taken "
    "in, configurations as Retroduce's own notes say them; sets, links, graphs and all else are "
    "kept and given back.",
    sniff,
    read,
    refi::write_project};

}  // namespace retroduce::interchange
