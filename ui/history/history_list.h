// The runs that were kept, as a table that is filtered, sorted and read in another thread: only
// what is in sight.
#pragma once

#include "ui/history/history_access.h"
#include "ui/history/history_model.h"

#include <QTimer>
#include <QWidget>

#include <memory>
#include <vector>

class QAction;
class QLabel;
class QLineEdit;
class QStackedWidget;

namespace interleave::ui {

class CopyableTable;
class StateHint;

class HistoryList : public QWidget
{
    Q_OBJECT

public:
    /// `run`, which a history without runs offers, stays the caller's.
    explicit HistoryList(QAction* run, QWidget* parent = nullptr);

    /// Whose runs it lists; null: nobody's.
    void setAccess(std::shared_ptr<HistoryAccess> access);
    /// Asks again which runs there are.
    void list();
    /// And what they say.
    void listAnew();

    [[nodiscard]] const HistoryModel& model() const { return *m_model; }
    [[nodiscard]] CopyableTable& table() { return *m_table; }
    [[nodiscard]] std::vector<std::int64_t> chosen() const;
    /// The first that is chosen; null where none is, or it is not known yet.
    [[nodiscard]] const HistoryRun* chosenRun() const;
    /// Whether all that are chosen have a star.
    [[nodiscard]] bool allStarred() const;
    void focusFilter();
    /// The cell that the keyboard is at, or the name.
    void editCell();

Q_SIGNALS:
    void chosenChanged();
    void edited(std::int64_t id, interleave::ui::HistoryColumn column, const QString& text);
    void openWanted();
    void starWanted();
    void warned(const QString& problem);

protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFilter();
    void makeTable();
    void connectTable();
    void fitColumns();
    void fitRows();
    [[nodiscard]] HistoryQuery query() const;
    void showList(const Result<std::vector<std::int64_t>, HistoryError>& ids);
    void showState(const QString& problem);
    void loadInSight();

    std::shared_ptr<HistoryAccess> m_access;
    HistoryModel* m_model;
    QLineEdit* m_filter;
    QLabel* m_count;
    CopyableTable* m_table;
    StateHint* m_state;
    QStackedWidget* m_shown; // the table, or why there is none
    QAction* m_run;
    QTimer m_typing;
    std::vector<std::int64_t> m_asked; // whose rows are being read
};

/// For a person: why, and the remedy.
[[nodiscard]] QString reasonOf(const Failure<HistoryError>& failure);

} // namespace interleave::ui
