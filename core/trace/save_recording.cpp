#include "core/trace/recording.h"
#include "core/trace/sections.h"

#include <algorithm>
#include <cstddef>
#include <cstring>

namespace interleave {

namespace {

// Writes parts one after the other, and zeroes between them.
class PartWriter
{
public:
    explicit PartWriter(const Recording::Write& write)
        : m_write(write)
    {
    }

    void put(std::uint64_t offset, std::string_view bytes)
    {
        fillTo(offset);
        send(bytes);
    }
    void fillTo(std::uint64_t offset)
    {
        static constexpr char zeroes[kRecordingPage] = {};
        while (m_at < offset)
            send({zeroes, std::min<std::uint64_t>(offset - m_at, sizeof zeroes)});
    }
    [[nodiscard]] const Result<void, SystemError>& written() const { return m_written; }

private:
    void send(std::string_view bytes)
    {
        if (m_written && !bytes.empty())
            m_written = m_write(bytes);
        m_at += bytes.size();
    }

    const Recording::Write& m_write;
    std::uint64_t m_at = 0;
    Result<void, SystemError> m_written;
};

} // namespace

Result<void, SystemError> Recording::save(std::string_view resultText, const Write& write) const
{
    RecordingLayout saved = m_layout;
    saved.blocks = blocksTaken();
    saved.frameCapacity
        = std::min(header().frameCount.load(std::memory_order_acquire), m_layout.frameCapacity);
    placeSections(saved, m_layout.experiment.bytes, resultText.size());

    const auto* from = reinterpret_cast<const char*>(m_mapping.bytes());
    std::string head(from, sizeof(RecordingHeader));
    std::memcpy(head.data() + offsetof(RecordingHeader, layout), &saved, sizeof saved);

    PartWriter parts(write);
    parts.put(0, head);
    const auto copy = [&](const Section& source, const Section& target) {
        parts.put(target.offset, {from + source.offset, target.bytes});
    };
    copy(m_layout.experiment, saved.experiment);
    parts.put(saved.result.offset, resultText);
    copy(m_layout.coreNumbers, saved.coreNumbers);
    copy(m_layout.counters, saved.counters);
    copy(m_layout.histograms, saved.histograms);
    copy(m_layout.blockOwners, saved.blockOwners);
    copy(m_layout.events, saved.events);
    copy(m_layout.frames, saved.frames);
    parts.fillTo(saved.totalBytes);
    return parts.written();
}

} // namespace interleave
