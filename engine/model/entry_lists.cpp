#include "model/entry_lists.h"

#include <algorithm>

namespace retroduce::model {

namespace {

// CERQual: Lewin et al. 2018; the checklist: Wong et al. 2013 (RAMESES).
constexpr std::array shapes{
    ListShape{EntryList::criteria,
              "inclusion and exclusion criteria",
              false,
              1,
              {"criterion", "include", "exclude", "code"}},
    ListShape{EntryList::appraisal_levels,
              "levels of appraisal",
              false,
              2,
              {"level", "appraised", "description"}},
    ListShape{
        EntryList::steps, "steps of the review", false, 1, {"step", "what was done", "by whom"}},
    ListShape{EntryList::rameses,
              "pages of the RAMESES checklist",
              false,
              1,
              {"item", "reported on", "note"}},
    ListShape{EntryList::cerqual,
              "CERQual profiles",
              true,
              1,
              {"finding", "methodological limitations", "coherence", "adequacy", "relevance",
               "confidence", "explanation", "studies"}},
    ListShape{EntryList::glossary, "glossary", false, 1, {"term", "definition", "reference"}},
    ListShape{EntryList::flow,
              "counts of the flow of documents",
              false,
              5,
              {"stage", "round", "source", "counted", "reason", "n", "excluded"}},
    ListShape{EntryList::rivals,
              "rival theories",
              false,
              2,
              {"statement", "rival", "evidence for", "evidence against", "adjudication"}},
    ListShape{EntryList::table_settings, "settings of tables", false, 1, {"name", "settings"}},
    ListShape{EntryList::double_coding,
              "documents to be coded by several",
              false,
              2,
              {"assigned document", "assigned coder", "document id", "coder id", "done"}},
};

}  // namespace

std::span<const std::string_view> ListShape::fields() const {
  const auto end = std::find(all.begin(), all.end(), std::string_view());
  return {all.data(), static_cast<std::size_t>(end - all.begin())};
}

std::span<const ListShape> list_shapes() { return shapes; }

const ListShape& shape_of(EntryList list) { return shapes[static_cast<std::size_t>(list)]; }

std::string_view value_in(const Entry& entry, std::string_view field) {
  const auto found = std::find_if(entry.fields.begin(), entry.fields.end(),
                                  [&](const Field& each) { return each.name == field; });
  return found == entry.fields.end() ? std::string_view() : std::string_view(found->value);
}

std::string label_of(const Entry& entry) {
  std::string label;
  const ListShape& shape = shape_of(entry.list);
  for (const std::string_view field : shape.fields().first(shape.names)) {
    const std::string_view value = value_in(entry, field);
    if (value.empty()) continue;
    if (!label.empty()) label += " · ";
    label += value;
  }
  return label;
}

}  // namespace retroduce::model
