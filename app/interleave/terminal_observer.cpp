#include "app/interleave/terminal_observer.h"

#include "app/interleave/number_text.h"
#include "core/trace/recording_writer.h"

#include <fmt/format.h>

#include <cstdio>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::uint64_t kRefreshNs = 100'000'000;

} // namespace

TerminalObserver::TerminalObserver(EventLoop& loop, std::int64_t trials, bool quiet)
    : m_loop(loop)
    , m_trials(trials)
    , m_quiet(quiet)
{
    if (quiet || ::isatty(STDERR_FILENO) == 0)
        return;
    auto timer = Timer::create();
    if (!timer)
        return;
    m_timer.emplace(*std::move(timer));
    m_timer->startEvery(kRefreshNs);
    [[maybe_unused]] const auto watched
        = m_loop.watch(m_timer->descriptor(), [this] { showProgress(); });
}

TerminalObserver::~TerminalObserver()
{
    if (m_timer)
        m_loop.unwatch(m_timer->descriptor());
}

void TerminalObserver::trialStarted(std::int64_t trial, const RecordingWriter& recording)
{
    m_trial = trial;
    m_recording.reset();
    if (!m_timer)
        return;
    if (auto opened = Recording::open(recording.descriptor()))
        m_recording.emplace(*std::move(opened));
}

void TerminalObserver::evidenceFound(
    std::int64_t trial, const HistoryMemory& history, const UpdateLog& /*log*/)
{
    if (m_takeEvidence)
        m_takeEvidence(trial, history);
}

void TerminalObserver::trialFinished(std::int64_t, const TrialResult&)
{
    m_recording.reset();
}

void TerminalObserver::log(LogLevel level, const std::string& text)
{
    if (level == LogLevel::Info || m_quiet)
        return;
    clearProgress();
    fmt::print(stderr, "interleave: {}\n", text);
}

void TerminalObserver::clearProgress()
{
    if (m_shown)
        fmt::print(stderr, "\r\x1b[K");
    m_shown = false;
}

void TerminalObserver::showProgress()
{
    m_timer->acknowledge();
    if (!m_recording)
        return;
    const std::uint64_t total = m_recording->tasks();
    const std::uint64_t ended = m_recording->tasksEnded();
    const double share = static_cast<double>(ended) / static_cast<double>(total);
    const auto elapsed = static_cast<double>(m_recording->elapsedNs());
    const std::string toGo = ended == 0 ? "?" : durationText(elapsed * (1 - share) / share);
    const std::string trial
        = m_trials > 1 ? fmt::format("trial {} of {}, ", m_trial + 1, m_trials) : "";
    fmt::print(stderr,
        "\r\x1b[K{}{:5.1f} %  {} of {} tasks, {} so far, {} to go",
        trial,
        100 * share,
        countText(ended),
        countText(total),
        durationText(elapsed),
        toGo);
    std::fflush(stderr);
    m_shown = true;
}

} // namespace interleave
