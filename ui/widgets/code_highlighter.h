// Colours of a program's text: those of the palette alone, and a second sign beside each. Keywords
// are bold, comments slanted and paler, texts in quotes have the colour of links.
#pragma once

#include "core/code/program_code.h"

#include <QSyntaxHighlighter>

namespace interleave::ui {

class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    explicit CodeHighlighter(QTextDocument* document);

    /// Both colour the text anew.
    void setLanguage(CodeLanguage language);
    void setPalette(const QPalette& palette);

protected:
    void highlightBlock(const QString& line) override;

private:
    void markKeywords(const QString& line);
    void markTexts(const QString& line);
    void markDocstring(const QString& line);

    CodeLanguage m_language = CodeLanguage::Python;
    QTextCharFormat m_keyword;
    QTextCharFormat m_comment;
    QTextCharFormat m_text;
};

} // namespace interleave::ui
