// A run whose input is no folder but one picture.
#include "core/base/file.h"
#include "core/workload/image/image_settings.h"
#include "tests/support/engine_run.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace interleave::test {
namespace {

namespace fs = std::filesystem;

class OnePicture : public testing::Test
{
protected:
    void add(const std::string& name) const
    {
        EXPECT_TRUE(writeFileAtomically(m_folder.path() / name, "P5 2 1 255\nab"));
    }
    [[nodiscard]] Experiment experimentOf(const std::string& name) const
    {
        return {.workload = WorkloadKind::ImageFilter,
            .params = {{"input", (m_folder.path() / name).string()}}};
    }
    [[nodiscard]] std::vector<fs::path> foundBy(const Experiment& experiment) const
    {
        std::vector<fs::path> files;
        const auto found = listPictures(pictureSearchOf(experiment));
        for (const Picture& picture : found ? found->pictures : std::vector<Picture>())
            files.push_back(picture.file);
        return files;
    }

    TemporaryFolder m_folder;
};

TEST_F(OnePicture, IsTheOnlyOneOfItsFolderWhateverItIsCalled)
{
    for (const char* name : {"a.pgm", "b.pgm", "*.pgm", ".hidden", "no ending"})
        add(name);
    for (const char* name : {"a.pgm", "*.pgm", ".hidden", "no ending"}) {
        Experiment experiment = experimentOf(name);
        experiment.params["pattern"] = std::string("b*");
        EXPECT_EQ(
            foundBy(experiment), std::vector<fs::path>{fs::canonical(m_folder.path()) / name});
    }
    fs::create_symlink("a.pgm", m_folder.path() / "link.pgm");
    EXPECT_EQ(foundBy(experimentOf("link.pgm")),
        std::vector<fs::path>{fs::canonical(m_folder.path() / "a.pgm")});
}

TEST_F(OnePicture, IsOneTaskAndHasItsResult)
{
    add("a.pgm");
    add("b.pgm");
    const TemporaryFolder output;
    for (const StartMethod method : {StartMethod::Fork, StartMethod::Spawn}) {
        Experiment experiment = experimentOf("b.pgm");
        experiment.params["output"] = output.path().string();
        experiment.params["overwrite"] = true;
        experiment.startMethod = method;
        const RunResult run = runExperiment(experiment);
        EXPECT_EQ(run.summary.tasks.succeeded, 1U);
        EXPECT_TRUE(fs::exists(output.path() / "b.png"));
        EXPECT_FALSE(fs::exists(output.path() / "a.png"));
    }
}

} // namespace
} // namespace interleave::test
