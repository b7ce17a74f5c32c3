#include "query/extract_rows.h"

namespace retroduce::query {
namespace {

void run(const Asking& asking, Answer& answer) {
  answer_search(asking, model::TextQuery::Mode::all, answer);
}

}  // namespace

extern const Operator operator_extracts_about{
    .name = "extracts about",
    .kind = "extracts",
    .parameters = "\"words\"",
    .example = "extracts about \"words\"",
    .help =
        "Extracts that hold all of the words, best first; a word that ends in * is a beginning.",
    .slots = {slot(Slot::Kind::text)},
    .takes = takes_study | takes_documents,
    .needs_one = false,
    .run = run,
    .why_no_zoom = "an extract shows its codings as coders made them"};

}  // namespace retroduce::query
