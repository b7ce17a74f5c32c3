// retroduce manuscript: everything that a paper and its supplements show, in one folder under one
// numbering.
#include <filesystem>
#include <memory>
#include <optional>

#include <CLI/CLI.hpp>

#include "base/child_process.h"
#include "base/error.h"
#include "base/hash.h"
#include "base/source_io.h"
#include "base/text.h"
#include "cli/agreement_summary.h"
#include "cli/command.h"
#include "cli/common.h"
#include "cli/drawing.h"
#include "cli/kept_settings.h"
#include "cli/manuscript_folder.h"
#include "cli/opening.h"
#include "cli/style_options.h"
#include "cli/terminal_progress.h"
#include "reports/citations.h"
#include "reports/manuscript.h"
#include "review/review.h"

namespace retroduce::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::string review;
  std::string folder;
  std::string tables = "docx";
  std::string pictures = "svg";
  int dpi = usual_dpi;
  bool force = false;
  std::string as_of;
  std::string setting;
  StyleOptions style;
};

std::string written_by(const reports::TableWriter& writer, reports::Table table) {
  std::string bytes;
  writer.write(table, {}, [&bytes](std::string_view more) { bytes += more; });
  return bytes;
}

class Maker {
 public:
  Maker(const Options& options, review::Review& review, Console& console)
      : options_(options),
        console_(console),
        folder_(options.folder, options.force),
        world_(world_of(options, review)),
        manuscript_(reports::plan_manuscript(world_)) {}

  static reports::TableWorld world_of(const Options& options, review::Review& review) {
    reports::TableStyle style = style_of(options.style);
    const model::SnapshotPtr snapshot = reports::relabelled(review.snapshot(), style);
    return {snapshot, &review.details(), style, std::make_shared<reports::CitedDocuments>(),
            [&review, kept = std::make_shared<std::optional<reports::AgreementSummary>>()] {
              if (!*kept) *kept = agreement_summary(review);
              return **kept;
            }};
  }

  int make() {
    TerminalProgress progress(console_);
    std::int64_t done_so_far = 0;
    const auto all = static_cast<std::int64_t>(manuscript_.exhibits.size());
    for (const reports::Exhibit& exhibit : manuscript_.exhibits) {
      progress.step("writing exhibits", done_so_far++, all);
      if (exhibit.table != nullptr)
        table(exhibit);
      else
        figure(exhibit);
    }
    texts();
    folder_.finish();
    say();
    return folder_.kept.empty() && folder_.left_behind.empty() ? done : failed;
  }

