// A batch of pictures as a user meets it: which are taken, where results go, and what is told of
// those that were not done justice.

#include "core/base/json.h"
#include "core/model/choices.h"
#include "core/model/filter.h"
#include "core/model/run_result_json.h"
#include "core/model/run_result_text.h"
#include "core/workload/image/batch_journal.h"
#include "core/workload/image/kept_names.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sys/stat.h>

namespace interleave::test {

namespace {

namespace fs = std::filesystem;
using testing::ContainsRegex;
using testing::ElementsAre;
using testing::HasSubstr;

class Pictures : public testing::Test
{
protected:
    void SetUp() override
    {
        fs::create_directory(m_in);
        fs::create_directory(m_out);
    }
    static Printed run(const std::string& params)
    {
        std::string arguments = "run --workload image-filter --workers 2 --json -";
        return runProgram(INTERLEAVE_PROGRAM, arguments + params);
    }
    [[nodiscard]] std::string folders() const
    {
        return " --param input=" + m_in.string() + " --param output=" + m_out.string();
    }
    static Json trialOf(const Printed& printed, int status)
    {
        EXPECT_EQ(printed.status, status) << printed.err;
        const Json json = Json::parse(printed.out, nullptr, false);
        return json.contains("trials") ? json["trials"][0] : Json();
    }
    /// JPEGs, made by the program itself: sample-000000.jpg and so on.
    void makeJpegs(int count) const
    {
        const Printed printed = run(" --tasks " + std::to_string(count)
            + " --param filters=blur --param format=jpeg --param output=" + m_in.string());
        ASSERT_EQ(printed.status, 0) << printed.err;
    }
    /// A picture with sixteen bits.
    void makeDeep(const std::string& name) const
    {
        std::ofstream(m_in / name, std::ios::binary) << "P6 2 2 65535 " << std::string(24, 'x');
    }
    [[nodiscard]] std::vector<std::string> results() const
    {
        std::vector<std::string> names;
        for (const auto& entry : fs::recursive_directory_iterator(m_out)) {
            if (!entry.is_directory() && entry.path().filename() != kJournalName)
                names.push_back(entry.path().lexically_relative(m_out).string());
        }
        std::ranges::sort(names);
        return names;
    }

