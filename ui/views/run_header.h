// The head of a run's page: its answer in one sentence, of which experiment it is, facts, what is
// to be minded, and the numbers of a run that compares nothing as tiles.
#pragma once

#include "ui/run/run_follower.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace interleave::ui {

class ElidedLabel;
class Heading;
class MetricRow;
class NoteLabel;
class OutcomeHeadline;

class RunHeader : public QWidget, public RunFollower
{
    Q_OBJECT

public:
    explicit RunHeader(QWidget* parent = nullptr);

    /// What stands in the form now: the header says when that is not this run's experiment.
    void setFormExperiment(const Experiment& experiment);
    /// The answer, of which experiment it is and what is to be minded, and nothing else.
    void setBrief(bool brief);
    /// What is said beside the answer in a line each, the rest of it in its tip. What went wrong is
    /// said whole.
    void setLow(bool low);
    /// Whether the form can be given this run's experiment.
    void setFormReadOnly(bool readOnly);

Q_SIGNALS:
    void experimentWanted(const interleave::Experiment& experiment);

protected:
    void start() override;
    void showLive(const LiveSnapshot& live) override;
    void showTrial(const TrialResult& trial) override;
    void showEnd() override;
    void showFailure() override;
    void showDropped() override;

private:
    QWidget* makeSubject();
    void showSubject();
    void showFormState();
    void showMissing();
    void tellProblem(const QString& problem);
    void tellOfOneTrial(const QString& sentence);
    void showCautions(const QString& cautions);
    void showTiles();
    [[nodiscard]] bool comparesNothing() const;

    OutcomeHeadline* m_headline;
    QWidget* m_facts; // all but the answer
    Heading* m_failure; // stands for the headline of a run that will never have one
    ElidedLabel* m_subject;
    QLabel* m_formChanged;
    QPushButton* m_intoForm;
    NoteLabel* m_cautions; // of the answer, where its details are not told
    NoteLabel* m_missingNote; // which events are not there
    NoteLabel* m_problem;
    NoteLabel* m_droppedNote;
    MetricRow* m_tiles;
    NoteLabel* m_ofOneTrial; // below the tiles, which say of which trials theirs are
    Experiment m_form;
    bool m_formReadOnly = false;
    bool m_brief = false;
    bool m_countsKnown = false; // what "auto" became of this run
};

} // namespace interleave::ui
