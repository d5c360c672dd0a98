#include "core/base/json.h"
#include "tests/ui/print_qt.h"
#include "ui/config/experiment_store.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

#include <fstream>
#include <iterator>

namespace interleave::ui {
namespace {

class ExperimentStoreTest : public testing::Test
{
protected:
    [[nodiscard]] std::filesystem::path file(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }
    static void write(const std::filesystem::path& path, const std::string& text)
    {
        std::ofstream(path) << text;
    }
    static std::string read(const std::filesystem::path& path)
    {
        std::ifstream stream(path);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    static Experiment someExperiment()
    {
        Experiment experiment;
        experiment.workload = WorkloadKind::Sleep;
        experiment.params["duration"] = 0.5;
        experiment.workers = 3;
        experiment.sync = Primitive::Lock;
        return experiment;
    }

private:
    QTemporaryDir m_folder;
};

TEST_F(ExperimentStoreTest, RemembersTheLastExperiment)
{
    const ExperimentStore store(file("deep/in/a/folder.json"));
    ASSERT_TRUE(store.save(someExperiment()));
    const auto remembered = ExperimentStore(file("deep/in/a/folder.json")).load();
    EXPECT_EQ(remembered.experiment, someExperiment());
    EXPECT_EQ(remembered.message, QString());
}

TEST_F(ExperimentStoreTest, StartsWithTheDefaultExperiment)
{
    const auto remembered = ExperimentStore(file("none.json")).load();
    EXPECT_EQ(remembered.experiment, Experiment{});
    EXPECT_EQ(remembered.message, QString());
}

TEST_F(ExperimentStoreTest, IgnoresADamagedFileWithAMessageAndLeavesItInPlace)
{
    write(file("last.json"), "{\"workers\": 0");
    const auto remembered = ExperimentStore(file("last.json")).load();
    EXPECT_EQ(remembered.experiment, Experiment{});
    EXPECT_TRUE(remembered.message.contains(QStringLiteral("last.json")))
        << remembered.message.toStdString();
    EXPECT_EQ(read(file("last.json")), "{\"workers\": 0");
}

TEST_F(ExperimentStoreTest, KeepsADamagedFileWhenItSaves)
{
    write(file("last.json"), "{\"workers\": 0}");
    ASSERT_TRUE(ExperimentStore(file("last.json")).save(someExperiment()));
    EXPECT_EQ(read(file("last.json.damaged")), "{\"workers\": 0}");
    EXPECT_EQ(ExperimentStore(file("last.json")).load().experiment, someExperiment());
}

TEST_F(ExperimentStoreTest, ReportsThatItCannotSave)
{
    write(file("plain"), "no folder");
    const auto saved = ExperimentStore(file("plain/last.json")).save(someExperiment());
    ASSERT_FALSE(saved);
    EXPECT_TRUE(saved.error().contains(QStringLiteral("plain/last.json")))
        << saved.error().toStdString();
}

TEST_F(ExperimentStoreTest, TheDefaultFileIsAmongTheUsersSettings)
{
    const std::string path = ExperimentStore::defaultFile().string();
    EXPECT_EQ(path.rfind(qEnvironmentVariable("XDG_CONFIG_HOME").toStdString(), 0), 0U) << path;
}

TEST_F(ExperimentStoreTest, AnExperimentFileIsReadAsItWasSaved)
{
    ASSERT_TRUE(saveExperiment(file("experiment.json"), someExperiment()));
    const auto loaded = loadExperiment(file("experiment.json"));
    ASSERT_TRUE(loaded) << loaded.error().toStdString();
    EXPECT_EQ(*loaded, someExperiment());
}

TEST_F(ExperimentStoreTest, AFileThatIsNotThereIsNamed)
{
    const auto loaded = loadExperiment(file("missing.json"));
    ASSERT_FALSE(loaded);
    EXPECT_TRUE(loaded.error().contains(QStringLiteral("missing.json")));
}

TEST_F(ExperimentStoreTest, EveryProblemOfAFileIsReported)
{
    write(file("bad.json"), R"({"workers": 0, "tasks": -1, "colour": "red"})");
    const auto loaded = loadExperiment(file("bad.json"));
    ASSERT_FALSE(loaded);
    for (const char* name : {"bad.json", "workers", "tasks", "colour"})
        EXPECT_TRUE(loaded.error().contains(QLatin1String(name))) << loaded.error().toStdString();
}

TEST_F(ExperimentStoreTest, AHugeFileIsRefusedUnread)
{
    write(file("huge.json"), "");
    std::filesystem::resize_file(file("huge.json"), kMaxJsonBytes + 1);
    const auto loaded = loadExperiment(file("huge.json"));
    ASSERT_FALSE(loaded);
    EXPECT_TRUE(loaded.error().contains(QStringLiteral("larger"))) << loaded.error().toStdString();
}

} // namespace
} // namespace interleave::ui
