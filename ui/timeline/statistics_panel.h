// The figures of what is selected, or of what is seen: all workers together, and a table of each.
#pragma once

#include <QWidget>

namespace interleave::ui {

class CopyableTable;
class FactsLabel;
class Heading;
class SelectedStatistics;
class TimelineModel;
class WorkerStatisticsModel;

class StatisticsPanel : public QWidget
{
    Q_OBJECT

public:
    /// Both stay the caller's.
    StatisticsPanel(const SelectedStatistics* statistics,
        const TimelineModel* model,
        QWidget* parent = nullptr);

    /// The figures take less height, and more width.
    void setLow(bool low);
    /// Copied as tab-separated text.
    [[nodiscard]] CopyableTable* table() const { return m_table; }

private:
    void show();

    const SelectedStatistics* m_statistics;
    const TimelineModel* m_model;
    Heading* m_title;
    FactsLabel* m_facts;
    WorkerStatisticsModel* m_rows;
    CopyableTable* m_table;
};

} // namespace interleave::ui
