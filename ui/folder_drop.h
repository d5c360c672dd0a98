// A folder, or pictures, that are dropped on the window are the input of an image run: the form
// then says so, and nothing runs by itself. What cannot be dropped is not taken, and the reason is
// told: while it is still in the air, or where the disk has to be asked, when it has answered.
#pragma once

#include "ui/config/chosen_files.h"
#include "ui/models/latest_answer.h"

#include <QList>
#include <QObject>
#include <QString>

#include <filesystem>
#include <functional>

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
    /// Whether the disk is still asked about what was dropped.
    [[nodiscard]] bool busy() const { return m_input.busy(); }

Q_SIGNALS:
    /// A folder, a picture, or a list of several.
    void dropped(const std::filesystem::path& input);
    /// Why what hovers, or was dropped, is not taken.
    void refused(const QString& reason);

private:
    [[nodiscard]] QString whyNot(const QMimeData& data) const;
    void look(const QList<QUrl>& urls);
    void take(const ChosenInput& chosen);

    QWidget* m_window;
    std::function<QString()> m_mayDrop;
    LatestAnswer<ChosenInput> m_input;
};

} // namespace interleave::ui
