#include "store/packed_snapshot.h"

#include <bit>
#include <stdexcept>

#include "store/packed.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::uint64_t layout_version = 1;  // one more with every change of what is packed below

/// What has no text in a configuration.
struct PlainConfiguration {
  std::int64_t key = 0;
  ThemeId theme;
  std::int32_t level = -1;
  std::uint64_t status = 0;  // wide, so that the struct has no gaps
};

struct PlainConcept {
  ConceptId parent;
  std::uint32_t is_wording = 0;
};

struct PlainElement {
  std::uint32_t concept_ = 0;
  std::uint8_t role = 0;
  std::uint8_t part = 0;
  std::uint8_t direction = 0;
  std::uint8_t flags = 0;
};
constexpr unsigned opposite_flag = 1;
constexpr unsigned unintended_flag = 2;
constexpr unsigned unfired_flag = 4;

struct PlainEvidence {
  std::uint32_t extract = 0;
  std::uint32_t document = 0;
  std::uint16_t element = 0;
  std::uint8_t stance = 0;
  std::uint8_t inference = 0;
  static constexpr std::uint16_t whole = 0xffff;
};

/// A file may come from anybody, so no number out of a packed part is used unless it fits.
void need(bool fits) {
  if (!fits) throw std::out_of_range("a number lies outside what it counts");
}

template <typename Word>
Word word_of(std::uint64_t number, Word last) {
  need(number <= static_cast<std::uint64_t>(last));
  return static_cast<Word>(number);
}

template <typename Id>
Id id_below(std::uint32_t number, std::size_t count, bool may_be_unset) {
  need(number < count || (may_be_unset && number == Id::none));
  return Id(number);
}

/// Row numbers are dense, as those of a table that is seldom deleted from are; a table by row of
/// others would be mostly holes.
void need_dense(const std::vector<std::int64_t>& rows, std::size_t count) {
  need(rows.size() == count);
  const auto most = static_cast<std::int64_t>(1024 + 64 * count);
  for (const std::int64_t row : rows) need(row >= 0 && row < most);
}

const std::string& itself(const std::string& text) { return text; }

template <typename T, typename Text>
std::vector<T> unpacked_things(Unpacker& in, Text T::*text) {
  std::vector<T> things;
  in.texts([&](std::size_t i, std::string_view words) {
    if (things.size() == i) things.emplace_back();
    things[i].*text = words;
  });
  return things;
}

std::vector<std::string> unpacked_texts(Unpacker& in) {
  std::vector<std::string> texts;
  in.texts([&](std::size_t, std::string_view words) { texts.emplace_back(words); });
  return texts;
}

std::string pack_head(const Snapshot& s) {
  Packer out;
  out.text(s.title);
  out.texts(s.questions, itself);
  out.text(s.scheme);
  out.number(s.headings.size());
  for (const auto& [role, heading] : s.headings) {
    out.number(static_cast<std::uint64_t>(role));
    out.text(heading);
  }
  out.texts(s.levels, itself);
  out.texts(s.ratings, itself);
  for (const std::uint64_t count : {s.extract_count, s.coding_count, s.evidence_count}) {
    out.number(count);
  }
  out.texts(s.themes, [](const SnapshotTheme& each) -> const std::string& { return each.label; });
  for (const SnapshotTheme& each : s.themes) out.number(each.parent.value);
  return out.take();
}

void unpack_head(Unpacker& in, Snapshot& s) {
  s.title = in.text();
  s.questions = unpacked_texts(in);
  s.scheme = in.text();
  for (std::uint64_t left = in.number(); left > 0; --left) {
    const Role role = word_of(in.number(), Role::outcome);
    s.headings.emplace_back(role, in.text());
  }
  s.levels = unpacked_texts(in);
  s.ratings = unpacked_texts(in);
  for (std::uint64_t* count : {&s.extract_count, &s.coding_count, &s.evidence_count}) {
    *count = in.number();
  }
  s.themes = unpacked_things(in, &SnapshotTheme::label);
  for (SnapshotTheme& each : s.themes) {
    each.parent = id_below<ThemeId>(static_cast<std::uint32_t>(in.number()), s.themes.size(), true);
  }
}

std::string pack_documents(const LoadedSnapshot& loaded) {
  const Snapshot& s = *loaded.snapshot;
  Packer out;
  out.texts(s.studies, itself);
  out.texts(s.documents, [](const SnapshotDocument& d) -> const std::string& { return d.key; });
  std::vector<StudyId> studies;
  for (const SnapshotDocument& each : s.documents) studies.push_back(each.study);
  out.all(studies);
  out.all(loaded.document_rows);
  out.number(s.fields.size());
  for (const FieldColumn& field : s.fields) {
    out.text(field.name);
    out.number(static_cast<std::uint64_t>(field.kind));
    out.texts(field.words, itself);
    out.all(field.code);
  }
  return out.take();
}

