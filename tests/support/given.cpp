#include "support/given.h"

#include <map>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/text.h"
#include "model/records.h"

namespace retroduce::tests {

using namespace model;

namespace {

std::vector<std::string> parts_of(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (;;) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(base::trim(text.substr(0, at)));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + separator.size());
  }
}

bool take_prefix(std::string& text, std::string_view prefix) {
  if (text.rfind(prefix, 0) != 0) return false;
  text = std::string(base::trim(std::string_view(text).substr(prefix.size())));
  return true;
}

/// Reads the statements into records; things come into being when first named.
class Reader {
 public:
  void read(std::string_view text) {
    for (const std::string& statement : base::split(text, ';')) {
      const std::string line = base::collapse_blanks(statement);
      if (!line.empty()) one(line);
    }
  }

  std::unique_ptr<MemoryReview> finish() {
    auto review = std::make_unique<MemoryReview>();
    Review head;
    head.title = "A review given for a test";
    head.scheme = "CMO";
    head.headings = {
        {Role::context, "Context"}, {Role::mechanism, "Mechanism"}, {Role::outcome, "Outcome"}};
    head.levels = {"micro", "meso", "macro"};
    head.ratings = {"low", "moderate", "high"};
    review->add(head);
    Coder coder;
    coder.label = "AB";
    review->add(coder);
    for (const Study& each : studies_) review->add(each);
    for (const Document& each : documents_) review->add(each);
    for (const Theme& each : themes_) review->add(each);
    for (const Concept& each : concepts_) review->add(each);
    for (const Extract& each : extracts_) review->add(each);
    for (const Configuration& each : configurations_) review->add(each);
    for (const Evidence& each : evidence_) review->add(each);
    for (const Appraisal& each : appraisals_) review->add(each);
    return review;
  }

 private:
  void one(const std::string& line) {
    if (const std::size_t colon = line.find(": "); colon != std::string::npos) {
      const std::string head = line.substr(0, colon);
      const std::string rest = line.substr(colon + 2);
      return head.rfind("study ", 0) == 0 ? study(head.substr(6), rest) : configuration(head, rest);
    }
    if (line.rfind("alias ", 0) == 0) return alias(line.substr(6));
    for (const char* word :
         {" supports ", " support ", " refines ", " refine ", " contradicts ", " contradict "}) {
      const std::size_t at = line.find(word);
      if (at != std::string::npos)
        return evidence(line.substr(0, at), word, line.substr(at + std::string(word).size()));
    }
    if (const std::size_t at = line.find(" > "); at != std::string::npos) {
      return tree(line.substr(0, at), line.substr(at + 3));
    }
    if (const std::size_t is = line.find(" is "); is != std::string::npos) {
      const std::size_t of = line.find(" of ");
      if (of < is)
        return fact(line.substr(0, of), line.substr(of + 4, is - of - 4), line.substr(is + 4));
    }
    throw std::runtime_error("given: cannot read \"" + line + "\"");
  }

  template <typename T>
  static std::uint32_t named(std::vector<T>& things, std::string T::*name,
                             const std::string& value) {
    for (std::uint32_t i = 0; i < things.size(); ++i) {
      if (base::fold(things[i].*name) == base::fold(value)) return i;
    }
    things.emplace_back();
    things.back().*name = value;
    return static_cast<std::uint32_t>(things.size() - 1);
  }

  std::uint32_t document(const std::string& key) { return named(documents_, &Document::key, key); }
  std::uint32_t concept_of(const std::string& label) {
    return named(concepts_, &Concept::label, label);
  }

  void study(const std::string& label, const std::string& keys) {
    const std::uint32_t place = named(studies_, &Study::label, label);
    for (const std::string& key : parts_of(keys, ","))
      documents_[document(key)].study = Ref<Study>(place);
  }

  void alias(const std::string& text) {
    const std::vector<std::string> sides = parts_of(text, " = ");
    concepts_[concept_of(sides.at(1))].aliases.push_back(sides[0]);
  }

  void tree(const std::string& parent, const std::string& child) {
    const Ref<Concept> above(concept_of(parent));
    concepts_[concept_of(child)].parent = above;
  }

  Element element(std::string text, Role role) {
    Element element;
    element.role = role;
    for (bool more = true; more;) {
      more = true;
      if (take_prefix(text, "[when not fired]")) {
        element.when_not_fired = true;
      } else if (take_prefix(text, "[unintended]")) {
        element.is_unintended = true;
      } else if (take_prefix(text, "[resource]")) {
        element.part = MechanismPart::resource;
      } else if (take_prefix(text, "[reasoning]")) {
        element.part = MechanismPart::reasoning;
      } else if (take_prefix(text, "[actor]")) {
        element.role = Role::actor;
      } else if (take_prefix(text, "[intervention]")) {
        element.role = Role::intervention;
      } else {
        more = false;
      }
    }
    element.opposite = take_prefix(text, "not ");
    element.concept_ = Ref<Concept>(concept_of(text));
    return element;
  }

