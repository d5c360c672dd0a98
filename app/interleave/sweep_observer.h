// What a sweep's trials have to tell, each thing once.
#pragma once

#include "core/base/messages.h"
#include "core/engine/plan/run_observer.h"

#include <set>
#include <string>

namespace interleave {

class SweepObserver final : public RunObserver
{
public:
    SweepObserver(Messages& messages, bool quiet)
        : m_messages(messages)
        , m_quiet(quiet)
    {
    }

    void trialStarted(std::int64_t, const RecordingWriter&) override { }
    void trialFinished(std::int64_t, const TrialResult&) override { }
    void log(LogLevel level, const std::string& text) override
    {
        if (level != LogLevel::Info && !m_quiet && m_said.insert(text).second)
            m_messages.say(text);
    }

private:
    Messages& m_messages;
    bool m_quiet;
    std::set<std::string> m_said;
};

} // namespace interleave
