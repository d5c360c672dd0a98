#include "ui/folder_drop.h"

#include "ui/widgets/named_path.h"

#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include <utility>
#include <vector>

namespace interleave::ui {

FolderDrop::FolderDrop(QWidget* window, std::function<QString()> mayDrop)
    : QObject(window)
    , m_window(window)
    , m_mayDrop(std::move(mayDrop))
    , m_input([this](const ChosenInput& chosen) { take(chosen); }, Older::LeftAlone)
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
        return tr("this is nothing that has a place: drop a folder, or pictures");
    for (const QUrl& url : urls) {
        if (!url.isLocalFile())
            return tr("%1 is not on this machine: drop what is in its own file system")
                .arg(url.toDisplayString());
    }
    return {};
}

// Several pictures are written into a list.
void FolderDrop::look(const QList<QUrl>& urls)
{
    m_input.ask([urls](const QPromise<ChosenInput>& /*promise*/) {
        std::vector<std::filesystem::path> chosen;
        for (const QUrl& url : urls)
            chosen.push_back(pathOf(url.toLocalFile()));
        return inputOf(chosen, PictureLists::ofUser());
    });
}

// A run may have begun meanwhile.
void FolderDrop::take(const ChosenInput& chosen)
{
    if (const QString reason = m_mayDrop(); !reason.isEmpty())
        Q_EMIT refused(reason);
    else if (!chosen.problem.isEmpty())
        Q_EMIT refused(chosen.problem);
    else
        Q_EMIT dropped(chosen.path);
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
    if (const QString reason = whyNot(data); !reason.isEmpty()) {
        event->ignore();
        if (type != QEvent::DragMove) // it was told when it came
            Q_EMIT refused(reason);
        return true;
    }
    drop->acceptProposedAction();
    if (type == QEvent::Drop)
        look(data.urls());
    return true;
}

} // namespace interleave::ui
