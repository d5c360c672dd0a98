// What has become of each picture of a trial so far: read from its recording, a few milliseconds at
// a time, and from its result.
//
// One thread: the window's.
#pragma once

#include "core/model/run_result.h"
#include "core/trace/recording.h"

#include <QString>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace interleave::ui {

enum class PictureState : std::uint8_t { Waiting, InWork, Done, Failed, NotKnown };

struct PictureTask
{
    PictureState state = PictureState::Waiting;
    std::uint32_t worker = 0; // from 0, of one that is begun
    std::uint64_t begin = 0; // ticks, of one that has ended
    std::uint64_t end = 0;
    QString reason{}; // of one that failed, where it is known
};

struct PictureCounts
{
    std::size_t inWork = 0;
    std::size_t done = 0;
    std::size_t failed = 0;
};

class PictureStates
{
public:
    /// So many, of which nothing is known yet.
    void start(std::size_t tasks);
    /// The trial that is looked at from now on.
    void begin(std::shared_ptr<const Recording> recording);
    /// Takes in what was logged since; false where more is left than one look takes.
    bool look();
    /// Those that have changed since this was asked, each once or more often.
    [[nodiscard]] std::vector<std::uint64_t> takeChanged() { return std::exchange(m_changed, {}); }
    /// The trial is over: why tasks failed, and which nothing is known of.
    void finish(const TrialResult& trial);

    [[nodiscard]] std::size_t size() const { return m_tasks.size(); }
    [[nodiscard]] const PictureTask& operator[](std::size_t task) const { return m_tasks[task]; }
    [[nodiscard]] const PictureCounts& counts() const { return m_counts; }
    [[nodiscard]] const std::shared_ptr<const Recording>& recording() const { return m_recording; }

private:
    void take(const TraceEvent& event, std::uint32_t worker);
    void markInWork();
    void change(std::uint64_t task, PictureState state);
    [[nodiscard]] std::size_t& countOf(PictureState state);

    std::shared_ptr<const Recording> m_recording;
    std::vector<PictureTask> m_tasks;
    std::vector<std::uint64_t> m_taken; // events of each worker
    std::vector<std::uint64_t> m_inWork;
    std::vector<std::uint64_t> m_changed;
    PictureCounts m_counts;
    std::size_t m_others = 0; // neither of these
};

} // namespace interleave::ui
