// Builds a canonical text piece by piece, and counts it in code points: runs of blanks are one
// space, a block ends with one line end, cells are parted by a tab. For the readers of texts/ that
// read marked-up files. Knows none of them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "interchange/text_format.h"

namespace retroduce::interchange::texts {

class TextBuilder {
 public:
  /// Valid UTF-8 as it runs on: blanks, tabs and line ends are one space, none at the beginning of
  /// a line. Control characters go. A no-break space is a character as any other.
  void run_on(std::string_view text);
  /// As it is (`pre`): line ends and tabs count. CR and CRLF are LF.
  void as_it_is(std::string_view text);
  void line_end();  ///< within a block
  void tab();
  /// Ends what was written since the last block's end, if anything was.
  void end_block();
  /// Between two cells of a row: what ends a block within a cell is a space.
  void begin_row();
  void next_cell();
  void end_row();

  /// The next letter belongs to a new page. Pages with a label that is empty are numbered.
  void begin_page(std::string_view label);
  /// The next letter begins a section whose title comes now; `end_title` takes what was written.
  void begin_section(std::int64_t depth);
  void end_title();
  /// Ends sections of this depth and below.
  void end_sections(std::int64_t depth);

  std::int64_t size() const { return points_; }
  /// The text with its pages and sections. Call once.
  TakenText take();

 private:
  struct Open {
    std::size_t place = 0;
    std::size_t title_byte = 0;
    std::int64_t depth = 0;
  };
  void put(std::string_view text);
  void settle();  ///< the blank that waits, before a letter
  void trim_line();
  bool at_line_start() const { return out_.text.empty() || out_.text.back() == '\n'; }
  void start_waiting();

  TakenText out_;
  std::int64_t points_ = 0;
  bool blank_ = false;
  int rows_ = 0;
  bool in_cell_ = false;
  std::vector<std::string> waiting_pages_;
  std::vector<Open> open_;
};

}  // namespace retroduce::interchange::texts
