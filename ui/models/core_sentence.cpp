#include "ui/models/core_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <iterator>

namespace interleave::ui {

namespace {

// "1,234", "-5", "0.97", "1e+03", and several of them with ", " between; no digit of a word or of
// a path.
const QRegularExpression& numbers()
{
    static const QString one
        = QStringLiteral("-?\\d+(?:,\\d{3})*(?:\\.\\d+)?(?:e[+-]\\d+)?(?![\\p{L}\\d])");
    static const QRegularExpression all(
        QStringLiteral("(?<![\\p{L}\\d.,/_-])%1(?:, %1)*").arg(one));
    return all;
}

QString filled(QString pattern, const QStringList& numbers)
{
    for (int i = 0; i < numbers.size(); ++i)
        pattern.replace(QStringLiteral("{%1}").arg(i), inUsersLocale(numbers[i]));
    return pattern;
}

QString sentenceOf(const QString& english, const QStringList& separators)
{
    const CorePattern found = corePattern(english);
    const QByteArray pattern = found.pattern.toUtf8();
    const QString known
        = pattern.isEmpty() ? QString() : QCoreApplication::translate("core", pattern.constData());
    if (known != found.pattern || separators.isEmpty())
        return filled(known, found.numbers);
    QStringList parts = english.split(separators.front());
    for (QString& part : parts)
        part = sentenceOf(part, separators.mid(1));
    return parts.join(separators.front());
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

QString coreSentence(std::string_view english)
{
    return sentenceOf(QString::fromUtf8(english.data(), std::ssize(english)),
        {QStringLiteral("; "), QStringLiteral(": ")});
}

} // namespace interleave::ui
