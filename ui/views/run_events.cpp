#include "ui/views/run_events.h"

#include "core/workload/strip_plan.h"
#include "ui/models/timeline_model.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct RunEventsText
{
    Q_DECLARE_TR_FUNCTIONS(RunEventsText)
};

QString partText(const StripPlan& plan, const StripPlace& place)
{
    if (plan.decodes(place))
        return RunEventsText::tr("decoding");
    return plan.encodes(place) ? RunEventsText::tr("encoding")
                               : QString::fromStdString(plan.describe(place));
}

} // namespace

void RunEvents::start()
{
    m_events->setRecording(nullptr, false);
}

void RunEvents::beginTrial()
{
    const auto& recording = followedArm().recording;
    m_events->setRecording(recording, run()->goesOn() && run()->lastArm() == arm());
    if (followedArm().pictures && recording)
        nameTasks();
}

// By their pictures.
void RunEvents::nameTasks()
{
    const auto pictures = followedArm().pictures;
    const auto plan = stripPlanOf(followedArm().experiment, followedArm().recording->workers());
    m_events->setTaskNames([pictures, plan](std::uint64_t task) {
        if (!plan)
            return QString::fromStdString(pictures->nameOf(task));
        const StripPlace place = plan->placeOf(task);
        const QString name = QString::fromStdString(pictures->nameOf(place.picture));
        return name.isEmpty() ? name
                              : RunEventsText::tr("%1: %2", "a picture's name, what is done to it")
                                    .arg(name, partText(*plan, place));
    });
}

void RunEvents::showTrial(const TrialResult& /*trial*/)
{
    m_events->finish();
}

void RunEvents::showFailure()
{
    m_events->finish();
}

void RunEvents::showDropped()
{
    m_events->setRecording(nullptr, false);
}

} // namespace interleave::ui
