// What is compared, in one table that can be sorted and exported, with what its bars and signs
// mean.
#pragma once

#include "ui/widgets/copyable_table.h"

#include <QWidget>

namespace interleave {
struct Experiment;
struct RunResult;
} // namespace interleave

class QPushButton;

namespace interleave::ui {

class BarModel;
class BarTable;
class Legend;
class NoteLabel;

class BarPage : public QWidget
{
    Q_OBJECT

public:
    /// `model` becomes the page's; `title` is that of its table.
    BarPage(BarModel* model, const QString& title, QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    /// Also while it runs: what its trials say until now.
    void setRun(const RunResult& run);
    /// There is little height.
    void setLow(bool low);
    /// It is only looked at: what has no room is left out, and what is to be clicked.
    void setBrief(bool brief);

Q_SIGNALS:
    void exportRequested(const QString& title, const interleave::ui::TextRows& table);

private:
    void showModel(bool ofSeveralTrials);
    void showLegend();

    BarModel* m_model;
    BarTable* m_table;
    QPushButton* m_export;
    Legend* m_legend;
    NoteLabel* m_sign; // what it means
    bool m_ofSeveralTrials = true;
};

} // namespace interleave::ui
