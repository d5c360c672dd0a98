// The compared primitives as a table: one row each, bars behind the numbers on one scale per
// column.
#pragma once

#include "ui/compare/bar_cell.h"
#include "ui/compare/primitive_rows.h"
#include "ui/models/column_model.h"

namespace interleave::ui {

class PrimitiveModel : public ColumnModel
{
    Q_OBJECT

public:
    enum Column {
        Name,
        Lost,
        Wrong,
        Wall,
        Split,
        Wait,
        Spin,
        Hold,
        Fairness,
        Switches,
        ColumnCount
    };

    explicit PrimitiveModel(QObject* parent = nullptr);

    void setRows(std::vector<PrimitiveRow> rows);
    [[nodiscard]] const std::vector<PrimitiveRow>& primitives() const { return m_rows; }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;
    [[nodiscard]] QVariant more(int row, int column, int role) const override;

private:
    [[nodiscard]] QVariant bar(const PrimitiveRow& row, int column) const;

    std::vector<PrimitiveRow> m_rows;
    double m_mostLost = 0;
    double m_longestWall = 0;
};

} // namespace interleave::ui
