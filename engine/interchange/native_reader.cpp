#include "interchange/native_reader.h"

#include <algorithm>
#include <span>
#include <utility>

#include <pugixml.hpp>

#include "base/text.h"
#include "interchange/native_element.h"
#include "model/element_order.h"

namespace retroduce::interchange::native {

namespace {

/// No review nests deeper than six; far below what any recursion could not bear.
constexpr std::size_t greatest_depth = 256;

using model::ThingKind;

/// Says what the root of another vocabulary is.
std::optional<XmlProblem> check_root(const XmlRoot& root) {
  const std::string_view space = root.attribute("xmlns");
  const std::string name(root.name);
  if (space == name_space && name == "review") {
    const std::string version(root.attribute("version"));
    if (version == "1") return std::nullopt;
    if (version.empty()) return XmlProblem{"missing", "<review> has no version", root.at};
    const bool is_number = version.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number || version == "0")
      return XmlProblem{"number", "version=\"" + version + "\" of <review> is no version", root.at};
    return XmlProblem{"newer",
                      "the file is in version " + version +
                          " of the form, and this program reads version 1: use a newer one",
                      root.at};
  }
  if (space.starts_with(name_space_stem) && name == "review")
    return XmlProblem{"newer",
                      "the file is in version " +
                          std::string(space.substr(name_space_stem.size())) +
                          " of the form, and this program reads version 1: use a newer one",
                      root.at};
  if (base::fold(name) == "html")
    return XmlProblem{"vocabulary",
                      "this is a web page and no export: its root is <" + std::string(name) +
                          ">; open it to see what the site sent in its place, and export again",
                      root.at};
  const std::string found = space.empty() ? "without a namespace" : "of " + std::string(space);
  return XmlProblem{"vocabulary",
                    "this is no Retroduce review: its root is <" + name + "> " + found +
                        ", where <review> of " + std::string(name_space) +
                        " without a prefix is wanted",
                    root.at};
}

class ReviewReader {
 public:
  ReviewReader(Reading& reading, const std::string& file, std::span<char> bytes,
               model::BatchSink& sink, base::Progress& progress)
      : reading_(reading), file_(file), bytes_(bytes), sink_(sink), progress_(progress) {}

  /// Section by section, so that no more than one of them stands in memory taken apart.
  void read(const XmlScan& scan) {
    check_root_attributes(scan.root);
    if (scan.text_in_root)
      reading_.lose("stray-text", "text between the elements of <review> was left out",
                    reading_.line_at(*scan.text_in_root));
    // Texts are kept exactly. Blanks between elements are kept only where they may be part of a
    // text that a comment or a CDATA section cuts in pieces: they would double the size of what is
    // parsed.
    unsigned options = pugi::parse_default | pugi::parse_embed_pcdata;
    options |= scan.has_broken_text ? pugi::parse_ws_pcdata : pugi::parse_ws_pcdata_single;
    std::size_t next = 0;
    for (const XmlRange& range : scan.children) {
      start_ = range.begin;
      reading_.begin_piece(start_);
      const std::span<char> piece = bytes_.subspan(range.begin, range.end - range.begin);
      pugi::xml_document document;
      const auto parsed =
          document.load_buffer_inplace(piece.data(), piece.size(), options, pugi::encoding_utf8);
      if (parsed) {
        read_section(document.document_element(), next);
      } else {
        const auto at = static_cast<std::size_t>(std::max<std::ptrdiff_t>(parsed.offset, 0));
        reading_.refuse("malformed", "the XML cannot be read: " + std::string(parsed.description()),
                        reading_.line_at(start_ + at));
      }
    }
  }

 private:
  using SectionReader = void (ReviewReader::*)(const pugi::xml_node&);
  static const std::array<SectionReader, sections.size()> readers;

  void read_section(const pugi::xml_node& node, std::size_t& next) {
    const std::size_t place = place_of(node);
    if (place == sections.size()) return;
    if (place < next) refuse_order(node, place + 1 == next);
    next = std::max(next, place + 1);
    (this->*readers[place])(node);
  }

  std::size_t place_of(const pugi::xml_node& node) {
    const auto found = std::find_if(sections.begin(), sections.end(), [&](const Section& section) {
      return section.name == node.name();
    });
    if (found == sections.end())
      reading_.lose("unknown-element",
                    "<" + std::string(node.name()) + "> in <review> is not known and was left out",
                    reading_.line_of(node.internal_object()));
    return static_cast<std::size_t>(found - sections.begin());
  }

