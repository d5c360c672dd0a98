#include "ui/save_prompt.h"

#include "ui/recent_files.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QRegularExpression>

namespace interleave::ui {

namespace {

// "Tables (*.csv)": csv; of all files none.
QString endingOf(const QString& kind)
{
    static const QRegularExpression first(QStringLiteral("\\*\\.(\\w+)"));
    return first.match(kind).captured(1);
}

} // namespace

QString askWhereToSave(
    QWidget* parent, const QString& caption, const QString& suggestion, const QStringList& kinds)
{
    const QFileInfo begin(RecentFiles::inLastFolder(suggestion));
    QFileDialog dialog(parent, caption, begin.path());
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(kinds);
    dialog.selectFile(begin.fileName());
    dialog.setDefaultSuffix(endingOf(kinds.front()));
    QObject::connect(&dialog, &QFileDialog::filterSelected, [&dialog](const QString& kind) {
        if (!endingOf(kind).isEmpty())
            dialog.setDefaultSuffix(endingOf(kind));
    });
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

} // namespace interleave::ui
