#include "ui/models/failures_sentence.h"

#include "ui/widgets/format.h"

#include <QCoreApplication>

namespace interleave::ui {

namespace {

struct FailuresText
{
    Q_DECLARE_TR_FUNCTIONS(FailuresText)
};

} // namespace

QString failuresSentence(const TaskCounts& tasks)
{
    const std::uint64_t failed = tasks.failed + tasks.timedOut;
    if (failed == 0)
        return {};
    const QString some = formatCount(failed);
    const QString all = formatCount(tasks.total);
    if (tasks.timedOut == 0)
        return FailuresText::tr("%1 of %2 task(s) failed", nullptr, pluralOf(tasks.total))
            .arg(some, all);
    if (tasks.failed == 0)
        return FailuresText::tr("%1 of %2 task(s) took too long", nullptr, pluralOf(tasks.total))
            .arg(some, all);
    return FailuresText::tr(
        "%1 of %2 task(s) failed (%3 took too long)", nullptr, pluralOf(tasks.total))
        .arg(some, all, formatCount(tasks.timedOut));
}

} // namespace interleave::ui
