#include "ui/write_run.h"

#include "core/base/file.h"
#include "core/model/run_result_text.h"

#include <algorithm>

namespace interleave::ui {

namespace {

constexpr std::size_t kPieceBytes = 4U << 20U;

Result<void, SystemError> writeRecording(const SavedRun& run, AtomicFile& file, const GoOn& goOn)
{
    std::uint64_t written = 0;
    const auto write = [&](std::string_view bytes) -> Result<void, SystemError> {
        for (; !bytes.empty(); bytes.remove_prefix(std::min(kPieceBytes, bytes.size()))) {
            const std::string_view piece = bytes.substr(0, kPieceBytes);
            if (!goOn(written))
                return fail(SystemError::Other, "saving was stopped");
            if (auto done = file.write(piece); !done)
                return done;
            written += piece.size();
        }
        return {};
    };
    return run.recording->save(runResultText(*run.result), write);
}

} // namespace

Result<void, SystemError> writeRun(
    const SavedRun& run, const std::filesystem::path& file, const GoOn& goOn)
{
    if (file.extension() == ".json")
        return writeFileAtomically(file, runResultText(*run.result, 2) + "\n");
    auto opened = AtomicFile::create(file);
    if (!opened)
        return tl::unexpected(opened.error());
    return writeRecording(run, *opened, goOn).and_then([&] { return opened->commit(); });
}

} // namespace interleave::ui
