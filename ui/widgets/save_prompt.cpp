#include "ui/widgets/save_prompt.h"

#include "ui/widgets/recent_files.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSettings>
#include <QStringBuilder>

namespace interleave::ui {

namespace {

// "Tables (*.csv)": csv; of all files none.
QString endingOf(const QString& kind)
{
    static const QRegularExpression first(QStringLiteral("\\*\\.(\\w+)"));
    return first.match(kind).captured(1);
}

QString keyOf(const QString& purpose)
{
    return QStringLiteral("folders/") % purpose;
}

QString beginOf(const SaveQuestion& question)
{
    const QString folder = question.purpose.isEmpty()
        ? QString()
        : QSettings().value(keyOf(question.purpose)).toString();
    return folder.isEmpty() ? RecentFiles::inLastFolder(question.suggestion)
                            : QDir(folder).filePath(question.suggestion);
}

} // namespace

QString askWhereToSave(QWidget* parent, const SaveQuestion& question)
{
    const QFileInfo begin(beginOf(question));
    QFileDialog dialog(parent, question.caption, begin.path());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(question.kinds);
    dialog.selectFile(begin.fileName());
    dialog.setDefaultSuffix(endingOf(question.kinds.front()));
    QObject::connect(&dialog, &QFileDialog::filterSelected, [&dialog](const QString& kind) {
        if (!endingOf(kind).isEmpty())
            dialog.setDefaultSuffix(endingOf(kind));
    });
    if (dialog.exec() != QDialog::Accepted)
        return {};
    const QString file = dialog.selectedFiles().value(0);
    if (!question.purpose.isEmpty())
        QSettings().setValue(keyOf(question.purpose), QFileInfo(file).absolutePath());
    return file;
}

} // namespace interleave::ui
