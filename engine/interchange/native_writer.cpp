#include "interchange/native_writer.h"

#include <algorithm>

#include "base/error.h"
#include "interchange/native_print.h"

namespace retroduce::interchange::native {

namespace {

constexpr std::size_t section_depth = 1;

std::size_t section_place(std::string_view name) {
  const auto found = std::find_if(sections.begin(), sections.end(),
                                  [&](const Section& section) { return section.name == name; });
  RETRODUCE_ASSERT(found != sections.end());
  return static_cast<std::size_t>(found - sections.begin());
}

}  // namespace

NativeWriter::NativeWriter(const std::filesystem::path& path, bool overwrite)
    : file_(path, overwrite), section_(sections.size()) {
  file_.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<review xmlns=\"" +
              std::string(name_space) + "\" version=\"1\">\n");
}

void NativeWriter::finish() {
  leave();
  file_.write("</review>\n");
  file_.commit();
}

template <typename Record>
void NativeWriter::print(const Record& record, std::string_view tag) {
  const std::size_t depth = tag == sections[0].name ? section_depth : section_depth + 1;
  buffer_.clear();
  ElementPrinter(buffer_, names_, tag, depth).print(record);
  file_.write(buffer_);
}

void NativeWriter::enter(std::string_view section) {
  const std::size_t place = section_place(section);
  if (place == section_) return;
  RETRODUCE_ASSERT(section_ == sections.size() || section_ < place);
  leave();
  section_ = place;
  if (!sections[place].item.empty()) file_.write("  <" + std::string(section) + ">\n");
}

void NativeWriter::leave() {
  if (section_ == sections.size()) return;
  write_nested(theories_, "theory", model::ThingKind::construct);
  write_nested(versions_, "version", model::ThingKind::statement);
  if (!sections[section_].item.empty())
    file_.write("  </" + std::string(sections[section_].name) + ">\n");
}

template <typename Parent>
void NativeWriter::write_nested(std::vector<Parent>& parents, std::string_view tag,
                                model::ThingKind kind) {
  if (parents.empty()) return;
  std::vector<std::uint32_t> order;
  for (const auto& places : nested_places_) order.insert(order.end(), places.begin(), places.end());
  names_.print_in_order(kind, std::move(order));
  for (const Parent& parent : parents) print(parent, tag);
  parents.clear();
  nested_places_.clear();
  nested_count_ = 0;
}

template <typename Record>
void NativeWriter::take(const Record& record, std::string_view section) {
  enter(section);
  if constexpr (requires { record.origin; }) names_.add(kind_of<Record>, record.origin);
  print(record, sections[section_].item);
}

void NativeWriter::add(const model::Review& review) {
  enter("about");
  print(review, "about");
}

void NativeWriter::add(const model::Change& change) {
  names_.add_change(change.uid);
  take(change, "history");
}

void NativeWriter::add(const model::Coder& coder) { take(coder, "coders"); }
void NativeWriter::add(const model::Study& study) { take(study, "studies"); }
void NativeWriter::add(const model::Document& document) { take(document, "documents"); }
void NativeWriter::add(const model::SourceRecord& one) { take(one, "records"); }
void NativeWriter::add(const model::Sameness& one) { take(one, "samenesses"); }
void NativeWriter::add(const model::Theme& theme) { take(theme, "themes"); }
void NativeWriter::add(const model::Concept& concept_) { take(concept_, "concepts"); }
void NativeWriter::add(const model::Extract& extract) { take(extract, "extracts"); }
void NativeWriter::add(const model::Coding& coding) { take(coding, "codings"); }
void NativeWriter::add(const model::CodingResolution& one) { take(one, "resolutions"); }
void NativeWriter::add(const model::Configuration& one) { take(one, "configurations"); }
void NativeWriter::add(const model::Evidence& evidence) { take(evidence, "evidence"); }
void NativeWriter::add(const model::Link& link) { take(link, "links"); }
void NativeWriter::add(const model::Appraisal& appraisal) { take(appraisal, "appraisals"); }
void NativeWriter::add(const model::Reading& reading) { take(reading, "readings"); }
void NativeWriter::add(const model::SavedQuestion& one) { take(one, "saved-questions"); }
void NativeWriter::add(const model::Attachment& one) { take(one, "attachments"); }
void NativeWriter::add(const model::Entry& one) { take(one, "entries"); }
void NativeWriter::add(const model::Memo& memo) { take(memo, "memos"); }
void NativeWriter::add(const model::ForeignPart& part) { take(part, "foreign-parts"); }

void NativeWriter::add(const model::Theory& theory) {
  enter("theories");
  names_.add(model::ThingKind::theory, theory.origin);
  nested_places_.emplace_back();
  theories_.push_back({theory, {}});
}

void NativeWriter::add(const model::Construct& construct) {
  RETRODUCE_ASSERT(construct.theory.index() < theories_.size());
  names_.add(model::ThingKind::construct, construct.origin);
  theories_[construct.theory.index()].constructs.push_back(construct);
  nested_places_[construct.theory.index()].push_back(nested_count_++);
}

void NativeWriter::add(const model::TheoryVersion& version) {
  enter("versions");
  names_.add(model::ThingKind::theory_version, version.origin);
  nested_places_.emplace_back();
  versions_.push_back({version, {}});
}

void NativeWriter::add(const model::Statement& statement) {
  RETRODUCE_ASSERT(statement.version.index() < versions_.size());
  names_.add(model::ThingKind::statement, statement.origin);
  versions_[statement.version.index()].statements.push_back(statement);
  nested_places_[statement.version.index()].push_back(nested_count_++);
}

}  // namespace retroduce::interchange::native
