// Which updates were lost, how, and where in the counter's history? The list, the collision of the
// chosen one, and the tree; what they share is the selection.
#pragma once

#include "core/evidence/update_history.h"
#include "core/model/run_result.h"
#include "ui/widgets/number_table.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace interleave::ui {

class CollisionPicture;
class HistoryTree;
class LostUpdateList;
class NoteLabel;
class StateHint;
class UpdateSelection;

class LostUpdatesView : public QWidget
{
    Q_OBJECT

public:
    explicit LostUpdatesView(QWidget* parent = nullptr);

    void start(const Experiment& experiment);
    /// Of the trial that has ended last; null where its updates were not logged.
    void setHistory(std::shared_ptr<const UpdateHistory> history);
    void setTrial(const Experiment& experiment, const TrialResult& trial);
    void setUnknown();
    /// Why the lost updates of this trial are not at hand.
    void setMissing(const QString& why);
    /// Takes back what is selected, in the list and in the pictures. False: there was nothing.
    bool clearSelection();
    /// Where there is little height the collision has it, and how the value grew gives way.
    void setLow(bool low);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    QWidget* makeContent();
    [[nodiscard]] NumberTable collisionOf() const;
    void showSelected();
    void showContent(bool shown);

    UpdateSelection* m_selection;
    QWidget* m_growth = nullptr;
    StateHint* m_hint;
    NoteLabel* m_summary;
    LostUpdateList* m_list;
    CollisionPicture* m_collision;
    QLabel* m_words;
    HistoryTree* m_tree;
    QWidget* m_content;
    std::shared_ptr<const UpdateHistory> m_history;
};

/// "The logs of 2,000,000 updates agree with the counter: 37,912 were lost in 1,204 collisions
/// ...".
[[nodiscard]] QString evidenceSentence(const EvidenceResult& evidence);

} // namespace interleave::ui
