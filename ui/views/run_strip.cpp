#include "ui/views/run_strip.h"

#include "ui/run/run_list.h"
#include "ui/views/run_answer.h"
#include "ui/views/run_header_text.h"
#include "ui/views/run_item_delegate.h"
#include "ui/widgets/gestures.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
#include <QLocale>
#include <QScrollBar>
#include <QToolButton>

#include <algorithm>

namespace interleave::ui {

namespace {

QString numbered(int row, const QString& name)
{
    return RunStrip::tr("%1  %2").arg(row + 1).arg(name);
}

// As a window's title marks what is not saved.
QString withMark(const Run& run)
{
    return run.unsaved() ? RunStrip::tr("%1*").arg(run.name()) : run.name();
}

// With the day where it is another one: a file may be of last year.
QString whenBegun(const Run& run)
{
    const QDateTime& began = run.started();
    if (!began.isValid())
        return RunStrip::tr("time not known");
    const QString time = began.time().toString(QStringLiteral("HH:mm"));
    return began.date() == QDate::currentDate()
        ? time
        : RunStrip::tr("%1 %2", "date and time")
              .arg(QLocale().toString(began.date(), QLocale::ShortFormat), time);
}

QString accessibleText(int row, const Run& run, const QString& answer)
{
    const QString whole
        = run.unsaved() ? RunStrip::tr("Run %1: %2, not saved") : RunStrip::tr("Run %1: %2");
    return whole.arg(numbered(row, run.name()), answer);
}

} // namespace

RunStripModel::RunStripModel(RunList* runs, QObject* parent)
    : QAbstractListModel(parent)
    , m_runs(runs)
{
    for (const auto& run : m_runs->runs())
        append(run);
    connect(m_runs, &RunList::added, this, [this](const std::shared_ptr<Run>& run) {
        const int row = static_cast<int>(m_answers.size());
        beginInsertRows({}, row, row);
        append(run);
        endInsertRows();
    });
    connect(m_runs, &RunList::aboutToRemove, this, [this](std::size_t place) {
        const int row = static_cast<int>(place);
        beginRemoveRows({}, row, row);
        m_removed = place;
        m_runs->runs()[place]->disconnect(this);
    });
    connect(m_runs, &RunList::removed, this, [this] {
        m_answers.erase(m_answers.begin() + static_cast<std::ptrdiff_t>(m_removed));
        endRemoveRows();
    });
}

void RunStripModel::append(const std::shared_ptr<Run>& run)
{
    m_answers.push_back(run->result() ? answerOf(*run).brief : briefState(*run));
    const Run* observed = run.get();
    const auto changed = [this, observed] { update(observed); };
    connect(observed, &Run::renamed, this, changed);
    connect(observed, &Run::saved, this, changed);
    connect(observed, &Run::ended, this, changed);
    connect(observed, &Run::failed, this, changed);
    connect(observed, &Run::trialBegan, this, changed);
}

void RunStripModel::update(const Run* run)
{
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        if (m_runs->runs()[i].get() != run)
            continue;
        m_answers[i] = run->result() ? answerOf(*run).brief : briefState(*run);
        const QModelIndex changed = index(static_cast<int>(i));
        Q_EMIT dataChanged(changed, changed);
    }
}

int RunStripModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_answers.size());
}

QVariant RunStripModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto row = static_cast<std::size_t>(index.row());
    const Run& run = *m_runs->runs()[row];
    switch (role) {
    case Qt::DisplayRole:
        return numbered(index.row(), withMark(run));
    case Qt::EditRole:
        return run.name();
    case kAnswerRole:
        return RunStrip::tr("%1 · %2").arg(m_answers[row], whenBegun(run));
    case Qt::AccessibleTextRole:
        return accessibleText(index.row(), run, m_answers[row]);
    case Qt::ToolTipRole:
        return RunStrip::tr("%1\n%2\nBegun: %3. F2 changes the name; with Ctrl a second one is "
                            "chosen, to be compared. A star: it is not saved.")
            .arg(run.name(), subjectText(run), whenBegun(run));
    default:
        return {};
    }
}

bool RunStripModel::setData(const QModelIndex& index, const QVariant& value, int role)
{
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    m_runs->runs()[static_cast<std::size_t>(index.row())]->setName(value.toString());
    return true;
}

Qt::ItemFlags RunStripModel::flags(const QModelIndex& index) const
{
    return QAbstractListModel::flags(index) | Qt::ItemIsEditable;
}

RunStrip::RunStrip(RunList* runs, QWidget* parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_model(new RunStripModel(runs, this))
    , m_list(new QListView(this))
{
    makeList();
    makeActions();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 0);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    layout->addWidget(buttonOf(*m_compare));
    auto* close = buttonOf(*m_close);
    close->setAccessibleName(m_close->text());
    layout->addWidget(close);
    connect(m_runs, &RunList::shownChanged, this, &RunStrip::chooseShown);
    connect(m_list->selectionModel(),
        &QItemSelectionModel::selectionChanged,
        this,
        &RunStrip::onChosen);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunStrip::onChosen);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunStrip::chooseShown);
    chooseShown();
}

