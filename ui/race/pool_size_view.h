// What do more workers do? Speed-up, losses and times of the trials against the size of the pool.
#pragma once

#include "core/model/run_result.h"

#include <QWidget>

class QLabel;

namespace interleave::ui {

class Heading;
class PoolSizePlot;

class PoolSizeView : public QWidget
{
    Q_OBJECT

public:
    explicit PoolSizeView(QWidget* parent = nullptr);

    /// A run that compares pool sizes, or what it has given until now: arms without a complete
    /// trial are left out.
    void setRun(const RunResult& run);

private:
    Heading* m_speedTitle;
    PoolSizePlot* m_speed;
    Heading* m_lostTitle;
    QWidget* m_lostChart; // with the title and its table
    PoolSizePlot* m_lost; // where something can be
    PoolSizePlot* m_time;
    QLabel* m_key;
};

} // namespace interleave::ui
