// The compared executors as a table: one row each, bars above the numbers on one scale per column.
#pragma once

#include "ui/compare/executor_rows.h"
#include "ui/models/column_model.h"

#include <array>

namespace interleave::ui {

class ExecutorModel : public ColumnModel
{
    Q_OBJECT

public:
    enum Column { Name, Rate, Start, RoundTrip, Memory, ColumnCount };

    explicit ExecutorModel(QObject* parent = nullptr);

    void setRows(std::vector<ExecutorRow> rows);
    [[nodiscard]] const std::vector<ExecutorRow>& executors() const { return m_rows; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;
    [[nodiscard]] QVariant more(int row, int column, int role) const override;

private:
    [[nodiscard]] QVariant bar(const ExecutorRow& row, int column) const;
    [[nodiscard]] QString tip(const ExecutorRow& row, int column) const;

    std::vector<ExecutorRow> m_rows;
    std::array<double, ColumnCount> m_most{}; // of all rows, by column
};

} // namespace interleave::ui
