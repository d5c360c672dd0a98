#include "ui/models/problem_sentence.h"

#include <QRegularExpression>

namespace interleave::ui {

QString sentenceOf(const std::string& message)
{
    static const QRegularExpression kField(QStringLiteral("^field '[^']*'(?: \\([^)]*\\))?: "));
    return QString::fromStdString(message).remove(kField);
}

} // namespace interleave::ui
