// Which lost updates a list shows and in which order. Pure, and safe in any thread: a history is
// only read.
#pragma once

#include "core/evidence/update_history.h"

#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace interleave::ui {

enum class LostUpdateColumn { Worker, Sequence, Read, Wrote, Collider, Overwriter, Victims };

struct LostUpdateQuery
{
    std::optional<std::uint32_t> worker{}; // who made it
    QString text{}; // numbers; each must begin one of the row's numbers
    LostUpdateColumn column = LostUpdateColumn::Worker;
    bool descending = false;

    bool operator==(const LostUpdateQuery&) const = default;
};

struct LostUpdateRows
{
    std::vector<std::uint32_t> rows; // at most kMostListedUpdates, the first in the order asked for
    std::uint64_t matching = 0;
};

inline constexpr std::size_t kMostListedUpdates = 2'000'000;

/// O(n) to filter, O(n log n) to sort; about 0.2 s for a million. Gives up with what it has when
/// `cancelled` says so.
[[nodiscard]] LostUpdateRows answer(
    const UpdateHistory& history,
    const LostUpdateQuery& query,
    const std::function<bool()>& cancelled = [] { return false; });

/// Whether the decimal digits of `number` begin with those of `prefix`, which are `digits` many.
[[nodiscard]] bool beginsWith(std::uint64_t number, std::uint64_t prefix, int digits);

} // namespace interleave::ui
