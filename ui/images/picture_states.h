// What has become of each picture of a trial so far: read from its recording, a few milliseconds at
// a time, and from its result.
//
// One thread: the window's.
#pragma once

#include "core/model/run_result.h"
#include "core/timeline/recorded_task.h"
#include "core/trace/recording.h"
#include "core/workload/image/picture_times.h"
#include "core/workload/strip_plan.h"

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
    std::uint64_t task = 0; // of those that it is the last one, or one that failed, and when that
                            // was, in ticks
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::uint64_t position = 0; // of its end, in its worker's log
    std::uint64_t since = 0; // when the first one of them began; 0: none has ended
    std::uint64_t until = 0; // when the last one ended
    std::uint64_t succeeded = 0; // of its tasks
    std::uint64_t failed = 0;
    QString reason{}; // of one that failed, where it is known
    bool salvaged = false; // damaged, and filtered as far as it could be read
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
    /// What is known of more would take the window's memory: the first ones are listed.
    static constexpr std::size_t kMostListed = 100'000;
    static constexpr std::size_t kMostTasks = 2'000'000;

    /// So many, of which nothing is known yet: `each` is of how many tasks a picture is.
    void start(std::size_t pictures, std::uint64_t each = 1);
    /// The trial that is looked at from now on.
    void begin(std::shared_ptr<const Recording> recording, std::uint64_t each);
    /// Takes in what was logged since; false where more is left than one look takes.
    bool look();
    /// Why tasks of the trial that goes on failed.
    void takeReasons(const std::vector<TaskError>& errors);
    /// Those that have changed since this was asked, each once or more often.
    [[nodiscard]] std::vector<std::size_t> takeChanged() { return std::exchange(m_changed, {}); }
    /// The trial is over: why tasks failed, which were salvaged, and which nothing is known of.
    /// Where more was logged than one look takes, the looks after this end with that.
    void finish(const TrialResult& trial);
    /// It will never be known more, and there is no result.
    void finish();
    /// Whether all is taken in.
    [[nodiscard]] bool finished() const { return m_finished; }
    /// Whether its result may be in a file: it is done, or the trial is complete and was not
    /// recorded.
    [[nodiscard]] bool mayHaveResult(std::size_t picture) const;
    /// Whether each that failed is known: all others are done.
    [[nodiscard]] bool failuresKnown() const { return m_failuresKnown; }

    /// Those that are listed.
    [[nodiscard]] std::size_t size() const { return m_pictures.size(); }
    /// With those that are not.
    [[nodiscard]] std::size_t all() const { return m_all; }
    [[nodiscard]] const PictureTask& operator[](std::size_t picture) const
    {
        return m_pictures[picture];
    }
    /// The picture that a task is of; none where there is no such task.
    [[nodiscard]] std::optional<std::size_t> pictureOf(std::uint64_t task) const;
    /// Where its time went, of one that is done by tasks that are `plan`: each of these waits for
    /// those before it, and what it waited is not its own time. Nothing where not all are recorded.
    [[nodiscard]] std::optional<PictureTimes> timesOf(
        std::size_t picture, const StripPlan& plan) const;
    /// The same of one that is a task by itself, and is done.
    [[nodiscard]] std::optional<PictureTimes> timesOf(std::size_t picture) const;
    [[nodiscard]] bool inStrips() const { return m_each > 1; }
    [[nodiscard]] const PictureCounts& counts() const { return m_counts; }
    [[nodiscard]] const std::shared_ptr<const Recording>& recording() const { return m_recording; }

private:
    struct EndedTask
    {
        std::uint64_t begin = 0;
        std::uint64_t end = 0; // 0: none has ended
        bool failed = false;
    };

    /// What a trial that is over says.
    struct Ending
    {
        TrialEnd end = TrialEnd::Cancelled;
        std::size_t errorsOmitted = 0;
        std::vector<TaskError> errors{};
        std::optional<OutcomeRemark> remark{};
    };

    void finish(Ending ending);
    [[nodiscard]] bool takeIn();
    void conclude(const Ending& ending);
    void take(const RecordedTask& task);
    void count(PictureTask& picture, const TraceEvent& event);
    void markInWork();
    void markSalvaged(const OutcomeRemark& remark);
    void change(std::size_t picture, PictureState state);
    /// Null where they are not counted.
    [[nodiscard]] std::size_t* countOf(PictureState state);

    std::shared_ptr<const Recording> m_recording;
    std::size_t m_all = 0; // pictures
    std::vector<PictureTask> m_pictures; // the first ones
    std::uint64_t m_each = 1; // tasks
    std::vector<EndedTask> m_ended; // of each task, the last time
    std::optional<Ending> m_ending; // until all is taken in
    bool m_finished = false;
    bool m_complete = false; // the trial came to its end
    bool m_failuresKnown = false;
    std::vector<std::uint64_t> m_taken; // events of each worker
    std::vector<std::size_t> m_inWork;
    std::vector<std::size_t> m_changed;
    PictureCounts m_counts;
};

} // namespace interleave::ui
