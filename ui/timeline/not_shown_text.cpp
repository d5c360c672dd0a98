#include "ui/timeline/not_shown_text.h"

#include "core/trace/recording_writer.h"
#include "ui/widgets/format.h"

#include <QCoreApplication>
#include <QStringList>

namespace interleave::ui {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("NotShown", text);
}

// Whether a worker waited and held more often than its log has room for.
bool anyLogOfLocksFull(const TimelineIndex& index)
{
    for (unsigned worker = 0; worker < index.workers(); ++worker) {
        if (index.locksIn(worker, {0, UINT64_MAX}).size() >= kMaxLockEvents)
            return true;
    }
    return false;
}

std::uint64_t waitsOf(const Recording& recording)
{
    std::uint64_t waits = 0;
    for (unsigned worker = 0; worker < recording.workers(); ++worker)
        waits += recording.worker(worker).sync.contended;
    return waits;
}

} // namespace

NotShown notShown(const TimelineIndex& index, const HandOvers& handOvers)
{
    if (index.eventsIndexed() < index.eventsLogged())
        return {tr("read so far: %1")
                    .arg(formatPercent(static_cast<double>(index.eventsIndexed())
                        / static_cast<double>(index.eventsLogged()))),
            {}};
    QStringList texts;
    QStringList details;
    if (handOvers.hidden > 0)
        texts << (handOvers.estimated
                ? tr("about %1 lock hand-overs are too close for arrows: zoom in")
                : tr("%1 lock hand-overs are too close for arrows: zoom in"))
                     .arg(formatCount(handOvers.hidden));
    if (anyLogOfLocksFull(index)) {
        texts << tr("%1 waits, late ones not drawn").arg(formatCount(waitsOf(index.recording())));
        details << tr(
            "The first %1 waits and stays inside of each worker are drawn in their "
            "places. Of later ones the time is known: it counts in the tasks that waited.")
                       .arg(formatCount(kMaxLockEvents));
    }
    if (index.leftOut() > 0) {
        texts << tr("%1 events left out").arg(formatCount(index.leftOut()));
        details << tr("The recording is damaged: it has more events of locks and deaths than fit.");
    }
    return {texts.join(tr(" · ")), details.join(QLatin1Char('\n'))};
}

} // namespace interleave::ui
