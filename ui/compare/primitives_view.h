// Which primitive costs what, and what does it save? Any set of them, run by turns over several
// trials, in one table that can be sorted and exported.
#pragma once

#include "ui/compare/primitive_rows.h"
#include "ui/models/live_snapshot.h"

#include <QWidget>

class QPushButton;

namespace interleave::ui {

class CopyableTable;
class Heading;
class NoteLabel;
class PrimitiveChoice;
class PrimitiveModel;

class PrimitivesView : public QWidget
{
    Q_OBJECT

public:
    explicit PrimitivesView(QWidget* parent = nullptr);

    /// The experiment that will be run; its form stays the user's.
    void choose(const Experiment& experiment);
    /// What does not fit it can no longer be chosen.
    void setFitting(const Experiment& experiment);
    /// `experiment` with what is chosen here.
    [[nodiscard]] Experiment chosen(Experiment experiment) const;

    void start(const Experiment& experiment);
    void setLive(const LiveSnapshot& live);
    void setTrial(const TrialResult& trial);
    void setRun(const RunResult& run);
    void setFailed(const QString& reason);

    [[nodiscard]] QString headline() const;

Q_SIGNALS:
    void compareRequested();
    void exportRequested(const QString& csv);

private:
    void makeTable();
    void fitTable();
    void say(const QString& answer, const QString& details);
    void showResult(bool shown);

    Heading* m_headline;
    NoteLabel* m_note;
    PrimitiveChoice* m_choice;
    CopyableTable* m_table;
    QWidget* m_foot; // legend and export
    QPushButton* m_export;
    PrimitiveModel* m_model;
    Experiment m_experiment;
    std::vector<PrimitiveRow> m_counted; // while it runs
};

} // namespace interleave::ui
