#include "ui/models/core_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>

namespace interleave::ui {

namespace {

// Behind it stands another sentence of core's.
constexpr QLatin1String kOfTrial("trial {0}: {1}");

// "1,234", "-5", "0.97", "1e+03", and several of them with ", " between; no digit of a word or of
// a path. And the name of a signal, "SIGKILL", which is the same in every language.
const QRegularExpression& numbers()
{
    static const QString one
        = QStringLiteral("-?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:e[+-]\\d+)?(?![\\p{L}\\d])");
    static const QRegularExpression all(
        QStringLiteral("(?<![\\p{L}\\d.,/_-])(?:%1(?:, %1)*|SIG[A-Z0-9?]+)").arg(one));
    return all;
}

bool isKnown(const std::string& pattern)
{
#pragma push_macro("QT_TRANSLATE_NOOP")
#undef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(context, text) text,
    static const std::unordered_set<std::string_view> known{
#include "resources/translations/core_words.inc"
    };
#pragma pop_macro("QT_TRANSLATE_NOOP")
    return known.contains(pattern);
}

QStringList asUsersWrite(QStringList numbers)
{
    for (QString& number : numbers)
        number = inUsersLocale(number);
    return numbers;
}

// Nothing where core does not say so.
std::optional<QString> translated(const CorePattern& said, const QStringList& given = {})
{
    const std::string pattern = said.pattern.toStdString();
    if (!isKnown(pattern))
        return std::nullopt;
    return withFigures(
        QCoreApplication::translate("core", pattern.c_str()), asUsersWrite(said.numbers) + given);
}

QString partOf(const QString& english);

// What follows the colon is put in as it is, because others have said it.
std::optional<QString> withGiven(const QString& english)
{
    const QString separator = QStringLiteral(": ");
    for (qsizetype colon = english.indexOf(separator); colon >= 0;
         colon = english.indexOf(separator, colon + 1)) {
        CorePattern head = corePattern(english.left(colon));
        head.pattern += QStringLiteral(": {%1}").arg(head.numbers.size());
        const QString rest = english.mid(colon + separator.size());
        const bool isOfTrial = head.pattern == kOfTrial;
        if (const auto said = translated(head, {isOfTrial ? partOf(rest) : rest}))
            return said;
    }
    return std::nullopt;
}

// "a.jpg: took longer than 5 s": before the colon stands what it is about. Without a figure it may
// be others' words.
std::optional<QString> withName(const QString& english)
{
    const QString separator = QStringLiteral(": ");
    for (qsizetype colon = english.indexOf(separator); colon >= 0;
         colon = english.indexOf(separator, colon + 1)) {
        const qsizetype behind = colon + separator.size();
        const CorePattern sentence = corePattern(english.mid(behind));
        if (const auto said = translated(sentence); said && !sentence.numbers.isEmpty())
            return english.left(behind) + *said;
    }
    return std::nullopt;
}

QString partOf(const QString& english)
{
    if (const auto whole = translated(corePattern(english)))
        return *whole;
    if (const auto given = withGiven(english))
        return *given;
    return withName(english).value_or(english);
}

} // namespace

CorePattern corePattern(const QString& english)
{
    CorePattern found;
    qsizetype end = 0;
    for (auto match = numbers().globalMatch(english); match.hasNext();) {
        const QRegularExpressionMatch number = match.next();
        found.pattern += english.mid(end, number.capturedStart() - end);
        found.pattern += QStringLiteral("{%1}").arg(found.numbers.size());
        found.numbers << number.captured();
        end = number.capturedEnd();
    }
    found.pattern += english.mid(end);
    return found;
}

QString withFigures(const QString& pattern, const QStringList& figures)
{
    static const QRegularExpression place(QStringLiteral("\\{(\\d+)\\}"));
    QString text;
    qsizetype end = 0;
    for (auto match = place.globalMatch(pattern); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        const qsizetype figure = found.captured(1).toInt();
        text += pattern.mid(end, found.capturedStart() - end);
        text += figure < figures.size() ? figures[figure] : found.captured();
        end = found.capturedEnd();
    }
    return text + pattern.mid(end);
}

QString coreSentence(std::string_view text)
{
    const QString english = QString::fromUtf8(text.data(), std::ssize(text));
    const CorePattern whole = corePattern(english);
    if (whole.pattern == QLatin1String("{0}")) // of bars there are many
        return inUsersLocale(english);
    if (const auto said = translated(whole))
        return *said;
    const QString separator = QStringLiteral("; ");
    QStringList parts = english.split(separator);
    for (QString& part : parts)
        part = partOf(part);
    return parts.join(separator);
}

} // namespace interleave::ui
