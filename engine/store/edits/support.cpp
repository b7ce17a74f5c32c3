// support: evidence for a configuration, stance supports.
#include "store/edit_steps.h"

namespace retroduce::store {

using namespace model;

namespace {

void apply(EditContext& context) { add_evidence(context, "supports"); }

}  // namespace

extern const EditVerb edit_support;
const EditVerb edit_support{
    "support", "support \"CONFIGURATION\" with EXTRACT [on ROLE \"NAME\"] [inferred] [note \"…\"]",
    "support \"CMOC 1\" with \"smith2020: nobody listened\" on context \"low trust\"",
    "Says that an extract supports a configuration, or one element of it.", apply};

}  // namespace retroduce::store
