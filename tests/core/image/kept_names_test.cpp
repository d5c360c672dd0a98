// The names of a run's pictures in its result, read anywhere.
#include "core/model/image_parameters.h"
#include "core/model/run_result_text.h"
#include "core/workload/image/kept_names.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace interleave {
namespace {

using Pictures = std::vector<std::pair<std::string, std::string>>; // file, result

Pictures picturesOf(const PictureList& list)
{
    Pictures pictures;
    for (const Picture& picture : list.pictures())
        pictures.emplace_back(picture.file.string(), picture.outputName);
    return pictures;
}

// Through a result that is written and read.
PictureNames readBack(const GivenPictures& given, std::vector<std::uint32_t> arms = {0})
{
    const auto list = PictureList::make(given);
    EXPECT_TRUE(list);
    RunResult run;
    run.arms.resize(2);
    run.pictures = {keptNames(*list, std::move(arms))};
    auto read = runResultFromText(runResultText(run, 2), "a result");
    EXPECT_TRUE(read) << read.error().message;
    return read && read->pictures.size() == 1 ? read->pictures.front() : PictureNames{};
}

TEST(KeptNames, AreTheSameBytesWhenAResultIsRead)
{
    const Pictures wanted{{"/in/a \xff.jpg", "a \xff.png"},
        {"/in/trees/oak\n.jpg", "trees/oak\n.png"},
        {"/elsewhere/file:%41.jpg", "file:%41.png"}};
    GivenPictures given{.input = {.folder = "/in"}};
    for (const auto& [file, result] : wanted)
        given.pictures.push_back({file, result});
    const PictureNames kept = readBack(given, {0, 1});
    EXPECT_EQ(kept.names.at(1), "trees/oak\n.jpg") << "short where they can be";
    EXPECT_EQ(kept.arms, (std::vector<std::uint32_t>{0, 1}));
    const auto list = listOf(kept);
    ASSERT_TRUE(list);
    EXPECT_EQ(picturesOf(*list), wanted);
    EXPECT_EQ(list->nameOf(1), "oak\n.jpg");
}

TEST(KeptNames, OfManyAreThoseOfTheFirst)
{
    GivenPictures given{.input = {.folder = "/in"}};
    for (std::size_t i = 0; i < kMostNamesKept + 3; ++i)
        given.pictures.push_back({"/in/" + std::to_string(i) + ".jpg"});
    const PictureNames kept = readBack(given);
    EXPECT_EQ(kept.names.size(), kMostNamesKept);
    EXPECT_EQ(kept.omitted, 3U);
    EXPECT_TRUE(kept.results.empty()) << "nothing was written";
    EXPECT_EQ(listOf(kept)->pictures().size(), kMostNamesKept);
}

TEST(KeptNames, OfABatchThatTheProgramMakesAreItsNumbers)
{
    const PictureNames kept = readBack({.samples = std::vector<std::uint64_t>{3, 7}});
    const auto list = listOf(kept);
    ASSERT_TRUE(list);
    EXPECT_EQ(list->sampleOf(1), 7U);
    EXPECT_EQ(list->sampleOf(2), std::nullopt);
    EXPECT_TRUE(list->given().input.folder.empty()) << "and no folder";
}

TEST(KeptNames, AResultWithoutThemOpens)
{
    RunResult run;
    run.arms.resize(1);
    const std::string text = runResultText(run);
    EXPECT_EQ(text.find("pictures\""), std::string::npos);
    EXPECT_TRUE(runResultFromText(text, "an old result")->pictures.empty());
}

std::size_t bytesOf(const std::vector<PictureNames>& kept)
{
    std::size_t bytes = 0;
    for (const PictureNames& names : kept)
        for (const auto* texts : {&names.names, &names.results})
            for (const std::string& text : *texts)
                bytes += text.size();
    return bytes;
}

PictureNames ofLongNames(std::size_t count, std::uint32_t arm)
{
    GivenPictures given{.input = {.folder = "/in"}};
    for (std::size_t i = 0; i < count; ++i) {
        const std::string name = std::to_string(i) + std::string(4'000, '\xff');
        given.pictures.push_back({"/in/" + name, name});
    }
    return keptNames(PictureList::make(std::move(given)).value(), {arm});
}

TEST(KeptNames, F318_OfAllArmsTogetherTakeLittleRoomHoweverLongTheyAre)
{
    constexpr std::size_t kCount = 500;
    std::vector<PictureNames> kept;
    for (std::uint32_t arm = 0; arm < 3; ++arm)
        addNames(kept, ofLongNames(kCount - arm, arm));
    EXPECT_LE(bytesOf(kept), kMostNameBytesKept);
    ASSERT_EQ(kept.size(), 3U);
    for (std::size_t arm = 0; arm < 3; ++arm) {
        EXPECT_EQ(kept[arm].names.size() + kept[arm].omitted, kCount - arm);
        EXPECT_EQ(kept[arm].results.size(), kept[arm].names.size());
    }
    EXPECT_GT(kept[0].names.size(), 0U);
}

TEST(KeptNames, OfTheSamePicturesAreKeptOnce)
{
    std::vector<PictureNames> kept;
    addNames(kept, {.arms = {0}, .folder = "/in", .names = {"a"}, .results = {}});
    addNames(kept, {.arms = {1, 2}, .folder = "/in", .names = {"a"}, .results = {}});
    addNames(kept, {.arms = {3}, .folder = "/in", .names = {"a"}, .results = {"a"}});
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(kept[0].arms, (std::vector<std::uint32_t>{0, 1, 2}));
}

} // namespace
} // namespace interleave
