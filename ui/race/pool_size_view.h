// What do more workers do? Losses and times of the trials against the size of the pool.
#pragma once

#include "core/model/run_result.h"

#include <QWidget>

namespace interleave::ui {

class PoolSizePlot;

class PoolSizeView : public QWidget
{
    Q_OBJECT

public:
    explicit PoolSizeView(QWidget* parent = nullptr);

    /// A run that compares pool sizes.
    void setRun(const RunResult& run);

private:
    PoolSizePlot* m_lost;
    PoolSizePlot* m_time;
};

} // namespace interleave::ui