  void refuse_order(const pugi::xml_node& node, bool repeated) {
    std::vector<std::string> names;
    for (const Section& section : sections) names.emplace_back(section.name);
    const std::string tag = "<" + std::string(node.name()) + ">";
    reading_.refuse("order",
                    repeated ? tag + " stands twice: put both in one"
                             : tag + " comes too late; the order is " + base::join(names, ", "),
                    reading_.line_of(node.internal_object()));
  }

  /// Declarations of namespaces and hints where the schema lies may stand on the root.
  void check_root_attributes(const XmlRoot& root) {
    for (const auto& [name, value] : root.attributes) {
      if (name == "version" || name.starts_with("xmlns") || name.starts_with("xsi:")) continue;
      reading_.lose(
          "unknown-attribute",
          "the attribute " + std::string(name) + " of <review> is not known and was left out",
          reading_.line_at(root.at));
    }
  }

  template <typename Record>
  void send(const Record& record) {
    if (!reading_.refused()) sink_.add(record);
    if (++sent_ % 4096 == 0)
      progress_.step("reading " + file_, static_cast<std::int64_t>(at_),
                     static_cast<std::int64_t>(bytes_.size()));
  }

  /// Calls `take` with each record of a section, in file order.
  template <typename Record, typename Take>
  void each(const pugi::xml_node& section, Take take) {
    const std::string_view item = sections[place_of(section)].item;
    ElementReader list(reading_, section.internal_object());
    list.expect(item);
    for (const pugi::xml_node& node : section.children(item.data())) {
      at_ = start_ + static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
      Record record;
      ElementReader(reading_, node.internal_object()).read(record);
      take(record);
    }
    list.finish();
  }

  template <typename Record>
  void read_plain(const pugi::xml_node& section) {
    each<Record>(section, [this](const Record& record) { send(record); });
  }

  void read_about(const pugi::xml_node& section) {
    model::Review review;
    ElementReader(reading_, section.internal_object()).read(review);
    send(review);
  }

  void read_documents(const pugi::xml_node& section) {
    each<model::Document>(section, [this](const model::Document& document) {
      check_fields(document);
      send(document);
    });
  }

  void check_fields(const model::Document& document) {
    for (auto field = document.fields.begin(); field != document.fields.end(); ++field) {
      const bool again =
          std::any_of(document.fields.begin(), field,
                      [&](const model::Field& other) { return other.name == field->name; });
      if (again)
        reading_.refuse("repeated",
                        "the document " + document.key + " has the field " + field->name + " twice",
                        document.line);
    }
  }

  void read_codings(const pugi::xml_node& section) {
    each<model::Coding>(section, [this](const model::Coding& coding) {
      reading_.ids().count_one(ThingKind::coding);
      send(coding);
    });
  }

  /// Elements may be written in any order; they travel in the printed one, and what points to them
  /// follows.
  void read_configurations(const pugi::xml_node& section) {
    each<model::Configuration>(section, [this](model::Configuration& configuration) {
      const auto first = static_cast<std::uint32_t>(element_places_.size());
      first_element_.push_back(first);
      for (const std::uint32_t place : model::put_in_printed_order(configuration.elements)) {
        reading_.ids().count_one(ThingKind::element);
        element_places_.push_back(first + place);
      }
      send(configuration);
    });
    first_element_.push_back(static_cast<std::uint32_t>(element_places_.size()));
  }

  void read_evidence(const pugi::xml_node& section) {
    each<model::Evidence>(section, [this](model::Evidence& evidence) {
      reading_.ids().count_one(ThingKind::evidence);
      if (evidence.element && evidence.configuration.is_set()) find_element(evidence);
      send(evidence);
    });
  }

  void find_element(model::Evidence& evidence) {
    const std::uint32_t first = first_element_[evidence.configuration.index()];
    const std::uint32_t count = first_element_[evidence.configuration.index() + 1] - first;
    if (*evidence.element >= count)
      return reading_.refuse("dangling",
                             "<piece> names element " + std::to_string(*evidence.element + 1) +
                                 " of a configuration that has " + std::to_string(count),
                             evidence.line);
    evidence.element = element_places_[first + *evidence.element] - first;
  }

