// Settings, parameters and their values in the window's words: as the form has them.
#pragma once

#include "core/base/unit_of_one.h"
#include "core/model/experiment.h"
#include "core/model/remark.h"

#include <QString>
#include <QStringList>

#include <string_view>

namespace interleave::ui {

/// A word of core's tables and of what workloads find out, in the user's language: a title, a help,
/// a choice. resources/translations/core_words.inc lists them for the translators.
[[nodiscard]] QString coreWord(std::string_view word);

/// A unit as the window writes it: "µs" for the "us" that programs and the command line have.
[[nodiscard]] QString unitText(std::string_view unit);
/// The same as it follows a number: "1 meal", "2 meals".
[[nodiscard]] QString unitText(std::string_view unit, double number);

/// What core says beside a result, alike.
[[nodiscard]] QString remarkText(const Remark& remark);

/// "10,000", "500 ns", "sequentially consistent": a choice by its title, as the form has it.
[[nodiscard]] QString valueText(const ValueSpec& spec, const FieldValue& value);

/// "pool size 2"; of a flag "pin workers to cores" or "not: pin workers to cores". Empty where the
/// value is an empty text.
[[nodiscard]] QString settingText(const ValueSpec& spec, const FieldValue& value);

/// "strategy".
[[nodiscard]] QString parameterTitle(const ValueSpec& spec);
/// Of all values that are compared, in their order.
[[nodiscard]] QStringList titlesOfValues(const Experiment& experiment);
/// "packed | padded".
[[nodiscard]] QString valuesText(const Experiment& experiment);

} // namespace interleave::ui
