// A batch whose results are plain files: what a journal says does not depend on what is in them.
#pragma once

#include "core/base/file.h"
#include "core/base/machine_boot.h"
#include "core/workload/image/batch_run.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fcntl.h>

namespace interleave::test {

class BatchOfFiles : public testing::Test
{
protected:
    void SetUp() override
    {
        std::filesystem::create_directory(m_in);
        std::filesystem::create_directory(m_out);
        m_place = {.folder = m_out, .resume = true};
    }
    void addPicture(const std::string& name)
    {
        EXPECT_TRUE(writeFileAtomically(m_in / name, "picture " + name));
        m_pictures.push_back({m_in / name, name, name});
    }
    void addPictures(int count)
    {
        for (int i = 0; i < count; ++i)
            addPicture("picture " + std::to_string(i) + ".png");
    }
    [[nodiscard]] Result<BatchRun, PictureFolderError> begin() const
    {
        return BatchRun::begin(m_pictures, m_place, m_settings, m_boot);
    }
    /// As a worker does it, until the result would get its name; true where it may.
    static bool writeUnnamed(const BatchRun& run,
        const BatchPicture& picture,
        const std::filesystem::path& unnamed,
        const std::string& text)
    {
        const FileFacts input = factsOfPicture(picture.file);
        const UniqueFd file(::open(unnamed.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        return writeAll(file.get(), text).has_value()
            && run.seal(picture, input, file.get(), text).has_value();
    }
    void makeResult(const BatchRun& run, const BatchPicture& picture) const
    {
        const std::filesystem::path unnamed = m_out / ".unnamed";
        ASSERT_TRUE(writeUnnamed(run, picture, unnamed, "result of " + picture.name));
        std::filesystem::rename(unnamed, m_out / picture.outputName);
    }
    /// Does the first `count` of what is left.
    void doSome(std::size_t count) const
    {
        const auto run = begin();
        ASSERT_TRUE(run) << run.error().message;
        ASSERT_LE(count, run->state().left.size());
        for (std::size_t i = 0; i < count; ++i)
            makeResult(*run, m_pictures[run->state().left[i]]);
    }
    [[nodiscard]] std::string refusal() const
    {
        const auto run = begin();
        return run ? std::string() : run.error().message;
    }
    [[nodiscard]] std::size_t left() const
    {
        const auto run = begin();
        EXPECT_TRUE(run) << run.error().message;
        return run ? run->state().left.size() : 0;
    }
    [[nodiscard]] std::string journal() const
    {
        return readFile(m_out / kJournalName, 1U << 24U).value_or("");
    }
    void writeJournal(std::string_view text) const
    {
        std::filesystem::remove(m_out / kJournalName);
        const UniqueFd file(
            ::open((m_out / kJournalName).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        EXPECT_TRUE(writeAll(file.get(), text));
    }

    TemporaryFolder m_folder;
    std::filesystem::path m_in = m_folder.path() / "in";
    std::filesystem::path m_out = m_folder.path() / "out";
    std::vector<BatchPicture> m_pictures;
    ResultPlace m_place;
    MachineBoot m_boot{.id = "a start", .beganNs = 0};
    BatchSettings m_settings{{"input", "in"}, {"filters", "blur sigma=3"}};
};

} // namespace interleave::test
