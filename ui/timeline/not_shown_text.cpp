#include "ui/timeline/not_shown_text.h"

#include "core/trace/recording_writer.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

struct NotShownText
{
    Q_DECLARE_TR_FUNCTIONS(NotShownText)
};

QString handOversText(const HandOvers& handOvers)
{
    const QString hidden = formatCount(handOvers.hidden);
    if (handOvers.estimated())
        return NotShownText::tr("about %1 lock hand-over(s) are too close for arrows (%2 of %3 "
                                "events of locks were counted): zoom in",
            nullptr,
            pluralOf(handOvers.hidden))
            .arg(hidden, formatCount(handOvers.looked), formatCount(handOvers.events));
    return NotShownText::tr("%1 lock hand-over(s) are too close for arrows: zoom in",
        nullptr,
        pluralOf(handOvers.hidden))
        .arg(hidden);
}

// Of workers of which no core is known, because no task of theirs ended.
void addWithoutCore(const TimelineIndex& index, QStringList& texts, QStringList& details)
{
    std::size_t endless = 0;
    std::size_t unrecorded = 0;
    for (unsigned worker = 0; worker < index.workers(); ++worker) {
        if (index.lastCore(worker))
            continue;
        endless += index.waitWithoutEnd(worker) ? 1U : 0U;
        unrecorded += index.notRecorded(worker) ? 1U : 0U;
    }
    if (endless > 0)
        texts << NotShownText::tr("waits without an end: %1").arg(formatCount(endless));
    if (unrecorded > 0)
        texts << NotShownText::tr("workers with tasks that were not recorded: %1")
                     .arg(formatCount(unrecorded));
    if (endless + unrecorded > 0)
        details << NotShownText::tr("A row per worker shows them: of none is a core known.");
}

} // namespace

NotShown notShown(const TimelineIndex& index, const HandOvers& handOvers, RowKind rows)
{
    if (index.eventsIndexed() < index.eventsLogged())
        return {NotShownText::tr("read so far: %1")
                    .arg(formatPercent(static_cast<double>(index.eventsIndexed())
                        / static_cast<double>(index.eventsLogged()))),
            {}};
    QStringList texts;
    QStringList details;
    if (rows == RowKind::Cores)
        addWithoutCore(index, texts, details);
    if (handOvers.hidden > 0)
        texts << handOversText(handOvers);
    if (handOvers.within > 0) {
        texts << NotShownText::tr("lock hand-overs without an arrow: %1")
                     .arg(formatCount(handOvers.within));
        details << NotShownText::tr(
            "From a core to itself, or from a task whose core is not known.");
    }
    if (const std::uint64_t waits = index.waitsNotLogged(); waits > 0) {
        texts << NotShownText::tr(
            "%1 wait(s) beyond the log's limit are not drawn", nullptr, pluralOf(waits))
                     .arg(formatCount(waits));
        details << NotShownText::tr(
            "The first %1 wait(s) and stays inside of each worker are drawn in their places. Of "
            "later ones the time is known: it counts in the tasks that waited.",
            nullptr,
            pluralOf(kMaxLockEvents))
                       .arg(formatCount(kMaxLockEvents));
    }
    if (index.leftOut() > 0) {
        texts << NotShownText::tr("%1 event(s) left out", nullptr, pluralOf(index.leftOut()))
                     .arg(formatCount(index.leftOut()));
        details << NotShownText::tr(
            "The recording is damaged: it has more events of locks and deaths than fit.");
    }
    return {texts.join(NotShownText::tr(" · ")), details.join(QLatin1Char('\n'))};
}

QString notRecordedText(std::uint64_t dropped)
{
    if (dropped == 0)
        return {};
    return NotShownText::tr("%1 event(s) did not fit the recording; totals are exact, the timeline "
                            "has gaps: fine upright lines.",
        nullptr,
        pluralOf(dropped))
        .arg(formatCount(dropped));
}

} // namespace interleave::ui
