// What did the change cost, and what did it save? Two arms of a run side by side on common scales:
// A solid at the left, B outlined at the right. Their trials take turns, so both sides grow
// together.
#pragma once

#include "core/model/run_result.h"
#include "ui/models/live_snapshot.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

#include <array>
#include <optional>

class QBoxLayout;

namespace interleave::ui {

class BarRows;
class ComparisonColumn;
class NoteLabel;

class ComparisonView : public QWidget
{
    Q_OBJECT

public:
    explicit ComparisonView(QWidget* parent = nullptr);

    /// Nothing is known of the two but how they are called, "without lock" and "with lock", and
    /// whether they are about what becomes of updates.
    void start(const QString& titleA, const QString& titleB, bool ofUpdates);
    /// `arm` is 0 for A and 1 for B.
    void setRunning(std::size_t arm, const LiveSnapshot& live);
    /// What it gave, or has given until now.
    void setArm(std::size_t arm, const RunResult& run, const UtilisationSeries& series);
    /// Times, outcomes and cores only: there is little height.
    void setLow(bool low);
    /// Side by side whatever the type, and nothing that is to be clicked.
    void setBrief(bool brief);
    /// Its trial did not come to its end.
    void setFailed(std::size_t arm, const QString& reason);

    /// What the bars of both show.
    [[nodiscard]] NumberTable numbers() const;

    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] bool bothKnown() const;
    [[nodiscard]] bool bothHaveCurves() const;
    [[nodiscard]] bool tellsOfUpdates() const;
    [[nodiscard]] int widthSideBySide() const;
    void takeRatio();
    void showWallTimes();
    void shareScales();
    void showStory();
    void fold();
    void alignAnswers();
    void showNote();

    BarRows* m_wallTimes;
    std::array<ComparisonColumn*, 2> m_columns;
    QBoxLayout* m_sides; // the columns
    TableButton* m_table;
    NoteLabel* m_note; // of which trials the parts are
    bool m_low = false;
    bool m_brief = false;
    bool m_ofUpdates = true;
    std::array<QString, 2> m_titles;
    std::array<double, 2> m_wallNs{};
    std::array<QString, 2> m_whyNoTime;
    std::array<std::optional<LiveSnapshot>, 2> m_unseen; // what came while nobody looked
    QString m_ratio; // of the two wall times; drawn thousands of times to know its interval
    GrowingMaximum m_axis; // of the cores, in seconds
    GrowingMaximum m_wallAxis; // in nanoseconds
};

} // namespace interleave::ui
