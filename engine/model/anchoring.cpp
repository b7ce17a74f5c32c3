#include "model/anchoring.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/text.h"

namespace retroduce::model {

namespace {

using base::QuoteHow;
using base::TextSpan;

constexpr std::size_t sure_context = 8;  // letters that must agree to tell one place from others
constexpr std::size_t short_quote = 24;  // a quote as short as this may stand anywhere
constexpr std::size_t little_context = 4;

AnchorHow how_of(QuoteHow how) {
  switch (how) {
    case QuoteHow::exact:
      return AnchorHow::exact;
    case QuoteHow::folded:
      return AnchorHow::folded;
    case QuoteHow::near:
      return AnchorHow::near;
    case QuoteHow::none:
      break;
  }
  return AnchorHow::none;
}

/// How many letters around a place agree with those that stood around the extract before.
std::size_t agreement(const base::QuoteFinder& text, const TextSpan& place, const Anchor& anchor) {
  return base::shared_end(text.before(place), anchor.before) +
         base::shared_beginning(text.after(place), anchor.after);
}

bool has_context(const AnchorAsk& ask) {
  return ask.anchor && !(ask.anchor->before.empty() && ask.anchor->after.empty());
}

std::optional<TextSpan> by_context(const base::QuoteFinder& text, const AnchorAsk& ask,
                                   const std::vector<TextSpan>& places) {
  if (!has_context(ask)) return std::nullopt;
  std::size_t best = 0;
  std::size_t second = 0;
  std::optional<TextSpan> found;
  for (const TextSpan& place : places) {
    const std::size_t score = agreement(text, place, *ask.anchor);
    if (score > best) {
      second = best;
      best = score;
      found = place;
    } else {
      second = std::max(second, score);
    }
  }
  if (best < sure_context || best < second + little_context) return std::nullopt;
  return found;
}

/// The whole numbers of a page as people write it: "p. 12-13" is 12 and 13, "123-5" 123 and 125.
std::vector<int> numbers_in(std::string_view page) {
  std::vector<int> numbers;
  std::string last;
  for (std::size_t at = 0; at < page.size();) {
    if (std::isdigit(static_cast<unsigned char>(page[at])) == 0) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < page.size() && std::isdigit(static_cast<unsigned char>(page[end])) != 0) ++end;
    std::string digits(page.substr(at, end - at));
    if (digits.size() < last.size()) digits = last.substr(0, last.size() - digits.size()) + digits;
    int number = 0;
    if (std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc())
      numbers.push_back(number);
    last = digits;
    at = end;
  }
  return numbers;
}

/// Whether a page that was given is the one with this label.
bool is_page(std::string_view given, std::string_view label) {
  if (base::fold(given) == base::fold(label)) return true;
  const std::vector<int> there = numbers_in(label);
  const std::vector<int> here = numbers_in(given);
  if (there.size() != 1 || here.empty() || here.size() > 2) return false;
  return there.front() >= here.front() && there.front() <= here.back();
}

std::optional<TextSpan> by_page(const AnchorAsk& ask, const std::vector<TextPage>& pages,
                                const std::vector<TextSpan>& places) {
  if (ask.page.empty() || pages.empty()) return std::nullopt;
  std::optional<TextSpan> found;
  for (const TextSpan& place : places) {
    if (!is_page(ask.page, page_at(pages, place.begin))) continue;
    if (found) return std::nullopt;
    found = place;
  }
  return found;
}

std::string in_quotes(std::string_view words) {
  return "\"" + base::shorten(base::collapse_blanks(words), 80) + "\"";
}

std::string span_in_words(const TextSpan& span) {
  return std::to_string(span.begin) + " to " + std::to_string(span.end);
}

class Anchoring {
 public:
  Anchoring(const base::QuoteFinder& text, const std::vector<TextPage>& pages, const AnchorAsk& ask)
      : text_(text), pages_(pages), ask_(ask) {
    answer_.page = ask.page;
    answer_.anchor.is_span_found = ask.anchor ? ask.anchor->is_span_found : !ask.span;
    answer_.anchor.is_page_found = ask.anchor && ask.anchor->is_page_found;
  }

