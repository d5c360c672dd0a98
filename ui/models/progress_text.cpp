#include "ui/models/progress_text.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr int kPercentDigits = 2;

struct ProgressText
{
    Q_DECLARE_TR_FUNCTIONS(ProgressText)
};

} // namespace

QString progressText(const LiveSnapshot& live)
{
    if (live.state == TrialState::Starting)
        return ProgressText::tr("Starting %1 worker(s)", nullptr, pluralOf(live.workers.size()))
            .arg(formatCount(live.workers.size()));
    const double share = live.tasks > 0
        ? static_cast<double>(live.tasksEnded) / static_cast<double>(live.tasks)
        : 0;
    const QString done = formatCount(live.tasksEnded);
    const QString all = formatCount(live.tasks);
    const bool allDone = live.tasksEnded >= live.tasks;
    const QString percent = formatPercent(allDone ? share : std::min(share, 0.99), kPercentDigits);
    const int plural = pluralOf(live.tasks);
    const bool pictures = live.counted == Counted::Pictures;
    if (live.trials <= 1)
        return (pictures ? ProgressText::tr("%1 of %2 picture(s) are done (%3)", nullptr, plural)
                         : ProgressText::tr("%1 of %2 task(s) are done (%3)", nullptr, plural))
            .arg(done, all, percent);
    return (pictures
            ? ProgressText::tr("Trial %1 of %2: %3 of %4 picture(s) are done (%5)", nullptr, plural)
            : ProgressText::tr("Trial %1 of %2: %3 of %4 task(s) are done (%5)", nullptr, plural))
        .arg(formatCount(live.trial + 1), formatCount(live.trials), done, all, percent);
}

} // namespace interleave::ui
