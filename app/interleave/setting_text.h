// A setting's value in the form's words.
#pragma once

#include "core/model/field_value.h"

#include <string>

namespace interleave {

/// "processes", "10,000 tasks", "one per core", "yes".
[[nodiscard]] std::string settingText(const ValueSpec& spec, const FieldValue& value);

} // namespace interleave
