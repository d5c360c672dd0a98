#include "ui/timeline/search_bar.h"

#include "core/timeline/task_query.h"
#include "core/timeline/task_search.h"
#include "ui/models/time_selection.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/task_text.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace interleave::ui {

SearchBar::SearchBar(const TimelineModel* model, TimeSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_selection(selection)
    , m_text(new QLineEdit(this))
    , m_message(new QLabel(this))
{
    m_text->setAccessibleName(tr("Search for tasks"));
    m_text->setPlaceholderText(tr("/  1234, >5ms, failed"));
    m_text->setToolTip(
        tr("Finds tasks by number (1234), duration (>5ms, <2us) or outcome (failed): "
           "Enter for the next, Shift+Enter for the previous"));
    m_text->setClearButtonEnabled(true);
    m_text->installEventFilter(this);
    m_message->setAccessibleName(tr("What was found"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_text, 1);
    const auto addButton = [&](const QString& sign, const QString& name, Direction direction) {
        auto* button = new QToolButton(this);
        button->setText(sign);
        button->setAccessibleName(name);
        button->setToolTip(name);
        button->setFocusPolicy(Qt::TabFocus);
        connect(button, &QToolButton::clicked, this, [this, direction] { go(direction); });
        layout->addWidget(button);
    };
    addButton(QStringLiteral("↑"), tr("Previous match"), Direction::Previous);
    addButton(QStringLiteral("↓"), tr("Next match"), Direction::Next);
    connect(m_text, &QLineEdit::textChanged, m_message, &QLabel::clear);
}

QString SearchBar::message() const
{
    return m_message->text();
}

void SearchBar::beginTyping()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

bool SearchBar::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        go(key.modifiers() & Qt::ShiftModifier ? Direction::Previous : Direction::Next);
        return true;
    case Qt::Key_Escape:
        Q_EMIT left();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

void SearchBar::go(Direction direction)
{
    if (m_model->index() == nullptr || m_text->text().trimmed().isEmpty())
        return;
    const auto filter = parseTaskQuery(m_text->text().toStdString(), m_model->recording()->clock());
    if (!filter) {
        m_message->setText(QString::fromStdString(filter.error().message));
        m_message->setToolTip(m_message->text());
        return;
    }
    bool around = false;
    const auto match = search(*filter, direction, around);
    if (!match) {
        m_message->setText(tr("no task matches"));
        return;
    }
    const QString line = taskLine(*m_model, *match);
    m_message->setText(!around             ? line
            : direction == Direction::Next ? tr("%1 (from the start again)").arg(line)
                                           : tr("%1 (from the end again)").arg(line));
    m_message->setToolTip(m_message->text());
    Q_EMIT found(*match);
}

// From the pinned task on, else from the seen part's edge; `around`: past the last one.
std::optional<RecordedTask> SearchBar::search(
    const TaskFilter& filter, Direction direction, bool& around) const
{
    const TimelineIndex& index = *m_model->index();
    const TaskSearch tasks(index, filter);
    const TickRange seen = m_model->ticksOf(m_selection->visible());
    const auto& place = m_selection->pinned();
    const auto pinned
        = place ? index.taskAt(place->worker, m_model->tickAt(place->time.begin)) : std::nullopt;
    const bool forwards = direction == Direction::Next;
    std::optional<RecordedTask> match;
    if (pinned)
        match = forwards ? tasks.next(*pinned) : tasks.previous(*pinned);
    else
        match = forwards ? tasks.firstFrom(seen.begin) : tasks.lastBefore(seen.end);
    if (match)
        return match;
    around = true;
    return forwards ? tasks.firstFrom(0) : tasks.lastBefore(UINT64_MAX);
}

} // namespace interleave::ui
