// Writing the form: rows are gathered as the review comes, the workbook is made at the end.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include <xlsxwriter.h>

#include "base/error.h"
#include "base/source_io.h"
#include "base/text.h"
#include "interchange/form_shape.h"
#include "interchange/quiet_sink.h"
#include "interchange/sheet_form.h"

namespace retroduce::interchange {

using namespace model;
using base::Error;
using base::ErrorCode;

namespace {

constexpr std::size_t most_rows = 1048575;  // Excel's, less the headings
constexpr lxw_row_t new_rows = 2000;        // with drop-down lists, beyond those that are there

using Row = std::vector<std::string>;
enum Sheet : std::size_t { concepts, extracts, codings, configurations, elements, evidence };

std::string yes(bool is) { return is ? "yes" : ""; }

/// Role and part in one word, as edits say them.
std::string role_word(const Element& element) {
  const bool is_split = element.part != MechanismPart::unsplit;
  return std::string(is_split ? to_word(element.part) : to_word(element.role));
}

struct Contents {
  std::array<std::vector<Row>, form::sheets.size()> rows;
  std::array<Row, form::list_count> lists;
  std::string last_change;
};

class Workbook {
 public:
  /// To a file of its own, since the library writes to one.
  explicit Workbook(const std::filesystem::path& path) : name_(path.string()) {
    lxw_workbook_options options{};
    options.constant_memory = LXW_FALSE;
    book_ = workbook_new_opt(name_.c_str(), &options);
    if (book_ == nullptr) throw Error(ErrorCode::io, "the form could not be begun");
    lxw_doc_properties properties{};
    properties.created = 1;  // always the same, so that the same review gives the same bytes
    workbook_set_properties(book_, &properties);
    heading_ = workbook_add_format(book_);
    format_set_bold(heading_);
    format_set_bottom(heading_, LXW_BORDER_THIN);
    text_ = workbook_add_format(book_);
    format_set_text_wrap(text_);
    format_set_align(text_, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format_index(text_,
                                49);  // text: Excel makes no numbers and dates of what is typed
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;
  Workbook(Workbook&&) = delete;
  Workbook& operator=(Workbook&&) = delete;

  void add_sheet(const form::FormSheet& sheet, const std::vector<Row>& rows,
                 const Contents& contents) {
    lxw_worksheet* page = new_page(std::string(sheet.name), false);
    for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
      const auto column = static_cast<lxw_col_t>(c);
      lxw_row_col_options hidden{};
      hidden.hidden = c == 0 ? LXW_TRUE : LXW_FALSE;
      worksheet_set_column_opt(page, column, column, sheet.columns[c].width, text_, &hidden);
      put(page, 0, column, std::string(sheet.columns[c].heading), heading_);
      add_list(page, column, sheet.columns[c].list, static_cast<lxw_row_t>(rows.size()), contents);
    }
    fill(page, rows, 1, text_);
    worksheet_freeze_panes(page, 1, 2);
    worksheet_autofilter(page, 0, 0, static_cast<lxw_row_t>(rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }

  void add_hidden(const std::string& name, const std::vector<Row>& rows) {
    fill(new_page(name, true), rows, 0, nullptr);
  }

  void close() {
    const lxw_error fault = workbook_close(book_);
    book_ = nullptr;
    if (fault != LXW_NO_ERROR)
      throw Error(ErrorCode::io,
                  "the form could not be written: " + std::string(lxw_strerror(fault)));
  }

 private:
  lxw_worksheet* new_page(const std::string& name, bool hidden) {
    lxw_worksheet* page = workbook_add_worksheet(book_, name.c_str());
    if (page == nullptr) throw Error(ErrorCode::io, "the form could not be written");
    if (hidden) worksheet_hide(page);
    return page;
  }

  void fill(lxw_worksheet* page, const std::vector<Row>& rows, lxw_row_t first,
            lxw_format* format) {
    for (const Row& row : rows) {
      lxw_col_t column = 0;
      for (const std::string& cell : row) put(page, first, column++, cell, format);
      ++first;
    }
  }

  static void put(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& text,
                  lxw_format* format) {
    if (text.empty()) return;
    const lxw_error fault = worksheet_write_string(page, row, column, text.c_str(), format);
    if (fault == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
      throw Error(ErrorCode::unsupported,
                  "a text of more than 32,767 characters fits no cell of Excel: \"" +
                      base::shorten(base::collapse_blanks(text), 60) + "\"");
    if (fault != LXW_NO_ERROR)
      throw Error(ErrorCode::io,
                  "the form could not be written: " + std::string(lxw_strerror(fault)));
  }

  void add_list(lxw_worksheet* page, lxw_col_t column, form::List list, lxw_row_t rows,
                const Contents& contents) {
    const auto which = static_cast<std::size_t>(list);
    const Row& values = contents.lists[which];
    if (list == form::List::none || values.empty()) return;
    const std::string letter(1, static_cast<char>('A' + which));
    const std::string range = "='" + std::string(form::lists_sheet) + "'!$" + letter + "$1:$" +
                              letter + "$" + std::to_string(values.size());
    lxw_data_validation rule{};
    rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    std::string formula = range;
    rule.value_formula = formula.data();
    // New concepts may be typed; words of closed lists may not be others.
    const bool is_open = list == form::List::concept_ || list == form::List::document;
    rule.error_type =
        is_open ? LXW_VALIDATION_ERROR_TYPE_INFORMATION : LXW_VALIDATION_ERROR_TYPE_STOP;
    rule.show_error = is_open ? LXW_VALIDATION_OFF : LXW_VALIDATION_ON;
    worksheet_data_validation_range(page, 1, column, rows + new_rows, column, &rule);
  }

  std::string name_;
  lxw_workbook* book_ = nullptr;
  lxw_format* heading_ = nullptr;
  lxw_format* text_ = nullptr;
};

class FormWriter : public QuietSink {
 public:
  FormWriter(std::filesystem::path target, const WriteOptions& options)
      : target_(std::move(target)), overwrite_(options.overwrite) {
    if (base::fold(target_.extension().string()) != ".xlsx")
      throw Error(ErrorCode::usage,
                  "the form is a workbook: give it a name that ends in .xlsx, not " +
                      target_.filename().string());
    if (!overwrite_ && std::filesystem::exists(std::filesystem::symlink_status(target_)))
      throw Error(ErrorCode::conflict,
                  target_.string() + " is there already; say --force to write over it");
    for (const std::string_view word : words_of<Role>()) list(form::List::role).emplace_back(word);
    list(form::List::role).insert(list(form::List::role).end(), {"resource", "reasoning"});
    take_words<Stance>(form::List::stance);
    take_words<Inference>(form::List::inference);
    take_words<Status>(form::List::status);
    list(form::List::yes) = {"yes"};
  }

  using QuietSink::add;
  /// What it does not show stays in the review that it comes back to.
  std::vector<std::string> losses() const override { return {}; }
  void add(const model::Review& r) override { list(form::List::level) = r.levels; }
  void add(const Change& r) override { changes_.push_back(r.uid); }
  void add(const Coder& r) override { coders_.push_back({id(r.origin), r.label, {}}); }
  void add(const Document& r) override { list(form::List::document).push_back(r.key); }
  void add(const Theme& r) override { list(form::List::theme).push_back(r.label); }
  void add(const Concept& r) override {
    const std::string parent = r.parent.is_set() ? concept_of(r.parent).name : "";
    concepts_.push_back({id(r.origin), r.label, {}});
    list(form::List::concept_).push_back(r.label);
    rows(concepts).push_back({id(r.origin), r.label, "", parent, r.definition, r.note});
  }
  void add(const Extract& r) override {
    const std::string document = list(form::List::document)[r.document.index()];
    extracts_.push_back({id(r.origin), r.quote, document});
    rows(extracts).push_back(
        {id(r.origin), document, r.page, r.quote, yes(r.is_paraphrase), r.translation, r.note});
  }
  void add(const Coding& r) override {
    const Named& at = extracts_[r.extract.index()];
    const std::string role(to_word(r.role));
    const Named& coder = coders_[r.coder.index()];
    const Named& named = concept_of(r.concept_);
    rows(codings).push_back(
        {at.id + " " + named.id + " " + (role.empty() ? "-" : role) + " " + coder.id, at.document,
         at.name, role, named.name, coder.name, r.note});
  }
  void add(const Configuration& r) override {
    claims_.push_back(r);
    list(form::List::configuration).push_back(r.label);
    const std::string theme = r.theme.is_set() ? list(form::List::theme)[r.theme.index()] : "";
    rows(configurations)
        .push_back({id(r.origin), r.label, r.title, theme, r.level, std::string(to_word(r.status)),
                    r.statement, r.note});
    std::size_t place = 0;
    for (const Element& each : r.elements)
      rows(elements).push_back({id(r.origin) + " " + std::to_string(++place), r.label,
                                role_word(each), concept_name(each), yes(each.opposite),
                                each.wording, std::string(to_word(each.direction)),
                                yes(each.is_unintended), yes(each.when_not_fired)});
  }
  void add(const Evidence& r) override {
    const Named& at = extracts_[r.extract.index()];
    const Configuration& on = claims_[r.configuration.index()];
    const Element* element = r.element ? &on.elements.at(*r.element) : nullptr;
    rows(evidence).push_back(
        {id(on.origin) + " " + std::to_string(r.element ? *r.element + 1 : 0) + " " + at.id,
         on.label, element == nullptr ? "" : role_word(*element),
         element == nullptr ? "" : concept_name(*element), at.document, at.name,
         std::string(to_word(r.stance)), std::string(to_word(r.inference)), r.note});
  }

  void finish() override {
    for (std::size_t s = 0; s < form::sheets.size(); ++s)
      if (contents_.rows[s].size() > most_rows)
        throw Error(ErrorCode::unsupported,
                    "the form would have " +
                        base::grouped(static_cast<std::int64_t>(contents_.rows[s].size())) +
                        " rows of " + std::string(form::sheets[s].name) +
                        ", more than Excel can hold; export it as bundle instead");
    const std::filesystem::path part = target_.string() + ".part";
    {
      Workbook book(part);
      for (std::size_t s = 0; s < form::sheets.size(); ++s)
        book.add_sheet(form::sheets[s], contents_.rows[s], contents_);
      for (std::size_t s = 0; s < form::sheets.size(); ++s)
        book.add_hidden(std::string(form::twin_prefix) + std::string(form::sheets[s].name),
                        contents_.rows[s]);
      book.add_hidden(std::string(form::lists_sheet), columns_as_rows(contents_.lists));
      book.add_hidden(std::string(form::about_sheet),
                      {{std::string(form::mark)}, {changes_.empty() ? "" : changes_.back()}});
      book.close();
    }
    const base::DiskFiles disk;
    const std::string bytes = disk.read(part);
    std::error_code ignored;
    std::filesystem::remove(part, ignored);
    base::write_file(target_, bytes, overwrite_);
  }

 private:
  struct Named {
    std::string id;
    std::string name;
    std::string document;
  };
  Row& list(form::List which) { return contents_.lists[static_cast<std::size_t>(which)]; }
  std::vector<Row>& rows(Sheet sheet) { return contents_.rows[sheet]; }
  template <typename E>
  void take_words(form::List which) {
    for (const std::string_view word : words_of<E>()) list(which).emplace_back(word);
  }
  std::string id(const Origin& origin) const {
    return changes_.at(origin.change.index()) + "." + std::to_string(origin.ordinal);
  }
  const Named& concept_of(Ref<Concept> ref) const { return concepts_.at(ref.index()); }
  std::string concept_name(const Element& element) const {
    return element.concept_.is_set() ? concept_of(element.concept_).name : element.wording;
  }
  static std::vector<Row> columns_as_rows(const std::array<Row, form::list_count>& lists) {
    std::vector<Row> rows;
    for (std::size_t c = 0; c < lists.size(); ++c) {
      if (rows.size() < lists[c].size()) rows.resize(lists[c].size(), Row(lists.size()));
      for (std::size_t r = 0; r < lists[c].size(); ++r) rows[r][c] = lists[c][r];
    }
    return rows;
  }

  std::filesystem::path target_;
  bool overwrite_;
  Contents contents_;
  std::vector<std::string> changes_;
  std::vector<Named> coders_, concepts_, extracts_;
  std::vector<Configuration> claims_;
};

}  // namespace

std::unique_ptr<Writer> write_form(const std::filesystem::path& target,
                                   const WriteOptions& options) {
  return std::make_unique<FormWriter>(target, options);
}

}  // namespace retroduce::interchange
