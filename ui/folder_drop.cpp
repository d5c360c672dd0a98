#include "ui/folder_drop.h"

#include "ui/widgets/named_path.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <system_error>

namespace interleave::ui {

FolderDrop::FolderDrop(QWidget* window, std::function<QString()> mayDrop)
    : QObject(window)
    , m_window(window)
    , m_mayDrop(std::move(mayDrop))
{
    window->setAcceptDrops(true);
    qApp->installEventFilter(this);
}

// Costs nothing: it is asked while something hovers.
QString FolderDrop::whyNot(const QMimeData& data) const
{
    if (QString reason = m_mayDrop(); !reason.isEmpty())
        return reason;
    const QList<QUrl> urls = data.urls();
    if (urls.isEmpty())
        return tr("this is nothing that has a place: drop a folder");
    if (urls.size() > 1)
        return tr("several things cannot be the input: drop one folder with the pictures");
    if (!urls.front().isLocalFile())
        return tr("%1 is not on this machine: drop a folder of its own file system")
            .arg(urls.front().toDisplayString());
    return {};
}

QString FolderDrop::whyNoFolder(const QUrl& url)
{
    std::error_code failed; // what can't be looked at is no folder
    if (std::filesystem::is_directory(pathOf(url.toLocalFile()), failed))
        return {};
    const QString name = url.fileName();
    if (name.endsWith(QLatin1String(".json")) || name.endsWith(QLatin1String(".trace")))
        return tr("%1 is no folder with pictures: File > Open takes it").arg(name);
    return tr("%1 is no folder: drop the one that it is in").arg(name);
}

bool FolderDrop::eventFilter(QObject* watched, QEvent* event)
{
    const QEvent::Type type = event->type();
    if (type != QEvent::DragEnter && type != QEvent::DragMove && type != QEvent::Drop)
        return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    auto* drop = static_cast<QDropEvent*>(event);
    if (widget == nullptr || widget->window() != m_window || !drop->mimeData()->hasUrls())
        return false;
    const QMimeData& data = *drop->mimeData();
    QString reason = whyNot(data);
    if (reason.isEmpty() && type == QEvent::Drop)
        reason = whyNoFolder(data.urls().front());
    if (!reason.isEmpty()) {
        event->ignore();
        if (type != QEvent::DragMove) // it was told when it came
            Q_EMIT refused(reason);
        return true;
    }
    drop->acceptProposedAction();
    if (type == QEvent::Drop)
        Q_EMIT dropped(pathOf(data.urls().front().toLocalFile()));
    return true;
}

} // namespace interleave::ui
