// How an item gets into the buffer and out of it: through the ring, where semaphores, condition
// variables or spinning tell of room and of items, or by messages of the library.
#pragma once

#include "core/workload/buffer_message_channel.h"
#include "core/workload/buffer_patience.h"
#include "core/workload/worker_context.h"

#include <sched.h>

namespace interleave {

enum class RingWait { Semaphores, Condition, Spin };

/// What all workers of a run have in common.
struct BufferWay
{
    RingWait wait = RingWait::Semaphores;
    const BufferMessageChannel* messages = nullptr; // in place of the ring
    std::uint64_t producers = 1;
};

/// For one worker's task. `Access` guards the ring.
template <class Access>
class BufferPassage
{
public:
    using Item = std::uint64_t;

    BufferPassage(
        const BufferWay& way, const BufferArea& area, const Access& access, WorkerContext& worker)
        : m_way(way)
        , m_area(area)
        , m_access(access)
        , m_worker(worker)
    {
    }

    [[nodiscard]] Passage put(Item item) const
    {
        Buffer& buffer = m_area.buffer;
        if (m_way.messages == nullptr)
            return throughRing(buffer.places, buffer.arrivals, [&](auto roomIsKnown) {
                return updateIf([&] { return roomIsKnown() || !buffer.ring.isFull(); },
                    [&](auto pause) { buffer.ring.put(item, pause); });
            });
        buffer.put.fetch_add(1);
        return waitUntil([&] { return m_way.messages->put(item, kSlice); }, nullptr);
    }

    [[nodiscard]] Passage take(Item& item) const
    {
        Buffer& buffer = m_area.buffer;
        if (m_way.messages == nullptr)
            return throughRing(buffer.arrivals, buffer.places, [&](auto itemIsKnown) {
                return updateIf([&] { return itemIsKnown() || !buffer.ring.isEmpty(); },
                    [&](auto pause) { item = buffer.ring.take(pause); });
            });
        const auto received = [&] {
            const auto message = m_way.messages->take(kSlice);
            item = message.value_or(item);
            return message.has_value();
        };
        const Passage passage = waitUntil(received, nullptr);
        if (passage == Passage::Done)
            buffer.taken.fetch_add(1);
        return passage;
    }

private:
    static constexpr std::chrono::nanoseconds kSlice{kBufferSliceNs};

    // In one critical section, whose window is as wide as the experiment says.
    template <class May, class Update>
    bool updateIf(May may, Update update) const
    {
        bool done = false;
        m_access.update([&](const auto&) {
            done = may();
            if (done)
                update([&] {
                    if (m_worker.delayNs != 0)
                        TimedPause(m_worker.clock, m_worker.delayNs)();
                });
        });
        return done;
    }

    // `tryIf` takes whether it is known already that there is room, or an item.
    template <class Try>
    Passage throughRing(Signal& awaited, Signal& told, Try tryIf) const
    {
        const auto look = [&] { return tryIf([] { return false; }); };
        if (m_way.wait == RingWait::Spin)
            return waitUntil(look, nullptr);
        const Passage passage = m_way.wait == RingWait::Semaphores ? counted(awaited, tryIf)
                                                                   : waitUntil(look, &awaited);
        if (passage == Passage::Done)
            told.raise();
        return passage;
    }

    // What a semaphore counts is there; after a death its count may be too low, and everybody looks
    // into the ring.
    template <class Try>
    Passage counted(Signal& semaphore, Try tryIf) const
    {
        const auto isCounted = [&] { return m_area.buffer.uncounted.load() == 0; };
        const Passage passage
            = waitUntil([&] { return !isCounted() || semaphore.tryTake(); }, &semaphore);
        if (passage != Passage::Done || tryIf(isCounted))
            return passage;
        return waitUntil([&] { return tryIf([] { return false; }); }, &semaphore);
    }

    // Tries until it succeeds or nobody can help it any more.
    template <class Try>
    Passage waitUntil(Try tryOnce, Signal* signal) const
    {
        std::uint32_t seen = signal != nullptr ? signal->word.load() : 0;
        if (tryOnce())
            return Passage::Done;
        const bool producer = m_worker.slot.current.load() < m_way.producers * m_area.size.share;
        BufferPatience patience(m_area, producer, m_way.producers, m_worker);
        Passage passage = Passage::Done;
        for (;;) {
            if (signal != nullptr)
                signal->sleep(seen, kBufferSliceNs);
            else if (m_way.messages == nullptr)
                ::sched_yield();
            if (patience.isLookDue())
                passage = patience.lookAround();
            seen = signal != nullptr ? signal->word.load() : 0;
            const bool done = tryOnce(); // once more after the last look: it may have come before
            if (done || passage != Passage::Done) {
                patience.note(m_area.waits[m_worker.index]);
                return done ? Passage::Done : passage;
            }
        }
    }

    const BufferWay& m_way;
    const BufferArea& m_area;
    const Access& m_access;
    WorkerContext& m_worker;
};

} // namespace interleave
