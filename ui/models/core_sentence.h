// What core says of a result, in the user's language. Results keep it as English text, those in old
// files too: its numbers come out of it, and what is left is a pattern that
// resources/translations/core_words.inc has for the translators.
#pragma once

#include <QString>
#include <QStringList>

#include <string_view>

namespace interleave::ui {

/// "{0} of {1} items arrived once" and "9,998", "10,000"; what is counted off, as in "tasks 17,
/// 18", is one number.
struct CorePattern
{
    QString pattern;
    QStringList numbers;
};

[[nodiscard]] CorePattern corePattern(const QString& english);

/// A sentence or a name of core's, as in "fork 2". Where the whole has no translation its parts
/// have: they stand between "; ", and within these between ": ". English where none is known; the
/// numbers are the user's in any case.
[[nodiscard]] QString coreSentence(std::string_view english);

} // namespace interleave::ui
