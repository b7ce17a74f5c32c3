#include "review/saved_answers.h"

#include "query/renamed.h"

namespace retroduce::review {

query::RowChanges SavedAnswers::changes(const model::KeptAnswer& last, const std::string& question,
                                        const std::vector<model::KeptRow>& rows,
                                        base::Progress& progress) {
  if (last.renamed.empty()) return query::row_changes(last.rows, rows, rows, rows_compared);
  const query::FormerNames names(last.renamed);
  // Most answers were kept on one day, so that one copy serves them.
  if (!then_ || renamed_ != last.renamed) {
    then_.reset();
    then_ = std::make_unique<Review>(review_.called(names.marked()));
    renamed_ = last.renamed;
  }
  const auto asked = names.asked(question, *review_.snapshot(), then_->snapshot());
  query::World world;
  world.snapshot = asked.snapshot;
  world.details = &then_->details();
  world.progress = &progress;
  const bool as_it_is = asked.snapshot == then_->snapshot();
  const auto answer = as_it_is ? then_->ask(asked.question, {rows_compared}, progress)
                               : query::ask(world, asked.question, {rows_compared});
  if (!answer) return query::row_changes(last.rows, rows, rows, rows_compared);
  const auto told = [&](const query::Told& how) {
    return query::kept_rows(*answer.value, *world.snapshot, how);
  };
  return query::row_changes(last.rows, told([&](std::string_view text) { return names.now(text); }),
                            told(query::FormerNames::then), rows_compared);
}

}  // namespace retroduce::review
