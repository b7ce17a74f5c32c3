#include "interchange/texts/text_builder.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::interchange::texts {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

}  // namespace

void TextBuilder::start_waiting() {
  for (std::string& label : waiting_pages_) {
    auto& pages = out_.origin.pages;
    if (!pages.empty()) pages.back().span.end = points_;
    if (label.empty()) label = std::to_string(pages.size() + 1);
    pages.push_back({std::move(label), {points_, points_}});
  }
  waiting_pages_.clear();
}

void TextBuilder::put(std::string_view text) {
  out_.text += text;
  points_ += base::count_code_points(text);
}

void TextBuilder::settle() {
  if (blank_ && !at_line_start() && out_.text.back() != '\t') put(" ");
  blank_ = false;
  start_waiting();
}

void TextBuilder::run_on(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    if (is_blank(text[at])) {
      blank_ = true;
      ++at;
      continue;
    }
    if (is_control(text[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < text.size() && !is_blank(text[end]) && !is_control(text[end])) ++end;
    settle();
    put(text.substr(at, end - at));
    at = end;
  }
}

void TextBuilder::as_it_is(std::string_view text) {
  if (text.empty()) return;
  settle();
  std::string clean;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\r') {
      if (at + 1 < text.size() && text[at + 1] == '\n') continue;
      clean.push_back('\n');
    } else if (c == '\n' || c == '\t' || !is_control(c)) {
      clean.push_back(c);
    }
  }
  put(clean);
}

void TextBuilder::trim_line() {
  blank_ = false;
  while (!out_.text.empty() && out_.text.back() == ' ') {
    out_.text.pop_back();
    --points_;
  }
}

void TextBuilder::line_end() {
  if (rows_ > 0) {
    blank_ = true;
    return;
  }
  trim_line();
  settle();
  put("\n");
}

void TextBuilder::tab() {
  blank_ = false;
  settle();
  put("\t");
}

void TextBuilder::end_block() {
  if (rows_ > 0) {
    blank_ = true;
    return;
  }
  trim_line();
  if (!at_line_start()) put("\n");
}

void TextBuilder::begin_row() {
  if (rows_++ == 0) {
    trim_line();
    if (!at_line_start()) put("\n");
  }
  in_cell_ = false;
}

void TextBuilder::next_cell() {
  if (rows_ > 1) {  // a table within a cell runs on
    blank_ = true;
    return;
  }
  if (in_cell_) {
    trim_line();
    put("\t");
  }
  in_cell_ = true;
}

void TextBuilder::end_row() {
  if (rows_ == 0) return;
  if (--rows_ > 0) {
    blank_ = true;
    return;
  }
  in_cell_ = false;
  trim_line();
  if (!at_line_start()) put("\n");
}

void TextBuilder::begin_page(std::string_view label) { waiting_pages_.emplace_back(label); }

void TextBuilder::begin_section(std::int64_t depth) {
  end_sections(depth);
  end_block();
  open_.push_back({out_.origin.sections.size(), out_.text.size(), depth});
  out_.origin.sections.push_back({"", static_cast<int>(depth), {points_, points_}});
}

void TextBuilder::end_title() {
  if (open_.empty()) return;
  const Open& open = open_.back();
  out_.origin.sections[open.place].title =
      base::collapse_blanks(std::string_view(out_.text).substr(open.title_byte));
}

void TextBuilder::end_sections(std::int64_t depth) {
  while (!open_.empty() && open_.back().depth >= depth) {
    out_.origin.sections[open_.back().place].span.end = points_;
    open_.pop_back();
  }
}

TakenText TextBuilder::take() {
  rows_ = 0;
  end_block();
  end_sections(0);
  start_waiting();
  auto& origin = out_.origin;
  if (!origin.pages.empty()) origin.pages.back().span.end = points_;
  std::erase_if(origin.sections, [](const model::TextSection& section) {
    return section.title.empty() || section.span.begin == section.span.end;
  });
  return std::move(out_);
}

}  // namespace retroduce::interchange::texts
