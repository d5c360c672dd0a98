#include "ui/images/picture_states.h"

#include "core/timeline/log_snapshot.h"
#include "core/timeline/task_parts.h"
#include "core/workload/image/picture_notes.h"
#include "ui/models/core_sentence.h"
#include "ui/models/problem_sentence.h"

#include <algorithm>
#include <utility>

namespace interleave::ui {

namespace {

constexpr std::uint64_t kEventsAtOnce = 200'000; // some milliseconds

bool hasEnded(PictureState state)
{
    return state == PictureState::Done || state == PictureState::Failed;
}

} // namespace

void PictureStates::start(std::size_t pictures, std::uint64_t each)
{
    m_recording.reset();
    m_each = each;
    m_all = pictures;
    const std::size_t listed
        = std::min({pictures, kMostListed, std::max<std::size_t>(kMostTasks / each, 1)});
    m_pictures.assign(listed, {});
    m_ended.assign(listed * each, {});
    m_ending.reset();
    m_finished = false;
    m_complete = false;
    m_failuresKnown = false;
    m_taken.clear();
    m_inWork.clear();
    m_changed.clear();
    m_counts = {};
}

void PictureStates::begin(std::shared_ptr<const Recording> recording, std::uint64_t each)
{
    start(recording->tasks() / each, each);
    m_recording = std::move(recording);
    m_taken.assign(m_recording->workers(), 0);
}

std::optional<std::size_t> PictureStates::pictureOf(std::uint64_t task) const
{
    const std::uint64_t picture = task / m_each;
    return picture < m_pictures.size() ? std::optional(static_cast<std::size_t>(picture))
                                       : std::nullopt;
}

bool PictureStates::look()
{
    const bool all = takeIn();
    if (all && m_ending)
        conclude(*std::exchange(m_ending, std::nullopt));
    return all;
}

bool PictureStates::takeIn()
{
    if (!m_recording)
        return true;
    std::uint64_t budget = kEventsAtOnce;
    for (std::uint32_t worker = 0; worker < m_taken.size() && budget > 0; ++worker) {
        const LogSnapshot log(*m_recording, worker);
        const std::uint64_t last = std::min(log.size(), m_taken[worker] + budget);
        log.forEach(m_taken[worker], last, [&](const TraceEvent& event, std::uint64_t position) {
            if (event.kind == EventKind::Task)
                take({worker, position, event});
            return true;
        });
        budget -= last - m_taken[worker];
        m_taken[worker] = last;
    }
    markInWork();
    return budget > 0;
}

// A picture of many tasks is done with all of them, and failed with any.
void PictureStates::take(const RecordedTask& task)
{
    const TraceEvent& event = task.event;
    const auto number = pictureOf(event.task);
    if (!number)
        return;
    PictureTask& picture = m_pictures[*number];
    picture.since = picture.since == 0 ? event.begin : std::min(picture.since, event.begin);
    // A task that ran again stands there twice, maybe in a log that is read earlier: the last time
    // counts.
    if (event.end < m_ended[event.task].end)
        return;
    count(picture, event);
    if (picture.failed > 0)
        change(*number, PictureState::Failed);
    else if (picture.succeeded == m_each)
        change(*number, PictureState::Done);
    else if (hasEnded(picture.state))
        change(*number, PictureState::Waiting);
    picture.until = std::max(picture.until, event.end);
    const bool tellsMost
        = picture.failed > 0 ? event.outcome != TaskOutcome::Succeeded : event.task >= picture.task;
    if (!tellsMost)
        return;
    picture.worker = task.worker;
    picture.position = task.position;
    picture.task = event.task;
    picture.begin = event.begin;
    picture.end = event.end;
}

void PictureStates::count(PictureTask& picture, const TraceEvent& event)
{
    EndedTask& task = m_ended[event.task];
    if (task.end != 0)
        --(task.failed ? picture.failed : picture.succeeded);
    task = {event.begin, event.end, event.outcome != TaskOutcome::Succeeded};
    ++(task.failed ? picture.failed : picture.succeeded);
}

void PictureStates::markInWork()
{
    std::vector<std::size_t> now;
    const bool runs = !m_finished && m_recording->state() == TrialState::Running;
    for (std::uint32_t worker = 0; runs && worker < m_taken.size(); ++worker) {
        const auto task = m_recording->worker(worker).task;
        const auto picture = task ? pictureOf(*task) : std::nullopt;
        if (!picture || hasEnded(m_pictures[*picture].state))
            continue;
        m_pictures[*picture].worker = worker;
        change(*picture, PictureState::InWork);
        now.push_back(*picture);
    }
    for (const std::size_t picture : std::exchange(m_inWork, now)) {
        const bool stillInWork = std::ranges::find(now, picture) != now.end();
        if (!stillInWork && m_pictures[picture].state == PictureState::InWork)
            change(picture, PictureState::Waiting);
    }
}

void PictureStates::finish(const TrialResult& trial)
{
    finish(Ending{trial.end, trial.errorsOmitted, trial.errors, trial.outcome.remark});
}

void PictureStates::finish()
{
    finish(Ending{});
}

void PictureStates::finish(Ending ending)
{
    m_ending = std::move(ending);
    m_finished = false;
    (void)look();
}

void PictureStates::conclude(const Ending& ending)
{
    m_finished = true;
    for (std::size_t picture = 0; picture < m_pictures.size(); ++picture) {
        const PictureState state = m_pictures[picture].state;
        if (state == PictureState::Waiting || state == PictureState::InWork)
            change(picture, PictureState::NotKnown);
    }
    m_complete = ending.end == TrialEnd::Finished;
    m_failuresKnown = m_complete && ending.errorsOmitted == 0;
    for (PictureTask& picture : m_pictures)
        picture.reason.clear(); // what was known of it may be of a later task
    takeReasons(ending.errors);
    for (const TaskError& error : ending.errors) {
        if (const auto picture = error.task ? pictureOf(*error.task) : std::nullopt)
            change(*picture, PictureState::Failed);
    }
    if (ending.remark)
        markSalvaged(*ending.remark);
}

// Of its first task that is told: the others failed for that.
void PictureStates::takeReasons(const std::vector<TaskError>& errors)
{
    for (const TaskError& error : errors) {
        const auto picture = error.task ? pictureOf(*error.task) : std::nullopt;
        if (!picture || !m_pictures[*picture].reason.isEmpty())
            continue;
        m_pictures[*picture].reason = inFormsWords(coreSentence(error.message));
        m_changed.push_back(*picture);
    }
}

void PictureStates::markSalvaged(const OutcomeRemark& remark)
{
    for (const TaskNote& note : remark.tasks) {
        if (const auto picture = pictureOf(note.task))
            m_pictures[*picture].salvaged = tellsOfSalvage(note.text);
    }
}

void PictureStates::change(std::size_t picture, PictureState state)
{
    PictureTask& changed = m_pictures[picture];
    if (changed.state == state)
        return;
    if (std::size_t* before = countOf(changed.state))
        --*before;
    if (std::size_t* now = countOf(state))
        ++*now;
    changed.state = state;
    m_changed.push_back(picture);
}

std::size_t* PictureStates::countOf(PictureState state)
{
    switch (state) {
    case PictureState::InWork:
        return &m_counts.inWork;
    case PictureState::Done:
        return &m_counts.done;
    case PictureState::Failed:
        return &m_counts.failed;
    case PictureState::Waiting:
    case PictureState::NotKnown:
        break;
    }
    return nullptr;
}

std::optional<PictureTimes> PictureStates::timesOf(std::size_t picture, const StripPlan& plan) const
{
    if (m_pictures[picture].succeeded != m_each || plan.tasksPerPicture() != m_each)
        return std::nullopt;
    PictureTimes times;
    std::size_t group = 0;
    std::uint64_t before = 0; // when all tasks of the groups before had ended
    std::uint64_t last = 0; // ... and those of this one until now
    const TaskRange tasks = plan.tasksOf(picture);
    for (std::uint64_t task = tasks.begin; task < tasks.end; ++task) {
        const StripPlace place = plan.placeOf(task);
        if (std::exchange(group, place.group) != place.group)
            before = last;
        const EndedTask& ended = m_ended[task];
        last = std::max(last, ended.end);
        const std::uint64_t ticks = ended.end - std::min(ended.end, std::max(ended.begin, before));
        std::uint64_t& part = plan.decodes(place) ? times.decodeNs
            : plan.encodes(place)                 ? times.encodeNs
                                                  : times.filterNs;
        part += m_recording->clock().toNs(ticks);
    }
    return times;
}

std::optional<PictureTimes> PictureStates::timesOf(std::size_t picture) const
{
    const PictureTask& done = m_pictures[picture];
    if (inStrips() || done.state != PictureState::Done || !m_recording)
        return std::nullopt;
    const LogSnapshot log(*m_recording, done.worker);
    if (done.position >= log.size()) // a writer that lies may take back what it wrote
        return std::nullopt;
    const auto parts = partsBefore({done.worker, done.position, log[done.position]},
        [&](std::uint64_t position) { return log[position]; });
    PictureTimes times;
    for (const TraceEvent& part : parts) {
        if (std::uint64_t* time = times.of(static_cast<PicturePart>(part.core)))
            *time += m_recording->clock().toNs(durationOf(part));
    }
    return parts.empty() ? std::nullopt : std::optional(times);
}

bool PictureStates::mayHaveResult(std::size_t picture) const
{
    const PictureState state = m_pictures[picture].state;
    return state == PictureState::Done || (state == PictureState::NotKnown && m_complete);
}

} // namespace interleave::ui
