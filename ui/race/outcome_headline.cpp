#include "ui/race/outcome_headline.h"

#include "ui/models/progress_text.h"
#include "ui/race/outcome_details.h"
#include "ui/race/outcome_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/format.h"
#include "ui/widgets/heading.h"
#include "ui/widgets/still_box.h"

#include <QEvent>
#include <QVBoxLayout>

namespace interleave::ui {

OutcomeHeadline::OutcomeHeadline(QWidget* parent)
    : QWidget(parent)
    , m_sentence(new Heading(TextSize::Display, {}, this))
    , m_details(new ElidedLabel(this))
    , m_detailsBox(new StillBox(m_details, this))
{
    setAccessibleName(tr("Answer"));
    m_sentence->setAccessibleName(tr("Answer"));
    m_details->setAccessibleName(tr("Details of the answer"));
    m_details->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_details->setElided(false);
    m_details->setAlignment(Qt::AlignLeading | Qt::AlignTop);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(new StillBox(m_sentence, this));
    layout->addWidget(m_detailsBox);
    keepRoomForDetails();
}

void OutcomeHeadline::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        keepRoomForDetails();
}

void OutcomeHeadline::keepRoomForDetails()
{
    const int lines = m_low ? 1 : m_linesKept;
    m_detailsBox->setMinimumHeight(lines * m_details->fontMetrics().lineSpacing());
}

void OutcomeHeadline::awaitAnswer()
{
    m_linesKept = 2;
    keepRoomForDetails();
}

void OutcomeHeadline::setLive(const LiveSnapshot& live)
{
    say(progressText(live), tr("running for %1").arg(formatDuration(live.elapsedNs)));
}

void OutcomeHeadline::setTrial(const Experiment& experiment, const TrialResult& trial)
{
    say(outcomeHeadline(experiment, trial), outcomeDetails(experiment, trial));
}

void OutcomeHeadline::setRun(const RunResult& run)
{
    say(outcomeHeadline(run), outcomeDetails(run));
}

void OutcomeHeadline::clear()
{
    m_linesKept = 1;
    keepRoomForDetails();
    say({}, {});
}

void OutcomeHeadline::setBrief(bool brief)
{
    m_detailsBox->setVisible(!brief);
}

void OutcomeHeadline::setLow(bool low)
{
    m_low = low;
    m_sentence->setTextSize(low ? TextSize::Title : TextSize::Display);
    m_details->setElided(low);
    keepRoomForDetails();
}

void OutcomeHeadline::say(const QString& sentence, const QString& details)
{
    m_sentence->setText(withWholeNumbers(sentence));
    m_details->setText(withWholeNumbers(details));
}

} // namespace interleave::ui
