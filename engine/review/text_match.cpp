#include "review/text_match.h"

#include <algorithm>
#include <cctype>
#include <functional>

#include "base/text.h"
#include "model/citation_match.h"

namespace retroduce::review {

namespace {

constexpr std::size_t head_bytes = 6000;  // where a paper says what it is
constexpr std::size_t least_title = 20;   // letters that make a title its own

bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || std::isalnum(byte) != 0;
}

/// Letters and digits, folded.
std::string bare(std::string_view text) {
  std::string out;
  for (const char c : base::fold(text)) {
    if (is_word(c)) out.push_back(c);
  }
  return out;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : base::fold(text) + " ") {
    if (is_word(c)) {
      word.push_back(c);
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  return words;
}

/// The longest word of a name without its initials: "van der Berg JA" is "berg".
std::string family_of(const std::string& author) {
  std::string best;
  for (const std::string& word : base::split(author, ' ')) {
    const bool is_initials = word.size() <= 3 && std::all_of(word.begin(), word.end(), [](char c) {
                               return std::isupper(static_cast<unsigned char>(c)) != 0 || c == '.';
                             });
    if (!is_initials && word.size() > best.size()) best = word;
  }
  return bare(best);
}

std::string without_suffix(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot > 6) return std::string(name);
  std::string_view stem = name.substr(0, dot);
  if (stem.ends_with(".tei")) stem.remove_suffix(4);
  return std::string(stem);
}

/// The word stands in the text with nothing of a word beside it.
bool stands_alone(std::string_view text, std::string_view wanted) {
  if (wanted.empty()) return false;
  for (std::size_t at = text.find(wanted); at != std::string_view::npos;
       at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end])))
      return true;
  }
  return false;
}

/// A DOI of its own: "10.1/a" neither within "10.1/ab" nor at the start of "10.1/a.2".
bool doi_stands_alone(std::string_view text, std::string_view doi) {
  if (doi.empty()) return false;
  for (std::size_t at = text.find(doi); at != std::string_view::npos; at = text.find(doi, at + 1)) {
    const std::size_t end = at + doi.size();
    const std::size_t next = text.find_first_not_of(".-_/", end);
    const bool goes_on = next != std::string_view::npos && is_word(text[next]);
    if ((at == 0 || !is_word(text[at - 1])) && !goes_on) return true;
  }
  return false;
}

/// What stands before the list of references: a short file has it at its head.
std::string_view before_references(std::string_view folded) {
  for (const std::string_view heading : {"\nreferences\n", "\nbibliography\n", "\nliterature\n",
                                         "\nworks cited\n", "\nreference list\n"}) {
    folded = folded.substr(0, folded.find(heading));
  }
  return folded;
}

