// Looks now and then at the files from which runs were opened: what one shows of a file that has
// changed since would not be what was recorded.
#pragma once

#include "ui/models/latest_answer.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace interleave::ui {

class Run;
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
    using Runs = std::vector<std::weak_ptr<Run>>;

    void look();
    void take(const Runs& changedOnes);

    RunList* m_runs;
    QTimer m_timer;
    LatestAnswer<Runs> m_answer; // a file on a network that has gone must not stop the window
};

} // namespace interleave::ui
