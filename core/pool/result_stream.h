// imap(): results one at a time, while the items that follow are being worked on.
//
//   for (TaskResult<int> result : pool.imap(square, numbers)) ...
//
// Items are taken from their range as they are submitted, never more than `buffer` ahead of what
// was asked for, so an endless range costs no more memory than a short one.
//
// Thread safety: one thread. What is on its way when the stream is destroyed is cancelled.
#pragma once

#include "core/pool/submit_call.h"
#include "core/pool/wait.h"

#include <ranges>

namespace interleave {

struct StreamOptions
{
    std::size_t buffer = 64; // items on their way at once, at least 1
    bool ordered = true; // results in the order of the items, else as they end
    TaskOptions task{};
};

template <class F, std::ranges::view Items>
class ResultStream
{
public:
    using Item = Stored<std::ranges::range_value_t<Items>>;
    using R = CallResult<F, Item>;

    ResultStream(std::shared_ptr<PoolCore> pool, F function, Items items, StreamOptions options)
        : m_pool(std::move(pool))
        , m_function(function)
        , m_items(std::make_unique<Items>(std::move(items)))
        , m_next(std::ranges::begin(*m_items))
        , m_options(options)
        , m_ended(std::make_shared<detail::ArrivalLine<std::uint64_t>>())
    {
    }
    ResultStream(ResultStream&&) noexcept = default;
    ResultStream& operator=(ResultStream&&) = delete;
    ResultStream(const ResultStream&) = delete;
    ResultStream& operator=(const ResultStream&) = delete;
    ~ResultStream()
    {
        for (const auto& [number, future] : m_onTheirWay)
            future.cancel();
    }

    /// The next result; waits for it. Nothing after the last.
    [[nodiscard]] std::optional<TaskResult<R>> next()
    {
        submitAhead();
        if (m_onTheirWay.empty())
            return std::nullopt;
        const auto at
            = m_options.ordered ? m_onTheirWay.begin() : m_onTheirWay.find(*m_ended->take());
        TaskResult<R> result = at->second.get();
        m_onTheirWay.erase(at);
        return result;
    }

    class Iterator
    {
    public:
        using value_type = TaskResult<R>;
        using difference_type = std::ptrdiff_t;

        explicit Iterator(ResultStream& stream)
            : m_stream(&stream)
            , m_result(stream.next())
        {
        }
        const value_type& operator*() const { return *m_result; }
        Iterator& operator++()
        {
            m_result = m_stream->next();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return !m_result; }

    private:
        ResultStream* m_stream;
        std::optional<value_type> m_result;
    };
    [[nodiscard]] Iterator begin() { return Iterator(*this); }
    [[nodiscard]] static std::default_sentinel_t end() { return {}; }

private:
    void submitAhead()
    {
        for (; m_onTheirWay.size() < std::max<std::size_t>(1, m_options.buffer)
             && m_next != std::ranges::end(*m_items);
             ++m_next) {
            const std::uint64_t number = m_submitted++;
            auto future = detail::submitCall(*m_pool, m_options.task, m_function, Item(*m_next));
            if (!m_options.ordered)
                future.completion().onDone(
                    [ended = m_ended, number] { ended->put(number); }, Completion::When::AtOnce);
            m_onTheirWay.emplace(number, std::move(future));
        }
    }

    std::shared_ptr<PoolCore> m_pool;
    F m_function;
    std::unique_ptr<Items> m_items; // stays where it is, so that m_next stays valid
    std::ranges::iterator_t<Items> m_next;
    StreamOptions m_options;
    std::shared_ptr<detail::ArrivalLine<std::uint64_t>> m_ended;
    std::map<std::uint64_t, Future<R>> m_onTheirWay;
    std::uint64_t m_submitted = 0;
};

} // namespace interleave
