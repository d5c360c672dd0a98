// A folder that is dropped on the window is the input of an image run: the form then says so, and
// nothing runs by itself. What cannot be dropped is not taken, and the reason is told while it is
// still in the air, where the disk need not be asked.
#pragma once

#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>
#include <optional>

class QMimeData;
class QUrl;
class QWidget;

namespace interleave::ui {

class FolderDrop : public QObject
{
    Q_OBJECT

public:
    /// `mayDrop` says why nothing can be dropped now; empty: it can.
    FolderDrop(QWidget* window, std::function<QString()> mayDrop);

    /// Anywhere in the window, also where a field would take text.
    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    void dropped(const std::filesystem::path& folder);
    /// Why what hovers is not taken.
    void refused(const QString& reason);

private:
    [[nodiscard]] QString whyNot(const QMimeData& data) const;
    [[nodiscard]] static QString whyNoFolder(const QUrl& url);

    QWidget* m_window;
    std::function<QString()> m_mayDrop;
};

} // namespace interleave::ui
