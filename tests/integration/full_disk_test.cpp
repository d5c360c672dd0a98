// What a run leaves when its results find no room: a message, and whatever was there before.

#include "core/base/file.h"
#include "core/base/json.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>

namespace interleave::test {

namespace {

using testing::AllOf;
using testing::HasSubstr;

// About half of the updates are lost, each 40 bytes of CSV.
std::string racingRun(int tasks, int trials)
{
    return "run --quiet --workload counter --sync none --workers 2 --schedule static "
           "--param increments=100 --param delay_ns=1000 --evidence --tasks "
        + std::to_string(tasks) + " --trials " + std::to_string(trials);
}

class FullDisk : public testing::Test
{
protected:
    [[nodiscard]] std::string lost() const { return m_folder.path() / "lost.csv"; }
    [[nodiscard]] std::string json() const { return m_folder.path() / "result.json"; }

    // No file of the program may grow over so many blocks of 512 bytes; shared memory is files.
    static Printed runWithin(int blocks, const std::string& arguments)
    {
        return runProgram("/bin/sh",
            "-c 'ulimit -f " + std::to_string(blocks) + "; exec " INTERLEAVE_PROGRAM " " + arguments
                + "'");
    }
    [[nodiscard]] std::vector<std::string> files() const
    {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path()))
            names.push_back(entry.path().filename());
        std::ranges::sort(names);
        return names;
    }

private:
    TemporaryFolder m_folder;
};

} // namespace

TEST_F(FullDisk, ListOfTheLostThatFindsNoRoomLeavesTheOldOne)
{
    // Workers that share a core lose too few to need the room; then nothing is proved, and more do
    // it.
    Printed printed;
    for (int trials = 15; trials <= 240; trials *= 2) {
        std::ofstream(lost()) << "what was there before";
        printed = runWithin(8'192, racingRun(200, trials) + " --lost " + lost());
        if (printed.status != 0)
            break;
    }
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, AllOf(HasSubstr("cannot write " + lost()), HasSubstr("ulimit -f")));
    EXPECT_EQ(readFile(lost(), 4'096).value(), "what was there before");
    EXPECT_THAT(files(), testing::ElementsAre("lost.csv")) << "no temporary stays";
}

TEST_F(FullDisk, ADeviceWithoutRoomIsNamedWithTheRemedy)
{
    const Printed printed = runProgram(INTERLEAVE_PROGRAM, racingRun(200, 1) + " --lost /dev/full");
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("cannot write /dev/full: No space left on device (free"));
}

TEST_F(FullDisk, AnOutputThatFindsRoomIsWrittenThoughAnotherFindsNone)
{
    const Printed printed
        = runProgram(INTERLEAVE_PROGRAM, racingRun(20, 1) + " --json /dev/full --lost " + lost());
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(printed.err, HasSubstr("/dev/full"));
    EXPECT_THAT(readFile(lost(), 1U << 20U).value(), testing::StartsWith("trial,worker,"));
}

// The log fits into the limit, what is found in it does not.
TEST_F(FullDisk, LostUpdatesThatCannotBeNamedAreSaidToBeMissing)
{
    constexpr int kTries = 20; // workers that share a core lose too few to need the room
    Printed printed;
    Json trial;
    for (int i = 0; i < kTries && printed.err.find("--lost has no") == std::string::npos; ++i) {
        printed = runWithin(8'192, racingRun(2'400, 1) + " --lost " + lost() + " --json " + json());
        trial = Json::parse(readFile(json(), 1U << 20U).value())["trials"][0];
    }
    EXPECT_EQ(printed.status, 3);
    EXPECT_THAT(
        printed.err, AllOf(HasSubstr("--lost has no updates of trial 1"), HasSubstr("ulimit -f")));
    EXPECT_FALSE(trial["evidence"]["agrees"].get<bool>());
    EXPECT_GT(trial["race"]["lost"], 0) << "they are counted all the same";
}

} // namespace interleave::test
