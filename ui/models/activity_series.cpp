#include "ui/models/activity_series.h"

#include "core/model/catalogue.h"
#include "ui/models/series_reduction.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr double kBytesPerUnit = 1024;
constexpr double kMostInUnit = 500;

struct ActivitySeriesText
{
    Q_DECLARE_TR_FUNCTIONS(ActivitySeriesText)
};

bool isRate(Activity activity)
{
    return activity == Activity::TaskRate || activity == Activity::SwitchRate;
}

double valueOf(const FrameActivity& frame, Activity activity)
{
    switch (activity) {
    case Activity::TaskRate:
        return static_cast<double>(frame.tasksEnded);
    case Activity::Queue:
        return static_cast<double>(frame.queued);
    case Activity::Waiting:
        return static_cast<double>(frame.waiting);
    case Activity::Memory:
        return static_cast<double>(frame.residentBytes);
    case Activity::SwitchRate:
        return static_cast<double>(frame.switches);
    }
    return 0;
}

} // namespace

std::vector<Activity> activitiesOf(const Experiment& experiment)
{
    const bool locks = guardsCriticalSection(experiment.sync)
        || !workloadInfo(experiment.workload).ownLocks.empty();
    std::vector<Activity> activities(std::begin(kAllActivities), std::end(kAllActivities));
    if (!locks)
        std::erase(activities, Activity::Waiting);
    return activities;
}

QString titleOf(Activity activity)
{
    switch (activity) {
    case Activity::TaskRate:
        return ActivitySeriesText::tr("tasks ended");
    case Activity::Queue:
        return ActivitySeriesText::tr("tasks in the queue");
    case Activity::Waiting:
        return ActivitySeriesText::tr("workers waiting");
    case Activity::Memory:
        return ActivitySeriesText::tr("workers' memory");
    case Activity::SwitchRate:
        return ActivitySeriesText::tr("context switches");
    }
    return {};
}

QString titleWithUnit(Activity activity)
{
    if (isRate(activity))
        return ActivitySeriesText::tr("%1 (/s)").arg(titleOf(activity));
    return activity == Activity::Memory
        ? ActivitySeriesText::tr("%1 (bytes)").arg(titleOf(activity))
        : titleOf(activity);
}

QString explanationOf(Activity activity)
{
    switch (activity) {
    case Activity::TaskRate:
        return ActivitySeriesText::tr("Tasks that ended since the sample before, per second.");
    case Activity::Queue:
        return ActivitySeriesText::tr(
            "Tasks that no worker had claimed when the sample was taken. What a worker has "
            "claimed as a chunk and not yet begun is no longer among them.");
    case Activity::Waiting:
        return ActivitySeriesText::tr(
            "Workers that waited for a lock when the sample was taken; waits between two "
            "samples are not seen here, the Timings count them all.");
    case Activity::Memory:
        return ActivitySeriesText::tr(
            "Memory of all worker processes that is neither of files nor shared, read every "
            "fourth sample. Pages that a forked worker has in common with the engine, "
            "because neither has written to them, are counted for each.");
    case Activity::SwitchRate:
        return ActivitySeriesText::tr(
            "How often workers were put on a core, per second, as the kernel counts.");
    }
    return {};
}

QString formatActivity(Activity activity, double value, int digits)
{
    if (activity == Activity::Memory)
        return formatBytes(value, digits);
    return isRate(activity) ? formatRate(value, digits) : formatValue(value);
}

std::vector<float> activityValues(const UtilisationSeries& series, Activity activity)
{
    std::vector<float> values;
    double lastSum = 0;
    double lastSeconds = 0;
    const std::size_t count = std::min(series.activity.size(), series.seconds.size());
    values.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        const double value = valueOf(series.activity[i], activity);
        if (!isRate(activity)) {
            values.push_back(static_cast<float>(value));
            continue;
        }
        const double passed = series.seconds[i] - lastSeconds;
        const double grown = std::max(value - lastSum, 0.0);
        values.push_back(passed > 0 ? static_cast<float>(grown / passed) : 0.0F);
        lastSum = value;
        lastSeconds = series.seconds[i];
    }
    return values;
}

double roundedUp(Activity activity, double value)
{
    if (activity != Activity::Memory || value < kBytesPerUnit)
        return roundedUpTo125(value);
    double unit = 1;
    while (value / unit >= kBytesPerUnit)
        unit *= kBytesPerUnit;
    const double inUnit = roundedUpTo125(value / unit);
    return unit * (inUnit > kMostInUnit ? kBytesPerUnit : inUnit); // 1024 MiB are one GiB
}

} // namespace interleave::ui
