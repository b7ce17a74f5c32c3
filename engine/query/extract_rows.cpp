#include "query/extract_rows.h"

#include <algorithm>

#include "base/text.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

/// Letters beyond ASCII count as letters; signs do not.
bool is_word_byte(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) {
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
  }
  return true;
}

/// Bytes of a sign beyond ASCII, which the index holds no word of: dashes and quotes, currencies,
/// arrows and the like (U+2000 to U+2BFF), and the signs of Latin-1 (U+0080 to U+00BF but ª ² ³ µ ¹
/// º ¼ ½ ¾, × and ÷). 0 = none.
std::size_t sign_length(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
  };
  if (byte(0) == 0xE2) return byte(1) >= 0x80 && byte(1) <= 0xAF ? 3 : 0;
  if (byte(0) == 0xC3) return byte(1) == 0x97 || byte(1) == 0xB7 ? 2 : 0;
  constexpr std::string_view words = "\xAA\xB2\xB3\xB5\xB9\xBA\xBC\xBD\xBE";
  const bool is_word = words.find(static_cast<char>(byte(1))) != std::string_view::npos;
  return byte(0) == 0xC2 && !is_word ? 2 : 0;
}

Value codings_value(const Asking& asking, model::ExtractKey key) {
  Values codings;
  for (const auto& coding : asking.world->details->codings(key)) {
    codings.push_back(
        {Parts{{"concept", text(asking.snapshot().concepts[coding.concept_.index()].label)},
               {"role", coding.role ? text(std::string(model::to_word(*coding.role))) : nothing()},
               {"coder", text(coding.coder)}}});
  }
  return {std::move(codings)};
}

/// Nothing matches: how often each word stands by itself.
void note_words(const Asking& asking, const model::TextQuery& query, Answer& answer) {
  constexpr std::size_t most = 10;
  const auto found = [&](const model::TextQuery& some) {
    std::int64_t total = 0;
    asking.world->details->search(some, 1, total);
    return total;
  };
  using Mode = model::TextQuery::Mode;
  if (const std::int64_t all = found(query); all > 0) {
    answer.notes.push_back("in the whole review " +
                           base::count_of(all, "extract matches", "extracts match"));
    return;
  }
  if (query.mode == Mode::phrase && query.words.size() > 1) {
    const std::int64_t together = found({Mode::all, query.words});
    if (together > 0) {
      answer.notes.push_back(base::count_of(together, "extract holds", "extracts hold") +
                             " all of the words, not one right after the other");
      return;
    }
  }
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < query.words.size() && i < most; ++i) {
    const std::int64_t total = found({Mode::all, {query.words[i]}});
    parts.push_back(shown_name(query.words[i]) + " stands in " +
                    (total == 0 ? "no extract" : base::count_of(total, "extract", "extracts")));
  }
  if (!parts.empty()) answer.notes.push_back("in the whole review " + base::join(parts, ", "));
}

}  // namespace

std::vector<std::string> search_words(std::string_view words) {
  std::vector<std::string> found;
  std::string word;
  const auto end_word = [&](bool is_prefix) {
    if (!word.empty()) found.push_back(word + (is_prefix ? "*" : ""));
    word.clear();
  };
  for (std::size_t at = 0; at < words.size();) {
    if (const std::size_t sign = sign_length(words, at); sign != 0) {
      end_word(false);
      at += sign;
    } else if (is_word_byte(words, at)) {
      word += words[at++];
    } else {
      end_word(words[at++] == '*');
    }
  }
  end_word(false);
  return found;
}

std::string sources_text(const Asking& asking, const Answer& answer) {
  if (answer.truncated || answer.rows.empty()) return {};
  std::vector<model::DocumentId> documents;
  for (const Row& row : answer.rows) documents.push_back(row.documents.front());
  if (asking.graph->counts_studies()) {
    const auto studies = static_cast<std::int64_t>(studies_of(asking, documents));
    return " in " + base::count_of(studies, "study", "studies");
  }
  std::sort(documents.begin(), documents.end());
  documents.erase(std::unique(documents.begin(), documents.end()), documents.end());
  const auto number = static_cast<std::int64_t>(documents.size());
  return " in " + base::count_of(number, "document", "documents");
}

void ExtractRows::add(const model::ExtractDetail& extract, Value score) {
  Row row;
  row.fields = {{"document", text(asking_->snapshot().documents[extract.document.index()].key)},
                {"page", extract.page.empty() ? nothing() : text(extract.page)},
                {"start", extract.span ? Value{extract.span->begin} : nothing()},
                {"end", extract.span ? Value{extract.span->end} : nothing()},
                {"quote", text(extract.quote)},
                {"score", std::move(score)},
                {"codings", codings_value(*asking_, extract.key)}};
  if (asking_->graph->counts_studies()) {
    const auto study = asking_->snapshot().documents[extract.document.index()].study;
    row.fields.emplace_back("study", text(asking_->snapshot().studies[study.index()]));
  }
  row.documents = {extract.document};
  if (extract.is_paraphrase) row.marks.emplace_back("paraphrase");
  const auto place = static_cast<std::size_t>(extract.key);
  if (row_of_.size() <= place) row_of_.resize(place + 1, none);
  row_of_[place] = static_cast<std::uint32_t>(rows_.size());
  rows_.push_back(std::move(row));
}

std::vector<Row> ExtractRows::take() {
  for (std::size_t i = 0; i < asking_->snapshot().configurations.size(); ++i) {
    const model::ConfigurationId k{i};
    for (const auto& one : asking_->snapshot().evidence_of(k)) {
      const auto place = static_cast<std::size_t>(one.extract);
      if (place >= row_of_.size() || row_of_[place] == none) continue;
      auto& names = rows_[row_of_[place]].configurations;
      if (names.empty() || names.back() != k) names.push_back(k);
    }
  }
  return std::move(rows_);
}

void answer_search(const Asking& asking, model::TextQuery::Mode mode, Answer& answer) {
  model::TextQuery query;
  query.mode = mode;
  query.words = search_words(asking.question->arguments[0].names[0].text);
  const bool filtered = !asking.question->where.empty() || !asking.question->without.empty();
  std::int64_t total = 0;
  auto hits = asking.world->details->search(query, filtered ? 0 : asking.limit, total);
  if (filtered) {
    std::erase_if(hits, [&](const model::TextHit& hit) {
      return !asking.graph->counts(hit.document, hit.key);
    });
    total = static_cast<std::int64_t>(hits.size());
  }
  ExtractRows rows(asking);
  const std::size_t shown = cut_to_limit(asking, answer, static_cast<std::size_t>(total));
  for (std::size_t i = 0; i < shown && i < hits.size(); ++i) {
    rows.add(asking.world->details->extract(hits[i].key), {hits[i].score});
  }
  answer.rows = rows.take();
  answer.headline =
      count_text(static_cast<std::size_t>(total), "extract matches", "extracts match") + " " +
      in_quotes(asking.question->arguments[0].names[0].text) + sources_text(asking, answer);
  if (total == 0) note_words(asking, query, answer);
  if (query.words.empty()) answer.notes.emplace_back("there is no word to search for");
}

}  // namespace retroduce::query
