// Looks now and then at the files from which runs were opened: what one shows of a file that has
// changed since would not be what was recorded.
#pragma once

#include <QObject>
#include <QTimer>

namespace interleave::ui {

class RunList;

class OpenedFiles : public QObject
{
    Q_OBJECT

public:
    OpenedFiles(RunList* runs, QObject* parent);

    /// Looks until no run has a recording any more.
    void startLooking() { m_timer.start(); }

Q_SIGNALS:
    /// The run's recordings are dropped; the sentence names the file and the remedy.
    void changed(const QString& why);

private:
    void look();

    RunList* m_runs;
    QTimer m_timer;
};

} // namespace interleave::ui
