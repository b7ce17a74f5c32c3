#include "store/packed_snapshot.h"

#include <algorithm>
#include <bit>
#include <span>
#include <stdexcept>
#include <utility>

#include "store/late_columns.h"
#include "store/packed.h"

namespace retroduce::store {

using namespace model;

namespace {

constexpr std::uint64_t layout_version = 5;  // one more with every change of what is packed below

constexpr std::size_t block_size = std::size_t{1} << Blocks::shift;

static_assert(sizeof(SnapshotElement) == 8 && sizeof(SnapshotEvidence) == 12 &&
              sizeof(ConfigurationFacts) == 16 && sizeof(ConceptFacts) == 8);

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

void pack_head(Packer& out, const Snapshot& s) {
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
    need(*count < most_things * 10);
  }
  s.themes = unpacked_things(in, &SnapshotTheme::label);
  for (SnapshotTheme& each : s.themes) {
    each.parent = id_below<ThemeId>(static_cast<std::uint32_t>(in.number()), s.themes.size(), true);
  }
}

void pack_documents(Packer& out, const LoadedSnapshot& loaded) {
  const Snapshot& s = *loaded.snapshot;
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

void pack_concepts(Packer& out, const LoadedSnapshot& loaded) {
  const Snapshot& s = *loaded.snapshot;
  out.all(loaded.concept_rows);
  out.texts(s.aliases, [](const Alias& alias) -> const std::string& { return alias.folded; });
  out.texts(s.aliases, [](const Alias& alias) -> const std::string& { return alias.label; });
  for (const Alias& alias : s.aliases) out.number(alias.concept_.value);
}

void unpack_concepts(Unpacker& in, Snapshot& s, LoadedSnapshot& loaded) {
  loaded.concept_rows = in.all<std::int64_t>();
  const std::size_t size = loaded.concept_rows.size();
  need(size < most_things);
  need_dense(loaded.concept_rows, size);
  for (std::size_t i = 0; i < size; ++i) {
    loaded.concepts.set(loaded.concept_rows[i], static_cast<std::uint32_t>(i));
  }
  s.aliases = unpacked_things(in, &Alias::folded);
  in.texts([&](std::size_t i, std::string_view label) { s.aliases.at(i).label = label; });
  for (Alias& alias : s.aliases) {
    alias.concept_ = id_below<ConceptId>(static_cast<std::uint32_t>(in.number()), size, false);
  }
}

void pack_links(Packer& out, const Snapshot& s) {
  out.number(s.configurations.size());
  out.number(s.links.size());
  for (const SnapshotLink& link : s.links) {
    out.number(link.from.value);
    out.number(link.to.value);
    out.number(static_cast<std::uint64_t>(link.kind));
  }
}

/// Gives the number of configurations.
std::size_t unpack_links(Unpacker& in, Snapshot& s) {
  const std::uint64_t size = in.number();
  need(size < most_things);
  const auto end = [&] {
    return id_below<ConfigurationId>(static_cast<std::uint32_t>(in.number()), size, false);
  };
  for (std::uint64_t left = in.number(); left > 0; --left) {
    SnapshotLink link;
    link.from = end();
    link.to = end();
    link.kind = word_of(in.number(), LinkKind::counter_condition_of);
    s.links.push_back(link);
  }
  return size;
}

/// Where the lists of each block begin among all items of the column, and where the last ends.
template <typename T>
void pack_starts(Packer& out, const ListColumn<T>& column) {
  std::vector<std::uint64_t> starts;
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < column.size(); ++i) {
    if (i % block_size == 0) starts.push_back(sum);
    sum += column[i].size();
  }
  starts.push_back(sum);
  out.all(starts);
}

template <typename T>
void pack_lists(std::string_view kind, const ListColumn<T>& column, const TakePart& take) {
  const std::span<const T> all = column.all();
  std::size_t begin = 0;
  for (std::size_t block = 0; block < Blocks::count(column.size()); ++block) {
    std::vector<std::uint32_t> first{static_cast<std::uint32_t>(begin)};
    std::size_t end = begin;
    for (std::size_t i = block * block_size; i < std::min((block + 1) * block_size, column.size());
         ++i) {
      end += column[i].size();
      first.push_back(static_cast<std::uint32_t>(end));
    }
    Packer out;
    out.all(first);
    out.all(all.subspan(begin, end - begin));
    take(kind, block, out.take());
    begin = end;
  }
}

template <typename T>
void pack_values(std::string_view kind, const Column<T>& column, const TakePart& take) {
  const std::span<const T> all = column.all();
  for (std::size_t block = 0; block < Blocks::count(column.size()); ++block) {
    const std::size_t begin = block * block_size;
    Packer out;
    out.all(all.subspan(begin, std::min(block_size, all.size() - begin)));
    take(kind, block, out.take());
  }
}

}  // namespace

std::string packed_layout() {
  Packer out;
  for (const std::uint64_t part :
       {layout_version, std::uint64_t{std::endian::native == std::endian::little},
        std::uint64_t{sizeof(SnapshotElement)}, std::uint64_t{sizeof(SnapshotEvidence)},
        std::uint64_t{sizeof(ConfigurationFacts)}, std::uint64_t{sizeof(ConceptFacts)},
        std::uint64_t{block_size}}) {
    out.number(part);
  }
  return out.take();
}

void pack(const LoadedSnapshot& loaded, const TakePart& take) {
  const Snapshot& s = *loaded.snapshot;
  Packer head;
  pack_head(head, s);
  pack_documents(head, loaded);
  pack_concepts(head, loaded);
  pack_links(head, s);
  each_list_column(s, [&](std::string_view, const auto& column) { pack_starts(head, column); });
  take("head", 0, head.take());
  pack_values("concept facts", s.concepts.facts(), take);
  pack_values("configuration facts", s.configurations.facts(), take);
  each_list_column(
      s, [&](std::string_view kind, const auto& column) { pack_lists(kind, column, take); });
}

std::optional<LoadedSnapshot> unpacked(const std::shared_ptr<PartSource>& source, Reading reading) {
  auto snapshot = std::make_shared<Snapshot>();
  const auto columns = std::make_shared<LateColumns>(source);
  LoadedSnapshot loaded;
  try {
    const bool is_there = source->part("head", 0, [&](std::string_view bytes) {
      Unpacker in(bytes);
      unpack_head(in, *snapshot);
      unpack_documents(in, *snapshot, loaded);
      unpack_concepts(in, *snapshot, loaded);
      const std::size_t configurations = unpack_links(in, *snapshot);
      columns->set_bounds(*snapshot, loaded.concept_rows.size(), configurations);
      columns->read_starts(in);
      need(in.is_done());
    });
    if (!is_there) return std::nullopt;
  } catch (const std::out_of_range&) {
    return std::nullopt;
  }
  columns->give(*snapshot);
  if (reading == Reading::at_once) {
    columns->read_all();
  } else {
    loaded.finish = [columns] { columns->read_all(); };
  }
  loaded.snapshot = std::move(snapshot);
  return loaded;
}

}  // namespace retroduce::store
