#include "core/pool/pool_memory.h"

#include <bit>
#include <thread>

namespace interleave {

namespace {

// Twice as many places as tasks on their way, so that a worker that is slow to take its request
// does not hold up the others at once.
std::uint64_t ringFor(std::uint32_t places, std::uint32_t slots)
{
    return std::bit_ceil(2ULL * (places + slots));
}

std::size_t bytesFor(std::uint32_t places, std::uint32_t slots)
{
    return sizeof(PoolBlock) + places * (sizeof(Desk) + sizeof(CrashNote))
        + ringFor(places, slots) * sizeof(Request) + slots * sizeof(TaskSlot)
        + PoolMemory::kJobAreas * PoolMemory::kJobAreaBytes;
}

} // namespace

PoolMemory::PoolMemory(SharedMemory memory, std::uint32_t places, std::uint32_t slots)
    : m_memory(std::move(memory))
{
    std::size_t at = sizeof(PoolBlock);
    m_desks = m_memory.objects<Desk>(at, places);
    at += m_desks.size_bytes();
    m_crashes = m_memory.objects<CrashNote>(at, places);
    at += m_crashes.size_bytes();
    m_requests = m_memory.objects<Request>(at, ringFor(places, slots));
    at += m_requests.size_bytes();
    m_slots = m_memory.objects<TaskSlot>(at, slots);
    at += m_slots.size_bytes();
    m_jobAreas = m_memory.objects<std::byte>(at, kJobAreas * kJobAreaBytes);
}

Result<PoolMemory, SystemError> PoolMemory::create(std::uint32_t places, std::uint32_t slots)
{
    auto memory = SharedMemory::create("interleave-pool", bytesFor(places, slots));
    if (!memory)
        return tl::unexpected(memory.error());
    if (auto reserved = memory->reserve(0, memory->size()); !reserved)
        return tl::unexpected(reserved.error());
    return PoolMemory(*std::move(memory), places, slots);
}

Result<PoolMemory, SystemError> PoolMemory::attach(
    UniqueFd descriptor, std::uint32_t places, std::uint32_t slots)
{
    auto memory = SharedMemory::attach(std::move(descriptor));
    if (!memory)
        return tl::unexpected(memory.error());
    if (memory->size() != bytesFor(places, slots))
        return fail(SystemError::Broken, "the memory of the pool has another size");
    return PoolMemory(*std::move(memory), places, slots);
}

std::span<std::byte> PoolMemory::jobArea(std::uint32_t area, std::size_t bytes)
{
    if (area >= kJobAreas || bytes > kJobAreaBytes)
        return {};
    return m_jobAreas.subspan(area * kJobAreaBytes, bytes);
}

PoolMemory::TakeBack PoolMemory::takeBack(std::uint64_t ticket)
{
    constexpr int kMoment = 1'000; // of yields, some 0.1 ms
    Request& place = request(ticket);
    for (const std::uint32_t expected : {filledWord(ticket), emptyWord(ticket)}) {
        std::uint32_t word = expected;
        if (!place.word.compare_exchange_strong(word, takenWord(ticket)))
            continue;
        futexWakeAll(place.word);
        InHand hand = inHand(ticket);
        for (int i = 0; i < kMoment && hand == InHand::AboutToBe; ++i) {
            std::this_thread::yield();
            hand = inHand(ticket);
        }
        return hand == InHand::Nobodys  ? TakeBack::Done
            : hand == InHand::AboutToBe ? TakeBack::Undecided
                                        : TakeBack::TooLate;
    }
    return TakeBack::TooLate;
}

// A worker that says it is about to take `ticket` has seen the request before it was taken back, or
// will see in a moment that it was.
PoolMemory::InHand PoolMemory::inHand(std::uint64_t ticket) const
{
    for (const Desk& desk : m_desks) {
        // In this order: it stores its phase first, and that of the task before would deceive.
        if (desk.task.load() == ticket + 1)
            return desk.phase.load() == TaskPhase::Waiting ? InHand::AboutToBe : InHand::Somebodys;
    }
    return InHand::Nobodys;
}

} // namespace interleave
