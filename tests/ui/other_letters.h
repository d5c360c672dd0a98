// A language of the same words in other letters: what stays in plain ones has not gone through a
// translator, wherever in a sentence it stands. Of core's words it knows those that
// resources/translations/core_words.inc lists.
#pragma once

#include <QString>
#include <QStringList>
#include <QTranslator>

#include <set>
#include <string>

namespace interleave::ui {

class OtherLetters : public QTranslator
{
public:
    OtherLetters();
    ~OtherLetters() override;
    OtherLetters(const OtherLetters&) = delete;
    OtherLetters& operator=(const OtherLetters&) = delete;
    OtherLetters(OtherLetters&&) = delete;
    OtherLetters& operator=(OtherLetters&&) = delete;

    [[nodiscard]] bool isEmpty() const override { return false; }
    [[nodiscard]] QString translate(
        const char* context, const char* text, const char* comment, int count) const override;

private:
    std::set<std::string> m_coreWords;
};

/// The words of plain letters, of three and more. What no language has its own for is left out:
/// units, keys, and "auto", which is typed.
[[nodiscard]] QStringList plainWords(const QString& text);

} // namespace interleave::ui
