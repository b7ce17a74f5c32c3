#include "store/packed_snapshot.h"

#include <algorithm>
#include <bit>
#include <span>
#include <stdexcept>

#include "store/packed.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::uint64_t layout_version = 3;  // one more with every change of what is packed below

/// Configurations in a part: few enough that a part stays in the processor's cache from its check
/// to its last number.
constexpr std::size_t part_size = 8192;
constexpr std::uint64_t most_expected = 20'000'000;  // rows of a kind that room is made for

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

static_assert(sizeof(SnapshotElement) == 8 && sizeof(SnapshotEvidence) == 12);

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
  for (const std::uint64_t count :
       {s.extract_count, s.coding_count, s.evidence_count, std::uint64_t{s.configurations.size()},
        std::uint64_t{s.elements.size()}}) {
    out.number(count);
  }
  out.texts(s.themes, [](const SnapshotTheme& each) -> const std::string& { return each.label; });
  for (const SnapshotTheme& each : s.themes) out.number(each.parent.value);
  return out.take();
}

/// Makes room for what is announced; gives the number of configurations.
std::size_t unpack_head(Unpacker& in, Snapshot& s) {
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
  const std::uint64_t configurations = in.number();
  const std::uint64_t elements = in.number();
  need(std::max({configurations, elements, s.evidence_count}) < most_expected);
  s.configurations.reserve(configurations);
  s.first_element.reserve(configurations + 1);
  s.first_evidence.reserve(configurations + 1);
  s.elements.reserve(elements);
  s.evidence.reserve(s.evidence_count);
  s.first_element.push_back(0);
  s.first_evidence.push_back(0);
  s.themes = unpacked_things(in, &SnapshotTheme::label);
  for (SnapshotTheme& each : s.themes) {
    each.parent = id_below<ThemeId>(static_cast<std::uint32_t>(in.number()), s.themes.size(), true);
  }
  return configurations;
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

/// Some of the configurations: [begin, end).
struct Range {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// How long the lists of these configurations are.
std::vector<std::uint32_t> lengths(const std::vector<std::uint32_t>& first, Range range) {
  std::vector<std::uint32_t> lengths;
  for (std::size_t i = range.begin; i < range.end; ++i) lengths.push_back(first[i + 1] - first[i]);
  return lengths;
}

void append_first(std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& lengths,
                  std::size_t count, std::size_t items) {
  need(lengths.size() == count);
  std::uint64_t sum = 0;
  for (const std::uint32_t length : lengths) {
    sum += length;
    need(sum <= items);
    first.push_back(first.back() + length);
  }
  need(sum == items);
}

void pack_claims(Packer& out, const Snapshot& s, Range range) {
  const std::span some(s.configurations.data() + range.begin, range.end - range.begin);
  using Each = SnapshotConfiguration;
  out.texts(some, [](const Each& k) -> const std::string& { return k.label; });
  std::vector<PlainConfiguration> plain;
  for (const Each& each : some) {
    plain.push_back({each.key, each.theme, each.level, static_cast<std::uint64_t>(each.status)});
  }
  out.all(plain);
}

void unpack_claims(Unpacker& in, Snapshot& s) {
  const std::size_t before = s.configurations.size();
  in.texts(
      [&](std::size_t, std::string_view label) { s.configurations.emplace_back().label = label; });
  const auto plain = in.all<PlainConfiguration>();
  for (std::size_t i = before; i < s.configurations.size(); ++i) {
    SnapshotConfiguration& each = s.configurations[i];
    const PlainConfiguration& from = plain.at(i - before);
    each.key = from.key;
    each.theme = id_below<ThemeId>(from.theme.value, s.themes.size(), true);
    each.level = from.level;
    need(each.level >= -1 && each.level < static_cast<std::int32_t>(s.levels.size()));
    each.status = word_of(from.status, Status::refuted);
  }
}

/// The things of some configurations: `first` where each one's begin.
template <typename T>
std::span<const T> things_of(const std::vector<T>& all, const std::vector<std::uint32_t>& first,
                             Range range) {
  return {all.data() + first[range.begin], first[range.end] - first[range.begin]};
}

void pack_elements(Packer& out, const Snapshot& s, Range range) {
  out.all(lengths(s.first_element, range));
  out.all(things_of(s.elements, s.first_element, range));
}

void unpack_elements(Unpacker& in, Snapshot& s, std::size_t count) {
  const auto lengths = in.all<std::uint32_t>();
  const std::size_t before = s.elements.size();
  in.append(s.elements);
  append_first(s.first_element, lengths, count, s.elements.size() - before);
  const std::size_t concepts = s.concepts.size();
  bool fits = true;
  for (std::size_t i = before; i < s.elements.size(); ++i) {
    const SnapshotElement& each = s.elements[i];
    fits &= each.concept_.value < concepts && each.role <= Role::outcome &&
            each.part <= MechanismPart::reasoning && each.direction <= Direction::none;
  }
  need(fits);
}

void pack_evidence(Packer& out, const Snapshot& s, Range range) {
  out.all(lengths(s.first_evidence, range));
  out.all(things_of(s.evidence, s.first_evidence, range));
}

void unpack_evidence(Unpacker& in, Snapshot& s, std::size_t count) {
  const std::size_t first = s.first_evidence.size() - 1;
  const auto lengths = in.all<std::uint32_t>();
  const std::size_t before = s.evidence.size();
  in.append(s.evidence);
  append_first(s.first_evidence, lengths, count, s.evidence.size() - before);
  const std::size_t documents = s.documents.size();
  bool fits = true;
  for (std::size_t k = first; k < first + count; ++k) {
    const std::uint32_t elements = s.first_element[k + 1] - s.first_element[k];
    for (std::size_t i = s.first_evidence[k]; i < s.first_evidence[k + 1]; ++i) {
      const SnapshotEvidence& each = s.evidence[i];
      fits &= each.document.value < documents && each.stance <= Stance::contradicts &&
              each.inference <= Inference::theorised &&
              (each.element == SnapshotEvidence::whole || each.element < elements);
    }
  }
  need(fits);
}

std::string pack_configurations(const Snapshot& s, Range range) {
  Packer out;
  pack_claims(out, s, range);
  pack_elements(out, s, range);
  pack_evidence(out, s, range);
  return out.take();
}

void unpack_configurations(Unpacker& in, Snapshot& s) {
  const std::size_t before = s.configurations.size();
  unpack_claims(in, s);
  unpack_elements(in, s, s.configurations.size() - before);
  unpack_evidence(in, s, s.configurations.size() - before);
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
        std::uint64_t{sizeof(SnapshotElement)}, std::uint64_t{sizeof(SnapshotEvidence)},
        std::uint64_t{sizeof(PlainConfiguration)}, std::uint64_t{sizeof(PlainConcept)}}) {
    out.number(part);
  }
  return out.take();
}

