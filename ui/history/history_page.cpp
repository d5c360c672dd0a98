#include "ui/history/history_page.h"

#include "core/model/experiment_json.h"
#include "ui/history/history_list.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/gestures.h"
#include "ui/widgets/heading.h"

#include <QAction>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace interleave::ui {

HistoryPage::HistoryPage(QAction* run, QWidget* parent)
    : QWidget(parent)
    , m_list(new HistoryList(run, this))
    , m_back(new QPushButton(this))
{
    setAccessibleName(tr("History"));
    makeGestures();
    setHasRun(false);
    setFocusProxy(m_list);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 8, 16, 8);
    layout->setSpacing(8);
    layout->addWidget(new Heading(TextSize::Display, tr("What has been run until now?")));
    layout->addWidget(m_list, 1);
    layout->addWidget(makeTools());
    connect(m_back, &QPushButton::clicked, this, &HistoryPage::backRequested);
    connect(m_list, &HistoryList::chosenChanged, this, &HistoryPage::offer);
    connect(m_list, &HistoryList::edited, this, &HistoryPage::edit);
    connect(m_list, &HistoryList::openWanted, this, &HistoryPage::openChosen);
    connect(m_list, &HistoryList::starWanted, this, &HistoryPage::toggleStars);
    connect(m_list, &HistoryList::warned, this, &HistoryPage::warned);
    offer();
}

void HistoryPage::makeGestures()
{
    const auto add = [this](const QString& text, const QList<QKeySequence>& keys, auto does) {
        return addGesture(m_list->table(), text, keys, [this, does] { (this->*does)(); });
    };
    m_open = add(tr("Open the run"), {Qt::Key_Return, Qt::Key_Enter}, &HistoryPage::openChosen);
    m_again = add(tr("Into the form, to be run again"), {Qt::Key_R}, &HistoryPage::runAgain);
    m_star = add(tr("Star, or no star"), {Qt::Key_S}, &HistoryPage::toggleStars);
    m_edit = addGesture(m_list->table(), tr("Change name, tags or note"), {Qt::Key_F2}, [this] {
        m_list->editCell();
    });
    m_remove = add(tr("Delete"), {Qt::Key_Delete}, &HistoryPage::remove);
    m_undo = add(tr("Undo delete"), {Qt::Key_U}, &HistoryPage::undoRemove);
    addGesture(
        m_list->table(), tr("Look for words"), {Qt::Key_Slash}, [this] { m_list->focusFilter(); });
}

QWidget* HistoryPage::makeTools()
{
    auto* tools = new QWidget(this);
    auto* layout = new FlowLayout(tools);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_back);
    const auto add = [&](QAction* action, const QString& brief) {
        auto* button = new QPushButton(brief, tools);
        button->setAccessibleName(action->text());
        button->setToolTip(tr("%1 (%2)").arg(
            action->text(), action->shortcut().toString(QKeySequence::NativeText)));
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, button, [button, action] {
            button->setEnabled(action->isEnabled());
        });
        layout->addWidget(button);
    };
    add(m_open, tr("Open"));
    add(m_again, tr("Run again"));
    add(m_edit, tr("Rename"));
    add(m_star, tr("Star"));
    add(m_remove, tr("Delete"));
    add(m_undo, tr("Undo delete"));
    return tools;
}

void HistoryPage::setAccess(std::shared_ptr<HistoryAccess> access)
{
    m_access = access;
    m_removed.clear();
    m_list->setAccess(std::move(access));
    refresh();
}

void HistoryPage::setHasRun(bool hasRun)
{
    m_back->setText(hasRun ? tr("&Back to the run") : tr("&Back"));
}

void HistoryPage::refresh()
{
    if (isVisible())
        m_list->list();
}

const HistoryModel& HistoryPage::model() const
{
    return m_list->model();
}

// Another program may have changed them.
void HistoryPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    m_list->listAnew();
}

void HistoryPage::offer()
{
    const bool any = !m_list->chosen().empty();
    const bool one = m_list->chosen().size() == 1 && m_list->chosenRun() != nullptr;
    for (QAction* ofOne : {m_open, m_again, m_edit})
        ofOne->setEnabled(one);
    for (QAction* ofAny : {m_star, m_remove})
        ofAny->setEnabled(any);
    m_undo->setEnabled(!m_removed.empty());
}

void HistoryPage::change(
    std::function<Result<void, HistoryError>(History&)> change, std::function<void()> then)
{
    m_access->ask<void>(std::move(change),
        [this, alive = QPointer(this), then = std::move(then)](
            const Result<void, HistoryError>& changed) {
            if (!alive)
                return;
            if (changed)
                then();
            else
                Q_EMIT warned(reasonOf(changed.error()));
            m_list->listAnew();
        });
}

void HistoryPage::edit(std::int64_t id, HistoryColumn column, const QString& text)
{
    change(
        [id, column, said = text.toStdString()](History& history) {
            if (column == HistoryColumn::Tags)
                return history.setTags(id, tagsIn(said));
            if (column == HistoryColumn::Note)
                return history.setNote(id, said);
            return said.empty() ? Result<void, HistoryError>() : history.rename(id, said);
        },
        [this, id, column, text] {
            if (column == HistoryColumn::Name && !text.isEmpty())
                Q_EMIT renamed(id, text);
        });
}

void HistoryPage::toggleStars()
{
    change(
        [ids = m_list->chosen(), star = !m_list->allStarred()](History& history) {
            Result<void, HistoryError> done;
            for (const std::int64_t id : ids)
                done = done.and_then([&] { return history.setStar(id, star); });
            return done;
        },
        [] {});
}

void HistoryPage::openChosen()
{
    if (const HistoryRun* run = m_list->chosenRun())
        Q_EMIT openRequested(*run);
}

void HistoryPage::runAgain()
{
    const HistoryRun* run = m_list->chosenRun();
    if (run == nullptr)
        return;
    m_access->ask<HistoryDetails>([id = run->id](History& history) { return history.details(id); },
        [this, alive = QPointer(this)](const Result<HistoryDetails, HistoryError>& details) {
            if (!alive)
                return;
            if (!details) {
                Q_EMIT warned(reasonOf(details.error()));
                return;
            }
            const auto experiment
                = experimentFromText(details->experiment, tr("the history").toStdString());
            if (experiment)
                Q_EMIT runAgainRequested(*experiment);
            else
                Q_EMIT warned(QString::fromStdString(joinMessages(experiment.error())));
        });
}

void HistoryPage::remove()
{
    const std::vector<std::int64_t> ids = m_list->chosen();
    if (ids.empty())
        return;
    change([ids](History& history) { return history.remove(ids); },
        [this, ids] {
            m_removed = ids;
            Q_EMIT removed(ids);
        });
}

void HistoryPage::undoRemove()
{
    if (m_removed.empty())
        return;
    change([ids = m_removed](History& history) { return history.restore(ids); },
        [this] { Q_EMIT restored(std::exchange(m_removed, {})); });
}

} // namespace interleave::ui
