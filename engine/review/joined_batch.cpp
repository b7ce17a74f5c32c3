#include "review/joined_batch.h"

namespace retroduce::review {

using namespace model;

namespace {

template <typename T>
void up(Ref<T>& ref, std::uint32_t by) {
  if (ref.is_set()) ref = Ref<T>(ref.value + by);
}

template <typename T>
void up(std::vector<Ref<T>>& refs, std::uint32_t by) {
  for (Ref<T>& ref : refs) up(ref, by);
}

}  // namespace

template <typename Record>
Record JoinedBatch::placed(Record record) const {
  up(record.origin.change, first_.change);
  return record;
}

void JoinedBatch::add(const Change& r) {
  sink_.add(r);
  ++sent_.change;
}

void JoinedBatch::add(const Coder& r) {
  sink_.add(placed(r));
  ++sent_.coder;
}

void JoinedBatch::add(const Study& r) {
  sink_.add(placed(r));
  ++sent_.study;
}

void JoinedBatch::add(const Document& r) {
  Document record = placed(r);
  up(record.study, first_.study);
  sink_.add(record);
  ++sent_.document;
}

void JoinedBatch::add(const SourceRecord& r) {
  SourceRecord record = r;
  up(record.change, first_.change);
  up(record.document, first_.document);
  sink_.add(record);
}

void JoinedBatch::add(const Sameness& r) {
  Sameness record = r;
  up(record.change, first_.change);
  up(record.document, first_.document);
  up(record.other, first_.document);
  sink_.add(record);
}

void JoinedBatch::add(const Theme& r) {
  Theme record = placed(r);
  up(record.parent, first_.theme);
  sink_.add(record);
  ++sent_.theme;
}

void JoinedBatch::add(const Concept& r) {
  Concept record = placed(r);
  up(record.parent, first_.concept_);
  sink_.add(record);
  ++sent_.concept_;
}

void JoinedBatch::add(const Extract& r) {
  Extract record = placed(r);
  up(record.document, first_.document);
  sink_.add(record);
  ++sent_.extract;
}

void JoinedBatch::add(const Coding& r) {
  Coding record = r;
  up(record.change, first_.change);
  up(record.extract, first_.extract);
  up(record.concept_, first_.concept_);
  up(record.coder, first_.coder);
  sink_.add(record);
  ++sent_.coding;
}

void JoinedBatch::add(const CodingResolution& r) {
  CodingResolution record = r;
  up(record.change, first_.change);
  up(record.extract, first_.extract);
  up(record.concept_, first_.concept_);
  up(record.coder, first_.coder);
  sink_.add(record);
}

void JoinedBatch::add(const Configuration& r) {
  Configuration record = placed(r);
  up(record.theme, first_.theme);
  for (Element& element : record.elements) up(element.concept_, first_.concept_);
  sink_.add(record);
  ++sent_.configuration;
  sent_.element += static_cast<std::uint32_t>(r.elements.size());
}

void JoinedBatch::add(const Evidence& r) {
  Evidence record = r;
  up(record.change, first_.change);
  up(record.configuration, first_.configuration);
  up(record.extract, first_.extract);
  up(record.coder, first_.coder);
  sink_.add(record);
  ++sent_.evidence;
}

void JoinedBatch::add(const Link& r) {
  Link record = placed(r);
  up(record.from, first_.configuration);
  up(record.to, first_.configuration);
  up(record.coder, first_.coder);
  for (LinkEvidence& evidence : record.evidence) up(evidence.extract, first_.extract);
  sink_.add(record);
  ++sent_.link;
}

void JoinedBatch::add(const Theory& r) {
  Theory record = placed(r);
  up(record.document, first_.document);
  sink_.add(record);
  ++sent_.theory;
}

void JoinedBatch::add(const Construct& r) {
  Construct record = placed(r);
  up(record.theory, first_.theory);
  up(record.configurations, first_.configuration);
  sink_.add(record);
  ++sent_.construct;
}

void JoinedBatch::add(const TheoryVersion& r) {
  TheoryVersion record = placed(r);
  up(record.theory, first_.theory);
  sink_.add(record);
  ++sent_.version;
}

void JoinedBatch::add(const Statement& r) {
  Statement record = placed(r);
  up(record.version, first_.version);
  for (StatementLineage& lineage : record.lineage) up(lineage.earlier, first_.statement);
  up(record.moved_by, first_.extract);
  up(record.configurations, first_.configuration);
  sink_.add(record);
  ++sent_.statement;
}

void JoinedBatch::add(const Appraisal& r) {
  Appraisal record = placed(r);
  up(record.document, first_.document);
  up(record.extract, first_.extract);
  up(record.coder, first_.coder);
  sink_.add(record);
  ++sent_.appraisal;
}

void JoinedBatch::add(const Reading& r) {
  Reading record = placed(r);
  up(record.document, first_.document);
  up(record.version, first_.version);
  up(record.coder, first_.coder);
  sink_.add(record);
  ++sent_.reading;
}

void JoinedBatch::add(const SavedQuestion& r) {
  sink_.add(placed(r));
  ++sent_.saved_question;
}

void JoinedBatch::add(const Memo& r) {
  Memo record = placed(r);
  record.about_ref += base_of(r.about);
  up(record.coder, first_.coder);
  sink_.add(record);
  ++sent_.memo;
}

void JoinedBatch::add(const Attachment& r) {
  Attachment record = placed(r);
  up(record.document, first_.document);
  sink_.add(record);
  ++sent_.attachment;
}

void JoinedBatch::add(const Entry& r) {
  Entry record = placed(r);
  up(record.configuration, first_.configuration);
  sink_.add(record);
  ++sent_.entry;
}

void JoinedBatch::add(const ForeignPart& r) {
  ForeignPart record = placed(r);
  record.about_ref += base_of(r.about);
  sink_.add(record);
}

std::uint32_t JoinedBatch::base_of(ThingKind about) const {
  switch (about) {
    case ThingKind::coder:
      return first_.coder;
    case ThingKind::study:
      return first_.study;
    case ThingKind::document:
      return first_.document;
    case ThingKind::theme:
      return first_.theme;
    case ThingKind::concept_:
      return first_.concept_;
    case ThingKind::extract:
      return first_.extract;
    case ThingKind::configuration:
      return first_.configuration;
    case ThingKind::link:
      return first_.link;
    case ThingKind::appraisal:
      return first_.appraisal;
    case ThingKind::theory:
      return first_.theory;
    case ThingKind::theory_version:
      return first_.version;
    case ThingKind::statement:
      return first_.statement;
    case ThingKind::construct:
      return first_.construct;
    case ThingKind::reading:
      return first_.reading;
    case ThingKind::saved_question:
      return first_.saved_question;
    case ThingKind::attachment:
      return first_.attachment;
    case ThingKind::entry:
      return first_.entry;
    case ThingKind::memo:
      return first_.memo;
    case ThingKind::coding:
      return first_.coding;
    case ThingKind::evidence:
      return first_.evidence;
    case ThingKind::element:
      return first_.element;
    case ThingKind::review:
    case ThingKind::foreign_part:
    case ThingKind::resolution:
    case ThingKind::record:
    case ThingKind::sameness:
      break;
  }
  return 0;
}

}  // namespace retroduce::review
