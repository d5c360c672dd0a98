// What a window holds of a picture service: it spawns `interleave pictures` and asks it.
//
// Thread safety: one thread at a time. Nothing here waits but end(). A service that dies gives one
// last PicturesFailed.
#pragma once

#include "core/base/system_error.h"
#include "core/engine/pictures/picture_request.h"
#include "core/model/experiment.h"
#include "core/workload/image/picture_list.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace interleave {

/// Which pictures the run's folder has now, where the client had no list.
struct PicturesFound
{
    std::shared_ptr<const PictureList> pictures;
};

struct PictureMade
{
    PictureRequest wish;
    Thumbnail picture; // as many pixels as it says, and none larger than wished
};

struct PictureProblem
{
    PictureRequest wish;
    std::string why;
};

struct PicturesFailed
{
    std::string why;
};

using PictureMessage = std::variant<PicturesFound, PictureMade, PictureProblem, PicturesFailed>;

class PictureClient
{
public:
    /// `list`: as the engine gave it; null: the service looks itself. Costs about 1 ms.
    [[nodiscard]] static Result<std::unique_ptr<PictureClient>, SystemError> start(
        const std::filesystem::path& program,
        const Experiment& experiment,
        const PictureList* list);
    PictureClient(const PictureClient&) = delete;
    PictureClient& operator=(const PictureClient&) = delete;
    PictureClient(PictureClient&&) = delete;
    PictureClient& operator=(PictureClient&&) = delete;
    ~PictureClient();

    [[nodiscard]] pid_t pid() const;
    /// Readable when receive() has something.
    [[nodiscard]] int descriptor() const;
    [[nodiscard]] std::vector<PictureMessage> receive();
    /// These in this order, and nothing else any more.
    void want(std::span<const PictureRequest> wishes);
    /// The service has not taken all yet: sendMore() when descriptor() can be written to.
    [[nodiscard]] bool hasMore() const;
    void sendMore();
    /// Closes the socket and waits for the service's end, at most 2 s; the destructor does the
    /// same.
    void end();

private:
    struct Connection;
    explicit PictureClient(std::unique_ptr<Connection> connection);
    std::unique_ptr<Connection> m_connection;
};

} // namespace interleave
