#include "ui/timeline/search_bar.h"

#include "core/timeline/task_query.h"
#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/models/timeline_model.h"
#include "ui/timeline/task_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

namespace interleave::ui {

namespace {

constexpr int kPatienceMs = 100;

} // namespace

SearchBar::SearchBar(const TimelineModel* model, QWidget* parent)
    : QWidget(parent)
    , m_model(model)
    , m_time(model->time())
    , m_selection(model->selection())
    , m_text(new QLineEdit(this))
    , m_message(new ElidedLabel(this))
    , m_query(new SearchQuery(this))
{
    m_text->setAccessibleName(tr("Search for tasks"));
    m_text->setPlaceholderText(tr("/  1234, >5ms, failed"));
    m_text->setToolTip(
        tr("Finds tasks by number (1234), duration (>5ms, <2µs), wait for a lock (wait>5µs), delay "
           "before it (delay>1ms) or outcome (failed): Enter for the next, Shift+Enter for the "
           "previous, Escape to stop searching"));
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
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPatienceMs);
    const auto forget = [this] {
        m_patience.stop();
        m_query->cancel();
        say({});
    };
    connect(m_text, &QLineEdit::textChanged, this, forget);
    connect(m_model, &TimelineModel::recordingChanged, this, forget);
    connect(&m_patience, &QTimer::timeout, this, &SearchBar::showProgress);
    connect(m_query, &SearchQuery::progressed, this, &SearchBar::showProgress);
    connect(m_query, &SearchQuery::answered, this, &SearchBar::showAnswer);
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
    const bool pressed = event->type() == QEvent::KeyPress;
    if (!pressed && event->type() != QEvent::ShortcutOverride)
        return QWidget::eventFilter(watched, event);
    const auto& key = *static_cast<QKeyEvent*>(event);
    if (!pressed) {
        // Escape would stop the run that goes on.
        event->setAccepted(key.key() == Qt::Key_Escape);
        return event->isAccepted() || QWidget::eventFilter(watched, event);
    }
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        go(key.modifiers() & Qt::ShiftModifier ? Direction::Previous : Direction::Next);
        return true;
    case Qt::Key_Escape:
        if (!stop())
            Q_EMIT left();
        return true;
    default:
        return QWidget::eventFilter(watched, event);
    }
}

bool SearchBar::stop()
{
    m_patience.stop();
    if (!m_query->cancel())
        return false;
    say(tr("the search was stopped"));
    return true;
}

// From the pinned task on, else from the seen part's edge.
void SearchBar::go(Direction direction)
{
    if (m_model->index() == nullptr || m_text->text().trimmed().isEmpty())
        return;
    const auto filter = parseTaskQuery(m_text->text().toStdString(), m_model->recording()->clock());
    if (!filter) {
        m_query->cancel();
        say(QString::fromStdString(filter.error().message));
        return;
    }
    const bool forwards = direction == Direction::Next;
    const TickRange seen = m_model->ticksOf(m_time->visible());
    m_query->ask(m_model->recording(),
        {.filter = *filter,
            .forwards = forwards,
            .from = pinnedTask(),
            .tick = forwards ? seen.begin : seen.end});
    m_patience.start();
}

std::optional<RecordedTask> SearchBar::pinnedTask() const
{
    const auto& place = m_selection->pinned();
    if (!place)
        return std::nullopt;
    return m_model->index()->taskAt(place->worker, m_model->tickAt(place->time.begin));
}

void SearchBar::showProgress()
{
    if (m_query->busy() && !m_patience.isActive())
        say(tr("searching… %1").arg(formatPercent(m_query->percent() / 100.0, 2)));
}

void SearchBar::showAnswer(const SearchAnswer& answer)
{
    m_patience.stop();
    if (!answer.match)
        return say(tr("no task matches"));
    const QString line = taskLine(*m_model, *answer.match);
    say(!answer.around        ? line
            : answer.forwards ? tr("%1 (from the start again)").arg(line)
                              : tr("%1 (from the end again)").arg(line));
    Q_EMIT found(*answer.match);
}

void SearchBar::say(const QString& message)
{
    m_message->setText(message);
    m_message->setToolTip(message);
}

} // namespace interleave::ui