  void configuration(const std::string& label, const std::string& body) {
    const std::vector<std::string> sides = parts_of(" " + body + " ", "->");
    if (sides.size() != 3) throw std::runtime_error("given: " + label + " needs two arrows");
    Configuration configuration;
    configuration.label = label;
    constexpr Role roles[] = {Role::context, Role::mechanism, Role::outcome};
    for (std::size_t side = 0; side < 3; ++side) {
      if (sides[side].empty()) continue;
      for (const std::string& part : parts_of(sides[side], " + ")) {
        configuration.elements.push_back(element(part, roles[side]));
      }
    }
    configurations_.push_back(std::move(configuration));
  }

  std::uint32_t configuration_of(const std::string& label) const {
    for (std::uint32_t i = 0; i < configurations_.size(); ++i) {
      if (configurations_[i].label == label) return i;
    }
    throw std::runtime_error("given: there is no configuration " + label);
  }

  void evidence(const std::string& keys, std::string_view verb, std::string target) {
    std::optional<std::uint32_t> element_place;
    if (const std::size_t of = target.find(" of "); of != std::string::npos) {
      const std::vector<std::string> words = base::split(target.substr(0, of), ' ');
      target = target.substr(of + 4);
      element_place = place_of(target, *from_word<Role>(words.at(0)), std::stoul(words.at(1)));
    }
    const Stance stance = verb[1] == 's'   ? Stance::supports
                          : verb[1] == 'r' ? Stance::refines
                                           : Stance::contradicts;
    for (const std::string& key : parts_of(keys, ",")) {
      for (const std::string& label : parts_of(target, ",")) {
        Extract extract;
        extract.document = Ref<Document>(document(key));
        extract.page = std::to_string(extracts_.size() + 1);
        extract.quote = key + " on " + label + ", place " + extract.page;
        extracts_.push_back(extract);
        Evidence row;
        row.configuration = Ref<Configuration>(configuration_of(label));
        row.extract = Ref<Extract>(extracts_.size() - 1);
        row.element = element_place;
        row.stance = stance;
        evidence_.push_back(row);
      }
    }
  }

  Ref<Extract> extract_on(std::uint32_t document, const std::string& label) const {
    const std::uint32_t configuration = configuration_of(label);
    for (const Evidence& one : evidence_) {
      if (one.configuration.value == configuration &&
          extracts_[one.extract.index()].document.value == document)
        return one.extract;
    }
    throw std::runtime_error("given: no extract of that document is on " + label);
  }

  std::uint32_t place_of(const std::string& label, Role role, std::size_t number) const {
    const Configuration& configuration = configurations_[configuration_of(label)];
    for (std::uint32_t i = 0; i < configuration.elements.size(); ++i) {
      if (configuration.elements[i].role == role && --number == 0) return i;
    }
    throw std::runtime_error("given: " + label + " has no such element");
  }

  void fact(const std::string& what, const std::string& of, const std::string& value) {
    if (what == "theme") {
      const Ref<Theme> place(named(themes_, &Theme::label, value));
      configurations_[configuration_of(of)].theme = place;
    } else if (what == "level") {
      configurations_[configuration_of(of)].level = value;
    } else if (what == "status") {
      configurations_[configuration_of(of)].status = from_word<Status>(value).value();
    } else if (const auto criterion = from_word<Criterion>(what)) {
      Appraisal appraisal;
      if (const std::size_t on = of.find(" on "); on != std::string::npos) {
        appraisal.extract = extract_on(document(of.substr(0, on)), of.substr(on + 4));
      } else {
        appraisal.document = Ref<Document>(document(of));
      }
      appraisal.criterion = *criterion;
      appraisal.rating = value;
      appraisal.coder = Ref<Coder>(std::uint32_t{0});
      appraisals_.push_back(appraisal);
    } else if (what == "year") {
      documents_[document(of)].year = std::stoi(value);
    } else {
      documents_[document(of)].fields.push_back({what, value});
    }
  }

  std::vector<Study> studies_;
  std::vector<Document> documents_;
  std::vector<Theme> themes_;
  std::vector<Concept> concepts_;
  std::vector<Extract> extracts_;
  std::vector<Configuration> configurations_;
  std::vector<Evidence> evidence_;
  std::vector<Appraisal> appraisals_;
};

}  // namespace

std::unique_ptr<MemoryReview> given(std::string_view text) {
  Reader reader;
  reader.read(text);
  return reader.finish();
}

}  // namespace retroduce::tests
