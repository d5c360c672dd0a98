#include "core/engine/pictures/decoder_crew.h"

#include "core/base/json.h"
#include "core/base/printable.h"
#include "core/engine/pictures/picture_wire.h"
#include "core/engine/wire/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace interleave {

namespace {

// More than the largest picture needs in a format that is decoded whole, on a busy machine.
constexpr std::uint64_t kPatienceNs = 30'000'000'000;

std::string textOf(const Json& message, const char* name)
{
    const auto found = message.find(name);
    return found != message.end() && found->is_string() ? shownBothEnds(found->get<std::string>())
                                                        : std::string("no reason is known");
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
        const auto& decoder = m_places[place].decoder;
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
    for (std::size_t place = 0; place < m_decoders && !m_waiting.empty() && !m_failed; ++place) {
        if (place == m_places.size()) {
            auto pixels = SharedMemory::create("interleave-picture", kPictureBytes);
            if (!pixels)
                return fail(pixels.error().message);
            m_places.push_back({*std::move(pixels)});
        }
        const auto& decoder = m_places[place].decoder;
        if (decoder && decoder->wish)
            continue;
        if (!decoder && !start(place))
            return;
        give(place, m_waiting.front());
        m_waiting.pop_front();
    }
}

bool DecoderCrew::start(std::size_t place)
{
    auto ends = Channel::createPair();
    auto patience = Timer::create();
    if (!ends || !patience) {
        fail(ends ? patience.error().message : ends.error().message);
        return false;
    }
    SharedMemory& pixels = m_places[place].pixels;
    const int socket = ends->second.get();
    auto process = ChildProcess::fork(std::span(&socket, 1), [&] {
        return decodePictures(
            std::move(ends->second), m_sources, m_thumbnailer, {pixels.bytes(), pixels.size()});
    });
    if (!process) {
        fail(process.error().message);
        return false;
    }
    m_places[place].decoder = std::make_unique<Decoder>(
        Decoder{*std::move(process), Channel(std::move(ends->first)), *std::move(patience)});
    return watch(place);
}

bool DecoderCrew::watch(std::size_t place)
{
    const Decoder& decoder = *m_places[place].decoder;
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

void DecoderCrew::give(std::size_t place, const PictureRequest& wish)
{
    Decoder& decoder = *m_places[place].decoder;
    decoder.wish = wish;
    decoder.patience.startOnce(kPatienceNs);
    static_cast<void>(decoder.channel.send(toJson(wish))); // its death is seen when it is read
}

void DecoderCrew::receive(std::size_t place)
{
    const std::vector<WireMessage> messages = m_places[place].decoder->channel.receive();
    for (const WireMessage& received : messages) {
        if (m_places[place].decoder)
            take(place, received.message);
    }
    if (m_places[place].decoder && m_places[place].decoder->channel.closed())
        onDeath(place);
    handOut();
}

// It may say what it likes, but not of other pictures.
void DecoderCrew::take(std::size_t place, const Json& message)
{
    const std::string type = wire::typeOf(message);
    if (type == wire::kPicturesFailed)
        return fail(textOf(message, "message"));
    Decoder& decoder = *m_places[place].decoder;
    if (!decoder.wish)
        return;
    const PictureRequest wish = *std::exchange(decoder.wish, std::nullopt);
    if (type != wire::kPicture)
        return m_told.problem(wish, textOf(message, "problem"));
    std::optional<Thumbnail> made = wire::sizesOf(message, wish);
    if (!made)
        return m_told.problem(wish, "its decoder gave no picture of that size");
    const std::size_t bytes = std::size_t{3} * static_cast<std::size_t>(made->width)
        * static_cast<std::size_t>(made->height);
    made->rgb.assign(reinterpret_cast<const char*>(m_places[place].pixels.bytes()), bytes);
    m_told.made(wish, *made);
}

void DecoderCrew::onDeath(std::size_t place)
{
    const auto wish = m_places[place].decoder->wish;
    const auto status
        = m_places[place].decoder->process.reapWithin(std::chrono::nanoseconds(kKillGrace).count());
    end(place);
    if (wish)
        m_told.problem(*wish,
            fmt::format("its decoder {}", status ? status->text() : std::string("closed its end")));
}

void DecoderCrew::onPatienceEnds(std::size_t place)
{
    const auto wish = m_places[place].decoder->wish;
    m_places[place].decoder->patience.acknowledge();
    if (!wish)
        return;
    end(place);
    m_told.problem(
        *wish, fmt::format("decoding it took longer than {} s", kPatienceNs / 1'000'000'000));
    handOut();
}

// It is killed where it has not ended.
void DecoderCrew::end(std::size_t place)
{
    const std::unique_ptr<Decoder> ending = std::move(m_places[place].decoder);
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
