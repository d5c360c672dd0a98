// The window's runs in a strip: each with its name, whether it is saved, its answer in four words
// and when it began. One that is chosen is shown, two that are chosen can be compared; a name is
// edited in place. The one that is shown is always in sight.
#pragma once

#include "ui/run/run.h"

#include <QAbstractListModel>
#include <QWidget>

#include <memory>
#include <vector>

class QAction;
class QListView;
class QToolButton;

namespace interleave::ui {

class RunList;

/// The runs as items; what they say is computed when it changes, not when it is painted.
class RunStripModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int kAnswerRole = Qt::UserRole;

    explicit RunStripModel(RunList* runs, QObject* parent = nullptr);

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

private:
    void append(const std::shared_ptr<Run>& run);
    void update(const Run* run);

    RunList* m_runs;
    std::vector<QString> m_answers;
    std::size_t m_removed = 0; // the place of the run that goes
};

class RunStrip : public QWidget
{
    Q_OBJECT

public:
    /// `runs` stays the caller's.
    explicit RunStrip(RunList* runs, QWidget* parent = nullptr);

    /// The runs that are chosen, in the order of the strip.
    [[nodiscard]] std::vector<std::shared_ptr<Run>> chosen() const;
    /// Not shown, whatever runs there are.
    void setFolded(bool folded);

Q_SIGNALS:
    void compareRequested(const std::shared_ptr<interleave::ui::Run>& a,
        const std::shared_ptr<interleave::ui::Run>& b);
    void closeRequested(const std::shared_ptr<interleave::ui::Run>& run);

protected:
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeList();
    void makeActions();
    QToolButton* buttonOf(QAction& action);
    [[nodiscard]] QModelIndex shownIndex() const;
    /// Into sight.
    void bringShown();
    void chooseShown();
    void onChosen();
    void closeChosen();
    void fitHeight();
    void layOut();

    RunList* m_runs;
    RunStripModel* m_model;
    QListView* m_list;
    QAction* m_compare = nullptr;
    QAction* m_rename = nullptr;
    QAction* m_close = nullptr;
    bool m_folded = false;
};

} // namespace interleave::ui