/// Whether one of the text's lines begins with the title, which may go on over several. A title
/// within a line ("Response to: …") is another paper's.
bool begins_a_line(std::string_view text, const std::string& title) {
  std::string letters;
  std::vector<std::size_t> starts;
  for (const std::string& line : base::split(text, '\n')) {
    starts.push_back(letters.size());
    letters += bare(line);
  }
  return std::any_of(starts.begin(), starts.end(), [&](std::size_t start) {
    return letters.compare(start, title.size(), title) == 0;
  });
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return !word.empty() && std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TextMatcher::TextMatcher(const std::vector<model::Document>& documents) {
  for (const model::Document& document : documents) {
    Known known;
    known.key = document.key;
    known.folded_key = base::fold(document.key);
    known.doi = model::comparable_doi(document.doi);
    known.bare_doi = bare(known.doi);
    known.title = bare(document.title);
    for (std::string& word : words_of(document.title)) {
      if (base::count_code_points(word) >= 4) known.title_words.push_back(std::move(word));
    }
    if (!document.authors.empty()) known.author = family_of(document.authors.front());
    if (document.year) known.year = std::to_string(*document.year);
    known_.push_back(std::move(known));
  }
}

TextMatch TextMatcher::by_name(std::string_view name) const {
  const std::string stem = without_suffix(name);
  const std::string folded = base::fold(stem);
  const auto keys = [&](const auto& is_it) {
    std::vector<std::string> found;
    for (const Known& known : known_) {
      if (is_it(known)) found.push_back(known.key);
    }
    return found;
  };
  const auto narrowed = [](std::vector<std::string> found, const char* rule) {
    return TextMatch{std::move(found), rule, ""};
  };
  if (auto found = keys([&](const Known& k) { return k.folded_key == folded; }); !found.empty())
    return narrowed(std::move(found), "the name is the key");
  auto within = keys([&](const Known& k) { return stands_alone(folded, k.folded_key); });
  if (!within.empty()) {
    const auto longest = std::max_element(
        within.begin(), within.end(),
        [](const std::string& a, const std::string& b) { return a.size() < b.size(); });
    const std::size_t length = longest->size();
    std::erase_if(within, [&](const std::string& key) { return key.size() < length; });
    return narrowed(std::move(within), "key in the name");
  }
  const std::string letters = bare(stem);
  if (auto found = keys(
          [&](const Known& k) { return k.bare_doi.size() >= 8 && letters.ends_with(k.bare_doi); });
      !found.empty())
    return narrowed(std::move(found), "DOI in the name");
  const std::vector<std::string> words = words_of(stem);
  const auto title_words = [&](const Known& k) {
    return std::count_if(k.title_words.begin(), k.title_words.end(),
                         [&](const std::string& word) { return has(words, word); });
  };
  std::vector<std::pair<std::ptrdiff_t, std::string>> candidates;
  for (const Known& k : known_) {
    const bool has_year = has(words, k.year) || has(words, k.author + k.year);
    const bool has_author = has(words, k.author) || has(words, k.author + k.year);
    if (has_year && has_author) candidates.emplace_back(title_words(k), k.key);
  }
  if (candidates.size() == 1) return narrowed({candidates.front().second}, "author and year");
  if (!candidates.empty()) {
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    if (candidates[0].first > candidates[1].first)
      return narrowed({candidates[0].second}, "author, year and words of the title");
    std::vector<std::string> all;
    for (const auto& candidate : candidates) all.push_back(candidate.second);
    return narrowed(std::move(all), "author and year");
  }
  return narrowed(keys([&](const Known& k) {
                    const auto count = title_words(k);
                    return count >= 4 && static_cast<std::size_t>(count) * 5 >=
                                             std::min<std::size_t>(k.title_words.size(), 12) * 3;
                  }),
                  "words of the title in the name");
}

TextMatch TextMatcher::by_content(const interchange::TakenText& text) const {
  std::string folded = "\n";
  for (const std::string& line :
       base::split(std::string_view(text.text).substr(0, head_bytes), '\n'))
    folded += base::fold(line) + "\n";
  const std::string_view head = before_references(folded);
  const std::string own_doi = model::comparable_doi(text.doi);
  TextMatch match;
  const auto collect = [&](const char* rule, const std::function<bool(const Known&)>& is_it) {
    if (!match.keys.empty()) return;
    for (const Known& known : known_) {
      if (is_it(known)) match.keys.push_back(known.key);
    }
    if (!match.keys.empty()) match.rule = rule;
  };
  collect("DOI in the file", [&](const Known& k) { return !k.doi.empty() && k.doi == own_doi; });
  if (!own_doi.empty() && match.keys.empty()) {  // of another paper, whatever else it cites
    const std::string own_title = bare(text.title);
    collect("title in the file", [&](const Known& k) {
      return k.doi.empty() && k.title.size() >= least_title && k.title == own_title;
    });
    return match;
  }
  collect("DOI at the head of the file",
          [&](const Known& k) { return doi_stands_alone(head, k.doi); });
  const std::string own_title = bare(text.title);
  collect("title in the file",
          [&](const Known& k) { return k.title.size() >= least_title && k.title == own_title; });
  collect("title at the head of the file", [&](const Known& k) {
    return k.title.size() >= least_title && begins_a_line(head.substr(0, head_bytes / 3), k.title);
  });
  return match;
}

TextMatch TextMatcher::match(std::string_view name, const interchange::TakenText& text) const {
  TextMatch named = by_name(name);
  const TextMatch told = by_content(text);
  const auto both = [&] {
    std::vector<std::string> shared;
    for (const std::string& key : named.keys) {
      if (std::find(told.keys.begin(), told.keys.end(), key) != told.keys.end())
        shared.push_back(key);
    }
    return shared;
  }();
  if (named.keys.empty())
    named = told;
  else if (!both.empty()) {
    named.keys = both;
    named.rule += ", " + told.rule;
  } else if (!told.keys.empty()) {
    named.conflict = named.rule + ": " + base::join(named.keys, ", ") + "; " + told.rule + ": " +
                     base::join(told.keys, ", ");
    named.keys.insert(named.keys.end(), told.keys.begin(), told.keys.end());
    return named;
  }
  if (named.keys.size() > 1) named.conflict = named.rule + " fits " + base::join(named.keys, ", ");
  return named;
}

}  // namespace retroduce::review
