#include "review/attach.h"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/error.h"
#include "base/hash.h"
#include "base/text.h"
#include "model/citation_match.h"
#include "review/text_match.h"

namespace retroduce::review {

namespace fs = std::filesystem;

namespace {

using State = AttachRow::State;

std::vector<fs::path> files_of(const std::vector<fs::path>& sources) {
  const base::DiskFiles disk;
  std::vector<fs::path> files;
  for (const fs::path& source : sources) {
    if (!disk.exists(source))
      throw base::Error(base::ErrorCode::not_found,
                        "there is no file or folder " + source.string());
    if (!disk.is_folder(source)) {
      files.push_back(source);
      continue;
    }
    for (const auto& entry : fs::directory_iterator(source)) {
      const std::string name = entry.path().filename().string();
      if (entry.is_regular_file() && !name.starts_with('.') && interchange::is_text_name(name))
        files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end(), [](const fs::path& a, const fs::path& b) {
    const auto order = base::compare_labels(a.filename().string(), b.filename().string());
    return order != 0 ? order < 0 : a < b;
  });
  return files;
}

std::vector<model::Document> documents_of(Review& review) {
  std::vector<model::Document> documents;
  const auto snapshot = review.snapshot();
  for (std::uint32_t d = 0; d < snapshot->documents.size(); ++d)
    documents.push_back(review.details().document(model::DocumentId(d)));
  return documents;
}

/// "123-130" as 123 and 8; "e12" and the like as nothing.
std::optional<std::pair<int, int>> first_and_count(std::string_view pages) {
  int numbers[2] = {0, 0};
  std::string last;
  std::size_t at = 0;
  for (int& number : numbers) {
    while (at < pages.size() && !(pages[at] >= '0' && pages[at] <= '9')) {
      if ((pages[at] >= 'A' && pages[at] <= 'z')) return std::nullopt;
      ++at;
    }
    std::size_t end = at;
    while (end < pages.size() && pages[end] >= '0' && pages[end] <= '9') ++end;
    std::string digits(pages.substr(at, end - at));
    if (digits.empty()) return std::nullopt;
    if (digits.size() < last.size()) digits = last.substr(0, last.size() - digits.size()) + digits;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc()) return std::nullopt;
    last = digits;
    at = end;
  }
  if (numbers[1] < numbers[0]) return std::nullopt;
  return std::pair(numbers[0], numbers[1] - numbers[0] + 1);
}

/// A PDF counts its pages from 1; where the journal's pages are as many, theirs are used.
void print_page_numbers(interchange::TakenText& text, const model::Document& document) {
  const auto printed = first_and_count(document.pages);
  auto& pages = text.origin.pages;
  if (text.origin.format != "pdf" || !printed ||
      static_cast<std::size_t>(printed->second) != pages.size())
    return;
  for (std::size_t i = 0; i < pages.size(); ++i)
    pages[i].label = std::to_string(printed->first + static_cast<int>(i));
}

class Planning {
 public:
  Planning(Review& review, std::string key, bool replace)
      : documents_(documents_of(review)),
        matcher_(documents_),
        texts_(review.store().texts()),
        key_(std::move(key)),
        replace_(replace) {}

  void read(const fs::path& path) {
    AttachRow row;
    row.path = path;
    row.file = path.filename().string();
    const std::string bytes = disk_.read(path);
    base::Diagnostics found;
    row.text = interchange::take_text({row.file, bytes}, found);
    plan_.found.append(found);
    if (!row.text) {
      row.state = State::unreadable;
      row.key = key_;
      for (const auto& each : found.sorted()) {
        if (each.severity == base::Severity::refused && row.why.empty()) row.why = each.message;
      }
    } else {
      place(row);
    }
    plan_.rows.push_back(std::move(row));
  }

  AttachPlan take() {
    std::map<std::string, std::vector<AttachRow*>> by_key;
    for (AttachRow& row : plan_.rows) {
      if (row.state == State::matched || row.state == State::other_text)
        by_key[row.key].push_back(&row);
    }
    for (const auto& [key, rows] : by_key) {
      if (rows.size() < 2) continue;
      for (AttachRow* row : rows) {
        row->state = State::ambiguous;
        row->why = std::to_string(rows.size()) + " files fit " + key;
      }
    }
    plan_.ready = std::count_if(plan_.rows.begin(), plan_.rows.end(),
                                [](const AttachRow& row) { return row.state == State::matched; });
    return std::move(plan_);
  }