void unpack_documents(Unpacker& in, Snapshot& s, LoadedSnapshot& loaded) {
  s.studies = unpacked_texts(in);
  s.documents = unpacked_things(in, &SnapshotDocument::key);
  const auto studies = in.all<StudyId>();
  loaded.document_rows = in.all<std::int64_t>();
  need_dense(loaded.document_rows, s.documents.size());
  for (std::size_t i = 0; i < s.documents.size(); ++i) {
    s.documents[i].study = id_below<StudyId>(studies.at(i).value, s.studies.size(), false);
    loaded.documents.set(loaded.document_rows[i], static_cast<std::uint32_t>(i));
  }
  for (std::uint64_t left = in.number(); left > 0; --left) {
    FieldColumn& field = s.fields.emplace_back();
    field.name = in.text();
    field.kind = word_of(in.number(), FieldColumn::Kind::rating);
    field.words = unpacked_texts(in);
    field.code = in.all<std::int32_t>();
    need(field.code.size() == s.documents.size());
    for (const std::int32_t code : field.code) {
      need(code >= -1 && code < static_cast<std::int32_t>(field.words.size()));
    }
  }
}

std::string pack_concepts(const LoadedSnapshot& loaded) {
  const Snapshot& s = *loaded.snapshot;
  Packer out;
  out.texts(s.concepts, [](const SnapshotConcept& c) -> const std::string& { return c.label; });
  std::vector<PlainConcept> plain;
  for (const SnapshotConcept& each : s.concepts) {
    plain.push_back({each.parent, each.is_wording ? 1U : 0U});
  }
  out.all(plain);
  out.all(loaded.concept_rows);
  out.texts(s.aliases, [](const Alias& alias) -> const std::string& { return alias.folded; });
  out.texts(s.aliases, [](const Alias& alias) -> const std::string& { return alias.label; });
  for (const Alias& alias : s.aliases) out.number(alias.concept_.value);
  return out.take();
}

void unpack_concepts(Unpacker& in, Snapshot& s, LoadedSnapshot& loaded) {
  s.concepts = unpacked_things(in, &SnapshotConcept::label);
  const auto plain = in.all<PlainConcept>();
  loaded.concept_rows = in.all<std::int64_t>();
  need_dense(loaded.concept_rows, s.concepts.size());
  for (std::size_t i = 0; i < s.concepts.size(); ++i) {
    s.concepts[i].parent = id_below<ConceptId>(plain.at(i).parent.value, s.concepts.size(), true);
    s.concepts[i].is_wording = plain[i].is_wording != 0;
    loaded.concepts.set(loaded.concept_rows[i], static_cast<std::uint32_t>(i));
  }
  s.aliases = unpacked_things(in, &Alias::folded);
  in.texts([&](std::size_t i, std::string_view label) { s.aliases.at(i).label = label; });
  for (Alias& alias : s.aliases) {
    alias.concept_ =
        id_below<ConceptId>(static_cast<std::uint32_t>(in.number()), s.concepts.size(), false);
  }
}

std::string pack_configurations(const Snapshot& s) {
  Packer out;
  using Each = SnapshotConfiguration;
  out.texts(s.configurations, [](const Each& k) -> const std::string& { return k.label; });
  out.texts(s.configurations, [](const Each& k) -> const std::string& { return k.title; });
  std::vector<PlainConfiguration> plain;
  plain.reserve(s.configurations.size());
  for (const Each& each : s.configurations) {
    plain.push_back({each.key, each.theme, each.level, static_cast<std::uint64_t>(each.status)});
  }
  out.all(plain);
  return out.take();
}

void unpack_configurations(Unpacker& in, Snapshot& s) {
  in.texts(
      [&](std::size_t, std::string_view label) { s.configurations.emplace_back().label = label; });
  in.texts([&](std::size_t i, std::string_view title) {
    if (!title.empty()) s.configurations.at(i).title = title;
  });
  const auto plain = in.all<PlainConfiguration>();
  for (std::size_t i = 0; i < s.configurations.size(); ++i) {
    SnapshotConfiguration& each = s.configurations[i];
    each.key = plain.at(i).key;
    each.theme = id_below<ThemeId>(plain[i].theme.value, s.themes.size(), true);
    each.level = plain[i].level;
    need(each.level >= -1 && each.level < static_cast<std::int32_t>(s.levels.size()));
    each.status = word_of(plain[i].status, Status::refuted);
  }
}

std::string pack_elements(const Snapshot& s) {
  std::vector<PlainElement> plain;
  plain.reserve(s.elements.size());
  for (const SnapshotElement& each : s.elements) {
    const unsigned flags = (each.opposite ? opposite_flag : 0U) |
                           (each.is_unintended ? unintended_flag : 0U) |
                           (each.when_not_fired ? unfired_flag : 0U);
    plain.push_back({each.concept_.value, static_cast<std::uint8_t>(each.role),
                     static_cast<std::uint8_t>(each.part),
                     static_cast<std::uint8_t>(each.direction), static_cast<std::uint8_t>(flags)});
  }
  Packer out;
  out.all(s.first_element);
  out.all(plain);
  return out.take();
}

