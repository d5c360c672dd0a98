#include "ui/timings/timings_tools.h"

#include "ui/widgets/heading.h"

#include <QComboBox>
#include <QHBoxLayout>

namespace interleave::ui {

namespace {

enum Shape { Automatic, Linear, Logarithmic };

} // namespace

TimingsTools::TimingsTools(QWidget* parent)
    : QWidget(parent)
    , m_kind(new QComboBox(this))
    , m_shape(new QComboBox(this))
{
    m_kind->setAccessibleName(tr("What is timed"));
    m_kind->addItems({tr("the tasks"), tr("the waits for locks"), tr("the delays before tasks")});
    m_kind->setToolTip(
        tr("A wait is from asking for a lock to getting it, inside a task. A delay is from the "
           "start of the run, or from the end of the worker's task before, to the begin of the "
           "task: the time in which a result is handed in and the next task is claimed. Tasks of "
           "one claim begin where the one before ends, their delay is 0."));
    m_shape->setAccessibleName(tr("Axis of durations"));
    m_shape->addItems({tr("axis as fits"), tr("linear axis"), tr("logarithmic axis")});
    m_shape->setToolTip(tr("What fits is a logarithmic axis where one of a hundred takes more than "
                           "20 times as long as the median, or the longest 100 times."));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(new Heading(TextSize::Title, tr("Durations of"), this));
    layout->addWidget(m_kind);
    layout->addStretch(1);
    layout->addWidget(m_shape);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &TimingsTools::kindChanged);
    connect(m_shape, &QComboBox::currentIndexChanged, this, &TimingsTools::shapeChanged);
}

TimingsTools::Kind TimingsTools::kind() const
{
    return static_cast<Kind>(m_kind->currentIndex());
}

void TimingsTools::setKind(Kind kind)
{
    m_kind->setCurrentIndex(kind);
}

AxisShape TimingsTools::shape(const DurationCounts& all) const
{
    if (m_shape->currentIndex() == Automatic)
        return fittingShape(all);
    return m_shape->currentIndex() == Linear ? AxisShape::Linear : AxisShape::Logarithmic;
}

QString TimingsTools::helpOfBars() const
{
    switch (kind()) {
    case Waits:
        return tr("Click to select the tasks with such a wait everywhere");
    case Delays:
        return tr("Click to select the tasks with such a delay everywhere");
    case Tasks:
        break;
    }
    return tr("Click to select these tasks everywhere");
}

} // namespace interleave::ui
