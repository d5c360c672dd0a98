#include "tests/ui/other_letters.h"

#include "tests/ui/project_file.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace interleave::ui {

namespace {

// Cyrillic ones, which have capitals too.
QChar otherLetter(QChar letter)
{
    constexpr ushort kSmall = 0x430;
    constexpr ushort kCapital = 0x410;
    const ushort code = letter.unicode();
    if (code >= 'a' && code <= 'z')
        return {static_cast<ushort>(kSmall + code - 'a')};
    if (code >= 'A' && code <= 'Z')
        return {static_cast<ushort>(kCapital + code - 'A')};
    return letter;
}

bool isKey(const QString& text)
{
    static const QRegularExpression key(
        QStringLiteral("^(?:(?:Ctrl|Shift|Alt)\\+\\S*|F\\d+|Esc)$"));
    return key.match(text).hasMatch();
}

// Not what stands for something else, and no markup.
QString inOtherLetters(const QString& text)
{
    static const QRegularExpression kept(QStringLiteral("%L?\\d+|%n|\\{\\d+\\}|<[^>]*>|&[a-z]+;"));
    QString other;
    qsizetype end = 0;
    const auto change = [&](qsizetype until) {
        for (; end < until; ++end)
            other += otherLetter(text[end]);
    };
    for (auto match = kept.globalMatch(text); match.hasNext();) {
        const QRegularExpressionMatch found = match.next();
        change(found.capturedStart());
        other += found.captured();
        end = found.capturedEnd();
    }
    change(text.size());
    return other;
}

std::set<std::string> wordsOfCore()
{
    static const QRegularExpression noop(
        QStringLiteral("QT_TRANSLATE_NOOP\\(\"core\", \"((?:[^\"\\\\]|\\\\.)*)\"\\)"));
    const QString list
        = QString::fromStdString(contentsOf(projectFile("resources/translations/core_words.inc")));
    std::set<std::string> words;
    for (auto match = noop.globalMatch(list); match.hasNext();) {
        QString word = match.next().captured(1);
        word.replace(QStringLiteral("\\\""), QStringLiteral("\""));
        words.insert(word.replace(QStringLiteral("\\\\"), QStringLiteral("\\")).toStdString());
    }
    return words;
}

} // namespace

OtherLetters::OtherLetters()
    : m_coreWords(wordsOfCore())
{
    QCoreApplication::installTranslator(this);
}

OtherLetters::~OtherLetters()
{
    QCoreApplication::removeTranslator(this);
}

QString OtherLetters::translate(const char* context, const char* text, const char*, int) const
{
    const QString english = QString::fromUtf8(text);
    const bool isKnown = std::string(context) != "core" || m_coreWords.contains(text);
    return isKnown && !isKey(english) ? inOtherLetters(english) : QString();
}

QStringList plainWords(const QString& text)
{
    static const QRegularExpression markup(QStringLiteral("<[^>]*>|&[a-z]+;"));
    static const QRegularExpression word(QStringLiteral("(?<!\\p{L})[A-Za-z]{3,}(?!\\p{L})"));
    static const QRegularExpression same(
        QStringLiteral("^(?:min|[KMGT]iB|Ctrl|Shift|Alt|Esc|Del|Interleave|auto)$"));
    QString plain = text;
    plain.replace(markup, QStringLiteral(" "));
    QStringList words;
    for (auto match = word.globalMatch(plain); match.hasNext();) {
        const QString found = match.next().captured();
        if (!same.match(found).hasMatch())
            words << found;
    }
    return words;
}

} // namespace interleave::ui