/// Where the lists of the configurations begin, and where the last ends.
std::vector<std::uint32_t> unpack_first(Unpacker& in, const Snapshot& s) {
  auto first = in.all<std::uint32_t>();
  need(first.size() == s.configurations.size() + 1 && first.front() == 0);
  for (std::size_t i = 1; i < first.size(); ++i) need(first[i - 1] <= first[i]);
  return first;
}

void unpack_elements(Unpacker& in, Snapshot& s) {
  s.first_element = unpack_first(in, s);
  const auto plain = in.all<PlainElement>();
  need(plain.size() == s.first_element.back());
  s.elements.reserve(plain.size());
  for (const PlainElement& each : plain) {
    s.elements.push_back(
        {id_below<ConceptId>(each.concept_, s.concepts.size(), false),
         word_of(each.role, Role::outcome), word_of(each.part, MechanismPart::reasoning),
         word_of(each.direction, Direction::none), (each.flags & opposite_flag) != 0,
         (each.flags & unintended_flag) != 0, (each.flags & unfired_flag) != 0});
  }
}

std::string pack_evidence(const Snapshot& s) {
  std::vector<PlainEvidence> plain;
  plain.reserve(s.evidence.size());
  for (const SnapshotEvidence& each : s.evidence) {
    const bool whole = each.element == SnapshotEvidence::whole;
    need(each.extract >= 0 && each.extract <= 0xffffffff);
    need(whole || each.element < PlainEvidence::whole);
    plain.push_back({static_cast<std::uint32_t>(each.extract), each.document.value,
                     whole ? PlainEvidence::whole : static_cast<std::uint16_t>(each.element),
                     static_cast<std::uint8_t>(each.stance),
                     static_cast<std::uint8_t>(each.inference)});
  }
  Packer out;
  out.all(s.first_evidence);
  out.all(plain);
  return out.take();
}

void unpack_evidence(Unpacker& in, Snapshot& s) {
  s.first_evidence = unpack_first(in, s);
  const auto plain = in.all<PlainEvidence>();
  need(plain.size() == s.first_evidence.back());
  s.evidence.reserve(plain.size());
  std::size_t k = 0;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    while (i >= s.first_evidence[k + 1]) ++k;
    const PlainEvidence& each = plain[i];
    const bool whole = each.element == PlainEvidence::whole;
    need(whole || each.element < s.first_element[k + 1] - s.first_element[k]);
    s.evidence.push_back(
        {each.extract, id_below<DocumentId>(each.document, s.documents.size(), false),
         whole ? SnapshotEvidence::whole : each.element, word_of(each.stance, Stance::contradicts),
         word_of(each.inference, Inference::theorised)});
  }
}

std::string pack_links(const Snapshot& s) {
  Packer out;
  out.number(s.links.size());
  for (const SnapshotLink& link : s.links) {
    out.number(link.from.value);
    out.number(link.to.value);
    out.number(static_cast<std::uint64_t>(link.kind));
  }
  return out.take();
}

void unpack_links(Unpacker& in, Snapshot& s) {
  const auto end = [&] {
    return id_below<ConfigurationId>(static_cast<std::uint32_t>(in.number()),
                                     s.configurations.size(), false);
  };
  for (std::uint64_t left = in.number(); left > 0; --left) {
    SnapshotLink link;
    link.from = end();
    link.to = end();
    link.kind = word_of(in.number(), LinkKind::counter_condition_of);
    s.links.push_back(link);
  }
}

}  // namespace

std::string packed_layout() {
  Packer out;
  for (const std::uint64_t part :
       {layout_version, std::uint64_t{std::endian::native == std::endian::little},
        std::uint64_t{sizeof(PlainElement)}, std::uint64_t{sizeof(PlainEvidence)},
        std::uint64_t{sizeof(PlainConfiguration)}, std::uint64_t{sizeof(PlainConcept)}}) {
    out.number(part);
  }
  return out.take();
}

std::vector<std::string> pack(const LoadedSnapshot& loaded) {
  const Snapshot& s = *loaded.snapshot;
  return {pack_head(s),     pack_documents(loaded), pack_concepts(loaded), pack_configurations(s),
          pack_elements(s), pack_evidence(s),       pack_links(s)};
}

PackedReader::PackedReader() : snapshot_(std::make_shared<Snapshot>()) {}

void PackedReader::add(std::string_view part) {
  Unpacker in(part);
  switch (next_++) {
    case 0:
      return unpack_head(in, *snapshot_);
    case 1:
      return unpack_documents(in, *snapshot_, loaded_);
    case 2:
      return unpack_concepts(in, *snapshot_, loaded_);
    case 3:
      return unpack_configurations(in, *snapshot_);
    case 4:
      return unpack_elements(in, *snapshot_);
    case 5:
      return unpack_evidence(in, *snapshot_);
    case 6:
      return unpack_links(in, *snapshot_);
    default:
      need(false);
  }
}

LoadedSnapshot PackedReader::finish() {
  need(next_ == 7);
  loaded_.snapshot = std::move(snapshot_);
  return std::move(loaded_);
}

}  // namespace retroduce::store
