#include "core/engine/pictures/decoder_crew.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/wire/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <span>
#include <sys/mman.h>
#include <utility>

namespace interleave {

namespace {

// More than the largest picture needs in a format that is decoded whole, on a busy machine.
constexpr std::uint64_t kPatienceNs = 30'000'000'000;

std::string reasonIn(const Json& message, const char* name)
{
    const std::string text = wire::textOf(message, name);
    return text.empty() ? std::string("no reason is known") : shownBothEnds(text);
}

Result<void, SystemError> keepFromChildren(SharedMemory& memory)
{
    if (::madvise(memory.bytes(), memory.size(), MADV_DONTFORK) != 0)
        return failErrno("keep memory from child processes");
    return {};
}

} // namespace

DecoderCrew::DecoderCrew(EventLoop& loop,
    const PictureSources& sources,
    const Thumbnailer& thumbnailer,
    std::size_t decoders,
    Told told)
    : m_loop(loop)
    , m_sources(sources)
    , m_thumbnailer(thumbnailer)
    , m_decoders(decoders)
    , m_told(std::move(told))
{
}

DecoderCrew::~DecoderCrew()
{
    for (std::size_t place = 0; place < m_places.size(); ++place)
        end(place);
}

void DecoderCrew::want(const std::vector<PictureRequest>& wishes)
{
    m_waiting.assign(wishes.begin(), wishes.end());
    for (std::size_t place = 0; place < m_places.size(); ++place) {
        const auto& decoder = m_places[place];
        if (!decoder || !decoder->wish)
            continue;
        if (const auto same = std::ranges::find(m_waiting, *decoder->wish); same != m_waiting.end())
            m_waiting.erase(same); // it comes
        else
            end(place);
    }
    handOut();
}

void DecoderCrew::handOut()
{
    m_places.resize(m_decoders);
    std::size_t coming = 0; // decoders that will be ready
    for (std::size_t place = 0; place < m_decoders && coming < m_waiting.size(); ++place) {
        if (m_failed || (!m_places[place] && !start(place)))
            return;
        const Decoder& decoder = *m_places[place];
        if (!decoder.isReady) {
            ++coming;
        } else if (!decoder.wish) {
            give(place, m_waiting.front());
            m_waiting.pop_front();
        }
    }
}

// Those that are forked later have nothing of its pixels.
Result<std::unique_ptr<DecoderCrew::Decoder>, SystemError> DecoderCrew::forkDecoder() const
{
    auto pixels = SharedMemory::create("interleave-picture", kPictureBytes);
    if (!pixels)
        return tl::unexpected(std::move(pixels.error()));
    auto patience = Timer::create();
    if (!patience)
        return tl::unexpected(std::move(patience.error()));
    auto ends = Channel::createPair();
    if (!ends)
        return tl::unexpected(std::move(ends.error()));
    const int socket = ends->second.get();
    auto process = ChildProcess::fork(std::span(&socket, 1), [&] {
        return decodePictures(
            std::move(ends->second), m_sources, m_thumbnailer, {pixels->bytes(), pixels->size()});
    });
    if (!process)
        return tl::unexpected(std::move(process.error()));
    if (auto kept = keepFromChildren(*pixels); !kept)
        return tl::unexpected(std::move(kept.error()));
    Channel channel(std::move(ends->first), kMostOfDecoder);
    return std::make_unique<Decoder>(
        Decoder{*std::move(pixels), *std::move(process), std::move(channel), *std::move(patience)});
}

bool DecoderCrew::start(std::size_t place)
{
    auto decoder = forkDecoder();
    if (!decoder) {
        fail(decoder.error().message);
        return false;
    }
    m_places[place] = *std::move(decoder);
    m_places[place]->patience.startOnce(kPatienceNs);
    return watch(place);
}

bool DecoderCrew::watch(std::size_t place)
{
    const Decoder& decoder = *m_places[place];
    const auto watched
        = m_loop.watch(decoder.channel.descriptor(), [this, place] { receive(place); })
              .and_then([&] {
                  return m_loop.watch(
                      decoder.patience.descriptor(), [this, place] { onPatienceEnds(place); });
              });
    if (!watched)
        fail(watched.error().message);
    return watched.has_value();
}

// Its death is seen when it is read.
void DecoderCrew::give(std::size_t place, const PictureRequest& wish)
{
    Decoder& decoder = *m_places[place];
    decoder.wish = wish;
    decoder.patience.startOnce(kPatienceNs);
    static_cast<void>(decoder.channel.post(toJson(wish)));
    if (!decoder.channel.allSent())
        decoder.process.signal(SIGKILL); // it answers and does not read
}

void DecoderCrew::receive(std::size_t place)
{
    const std::vector<WireMessage> messages = m_places[place]->channel.receive();
    for (const WireMessage& received : messages) {
        if (m_places[place])
            take(place, received.message);
    }
    if (m_places[place] && m_places[place]->channel.closed())
        onDeath(place);
    handOut();
}

// It may say what it likes, but not of other pictures.
void DecoderCrew::take(std::size_t place, const Json& message)
{
    Decoder& decoder = *m_places[place];
    const std::string type = wire::typeOf(message);
    if (!decoder.isReady && type == wire::kPicturesFailed)
        return fail(reasonIn(message, "message"));
    if (!decoder.isReady) {
        decoder.isReady = type == wire::kDecoderReady;
        return;
    }
    if (!decoder.wish || requestFromJson(message) != *decoder.wish)
        return lose(place, "its decoder said what nobody asked");
    const PictureRequest wish = *std::exchange(decoder.wish, std::nullopt);
    if (type != wire::kPicture)
        return m_told.problem(wish, reasonIn(message, "problem"));
    std::optional<Thumbnail> made = wire::sizesOf(message, wish);
    if (!made)
        return m_told.problem(wish, "its decoder gave no picture of that size");
    made->rgb.assign(
        reinterpret_cast<const char*>(decoder.pixels.bytes()), wire::pixelBytes(*made));
    m_told.made(wish, *made);
}

// It may have closed its end and live on.
void DecoderCrew::onDeath(std::size_t place)
{
    ChildProcess& process = m_places[place]->process;
    process.signal(SIGKILL);
    const auto status = process.reapWithin(std::chrono::nanoseconds(kKillGrace).count());
    lose(place,
        fmt::format("its decoder {}", status ? status->text() : std::string("closed its end")));
}

void DecoderCrew::onPatienceEnds(std::size_t place)
{
    const Decoder& decoder = *m_places[place];
    if (!decoder.patience.acknowledge() || (decoder.isReady && !decoder.wish))
        return;
    lose(place, fmt::format("decoding it took longer than {} s", kPatienceNs / 1'000'000'000));
    handOut();
}

// Also where it was never ready a picture goes with it: others are not started without end.
void DecoderCrew::lose(std::size_t place, const std::string& why)
{
    std::optional<PictureRequest> wish = m_places[place]->wish;
    if (!m_places[place]->isReady && !m_waiting.empty()) {
        wish = m_waiting.front();
        m_waiting.pop_front();
    }
    end(place);
    if (wish)
        m_told.problem(*wish, why);
}

// It is killed where it has not ended.
void DecoderCrew::end(std::size_t place)
{
    const std::unique_ptr<Decoder> ending = std::move(m_places[place]);
    if (!ending)
        return;
    m_loop.unwatch(ending->channel.descriptor());
    m_loop.unwatch(ending->patience.descriptor());
}

void DecoderCrew::fail(const std::string& why)
{
    m_waiting.clear();
    if (!std::exchange(m_failed, true))
        m_told.failed(why);
}

} // namespace interleave