  void read_theories(const pugi::xml_node& section) {
    std::vector<model::Construct> constructs;
    std::uint32_t number = 0;
    each<NestedTheory>(section, [&](NestedTheory& nested) {
      send(nested.theory);
      for (model::Construct& construct : nested.constructs) {
        construct.theory = model::Ref<model::Theory>(number);
        constructs.push_back(std::move(construct));
      }
      ++number;
    });
    for (const model::Construct& construct : constructs) send(construct);
  }

  void read_versions(const pugi::xml_node& section) {
    std::vector<model::Statement> statements;
    std::uint32_t number = 0;
    each<NestedVersion>(section, [&](NestedVersion& nested) {
      send(nested.version);
      for (model::Statement& statement : nested.statements) {
        statement.version = model::Ref<model::TheoryVersion>(number);
        statements.push_back(std::move(statement));
      }
      ++number;
    });
    for (const model::Statement& statement : statements) send(statement);
  }

  void read_appraisals(const pugi::xml_node& section) {
    each<model::Appraisal>(section, [this](const model::Appraisal& appraisal) {
      if (appraisal.document.is_set() == appraisal.extract.is_set() && !reading_.refused())
        reading_.refuse("missing", "<appraisal> names either a document or an extract",
                        appraisal.line);
      send(appraisal);
    });
  }

  /// What is about things of any kind.
  template <typename Record>
  void read_about_things(const pugi::xml_node& section) {
    each<Record>(section, [this](Record& record) {
      if (record.about == ThingKind::element && record.about_ref < element_places_.size())
        record.about_ref = element_places_[record.about_ref];
      send(record);
    });
  }

  Reading& reading_;
  const std::string& file_;
  std::span<char> bytes_;
  model::BatchSink& sink_;
  base::Progress& progress_;
  std::size_t start_ = 0;  ///< of the section being read
  std::size_t at_ = 0;
  std::size_t sent_ = 0;
  /// Over all configurations: where each element of the file went, and where each configuration's
  /// begin.
  std::vector<std::uint32_t> element_places_;
  std::vector<std::uint32_t> first_element_;
};

const std::array<ReviewReader::SectionReader, sections.size()> ReviewReader::readers{{
    &ReviewReader::read_about,
    &ReviewReader::read_plain<model::Change>,
    &ReviewReader::read_plain<model::Coder>,
    &ReviewReader::read_plain<model::Study>,
    &ReviewReader::read_documents,
    &ReviewReader::read_plain<model::SourceRecord>,
    &ReviewReader::read_plain<model::Sameness>,
    &ReviewReader::read_plain<model::Theme>,
    &ReviewReader::read_plain<model::Concept>,
    &ReviewReader::read_plain<model::Extract>,
    &ReviewReader::read_codings,
    &ReviewReader::read_plain<model::CodingResolution>,
    &ReviewReader::read_configurations,
    &ReviewReader::read_evidence,
    &ReviewReader::read_plain<model::Link>,
    &ReviewReader::read_theories,
    &ReviewReader::read_versions,
    &ReviewReader::read_appraisals,
    &ReviewReader::read_plain<model::Reading>,
    &ReviewReader::read_plain<model::SavedQuestion>,
    &ReviewReader::read_plain<model::Attachment>,
    &ReviewReader::read_plain<model::Entry>,
    &ReviewReader::read_about_things<model::Memo>,
    &ReviewReader::read_about_things<model::ForeignPart>,
}};

/// A problem of the whole file, with its line and column; the bytes must be as they were.
void refuse_file(const XmlProblem& problem, std::string_view bytes, const LineTable& lines,
                 const std::string& file, base::Diagnostics& found) {
  base::Origin origin{file, 0, 0};
  if (problem.code != "empty") {
    origin.line = lines.line(problem.at);
    const std::size_t start = lines.line_start(origin.line);
    origin.column =
        static_cast<std::size_t>(base::count_code_points(bytes.substr(start, problem.at - start))) +
        1;
  }
  found.add(base::Severity::refused, "native." + problem.code, problem.message, std::move(origin));
}

}  // namespace

void read_native(std::string bytes, const std::string& file, model::BatchSink& sink,
                 base::Diagnostics& found, base::Progress& progress) {
  const LineTable lines(bytes);
  const XmlScan scan = scan_xml(bytes, lines, greatest_depth, check_root);
  if (scan.problem) return refuse_file(*scan.problem, bytes, lines, file, found);
  Reading reading(file, lines, found);
  ReviewReader(reading, file, bytes, sink, progress).read(scan);
  reading.close();
}

}  // namespace retroduce::interchange::native
