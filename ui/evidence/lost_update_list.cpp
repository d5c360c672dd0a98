#include "ui/evidence/lost_update_list.h"

#include "ui/evidence/lost_update_model.h"
#include "ui/evidence/update_selection.h"
#include "ui/widgets/copyable_table.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kColumnPadding = 20;

} // namespace

LostUpdateList::LostUpdateList(UpdateSelection* selection, QWidget* parent)
    : QWidget(parent)
    , m_selection(selection)
    , m_model(new LostUpdateModel(this))
    , m_worker(new QComboBox(this))
    , m_text(new QLineEdit(this))
    , m_count(new QLabel(this))
    , m_table(new CopyableTable(this))
    , m_answer([this](const LostUpdateRows& found) { showAnswer(found); })
{
    setAccessibleName(tr("Which updates were lost?"));
    m_worker->setAccessibleName(tr("Of which worker"));
    m_text->setAccessibleName(tr("Numbers to look for"));
    m_text->setPlaceholderText(tr("numbers (/)"));
    m_text->setToolTip(tr("Updates, values or workers that begin with these numbers"));
    m_text->setClearButtonEnabled(true);
    m_count->setAccessibleName(tr("Lost updates listed"));
    makeTable();
    auto* filter = new QHBoxLayout;
    filter->addWidget(m_worker);
    filter->addWidget(m_text, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new Heading(TextSize::Title, tr("Which updates were lost?"), this));
    layout->addLayout(filter);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_count);
    connect(m_worker, &QComboBox::currentIndexChanged, this, &LostUpdateList::ask);
    connect(m_text, &QLineEdit::textChanged, this, &LostUpdateList::ask);
    connect(m_selection, &UpdateSelection::changed, this, &LostUpdateList::showSelected);
}

void LostUpdateList::makeTable()
{
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Lost updates"));
    m_table->setToolTip(tr("Ctrl+C copies the chosen rows, Ctrl+A chooses all"));
    QHeaderView* header = m_table->horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(0, Qt::AscendingOrder);
    header->setHighlightSections(false);
    for (int column = 0; column < LostUpdateModel::kColumns; ++column) {
        const QString title
            = m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool range = column == static_cast<int>(LostUpdateColumn::Overwriter);
        const bool named = range || column == static_cast<int>(LostUpdateColumn::Collider);
        const QString widest = range ? tr("worker 8, one of 8,888")
            : named                  ? tr("worker 8 #88,888")
                                     : QStringLiteral("888,888");
        const bool brief = column == static_cast<int>(LostUpdateColumn::Worker);
        const int needed = brief ? 0 : fontMetrics().horizontalAdvance(widest);
        m_table->setColumnWidth(
            column, std::max(needed, fontMetrics().horizontalAdvance(title)) + kColumnPadding);
    }
    header->setStretchLastSection(true);
    connect(header, &QHeaderView::sortIndicatorChanged, this, &LostUpdateList::ask);
    connect(m_table->selectionModel(),
        &QItemSelectionModel::currentRowChanged,
        this,
        [this](const QModelIndex& current) {
            if (current.isValid())
                m_selection->select(m_model->historyRow(current.row()));
        });
}

void LostUpdateList::setHistory(std::shared_ptr<const UpdateHistory> history)
{
    m_answer.giveUp();
    m_history = std::move(history);
    m_model->setRows(m_history, {});
    {
        const QSignalBlocker quiet(m_worker); // asked once, below
        m_worker->clear();
        m_worker->addItem(tr("all workers"));
        for (std::uint32_t i = 0; m_history && i < m_history->workers(); ++i)
            m_worker->addItem(tr("worker %1").arg(formatCount(i + 1)));
    }
    ask();
}

void LostUpdateList::focusFilter()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

LostUpdateQuery LostUpdateList::query() const
{
    const QHeaderView* header = m_table->horizontalHeader();
    LostUpdateQuery query{.text = m_text->text(),
        .column = static_cast<LostUpdateColumn>(header->sortIndicatorSection()),
        .descending = header->sortIndicatorOrder() == Qt::DescendingOrder};
    if (m_worker->currentIndex() > 0)
        query.worker = static_cast<std::uint32_t>(m_worker->currentIndex() - 1);
    return query;
}

void LostUpdateList::ask()
{
    if (!m_history) {
        m_answer.giveUp();
        m_count->clear();
        return;
    }
    m_answer.ask([history = m_history, asked = query()](const QPromise<LostUpdateRows>& promise) {
        return answer(*history, asked, [&] { return promise.isCanceled(); });
    });
}

void LostUpdateList::showAnswer(const LostUpdateRows& found)
{
    const std::size_t listed = found.rows.size();
    m_model->setRows(m_history, found.rows);
    m_count->setText(listed < found.matching
            ? tr("the first %1 of %2; sort or filter to see others")
                  .arg(formatCount(listed), formatCount(found.matching))
            : tr("%1 of %2 lost update(s)", nullptr, pluralOf(m_history->lost().size()))
                  .arg(formatCount(found.matching), formatCount(m_history->lost().size())));
    if (!m_selection->row() && listed > 0)
        m_selection->select(m_model->historyRow(0));
    showSelected();
}

void LostUpdateList::showSelected()
{
    const auto row = m_selection->row();
    const auto place = row ? m_model->placeOf(*row) : std::nullopt;
    if (!place) {
        m_table->selectionModel()->clear(); // so that the same row can be chosen again
        return;
    }
    if (m_table->currentIndex().row() == *place)
        return;
    m_table->setCurrentIndex(m_model->index(*place, 0));
}

} // namespace interleave::ui
