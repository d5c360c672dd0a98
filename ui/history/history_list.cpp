#include "ui/history/history_list.h"

#include "ui/history/history_cell_delegate.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/show_page.h"
#include "ui/widgets/state_hint.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace interleave::ui {

namespace {

constexpr int kTypingMs = 150; // until the list is asked for
constexpr int kRowsAhead = 100; // of those in sight
constexpr int kRowsFitted = 50; // before and after the first in sight

constexpr std::int64_t kLongDateMs = 1'798'751'000'000; // in December, with two digits of all

/// By HistoryColumn, in letters.
constexpr std::array kLetters{2, 20, 34, 0, 24, 8, 12};

HistoryOrder orderOf(int column)
{
    switch (static_cast<HistoryColumn>(column)) {
    case HistoryColumn::Star:
        return HistoryOrder::Star;
    case HistoryColumn::Name:
        return HistoryOrder::Name;
    case HistoryColumn::Answer:
        return HistoryOrder::Answer;
    case HistoryColumn::Words:
        return HistoryOrder::Words;
    case HistoryColumn::Began:
    case HistoryColumn::Tags:
    case HistoryColumn::Note:
        break;
    }
    return HistoryOrder::Started;
}

} // namespace

QString reasonOf(const Failure<HistoryError>& failure)
{
    return capitalised(QString::fromStdString(failure.message));
}

HistoryList::HistoryList(QAction* run, QWidget* parent)
    : QWidget(parent)
    , m_model(new HistoryModel(this))
    , m_filter(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_table(new CopyableTable(this))
    , m_state(new StateHint(this))
    , m_shown(new QStackedWidget(this))
    , m_run(run)
{
    makeFilter();
    makeTable();
    connectTable();
    setFocusProxy(m_table);
    m_shown->addWidget(m_table);
    m_shown->addWidget(m_state);
    auto* filter = new QHBoxLayout;
    filter->addWidget(m_filter, 1);
    filter->addWidget(m_count);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(filter);
    layout->addWidget(m_shown, 1);
    showState({});
}

void HistoryList::makeFilter()
{
    m_filter->setAccessibleName(tr("Words to look for"));
    m_filter->setPlaceholderText(tr("words, #tag, * for starred (/)"));
    m_filter->setToolTip(tr("Runs with all of these words in their name, answer, experiment, tags "
                            "or note; #tag is a whole tag, * a star"));
    m_filter->setClearButtonEnabled(true);
    m_count->setAccessibleName(tr("Runs listed"));
    m_typing.setSingleShot(true);
    m_typing.setInterval(kTypingMs);
    connect(&m_typing, &QTimer::timeout, this, &HistoryList::list);
    connect(m_filter, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
}

void HistoryList::makeTable()
{
    m_table->setModel(m_model);
    m_table->setItemDelegate(new HistoryCellDelegate(m_table));
    m_table->setAccessibleName(tr("Runs that were kept"));
    m_table->setToolTip(tr("Return opens the chosen run, Ctrl+C copies the chosen rows"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(static_cast<int>(HistoryColumn::Began), Qt::DescendingOrder);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    m_table->viewport()->installEventFilter(this);
}

void HistoryList::connectTable()
{
    connect(
        m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &HistoryList::list);
    const QScrollBar* bar = m_table->verticalScrollBar();
    connect(bar, &QScrollBar::valueChanged, this, &HistoryList::loadInSight);
    connect(bar, &QScrollBar::rangeChanged, this, &HistoryList::loadInSight);
    connect(m_table->selectionModel(),
        &QItemSelectionModel::selectionChanged,
        this,
        &HistoryList::chosenChanged);
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& at) {
        if (at.flags() & Qt::ItemIsEditable)
            m_table->edit(at);
        else if (at.column() == static_cast<int>(HistoryColumn::Star))
            Q_EMIT starWanted();
        else
            Q_EMIT openWanted();
    });
    connect(m_model, &HistoryModel::edited, this, &HistoryList::edited);
}

// What there is room for beyond what each needs goes to what is read most.
void HistoryList::fitColumns()
{
    const QFontMetrics metrics = m_table->fontMetrics();
    const auto widthOf = [&](HistoryColumn column) {
        const int letters = kLetters.at(static_cast<std::size_t>(column));
        return column == HistoryColumn::Began
            ? metrics.horizontalAdvance(HistoryModel::timeText(kLongDateMs))
                + 3 * metrics.averageCharWidth()
            : (letters + 2) * metrics.averageCharWidth();
    };
    int needed = 0;
    for (int column = 0; column < HistoryModel::kColumns; ++column)
        needed += widthOf(static_cast<HistoryColumn>(column));
    const int half = std::max(m_table->viewport()->width() - needed, 0) / 2;
    for (int column = 0; column < HistoryModel::kColumns; ++column) {
        const auto which = static_cast<HistoryColumn>(column);
        const bool readMost = which == HistoryColumn::Answer || which == HistoryColumn::Words;
        m_table->setColumnWidth(column, widthOf(which) + (readMost ? half : 0));
    }
    fitRows();
}

// Of those in sight, and some around them: there may be very many.
void HistoryList::fitRows()
{
    const int top = std::max(m_table->rowAt(0), 0);
    const int last = std::min(top + kRowsFitted, m_model->rowCount());
    for (int row = std::max(top - kRowsFitted, 0); row < last; ++row) {
        if (m_model->runAt(row) != nullptr)
            m_table->setRowHeight(row, HistoryCellDelegate::heightOfRow(*m_table, row));
    }
}

// When the table has taken it.
void HistoryList::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        QMetaObject::invokeMethod(this, &HistoryList::fitColumns, Qt::QueuedConnection);
}

bool HistoryList::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

void HistoryList::setAccess(std::shared_ptr<HistoryAccess> access)
{
    m_access = std::move(access);
    m_model->forget();
}

HistoryQuery HistoryList::query() const
{
    const QHeaderView* header = m_table->horizontalHeader();
    return {.filter = m_filter->text().toStdString(),
        .order = orderOf(header->sortIndicatorSection()),
        .descending = header->sortIndicatorOrder() == Qt::DescendingOrder};
}

std::vector<std::int64_t> HistoryList::chosen() const
{
    std::vector<std::int64_t> ids;
    for (const QModelIndex& row : m_table->selectionModel()->selectedRows())
        ids.push_back(m_model->idAt(row.row()));
    return ids;
}

const HistoryRun* HistoryList::chosenRun() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->runAt(rows.front().row());
}

