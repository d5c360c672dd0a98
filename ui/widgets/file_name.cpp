#include "ui/widgets/file_name.h"

#include <QRegularExpression>

namespace interleave::ui {

QString fileNameOf(const QString& title)
{
    static const QRegularExpression others(QStringLiteral("[^\\p{L}\\p{N}]+"));
    QString name = title.toLower().replace(others, QStringLiteral(" "));
    return name.simplified().replace(u' ', u'-');
}

} // namespace interleave::ui
