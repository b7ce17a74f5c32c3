#include "query/extract_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_search(asking, model::TextQuery::Mode::phrase, answer);
}

}  // namespace

extern const Operator operator_extracts_phrase{
    .name = "extracts phrase",
    .kind = "extracts",
    .parameters = "\"words\"",
    .example = "extracts phrase \"words\"",
    .help = "Extracts that hold the words one after the other.",
    .slots = {slot(Slot::Kind::text)},
    .takes = takes_study | takes_documents,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "an extract shows its codings as coders made them"};

}  // namespace retroduce::query
