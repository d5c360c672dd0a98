#include "core/evidence/history_memory.h"

#include "core/base/cache_line.h"

namespace interleave {

namespace {

constexpr std::uint64_t kHistoryMagic = 0x31'74'73'48'76'6C'74'49U; // "ItlvHst1"

struct Layout
{
    // The size of an array of n more elements, and a step to its end.
    template <class T>
    std::size_t take(std::size_t count)
    {
        const std::size_t begin = bytes;
        bytes += (count * sizeof(T) + kCacheLine - 1) / kCacheLine * kCacheLine;
        return begin;
    }

    Layout(std::uint32_t survivors, std::uint32_t lostCount)
        : head(take<HistoryHead>(1))
        , trunk(take<std::uint32_t>(std::size_t{survivors} + 1))
        , lost(take<LostUpdate>(lostCount))
        , members(take<std::uint32_t>(lostCount))
        , branchRow(take<std::uint32_t>(lostCount))
        , memberFrom(take<std::uint32_t>(std::size_t{lostCount} + 1))
        , largest(take<std::uint32_t>(groups(lostCount)))
    {
    }

    // All levels together are less than a fifteenth; every level is rounded up.
    static std::size_t groups(std::uint32_t branches)
    {
        constexpr std::size_t kMostLevels = 8;
        return branches / (kBranchesInGroup - 1) + kMostLevels;
    }

    std::size_t bytes = 0;
    std::size_t head;
    std::size_t trunk;
    std::size_t lost;
    std::size_t members;
    std::size_t branchRow;
    std::size_t memberFrom;
    std::size_t largest;
};

// Makes the pages of the first `count` elements present.
template <class T>
bool takePages(std::span<T> array, std::size_t count)
{
    constexpr std::uintptr_t kPage = 4'096;
    const auto bytes = std::as_writable_bytes(array.first(count));
    const std::uintptr_t inPage = reinterpret_cast<std::uintptr_t>(bytes.data()) % kPage;
    return populateForWriting(bytes.data() - inPage, bytes.size() + inPage);
}

tl::unexpected<Failure<EvidenceError>> noMemory()
{
    return fail(EvidenceError::NoMemory,
        "the memory is full before every lost update has its row; use fewer updates");
}

tl::unexpected<Failure<EvidenceError>> noHistory()
{
    return fail(EvidenceError::Corrupt, "the descriptor is not for a history of updates");
}

} // namespace

HistoryMemory::HistoryMemory(SharedMemory memory, std::uint32_t survivors, std::uint32_t lostCount)
    : m_memory(std::move(memory))
{
    const Layout layout(survivors, lostCount);
    head = m_memory.objects<HistoryHead>(layout.head, 1).data();
    trunk = m_memory.objects<std::uint32_t>(layout.trunk, std::size_t{survivors} + 1);
    lost = m_memory.objects<LostUpdate>(layout.lost, lostCount);
    branchRow = m_memory.objects<std::uint32_t>(layout.branchRow, lostCount);
    memberFrom = m_memory.objects<std::uint32_t>(layout.memberFrom, std::size_t{lostCount} + 1);
    members = m_memory.objects<std::uint32_t>(layout.members, lostCount);
    largest = m_memory.objects<std::uint32_t>(layout.largest, Layout::groups(lostCount));
}

Result<HistoryMemory, EvidenceError> HistoryMemory::create(
    std::uint32_t survivors, std::uint32_t lostCount)
{
    auto memory = SharedMemory::create("interleave-history", Layout(survivors, lostCount).bytes);
    if (!memory)
        return fail(EvidenceError::NoMemory, memory.error().message);
    preferHugePages(memory->bytes(), memory->size());
    HistoryMemory history(*std::move(memory), survivors, lostCount);
    history.head->magic = kHistoryMagic;
    history.head->survivors = survivors;
    history.head->lost = lostCount;
    if (!takePages(history.trunk, history.trunk.size()) || !takePages(history.lost, lostCount)
        || !takePages(history.members, lostCount))
        return noMemory();
    return history;
}

Result<void, EvidenceError> HistoryMemory::takeBranches() const
{
    if (!takePages(branchRow, head->branches)
        || !takePages(memberFrom, std::size_t{head->branches} + 1))
        return noMemory();
    return {};
}

Result<HistoryMemory, EvidenceError> HistoryMemory::attach(UniqueFd descriptor)
{
    auto memory = SharedMemory::attach(std::move(descriptor));
    if (!memory)
        return fail(EvidenceError::Corrupt, memory.error().message);
    if (memory->size() < sizeof(HistoryHead))
        return noHistory();
    const HistoryHead head = *memory->objects<HistoryHead>(0, 1).data();
    if (head.magic != kHistoryMagic || head.branches > head.lost
        || memory->size() != Layout(head.survivors, head.lost).bytes)
        return noHistory();
    return HistoryMemory(*std::move(memory), head.survivors, head.lost);
}

} // namespace interleave
