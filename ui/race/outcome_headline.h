// The answer of a run in one sentence of display size, with a smaller line of facts below.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"

#include <QWidget>

namespace interleave::ui {

class ElidedLabel;
class Heading;
class StillBox;

class OutcomeHeadline : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeHeadline(QWidget* parent = nullptr);

    void setLive(const LiveSnapshot& live);
    void setTrial(const Experiment& experiment, const TrialResult& trial);
    void setRun(const RunResult& run);
    void clear();
    /// Keeps room for details of two lines until clear(): nothing below may jump when they come.
    void awaitAnswer();
    /// Without the details.
    void setBrief(bool brief);
    /// In smaller type, the details in one line.
    void setLow(bool low);
    void say(const QString& sentence, const QString& details);

protected:
    void changeEvent(QEvent* event) override;

private:
    void keepRoomForDetails();

    Heading* m_sentence;
    ElidedLabel* m_details;
    StillBox* m_detailsBox;
    int m_linesKept = 1; // of details
    bool m_low = false;
};

} // namespace interleave::ui