  AnchorAnswer run() {
    if (keep_given_span()) return std::move(answer_);
    const std::string wanted = wanted_words();
    if (wanted.empty()) return without_words();
    const base::QuoteMatch match = text_.find(wanted);
    if (match.places.empty()) return nowhere("its words do not stand in the text");
    const auto place = chosen(match.places);
    if (!place)
      return nowhere(std::string(match.how == base::QuoteHow::near ? "words like these stand"
                                                                   : "its words stand") +
                     " in the text " + std::to_string(match.places.size()) +
                     " times, and nothing tells which is meant");
    put(*place, how_of(match.how));
    doubt_place(*place, wanted, match.places.size());
    if (ask_.span && !ask_.replaces && *ask_.span != *place)
      remark("the given span " + span_in_words(*ask_.span) + " is another than that found, " +
             span_in_words(*place));
    return std::move(answer_);
  }

 private:
  /// Of a first text: what came with a span, and stands there.
  bool keep_given_span() {
    if (!ask_.span || ask_.replaces) return false;
    const std::string_view there = text_.slice(*ask_.span);
    if (there.empty()) return false;
    if (there == ask_.quote || ask_.is_paraphrase)
      put(*ask_.span, AnchorHow::exact);
    else if (base::same_quote(there, ask_.quote))
      put(*ask_.span, AnchorHow::folded);
    else
      return false;
    return true;
  }

  /// The source's own words are better than a quote that was near them, and all that a paraphrase
  /// has.
  std::string wanted_words() const {
    if (ask_.is_paraphrase) return ask_.words_there;
    const bool was_near = ask_.anchor && ask_.anchor->how == AnchorHow::near;
    return was_near && !ask_.words_there.empty() ? ask_.words_there : ask_.quote;
  }

  AnchorAnswer without_words() {
    if (ask_.is_paraphrase && !ask_.span) {
      answer_.is_left_alone = true;
      return std::move(answer_);
    }
    return nowhere(ask_.is_paraphrase ? "it is a paraphrase, and its span lies outside of the text"
                                      : "it has no words to be found by");
  }

  AnchorAnswer nowhere(std::string why) {
    answer_.anchor.how = AnchorHow::none;
    answer_.anchor.doubt = std::move(why);
    // What stood around it stays known, for the next text.
    if (ask_.anchor) {
      answer_.anchor.before = ask_.anchor->before;
      answer_.anchor.after = ask_.anchor->after;
    }
    if (answer_.anchor.is_page_found) answer_.page.clear();
    if (ask_.span && !ask_.replaces)
      remark("the given span " + span_in_words(*ask_.span) + " does not hold its words");
    return std::move(answer_);
  }

  std::optional<TextSpan> chosen(const std::vector<TextSpan>& places) const {
    if (places.size() == 1) return places.front();
    if (auto place = by_context(text_, ask_, places)) return place;
    if (ask_.span && !ask_.replaces &&
        std::find(places.begin(), places.end(), *ask_.span) != places.end())
      return ask_.span;
    return by_page(ask_, pages_, places);
  }

  void put(const TextSpan& place, AnchorHow how) {
    answer_.span = place;
    // The source's own words may be found letter by letter, and the quote be other words still.
    const bool is_quote = ask_.is_paraphrase || base::same_quote(text_.slice(place), ask_.quote);
    answer_.anchor.how = is_quote ? how : AnchorHow::near;
    answer_.anchor.before = text_.before(place);
    answer_.anchor.after = text_.after(place);
    const std::string page = page_at(pages_, place.begin);
    if (ask_.page.empty() || answer_.anchor.is_page_found) {
      answer_.page = page;
      answer_.anchor.is_page_found = !page.empty();
    } else if (!page.empty() && !is_page(ask_.page, page)) {
      remark("page " + ask_.page + " was given, and it stands on page " + page);
    }
  }

  void doubt_place(const TextSpan& place, const std::string& wanted, std::size_t places) {
    std::string& doubt = answer_.anchor.doubt;
    if (answer_.anchor.how == AnchorHow::near) {
      doubt = "it stands there in other words: " + in_quotes(text_.slice(place));
    } else if (places == 1 && ask_.replaces && has_context(ask_) &&
               base::count_code_points(wanted) < static_cast<std::int64_t>(short_quote) &&
               agreement(text_, place, *ask_.anchor) < little_context) {
      doubt = "it is short, and other words stand around it than before";
    }
  }

  void remark(const std::string& words) {
    answer_.remark += answer_.remark.empty() ? words : "; " + words;
  }

  const base::QuoteFinder& text_;
  const std::vector<TextPage>& pages_;
  const AnchorAsk& ask_;
  AnchorAnswer answer_;
};

}  // namespace

AnchorAnswer anchor_extract(const base::QuoteFinder& text, const std::vector<TextPage>& pages,
                            const AnchorAsk& ask) {
  return Anchoring(text, pages, ask).run();
}

}  // namespace retroduce::model
