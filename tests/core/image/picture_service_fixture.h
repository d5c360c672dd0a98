// A picture service and what it answers, as a window sees it.
#pragma once

#include "core/engine/pictures/picture_client.h"
#include "tests/core/image/encoded_pictures.h"
#include "tests/core/image/test_picture.h"
#include "tests/support/children.h"
#include "tests/support/process_tree.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <memory>
#include <poll.h>
#include <string>
#include <variant>
#include <vector>

namespace interleave {

inline constexpr PictureBox kBox{64, 48};

inline std::string smallJpeg()
{
    return encodedAs(".jpg", testPicture({64, 64}, 3));
}

inline Experiment grayscaleOf(const std::string& input)
{
    return {.workload = WorkloadKind::ImageFilter,
        .params = {{"input", input}, {"filters", std::string("grayscale")}}};
}

class PictureServiceTest : public testing::Test
{
protected:
    void add(const std::string& name, const std::string& bytes)
    {
        std::ofstream(folder.path() / name, std::ios::binary) << bytes;
        list(name);
    }
    /// Whatever it is.
    void list(const std::string& name) { pictures.push_back({folder.path() / name, name}); }
    void start() { start(grayscaleOf(folder.path().string())); }
    void start(const Experiment& asked)
    {
        const auto all = PictureList::make({.pictures = pictures});
        ASSERT_TRUE(all);
        startWith(asked, &*all);
    }
    void startWith(const Experiment& asked, const PictureList* all)
    {
        auto started = PictureClient::start(INTERLEAVE_PROGRAM, asked, all);
        ASSERT_TRUE(started) << started.error().message;
        client = *std::move(started);
    }
    void want(std::uint64_t first, std::uint64_t count, PictureSide side = PictureSide::Input)
    {
        std::vector<PictureRequest> wishes;
        for (std::uint64_t task = first; task < first + count; ++task)
            wishes.push_back({task, side, kBox});
        client->want(wishes);
    }
    void receive()
    {
        pollfd readable{client->descriptor(), POLLIN, 0};
        ::poll(&readable, 1, 50);
        for (PictureMessage& message : client->receive()) {
            if (auto* picture = std::get_if<PictureMade>(&message))
                made[picture->wish.task] = picture->picture;
            else if (const auto* problem = std::get_if<PictureProblem>(&message))
                problems[problem->wish.task] = problem->why;
            else if (const auto* ended = std::get_if<PicturesFailed>(&message))
                failed = ended->why;
            else
                found = std::get<PicturesFound>(message).pictures;
        }
    }
    template <class Condition>
    void await(Condition condition)
    {
        ASSERT_TRUE(test::eventually([&] {
            receive();
            return condition();
        }));
    }
    void awaitAnswers(std::size_t count)
    {
        await([&] { return made.size() + problems.size() >= count || !failed.empty(); });
        EXPECT_EQ(failed, "");
    }
    [[nodiscard]] std::vector<pid_t> decoders() const { return test::childrenOf(client->pid()); }

    TemporaryFolder folder;
    std::vector<Picture> pictures;
    std::unique_ptr<PictureClient> client;
    std::map<std::uint64_t, Thumbnail> made;
    std::map<std::uint64_t, std::string> problems;
    std::string failed;
    std::shared_ptr<const PictureList> found;
};

} // namespace interleave
