// The racing add of core/sync/tally.h in two more arms, to see what watching changes: tagged stores
// the word with the name of the update, logged also records the word that was read.
//
// The record is written before the word: a worker that dies in between leaves a record of an update
// that never was, at most one (see UpdateLog), but no update without a record.
#pragma once

#include "core/evidence/update_log.h"
#include "core/sync/tally.h"

namespace interleave {

/// Tags without a log; names are told apart within one life of a worker.
class TagSource
{
public:
    TagSource(const TagFormat& format, std::uint32_t worker)
        : m_step((std::uint64_t{1} << 32U) + format.tag({worker, 0}))
    {
    }
    [[nodiscard]] std::uint64_t nextStep() { return m_step++; }

private:
    std::uint64_t m_step;
};

/// Records nothing.
struct NoRecord
{
#if defined(__x86_64__)
    void operator()(const __m128i&) const { }
#endif
    void operator()(std::uint64_t) const { }
};

#if defined(__x86_64__)
class EntryRecord
{
public:
    explicit EntryRecord(std::uint64_t* entry)
        : m_entry(entry)
    {
    }
    void operator()(std::uint64_t word) const
    {
        asm volatile("movq %1, %0" : "=m"(*m_entry) : "r"(word));
    }
    void operator()(const __m128i& tally) const // its `updates`
    {
        asm volatile("movhps %1, %0" : "=m"(*m_entry) : "x"(tally));
    }

private:
    std::uint64_t* m_entry;
};

template <class Record, class Pause>
void addNamed(std::uint64_t& word, std::uint64_t step, Record record, Pause pause)
{
    std::uint64_t value = 0;
    asm volatile("movq %1, %0" : "=r"(value) : "m"(word));
    pause();
    record(value);
    value = (value & kValueBits) + step;
    asm volatile("movq %1, %0" : "=m"(word) : "r"(value));
}

template <class Record, class Pause>
void addNamed(Tally& tally, std::uint64_t amount, std::uint64_t step, Record record, Pause pause)
{
    const __m128i kept = _mm_set_epi64x(static_cast<long long>(kValueBits), -1);
    const __m128i increment
        = _mm_set_epi64x(static_cast<long long>(step), static_cast<long long>(amount));
    __m128i value;
    asm volatile("movdqa %1, %0" : "=x"(value) : "m"(tally));
    pause();
    record(value);
    value = _mm_add_epi64(_mm_and_si128(value, kept), increment);
    asm volatile("movdqa %1, %0" : "=m"(tally) : "x"(value));
}
#else
class EntryRecord
{
public:
    explicit EntryRecord(std::uint64_t* entry)
        : m_entry(entry)
    {
    }
    void operator()(std::uint64_t word) const
    {
        std::atomic_ref(*m_entry).store(word, std::memory_order_relaxed);
    }

private:
    std::uint64_t* m_entry;
};

template <class Record, class Pause>
void addNamed(std::uint64_t& word, std::uint64_t step, Record record, Pause pause)
{
    std::atomic_ref<std::uint64_t> shared(word);
    const std::uint64_t value = shared.load(std::memory_order_relaxed);
    pause();
    record(value);
    shared.store((value & kValueBits) + step, std::memory_order_release);
}

template <class Record, class Pause>
void addNamed(Tally& tally, std::uint64_t amount, std::uint64_t step, Record record, Pause pause)
{
    std::atomic_ref<std::uint64_t> sum(tally.sum);
    const std::uint64_t old = sum.load(std::memory_order_relaxed);
    addNamed(tally.updates, step, record, pause);
    sum.store(old + amount, std::memory_order_relaxed);
}
#endif

/// For OpenAccess and the guards, as RacingAdd. The word of the counter takes 1 each time; of a
/// tally, `updates` is the tagged word and the sum stays a sum.
template <class Pause>
struct TaggedAdd
{
    TagSource& tags;
    Pause pause;

    void operator()(std::uint64_t& word, std::uint64_t) const
    {
        addNamed(word, tags.nextStep(), NoRecord{}, pause);
    }
    void operator()(Tally& tally, std::uint64_t amount) const
    {
        addNamed(tally, amount, tags.nextStep(), NoRecord{}, pause);
    }
};

template <class Pause>
struct LoggedAdd
{
    LogWriter& log;
    Pause pause;

    void operator()(std::uint64_t& word, std::uint64_t) const
    {
        const EntryRecord record(log.nextEntry());
        addNamed(word, log.nextStep(), record, pause);
    }
    void operator()(Tally& tally, std::uint64_t amount) const
    {
        const EntryRecord record(log.nextEntry());
        addNamed(tally, amount, log.nextStep(), record, pause);
    }
};

} // namespace interleave
