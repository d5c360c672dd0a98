#include "ui/timeline/timeline_tools.h"

#include "ui/models/task_selection.h"
#include "ui/models/time_view.h"
#include "ui/timeline/search_bar.h"
#include "ui/timeline/timeline_display.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/text_room.h"

#include <QComboBox>
#include <QToolButton>

namespace interleave::ui {

namespace {

QComboBox* makeChoice(const QString& name, const QStringList& choices)
{
    auto* box = new QComboBox;
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->addItems(choices);
    box->setFocusPolicy(Qt::TabFocus); // so that keys go on to the rows after a click
    return box;
}

} // namespace

TimelineTools::TimelineTools(TimelineDisplay* display,
    TimeView* time,
    TaskSelection* selection,
    SearchBar* search,
    QWidget* parent)
    : QWidget(parent)
    , m_display(display)
    , m_time(time)
    , m_selection(selection)
{
    auto* line = new FlowLayout(this);
    line->setFillsLines(true);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    addChoices();
    addButtons();
    line->addWidget(search);
    keepTextRoom(*this);
    connect(m_time, &TimeView::followingChanged, this, &TimelineTools::showFollowing);
    connect(m_time, &TimeView::historyChanged, this, &TimelineTools::showFollowing);
}

void TimelineTools::addChoices()
{
    auto* kind = makeChoice(tr("What a row is"), {tr("A row per worker"), tr("A row per core")});
    auto* coloring = makeChoice(tr("What the colours mean"),
        {tr("Colour by state"), tr("Colour by outcome"), tr("Colour by duration")});
    connect(kind, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_display->setRowKind(static_cast<RowKind>(index));
    });
    connect(coloring, &QComboBox::currentIndexChanged, this, [this](int index) {
        m_display->setColoring(static_cast<Coloring>(index));
    });
    layout()->addWidget(kind);
    layout()->addWidget(coloring);
}

void TimelineTools::addButtons()
{
    m_back = addButton(tr("◀"), tr("The view before (Alt+Left)"));
    m_forward = addButton(tr("▶"), tr("The next view (Alt+Right)"));
    const QToolButton* all = addButton(tr("All"), tr("Shows the whole run (F)"));
    const QToolButton* selected
        = addButton(tr("Zoom to selection"), tr("Shows what is selected (Z)"));
    m_follow = addButton(tr("Follow"), tr("Follows the end of the run (Space)"));
    m_follow->setCheckable(true);
    connect(m_back, &QToolButton::clicked, m_time, &TimeView::back);
    connect(m_forward, &QToolButton::clicked, m_time, &TimeView::forward);
    connect(all, &QToolButton::clicked, m_time, &TimeView::showAll);
    connect(selected, &QToolButton::clicked, this, [this] {
        if (const auto place = m_selection->place(m_time->whole()))
            m_time->jumpTo(*place);
    });
    connect(m_follow, &QToolButton::clicked, m_time, &TimeView::setFollowing);
}

QToolButton* TimelineTools::addButton(const QString& text, const QString& help)
{
    auto* button = new QToolButton;
    button->setText(text);
    button->setAccessibleName(help);
    button->setToolTip(help);
    button->setFocusPolicy(Qt::TabFocus);
    layout()->addWidget(button);
    return button;
}

void TimelineTools::showFollowing()
{
    m_back->setEnabled(m_time->canGoBack());
    m_forward->setEnabled(m_time->canGoForward());
    m_follow->setEnabled(m_time->runs());
    m_follow->setChecked(m_time->following());
}

} // namespace interleave::ui
