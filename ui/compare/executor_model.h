// Which executor is how fast, and what does it cost? Ours and Python's, a row each.
#pragma once

#include "ui/compare/bar_model.h"
#include "ui/compare/executor_rows.h"

namespace interleave::ui {

class ExecutorModel : public BarModel
{
    Q_OBJECT

public:
    enum Column { Name, Rate, Start, RoundTrip, Memory, ColumnCount };

    explicit ExecutorModel(QObject* parent = nullptr);

    void start(const Experiment& experiment) override;
    void setRun(const RunResult& run) override;
    [[nodiscard]] std::set<int> columnsWithBars() const override;
    [[nodiscard]] TextRows table() const override { return executorsTable(m_rows); }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;
    [[nodiscard]] double number(int row, int column) const override;
    [[nodiscard]] std::optional<BarCell> bar(int row, int column) const override;
    [[nodiscard]] TrialCounts trialsOf(int row) const override;
    [[nodiscard]] QStringList tips(int row, int column) const override;

private:
    void setRows(std::vector<ExecutorRow> rows);
    [[nodiscard]] const ExecutorRow& at(int row) const;

    std::vector<ExecutorRow> m_rows;
};

} // namespace interleave::ui
