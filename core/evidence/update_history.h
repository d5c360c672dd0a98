// What can be asked of a reconstructed history: its lost updates, how each came about, and the
// history as a tree, a part of it at a time.
//
// Nothing is copied but what is answered: a question costs what it shows and a logarithm. The
// window attaches it by the descriptors that the engine hands over.
#pragma once

#include "core/evidence/history_memory.h"
#include "core/evidence/operation_index.h"

#include <optional>
#include <vector>

namespace interleave {

/// An update as its process saw it.
struct LaneUpdate
{
    OperationName name;
    std::uint32_t read = 0;
    std::optional<OperationName> readFrom; // none: the first value
    bool survived = false;
    std::optional<std::uint32_t> row; // of the lost updates

    [[nodiscard]] std::uint32_t written() const { return read + 1; }
};

/// How a lost update came about: the first of its branch and the survivor read the same store.
struct Collision
{
    std::uint32_t sharedRead = 0; // the value
    std::optional<OperationName> shared; // whose store it was; none: the first value
    LaneUpdate chosen; // the lost update asked about: `first` itself or one built on it
    LaneUpdate first;
    LaneUpdate collider;
    OperationName overwriterLow; // the same: exact
    OperationName overwriterHigh;
    std::vector<LaneUpdate> firstLane; // what the two processes did around it, in program order
    std::vector<LaneUpdate> colliderLane;
};

/// A stretch of the trunk and what left it there.
struct TrunkSlice
{
    std::uint32_t begin = 0; // depths: values of survivors, 0 for the first value
    std::uint32_t end = 0;
    std::uint32_t firstBranch = 0;
    std::uint32_t branches = 0;
    std::uint32_t lost = 0; // in all of them
    std::optional<std::uint32_t> largest; // the branch with the most victims
};

class UpdateHistory
{
public:
    UpdateHistory(HistoryMemory history, UpdateLog log);
    /// Corrupt when they are something else or do not belong together.
    [[nodiscard]] static Result<UpdateHistory, EvidenceError> attach(
        UniqueFd history, UniqueFd log);

    [[nodiscard]] std::span<const LostUpdate> lost() const { return m_history.lost; }
    [[nodiscard]] std::uint32_t workers() const { return m_index.workers(); }
    [[nodiscard]] std::uint32_t survivors() const { return m_history.head->survivors; }
    [[nodiscard]] std::uint32_t branches() const { return m_history.head->branches; }

    /// What the log was made for.
    [[nodiscard]] std::uint64_t operations() const { return m_log.operations(); }
    /// A worker's words of the log.
    [[nodiscard]] std::span<const std::uint64_t> words(std::uint32_t worker) const
    {
        return m_index.words(worker);
    }
    /// What stood in the word at the end.
    [[nodiscard]] std::uint64_t finalWord() const
    {
        return TagFormat::word(survivors(), m_history.trunk[survivors()]);
    }

    /// Who survived with this value, from 1 to survivors().
    [[nodiscard]] OperationName survivor(std::uint32_t value) const;
    [[nodiscard]] std::optional<LaneUpdate> update(OperationName name) const;
    /// A process' updates in program order, at most `count` from `begin` on.
    [[nodiscard]] std::vector<LaneUpdate> lane(
        std::uint32_t worker, std::uint32_t begin, std::uint32_t count) const;
    /// With `around` updates before and after on both lanes.
    [[nodiscard]] Collision collision(std::uint32_t row, std::uint32_t around) const;

    /// The trunk's depths from `begin` to `end` in at most `count` stretches of equal length.
    [[nodiscard]] std::vector<TrunkSlice> slices(
        std::uint32_t begin, std::uint32_t end, std::uint32_t count) const;
    /// At which depth a branch leaves the trunk.
    [[nodiscard]] std::uint32_t depth(std::uint32_t branch) const;
    /// The rows of a branch, its workers one after the other.
    [[nodiscard]] std::span<const std::uint32_t> members(std::uint32_t branch) const;

private:
    [[nodiscard]] std::optional<std::uint32_t> rowOf(OperationName name) const;
    [[nodiscard]] std::uint32_t firstBranchFrom(std::uint32_t depth) const;
    [[nodiscard]] std::optional<std::uint32_t> largestOf(
        std::uint32_t begin, std::uint32_t end) const;

    HistoryMemory m_history;
    UpdateLog m_log;
    OperationIndex m_index;
};

} // namespace interleave