bool HistoryList::allStarred() const
{
    return std::ranges::all_of(
        m_table->selectionModel()->selectedRows(), [this](const QModelIndex& row) {
            const HistoryRun* run = m_model->runAt(row.row());
            return run != nullptr && run->star;
        });
}

void HistoryList::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void HistoryList::editCell()
{
    const QModelIndex at = m_table->currentIndex();
    if (at.isValid())
        m_table->edit(at.flags() & Qt::ItemIsEditable
                ? at
                : at.siblingAtColumn(static_cast<int>(HistoryColumn::Name)));
}

void HistoryList::listAnew()
{
    m_model->forget();
    list();
}

void HistoryList::list()
{
    m_typing.stop();
    if (!m_access)
        return;
    using Ids = std::vector<std::int64_t>;
    m_access->ask<Ids>([asked = query()](History& history) { return history.ids(asked); },
        [this, alive = QPointer(this)](const Result<Ids, HistoryError>& ids) {
            if (alive)
                showList(ids);
        });
}

void HistoryList::showList(const Result<std::vector<std::int64_t>, HistoryError>& ids)
{
    const std::vector<std::int64_t> before = chosen();
    m_model->setIds(ids.value_or(std::vector<std::int64_t>()));
    m_asked.clear();
    const bool missing = !ids && ids.error().kind == HistoryError::Missing;
    showState(ids || missing ? QString() : reasonOf(ids.error()));
    m_count->setText(ids && !ids->empty()
            ? tr("%1 run(s)", nullptr, pluralOf(ids->size())).arg(formatCount(ids->size()))
            : QString());
    for (const std::int64_t id : before) {
        if (const auto row = m_model->rowOf(id))
            m_table->selectionModel()->select(
                m_model->index(*row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    }
    loadInSight();
    Q_EMIT chosenChanged();
}

void HistoryList::showState(const QString& problem)
{
    if (!problem.isEmpty())
        m_state->showFailed(tr("The history cannot be shown"), problem);
    else if (!m_filter->text().trimmed().isEmpty())
        m_state->showEmpty(tr("No run has all of these words"));
    else
        m_state->showEmpty(
            tr("Every run that ends stands here from then on, with all that it gave"), m_run);
    showPage(m_shown, m_model->rowCount() > 0 ? static_cast<QWidget*>(m_table) : m_state);
}

void HistoryList::loadInSight()
{
    fitRows();
    const int top = std::max(m_table->rowAt(0), 0);
    std::vector<std::int64_t> ids = m_model->unknownIn(top - kRowsAhead, top + 2 * kRowsAhead);
    if (ids.empty() || ids == m_asked || !m_access)
        return;
    m_asked = ids;
    using Runs = std::vector<HistoryRun>;
    m_access->ask<Runs>([ids = std::move(ids)](History& history) { return history.runs(ids); },
        [this, alive = QPointer(this)](const Result<Runs, HistoryError>& runs) {
            if (!alive)
                return;
            if (runs) {
                m_model->setRuns(*runs);
                fitRows();
            } else {
                Q_EMIT warned(reasonOf(runs.error()));
            }
            Q_EMIT chosenChanged();
        });
}

} // namespace interleave::ui
