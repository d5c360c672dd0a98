// The decoders of a picture service when a picture has taken one over.

#include "core/base/file.h"
#include "core/base/json.h"
#include "core/engine/pictures/decoder_crew.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/model/run_result_json.h"
#include "core/workload/image_filter.h"
#include "tests/support/engine_run.h"
#include "tests/support/process_tree.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <array>
#include <map>
#include <numeric>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace interleave {

namespace {

using testing::HasSubstr;

constexpr PictureBox kBox{64, 48};

/// Of a decoder, which has but one.
int itsSocket()
{
    struct stat about
    {
    };
    int fd = STDERR_FILENO + 1;
    while (::fstat(fd, &about) != 0 || !S_ISSOCK(about.st_mode))
        ++fd;
    return fd;
}

void say(const Json& message)
{
    const std::string text = dumpJson(message);
    const auto length = static_cast<std::uint32_t>(text.size());
    std::string frame(reinterpret_cast<const char*>(&length), sizeof length);
    frame += text;
    ::send(itsSocket(), frame.data(), frame.size(), MSG_NOSIGNAL);
}

void writeWithoutEnd(const std::string& bytes)
{
    while (::send(itsSocket(), bytes.data(), bytes.size(), MSG_NOSIGNAL) > 0) { }
}

void answerWithoutReading()
{
    int unread = 0;
    for (std::uint64_t task = 0;; ++task) {
        say(wire::pictureProblem({task, PictureSide::Input, kBox}, "unread"));
        for (int now = unread; now == unread;)
            ::ioctl(itsSocket(), FIONREAD, &now);
        ::ioctl(itsSocket(), FIONREAD, &unread);
    }
}

/// Does in a decoder what the picture's code would, and shows a pixel of each other one.
class TakenOver final : public Thumbnailer
{
public:
    std::map<std::uint64_t, std::function<void()>> code{};

    [[nodiscard]] Result<Thumbnail, ImageError> show(
        const PictureOrigin& origin, const PictureBox& /*box*/) const noexcept override
    {
        if (const auto found = code.find(origin.index); found != code.end())
            found->second();
        return Thumbnail{.width = 1, .height = 1, .rgb = "rgb"};
    }
    [[nodiscard]] Result<Thumbnail, ImageError> showFiltered(const PictureOrigin& origin,
        const FilterChain& /*filters*/,
        const PictureBox& box) const noexcept override
    {
        return show(origin, box);
    }
    [[nodiscard]] Result<Thumbnail, ImageError> showDifference(const PictureOrigin& origin,
        const FilterChain& /*filters*/,
        const StoredResult& /*result*/,
        const PictureBox& box) const noexcept override
    {
        return show(origin, box);
    }
};

class DecoderCrewTest : public testing::Test
{
protected:
    void SetUp() override { ::alarm(60); } // who waits for a decoder waits for ever
    void TearDown() override { ::alarm(0); }

    void start(std::size_t decoders)
    {
        crew = std::make_unique<DecoderCrew>(loop,
            sources,
            thumbnailer,
            decoders,
            DecoderCrew::Told{
                [this](const auto& wish, const Thumbnail& shown) { made[wish.task] = shown.rgb; },
                [this](const auto& wish, const std::string& why) { problems[wish.task] = why; },
                [this](const std::string& why) { failed = why; }});
    }
    void wantFirst(std::uint64_t count)
    {
        std::vector<PictureRequest> wishes;
        for (std::uint64_t task = 0; task < count; ++task)
            wishes.push_back({task, PictureSide::Input, kBox});
        crew->want(wishes);
        EXPECT_TRUE(loop.runUntil(
            [&] { return made.size() + problems.size() >= count || !failed.empty(); }));
        EXPECT_EQ(failed, "");
    }

    EventLoop loop = EventLoop::create().value();
    PictureSources sources = PictureSources::find(
        {.workload = WorkloadKind::ImageFilter, .params = {{"filters", std::string("grayscale")}}},
        std::nullopt)
                                 .value();
    TakenOver thumbnailer;
    std::map<std::uint64_t, std::string> made;
    std::map<std::uint64_t, std::string> problems;
    std::string failed;
    std::unique_ptr<DecoderCrew> crew;
};

} // namespace

TEST_F(DecoderCrewTest, F255_OneThatWritesWithoutEndIsEnded)
{
    // A message that would be a megabyte, and messages without number.
    thumbnailer.code[0] = [] { writeWithoutEnd(std::string("\0\0\x10\0", 4) + "x"); };
    thumbnailer.code[1] = [] { writeWithoutEnd(std::string("\2\0\0\0{}", 6)); };
    start(1);
    wantFirst(3);
    EXPECT_THAT(problems[0], HasSubstr("its decoder was killed"));
    EXPECT_THAT(problems[1], HasSubstr("nobody asked"));
    EXPECT_EQ(made[2], "rgb");
}

TEST_F(DecoderCrewTest, F256_OneThatSaysThatNoneCanBeginLosesItsOwnPicture)
{
    thumbnailer.code[0] = [] { say(wire::picturesFailed("no picture will come")); };
    start(1);
    wantFirst(2);
    EXPECT_TRUE(problems.contains(0));
    EXPECT_EQ(made[1], "rgb");
}

TEST_F(DecoderCrewTest, F256_OneThatAnswersForAnotherPictureLosesItsOwn)
{
    thumbnailer.code[0] = [] {
        say(wire::picture({1, PictureSide::Input, kBox}, {.width = 2, .height = 2}));
        ::pause();
    };
    start(1);
    wantFirst(2);
    EXPECT_THAT(problems[0], HasSubstr("nobody asked"));
    EXPECT_EQ(made[1], "rgb");
}

