#include "core/engine/pictures/picture_client.h"

#include "core/base/json.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/wire/channel.h"
#include "core/engine/wire/wire.h"
#include "core/ipc/memory_file.h"
#include "core/process/child_process.h"

#include <csignal>
#include <optional>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint64_t kEndGraceNs = 1'000'000'000;

std::optional<PictureMessage> readPicture(const WireMessage& received, const PictureRequest& wish)
{
    auto made = wire::sizesOf(received.message, wish);
    if (!made || !received.descriptor.valid())
        return std::nullopt;
    auto pixels = readMemoryFile(received.descriptor.get());
    if (!pixels || pixels->size() != wire::pixelBytes(*made))
        return std::nullopt;
    made->rgb = *std::move(pixels);
    return PictureMade{wish, *std::move(made)};
}

std::optional<PictureMessage> readFound(WireMessage& received)
{
    auto list = PictureList::read(std::move(received.descriptor));
    if (!list)
        return PicturesFailed{list.error().message};
    return PicturesFound{std::make_shared<const PictureList>(*std::move(list))};
}

std::optional<PictureMessage> readMessage(WireMessage& received)
{
    const std::string type = wire::typeOf(received.message);
    if (type == wire::kFound)
        return readFound(received);
    if (type == wire::kPicturesFailed)
        return PicturesFailed{wire::textOf(received.message, "message")};
    const auto wish = requestFromJson(received.message);
    if (!wish)
        return std::nullopt;
    if (type == wire::kPicture)
        return readPicture(received, *wish);
    if (type == wire::kPictureProblem)
        return PictureProblem{*wish, wire::textOf(received.message, "problem")};
    return std::nullopt;
}

} // namespace

struct PictureClient::Connection
{
    Channel channel;
    ChildProcess process;
    std::optional<std::vector<PictureRequest>>
        unsaid{}; // the newest, which waits for the one before
    bool failed = false; // its last message is here
    bool reaped = false;
};

PictureClient::PictureClient(std::unique_ptr<Connection> connection)
    : m_connection(std::move(connection))
{
}

PictureClient::~PictureClient()
{
    end();
}

Result<std::unique_ptr<PictureClient>, SystemError> PictureClient::start(
    const std::filesystem::path& program, const Experiment& experiment, const PictureList* list)
{
    auto ends = Channel::createPair();
    if (!ends)
        return tl::unexpected(ends.error());
    auto process = ChildProcess::spawn(
        program.string(), {"interleave", "pictures", "--control-fd", "3"}, ends->second.get());
    if (!process)
        return tl::unexpected(process.error());
    ends->second.reset();
    auto connection = std::make_unique<Connection>(
        Connection{Channel(std::move(ends->first)), *std::move(process)});
    // When this fails it has died already, and receive() says so.
    static_cast<void>(connection->channel.send(wire::openPictures(experiment),
        list == nullptr ? std::nullopt : std::optional(list->descriptor())));
    return std::unique_ptr<PictureClient>(new PictureClient(std::move(connection)));
}

pid_t PictureClient::pid() const
{
    return m_connection->process.pid();
}

int PictureClient::descriptor() const
{
    return m_connection->channel.descriptor();
}

std::vector<PictureMessage> PictureClient::receive()
{
    std::vector<PictureMessage> messages;
    for (WireMessage& received : m_connection->channel.receive()) {
        if (auto message = readMessage(received))
            messages.push_back(*std::move(message));
    }
    if (m_connection->channel.closed() && !std::exchange(m_connection->failed, true))
        messages.emplace_back(PicturesFailed{"the process that reads the pictures has ended"});
    return messages;
}

void PictureClient::want(std::span<const PictureRequest> wishes)
{
    m_connection->unsaid.emplace(wishes.begin(), wishes.end());
    sendMore();
}

bool PictureClient::hasMore() const
{
    return m_connection->unsaid || !m_connection->channel.allSent();
}

// When this fails it has died, and receive() says so.
void PictureClient::sendMore()
{
    static_cast<void>(m_connection->channel.flush());
    if (!m_connection->unsaid || !m_connection->channel.allSent())
        return;
    const auto wishes = *std::exchange(m_connection->unsaid, std::nullopt);
    static_cast<void>(m_connection->channel.post(wire::want(wishes)));
}

// Its decoders end with it.
void PictureClient::end()
{
    if (std::exchange(m_connection->reaped, true))
        return;
    {
        const Channel closing = std::move(m_connection->channel);
    }
    if (m_connection->process.reapWithin(kEndGraceNs))
        return;
    m_connection->process.signal(SIGKILL);
    static_cast<void>(m_connection->process.reapWithin(kEndGraceNs));
}

} // namespace interleave
