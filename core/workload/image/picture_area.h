// What the tasks of an image run leave for its result, in the trial's area: for each picture notes
// and times, for each worker the brightness of its pictures.
#pragma once

#include "core/trace/recorder.h"
#include "core/workload/area.h"
#include "core/workload/image/brightness.h"
#include "core/workload/image/image_module.h"

namespace interleave {

[[nodiscard]] std::size_t pictureAreaBytes(std::uint64_t tasks, std::uint32_t workers);

template <class Area>
[[nodiscard]] auto notesIn(Area area, std::uint64_t tasks)
{
    return objectsIn<PictureNotes>(area, 0, tasks);
}

template <class Area>
[[nodiscard]] auto timesIn(Area area, std::uint64_t tasks)
{
    return objectsIn<PictureTimes>(area, lineBytes<PictureNotes>(tasks), tasks);
}

template <class Area>
[[nodiscard]] auto brightnessIn(Area area, std::uint64_t tasks, std::uint32_t workers)
{
    return objectsIn<OwnBrightness>(
        area, lineBytes<PictureNotes>(tasks) + lineBytes<PictureTimes>(tasks), workers);
}

/// A picture whose task is about to end.
struct EndingPicture
{
    const FilteredPicture& picture;
    std::uint64_t task;
    WorkerIndex worker;
};

void keepPicture(std::span<std::byte> area,
    std::uint32_t workers,
    const EndingPicture& ending,
    const TaskLedger& ledger);

/// Its parts (PicturePart), up to `now` at most. Last of all, so that they stand right before the
/// end of the task: who dies before has noted none of a task that succeeds. Parts of several pages
/// take turns; here each is in one piece.
void noteParts(
    Recorder& recorder, const Clock& clock, std::uint64_t now, const EndingPicture& ending);

} // namespace interleave
