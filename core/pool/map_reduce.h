// mapReduce(): items become pairs of key and value in workers; the values of each key become one.
//
//   auto counts = mapReduce(pool, wordsOf, std::plus<>{}, texts).value();
#pragma once

#include "core/pool/pool.h"

#include <map>

namespace interleave {

/// `mapper(item)` gives a range of pairs (key, value), in a worker; `reducer(a, b)` joins two
/// values of a key: in the worker those of an item, here those of all. It must be associative. The
/// first failure of an item, if any failed.
template <class Executor, class Mapper, class Reducer, std::ranges::input_range Items>
[[nodiscard]] auto mapReduce(Executor& executor, Mapper mapper, Reducer reducer, Items&& items)
{
    using Item = Stored<std::ranges::range_value_t<Items>>;
    using Pair = std::ranges::range_value_t<std::decay_t<CallResult<Mapper, Item>>>;
    using Reduced = std::map<std::decay_t<typename Pair::first_type>, typename Pair::second_type>;
    const auto join = [reducer](Reduced& all, const auto& pairs) {
        for (const auto& [key, value] : pairs) {
            const auto [at, isNew] = all.try_emplace(key, value);
            if (!isNew)
                at->second = reducer(at->second, value);
        }
    };
    auto parts = executor.map(
        [mapper, join](Item& item) {
            Reduced part;
            Mapper function = mapper;
            join(part, callWith(function, item));
            return part;
        },
        std::forward<Items>(items));
    return parts.map([&](const std::vector<Reduced>& each) {
        Reduced all;
        for (const Reduced& part : each)
            join(all, part);
        return all;
    });
}

} // namespace interleave
