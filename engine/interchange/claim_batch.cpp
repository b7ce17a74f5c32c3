#include "interchange/claim_batch.h"

#include <algorithm>

#include "base/text.h"

namespace retroduce::interchange {

namespace {

using base::Severity;

/// The place of the thing of that name, added where it is new; unset for an empty name.
template <typename Record>
model::Ref<Record> named(const std::string& name, std::size_t row, std::vector<Record>& things,
                         std::map<std::string, std::uint32_t>& places) {
  if (name.empty()) return {};
  const auto [at, is_new] = places.try_emplace(name, static_cast<std::uint32_t>(things.size()));
  if (is_new) {
    Record thing;
    thing.label = name;
    thing.line = static_cast<model::Line>(row);
    things.push_back(std::move(thing));
  }
  return model::Ref<Record>(at->second);
}

std::string year_text(const model::Document& document) {
  return document.year ? std::to_string(*document.year) : std::string();
}

std::string value_of(const model::Document& document, const std::string& field) {
  for (const model::Field& each : document.fields) {
    if (each.name == field) return each.value;
  }
  return {};
}

void fill(std::string& into, const std::string& from) {
  if (into.empty()) into = from;
}

void fill_document(model::Document& into, const model::Document& from) {
  fill(into.title, from.title);
  fill(into.container, from.container);
  fill(into.doi, from.doi);
  fill(into.url, from.url);
  if (into.authors.empty()) into.authors = from.authors;
  if (!into.year) into.year = from.year;
  for (const model::Field& field : from.fields) {
    if (value_of(into, field.name).empty()) into.fields.push_back(field);
  }
  std::sort(into.fields.begin(), into.fields.end(),
            [](const auto& a, const auto& b) { return a.name < b.name; });
}

bool is_same_place(const model::Element& a, const model::Element& b) {
  return a.role == b.role && a.part == b.part && base::fold(a.wording) == base::fold(b.wording);
}

}  // namespace

ClaimBatch::ClaimBatch(std::string name, std::string stem, ClaimReader& reader, Findings& found)
    : name_(std::move(name)), stem_(std::move(stem)), reader_(reader), found_(found) {}

void ClaimBatch::tell(Severity severity, const std::string& code, std::size_t row,
                      const std::string& what) {
  found_.add(severity, code, "row " + std::to_string(row) + " " + what, {name_, row});
}

std::string ClaimBatch::label_of(const Claim& claim) const {
  const std::string& label = claim.configuration.label;
  return label.empty() ? stem_ + " row " + std::to_string(claim.row) : label;
}

/// Where two rows say different things of one thing, neither may win in silence.
bool ClaimBatch::differs(const Claim& claim, const std::string& code, const std::string& what,
                         const std::string& said, const std::string& before,
                         std::size_t row_before) {
  if (said.empty() || before.empty() || said == before) return false;
  reader_.refuse_row(claim.row, code,
                     "gives " + what + " as \"" + base::shorten(base::collapse_blanks(said), 60) +
                         "\", and row " + std::to_string(row_before) + " as \"" +
                         base::shorten(base::collapse_blanks(before), 60) + "\"");
  return true;
}

bool ClaimBatch::agrees_on_document(const Claim& claim) {
  const auto found = document_places_.find(claim.document.key);
  if (found == document_places_.end()) return true;
  const model::Document& known = documents_[found->second];
  const model::Document& said = claim.document;
  const auto clash = [&](const std::string& what, const std::string& now,
                         const std::string& before) {
    return differs(claim, "sheet.document-differs", "the " + what + " of " + known.key, now, before,
                   known.line);
  };
  const std::string study =
      known.study.is_set() ? studies_[known.study.index()].label : std::string();
  bool bad = clash("title", said.title, known.title) ||
             clash("authors", base::join(said.authors, "; "), base::join(known.authors, "; ")) ||
             clash("year", year_text(said), year_text(known)) ||
             clash("container", said.container, known.container) ||
             clash("doi", said.doi, known.doi) || clash("url", said.url, known.url) ||
             clash("study", claim.study, study);
  for (const model::Field& field : said.fields) {
    bad = bad || clash(field.name, field.value, value_of(known, field.name));
  }
  return !bad;
}

bool ClaimBatch::agrees_on_configuration(const Claim& claim) {
  if (!claim.has_claim()) return true;
  const auto found = configuration_places_.find(base::fold(label_of(claim)));
  if (found == configuration_places_.end()) return true;
  const model::Configuration& known = configurations_[found->second];
  const auto clash = [&](const std::string& what, const std::string& now,
                         const std::string& before) {
    return differs(claim, "sheet.label-differs", "the " + what + " of " + known.label, now, before,
                   known.line);
  };
  const std::string theme =
      known.theme.is_set() ? themes_[known.theme.index()].label : std::string();
  return !clash("theme", claim.theme, theme) &&
         !clash("level", claim.configuration.level, known.level) &&
         !clash("statement", claim.configuration.statement, known.statement);
}

bool ClaimBatch::agrees_on_evidence(const Claim& claim) {
  const auto document = document_places_.find(claim.document.key);
  const auto configuration = configuration_places_.find(base::fold(label_of(claim)));
  if (document == document_places_.end() || configuration == configuration_places_.end())
    return true;
  const auto extract =
      extract_places_.find({document->second, claim.extract.is_paraphrase, claim.extract.quote});
  if (extract == extract_places_.end()) return true;
  const auto known = evidence_places_.find({configuration->second, extract->second});
  if (known == evidence_places_.end()) return true;
  const model::Evidence& before = evidence_[known->second];
  return !differs(claim, "sheet.stance-differs", "the stance of one and the same quote",
                  std::string(to_word(claim.evidence.stance)), std::string(to_word(before.stance)),
                  before.line);
}

std::uint32_t ClaimBatch::document_of(const Claim& claim) {
  const auto [at, is_new] = document_places_.try_emplace(
      claim.document.key, static_cast<std::uint32_t>(documents_.size()));
  if (is_new) {
    documents_.push_back(claim.document);
    documents_.back().line = static_cast<model::Line>(claim.row);
  }
  model::Document& document = documents_[at->second];
  fill_document(document, claim.document);
  if (!document.study.is_set())
    document.study = named(claim.study, claim.row, studies_, study_places_);
  return at->second;
}

void ClaimBatch::unite_elements(model::Configuration& into, const Claim& claim) {
  for (const model::Element& element : claim.configuration.elements) {
    const auto same = std::find_if(into.elements.begin(), into.elements.end(),
                                   [&](const auto& each) { return is_same_place(each, element); });
    if (same == into.elements.end()) {
      into.elements.push_back(element);
      continue;
    }
    if (element.direction == model::Direction::unstated || element.direction == same->direction)
      continue;
    if (same->direction != model::Direction::unstated) {
      same->direction = model::Direction::mixed;
      tell(Severity::repair, "sheet.directions-differ", claim.row,
           "and an earlier one of " + into.label + " give \"" + same->wording +
               "\" other directions; it is kept as mixed");
      continue;
    }
    same->direction = element.direction;
  }
  std::stable_sort(into.elements.begin(), into.elements.end(), [](const auto& a, const auto& b) {
    return std::pair(a.role, a.part) < std::pair(b.role, b.part);
  });
}

std::uint32_t ClaimBatch::configuration_of(const Claim& claim) {
  const std::string label = label_of(claim);
  const auto [at, is_new] = configuration_places_.try_emplace(
      base::fold(label), static_cast<std::uint32_t>(configurations_.size()));
  if (is_new) {
    model::Configuration configuration;
    configuration.label = label;
    configuration.line = static_cast<model::Line>(claim.row);
    configurations_.push_back(std::move(configuration));
    if (claim.configuration.label.empty()) ++labelled_by_row_;
  }
  model::Configuration& configuration = configurations_[at->second];
  fill(configuration.level, claim.configuration.level);
  fill(configuration.statement, claim.configuration.statement);
  if (!configuration.theme.is_set()) {
    configuration.theme = named(claim.theme, claim.row, themes_, theme_places_);
  }
  unite_elements(configuration, claim);
  return at->second;
}

std::uint32_t ClaimBatch::extract_of(const Claim& claim, std::uint32_t document) {
  const auto [at, is_new] =
      extract_places_.try_emplace({document, claim.extract.is_paraphrase, claim.extract.quote},
                                  static_cast<std::uint32_t>(extracts_.size()));
  if (is_new) {
    extracts_.push_back(claim.extract);
    extracts_.back().document = model::Ref<model::Document>(document);
    extracts_.back().line = static_cast<model::Line>(claim.row);
    return at->second;
  }
  model::Extract& extract = extracts_[at->second];
  fill(extract.page, claim.extract.page);
  if (!claim.extract.page.empty() && claim.extract.page != extract.page) {
    tell(Severity::loss, "sheet.page-differs", claim.row,
         "gives page " + claim.extract.page + " for a quote that row " +
             std::to_string(extract.line) + " finds on page " + extract.page +
             "; the earlier page is kept");
  }
  return at->second;
}

void ClaimBatch::add_evidence(const Claim& claim, std::uint32_t configuration,
                              std::uint32_t extract) {
  model::Evidence evidence = claim.evidence;
  evidence.configuration = model::Ref<model::Configuration>(configuration);
  evidence.extract = model::Ref<model::Extract>(extract);
  evidence.coder = named(claim.coder, claim.row, coders_, coder_places_);
  evidence.line = static_cast<model::Line>(claim.row);
  const auto [at, is_new] = evidence_places_.try_emplace(
      {configuration, extract}, static_cast<std::uint32_t>(evidence_.size()));
  if (is_new) {
    evidence_.push_back(std::move(evidence));
    return;
  }
  const model::Evidence& before = evidence_[at->second];
  const bool same = before.inference == evidence.inference && before.note == evidence.note &&
                    before.coder == evidence.coder;
  if (same) {
    tell(Severity::note, "sheet.repeated-row", claim.row,
         "brings the same quote for " + label_of(claim) + " as row " + std::to_string(before.line));
  } else {
    tell(Severity::loss, "sheet.evidence-once", claim.row,
         "brings the same quote for " + label_of(claim) + " as row " + std::to_string(before.line) +
             "; its coder, note and inference are not kept beside the earlier ones");
  }
}

void ClaimBatch::add(const Claim& claim) {
  if (!agrees_on_document(claim) || !agrees_on_configuration(claim) || !agrees_on_evidence(claim))
    return;
  const std::uint32_t document = document_of(claim);
  if (claim.extract.quote.empty()) {
    tell(Severity::note, "sheet.paper-alone", claim.row, "makes no claim; its document is kept");
    return;
  }
  const std::uint32_t extract = extract_of(claim, document);
  if (!claim.has_claim()) {
    tell(Severity::note, "sheet.quote-alone", claim.row,
         "makes no claim; its quote is kept as an extract");
    return;
  }
  add_evidence(claim, configuration_of(claim), extract);
}

void ClaimBatch::send(model::BatchSink& sink) const {
  const auto each = [&](const auto& things) {
    for (const auto& thing : things) sink.add(thing);
  };
  each(coders_);
  each(studies_);
  each(documents_);
  each(themes_);
  each(extracts_);
  each(configurations_);
  each(evidence_);
}

}  // namespace retroduce::interchange