 private:
  void place(AttachRow& row) {
    if (!key_.empty()) {
      row.key = key_;
      row.rule = "as you say";
      warn_of_another(row);
    } else {
      const TextMatch match = matcher_.match(row.file, *row.text);
      row.rule = match.rule;
      if (match.keys.empty()) {
        row.why = "no document of this key, DOI, author and year, or title";
        return;
      }
      if (!match.conflict.empty()) {
        row.state = State::ambiguous;
        row.why = match.conflict;
        return;
      }
      row.key = match.keys.front();
    }
    row.state = State::matched;
    for (const model::Document& document : documents_) {
      if (document.key != row.key) continue;
      print_page_numbers(*row.text, document);
      warn_of_other_doi(row, document);
    }
    const auto there = texts_.find(row.key);
    if (there == texts_.end()) return;
    if (there->second.content_hash == row.text->origin.content_hash &&
        there->second.format == row.text->origin.format) {
      row.state = State::there;
      row.why = "stands there already";
    } else if (!replace_) {
      row.state = State::other_text;
      row.why = "another text stands there" +
                (there->second.source.empty() ? "" : " (" + there->second.source + ")") +
                "; --replace supersedes it";
    }
  }

  /// The user's word counts; that the file says otherwise is worth a look.
  void warn_of_another(const AttachRow& row) {
    const TextMatch match = matcher_.match("", *row.text);
    const bool is_other = !match.keys.empty() && std::find(match.keys.begin(), match.keys.end(),
                                                           row.key) == match.keys.end();
    if (is_other)
      plan_.found.add(base::Severity::note, "attach.looks-like-another",
                      "looks like " + match.keys.front() + " (" + match.rule + "), not " + row.key,
                      {row.file});
  }

  /// A preprint has another DOI, and so has another paper.
  void warn_of_other_doi(const AttachRow& row, const model::Document& document) {
    const std::string there = model::comparable_doi(document.doi);
    const std::string here = model::comparable_doi(row.text->doi);
    if (there.empty() || here.empty() || there == here) return;
    plan_.found.add(base::Severity::note, "attach.other-doi",
                    "gives its own DOI as " + row.text->doi + ", where " + row.key + " has " +
                        document.doi + "; make sure that it is the same paper",
                    {row.file});
  }

  base::DiskFiles disk_;
  std::vector<model::Document> documents_;
  TextMatcher matcher_;
  std::map<std::string, store::TextFacts> texts_;
  std::string key_;
  bool replace_;
  AttachPlan plan_;
};

std::string_view media_type_of(std::string_view format) {
  constexpr std::pair<std::string_view, std::string_view> types[] = {
      {"pdf", "application/pdf"},
      {"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"odt", "application/vnd.oasis.opendocument.text"},
      {"jats", "application/xml"},
      {"tei", "application/xml"},
      {"html", "text/html"},
      {"md", "text/markdown"},
      {"txt", "text/plain"}};
  for (const auto& [name, type] : types) {
    if (name == format) return type;
  }
  return {};
}

/// The bytes again: a plan does not hold them while it is looked at.
void keep_file(const fs::path& path, store::AttachedText& text) {
  std::string bytes = base::DiskFiles().read(path);
  base::Hasher hasher;
  hasher.add(bytes);
  if (hasher.finish() != text.origin.content_hash)
    throw base::Error(base::ErrorCode::conflict,
                      path.string() + " was changed while it was read; nothing was attached");
  text.file = std::move(bytes);
  text.media_type = media_type_of(text.origin.format);
}

}  // namespace

AttachPlan plan_attach(Review& review, const std::vector<fs::path>& sources, const std::string& key,
                       bool replace, base::Progress& progress) {
  Planning planning(review, key, replace);
  const std::vector<fs::path> files = files_of(sources);
  std::int64_t done = 0;
  for (const fs::path& file : files) {
    progress.step("reading texts", done++, static_cast<std::int64_t>(files.size()));
    planning.read(file);
  }
  return planning.take();
}

store::Receipt carry_out(Review& review, AttachPlan plan, bool keep_files,
                         const store::AttachOptions& options, base::Progress& progress) {
  std::vector<store::AttachedText> texts;
  for (AttachRow& row : plan.rows) {
    if (row.state != State::matched && !(keep_files && row.state == State::there)) continue;
    texts.push_back({row.key, std::move(row.text->text), std::move(row.text->origin)});
    if (keep_files) keep_file(row.path, texts.back());
  }
  store::AttachOptions with_remarks = options;
  for (const base::Diagnostic& each : plan.found.sorted()) {
    if (each.severity != base::Severity::refused) with_remarks.found.add(each);
  }
  return review.attach(texts, with_remarks, progress);
}

}  // namespace retroduce::review
