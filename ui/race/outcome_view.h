// What did the race destroy? Expected, actual and lost updates as bars on one scale; of several
// trials the median, and a dot for each.
#pragma once

#include "core/model/run_result.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

class QLabel;

namespace interleave::ui {

class BarRows;
class Heading;
class TrialStrip;

/// Where the dots of several trials are shown.
enum class TrialDots { Here, Elsewhere };

class OutcomeView : public QWidget
{
    Q_OBJECT

public:
    explicit OutcomeView(TrialDots dots = TrialDots::Here, QWidget* parent = nullptr);

    /// `ofWhat` is said beside the title: "trial 2 of 5"; empty: nothing.
    void setTrial(
        const Experiment& experiment, const TrialResult& trial, const QString& ofWhat = {});
    void setRun(const RunResult& run);
    /// The counts are known when the trial has ended.
    void setRunning(const Experiment& experiment);
    /// The run ended before they could be known.
    void setUnknown(const Experiment& experiment);
    void clear();
    /// Without the dots, which the table has too.
    void setLow(bool low);
    /// What the bars show, and the dots where they are here.
    [[nodiscard]] const NumberTable& numbers() const { return m_numbers; }

private:
    void showBars(double updates, double lost, const QString& note, const QString& ledger);
    /// Instead, where nobody asks for updates.
    void showTasksOnly(const QString& ledger);
    [[nodiscard]] static QString taskQuestion();
    void showTitle(const QString& question, const QString& ofWhat = {});
    void showHint(const QString& hint);
    void showDots(bool any);

    TrialDots m_dots;
    Heading* m_title;
    QLabel* m_hint;
    BarRows* m_bars;
    QLabel* m_note;
    QLabel* m_ledger;
    QLabel* m_stripTitle;
    TrialStrip* m_strip;
    bool m_hasDots = false;
    bool m_low = false;
    NumberTable m_numbers;
    TableButton* m_table;
};

} // namespace interleave::ui
