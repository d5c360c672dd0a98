// map() over a range: the step from items and results to a job's memory and back.
#pragma once

#include "core/pool/map_job.h"

#include <ranges>

namespace interleave::detail {

/// Calls a function with a tuple's elements as its arguments.
template <class F>
struct Spread
{
    F function;

    template <class Tuple>
    decltype(auto) operator()(Tuple& arguments) const
    {
        F call = function;
        return std::apply([&](auto&... each) { return callWith(call, each...); }, arguments);
    }
};

template <class Range>
struct IsNumbers : std::false_type
{
};
template <std::integral T, std::integral Bound>
struct IsNumbers<std::ranges::iota_view<T, Bound>> : std::true_type
{
};

/// Items as a job wants them. Numbers of a range are not stored at all, plain ones as they lie in
/// memory, others one after the other as bytes.
template <class Item>
class PackedItems
{
public:
    /// Goes through the range once.
    template <class Range>
    [[nodiscard]] static Result<PackedItems, SerialError> pack(Range&& range)
    {
        PackedItems packed;
        if constexpr (
            SentAsItsBytes<
                Item> && std::ranges::forward_range<Range> && std::ranges::common_range<Range>) {
            packed.m_plain.assign(std::ranges::begin(range), std::ranges::end(range));
        } else if constexpr (SentAsItsBytes<Item>) {
            for (auto&& item : range)
                packed.m_plain.push_back(item);
        } else {
            for (const Item& item : range) {
                const auto bytes = toBytes<Item>(item);
                if (!bytes)
                    return tl::unexpected(bytes.error());
                packed.m_bytes += *bytes;
                packed.m_ends.push_back(packed.m_bytes.size());
            }
        }
        return packed;
    }
    void describe(JobSpec& spec) const
    {
        if constexpr (SentAsItsBytes<Item>) {
            spec.items = m_plain.size();
            spec.inputs
                = {reinterpret_cast<const char*>(m_plain.data()), m_plain.size() * sizeof(Item)};
        } else {
            spec.items = m_ends.size();
            spec.inputs = m_bytes;
            spec.offsets = m_ends;
        }
    }

private:
    std::vector<std::conditional_t<std::is_same_v<Item, bool>, std::uint8_t, Item>>
        m_plain; // a vector of bool has no bytes to send
    std::string m_bytes;
    std::vector<std::uint64_t> m_ends;
};

/// What a map has given: the results, read from the job's memory.
template <class R>
class MapResults
{
public:
    explicit MapResults(std::unique_ptr<MapJob> job, std::uint64_t items)
        : m_job(std::move(job))
        , m_items(items)
    {
    }
    /// The job could not begin.
    explicit MapResults(TaskFailure failure)
        : m_failure(std::move(failure))
    {
    }

    /// All results, or the failure of the first item that has failed.
    [[nodiscard]] auto all() const
    {
        if constexpr (std::is_void_v<R>)
            return allVoid();
        else
            return allValues();
    }
    /// Each item's own result or failure; a single failure when the map could not begin.
    [[nodiscard]] std::vector<TaskResult<R>> each() const
    {
        std::vector<TaskResult<R>> results;
        if (m_failure)
            results.push_back(tl::unexpected(*m_failure));
        results.reserve(m_items);
        for (std::uint64_t item = 0; item < m_items; ++item)
            results.push_back(resultOf(item));
        return results;
    }

private:
    [[nodiscard]] TaskResult<void> allVoid() const
    {
        if (const auto failure = firstFailure())
            return tl::unexpected(*failure);
        return {};
    }
    [[nodiscard]] TaskResult<std::vector<R>> allValues() const requires(!std::is_void_v<R>)
    {
        if (const auto failure = firstFailure())
            return tl::unexpected(*failure);
        std::vector<R> results;
        results.reserve(m_items);
        for (std::uint64_t item = 0; item < m_items; ++item) {
            auto result = resultOf(item);
            if (!result)
                return tl::unexpected(std::move(result.error()));
            results.push_back(*std::move(result));
        }
        return results;
    }
    [[nodiscard]] std::optional<TaskFailure> firstFailure() const
    {
        if (m_failure)
            return m_failure;
        const auto item = m_job->firstFailure();
        return item ? std::optional(m_job->failure(*item)) : std::nullopt;
    }
    [[nodiscard]] TaskResult<R> resultOf(std::uint64_t item) const
    {
        if (!m_job->succeeded(item))
            return tl::unexpected(m_job->failure(item));
        if constexpr (std::is_void_v<R>) {
            return {};
        } else if constexpr (kFitsLedger<R>) {
            const std::uint64_t word = m_job->word(item);
            std::array<std::byte, sizeof(R)> bytes;
            std::memcpy(bytes.data(), &word, sizeof(R));
            return std::bit_cast<R>(bytes);
        } else {
            const auto bytes = m_job->bytes(item);
            if (!bytes)
                return tl::unexpected(m_job->failure(item));
            return fromBytes<R>(*bytes).map_error([item](const Failure<SerialError>& error) {
                TaskFailure failure = taskFailure(TaskFailureKind::ResultNotRead, error.message);
                failure.task = item;
                return failure;
            });
        }
    }

    std::unique_ptr<MapJob> m_job;
    std::uint64_t m_items = 0;
    std::optional<TaskFailure> m_failure;
};

template <class R>
MapResults<R> runJob(
    PoolCore& pool, const MapOptions& options, TaskFunction part, const JobSpec& spec)
{
    auto job = std::make_unique<MapJob>(pool, options, part);
    if (const auto done = job->run(spec); !done)
        return MapResults<R>(taskFailure(TaskFailureKind::ArgumentNotSent, done.error().message));
    return MapResults<R>(std::move(job), spec.items);
}

template <class F, class Range>
[[nodiscard]] auto runMap(PoolCore& pool, F function, Range&& range, const MapOptions& options)
{
    using Items = std::remove_cvref_t<Range>;
    using Item = Stored<std::ranges::range_value_t<Items>>;
    using R = CallResult<F, Item>;
    INTERLEAVE_ASSERT_CALLABLE(F);
    static_assert(std::is_void_v<R> || Sendable<R>, "The function's result cannot be sent back.");
    const auto stored = CallableBytes<F>::stored(function);
    JobSpec spec{.callable = CallableBytes<F>::view(stored)};
    if constexpr (IsNumbers<Items>::value) {
        spec.items = static_cast<std::uint64_t>(std::ranges::size(range));
        spec.firstItem
            = spec.items == 0 ? 0 : static_cast<std::uint64_t>(*std::ranges::begin(range));
        return runJob<R>(pool, options, &runPart<F, Item, Inputs::Numbers>, spec);
    } else {
        constexpr Inputs kInputs = SentAsItsBytes<Item> ? Inputs::Plain : Inputs::Packed;
        const auto packed = PackedItems<Item>::pack(range);
        if (!packed)
            return MapResults<R>(
                taskFailure(TaskFailureKind::ArgumentNotSent, packed.error().message));
        packed->describe(spec);
        return runJob<R>(pool, options, &runPart<F, Item, kInputs>, spec);
    }
}

} // namespace interleave::detail
