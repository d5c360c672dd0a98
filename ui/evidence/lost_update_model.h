// The lost updates as a table: rows of the history in some order. Nothing is copied; a cell is made
// when it is shown.
#pragma once

#include "ui/evidence/lost_update_query.h"
#include "ui/models/column_model.h"

#include <memory>

namespace interleave::ui {

class LostUpdateModel : public ColumnModel
{
    Q_OBJECT

public:
    static constexpr int kColumns = 7; // of LostUpdateColumn

    explicit LostUpdateModel(QObject* parent = nullptr);

    /// `rows` are the history's; both are kept.
    void setRows(std::shared_ptr<const UpdateHistory> history, std::vector<std::uint32_t> rows);
    [[nodiscard]] std::uint32_t historyRow(int place) const
    {
        return m_rows[static_cast<std::size_t>(place)];
    }
    /// Where a row of the history is listed; nothing when it is not.
    [[nodiscard]] std::optional<int> placeOf(std::uint32_t historyRow) const;

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;

private:
    std::shared_ptr<const UpdateHistory> m_history;
    std::vector<std::uint32_t> m_rows;
};

} // namespace interleave::ui
