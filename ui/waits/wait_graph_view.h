// Who waits for whom? The picture of the waiting with its answer in a sentence above.
#pragma once

#include "ui/waits/wait_graph.h"

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

private:
    void say(const QString& answer, bool deadlocked = false);

    WaitGraph m_graph;
    Experiment m_experiment;
    NoteLabel* m_answer;
    WaitGraphPicture* m_picture;
};

} // namespace interleave::ui
