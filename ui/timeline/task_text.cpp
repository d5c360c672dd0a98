#include "ui/timeline/task_text.h"

#include "core/workload/image/picture_times.h"
#include "ui/models/timeline_model.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <vector>

namespace interleave::ui {

namespace {

constexpr std::size_t kMostWaits = 5; // that are told one by one

struct TaskText
{
    Q_DECLARE_TR_FUNCTIONS(TaskText)
};

// Empty of one that this program does not know.
QString nameOf(const TraceEvent& part)
{
    switch (static_cast<PicturePart>(part.core)) {
    case PicturePart::Decode:
        return TaskText::tr("decoding");
    case PicturePart::Filter:
        return TaskText::tr("filtering");
    case PicturePart::Encode:
        return TaskText::tr("encoding");
    }
    return {};
}

QString timeOf(const TimelineModel& model, const TraceEvent& event)
{
    return formatDuration(static_cast<double>(durationOf(event)) * model.nsPerTick());
}

void addParts(Facts& facts, const TimelineModel& model, const RecordedTask& task)
{
    for (const TraceEvent& part : model.index()->partsOf(task)) {
        if (const QString name = nameOf(part); !name.isEmpty())
            facts.emplace_back(name, timeOf(model, part));
    }
}

// "12.3 µs for what worker 2 had".
void addWaits(Facts& facts, const TimelineModel& model, const RecordedTask& task)
{
    const TickRange range = rangeOf(task.event);
    std::size_t more = 0;
    std::size_t told = 0;
    for (const TraceEvent& event : model.index()->locksIn(task.worker, range)) {
        if (event.kind != EventKind::Wait || !overlap(rangeOf(event), range))
            continue;
        if (++told > kMostWaits) {
            ++more;
            continue;
        }
        facts.emplace_back(event.waitTicks == 0
                ? TaskText::tr("wait")
                : TaskText::tr("for worker %1").arg(formatCount(event.waitTicks)),
            timeOf(model, event));
    }
    if (more > 0)
        facts.emplace_back(QString(),
            TaskText::tr("and %1 wait(s) more", nullptr, pluralOf(more)).arg(formatCount(more)));
}

} // namespace

TaskPlace placeOf(const TimelineModel& model, const RecordedTask& task)
{
    return {task.event.task, task.worker, model.timeOf(rangeOf(task.event))};
}

Facts factsOf(const TimelineModel& model, const RecordedTask& task)
{
    const TraceEvent& event = task.event;
    const double nsPerTick = model.nsPerTick();
    const double duration = static_cast<double>(durationOf(event)) * nsPerTick;
    const double waited = static_cast<double>(event.waitTicks) * nsPerTick;
    const WorkerSnapshot worker = model.recording()->worker(task.worker);
    Facts facts{{TaskText::tr("task"), formatCount(event.task)}};
    if (const QString name = model.nameOf(event.task); !name.isEmpty())
        facts.emplace_back(TaskText::tr("picture"), name);
    const Facts others{{TaskText::tr("outcome"),
                           event.outcome == TaskOutcome::Succeeded ? TaskText::tr("succeeded")
                                                                   : TaskText::tr("✕ failed")},
        {TaskText::tr("worker"), formatCount(task.worker + 1)},
        {TaskText::tr("pid"), QString::number(worker.pid)},
        {TaskText::tr("core"), formatCount(event.core)},
        {TaskText::tr("began"),
            TaskText::tr("at %1").arg(formatDuration(model.timeOf(event.begin), 6))},
        {TaskText::tr("took"), formatDuration(duration)}};
    facts.insert(facts.end(), others.begin(), others.end());
    addParts(facts, model, task);
    if (event.waitTicks > 0) {
        facts.emplace_back(TaskText::tr("waited"), formatDuration(waited));
        facts.emplace_back(TaskText::tr("of the task"), formatPercent(waited / duration));
    }
    addWaits(facts, model, task);
    return facts;
}

QString taskLine(const TimelineModel& model, const RecordedTask& task)
{
    const double ns = static_cast<double>(durationOf(task.event)) * model.nsPerTick();
    const QString name = model.nameOf(task.event.task);
    QString line
        = TaskText::tr("task %1 · worker %2 · %3")
              .arg(formatCount(task.event.task), formatCount(task.worker + 1), formatDuration(ns));
    if (!name.isEmpty())
        line = TaskText::tr("%1 · %2").arg(name, line);
    return task.event.outcome == TaskOutcome::Succeeded ? line
                                                        : TaskText::tr("%1 · ✕ failed").arg(line);
}

QString partLine(const TimelineModel& model, const RecordedTask& task, const TickRange& time)
{
    const std::vector<TraceEvent> parts = model.index()->partsOf(task);
    const auto part = std::ranges::max_element(parts, {}, [&](const TraceEvent& each) {
        return intersection(rangeOf(each), time).width();
    });
    if (part == parts.end() || !overlap(rangeOf(*part), time) || nameOf(*part).isEmpty())
        return {};
    return TaskText::tr("%1 %2", "decoding, its time").arg(nameOf(*part), timeOf(model, *part));
}

QString taskLabel(const QString& name, std::uint64_t task, const QFontMetrics& font, int room)
{
    constexpr qsizetype kLegible = 8;
    const QString shortened = font.elidedText(name, Qt::ElideMiddle, room);
    const bool tells = shortened == name || shortened.size() >= kLegible;
    return name.isEmpty() || !tells ? QLatin1Char('#') % formatCount(task) : shortened;
}

QString waitWithoutEndText(const TimelineModel& model, unsigned worker, const TraceEvent& wait)
{
    const QString who = formatCount(worker + 1);
    const QString time = timeOf(model, wait);
    return wait.waitTicks == 0
        ? TaskText::tr("worker %1 · task %2 · waited %3, to the end of the trial, and never got "
                       "the lock")
              .arg(who, formatCount(wait.task), time)
        : TaskText::tr("worker %1 · task %2 · waited %3, to the end of the trial, and never got "
                       "the lock that worker %4 had")
              .arg(who, formatCount(wait.task), time, formatCount(wait.waitTicks));
}

QString columnText(const TimelineColumn& column, double columnNs, double nsPerTick)
{
    QStringList parts{TaskText::tr("%1 in this pixel (%2)")
                          .arg(TaskText::tr("%1 task(s) ended", nullptr, pluralOf(column.tasks))
                                   .arg(formatCount(column.tasks)),
                              formatDuration(columnNs)),
        TaskText::tr("of this time: in tasks %1, waiting for locks %2")
            .arg(formatPercent(static_cast<double>(column.busy)),
                formatPercent(static_cast<double>(column.waiting)))};
    if (column.longestTicks > 0)
        parts << TaskText::tr("longest task %1")
                     .arg(formatDuration(static_cast<double>(column.longestTicks) * nsPerTick));
    if (column.failed > 0)
        parts << TaskText::tr("✕ %1 failed").arg(formatCount(column.failed));
    return parts.join(QLatin1Char('\n'));
}

} // namespace interleave::ui
