#include "core/workload/image/batch_run.h"

#include "core/base/grouped_digits.h"
#include "core/base/printable.h"
#include "core/base/system_error.h"
#include "core/workload/image/journal_line.h"
#include "core/workload/image/picture_outcome.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>
#include <numeric>
#include <sys/stat.h>
#include <system_error>

namespace interleave {

namespace {

std::vector<std::string> namesOf(
    const std::vector<BatchPicture>& pictures, const std::vector<std::size_t>& which)
{
    std::vector<std::string> names;
    for (const std::size_t i : which)
        names.push_back(pictures[i].outputName);
    return names;
}

std::vector<std::size_t> allOf(const std::vector<BatchPicture>& pictures)
{
    std::vector<std::size_t> all(pictures.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
}

// Also of runs whose results were called otherwise: nobody else may be writing.
std::vector<std::string> allNamesIn(
    const JournalEntries& entries, const std::vector<BatchPicture>& pictures)
{
    std::vector<std::string> names = namesOf(pictures, allOf(pictures));
    for (const auto& [name, run] : entries.claimed)
        names.push_back(name);
    return names;
}

Result<BatchState, PictureFolderError> stateOfBatch(const std::vector<BatchPicture>& pictures,
    const ResultPlace& place,
    const BatchSettings& settings,
    const JournalEntries& journal,
    const MachineBoot& boot)
{
    if (place.resume)
        return whatIsLeft(pictures, place, settings, journal, boot);
    BatchState all{.left = allOf(pictures), .pictures = pictures.size()};
    return checkNothingThere(place, namesOf(pictures, all.left)).map([&] { return all; });
}

} // namespace

Result<BatchRun, PictureFolderError> BatchRun::begin(const std::vector<BatchPicture>& pictures,
    const ResultPlace& place,
    const BatchSettings& settings,
    const MachineBoot& boot)
{
    BatchRun run;
    auto journal = BatchJournal::hold(place.folder);
    if (!journal)
        return tl::unexpected(std::move(journal.error()));
    run.m_journal = *std::move(journal);
    run.m_place = place;
    std::error_code gone; // then there is nothing to write into
    if (const auto real = std::filesystem::canonical(place.folder, gone); !gone)
        run.m_place.folder = real;
    auto state = stateOfBatch(pictures, place, settings, run.m_journal->entries(), boot);
    if (!state)
        return tl::unexpected(std::move(state.error()));
    run.m_state = *std::move(state);
    run.m_names = namesOf(pictures, run.m_state.left);
    removeUnfinished(place.folder, allNamesIn(run.m_journal->entries(), pictures));
    if (run.m_names.empty())
        return run;
    auto begun = run.m_journal->begin(boot.id, settings, run.m_names);
    if (!begun)
        return failField("output",
            PictureFolderError::Denied,
            place.folder.string(),
            "can have no journal: " + begun.error().message);
    run.m_id = *std::move(begun);
    run.noteRemains(pictures);
    return run;
}

// They would be taken for somebody's own when their pictures are done again, by workers that may
// read no result. Of no picture that there is, so that they are made again also when this run does
// not come to them. As they were judged, whatever lies under their names by now.
void BatchRun::noteRemains(const std::vector<BatchPicture>& pictures) const
{
    constexpr FileFacts kNoPicture{.bytes = UINT64_MAX};
    for (const ResultRemains& remains : m_state.remains) {
        const auto ignored = note(pictures[remains.picture],
            kNoPicture,
            remains.file,
            remains.sum); // its task would fail
    }
}

BatchRun BatchRun::attach(UniqueFd journal, std::string id)
{
    BatchRun run;
    run.m_journal = BatchJournal::attach(std::move(journal));
    run.m_id = std::move(id);
    return run;
}

std::string BatchRun::remark() const
{
    std::string text = describe(m_state);
    if (!m_journal->isLocked())
        text += fmt::format("{}the file system of the output folder has no locks: two runs into it "
                            "at once are not noticed",
            text.empty() ? "" : "; ");
    return text;
}

Result<void, SystemError> BatchRun::note(const BatchPicture& picture,
    const FileFacts& input,
    const FileFacts& file,
    std::uint64_t sum) const
{
    return m_journal->write(lineOf(JournalResult{.run = m_id,
        .picture = picture.name,
        .input = input,
        .name = picture.outputName,
        .file = file,
        .sum = sum}));
}

Result<void, ImageError> BatchRun::seal(
    const BatchPicture& picture, const FileFacts& input, int file, std::string_view bytes) const
{
    struct stat status
    {
    };
    const auto noted = ::fstat(file, &status) != 0
        ? failErrno("look at the result")
        : note(picture, input, factsOf(status), contentSum(bytes));
    if (!noted)
        return fail(ImageError::Unwritable, noted.error().message);
    return {};
}

bool BatchRun::hasMade(const BatchPicture& picture, const std::filesystem::path& file) const
{
    return m_made->has(m_journal->descriptor(), picture.outputName, file);
}

std::function<Result<void, ImageError>(int, std::string_view)> BatchRun::sealingOf(
    BatchPicture picture, const FileFacts& input) const
{
    return [this, picture = std::move(picture), input](
               int file, std::string_view bytes) { return seal(picture, input, file, bytes); };
}

void BatchRun::noteCrash(const BatchPicture& picture) const
{
    const JournalCrash crash{.picture = picture.name, .input = factsOfPicture(picture.file)};
    const auto ignored = m_journal->write(lineOf(crash)); // then it is offered once more
}

void BatchRun::trialEnded(TrialEnd end, const TaskLedger& ledger) const
{
    const bool complete = end == TrialEnd::Finished && allSucceeded({0, ledger.tasks()}, ledger)
        && m_state.crashed.empty();
    m_journal->runEnded(complete && !m_place.resume);
    if (!complete)
        removeUnfinished(m_place.folder, m_names);
}

std::string describe(const BatchState& state)
{
    std::string text;
    if (state.done > 0)
        text = state.done == state.pictures && state.pictures > 1
            ? fmt::format("all {} pictures were done before", groupedDigits(state.pictures))
            : fmt::format("{} of {} {} done before",
                groupedDigits(state.done),
                groupedDigits(state.pictures),
                state.pictures == 1 ? "picture was" : "pictures were");
    if (!state.crashed.empty())
        text += fmt::format("{}{} {} left out, because workers crashed {} times at {} ({}{})",
            text.empty() ? "" : "; ",
            groupedDigits(state.crashed.size()),
            state.crashed.size() == 1 ? "picture is" : "pictures are",
            kCrashesAtMost,
            state.crashed.size() == 1 ? "it" : "each",
            printable(state.crashed.front()),
            state.crashed.size() == 1 ? "" : " and others");
    return text;
}

void tellWhatWasBefore(const BatchState& state, WorkloadOutcome& outcome)
{
    const std::string text = describe(state);
    if (text.empty())
        return;
    if (!outcome.remark)
        outcome.remark.emplace();
    std::string& sentence = outcome.remark->sentence;
    sentence += sentence.empty() ? "" : "; ";
    sentence += text;
    sentence.front()
        = static_cast<char>(std::toupper(static_cast<unsigned char>(sentence.front())));
    outcome.figures.push_back(
        {"done_before", "pictures that were done before", {}, static_cast<double>(state.done), {}});
    if (!state.crashed.empty())
        outcome.figures.push_back({"left_out_for_crashes",
            "pictures left out, because workers crashed at them",
            {},
            static_cast<double>(state.crashed.size()),
            {}});
}

} // namespace interleave
