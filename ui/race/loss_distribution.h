// How many updates did each trial lose, or what else the workload counts: the trials of one kind as
// a histogram and as dots; of several kinds a line of dots each, on one axis.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

class QLabel;

namespace interleave::ui {

class Heading;
class LossHistogram;

class LossDistribution : public QWidget
{
    Q_OBJECT

public:
    explicit LossDistribution(QWidget* parent = nullptr);

    void setRun(const RunResult& run);
    void clear();
    /// Every trial, and the medians.
    [[nodiscard]] const NumberTable& numbers() const { return m_numbers; }

private:
    void removeStrips();
    void addStrip(const QString& title, const RunResult& run, std::uint32_t arm, double axis);
    void setNumbers(NumberTable numbers);

    Heading* m_title;
    QLabel* m_hint;
    LossHistogram* m_histogram;
    QWidget* m_strips;
    NumberTable m_numbers;
    TableButton* m_table;
};

} // namespace interleave::ui
