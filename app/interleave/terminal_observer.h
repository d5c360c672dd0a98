// Progress of a run on a terminal: one line on stderr that is rewritten, with the time to go.
#pragma once

#include "core/base/messages.h"
#include "core/engine/plan/run_observer.h"
#include "core/model/picture_account.h"
#include "core/model/run_result.h"
#include "core/process/event_loop.h"
#include "core/trace/recording.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace interleave {

class Run;

class TerminalObserver final : public RunObserver
{
public:
    /// Shows progress only where stderr is a terminal; warnings always, unless quiet.
    TerminalObserver(EventLoop& loop, Messages& messages, const Run& run, bool quiet);
    TerminalObserver(const TerminalObserver&) = delete;
    TerminalObserver& operator=(const TerminalObserver&) = delete;
    TerminalObserver(TerminalObserver&&) = delete;
    TerminalObserver& operator=(TerminalObserver&&) = delete;
    ~TerminalObserver() override;

    void trialStarted(std::int64_t trial, const RecordingWriter& recording) override;
    /// To be called with the evidence of each trial that has some.
    void onEvidence(std::function<void(std::int64_t, const HistoryMemory&)> take)
    {
        m_takeEvidence = std::move(take);
    }
    void evidenceFound(
        std::int64_t trial, const HistoryMemory& history, const UpdateLog& log) override;
    /// Which pictures the tasks are about, of a run of pictures; for its result.
    [[nodiscard]] const std::vector<PictureNames>& pictures() const { return m_pictures; }
    void tasksNamed(const std::vector<std::uint32_t>& arms, int taskFiles) override;
    void trialFinished(std::int64_t trial, const TrialResult& result) override;
    void log(LogLevel level, const std::string& text) override;
    void clearProgress();

private:
    void showProgress();

    EventLoop& m_loop;
    Messages& m_messages;
    std::int64_t m_trials;
    Counted m_counted;
    bool m_quiet;
    std::function<void(std::int64_t, const HistoryMemory&)> m_takeEvidence;
    std::vector<PictureNames> m_pictures;
    std::optional<Timer> m_timer; // nothing when no progress is shown
    std::int64_t m_trial = 0;
    std::optional<Recording> m_recording;
    std::size_t m_shown = 0; // characters of progress that stand in the line
};

} // namespace interleave
