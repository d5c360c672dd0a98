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
#include <optional>
#include <utility>
#include <vector>

namespace interleave::ui {

enum class PictureState : std::uint8_t { Waiting, InWork, Done, Failed, NotKnown };

struct PictureTask
{
    PictureState state = PictureState::Waiting;
    std::uint32_t worker = 0; // from 0, of one that is begun
    std::uint64_t task = 0; // the last one of those that it is, and when that was, in ticks
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t since = 0; // when the first one of them began; 0: none has ended
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
    void start(std::size_t pictures);
    /// The trial that is looked at from now on: `each` is of how many tasks a picture is.
    void begin(std::shared_ptr<const Recording> recording, std::uint64_t each);
    /// Takes in what was logged since; false where more is left than one look takes.
    bool look();
    /// Those that have changed since this was asked, each once or more often.
    [[nodiscard]] std::vector<std::size_t> takeChanged() { return std::exchange(m_changed, {}); }
    /// The trial is over: why tasks failed, and which nothing is known of.
    void finish(const TrialResult& trial);

    [[nodiscard]] std::size_t size() const { return m_pictures.size(); }
    [[nodiscard]] const PictureTask& operator[](std::size_t picture) const
    {
        return m_pictures[picture];
    }
    /// The picture that a task is of; none where there is no such task.
    [[nodiscard]] std::optional<std::size_t> pictureOf(std::uint64_t task) const;
    [[nodiscard]] bool inStrips() const { return m_each > 1; }
    [[nodiscard]] const PictureCounts& counts() const { return m_counts; }
    [[nodiscard]] const std::shared_ptr<const Recording>& recording() const { return m_recording; }

private:
    void take(const TraceEvent& event, std::uint32_t worker);
    void markInWork();
    void change(std::size_t picture, PictureState state);
    [[nodiscard]] std::size_t& countOf(PictureState state);

    std::shared_ptr<const Recording> m_recording;
    std::vector<PictureTask> m_pictures;
    std::uint64_t m_each = 1; // tasks
    std::vector<std::uint64_t> m_taken; // events of each worker
    std::vector<std::size_t> m_inWork;
    std::vector<std::size_t> m_changed;
    PictureCounts m_counts;
    std::size_t m_others = 0; // neither of these
};

} // namespace interleave::ui
