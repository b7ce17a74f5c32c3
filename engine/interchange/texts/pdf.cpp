#include "interchange/texts/pdf.h"

#include <algorithm>
#include <cmath>

#include <pugixml.hpp>

#include "base/text.h"
#include "interchange/texts/text_builder.h"

namespace retroduce::interchange {

namespace texts {

namespace {

using base::Severity;

constexpr const char* program = "pdftotext";

/// "pdftotext 22.12.0"
std::string version_of_program() {
  const auto run = base::run_child({program, "-v"}, "");
  if (!run) return program;
  const std::string said = run->errors + run->output;
  const std::string_view line = std::string_view(said).substr(0, said.find('\n'));
  const std::size_t at = line.rfind(' ');
  if (at == std::string_view::npos) return program;
  return std::string(program) + " " + std::string(base::trim(line.substr(at)));
}

std::int32_t tenths(const pugi::xml_node& node, const char* name) {
  const double value = node.attribute(name).as_double() * 10;
  return std::isfinite(value) ? static_cast<std::int32_t>(std::clamp(value + 0.5, -1e6, 1e6)) : 0;
}

/// Letters without those that no text can hold.
std::string clean(std::string_view word) {
  std::string text =
      base::first_invalid_utf8(word) ? base::from_windows_1252(word) : std::string(word);
  text.erase(std::remove(text.begin(), text.end(), '\x7F'), text.end());
  return base::collapse_blanks(base::xml_safe(text));
}

class PageReader {
 public:
  void page(const pugi::xml_node& node) {
    builder_.begin_page("");
    const std::size_t before = boxes_.size();
    for (const pugi::xml_node& flow : node.children("flow")) {
      for (const pugi::xml_node& block : flow.children("block")) {
        for (const pugi::xml_node& line : block.children("line")) read_line(line);
      }
    }
    if (boxes_.size() == before) empty_.push_back(std::to_string(pages_ + 1));
    ++pages_;
  }

  std::uint32_t pages() const { return pages_; }
  const std::vector<std::string>& empty() const { return empty_; }
  std::int64_t unreadable() const { return unreadable_; }
  std::int64_t letters() const { return builder_.size(); }
  TakenText take() {
    TakenText taken = builder_.take();
    taken.origin.boxes = model::pack_boxes(boxes_);
    return taken;
  }

 private:
  void read_line(const pugi::xml_node& line) {
    const model::WordBox* last = nullptr;
    for (const pugi::xml_node& node : line.children("word")) {
      const std::string word = clean(node.child_value());
      if (word.empty()) continue;
      model::WordBox box{{},
                         pages_,
                         tenths(node, "xMin"),
                         tenths(node, "yMin"),
                         tenths(node, "xMax"),
                         tenths(node, "yMax")};
      if (last != nullptr && !is_glued(*last, box)) builder_.run_on(" ");
      builder_.run_on(word);
      box.span = {builder_.size() - base::count_code_points(word), builder_.size()};
      count_unreadable(word);
      boxes_.push_back(box);
      last = &boxes_.back();
    }
    builder_.end_block();
  }
  /// No blank where one ends as the other begins: a note's number, a change of letters in a word.
  static bool is_glued(const model::WordBox& a, const model::WordBox& b) {
    const double height = std::max(a.bottom - a.top, 1);
    const double gap = b.left - a.right;
    return gap < 0.1 * height && gap > -0.25 * height;
  }
  /// Fonts that do not say which letters they draw give U+FFFD or private characters.
  void count_unreadable(std::string_view word) {
    for (std::size_t at = 0; at + 2 < word.size(); ++at) {
      const auto first = static_cast<unsigned char>(word[at]);
      const bool is_private =
          first == 0xEE || (first == 0xEF && static_cast<unsigned char>(word[at + 1]) < 0xA4);
      if (is_private || word.substr(at, 3) == "\xEF\xBF\xBD") ++unreadable_;
    }
  }

