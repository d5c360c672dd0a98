#include "ui/models/failures_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct FailuresText
{
    Q_DECLARE_TR_FUNCTIONS(FailuresText)
};

// With the places of what failed, of all, and of what took too long.
QString failedPattern(Counted counted, const TaskCounts& tasks)
{
    const int all = pluralOf(tasks.total);
    const bool pictures = counted == Counted::Pictures;
    if (tasks.timedOut == 0)
        return pictures ? FailuresText::tr("%1 of %2 picture(s) failed", nullptr, all)
                        : FailuresText::tr("%1 of %2 task(s) failed", nullptr, all);
    if (tasks.failed == 0)
        return pictures ? FailuresText::tr("%1 of %2 picture(s) took too long", nullptr, all)
                        : FailuresText::tr("%1 of %2 task(s) took too long", nullptr, all);
    return pictures
        ? FailuresText::tr("%1 of %2 picture(s) failed (%3 took too long)", nullptr, all)
        : FailuresText::tr("%1 of %2 task(s) failed (%3 took too long)", nullptr, all);
}

} // namespace

QString failuresSentence(const RunAccount& account)
{
    const TaskCounts& tasks = account.counts;
    const std::uint64_t failed = tasks.failed + tasks.timedOut;
    if (failed == 0)
        return {};
    QString sentence
        = failedPattern(account.counted, tasks).arg(formatCount(failed), formatCount(tasks.total));
    return tasks.timedOut == 0 || tasks.failed == 0 ? sentence
                                                    : sentence.arg(formatCount(tasks.timedOut));
}

} // namespace interleave::ui
