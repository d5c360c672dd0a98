// The journal's side of a run that writes pictures: what it is to do at all, what it notes of each
// picture, and what it leaves behind.
//
// Thread and process safety: seal() from any thread of a worker; the rest is the engine's.
#pragma once

#include "core/base/machine_boot.h"
#include "core/model/run_result.h"
#include "core/work/task_ledger.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/image_module.h"
#include "core/workload/image/made_results.h"
#include "core/workload/image/picture_batch.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace interleave {

class BatchRun
{
public:
    /// Takes the folder for itself, and looks what is there: with `resume` what is left to do,
    /// otherwise whether it may begin at all.
    [[nodiscard]] static Result<BatchRun, PictureFolderError> begin(
        const std::vector<BatchPicture>& pictures,
        const ResultPlace& place,
        const BatchSettings& settings,
        const MachineBoot& boot = machineBoot());
    /// In a worker that has inherited nothing.
    [[nodiscard]] static BatchRun attach(UniqueFd journal, std::string id);

    [[nodiscard]] const BatchState& state() const { return m_state; }
    /// For the results, behind all links.
    [[nodiscard]] const std::filesystem::path& folder() const { return m_place.folder; }
    /// What was before, and what to know of the folder.
    [[nodiscard]] std::string remark() const;
    [[nodiscard]] int descriptor() const { return m_journal->descriptor(); }
    [[nodiscard]] const std::string& id() const { return m_id; }

    /// Notes a result that is whole, before it gets its name. `input` is what the picture was
    /// before it was read.
    [[nodiscard]] Result<void, ImageError> seal(const BatchPicture& picture,
        const FileFacts& input,
        int file,
        std::string_view bytes) const;
    /// That, for writePicture().
    [[nodiscard]] std::function<Result<void, ImageError>(int, std::string_view)> sealingOf(
        BatchPicture picture, const FileFacts& input) const;
    /// Whether `file`, which has the picture's output name, is a result of the journal: of this
    /// run, or of one before. Others' may have come while the run goes on.
    [[nodiscard]] bool hasMade(
        const BatchPicture& picture, const std::filesystem::path& file) const;
    /// What was there before it began, for hasMade(). A part of begin().
    void noteRemains(const std::vector<BatchPicture>& pictures) const;
    void noteCrash(const BatchPicture& picture) const;
    /// All its workers have ended.
    void trialEnded(TrialEnd end, const TaskLedger& ledger) const;

private:
    [[nodiscard]] Result<void, SystemError> note(const BatchPicture& picture,
        const FileFacts& input,
        const FileFacts& file,
        std::uint64_t sum) const;

    std::shared_ptr<BatchJournal> m_journal;
    std::string m_id;
    BatchState m_state;
    ResultPlace m_place;
    std::shared_ptr<MadeResults> m_made = std::make_shared<MadeResults>();
    std::vector<std::string> m_names; // of the results that it is to write
};

/// "1,204 of 3,000 pictures were done before"; empty where nothing was.
[[nodiscard]] std::string describe(const BatchState& state);

/// Adds that to what a run says of its pictures, with its figures.
void tellWhatWasBefore(const BatchState& state, WorkloadOutcome& outcome);

} // namespace interleave
