// Which picture each task of an image run is about, what its result is called, and the batch that
// it belongs to where results are written.
//
// Thread and process safety: const functions from any thread of a worker; the rest is the engine's,
// before it starts workers.
#pragma once

#include "core/work/task_ledger.h"
#include "core/workload/image/batch_run.h"
#include "core/workload/image/image_module.h"
#include "core/workload/image/picture_list.h"
#include "core/workload/image/result_names.h"
#include "core/workload/image/strip_module.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace interleave {

class PictureTasks
{
public:
    PictureTasks(PictureSearch input, ResultPlace output, const SampleSeries& series);

    /// Lists the input folder, where there is one, and follows its path for all who come later.
    [[nodiscard]] Result<void, PictureFolderError> find();
    /// Checks the output folder, where there is one, and takes it for this run, also when a link in
    /// its path leads elsewhere later. The run is about the first `most` pictures. Of a batch that
    /// goes on those stay that are left.
    [[nodiscard]] Result<void, PictureFolderError> beginBatch(
        std::uint64_t most, const BatchSettings& settings);
    /// For workers, also those that do not inherit this, and windows.
    [[nodiscard]] Result<void, SystemError> listForOthers();
    /// In such a worker, from descriptors().
    [[nodiscard]] Result<void, SystemError> adopt(std::vector<UniqueFd> descriptors);
    [[nodiscard]] std::vector<int> descriptors() const;
    /// What a window may have; none: -1.
    [[nodiscard]] int listDescriptor() const;

    /// Of a folder, or left of a batch; otherwise the task's number says it.
    [[nodiscard]] bool areGiven() const { return !madeHere() || m_samples; }
    /// In the input folder.
    [[nodiscard]] std::size_t found() const { return m_pictures.size(); }
    [[nodiscard]] const LeftOut& leftOut() const { return m_leftOut; }
    /// How many there are to do; nothing where as many are made as somebody wants.
    [[nodiscard]] std::optional<std::uint64_t> count() const;
    [[nodiscard]] bool writes() const { return !m_output.folder.empty(); }
    /// As listForOthers() found them: no worker follows ten thousand paths again. None where
    /// pictures are made.
    [[nodiscard]] const std::vector<std::filesystem::path>& foldersToRead() const
    {
        return m_folders;
    }
    [[nodiscard]] const std::filesystem::path& outputFolder() const { return m_output.folder; }
    /// Of the batch, and what was left out of the input folder.
    [[nodiscard]] std::string remark() const;

    /// Without the policy for damaged ones.
    [[nodiscard]] PictureOrigin origin(std::uint64_t index) const;
    /// For people.
    [[nodiscard]] std::string name(std::uint64_t index) const;
    /// Empty: results are dropped.
    [[nodiscard]] std::filesystem::path output(std::uint64_t index) const;
    /// What a picture's file is now, for sealed(): to be asked before it is read.
    [[nodiscard]] FileFacts inputFacts(std::uint64_t index) const;
    /// `options` with what notes the result in the journal, and what keeps files of others.
    [[nodiscard]] PictureOptions sealed(
        PictureOptions options, std::uint64_t index, const FileFacts& input) const;

    void noteCrash(std::uint64_t index) const;
    /// What a process that died has left of a result.
    void removeUnfinished(std::uint64_t index, std::int64_t pid) const;
    void trialEnded(TrialEnd end, const TaskLedger& ledger, WorkloadOutcome& outcome) const;

private:
    [[nodiscard]] bool madeHere() const { return m_input.folder.empty(); }
    [[nodiscard]] std::uint64_t sampleNumber(std::uint64_t index) const;
    [[nodiscard]] std::string nameInBatch(std::uint64_t index) const;
    [[nodiscard]] BatchPicture batchPicture(std::uint64_t index) const;
    [[nodiscard]] std::string outputName(std::uint64_t index) const;
    [[nodiscard]] Result<void, PictureFolderError> takeFolder(
        std::uint64_t most, const BatchSettings& settings);
    void keepWhatIsLeft();

    PictureSearch m_input;
    ResultPlace m_output;
    SampleSeries m_series;
    std::vector<Picture> m_pictures; // of a folder, those that are to be done
    LeftOut m_leftOut;
    std::vector<std::filesystem::path> m_folders; // in which they are
    std::optional<std::vector<std::uint64_t>> m_samples; // that are left; nothing: all
    std::optional<BatchRun> m_batch;
    std::optional<PictureList> m_list;
};

} // namespace interleave
