// Each record as a row of its file; the columns stand in bundle_writer.cpp, in the same order.
#include <algorithm>
#include <cctype>

#include "base/base64.h"
#include "base/error.h"
#include "base/hash.h"
#include "interchange/bundle_cells.h"
#include "interchange/bundle_writer.h"

namespace retroduce::interchange::bundle {

namespace {

template <typename Record>
std::vector<std::string> names_of(const std::vector<model::Ref<Record>>& refs) {
  std::vector<std::string> out;
  for (const auto ref : refs) out.push_back(std::to_string(std::int64_t{ref.value} + 1));
  return out;
}

template <typename Record>
std::string label_at(const std::vector<std::string>& labels, model::Ref<Record> ref) {
  return ref.is_set() ? labels.at(ref.index()) : std::string();
}

void end_with(TableWriter& row, const model::Origin& origin) {
  row.thing(origin.change);
  if (origin.change.is_set()) {
    row.cell(std::int64_t{origin.ordinal});
  } else {
    row.cell("");
  }
  row.end_row();
}

}  // namespace

void BundleWriter::add(const model::Review& review) {
  std::vector<std::string> headings;
  for (const model::RoleHeading& each : review.headings) {
    headings.push_back(std::string(1, role_letter(each.role)) + "=" + each.heading);
  }
  table("review.tsv")
      .cell(review.title)
      .list(review.questions)
      .cell(review.about)
      .cell(review.scheme)
      .list(headings)
      .list(review.levels)
      .list(review.ratings)
      .flag(review.demands_reasons)
      .end_row();
}

void BundleWriter::add(const model::Change& change) {
  const std::int64_t id = next("changes.tsv");
  table("changes.tsv")
      .cell(id)
      .cell(change.uid)
      .cell(change.at)
      .cell(change.by)
      .cell(change.kind)
      .cell(change.what)
      .cell(change.why)
      .cell(change.counts)
      .cell(change.content_hash)
      .cell(change.follows)
      .end_row();
  for (const model::HistoryRow& row : change.rows) {
    TableWriter& history = table("history.tsv");
    history.cell(id)
        .cell(to_word(row.thing))
        .cell(row.thing_id)
        .cell(row.before)
        .cell(row.after)
        .end_row();
  }
}

void BundleWriter::add(const model::Coder& coder) {
  coders_.push_back(coder.label);
  end_with(table("coders.tsv").cell(coder.label).cell(coder.name).cell(coder.note), coder.origin);
}

void BundleWriter::add(const model::Study& study) {
  studies_.push_back(study.label);
  end_with(table("studies.tsv").cell(study.label).cell(study.note), study.origin);
}

void BundleWriter::add(const model::Document& document) {
  TableWriter& row = table("documents.rows");
  std::string country;
  for (const model::Field& field : document.fields) {
    if (field.name == "country") {
      country = field.value;
    } else if (std::find(field_names_.begin(), field_names_.end(), field.name) ==
               field_names_.end()) {
      field_names_.push_back(field.name);
    }
  }
  const std::int64_t id = next("documents.rows");
  for (const model::FormerText& former : document.former_texts)
    add_text(id, &former.text, former.origin);
  if (document.text_origin) add_text(id, nullptr, *document.text_origin);
  row.cell(id).cell(document.key).cell(document.type).list(document.authors);
  row.cell(document.year ? std::to_string(*document.year) : std::string());
  row.cell(document.title).cell(document.container).cell(document.volume).cell(document.issue);
  row.cell(document.pages)
      .cell(document.doi)
      .cell(country)
      .cell(document.language)
      .cell(document.url);
  row.cell(document.note).cell(label_at(studies_, document.study)).flag(document.is_consultation);
  row.cell(document.text.value_or(std::string())).flag(document.text && document.text->empty());
  end_with(row, document.origin);
  fields_.push_back(document.fields);
}

void BundleWriter::add_text(std::int64_t document, const std::string* former,
                            const model::TextOrigin& origin) {
  const std::int64_t id = next("texts.tsv");
  table("texts.tsv")
      .cell(id)
      .cell(document)
      .flag(former != nullptr)
      .cell(former != nullptr ? *former : std::string())
      .cell(origin.source)
      .cell(origin.format)
      .cell(std::int64_t{origin.rule})
      .cell(origin.program)
      .cell(origin.content_hash)
      .cell(base::to_base64(origin.boxes))
      .end_row();
  for (const model::TextPage& page : origin.pages)
    table("text_pages.tsv")
        .cell(id)
        .cell(page.label)
        .cell(page.span.begin)
        .cell(page.span.end)
        .end_row();
  for (const model::TextSection& section : origin.sections)
    table("text_sections.tsv")
        .cell(id)
        .cell(std::int64_t{section.depth})
        .cell(section.title)
        .cell(section.span.begin)
        .cell(section.span.end)
        .end_row();
}

void BundleWriter::add(const model::SourceRecord& record) {
  TableWriter& row = table("records.tsv");
  row.thing(record.document).cell(record.format).cell(record.database).cell(record.search);
  row.cell(record.searched).cell(record.accession).cell(record.digest).cell(record.rule);
  row.cell(record.score ? std::to_string(*record.score) : std::string());
  row.cell(record.came).list(name_value_list(record.raw)).thing(record.change).end_row();
}

void BundleWriter::add(const model::Sameness& sameness) {
  TableWriter& row = table("samenesses.tsv");
  row.thing(sameness.document).thing(sameness.other).cell(sameness.is_same ? "yes" : "no");
  row.cell(sameness.reason).thing(sameness.change).end_row();
}

void BundleWriter::add(const model::Theme& theme) {
  themes_.push_back(theme.label);
  end_with(
      table("themes.tsv").cell(theme.label).cell(label_at(themes_, theme.parent)).cell(theme.note),
      theme.origin);
}

void BundleWriter::add(const model::Concept& concept_) {
  TableWriter& row = table("concepts.tsv");
  row.cell(next("concepts.tsv")).cell("").cell(concept_.label).cell(concept_.definition);
  row.cell(concept_.note).thing(concept_.parent).list(concept_.aliases).flag(concept_.is_wording);
  row.thing(concept_.origin.change);
  row.cell(concept_.origin.change.is_set() ? std::to_string(concept_.origin.ordinal) : "");
  row.cell(concept_.colour).end_row();
}

void BundleWriter::add(const model::Extract& extract) {
  TableWriter& row = table("extracts.tsv");
  row.cell(next("extracts.tsv")).thing(extract.document).cell(extract.page);
  row.cell(extract.span ? std::to_string(extract.span->begin) : std::string());
  row.cell(extract.span ? std::to_string(extract.span->end) : std::string());
  row.cell(extract.quote).flag(extract.is_paraphrase).cell(extract.translation).cell(extract.note);
  const model::Anchor anchor = extract.anchor.value_or(model::Anchor{});
  row.cell(extract.anchor ? to_word(anchor.how) : std::string_view());
  row.cell(anchor.before).cell(anchor.after).cell(anchor.doubt);
  row.flag(anchor.is_span_found).flag(anchor.is_page_found);
  end_with(row, extract.origin);
}

void BundleWriter::add(const model::Coding& coding) {
  const std::string role = coding.role ? std::string(1, role_letter(*coding.role)) : "";
  TableWriter& row = table("codings.tsv");
  row.cell(next("codings.tsv")).thing(coding.extract).thing(coding.concept_).cell(role);
  row.cell(label_at(coders_, coding.coder)).cell(coding.note).thing(coding.change);
  row.cell(coding.date).end_row();
}

void BundleWriter::add(const model::CodingResolution& resolution) {
  const char role = role_letter(resolution.role);
  TableWriter& row = table("resolutions.tsv");
  row.thing(resolution.extract).thing(resolution.concept_).cell({&role, 1});
  row.cell(resolution.holds ? "yes" : "no").cell(label_at(coders_, resolution.coder));
  row.cell(resolution.reason).thing(resolution.change).end_row();
}

void BundleWriter::add(const model::Configuration& configuration) {
  const std::int64_t id = next("configurations.tsv");
  TableWriter& row = table("configurations.tsv");
  row.cell(id).cell(label_at(themes_, configuration.theme)).cell(configuration.label);
  row.cell(to_word(configuration.status)).cell(configuration.title).cell(configuration.level);
  row.cell(configuration.statement).cell(configuration.note);
  end_with(row, configuration.origin);
  std::array<std::int64_t, role_letters.size()> positions{};
  for (const model::Element& element : configuration.elements) {
    const char role = role_letter(element.role);
    TableWriter& place = table("configuration_elements.tsv");
    place.cell(id).cell({&role, 1}).cell(++positions[static_cast<std::size_t>(element.role)]);
    place.thing(element.concept_).cell(element.wording);
    place.cell(element.part == model::MechanismPart::unsplit ? "" : to_word(element.part));
    place.flag(element.opposite).cell(to_word(element.direction));
    place.flag(element.is_unintended).flag(element.when_not_fired).end_row();
    element_roles_.push_back(element.role);
  }
  first_element_.push_back(static_cast<std::uint32_t>(element_roles_.size()));
}

/// "M2": the second mechanism.
std::string BundleWriter::element_name(std::uint32_t configuration, std::uint32_t element) const {
  RETRODUCE_ASSERT(configuration + std::size_t{1} < first_element_.size());
  const std::uint32_t at = first_element_[configuration] + element;
  RETRODUCE_ASSERT(at < first_element_[configuration + 1]);
  const model::Role role = element_roles_[at];
  const auto begin = element_roles_.begin() + first_element_[configuration];
  const auto position = std::count(begin, element_roles_.begin() + at + 1, role);
  return std::string(1, role_letter(role)) + std::to_string(position);
}

void BundleWriter::add(const model::Evidence& evidence) {
  TableWriter& row = table("evidence.tsv");
  row.thing(evidence.configuration).thing(evidence.extract).cell(to_word(evidence.stance));
  row.cell(evidence.element ? element_name(evidence.configuration.value, *evidence.element)
                            : std::string());
  row.cell(to_word(evidence.inference)).cell(evidence.note).cell(label_at(coders_, evidence.coder));
  row.thing(evidence.change).cell(next("evidence.tsv")).end_row();
}

void BundleWriter::add(const model::Link& link) {
  std::vector<std::string> rests_on;
  for (const model::LinkEvidence& each : link.evidence) {
    rests_on.push_back(std::to_string(std::int64_t{each.extract.value} + 1) + " " +
                       std::string(to_word(each.stance)));
  }
  TableWriter& row = table("links.tsv");
  row.cell(next("links.tsv")).thing(link.from).thing(link.to).cell(to_word(link.kind));
  row.cell(link.note).cell(label_at(coders_, link.coder)).list(rests_on);
  end_with(row, link.origin);
}

void BundleWriter::add(const model::Theory& theory) {
  TableWriter& row = table("theories.tsv");
  row.cell(next("theories.tsv"))
      .cell(theory.label)
      .cell(to_word(theory.kind))
      .cell(theory.citation);
  row.thing(theory.document).cell(theory.note);
  end_with(row, theory.origin);
}

void BundleWriter::add(const model::Construct& construct) {
  TableWriter& row = table("constructs.tsv");
  row.cell(next("constructs.tsv")).thing(construct.theory).cell(construct.label);
  row.cell(construct.definition).list(names_of(construct.configurations));
  end_with(row, construct.origin);
}

void BundleWriter::add(const model::TheoryVersion& version) {
  TableWriter& row = table("theory_versions.tsv");
  row.cell(next("theory_versions.tsv")).thing(version.theory).cell(version.label);
  row.cell(version.date).cell(version.note);
  end_with(row, version.origin);
}

void BundleWriter::add(const model::Statement& statement) {
  std::vector<std::string> lineage;
  for (const model::StatementLineage& each : statement.lineage) {
    const std::string earlier = each.earlier.is_set()
                                    ? std::to_string(std::int64_t{each.earlier.value} + 1) + " "
                                    : std::string();
    lineage.push_back(earlier + std::string(to_word(each.lineage)));
  }
  TableWriter& row = table("statements.tsv");
  row.cell(next("statements.tsv"))
      .thing(statement.version)
      .cell(statement.label)
      .cell(statement.text);
  row.list(lineage).cell(statement.reason).list(names_of(statement.moved_by));
  row.list(names_of(statement.configurations));
  end_with(row, statement.origin);
}

void BundleWriter::add(const model::Appraisal& appraisal) {
  TableWriter& row = table("appraisals.tsv");
  row.cell(next("appraisals.tsv")).thing(appraisal.document).thing(appraisal.extract);
  row.cell(to_word(appraisal.criterion)).cell(appraisal.rating).cell(appraisal.reason);
  row.cell(label_at(coders_, appraisal.coder)).flag(appraisal.is_resolution);
  end_with(row, appraisal.origin);
}

void BundleWriter::add(const model::Reading& reading) {
  TableWriter& row = table("readings.tsv");
  row.cell(next("readings.tsv")).thing(reading.document).thing(reading.version);
  row.cell(label_at(coders_, reading.coder)).cell(reading.date).cell(reading.note);
  end_with(row, reading.origin);
}

void BundleWriter::add(const model::SavedQuestion& saved) {
  TableWriter& row = table("saved_questions.tsv");
  row.cell(next("saved_questions.tsv")).cell(saved.name).cell(saved.text);
  end_with(row, saved.origin);
}

std::string BundleWriter::subject(model::ThingKind about, std::uint32_t ref) const {
  switch (about) {
    case model::ThingKind::review:
      return {};
    case model::ThingKind::coder:
      return coders_.at(ref);
    case model::ThingKind::study:
      return studies_.at(ref);
    case model::ThingKind::theme:
      return themes_.at(ref);
    case model::ThingKind::element: {
      const auto owner = std::upper_bound(first_element_.begin(), first_element_.end(), ref) - 1;
      const auto configuration = static_cast<std::uint32_t>(owner - first_element_.begin());
      return std::to_string(configuration + 1) + " " + element_name(configuration, ref - *owner);
    }
    default:
      return std::to_string(std::int64_t{ref} + 1);
  }
}

/// Named by their number, with the ending of their name so that a person can open them.
void BundleWriter::add(const model::Attachment& attachment) {
  const std::int64_t id = next("attachments.tsv");
  std::string ending = std::filesystem::path(attachment.name).extension().string();
  const bool is_plain = ending.size() > 1 && ending.size() < 10 &&
                        std::all_of(ending.begin() + 1, ending.end(),
                                    [](unsigned char c) { return std::isalnum(c) != 0; });
  if (!is_plain) ending.clear();
  const std::string file = std::string(attachment_folder) + "/" + std::to_string(id) + ending;
  std::filesystem::create_directories(folder_.folder() / attachment_folder);
  base::FileWriter writer(folder_.folder() / file, false);
  writer.write(attachment.bytes);
  writer.commit();
  base::Hasher hasher;
  hasher.add(attachment.bytes);
  TableWriter& row = table("attachments.tsv");
  row.cell(id).thing(attachment.document).cell(attachment.name).cell(attachment.media_type);
  row.cell(file).cell(hasher.finish());
  end_with(row, attachment.origin);
}

void BundleWriter::add(const model::Entry& entry) {
  TableWriter& row = table("entries.tsv");
  row.cell(next("entries.tsv")).cell(to_word(entry.list)).thing(entry.configuration);
  row.cell(std::int64_t{entry.place}).list(name_value_list(entry.fields));
  end_with(row, entry.origin);
}

void BundleWriter::add(const model::ForeignPart& part) {
  TableWriter& row = table("foreign_parts.tsv");
  row.cell(part.system).cell(part.kind).cell(part.id).cell(to_word(part.about));
  row.cell(subject(part.about, part.about_ref)).cell(part.content);
  end_with(row, part.origin);
}

void BundleWriter::add(const model::Memo& memo) {
  TableWriter& row = table("memos.tsv");
  row.cell(next("memos.tsv")).cell(to_word(memo.about)).cell(subject(memo.about, memo.about_ref));
  row.cell(memo.text).cell(memo.date).cell(label_at(coders_, memo.coder));
  end_with(row, memo.origin);
}

}  // namespace retroduce::interchange::bundle
