#include "app/interleave/terminal_observer.h"

#include "app/interleave/progress_text.h"
#include "core/engine/run/run.h"
#include "core/trace/recording_writer.h"
#include "core/workload/image/kept_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <sys/ioctl.h>
#include <unistd.h>

namespace interleave {

namespace {

constexpr std::uint64_t kRefreshNs = 100'000'000;

std::size_t terminalWidth()
{
    constexpr std::size_t kUnknown = 80;
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col
                                                                             : kUnknown;
}

} // namespace

TerminalObserver::TerminalObserver(EventLoop& loop, Messages& messages, const Run& run, bool quiet)
    : m_loop(loop)
    , m_messages(messages)
    , m_trials(run.trials())
    , m_counted(countedIn(run.experiment()))
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

void TerminalObserver::tasksNamed(const std::vector<std::uint32_t>& arms, int taskFiles)
{
    if (auto names = keptNames(taskFiles, arms))
        addNames(m_pictures, *std::move(names));
    else
        log(LogLevel::Warning,
            "the result will lack the names of its pictures: they cannot be read");
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
    m_messages.say(text);
}

// By spaces and carriage returns alone, which every terminal knows.
void TerminalObserver::clearProgress()
{
    if (m_shown > 0)
        m_messages.writeIfReady(fmt::format("\r{:{}}\r", "", m_shown));
    m_shown = 0;
}

void TerminalObserver::showProgress()
{
    m_timer->acknowledge();
    if (!m_recording)
        return;
    // In the last column a cursor may be on the next line already.
    const std::size_t width = terminalWidth() - 1;
    const std::string text
        = progressText({.trial = m_trial,
                           .trials = m_trials,
                           .ended = m_recording->tasksEnded(),
                           .total = m_recording->tasks(),
                           .elapsedNs = static_cast<double>(m_recording->elapsedNs()),
                           .counted = m_counted},
            width);
    m_messages.writeIfReady(fmt::format("\r{:{}}", text, std::min(m_shown, width)));
    m_shown = text.size();
}

} // namespace interleave
