// The real picture service, as a window uses it: asked, scrolled away from, and given what harms
// it.

#include "core/base/file.h"
#include "core/engine/pictures/picture_client.h"
#include "core/workload/image/sandbox.h"
#include "tests/core/image/picture_service_fixture.h"
#include "tests/support/children.h"
#include "tests/support/engine_run.h"
#include "tests/support/process_tree.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>

#include <opencv2/imgcodecs.hpp>

#include <csignal>
#include <fstream>
#include <map>
#include <poll.h>
#include <sys/stat.h>

namespace interleave {

namespace {

using test::eventually;
using testing::HasSubstr;

} // namespace

TEST_F(PictureServiceTest, MakesEachFormatSmallEnoughForItsBox)
{
    const cv::Mat picture = testPicture({640, 480}, 3);
    for (const char* ending : {".jpg", ".png", ".tiff", ".bmp", ".webp"})
        add(std::string("a") + ending, encodedAs(ending, picture));
    add("with-alpha.png", encodedAs(".png", testPicture({640, 480}, 4)));
    start();
    want(0, 6);
    awaitAnswers(6);
    ASSERT_EQ(made.size(), 6U);
    for (const auto& [task, thumbnail] : made) {
        EXPECT_EQ(thumbnail.width, 64) << task;
        EXPECT_EQ(thumbnail.height, 48) << task;
        EXPECT_EQ(thumbnail.rgb.size(), 64U * 48 * 3);
        EXPECT_EQ(thumbnail.fullWidth, 640);
        EXPECT_EQ(thumbnail.fullHeight, 480);
    }
}

TEST_F(PictureServiceTest, KeepsTheColoursOfAReducedJpeg)
{
    const cv::Mat picture(480, 640, CV_8UC3, cv::Scalar(40, 120, 200)); // blue, green, red
    add("a.jpg", encodedAs(".jpg", picture));
    start();
    want(0, 1);
    awaitAnswers(1);
    const std::string& rgb = made[0].rgb;
    ASSERT_GE(rgb.size(), 3U);
    EXPECT_NEAR(static_cast<unsigned char>(rgb[0]), 200, 3);
    EXPECT_NEAR(static_cast<unsigned char>(rgb[1]), 120, 3);
    EXPECT_NEAR(static_cast<unsigned char>(rgb[2]), 40, 3);
}

TEST_F(PictureServiceTest, ShowsAPictureTheRightWayUp)
{
    add("side.jpg", jpegWithExif(encodedAs(".jpg", testPicture({640, 480}, 3)), exifWith(6)));
    start();
    want(0, 1);
    awaitAnswers(1);
    EXPECT_EQ(made[0].fullWidth, 480);
    EXPECT_EQ(made[0].fullHeight, 640);
    EXPECT_EQ(made[0].height, 48);
    EXPECT_EQ(made[0].width, 36);
}

TEST_F(PictureServiceTest, F250_WhatIsHostileIsKeptToItsOwnThumbnail)
{
    const std::string whole = smallJpeg();
    add("whole.jpg", whole);
    add("cut.jpg", whole.substr(0, whole.size() / 2));
    add("huge.ppm", "P6\n100000 100000\n255\n...");
    ASSERT_EQ(::mkfifo((folder.path() / "pipe.png").c_str(), 0600), 0);
    list("pipe.png");
    std::filesystem::create_symlink("nowhere.png", folder.path() / "link.png");
    list("link.png");
    list("vanished.png");
    std::filesystem::create_directory(folder.path() / "folder.png");
    list("folder.png");
    add("empty.png", "");
    add("last.jpg", whole);
    start();
    want(0, 9);
    awaitAnswers(9);
    EXPECT_TRUE(made.contains(0));
    EXPECT_TRUE(made.contains(8));
    EXPECT_EQ(made.size(), 2U);
    EXPECT_THAT(problems[1], HasSubstr("cut.jpg: the picture is damaged or cut off"));
    EXPECT_THAT(problems[2], HasSubstr("huge.ppm: "));
    EXPECT_THAT(problems[3], HasSubstr("it is a pipe"));
    EXPECT_THAT(problems[4], HasSubstr("link.png: "));
    EXPECT_THAT(problems[5], HasSubstr("vanished.png: "));
    EXPECT_THAT(problems[6], HasSubstr("it is a folder"));
    EXPECT_THAT(problems[7], HasSubstr("the file is empty"));
}

TEST_F(PictureServiceTest, F251_WithADecoderOnlyItsPictureIsLost)
{
    for (const char* name : {"a.jpg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg"})
        add(name, smallJpeg());
    start();
    want(0, 2);
    awaitAnswers(2);
    const std::vector<pid_t> all = decoders();
    ASSERT_FALSE(all.empty());
    for (const pid_t decoder : all)
        ::kill(decoder, SIGSTOP); // it is given a picture, and keeps it
    want(2, 4);
    await([&] { return decoders().size() >= 2; }); // which were all handed out
    ::kill(all.front(), SIGKILL);
    await([&] { return !problems.empty(); });
    for (const pid_t decoder : all)
        ::kill(decoder, SIGCONT);
    awaitAnswers(6);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_THAT(problems.begin()->second, HasSubstr("SIGKILL"));
    EXPECT_EQ(made.size(), 5U);
}

TEST_F(PictureServiceTest, F252_NothingThatIsOutOfSightIsWaitedFor)
{
    for (int i = 0; i < 20; ++i)
        add(std::to_string(i) + ".jpg", smallJpeg());
    start();
    want(0, 8);
    awaitAnswers(8);
    for (const pid_t decoder : decoders())
        ::kill(decoder, SIGSTOP); // as busy as one can be
    want(8, 8);
    want(19, 1);
    await([&] { return made.contains(19); });
    EXPECT_TRUE(problems.empty());
}

TEST_F(PictureServiceTest, DecodesInTheSandbox)
{
    add("a.jpg", smallJpeg());
    start();
    want(0, 1);
    awaitAnswers(1);
    ASSERT_EQ(decoders().size(), 1U);
    const auto status
        = readFile("/proc/" + std::to_string(decoders().front()) + "/status", 100'000);
    ASSERT_TRUE(status);
    EXPECT_THAT(*status, HasSubstr("NoNewPrivs:\t1"));
    EXPECT_THAT(*status, HasSubstr(sandboxMeans().seccomp ? "Seccomp:\t2" : "Seccomp:"));
}

TEST_F(PictureServiceTest, ReadsNoFileOutsideOfTheFolders)
{
    if (sandboxMeans().landlock == 0)
        GTEST_SKIP() << "this kernel has no Landlock";
    const TemporaryFolder elsewhere;
    const std::filesystem::path file = elsewhere.path() / "a.jpg";
    std::ofstream(file, std::ios::binary) << smallJpeg();
    pictures.push_back({file, "a.jpg"});
    start();
    want(0, 1);
    awaitAnswers(1);
    EXPECT_THAT(problems[0], HasSubstr("ermission denied"));
}

TEST_F(PictureServiceTest, LooksItselfWhereNobodyHasTheList)
{
    add("b.jpg", smallJpeg());
    add("a.jpg", smallJpeg());
    startWith(grayscaleOf(folder.path().string()), nullptr);
    want(0, 2);
    awaitAnswers(2);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->nameOf(0), "a.jpg");
    EXPECT_EQ(found->nameOf(1), "b.jpg");
    EXPECT_EQ(found->nameOf(2), "");
}

TEST_F(PictureServiceTest, F253_AFolderThatHasGoneIsSaid)
{
    startWith(grayscaleOf((folder.path() / "gone").string()), nullptr);
    await([&] { return !failed.empty(); });
    EXPECT_THAT(failed, HasSubstr("gone"));
}

TEST_F(PictureServiceTest, FindsTheResultsEqualToOneWorkersOwn)
{
    const TemporaryFolder output;
    for (const char* name : {"a.png", "b.png", "c.png"})
        add(name, encodedAs(".png", testPicture({97, 89}, 3)));
    Experiment asked = grayscaleOf(folder.path().string());
    asked.params["output"] = output.path().string();
    asked.params["filters"] = std::string("blur sigma=2");
    asked.workers = 2;
    ASSERT_EQ(test::runExperiment(asked).summary.tasks.succeeded, 3U);
    start(asked);
    want(0, 3, PictureSide::Difference);
    awaitAnswers(3);
    ASSERT_EQ(made.size(), 3U);
    EXPECT_EQ(made[0].differing, 0U);

    const std::string changed = (output.path() / "a.png").string();
    cv::Mat other = cv::imread(changed);
    other.at<cv::Vec3b>(3, 5)[1] ^= 8U;
    cv::imwrite(changed, other);
    made.clear();
    want(0, 1, PictureSide::Difference);
    awaitAnswers(1);
    EXPECT_EQ(made[0].differing, 1U);
    EXPECT_EQ(made[0].largest, 8);
}

TEST_F(PictureServiceTest, ShowsThePicturesThatTheProgramMakes)
{
    startWith(grayscaleOf({}), nullptr);
    want(3, 1, PictureSide::Filtered);
    awaitAnswers(1);
    const std::string& rgb = made[3].rgb;
    ASSERT_FALSE(rgb.empty());
    for (std::size_t pixel = 0; pixel < rgb.size(); pixel += 3)
        ASSERT_EQ(rgb[pixel], rgb[pixel + 2]);
}

TEST_F(PictureServiceTest, F254_AServiceThatIsKilledIsSaid)
{
    add("a.jpg", smallJpeg());
    start();
    want(0, 1);
    awaitAnswers(1);
    ::kill(client->pid(), SIGKILL);
    await([&] { return !failed.empty(); });
}

// Both sides have more to say than a socket holds.
TEST_F(PictureServiceTest, F259_AWindowIsNotHeldUpByAServiceThatStandsStill)
{
    startWith(grayscaleOf({}), nullptr);
    want(0, 1);
    awaitAnswers(1);
    ::kill(client->pid(), SIGSTOP);
    ::alarm(60);
    for (std::uint64_t first = 1; first < 2000; ++first)
        want(first, 50);
    ::alarm(0);
    EXPECT_TRUE(client->hasMore());
    ::kill(client->pid(), SIGCONT);
    await([&] {
        client->sendMore();
        return made.contains(2048);
    });
    EXPECT_FALSE(client->hasMore());
}

TEST_F(PictureServiceTest, F259_AServiceEndsWhoseWindowTakesNothing)
{
    for (int i = 0; i < 1000; ++i)
        list("a.png");
    std::ofstream(folder.path() / "a.png", std::ios::binary)
        << encodedAs(".png", testPicture({8, 8}, 3));
    start();
    want(0, 1000);
    EXPECT_TRUE(eventually([&] { return test::stateOf(client->pid()) == 'Z'; }));
    await([&] { return !failed.empty(); });
}

} // namespace interleave
