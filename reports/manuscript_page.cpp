// The words of a manuscript in one document, and the page that leads to its files.
#include "base/text.h"
#include "reports/escape.h"
#include "reports/manuscript.h"

namespace retroduce::reports {

namespace {

constexpr std::string_view style = R"(
body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: black; background: white;
  font: 1rem/1.5 "Times New Roman", "Liberation Serif", Times, serif; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 2rem 0 0.5rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.8rem 0.25rem 0;
  border-bottom: 0.5px solid; }
td:first-child { white-space: nowrap; }
figure { margin: 2rem 0; } img { max-width: 100%; height: auto; display: block; }
figcaption { margin-top: 0.5rem; }
.reference { margin: 0.2rem 0 0.2rem 2.5rem; text-indent: -2.5rem; }
)";

bool can_be_shown(const std::string& file) {
  return file.ends_with(".svg") || file.ends_with(".png");
}

std::string link(const std::string& file) {
  return "<a href=\"" + html_text(file) + "\">" + html_text(file) + "</a>";
}

std::string row(std::string_view first, std::string_view second, const std::string& third) {
  return "<tr><td>" + html_text(first) + "</td><td>" + html_text(second) + "</td><td>" + third +
         "</td></tr>\n";
}

std::string links(const std::vector<std::string>& files) {
  std::string text;
  for (const std::string& file : files) text += (text.empty() ? "" : "<br />") + link(file);
  return text;
}

/// "Figure 1. Flow …"; a caption that begins with the title is not said twice.
std::string legend_of(const ShownExhibit& shown) {
  const std::string label = shown.exhibit->label + ". ";
  const std::string& title = shown.exhibit->title;
  return label + (shown.legend.starts_with(title) ? "" : title + ". ") + shown.legend + ".";
}

bool is_beside_the_paper(const Exhibit& exhibit) {
  return !exhibit.label.starts_with("Table ") && !exhibit.label.starts_with("Figure ");
}

/// "docx", "svg, pdf".
std::string forms_of(const ShownExhibit& shown) {
  std::vector<std::string> forms;
  for (const std::string& file : shown.files) forms.push_back(file.substr(file.rfind('.') + 1));
  return base::join(forms, ", ");
}

/// What stands beside the paper with its form, as BMC asks for a list of it: "Additional files".
void add_list_of_files(std::vector<TextBlock>& blocks, const std::vector<ShownExhibit>& shown) {
  bool is_first = true;
  for (const ShownExhibit& each : shown) {
    if (!is_beside_the_paper(*each.exhibit)) continue;
    const std::string& label = each.exhibit->label;
    if (is_first)
      blocks.push_back({TextBlock::Kind::heading, label.substr(0, label.rfind(' ')) + "s"});
    is_first = false;
    blocks.push_back({TextBlock::Kind::paragraph,
                      label + " (" + forms_of(each) + "). " + each.exhibit->title + "."});
  }
}

}  // namespace

std::vector<TextBlock> manuscript_blocks(const std::vector<std::string>& text,
                                         const std::vector<ShownExhibit>& shown,
                                         const std::vector<std::string>& references,
                                         bool is_numbered) {
  using Kind = TextBlock::Kind;
  std::vector<TextBlock> blocks;
  const char* headings[] = {"Methods: counts", "Results: counts"};
  for (std::size_t i = 0; i < text.size(); ++i) {
    blocks.push_back({Kind::heading, headings[i]});
    blocks.push_back({Kind::paragraph, text[i]});
  }
  bool is_first = true;
  for (const ShownExhibit& each : shown) {
    if (each.exhibit->figure == nullptr) continue;
    if (is_first) blocks.push_back({Kind::heading, "Figure legends"});
    is_first = false;
    blocks.push_back({Kind::paragraph, legend_of(each)});
  }
  add_list_of_files(blocks, shown);
  if (!references.empty()) blocks.push_back({Kind::heading, "References"});
  for (std::size_t i = 0; i < references.size(); ++i)
    blocks.push_back(
        {Kind::reference, references[i], is_numbered ? std::to_string(i + 1) + "." : ""});
  return blocks;
}

std::string manuscript_index(const Manuscript& manuscript, std::string_view review,
                             const std::vector<ShownExhibit>& shown,
                             const std::vector<std::string>& other_files,
                             const std::vector<TextBlock>& blocks) {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\" />\n<meta "
      "name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<title>Manuscript: " +
      html_text(review) + "</title>\n<style>" + std::string(style) +
      "</style>\n</head>\n<body>\n<h1>" + html_text(review) +
      "</h1>\n<p>Tables, figures and supplements under one numbering; references are numbered in "
      "the "
      "order in which the tables cite them, main tables first. The paragraphs below hold counts "
      "alone: what was done, and why, is for the authors to say.</p>\n<h2>Files</h2>\n<table>\n";
  for (const ShownExhibit& each : shown)
    text += row(each.exhibit->label, each.exhibit->title, links(each.files));
  text +=
      row("Text", "Counts for methods and results, figure legends, references", links(other_files));
  text += "</table>\n";
  if (!manuscript.left_out.empty()) {
    text += "<h2>What the review has nothing for</h2>\n<table>\n";
    for (const auto& [title, why] : manuscript.left_out) text += row(title, "", html_text(why));
    text += "</table>\n";
  }
  for (const ShownExhibit& each : shown) {
    if (each.exhibit->figure == nullptr || each.files.empty() || !can_be_shown(each.files[0]))
      continue;
    text += "<figure>\n<img src=\"" + html_text(each.files[0]) + "\" alt=\"" +
            html_text(each.legend) + "\" />\n<figcaption>" + html_text(legend_of(each)) +
            "</figcaption>\n</figure>\n";
  }
  return text + html_blocks(blocks) + "</body>\n</html>\n";
}

}  // namespace retroduce::reports
