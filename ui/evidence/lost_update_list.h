// Which updates were lost? The list, with its filter above. Filtering and sorting happen in another
// thread: a million rows must not stop the window.
#pragma once

#include "ui/evidence/lost_update_query.h"

#include <QFutureWatcher>
#include <QWidget>

#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;

namespace interleave::ui {

class CopyableTable;
class LostUpdateModel;
class UpdateSelection;

class LostUpdateList : public QWidget
{
    Q_OBJECT

public:
    /// `selection` stays the caller's.
    explicit LostUpdateList(UpdateSelection* selection, QWidget* parent = nullptr);
    LostUpdateList(const LostUpdateList&) = delete;
    LostUpdateList& operator=(const LostUpdateList&) = delete;
    LostUpdateList(LostUpdateList&&) = delete;
    LostUpdateList& operator=(LostUpdateList&&) = delete;
    ~LostUpdateList() override;

    /// Null: none.
    void setHistory(std::shared_ptr<const UpdateHistory> history);
    void focusFilter();
    /// Whether the answer to the last question is still awaited.
    [[nodiscard]] bool busy() const { return m_watcher.isRunning(); }

private:
    void makeTable();
    [[nodiscard]] LostUpdateQuery query() const;
    void ask();
    void showAnswer();
    void showSelected();

    UpdateSelection* m_selection;
    LostUpdateModel* m_model;
    QComboBox* m_worker;
    QLineEdit* m_text;
    QLabel* m_count;
    CopyableTable* m_table;
    std::shared_ptr<const UpdateHistory> m_history;
    QFutureWatcher<LostUpdateRows> m_watcher;
};

} // namespace interleave::ui
