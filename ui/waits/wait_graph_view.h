// Who waits for whom? The picture of the waiting with its answer in a sentence above.
#pragma once

#include "ui/waits/wait_graph.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

namespace interleave::ui {

class NoteLabel;
class WaitGraphPicture;

class WaitGraphView : public QWidget
{
    Q_OBJECT

public:
    explicit WaitGraphView(QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    void setLive(const LiveSnapshot& live);
    /// A deadlock stays; without one nobody waits any more.
    void setResult(const TrialResult& trial);

    [[nodiscard]] const WaitGraph& graph() const { return m_graph; }
    /// Every arrow; and when the trial has ended, who had to wait for whom how often.
    [[nodiscard]] NumberTable numbers() const;

private:
    void say(const QString& answer, bool deadlocked = false);

    WaitGraph m_graph;
    SyncResult m_sync; // of the trial that has ended
    Experiment m_experiment;
    NoteLabel* m_answer;
    WaitGraphPicture* m_picture;
    TableButton* m_table;
};

} // namespace interleave::ui
