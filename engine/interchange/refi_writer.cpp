#include "interchange/refi_writer.h"

#include <utility>

#include "base/error.h"
#include "base/hash.h"
#include "base/source_io.h"
#include "base/zip.h"
#include "interchange/native_writer.h"
#include "interchange/refi_project.h"
#include "interchange/refi_xml.h"
#include "model/retraction.h"

namespace retroduce::interchange::refi {

namespace fs = std::filesystem;

namespace {

Profile profile_of(const std::string& word) {
  if (word.empty()) return Profile::usual;
  if (word == "nvivo") return Profile::nvivo;
  if (word == "maxqda") return Profile::maxqda;
  throw base::Error(base::ErrorCode::usage, "--profile takes nvivo or maxqda, not " + word +
                                                "; without it the file suits all others");
}

/// A file that is gone when this goes.
class Aside {
 public:
  explicit Aside(const fs::path& target) : path_(target) { path_ += ".copy-" + base::random_id(); }
  ~Aside() {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }
  Aside(const Aside&) = delete;
  Aside& operator=(const Aside&) = delete;
  Aside(Aside&&) = delete;
  Aside& operator=(Aside&&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

/// Gathers what a project or a codebook is made of.
class Gatherer : public Writer {
 public:
  void add(const model::Review& r) override { batch_.review = r; }
  void add(const model::Change& r) override {
    batch_.changes.push_back(r);
    batch_.changes.back().rows.clear();
  }
  void add(const model::Coder& r) override { batch_.coders.push_back(r); }
  void add(const model::Study&) override { ++batch_.others["studies"]; }
  void add(const model::Document& r) override { batch_.documents.push_back(r); }
  void add(const model::SourceRecord& r) override {
    if (!r.came.empty()) model::add_notices(batch_.notices[r.document.index()], r);
    ++batch_.others["records of where documents were found"];
  }
  void add(const model::Sameness& r) override {
    ++batch_.others["decisions on doubles"];
    if (!r.is_same) return;
    const auto pair = papers_.unite(r.document.index(), r.other.index());
    if (pair)
      model::add_notices(batch_.notices[pair->first], batch_.documents.at(pair->second),
                         batch_.notices[pair->second]);
  }
  void add(const model::Theme& r) override { batch_.themes.push_back(r); }
  void add(const model::Concept& r) override { batch_.concepts.push_back(r); }
  void add(const model::Extract& r) override { batch_.extracts.push_back(r); }
  void add(const model::Coding& r) override { batch_.codings.push_back(r); }
  void add(const model::CodingResolution&) override { ++batch_.others["resolutions of codings"]; }
  void add(const model::Configuration& r) override { batch_.configurations.push_back(r); }
  void add(const model::Evidence& r) override { batch_.evidence.push_back(r); }
  void add(const model::Link& r) override { batch_.links.push_back(r); }
  void add(const model::Theory&) override { ++batch_.others["theories"]; }
  void add(const model::Construct&) override { ++batch_.others["constructs"]; }
  void add(const model::TheoryVersion&) override { ++batch_.others["theory versions"]; }
  void add(const model::Statement&) override { ++batch_.others["statements"]; }
  void add(const model::Appraisal&) override { ++batch_.others["appraisals"]; }
  void add(const model::Reading&) override { ++batch_.others["readings"]; }
  void add(const model::SavedQuestion&) override { ++batch_.others["saved questions"]; }
  void add(const model::Entry&) override { ++batch_.others["entries of lists"]; }
  void add(const model::Attachment& r) override {
    batch_.attachments.push_back({r.document, r.name, r.media_type, {}, r.origin, r.line});
  }
  void add(const model::Memo& r) override { batch_.memos.push_back(r); }
  void add(const model::ForeignPart& r) override {
    if (r.system != system_name) return;
    if (r.about == model::ThingKind::review && !r.id.empty()) {
      // Of an element that came several times, the last state goes out: one GUID is one thing.
      const auto [there, is_first] = kept_.try_emplace({r.kind, r.id}, batch_.parts.size());
      if (!is_first) {
        batch_.parts[there->second] = r;
        ++batch_.others["earlier states of elements that are kept as they came"];
        return;
      }
    }
    batch_.parts.push_back(r);
  }
  std::vector<std::string> losses() const override { return losses_; }

 protected:
  Batch batch_;
  model::OnePaper papers_;  ///< by place of the document
  std::vector<std::string> losses_;

 private:
  std::map<std::pair<std::string, std::string>, std::size_t> kept_;  ///< by kind and GUID
};

/// Passes each record on to the native copy too.
class ProjectWriter : public Gatherer {
 public:
  ProjectWriter(const fs::path& target, const WriteOptions& options)
      : target_(target),
        overwrite_(options.overwrite),
        profile_(profile_of(options.profile)),
        aside_(target),
        copy_(std::make_unique<native::NativeWriter>(aside_.path(), false)) {
    std::error_code error;
    for (const fs::path& path : {target, losses_path()}) {
      if (!overwrite_ && fs::exists(path, error))
        throw base::Error(base::ErrorCode::conflict,
                          path.string() + " exists already; say --force to replace it");
    }
  }

  void add(const model::Review& r) override { both(r); }
  void add(const model::Change& r) override { both(r); }
  void add(const model::Coder& r) override { both(r); }
  void add(const model::Study& r) override { both(r); }
  void add(const model::Document& r) override { both(r); }
  void add(const model::SourceRecord& r) override { both(r); }
  void add(const model::Sameness& r) override { both(r); }
  void add(const model::Theme& r) override { both(r); }
  void add(const model::Concept& r) override { both(r); }
  void add(const model::Extract& r) override { both(r); }
  void add(const model::Coding& r) override { both(r); }
  void add(const model::CodingResolution& r) override { both(r); }
  void add(const model::Configuration& r) override { both(r); }
  void add(const model::Evidence& r) override { both(r); }
  void add(const model::Link& r) override { both(r); }
  void add(const model::Theory& r) override { both(r); }
  void add(const model::Construct& r) override { both(r); }
  void add(const model::TheoryVersion& r) override { both(r); }
  void add(const model::Statement& r) override { both(r); }
  void add(const model::Appraisal& r) override { both(r); }
  void add(const model::Reading& r) override { both(r); }
  void add(const model::SavedQuestion& r) override { both(r); }
  void add(const model::Entry& r) override { both(r); }
  void add(const model::Memo& r) override { both(r); }
  void add(const model::ForeignPart& r) override { both(r); }

  /// The bytes go into the archive once; the copy holds the number of the attachment for them.
  void add(const model::Attachment& r) override {
    model::Attachment record{r.document, r.name, r.media_type, std::to_string(bytes_.size()),
                             r.origin,   r.line};
    both(record);
    bytes_.push_back(r.bytes);
  }

  void finish() override {
    Names names(batch_);
    ProjectBuilder builder(batch_, names, profile_);
    std::vector<std::pair<std::string, std::string>> entries;
    const std::string folder = profile_ == Profile::nvivo ? "Sources/" : "sources/";
    entries.emplace_back("project.qde", builder.build());
    for (const auto& [name, bytes] : builder.files()) entries.emplace_back(folder + name, bytes);
    for (std::size_t i = 0; i < bytes_.size(); ++i)
      entries.emplace_back(folder + builder.file_of(i), std::move(bytes_[i]));
    copy_->finish();
    std::string index;
    for (std::size_t i = 0; i < bytes_.size(); ++i) index += builder.file_of(i) + "\n";
    const std::string name = folder + copy_name(entries.front().second);
    entries.emplace_back(name, base::DiskFiles().read(aside_.path()));
    if (!index.empty()) entries.emplace_back(name + ".files", std::move(index));
    for (const auto& [entry, bytes] : entries) {
      if (bytes.size() >= (std::size_t{1} << 31U))
        throw base::Error(base::ErrorCode::unsupported,
                          entry + " is larger than 2 GiB, which REFI-QDA does not allow");
    }
    base::write_file(target_, base::write_zip(entries), overwrite_);
    losses_ = builder.losses();
    write_losses();
  }

 private:
  template <typename Record>
  void both(const Record& record) {
    copy_->add(record);
    Gatherer::add(record);
  }

  fs::path losses_path() const {
    fs::path beside = target_;
    beside += ".losses.txt";
    return beside;
  }

  void write_losses() {
    const fs::path beside = losses_path();
    std::error_code ignored;
    if (losses_.empty()) {
      if (overwrite_) fs::remove(beside, ignored);
      return;
    }
    std::string text =
        target_.filename().string() +
        ": what other programs will not see of this review, with how many of each.\n"
        "Our own import gives all of it back, as long as no other program has written "
        "the file anew.\n\n";
    for (const std::string& line : losses_) text += line + "\n";
    base::write_file(beside, text, overwrite_);
  }

  fs::path target_;
  bool overwrite_;
  Profile profile_;
  Aside aside_;
  std::unique_ptr<native::NativeWriter> copy_;
  std::vector<std::string> bytes_;
};

class CodebookWriter : public Gatherer {
 public:
  CodebookWriter(const fs::path& target, const WriteOptions& options)
      : target_(target), overwrite_(options.overwrite), profile_(profile_of(options.profile)) {}

  void finish() override {
    Names names(batch_);
    ProjectBuilder builder(batch_, names, profile_);
    pugi::xml_document document;
    pugi::xml_node declaration = document.append_child(pugi::node_declaration);
    declaration.append_attribute("version") = "1.0";
    declaration.append_attribute("encoding") = "utf-8";
    pugi::xml_node book = document.append_child("CodeBook");
    book.append_attribute("xmlns") = std::string(codebook_space).c_str();
    book.append_attribute("origin") = "Retroduce";
    pugi::xml_node codes = book.append_child("Codes");
    builder.write_codes(codes);
    if (!codes.first_child())
      throw base::Error(base::ErrorCode::usage,
                        "the review has no concepts, and a codebook without codes is none");
    drop_notes(codes);
    write_sets(book);
    base::write_file(target_, bytes_of(document), overwrite_);
    losses_ = builder.losses();
    losses_.insert(losses_.begin(), "all but the concepts");
  }

 private:
  /// Codes of a codebook refer to no notes.
  static void drop_notes(pugi::xml_node node) {
    while (node.remove_child("NoteRef")) {
    }
    for (const pugi::xml_node code : node.children("Code")) drop_notes(code);
  }

  /// Sets of codes alone; their members are named by `guid` here.
  void write_sets(pugi::xml_node book) const {
    pugi::xml_node sets = book.append_child("Sets");
    for (const model::ForeignPart& part : batch_.parts) {
      pugi::xml_document kept;
      if (part.kind != "Set" || !kept.load_string(part.content.c_str())) continue;
      pugi::xml_node set = sets.append_copy(kept.document_element());
      spell_guids(set);
      while (set.remove_child("MemberSource") || set.remove_child("MemberNote")) {
      }
      for (const pugi::xml_node member : set.children("MemberCode"))
        member.attribute("targetGUID").set_name("guid");
    }
    if (!sets.first_child()) book.remove_child(sets);
  }

  fs::path target_;
  bool overwrite_;
  Profile profile_;
};

}  // namespace

std::string copy_name(std::string_view project_bytes) {
  return std::string(copy_start) + base::sha256(project_bytes).substr(0, 32) + ".xml";
}

std::unique_ptr<Writer> write_project(const fs::path& target, const WriteOptions& options) {
  return std::make_unique<ProjectWriter>(target, options);
}

std::unique_ptr<Writer> write_codebook(const fs::path& target, const WriteOptions& options) {
  return std::make_unique<CodebookWriter>(target, options);
}

}  // namespace retroduce::interchange::refi
