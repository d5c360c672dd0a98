#include "ui/widgets/code_highlighter.h"

#include "ui/widgets/palette.h"

#include <QRegularExpression>

namespace interleave::ui {

namespace {

constexpr int kInDocstring = 1;

const QRegularExpression& keywordsOf(CodeLanguage language)
{
    static const QRegularExpression python(QStringLiteral(
        "\\b(?:and|as|assert|async|await|break|class|continue|def|del|elif|else|except|False|"
        "finally|for|from|global|if|import|in|is|lambda|None|nonlocal|not|or|pass|raise|return|"
        "True|try|while|with|yield)\\b"));
    static const QRegularExpression cpp(QStringLiteral(
        "#\\w+|\\b(?:auto|bool|break|char|const|constexpr|continue|double|else|false|for|if|int|"
        "namespace|return|struct|true|using|void|volatile|while)\\b"));
    return language == CodeLanguage::Python ? python : cpp;
}

// A text in quotes, or a comment to the end of the line: whichever begins first.
const QRegularExpression& textsOf(CodeLanguage language)
{
    static const QRegularExpression python(
        QStringLiteral("[bfr]*\"(?:[^\"\\\\]|\\\\.)*\"|[bfr]*'(?:[^'\\\\]|\\\\.)*'|(#.*)"));
    static const QRegularExpression cpp(
        QStringLiteral("\"(?:[^\"\\\\]|\\\\.)*\"|<[a-z_/]+(?:\\.h)?>$|(//.*)"));
    return language == CodeLanguage::Python ? python : cpp;
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument* document)
    : QSyntaxHighlighter(document)
{
    m_keyword.setFontWeight(QFont::Bold);
    m_comment.setFontItalic(true);
}

void CodeHighlighter::setLanguage(CodeLanguage language)
{
    m_language = language;
    rehighlight();
}

void CodeHighlighter::setPalette(const QPalette& palette)
{
    m_comment.setForeground(mutedTextColor(palette));
    m_text.setForeground(palette.color(QPalette::Link));
    rehighlight();
}

void CodeHighlighter::markKeywords(const QString& line)
{
    for (auto found = keywordsOf(m_language).globalMatch(line); found.hasNext();) {
        const auto match = found.next();
        setFormat(static_cast<int>(match.capturedStart()),
            static_cast<int>(match.capturedLength()),
            m_keyword);
    }
}

void CodeHighlighter::markTexts(const QString& line)
{
    for (auto found = textsOf(m_language).globalMatch(line); found.hasNext();) {
        const auto match = found.next();
        setFormat(static_cast<int>(match.capturedStart()),
            static_cast<int>(match.capturedLength()),
            match.hasCaptured(1) ? m_comment : m_text);
    }
}

void CodeHighlighter::markDocstring(const QString& line)
{
    const QString quotes = QStringLiteral("\"\"\"");
    const bool within = previousBlockState() == kInDocstring;
    const auto begin = within ? 0 : line.indexOf(quotes);
    if (begin < 0)
        return;
    const auto end = line.indexOf(quotes, within ? 0 : begin + quotes.size());
    const auto length = end < 0 ? line.size() - begin : end + quotes.size() - begin;
    setFormat(static_cast<int>(begin), static_cast<int>(length), m_comment);
    setCurrentBlockState(end < 0 ? kInDocstring : 0);
}

void CodeHighlighter::highlightBlock(const QString& line)
{
    setCurrentBlockState(0);
    markKeywords(line);
    markTexts(line);
    if (m_language == CodeLanguage::Python)
        markDocstring(line);
}

} // namespace interleave::ui
