// refine: evidence for a configuration, stance refines.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) { add_evidence(context, "refines"); }

}  // namespace

extern const EditVerb edit_refine;
const EditVerb edit_refine{
    "refine", "refine \"CONFIGURATION\" with EXTRACT [on ROLE \"NAME\"] [inferred] [note \"…\"]",
    "refine \"CMOC 1\" with \"smith2020: nobody listened\" on context \"low trust\"",
    "Says that an extract refines a configuration, or one element of it.", apply};

}  // namespace retroduce::store