 private:
  /// A table that the form cannot carry goes as csv, which carries any.
  void table(const reports::Exhibit& exhibit) {
    const reports::TableWriter* writer = reports::find_table_writer(options_.tables);
    std::string bytes;
    try {
      bytes = written_by(*writer, reports::manuscript_table(manuscript_, exhibit, world_));
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::unsupported) throw;
      console_.say("note: " + exhibit.label + " is written as csv: " + error.what());
      writer = reports::find_table_writer("csv");
      bytes = written_by(*writer, reports::manuscript_table(manuscript_, exhibit, world_));
    }
    const std::string file = exhibit.stem + std::string(writer->suffix);
    folder_.put(file, bytes);
    shown_.push_back({&exhibit, {file}, {}});
  }

  /// A network is left as DOT where Graphviz is not there; what a program is missing for is said
  /// once.
  void figure(const reports::Exhibit& exhibit) {
    const reports::Figure figure = reports::manuscript_figure(manuscript_, exhibit, world_);
    std::vector<std::string> formats{"svg"};
    if (options_.pictures != "svg") formats.push_back(options_.pictures);
    reports::ShownExhibit shown{&exhibit, {}, figure.caption};
    for (const std::string& format : formats) put_picture(figure, exhibit, format, shown);
    shown_.push_back(std::move(shown));
  }

  void put_picture(const reports::Figure& figure, const reports::Exhibit& exhibit,
                   const std::string& format, reports::ShownExhibit& shown) {
    std::string used = format;
    std::string bytes;
    try {
      bytes = drawn(figure, format, options_.dpi);
    } catch (const base::Error& error) {
      if (error.code() != base::ErrorCode::unsupported) throw;
      if (lack_.empty()) lack_ = error.what();
      if (figure.dot.empty() || format != "svg") return;
      used = "dot";
      bytes = figure.dot;
    }
    shown.files.push_back(exhibit.stem + "." + used);
    folder_.put(shown.files.back(), bytes);
  }

  void texts() {
    const auto& cited = world_.cited->in_order();
    std::vector<std::string> references;
    for (const reports::Reference& each : reports::reference_list(world_, cited))
      references.push_back(each.text);
    const bool is_numbered = world_.style.cite == reports::TableStyle::Cite::numeric;
    const auto blocks = reports::manuscript_blocks(reports::manuscript_text(manuscript_, world_),
                                                   shown_, references, is_numbered);
    const std::string& title = world_.snapshot->title;
    folder_.put("text.docx", reports::docx_page(blocks, title, world_.style.font));
    std::vector<std::string> files{"text.docx"};
    if (!cited.empty()) {
      folder_.put("references.bib", bibliography(cited));
      files.emplace_back("references.bib");
    }
    references_ = static_cast<std::int64_t>(references.size());
    folder_.put("index.html", reports::manuscript_index(manuscript_, title, shown_, files, blocks));
  }

  /// BibTeX of the documents in the order of their numbers. The format writes files alone.
  std::string bibliography(const std::vector<model::DocumentId>& cited) const {
    const fs::path path = fs::temp_directory_path() / ("retroduce-" + base::random_id() + ".bib");
    const auto writer = interchange::find_format("bibtex")->write(path, {});
    for (const model::DocumentId id : cited) writer->add(world_.details->document(id));
    writer->finish();
    std::string bytes = base::DiskFiles().read(path);
    fs::remove(path);
    return bytes;
  }

  void say() {
    const auto count = [&](const char* word) {
      return std::count_if(shown_.begin(), shown_.end(), [word](const auto& each) {
        return each.exhibit->label.starts_with(word);
      });
    };
    const auto tables = count("Table ");
    const auto figures = count("Figure ");
    const auto others = static_cast<std::int64_t>(shown_.size()) - tables - figures;
    console_.say(options_.folder + ": " + base::count_of(tables, "table", "tables") + ", " +
                 base::count_of(figures, "figure", "figures") + ", " +
                 base::count_of(others, "supplement", "supplements") + ", " +
                 base::count_of(references_, "reference", "references"));
    if (!lack_.empty()) console_.say("note: " + lack_);
    if (!folder_.unchanged.empty()) say_changes();
    for (const std::string& name : folder_.kept)
      console_.say("kept: " + name +
                   " was changed by hand or is not from here; --force replaces it");
    for (const std::string& name : folder_.left_behind)
      console_.say("kept: " + name +
                   " was changed by hand and belongs to no exhibit any more; --force removes it");
    console_.say("Start with: " + (fs::path(options_.folder) / "index.html").string());
  }

  /// Of a later run: what became of the files.
  void say_changes() {
    console_.say("unchanged " + std::to_string(folder_.unchanged.size()) + " \u00b7 rewritten " +
                 std::to_string(folder_.rewritten.size()) + " \u00b7 new " +
                 std::to_string(folder_.written.size()) + " \u00b7 removed " +
                 std::to_string(folder_.removed.size()));
    say_names("rewritten", folder_.rewritten);
    say_names("new", folder_.written);
    say_names("removed", folder_.removed);
  }

  /// A new supplement moves the numbers of all behind it: a page of names that nobody reads.
  void say_names(const char* what, const std::vector<std::string>& names) {
    constexpr std::size_t most = 8;
    for (std::size_t i = 0; i < names.size() && i < most; ++i)
      console_.say("  " + std::string(what) + ": " + names[i]);
    if (names.size() > most)
      console_.say("  " + std::string(what) + ": " + std::to_string(names.size() - most) + " more");
  }

  const Options& options_;
  Console& console_;
  ManuscriptFolder folder_;
  reports::TableWorld world_;
  reports::Manuscript manuscript_;
  std::vector<reports::ShownExhibit> shown_;
  std::int64_t references_ = 0;
  std::string lack_;  ///< the first program that was missed
};

int write_manuscript(Options options, Console& console) {
  auto review = open_to_read(options.review, options.as_of, console);
  say_open_conflicts(options.review, review, console, options.as_of);
  if (!options.setting.empty()) add_kept_settings(options.style, options.setting, review.details());
  return Maker(options, review, console).make();
}

Action set_up(CLI::App& app) {
  auto options = std::make_shared<Options>();
  std::vector<std::string> forms;
  for (const reports::TableWriter* writer : reports::table_writers())
    forms.emplace_back(writer->name);
  app.add_option("REVIEW", options->review, "The review file")->required();
  app.add_option("FOLDER", options->folder, "Where to write; made where it is not there")
      ->required();
  app.add_option("--tables", options->tables, "The form of the tables (docx unless told)")
      ->check(CLI::IsMember(forms));
  app.add_option("--pictures", options->pictures, "svg; or pdf or png as well")
      ->check(CLI::IsMember({"svg", "pdf", "png"}));
  app.add_option("--dpi", options->dpi, "Pixels to the inch of a PNG (300 unless told)")
      ->check(CLI::Range(36, 1200));
  app.add_flag("--force", options->force,
               "Replace (or remove) files that were changed by hand, too");
  app.add_option("--setting", options->setting,
                 "Settings of tables that the review keeps under that name (table --keep)");
  add_as_of(app, options->as_of);
  add_style_options(app, options->style);
  return [options](Console& console) { return write_manuscript(*options, console); };
}

}  // namespace

extern const Command command_manuscript{
    "manuscript", "Write all tables, figures and supplements of a paper",
    "  retroduce manuscript sp.retro paper\n"
    "  retroduce manuscript sp.retro paper --preset bmc --pictures pdf\n",
    set_up};

}  // namespace retroduce::cli
