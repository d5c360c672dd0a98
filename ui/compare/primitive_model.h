// Which primitive costs what, and what does it save? Any set of them, a row each.
#pragma once

#include "ui/compare/bar_model.h"
#include "ui/compare/primitive_rows.h"

namespace interleave::ui {

class PrimitiveModel : public BarModel
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

    void start(const Experiment& experiment) override;
    void setRun(const RunResult& run) override;
    [[nodiscard]] std::set<int> columnsWithBars() const override { return {Lost, Wall, Split}; }
    [[nodiscard]] std::set<int> idleColumns() const override;
    [[nodiscard]] std::vector<int> columnsByWeight() const override;
    [[nodiscard]] QString roomOf(int column) const override;
    [[nodiscard]] std::vector<LegendEntry> legend() const override;
    [[nodiscard]] std::optional<int> columnOfLegend() const override { return Split; }
    [[nodiscard]] TextRows table() const override { return primitivesTable(m_experiment, m_rows); }

protected:
    [[nodiscard]] int rows() const override { return static_cast<int>(m_rows.size()); }
    [[nodiscard]] QString text(int row, int column) const override;
    [[nodiscard]] QString plain(int row, int column) const override;
    [[nodiscard]] double number(int row, int column) const override;
    [[nodiscard]] std::optional<BarCell> bar(int row, int column) const override;
    [[nodiscard]] TrialCounts trialsOf(int row) const override;

private:
    [[nodiscard]] const PrimitiveRow& at(int row) const;

    Experiment m_experiment;
    std::vector<PrimitiveRow> m_rows;
    bool m_ofUpdates = true; // losses tell what went wrong
};

} // namespace interleave::ui
