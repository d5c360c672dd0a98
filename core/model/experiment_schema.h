// An experiment's file as a JSON Schema (2020-12), for editors and other programs: made from the
// same descriptions that the reader checks by. What fields are together only the reader checks.
#pragma once

#include "core/base/json_fwd.h"

namespace interleave {

[[nodiscard]] Json experimentSchema();

} // namespace interleave
