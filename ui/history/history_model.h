// The runs that were kept as a table: which ones in which order is known of all, what they say of
// those that were in sight.
#pragma once

#include "core/history/history_run.h"
#include "ui/models/column_model.h"

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <vector>

namespace interleave::ui {

enum class HistoryColumn { Star, Name, Answer, Began, Words, Tags, Note };

class HistoryModel : public ColumnModel
{
    Q_OBJECT

public:
    static constexpr int kColumns = 7; // of HistoryColumn

    explicit HistoryModel(QObject* parent = nullptr);
    /// As the column Began has it.
    [[nodiscard]] static QString timeText(std::int64_t msSince1970);

    void setIds(std::vector<std::int64_t> ids);
    [[nodiscard]] std::int64_t idAt(int row) const { return m_ids[static_cast<std::size_t>(row)]; }
    [[nodiscard]] std::optional<int> rowOf(std::int64_t id) const;
    /// Null: not known yet.
    [[nodiscard]] const HistoryRun* runAt(int row) const;
    /// Of these rows the ids of those that are not known.
    [[nodiscard]] std::vector<std::int64_t> unknownIn(int first, int last) const;
    void setRuns(std::span<const HistoryRun> runs);
    /// They are asked for anew.
    void forget();

    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

Q_SIGNALS:
    /// A cell was edited.
    void edited(std::int64_t id, interleave::ui::HistoryColumn column, const QString& text);

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_ids.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QVariant more(int row, int column, int role) const override;

private:
    std::vector<std::int64_t> m_ids;
    std::unordered_map<std::int64_t, HistoryRun> m_runs;
};

} // namespace interleave::ui
