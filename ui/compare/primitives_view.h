// Which primitive costs what, and what does it save? Any set of them, run by turns over several
// trials, in one table that can be sorted and exported.
#pragma once

#include "ui/compare/primitive_rows.h"

#include <QWidget>

class QPushButton;

namespace interleave::ui {

class BarTable;
class Legend;
class NoteLabel;
class PrimitiveModel;

class PrimitivesView : public QWidget
{
    Q_OBJECT

public:
    explicit PrimitivesView(QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    /// Also while it runs: what its trials say until now.
    void setRun(const RunResult& run);

Q_SIGNALS:
    void exportRequested(const QString& title, const interleave::ui::TextRows& table);

private:
    PrimitiveModel* m_model;
    BarTable* m_table;
    QPushButton* m_export;
    Legend* m_legend;
    NoteLabel* m_disturbed;
    Experiment m_experiment;
};

} // namespace interleave::ui
