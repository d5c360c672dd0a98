// Which executor is how fast, and what does it cost? Ours and Python's, run by turns over several
// trials, in one table that can be sorted and exported.
#pragma once

#include "ui/compare/executor_rows.h"

#include <QWidget>

class QPushButton;

namespace interleave::ui {

class BarTable;
class ExecutorModel;
class Legend;

class ExecutorsView : public QWidget
{
    Q_OBJECT

public:
    explicit ExecutorsView(QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    /// Also while it runs: what its trials say until now.
    void setRun(const RunResult& run);

Q_SIGNALS:
    void exportRequested(const QString& title, const interleave::ui::TextRows& table);

protected:
    void changeEvent(QEvent* event) override;

private:
    void fitRows();

    ExecutorModel* m_model;
    BarTable* m_table;
    QPushButton* m_export;
    Legend* m_legend;
};

} // namespace interleave::ui