void pack(const LoadedSnapshot& loaded, const std::function<void(std::string_view)>& take) {
  const Snapshot& s = *loaded.snapshot;
  take(pack_head(s));
  take(pack_documents(loaded));
  take(pack_concepts(loaded));
  for (std::size_t begin = 0; begin < s.configurations.size(); begin += part_size) {
    take(pack_configurations(s, {begin, std::min(begin + part_size, s.configurations.size())}));
  }
  take(pack_links(s));
}

PackedReader::PackedReader() : snapshot_(std::make_shared<Snapshot>()) {}

void PackedReader::add(std::string_view part) {
  Unpacker in(part);
  switch (next_) {
    case Next::head:
      configurations_ = unpack_head(in, *snapshot_);
      next_ = Next::documents;
      break;
    case Next::documents:
      unpack_documents(in, *snapshot_, loaded_);
      next_ = Next::concepts;
      break;
    case Next::concepts:
      unpack_concepts(in, *snapshot_, loaded_);
      next_ = Next::configurations;
      break;
    case Next::configurations:
      if (snapshot_->configurations.size() < configurations_) {
        unpack_configurations(in, *snapshot_);
      } else {
        unpack_links(in, *snapshot_);
        next_ = Next::nothing;
      }
      break;
    case Next::nothing:
      need(false);
  }
  need(in.is_done() && snapshot_->configurations.size() <= configurations_);
}

LoadedSnapshot PackedReader::finish() {
  need(next_ == Next::nothing && snapshot_->configurations.size() == configurations_);
  loaded_.snapshot = std::move(snapshot_);
  return std::move(loaded_);
}

}  // namespace retroduce::store
