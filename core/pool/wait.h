// Waiting for several futures: as they end, or until enough of them have.
#pragma once

#include "core/base/thread_safety.h"
#include "core/pool/callback_crew.h"
#include "core/pool/future.h"

#include <deque>
#include <iterator>
#include <span>

namespace interleave {

namespace detail {

/// A line in which things stand in the order in which they happened.
template <class T>
class ArrivalLine
{
public:
    void put(T thing)
    {
        const MutexLock lock(m_mutex);
        m_things.push_back(thing);
        m_put.notifyOne();
    }
    /// The first; nothing when none has come by `deadline`.
    std::optional<T> take(const Deadline& deadline = Deadline::never())
    {
        MutexLock lock(m_mutex);
        while (m_things.empty()) {
            CallbackCrew::letOthersBegin();
            if (deadline.passed())
                return std::nullopt;
            m_put.wait(lock, deadline);
        }
        const T thing = m_things.front();
        m_things.pop_front();
        return thing;
    }

private:
    Mutex m_mutex;
    ConditionVariable m_put;
    std::deque<T> m_things INTERLEAVE_GUARDED_BY(m_mutex);
};

/// The numbers of futures in the order in which they end.
template <class R>
std::shared_ptr<ArrivalLine<std::size_t>> lineOf(const std::vector<Future<R>>& futures)
{
    auto line = std::make_shared<ArrivalLine<std::size_t>>();
    for (std::size_t i = 0; i < futures.size(); ++i)
        futures[i].completion().onDone([line, i] { line->put(i); }, Completion::When::AtOnce);
    return line;
}

} // namespace detail

/// The futures in the order in which they end: for (const auto& future : asCompleted(futures)) ...
template <class R>
class AsCompleted
{
public:
    explicit AsCompleted(std::vector<Future<R>> futures)
        : m_futures(std::move(futures))
        , m_line(detail::lineOf(m_futures))
        , m_left(m_futures.size())
    {
    }

    /// The next to end; waits for it. Nothing after the last.
    [[nodiscard]] std::optional<Future<R>> next()
    {
        if (m_left == 0)
            return std::nullopt;
        --m_left;
        return m_futures[*m_line->take()];
    }

    class Iterator
    {
    public:
        using value_type = Future<R>;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(AsCompleted& all)
            : m_all(&all)
            , m_future(all.next())
        {
        }
        const value_type& operator*() const { return *m_future; }
        Iterator& operator++()
        {
            m_future = m_all->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return !m_future; }

    private:
        AsCompleted* m_all;
        std::optional<value_type> m_future;
    };
    [[nodiscard]] Iterator begin() { return Iterator(*this); }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

private:
    std::vector<Future<R>> m_futures;
    std::shared_ptr<detail::ArrivalLine<std::size_t>> m_line;
    std::size_t m_left;
};

template <class R>
[[nodiscard]] AsCompleted<R> asCompleted(std::vector<Future<R>> futures)
{
    return AsCompleted<R>(std::move(futures));
}

enum class Until { FirstCompleted, FirstFailure, AllCompleted };

template <class R>
struct Waited
{
    std::vector<Future<R>> done;
    std::vector<Future<R>> notDone;
};

/// Waits until the first has ended, the first has failed (or all have ended), or all have ended; at
/// most until `deadline`.
template <class R>
[[nodiscard]] Waited<R> waitFor(const std::vector<Future<R>>& futures,
    Until until = Until::AllCompleted,
    const Deadline& deadline = Deadline::never())
{
    const auto line = detail::lineOf(futures);
    for (std::size_t ended = 0; ended < futures.size(); ++ended) {
        const auto next = line->take(deadline);
        if (!next || until == Until::FirstCompleted
            || (until == Until::FirstFailure && !futures[*next].get()))
            break;
    }
    Waited<R> waited;
    for (const Future<R>& future : futures)
        (future.ready() ? waited.done : waited.notDone).push_back(future);
    return waited;
}

} // namespace interleave
