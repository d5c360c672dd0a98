// What a typed number can mean: "1,5" in German, "1.5" and "1e6" everywhere, "10,000" and "10 000"
// with groups of digits. Where it can mean two numbers both are there, and nobody guesses.
#pragma once

#include "core/model/field_value.h"

#include <QLocale>
#include <QString>

#include <vector>

namespace interleave::ui {

/// None where `typed` is no number at all, two where it is not clear which: "10.000". As `spec`
/// wants them: whole numbers as integers for an Integer, reals for a Real.
[[nodiscard]] std::vector<FieldValue> readingsOf(
    const ValueSpec& spec, const QString& typed, const QLocale& locale = {});

/// A number as it stands in a field: read again it means nothing else, in any locale.
[[nodiscard]] QString shownNumber(const FieldValue& number, const QLocale& locale = {});

} // namespace interleave::ui
