// All runs that were kept, and what can be done with them; beside the form, which stays as it is.
#pragma once

#include "core/model/experiment.h"
#include "ui/history/history_access.h"
#include "ui/history/history_model.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QAction;
class QPushButton;

namespace interleave::ui {

class HistoryList;

class HistoryPage : public QWidget
{
    Q_OBJECT

public:
    /// `run`, which a history without runs offers, stays the caller's.
    explicit HistoryPage(QAction* run, QWidget* parent = nullptr);

    /// Whose runs it shows; null: nobody's.
    void setAccess(std::shared_ptr<HistoryAccess> access);
    /// Whether there is one to go back to.
    void setHasRun(bool hasRun);
    /// Looks again: something was kept.
    void refresh();
    [[nodiscard]] const HistoryModel& model() const;

Q_SIGNALS:
    void openRequested(const interleave::HistoryRun& run);
    void runAgainRequested(const interleave::Experiment& experiment);
    void renamed(std::int64_t id, const QString& name);
    void removed(const std::vector<std::int64_t>& ids);
    void restored(const std::vector<std::int64_t>& ids);
    void warned(const QString& problem);
    void backRequested();

protected:
    void showEvent(QShowEvent* event) override;

private:
    [[nodiscard]] QWidget* makeTools();
    void makeGestures();
    void offer();

    void edit(std::int64_t id, HistoryColumn column, const QString& text);
    void change(
        std::function<Result<void, HistoryError>(History&)> change, std::function<void()> then);
    void toggleStars();
    void openChosen();
    void runAgain();
    void remove();
    void undoRemove();

    std::shared_ptr<HistoryAccess> m_access;
    HistoryList* m_list;
    QAction* m_open = nullptr;
    QAction* m_again = nullptr;
    QAction* m_star = nullptr;
    QAction* m_edit = nullptr;
    QAction* m_remove = nullptr;
    QAction* m_undo = nullptr;
    QPushButton* m_back;
    std::vector<std::int64_t> m_removed; // the last that were
};

} // namespace interleave::ui
