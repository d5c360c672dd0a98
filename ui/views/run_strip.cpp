#include "ui/views/run_strip.h"

#include "ui/models/subject_line.h"
#include "ui/run/run_list.h"
#include "ui/views/run_answer.h"
#include "ui/views/run_item_delegate.h"

#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QListView>
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
    const QString when = run.started().isValid()
        ? run.started().time().toString(QStringLiteral("HH:mm"))
        : RunStrip::tr("time not known");
    switch (role) {
    case Qt::DisplayRole:
        return numbered(index.row(), withMark(run));
    case Qt::EditRole:
        return run.name();
    case kAnswerRole:
        return RunStrip::tr("%1 · %2").arg(m_answers[row], when);
    case Qt::AccessibleTextRole:
        return accessibleText(index.row(), run, m_answers[row]);
    case Qt::ToolTipRole:
        return RunStrip::tr("%1\n%2\nBegun at %3. F2 changes the name; with Ctrl a second one is "
                            "chosen, to be compared. A star: it is not saved.")
            .arg(run.name(), subjectLine(run.experiment(), run.asked()), when);
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
    , m_compare(new QToolButton(this))
    , m_close(new QToolButton(this))
{
    makeList();
    m_compare->setText(tr("Compare"));
    m_compare->setToolTip(
        tr("Sets the two chosen runs side by side (choose the second with Ctrl)"));
    m_close->setText(tr("✕"));
    m_close->setAccessibleName(tr("Close the run"));
    m_close->setToolTip(tr("Closes the chosen runs (Delete)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 4, 16, 0);
    layout->setSpacing(4);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_compare);
    layout->addWidget(m_close);
    connect(m_compare, &QToolButton::clicked, this, [this] {
        if (const auto pair = chosen(); pair.size() == 2)
            Q_EMIT compareRequested(pair[0], pair[1]);
    });
    connect(m_close, &QToolButton::clicked, this, &RunStrip::closeChosen);
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
    m_list->setEditTriggers(QAbstractItemView::EditKeyPressed | QAbstractItemView::DoubleClicked);
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setTabKeyNavigation(false);
    // A longer answer needs a wider item, of which the list does not think by itself.
    connect(m_model, &QAbstractItemModel::dataChanged, m_list, &QListView::doItemsLayout);
    connect(m_list->horizontalScrollBar(), &QScrollBar::rangeChanged, this, &RunStrip::bringShown);
    auto* close = new QAction(tr("Close the run"), m_list);
    close->setShortcut(QKeySequence::Delete);
    close->setShortcutContext(Qt::WidgetShortcut);
    connect(close, &QAction::triggered, this, &RunStrip::closeChosen);
    m_list->addAction(close);
    fitHeight();
}

// Two lines, and a scroll bar where there are many runs.
void RunStrip::fitHeight()
{
    m_list->setFixedHeight(2 * m_list->fontMetrics().height() + RunItemDelegate::kLinesGap
        + RunItemDelegate::kMargin + m_list->horizontalScrollBar()->sizeHint().height() + 2);
}

void RunStrip::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitHeight();
}

// Items are no wider than the list.
void RunStrip::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_list->doItemsLayout();
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
