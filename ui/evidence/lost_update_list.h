// Which updates were lost? The list, with its filter above. Filtering and sorting happen in another
// thread: a million rows must not stop the window.
#pragma once

#include "ui/evidence/lost_update_query.h"
#include "ui/models/latest_answer.h"

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

    /// Null: none.
    void setHistory(std::shared_ptr<const UpdateHistory> history);
    void focusFilter();
    /// Whether the answer to the last question is still awaited.
    [[nodiscard]] bool busy() const { return m_answer.busy(); }

private:
    void makeTable();
    [[nodiscard]] LostUpdateQuery query() const;
    void ask();
    void showAnswer(const LostUpdateRows& found);
    void showSelected();

    UpdateSelection* m_selection;
    LostUpdateModel* m_model;
    QComboBox* m_worker;
    QLineEdit* m_text;
    QLabel* m_count;
    CopyableTable* m_table;
    std::shared_ptr<const UpdateHistory> m_history;
    LatestAnswer<LostUpdateRows> m_answer;
};

} // namespace interleave::ui
