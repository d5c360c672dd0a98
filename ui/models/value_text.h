// A setting's value in the window's words.
#pragma once

#include "core/model/field_value.h"

#include <QString>

namespace interleave::ui {

/// "10,000", "500 ns", "sequentially consistent": a choice by its title, as the form has it.
[[nodiscard]] QString valueText(const ValueSpec& spec, const FieldValue& value);

/// "pool size 2"; of a flag "pin workers to cores" or "not: pin workers to cores". Empty where the
/// value is an empty text.
[[nodiscard]] QString settingText(const ValueSpec& spec, const FieldValue& value);

} // namespace interleave::ui