  TextBuilder builder_;
  std::vector<model::WordBox> boxes_;
  std::uint32_t pages_ = 0;
  std::vector<std::string> empty_;
  std::int64_t unreadable_ = 0;
};

std::string in_short(const std::vector<std::string>& names) {
  std::vector<std::string> first(
      names.begin(),
      names.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(names.size(), 12)));
  return base::join(first, ", ") + (names.size() > 12 ? " …" : "");
}

/// The first remark of the program, without its own words around it.
std::string remark(const std::string& errors) {
  return base::shorten(base::collapse_blanks(errors.substr(0, errors.find('\n'))), 120);
}

struct Refusal {
  const char* code;
  std::string message;
  std::string help;
};

/// Why the program gave nothing; nothing where it gave all.
std::optional<Refusal> refusal_of(const std::optional<base::ChildResult>& run,
                                  const base::ChildLimits& limits) {
  if (!run)
    return Refusal{
        "text.no-pdftotext",
        "is a PDF, which is read by the program pdftotext, and that is not there",
        "Install it (Debian, Ubuntu: sudo apt install poppler-utils; macOS: brew install "
        "poppler) and attach the file again."};
  if (run->stopped_by == base::ChildStop::time)
    return Refusal{
        "text.pdf-limit",
        "kept pdftotext busy for more than " +
            std::to_string(std::min<unsigned long>(limits.wall_seconds, limits.cpu_seconds)) +
            " seconds, so it was ended",
        "Print the PDF into a new one, or attach its text as .txt."};
  if (run->stopped_by == base::ChildStop::output)
    return Refusal{"text.pdf-limit", "gives more text than any paper has, so it was not read on",
                   "Attach the pages that are needed as a PDF of their own."};
  if (run->exit_code == 0) return std::nullopt;
  if (run->errors.find("ncorrect password") != std::string::npos)
    return Refusal{"text.password", "is protected by a password, so its text cannot be read",
                   "Open it with the password and save it without one."};
  if (run->exit_code == 3)
    return Refusal{"text.password", "does not allow that its text is taken out",
                   "Ask its publisher for a copy that does, or attach its text as .txt."};
  std::string why = "cannot be read as a PDF";
  if (!run->errors.empty()) why += ": " + remark(run->errors);
  return Refusal{"text.pdf", std::move(why),
                 "Open it in a PDF reader and save it anew, or get it once more."};
}

void tell_of_pages(const PageReader& reader, const std::string& name, base::Diagnostics& found) {
  if (!reader.empty().empty())
    found.add(Severity::loss, "text.pages-empty",
              base::count_of(static_cast<std::int64_t>(reader.empty().size()), "page", "pages") +
                  " of " + std::to_string(reader.pages()) + " without text: pictures or scans",
              {name}, {"pages " + in_short(reader.empty())});
  if (reader.unreadable() * 100 > reader.letters())
    found.add(Severity::loss, "text.unreadable-letters",
              base::grouped(reader.unreadable()) +
                  " letters could not be read: a font in the PDF does not say which they are",
              {name});
}

}  // namespace

base::ChildLimits usual_pdf_limits() {
  base::ChildLimits limits;
  limits.cpu_seconds = 120;
  limits.wall_seconds = 180;
  limits.memory_bytes = std::size_t{3} << 30;
  limits.output_bytes = std::size_t{256} << 20;
  return limits;
}

std::optional<TakenText> take_pdf(const TextFile& file, const base::ChildLimits& limits,
                                  base::Diagnostics& found) {
  const auto refuse = [&](const Refusal& why) {
    found.add(Severity::refused, why.code, why.message, {file.name}, {why.help});
    return std::nullopt;
  };
  auto run = base::run_child({program, "-bbox-layout", "-", "-"}, file.bytes, limits);
  if (const auto why = refusal_of(run, limits)) return refuse(*why);
  pugi::xml_document document;
  document.load_buffer_inplace(run->output.data(), run->output.size(), pugi::parse_default,
                               pugi::encoding_utf8);
  const pugi::xml_node html = document.child("html");
  PageReader reader;
  for (const pugi::xml_node& page : html.child("body").child("doc").children("page"))
    reader.page(page);
  if (reader.pages() == 0)
    return refuse({"text.pdf", "cannot be read as a PDF: no page was found in it",
                   "Open it in a PDF reader and save it anew, or get it once more."});
  if (reader.empty().size() == reader.pages())
    return refuse(
        {"text.scanned",
         "holds no text: its " +
             base::count_of(reader.pages(), "page is a picture", "pages are pictures") +
             " (a scan)",
         "Run text recognition (OCR) on it, such as ocrmypdf, and attach what that gives."});
  tell_of_pages(reader, file.name, found);
  if (!run->errors.empty())
    found.add(Severity::note, "text.pdf-remarks", "pdftotext says of it: " + remark(run->errors),
              {file.name});
  TakenText taken = reader.take();
  taken.title = clean(html.child("head").child("title").child_value());
  taken.origin.program = version_of_program();
  return taken;
}

}  // namespace texts

namespace {

bool sniff(const TextFile& file) {
  if (file.bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return true;
  return base::fold(file.name).ends_with(".pdf");
}

std::optional<TakenText> take(const TextFile& file, base::Diagnostics& found) {
  return texts::take_pdf(file, texts::usual_pdf_limits(), found);
}

}  // namespace

extern const TextFormat text_pdf{
    "pdf",
    "PDF (by the program pdftotext)",
    ".pdf",
    "words in reading order with their pages and places on the page; pictures, and the look of "
    "formulas and tables, are left out",
    1,
    sniff,
    take};

}  // namespace retroduce::interchange
