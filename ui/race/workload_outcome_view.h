// What a workload was made to find out, in its own words, numbers and pictures.
#pragma once

#include "core/model/run_result.h"

#include <QWidget>

class QLabel;

namespace interleave::ui {

class Heading;
class OutcomePlot;

class WorkloadOutcomeView : public QWidget
{
    Q_OBJECT

public:
    explicit WorkloadOutcomeView(QWidget* parent = nullptr);

    /// `ofWhat` stands before its sentence: "trial 2 of 5"; empty: nothing.
    void setOutcome(const WorkloadOutcome& outcome, const QString& ofWhat = {});

private:
    void makeCharts(const std::vector<OutcomeChart>& charts);

    Heading* m_sentence;
    QLabel* m_figures;
    QWidget* m_charts;
    std::vector<OutcomePlot*> m_plots;
};

/// "tickets oversold 3 (wanted 0) · retries 12": the numbers with what they should be.
[[nodiscard]] QString figuresText(const WorkloadOutcome& outcome);

} // namespace interleave::ui
