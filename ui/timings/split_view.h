// Where did the workers' time go? A bar for all and one per worker: start, between tasks, in tasks,
// waiting for locks, end.
#pragma once

#include "core/timeline/timings.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

namespace interleave::ui {

class BarRows;
class ElidedLabel;

class SplitView : public QWidget
{
    Q_OBJECT

public:
    explicit SplitView(QWidget* parent = nullptr);

    void clear();
    /// `startNs`: from the first process to all ready, which is before the recording; `tasks` that
    /// ended; how long all workers were on a core, 0 where that is not known.
    void setSplit(const std::vector<TimeSplit>& workers,
        double startNs,
        std::uint64_t tasks,
        double onCoreNs);

    /// The sentence is in one line: the shares alone, the rest in its tip.
    void setLow(bool low);

    /// "62.1 % of the workers' time was spent in tasks, ...", whole.
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] NumberTable numbers() const;
    [[nodiscard]] const TimeSplit& all() const { return m_all; }

private:
    void showSentence(std::uint64_t tasks);
    void sayShares();

    ElidedLabel* m_sentence;
    BarRows* m_bars;
    std::vector<TimeSplit> m_workers;
    TimeSplit m_all;
    double m_onCoreNs = 0;
    QString m_said; // the sentence
    QString m_saidBriefly;
    bool m_low = false;
};

} // namespace interleave::ui
