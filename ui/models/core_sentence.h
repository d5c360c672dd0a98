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

/// Each "{0}" by its figure, in one pass: a figure may have braces of its own.
[[nodiscard]] QString withFigures(const QString& pattern, const QStringList& figures);

/// A sentence or a name of core's, as in "fork 2", with the user's numbers. Where the whole has no
/// translation its parts have, which stand between "; ". What nobody translates stays as it is,
/// byte for byte, and so does what a pattern has at its end, as in "only {0} could start: {1}", or
/// before a colon of its own, as in "a.jpg: took longer than 5 s".
[[nodiscard]] QString coreSentence(std::string_view text);

} // namespace interleave::ui