    static std::string readWhole(const fs::path& file)
    {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    TemporaryFolder m_folder;
    fs::path m_in = m_folder.path() / "in";
    fs::path m_out = m_folder.path() / "out";
};

} // namespace

TEST_F(Pictures, F213_ACutJpegFailsItsOwnTaskWithTheDecodersWords)
{
    makeJpegs(3);
    fs::resize_file(m_in / "sample-000001.jpg", 20'000);
    const Json trial = trialOf(run(folders()), 1);
    EXPECT_EQ(trial["tasks"]["succeeded"], 2);
    ASSERT_EQ(trial["errors"].size(), 1U);
    EXPECT_EQ(trial["errors"][0]["task"], 1);
    const std::string message = trial["errors"][0]["message"];
    EXPECT_THAT(message, HasSubstr("sample-000001.jpg: "));
    EXPECT_THAT(message, HasSubstr("Premature end of JPEG file"));
    EXPECT_THAT(results(), ElementsAre("sample-000000.jpg", "sample-000002.jpg"));
}

TEST_F(Pictures, F213_ASalvagedJpegIsCountedAndMarkedInTextAndJson)
{
    makeJpegs(3);
    fs::resize_file(m_in / "sample-000001.jpg", 20'000);
    for (const std::string method : {"fork", "spawn"}) {
        const std::string salvage = folders()
            + " --param damaged=salvage --param overwrite=true --start-method " + method;
        const Printed printed = run(salvage);
        const Json trial = trialOf(printed, 0);
        EXPECT_THAT(Json::parse(printed.out)["remarks"].dump(),
            HasSubstr("1 damaged picture was salvaged"));
        const Json& remark = trial["outcome"]["remark"];
        ASSERT_EQ(remark["tasks"].size(), 1U);
        EXPECT_EQ(remark["tasks"][0]["task"], 1);
        EXPECT_THAT(remark["tasks"][0]["text"].get<std::string>(),
            testing::StartsWith("sample-000001.jpg: damaged, and salvaged ("));
        EXPECT_EQ(trial["outcome"]["figures"][0]["name"], "salvaged");
    }
    const Printed text = runProgram(INTERLEAVE_PROGRAM,
        "run --workload image-filter --param damaged=salvage --param input=" + m_in.string());
    EXPECT_THAT(text.out, HasSubstr("1 damaged picture was salvaged.\n"));
    EXPECT_THAT(text.out, HasSubstr("  note       sample-000001.jpg: damaged, and salvaged ("));
    EXPECT_EQ(results().size(), 3U);
}

TEST_F(Pictures, StripsGiveTheFilesOfWholePictures)
{
    makeJpegs(2);
    const std::string filters = " --param 'filters=blur, canny, equalise, rotate' ";
    const fs::path whole = m_folder.path() / "whole";
    fs::create_directory(whole);
    trialOf(
        run(filters + "--param input=" + m_in.string() + " --param output=" + whole.string()), 0);
    for (const std::string method : {"fork", "spawn", "forkserver"}) {
        for (const std::string way : {"shared-memory", "queue", "pipe"}) {
            SCOPED_TRACE(method + ", " + way);
            const Printed printed = run(folders() + filters
                + "--param division=strip --param strips=3 --param overwrite=true --start-method "
                + method + " --param hand_over=" + way);
            const Json trial = trialOf(printed, 0);
            EXPECT_EQ(trial["ledger"]["proved"], true);
            EXPECT_THAT(printed.err, HasSubstr("2 pictures filtered, "));
            EXPECT_THAT(Json::parse(printed.out)["remarks"].dump(),
                testing::Not(HasSubstr("strips could")));
            ASSERT_THAT(results(), ElementsAre("sample-000000.jpg", "sample-000001.jpg"));
            for (const std::string& name : results())
                EXPECT_EQ(readWhole(m_out / name), readWhole(whole / name)) << name;
        }
    }
}

TEST_F(Pictures, F311_TheirNamesAreKeptInTheResultAsTheyWere)
{
    const std::vector<std::string> names{"a \xff.ppm", "b.ppm"};
    for (const std::string& name : names)
        std::ofstream(m_in / name, std::ios::binary) << "P6 1 1 255 abc";
    const Printed printed = run(folders());
    EXPECT_EQ(printed.status, 0) << printed.err;
    fs::remove_all(m_in);
    const auto result = runResultFromText(printed.out, "the result");
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->pictures.size(), 1U);
    const auto list = listOf(result->pictures.front());
    ASSERT_TRUE(list);
    ASSERT_EQ(list->pictures().size(), 2U);
    for (std::size_t i = 0; i < names.size(); ++i) {
        EXPECT_EQ(list->pictures()[i].file, m_in / names[i]);
        EXPECT_EQ(list->pictures()[i].outputName, fs::path(names[i]).stem().string() + ".png");
    }
}

TEST_F(Pictures, TheirNamesStandInTheCsvOfTheirTasks)
{
    makeJpegs(2);
    fs::create_directory(m_in / "trees");
    fs::rename(m_in / "sample-000000.jpg", m_in / "trees/old, \"oak\".jpg");
    fs::resize_file(m_in / "sample-000001.jpg", 20'000);
    const fs::path file = m_folder.path() / "results.csv";
    const std::string command = "run --quiet --workload image-filter --workers 1 --param "
                                "recursive=true --results "
        + file.string() + " --param input=" + m_in.string();
    EXPECT_EQ(runProgram(INTERLEAVE_PROGRAM, command).status, 1);
    EXPECT_THAT(readWhole(file),
        testing::MatchesRegex("trial,task,outcome,result,picture\n"
                              "0,0,failed,\"sample-000001.jpg: [^\"]*\",\"sample-000001.jpg\"\n"
                              "0,1,succeeded,786432,\"trees/old, \"\"oak\"\".jpg\"\n"));
    fs::remove(m_in / "sample-000001.jpg");
    const std::string strips = " --param division=strip --param strips=1";
    EXPECT_EQ(runProgram(INTERLEAVE_PROGRAM, command + strips).status, 0);
    EXPECT_THAT(readWhole(file), HasSubstr(",\"trees/old, \"\"oak\"\".jpg: reading it\"\n"));
}

TEST_F(Pictures, EveryFailureBeginsWithThePicturesNameAlsoWhereItsTaskDoesNotKnowIt)
{
    makeJpegs(2);
    const std::string injected = " --inject raise@1 --param input=" + m_in.string();
    const Printed printed = run(injected);
    EXPECT_EQ(
        trialOf(printed, 1)["errors"][0]["message"], "sample-000001.jpg: injected by raise@1");
    EXPECT_THAT(printed.err,
        HasSubstr("1 of 2 pictures failed; exception: sample-000001.jpg: injected by raise@1\n"));
    const Json strips = trialOf(run(injected + " --param division=strip"), 1);
    EXPECT_EQ(strips["errors"][0]["message"], "sample-000000.jpg: injected by raise@1");
}

TEST_F(Pictures, WhatIsReducedOrLeftOutIsCounted)
{
    makeDeep("deep.ppm");
    std::ofstream(m_in / "phone.heic") << "x";
    const Printed printed = run(folders() + " --param filters=median");
    const Json trial = trialOf(printed, 0);
    EXPECT_EQ(trial["outcome"]["remark"]["tasks"][0]["text"], "deep.ppm: reduced to 8 bits");
    EXPECT_EQ(trial["outcome"]["remark"]["sentence"],
        "1 picture was reduced to 8 bits; left out of the input folder: 1 file that is no picture "
        "of a known format (1 heic)");
    EXPECT_THAT(printed.err, HasSubstr("1 file that is no picture of a known format (1 heic)"));
    fs::remove(m_in / "phone.heic");
    const Json kept = trialOf(run(folders() + " --param filters=blur --param overwrite=true"), 0);
    EXPECT_FALSE(kept["outcome"].contains("remark"));
}

TEST_F(Pictures, FormatAndNamesAreChosen)
{
    makeJpegs(2);
    trialOf(run(folders()), 0);
    EXPECT_THAT(results(), ElementsAre("sample-000000.jpg", "sample-000001.jpg"));
    trialOf(run(folders() + " --param format=webp --param 'names={number} {name}'"), 0);
    EXPECT_THAT(results(),
        ElementsAre("000001 sample-000000.webp",
            "000002 sample-000001.webp",
            "sample-000000.jpg",
            "sample-000001.jpg"));
}

TEST_F(Pictures, AWorseQualityGivesSmallerFiles)
{
    makeJpegs(1);
    trialOf(run(folders() + " --param quality=20 --param names={name}-20"), 0);
    trialOf(run(folders() + " --param quality=90 --param names={name}-90"), 0);
    EXPECT_LT(fs::file_size(m_out / "sample-000000-20.jpg"),
        fs::file_size(m_out / "sample-000000-90.jpg"));
}

TEST_F(Pictures, SubfoldersAndAPatternAreAsked)
{
    makeJpegs(3);
    fs::create_directories(m_in / "trees/old");
    fs::rename(m_in / "sample-000001.jpg", m_in / "trees/old/oak.jpg");
    fs::rename(m_in / "sample-000002.jpg", m_in / "trees/sample.jpg");
    trialOf(run(folders()), 0);
    EXPECT_THAT(results(), ElementsAre("sample-000000.jpg"));
    for (const std::string method : {"fork", "spawn"}) {
        fs::remove_all(m_out);
        fs::create_directory(m_out);
        trialOf(run(folders() + " --param recursive=true --start-method " + method), 0);
        EXPECT_THAT(
            results(), ElementsAre("sample-000000.jpg", "trees/old/oak.jpg", "trees/sample.jpg"));
    }
    fs::remove_all(m_out);
    fs::create_directory(m_out);
    trialOf(run(folders() + " --param recursive=true --param 'pattern=SAMPLE*'"), 0);
    EXPECT_THAT(results(), ElementsAre("sample-000000.jpg", "trees/sample.jpg"));
}

TEST_F(Pictures, F212_ExistingResultsAreReplacedOnlyWhereThatIsAsked)
{
    makeJpegs(2);
    std::ofstream(m_out / "sample-000001.jpg") << "mine";
    const Printed refused = run(folders());
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("has 1 of the 2 results already ('sample-000001.jpg')"));
    EXPECT_THAT(refused.err, HasSubstr("overwrite=true"));
    EXPECT_EQ(fs::file_size(m_out / "sample-000001.jpg"), 4U);
    EXPECT_FALSE(fs::exists(m_out / "sample-000000.jpg")) << "nothing was begun";
    trialOf(run(folders() + " --param overwrite=true"), 0);
    EXPECT_GT(fs::file_size(m_out / "sample-000001.jpg"), 4U);
}

TEST_F(Pictures, F217_NoResultTakesThePlaceOfAPicture)
{
    makeJpegs(1);
    const fs::path inner = m_in / m_in.filename() / "sample-000001.jpg";
    fs::create_directory(inner.parent_path());
    std::ofstream(m_in / "sample-000001.jpg") << "mine";
    fs::copy_file(m_in / "sample-000000.jpg", inner);
    const Printed refused = run(" --param input=" + m_in.string() + " --param output="
        + m_in.parent_path().string() + " --param recursive=true --param overwrite=true");
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.err, HasSubstr("which is one of the pictures"));
    EXPECT_EQ(fs::file_size(m_in / "sample-000001.jpg"), 4U);
}

TEST_F(Pictures, SeveralTrialsWriteTheSameResults)
{
    makeJpegs(2);
    trialOf(run(folders() + " --trials 2"), 0);
    EXPECT_THAT(results(), ElementsAre("sample-000000.jpg", "sample-000001.jpg"));
}

TEST_F(Pictures, F216_AnyNameThatAFileCanHaveWorks)
{
    makeJpegs(3);
    const std::string longest(250, 'n');
    fs::rename(m_in / "sample-000000.jpg", m_in / (longest + ".jpg"));
    fs::rename(m_in / "sample-000001.jpg", m_in / "two\nlines {name}.jpg");
    fs::rename(m_in / "sample-000002.jpg", m_in / "no utf\xff.jpg");
    const Printed printed = run(folders());
    trialOf(printed, 0);
    EXPECT_THAT(
        results(), ElementsAre(longest + ".jpg", "no utf\xff.jpg", "two\nlines {name}.jpg"));
}

TEST_F(Pictures, OfPhotographsStripsGiveTheFilesOfWholePicturesUnderEveryFilter)
{
    const fs::path photographs = "/usr/share/backgrounds/mate/nature";
    if (!fs::exists(photographs))
        GTEST_SKIP() << "there are no photographs; install the package mate-backgrounds";
    for (const char* name : {"FreshFlower.jpg", "YellowFlower.jpg"})
        fs::copy_file(photographs / name, m_in / name);
    const fs::path whole = m_folder.path() / "whole";
    fs::create_directory(whole);
    for (const FilterInfo& filter : filterInfos()) {
        const std::string name(nameOf(filter.kind));
        SCOPED_TRACE(name);
        const std::string asked
            = " --param filters=" + name + " --param format=bmp --param overwrite=true ";
        trialOf(
            run(asked + "--param input=" + m_in.string() + " --param output=" + whole.string()), 0);
        trialOf(run(folders() + asked + "--param division=strip"), 0);
        ASSERT_THAT(results(), ElementsAre("FreshFlower.bmp", "YellowFlower.bmp"));
        for (const std::string& result : results())
            EXPECT_TRUE(readWhole(m_out / result) == readWhole(whole / result)) << result;
    }
}

TEST_F(Pictures, TheProgramMakesThemOfTheSizeThatIsAskedForInEveryWay)
{
    const std::string asked = " --tasks 2 --param sample_width=301 --param sample_height=7 --param "
                              "format=bmp --param filters=blur --param output=";
    for (const char* division : {"picture", "strip"}) {
        trialOf(
            run(asked + m_out.string() + " --param overwrite=true --param division=" + division),
            0);
        ASSERT_EQ(results().size(), 2U) << division;
        constexpr std::uintmax_t kHeader = 54;
        EXPECT_EQ(fs::file_size(m_out / results()[0]), kHeader + 7 * (301 * 3 + 1)) << division;
    }
}

TEST_F(Pictures, WhatTheirWorkersAreKeptFromIsInTheResult)
{
    const Json pictures = Json::parse(run(" --tasks 1").out);
    ASSERT_EQ(pictures["containment"].size(), 1U);
    EXPECT_THAT(pictures["containment"][0], HasSubstr("no program is started: "));
    EXPECT_EQ(runResultFromJson(pictures).value().containment.size(), 1U);
    const Json squares = Json::parse(
        runProgram(INTERLEAVE_PROGRAM, "run --workload squares --tasks 1 --json -").out);
    EXPECT_FALSE(squares.contains("containment"));
}

TEST_F(Pictures, F216_AResultWhoseNameIsTooLongFailsItsTaskAndLeavesNothing)
{
    makeJpegs(1);
    const std::string longest(250, 'n');
    fs::rename(m_in / "sample-000000.jpg", m_in / (longest + ".jpg"));
    const Json trial = trialOf(run(folders() + " --param names=prefix-{name}"), 1);
    EXPECT_THAT(trial["errors"][0]["message"].get<std::string>(), HasSubstr("File name too long"));
    EXPECT_THAT(results(), testing::IsEmpty());
}

TEST_F(Pictures, F210_PipesDevicesFoldersAndLinksFailEachByItsName)
{
    makeJpegs(1);
    ASSERT_EQ(::mkfifo((m_in / "pipe.png").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", m_in / "zero.png");
    fs::create_symlink("gone.png", m_in / "dangling.png");
    fs::create_symlink("circle.png", m_in / "circle.png");
    fs::create_directory(m_in / "folder.png");
    for (const char* division : {"picture", "strip"}) {
        const Json trial
            = trialOf(run(folders() + " --param overwrite=true --param division=" + division), 1);
        const std::string said = trial["errors"].dump();
        EXPECT_THAT(said, ContainsRegex("pipe.png: [^\"]*it is a pipe")) << division;
        EXPECT_THAT(said, ContainsRegex("folder.png: [^\"]*it is a folder")) << division;
        EXPECT_THAT(said, ContainsRegex("circle.png: [^\"]*links")) << division;
        EXPECT_THAT(said, HasSubstr("dangling.png: ")) << division;
        EXPECT_THAT(said, HasSubstr("zero.png: ")) << division;
        EXPECT_THAT(results(), ElementsAre("sample-000000.jpg"));
    }
}

} // namespace interleave::test
