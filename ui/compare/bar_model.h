// What is compared as a table: a row each, bars above the numbers on one scale per column; a sign
// where others took much of the cores; and what the table's page says beside it.
#pragma once

#include "core/model/run_result.h"
#include "ui/compare/bar_cell.h"
#include "ui/models/column_model.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/legend.h"

#include <functional>
#include <optional>
#include <set>
#include <vector>

namespace interleave::ui {

class BarModel : public ColumnModel
{
    Q_OBJECT

public:
    /// Nothing is known of what the experiment compares.
    virtual void start(const Experiment& experiment) = 0;
    /// Also while it runs: what its trials say until now.
    virtual void setRun(const RunResult& run) = 0;

    /// The columns that have some.
    [[nodiscard]] virtual std::set<int> columnsWithBars() const = 0;
    /// Which say nothing of what is compared.
    [[nodiscard]] virtual std::set<int> idleColumns() const { return {}; }
    /// All of them, what tells most first: where there is no room the last ones are left out.
    [[nodiscard]] virtual std::vector<int> columnsByWeight() const;
    /// A text that a column has room for at least.
    [[nodiscard]] virtual QString roomOf(int /*column*/) const { return {}; }
    /// What the parts of bars mean.
    [[nodiscard]] virtual std::vector<LegendEntry> legend() const { return {}; }
    /// The column whose bars have such parts; nothing: none has.
    [[nodiscard]] virtual std::optional<int> columnOfLegend() const { return std::nullopt; }
    /// For a file: one line each, with a line of names above.
    [[nodiscard]] virtual TextRows table() const = 0;

    /// Whether any number has the sign.
    [[nodiscard]] bool anyDisturbed() const;

protected:
    struct TrialCounts
    {
        std::uint64_t disturbed = 0; // others took much of the cores
        std::uint64_t all = 0;
    };

    /// `heads` stay the caller's; in the column `disturbed` numbers have the sign.
    BarModel(std::span<const ColumnHead> heads, int disturbed, QObject* parent);

    /// By which rows are sorted.
    [[nodiscard]] virtual double number(int row, int column) const = 0;
    /// Without its maximum.
    [[nodiscard]] virtual std::optional<BarCell> bar(int row, int column) const = 0;
    [[nodiscard]] virtual TrialCounts trialsOf(int row) const = 0;
    /// Sentences that say more than the cell; none: the cell's text.
    [[nodiscard]] virtual QStringList tips(int /*row*/, int /*column*/) const { return {}; }

    [[nodiscard]] static BarCell barOf(const Spread& spread, std::optional<Meaning> meaning = {});
    /// With the sign where the row has it.
    [[nodiscard]] QString withSign(int row, const QString& number) const;
    /// All rows become others by `change`.
    void renew(const std::function<void()>& change);
    [[nodiscard]] QVariant more(int row, int column, int role) const final;

private:
    [[nodiscard]] QString tip(int row, int column) const;
    void measure();

    int m_disturbed; // the column
    std::vector<double> m_most; // of all rows, by column
};

} // namespace interleave::ui
