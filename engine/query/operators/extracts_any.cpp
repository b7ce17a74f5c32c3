#include "query/extract_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_search(asking, model::TextQuery::Mode::any, answer);
}

}  // namespace

extern const Operator operator_extracts_any{
    .name = "extracts any",
    .kind = "extracts",
    .parameters = "\"words\"",
    .example = "extracts any \"words\"",
    .help = "Extracts that hold any of the words, best first.",
    .slots = {slot(Slot::Kind::text)},
    .takes = takes_study | takes_documents,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "an extract shows its codings as coders made them"};

}  // namespace retroduce::query
