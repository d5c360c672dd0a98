#include "ui/run/run_list.h"

#include "ui/widgets/format.h"

#include <algorithm>
#include <set>

namespace interleave::ui {

namespace {

bool hasEvents(const Run& run)
{
    return std::ranges::any_of(
        run.arms(), [](const RunArm& arm) { return arm.recording || arm.history; });
}

std::uint64_t bytesOf(const UpdateHistory& history)
{
    return history.lost().size() * sizeof(LostUpdate)
        + (history.lost().size() + history.survivors()) * sizeof(OperationName);
}

} // namespace

void RunList::add(std::shared_ptr<Run> run)
{
    m_runs.push_back(run);
    connect(run.get(), &Run::ended, this, &RunList::bound);
    connect(run.get(), &Run::failed, this, &RunList::bound);
    Q_EMIT added(run);
    show(run);
    bound();
}

void RunList::show(const std::shared_ptr<Run>& run)
{
    if (run == m_shown)
        return;
    m_shown = run;
    Q_EMIT shownChanged();
}

void RunList::remove(const std::shared_ptr<Run>& run)
{
    const auto found = std::ranges::find(m_runs, run);
    if (found == m_runs.end())
        return;
    const std::shared_ptr<Run> kept = run; // the caller's may be one of ours
    const auto place = static_cast<std::size_t>(found - m_runs.begin());
    Q_EMIT aboutToRemove(place);
    kept->disconnect(this);
    m_runs.erase(found);
    Q_EMIT removed();
    if (kept == m_shown)
        show(m_runs.empty() ? nullptr : m_runs[std::min(place, m_runs.size() - 1)]);
}

void RunList::setMostBytes(std::uint64_t bytes)
{
    m_mostBytes = bytes;
    bound();
}

// What several runs share counts once.
std::uint64_t RunList::bytes() const
{
    std::set<const void*> seen;
    std::uint64_t bytes = 0;
    for (const auto& run : m_runs) {
        for (const RunArm& arm : run->arms()) {
            if (arm.recording && seen.insert(arm.recording.get()).second)
                bytes += arm.recording->usedBytes();
            if (arm.history && seen.insert(arm.history.get()).second)
                bytes += bytesOf(*arm.history);
        }
    }
    return bytes;
}

void RunList::bound()
{
    while (bytes() > m_mostBytes) {
        std::shared_ptr<Run> oldest;
        for (const auto& run : m_runs) {
            if (run == m_shown || run->goesOn() || !hasEvents(*run))
                continue;
            if (!oldest || (oldest->unsaved() && !run->unsaved()))
                oldest = run;
        }
        if (!oldest)
            return;
        const QString why
            = tr("The events of '%1' were dropped: those of all runs would take more than %2. Its "
                 "results stay; Run, Memory for events, sets the limit.")
                  .arg(oldest->name(), formatBytes(static_cast<double>(m_mostBytes)));
        oldest->dropRecordings(why);
        Q_EMIT dropped(why);
    }
}

} // namespace interleave::ui