TEST_F(DecoderCrewTest, F257_NoneHasThePixelsOfAnother)
{
    start(3);
    wantFirst(12);
    const auto decoders = test::childrenOf(::getpid());
    ASSERT_EQ(decoders.size(), 3U);
    for (const pid_t decoder : decoders) {
        const auto maps = readFile("/proc/" + std::to_string(decoder) + "/maps", 1'000'000);
        ASSERT_TRUE(maps);
        const std::size_t first = maps->find("interleave-picture");
        EXPECT_NE(first, std::string::npos);
        EXPECT_EQ(maps->find("interleave-picture", first + 1), std::string::npos);
    }
}

TEST_F(DecoderCrewTest, F258_OneThatAnswersAndDoesNotReadIsEnded)
{
    thumbnailer.code[0] = answerWithoutReading;
    start(1);
    wantFirst(1000); // more than its socket holds
    EXPECT_EQ(problems[0], "unread");
    EXPECT_EQ(made[999], "rgb");
}

TEST_F(DecoderCrewTest, F258_OneThatOnlyClosedItsEndIsNotWaitedFor)
{
    thumbnailer.code[0] = [] {
        ::close(itsSocket());
        ::pause();
    };
    start(1);
    wantFirst(2);
    EXPECT_THAT(problems[0], HasSubstr("SIGKILL"));
    EXPECT_EQ(made[1], "rgb");
}

TEST(PictureWire, SaysOfADifferenceHowManyPixelsDifferHoweverManyTheyAre)
{
    const PictureRequest wish{.box = {64, 48}};
    const Thumbnail large{.width = 64,
        .height = 48,
        .fullWidth = 65'500,
        .fullHeight = 65'500,
        .differing = 4'290'000'000,
        .largest = 255};
    const auto sizes = wire::sizesOf(wire::picture(wish, large), wish);
    ASSERT_TRUE(sizes);
    EXPECT_EQ(sizes->differing, 4'290'000'000);
}

TEST(PictureWire, NumbersThatNoPictureHasAreNotTakenForNone)
{
    const PictureRequest wish{.box = {64, 48}};
    const Json good = wire::picture(wish, {.width = 64, .height = 48});
    ASSERT_TRUE(wire::sizesOf(good, wish));
    for (const auto& [name, number] : std::map<std::string, Json>{{"made-width", 65},
             {"full-width", std::int64_t{INT32_MAX} + 1},
             {"full-height", -1},
             {"differing", UINT64_MAX},
             {"largest", 256},
             {"made-height", "48"}}) {
        Json bad = good;
        bad[name] = number;
        EXPECT_FALSE(wire::sizesOf(bad, wish)) << name;
    }
}

TEST(PictureSources, F317_WhereTheEngineHasFoundNothingNobodyFollowsThePathsAgain)
{
    const TemporaryFolder folder;
    const Experiment asked{
        .workload = WorkloadKind::ImageFilter, .params = {{"input", folder.path().string()}}};
    GivenPictures given{
        .pictures = {{folder.path() / "a.png"}}, .input = {.folder = folder.path()}};
    const auto readable = [&] {
        auto list = PictureList::make(given).value();
        const UniqueFd file(::dup(list.descriptor()));
        return PictureSources::find(asked, PictureList::read(UniqueFd(::dup(file.get()))).value())
            ->sandbox()
            .readable;
    };
    EXPECT_EQ(readable(), std::vector{folder.path()}) << "a result's list has none";
    given.folders.emplace();
    EXPECT_TRUE(readable().empty());
}

TEST(PictureSources, OfABatchThatGoesOnATaskIsTheSampleThatIsLeft)
{
    const Experiment asked{.workload = WorkloadKind::ImageFilter,
        .params = {{"filters", std::string("grayscale")}, {"output", std::string("/somewhere")}}};
    const auto all = PictureSources::find(asked, std::nullopt);
    const auto left = PictureSources::find(
        asked, PictureList::make({.samples = std::vector<std::uint64_t>{3, 7}}).value());
    ASSERT_TRUE(all && left);
    EXPECT_EQ(left->origin(1)->index, 7U);
    EXPECT_EQ(left->result(1), all->result(7));
    EXPECT_FALSE(left->origin(2));
}

TEST(PictureSources, AreToldWhichSamplesARunGoesOnWith)
{
    const TemporaryFolder output;
    Experiment asked{.workload = WorkloadKind::ImageFilter,
        .params = {{"filters", std::string("grayscale")},
            {"output", output.path().string()},
            {"resume", true}},
        .tasks = 2,
        .workers = 1};
    ASSERT_EQ(test::runExperiment(asked).summary.tasks.succeeded, 2U);
    asked.tasks = 5;
    const auto workload = ImageFilterWorkload::create(asked);
    ASSERT_TRUE(workload) << workload.error().message;
    const int files = (*workload)->taskFiles();
    ASSERT_GE(files, 0);
    const auto sources
        = PictureSources::find(asked, PictureList::read(UniqueFd(::dup(files))).value());
    ASSERT_TRUE(sources);
    EXPECT_EQ(sources->origin(0)->index, 2U);
}

TEST(PictureSources, WithoutAListABatchThatGoesOnHasNoSamples)
{
    EXPECT_FALSE(PictureSources::find({.workload = WorkloadKind::ImageFilter,
                                          .params = {{"filters", std::string("grayscale")},
                                              {"output", std::string("/somewhere")},
                                              {"resume", true}}},
        std::nullopt));
}

} // namespace interleave