void RunStrip::makeList()
{
    m_list->setAccessibleName(tr("Runs of this window"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new RunItemDelegate(m_list));
    m_list->setFlow(QListView::LeftToRight);
    m_list->setWrapping(false);
    m_list->setSpacing(0);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_list->setEditTriggers(QAbstractItemView::DoubleClicked);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setTabKeyNavigation(false);
    // A longer answer needs a wider item, of which the list does not think by itself.
    connect(m_model, &QAbstractItemModel::dataChanged, this, &RunStrip::layOut);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &RunStrip::fitHeight);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &RunStrip::fitHeight);
    connect(m_list->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &RunStrip::bringShown);
    fitHeight();
}

void RunStrip::makeActions()
{
    m_compare
        = addGesture(*m_list, tr("Compare the two chosen runs"), {QKeySequence(Qt::Key_C)}, [this] {
              const auto pair = chosen();
              Q_EMIT compareRequested(pair[0], pair[1]);
          });
    m_compare->setIconText(tr("Compare"));
    m_compare->setToolTip(
        tr("Sets the two chosen runs side by side (choose the second with Ctrl)"));
    m_rename = addGesture(*m_list, tr("Rename the run"), {QKeySequence(Qt::Key_F2)}, [this] {
        m_list->edit(m_list->selectionModel()->selectedIndexes().front());
    });
    m_close = addGesture(
        *m_list, tr("Close the run"), {QKeySequence::Delete}, [this] { closeChosen(); });
    m_close->setIconText(tr("✕"));
    m_close->setToolTip(tr("Closes the chosen runs (Delete)"));
}

QToolButton* RunStrip::buttonOf(QAction& action)
{
    auto* button = new QToolButton(this);
    button->setDefaultAction(&action);
    return button;
}

// The lines of what needs most, and a scroll bar where there are many runs.
void RunStrip::fitHeight()
{
    int highest = 2 * m_list->fontMetrics().height() + RunItemDelegate::kLinesGap
        + RunItemDelegate::kMargin;
    for (int row = 0; row < m_model->rowCount(); ++row)
        highest = std::max(highest, m_list->sizeHintForIndex(m_model->index(row)).height());
    m_list->setFixedHeight(highest + m_list->horizontalScrollBar()->sizeHint().height() + 2);
}

void RunStrip::layOut()
{
    fitHeight();
    m_list->doItemsLayout();
}

// Later: a window that closes takes its zoom back when its runs have gone.
void RunStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        QMetaObject::invokeMethod(this, &RunStrip::layOut, Qt::QueuedConnection);
}

// Items are no wider than the list.
void RunStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layOut();
}

std::vector<std::shared_ptr<Run>> RunStrip::chosen() const
{
    std::vector<std::shared_ptr<Run>> runs;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_list->selectionModel()->isRowSelected(row))
            runs.push_back(m_runs->runs()[static_cast<std::size_t>(row)]);
    }
    return runs;
}

QModelIndex RunStrip::shownIndex() const
{
    const auto& runs = m_runs->runs();
    const auto shown = std::ranges::find(runs, m_runs->shown());
    return shown == runs.end() ? QModelIndex()
                               : m_model->index(static_cast<int>(shown - runs.begin()));
}

void RunStrip::bringShown()
{
    if (const QModelIndex shown = shownIndex(); shown.isValid())
        m_list->scrollTo(shown);
}

void RunStrip::chooseShown()
{
    setVisible(!m_runs->runs().empty() && !m_folded);
    const QModelIndex shown = shownIndex();
    if (shown.isValid() && !m_list->selectionModel()->isSelected(shown))
        m_list->selectionModel()->setCurrentIndex(shown, QItemSelectionModel::ClearAndSelect);
    bringShown();
    onChosen();
}

void RunStrip::setFolded(bool folded)
{
    m_folded = folded;
    chooseShown();
}

void RunStrip::onChosen()
{
    const auto runs = chosen();
    const auto canBeCompared = [](const std::shared_ptr<Run>& run) {
        return run->result() && !run->result()->trials.empty() && !run->isMadeOfOthers();
    };
    m_compare->setEnabled(runs.size() == 2 && std::ranges::all_of(runs, canBeCompared));
    m_rename->setEnabled(runs.size() == 1);
    m_close->setEnabled(!runs.empty());
    if (runs.size() == 1)
        m_runs->show(runs.front());
}

void RunStrip::closeChosen()
{
    for (const auto& run : chosen())
        Q_EMIT closeRequested(run);
}

} // namespace interleave::ui
