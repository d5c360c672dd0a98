#include "ui/run/run_list.h"

#include "ui/widgets/format.h"

#include <algorithm>
#include <map>

namespace interleave::ui {

namespace {

std::uint64_t bytesOf(const UpdateHistory& history)
{
    return history.lost().size() * sizeof(LostUpdate)
        + (history.lost().size() + history.survivors()) * sizeof(OperationName);
}

using EventBytes = std::map<const void*, std::uint64_t>; // of each recording and history

void addEvents(EventBytes& events, const Run& run)
{
    for (const RunArm& arm : run.arms()) {
        if (arm.recording)
            events.emplace(arm.recording.get(), arm.recording->usedBytes());
        if (arm.history)
            events.emplace(arm.history.get(), bytesOf(*arm.history));
    }
}

std::uint64_t sumOf(const EventBytes& events)
{
    std::uint64_t bytes = 0;
    for (const auto& [event, own] : events)
        bytes += own;
    return bytes;
}

// What `run` has and none of the others.
template <class IsOther>
std::uint64_t bytesBeside(
    const Run& run, const std::vector<std::shared_ptr<Run>>& all, IsOther isOther)
{
    EventBytes own;
    addEvents(own, run);
    EventBytes others;
    for (const auto& each : all) {
        if (each.get() != &run && isOther(each))
            addEvents(others, *each);
    }
    std::erase_if(own, [&](const auto& event) { return others.contains(event.first); });
    return sumOf(own);
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
    EventBytes events;
    for (const auto& run : m_runs)
        addEvents(events, *run);
    return sumOf(events);
}

// The oldest that frees something, those first that are in a file. What two have frees the memory
// when both lose it: that which is made of others goes before these.
std::shared_ptr<Run> RunList::nextToDrop() const
{
    const auto stays
        = [this](const std::shared_ptr<Run>& run) { return run == m_shown || run->goesOn(); };
    std::shared_ptr<Run> oldest;
    std::shared_ptr<Run> shares;
    for (const auto& run : m_runs) {
        if (stays(run))
            continue;
        if (!shares && run->isMadeOfOthers() && bytesBeside(*run, m_runs, stays) > 0)
            shares = run;
        const bool frees = bytesBeside(*run, m_runs, [](const auto&) { return true; }) > 0;
        if (frees && (!oldest || (oldest->unsaved() && !run->unsaved())))
            oldest = run;
    }
    return oldest ? oldest : shares;
}

void RunList::bound()
{
    while (bytes() > m_mostBytes) {
        const std::shared_ptr<Run> oldest = nextToDrop();
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
