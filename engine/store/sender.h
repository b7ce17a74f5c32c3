// Sending a review out: rows become records again, in an order that any copy of the review shares.
// Changes stand by time; things by their change and ordinal, what they rest on before them; codings
// and evidence by the things that they join. Internal to the store.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/progress.h"
#include "model/batch.h"
#include "store/connection.h"
#include "store/snapshot_load.h"

namespace retroduce::store {

class Sender {
 public:
  Sender(Connection& connection, model::BatchSink& sink, base::Progress& progress);
  void send();

 private:
  using Ids = std::vector<std::int64_t>;
  using Parents = std::function<Ids(std::int64_t)>;

  /// The ids of a table's rows by change and ordinal.
  Ids ids_of(std::string_view table);
  /// The same with what each rests on before it.
  Ids ids_of(std::string_view table, const Parents& parents);
  /// Sends each; the place among its kind becomes its Ref.
  void each(model::ThingKind kind, const Ids& ids,
            const std::function<void(std::int64_t)>& send_one);

  template <typename Record>
  model::Ref<Record> ref(model::ThingKind kind, std::int64_t row) const {
    return model::Ref<Record>(refs_[static_cast<std::size_t>(kind)].at(row));
  }
  model::Ref<model::Change> change_ref(std::int64_t row) const {
    return model::Ref<model::Change>(changes_.at(row));
  }
  model::Origin origin(const Query& row, int column) const;
  model::Ref<model::Coder> coder(const Query& row, int column) const;
  std::vector<std::int64_t> numbers(std::string_view sql, std::int64_t owner);

  void review();
  void coders();
  void studies();
  void documents();
  model::Document document(std::int64_t id);
  void source_records();
  void samenesses();
  void themes();
  void concepts();
  void extracts();
  void codings(const Ids& extracts);
  void codings_of(std::int64_t extract, std::uint32_t& place);
  void resolutions();
  void configurations();
  void configuration(std::int64_t id);
  void evidence(const Ids& configurations);
  void evidence_of(std::int64_t configuration, std::uint32_t& place);
  void links();

  // send_theory.cpp
  void theories();
  void constructs();
  void versions();
  void statements();
  void statement(std::int64_t id);
  void appraisals();
  void readings();
  void saved_questions();
  void attachments();
  void entries();
  void memos();
  void memo(std::int64_t id);
  void foreign_parts();
  std::uint32_t about_ref(model::ThingKind about, const std::string& key) const;

  /// Natural keys (as memos write them) that some memo or foreign part is about, and the Refs that
  /// they get.
  void find_wanted_keys();
  void number_key(const std::string& key, std::uint32_t place);

  Connection& connection_;
  model::BatchSink& sink_;
  base::Progress& progress_;
  NumbersByRow changes_;
  std::array<NumbersByRow, model::thing_kinds> refs_;  ///< by ThingKind
  std::vector<std::uint32_t> first_element_;           ///< by configuration Ref
  std::unordered_map<std::string, std::uint32_t> wanted_;
};

}  // namespace retroduce::store
