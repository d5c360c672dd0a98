#include "ui/widgets/recent_files.h"

#include <QDir>
#include <QFileInfo>
#include <QSettings>

namespace interleave::ui {

namespace {

QString key()
{
    return QStringLiteral("files/recent");
}

} // namespace

RecentFiles::RecentFiles(QWidget* parent)
    : QMenu(tr("Open &recent"), parent)
{
    connect(this, &QMenu::aboutToShow, this, &RecentFiles::fill);
    fill();
}

void RecentFiles::add(const QString& file)
{
    QStringList all = files();
    const QString whole = QFileInfo(file).absoluteFilePath();
    all.removeAll(whole);
    all.prepend(whole);
    QSettings().setValue(key(), all.mid(0, kMost));
    fill();
}

void RecentFiles::setOffered(bool offered)
{
    m_offered = offered;
    setEnabled(m_offered && !isEmpty());
}

QStringList RecentFiles::files()
{
    return QSettings().value(key()).toStringList();
}

QString RecentFiles::inLastFolder(const QString& name)
{
    const QStringList all = files();
    if (all.isEmpty() || QFileInfo(name).isAbsolute())
        return name;
    return QFileInfo(all.first()).dir().filePath(name);
}

void RecentFiles::fill()
{
    clear();
    for (const QString& file : files()) {
        const QFileInfo info(file);
        QAction* action = addAction(info.fileName(), this, [this, file] { Q_EMIT chosen(file); });
        action->setToolTip(file);
        action->setStatusTip(file);
    }
    setToolTipsVisible(true);
    setOffered(m_offered);
}

} // namespace interleave::ui
