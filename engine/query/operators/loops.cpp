#include "base/text.h"
#include "query/chain_rows.h"
#include "query/empty_answer.h"
#include "query/rows.h"

namespace retroduce::query {
namespace {

constexpr std::size_t usual_length = 6;

void run(const Asking& asking, Answer& answer) {
  const std::size_t within = asking.question->within.value_or(usual_length);
  graph::Loops loops = graph::find_loops(*asking.graph, within, asking.limit);
  for (auto& loop : loops.listed) answer.rows.push_back(chain_row(asking, std::move(loop), true));
  answer.total = loops.total;
  answer.total_is_exact = loops.total_is_exact;
  const bool by_limit =
      !loops.total_is_exact || loops.total > static_cast<std::int64_t>(answer.rows.size());
  const bool by_length = loops.longer != graph::Beyond::nothing;
  answer.cut = by_limit ? Cut::limit : (by_length ? Cut::length : Cut::none);
  answer.truncated = answer.cut != Cut::none;
  answer.headline =
      (loops.total_is_exact ? "" : "At least ") +
      count_text(static_cast<std::size_t>(loops.total), "loop", "loops") + " of up to " +
      base::count_of(static_cast<std::int64_t>(within), "configuration", "configurations");
  if (!by_limit) note_classes(asking, answer);
  if (by_length && loops.total > 0) {
    answer.notes.push_back(
        std::string("longer loops are cut off: there ") +
        (loops.longer == graph::Beyond::something ? "are" : "may be") + " some of more than " +
        base::count_of(static_cast<std::int64_t>(within), "configuration", "configurations") +
        "; ask with a longer \"within\"");
  }
  if (loops.total == 0 && loops.total_is_exact) note_no_loop(asking, within, answer);
  suggest_why(asking, answer);
  answer.steps = [graph = asking.graph, zoom = asking.question->zoom](const Row& row) {
    return chain_steps(*graph, row, std::nullopt, std::nullopt, true, zoom);
  };
}

}  // namespace

extern const Operator operator_loops{.name = "loops",
                                     .kind = "loops",
                                     .parameters = "within 4",
                                     .example = "loops within 4",
                                     .help = "Circles of configurations, joined as in chains.",
                                     .slots = {},
                                     .takes = takes_study | takes_scope | takes_within | takes_zoom,
                                     .needs_one = false,
                                     .run = run};

}  // namespace retroduce::query
