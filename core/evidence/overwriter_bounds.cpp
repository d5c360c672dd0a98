#include "core/evidence/overwriter_bounds.h"

#include <algorithm>

namespace interleave {

namespace {

constexpr std::uint32_t kLongestRun = std::uint32_t{1} << 24U;

} // namespace

OverwriterBounds::OverwriterBounds(const OperationIndex& index,
    const CountedSet& lost,
    std::vector<std::uint8_t>& readers,
    std::span<LostUpdate> rows,
    std::uint32_t survivors,
    StopCheck& stop)
    : m_index(index)
    , m_lost(lost)
    , m_readers(readers)
    , m_rows(rows)
    , m_survivors(survivors)
    , m_stop(stop)
    , m_lanes(index.workers())
{
}

Result<void, EvidenceError> OverwriterBounds::find()
{
    begin();
    if (forward() && backward())
        return {};
    if (m_stop.stopped())
        return failStopped();
    return fail(EvidenceError::Corrupt,
        "the log is corrupt: it says of two updates that each came before the other");
}

void OverwriterBounds::begin()
{
    for (std::uint32_t worker = 0; worker < m_index.workers(); ++worker) {
        Lane& lane = m_lanes[worker];
        lane.begin = m_index.begin(worker);
        lane.words = m_index.words(worker);
        lane.row = m_lost.countBelow(lane.begin);
        release(worker, 0, lane);
        lane.next = 0;
    }
}

bool OverwriterBounds::skipMarks(Lane& lane) const
{
    while (lane.next < lane.words.size() && lane.words[lane.next] == kNotAnOperation)
        ++lane.next;
    return lane.next < lane.words.size();
}

bool OverwriterBounds::isReady(std::uint32_t worker, const Lane& lane) const
{
    if (m_readers[lane.begin + lane.next] != 0)
        return false;
    const std::uint32_t tag = TagFormat::tagOf(lane.words[lane.next]);
    if (tag == kRootTag)
        return true;
    const OperationName from = m_index.format().name(tag);
    return from.worker == worker || m_lanes[from.worker].next > from.sequence;
}

bool OverwriterBounds::forward()
{
    std::uint64_t left = m_index.size();
    while (left > 0 && m_goesOn) {
        std::uint64_t done = 0;
        for (std::uint32_t worker = 0; worker < m_index.workers(); ++worker)
            done += run(worker);
        if (done == 0)
            return false;
        left -= done;
    }
    return m_goesOn;
}

// As far as it goes; how many words.
std::uint32_t OverwriterBounds::run(std::uint32_t worker)
{
    Lane& lane = m_lanes[worker];
    const std::uint32_t before = lane.next;
    while (m_goesOn && skipMarks(lane) && isReady(worker, lane))
        raise(worker, lane);
    noteOrder(worker, lane.next - before);
    return lane.next - before;
}

void OverwriterBounds::noteOrder(std::uint32_t worker, std::uint32_t count)
{
    for (; count > 0; count -= std::min(count, kLongestRun))
        m_order.push_back(worker << 24U | (std::min(count, kLongestRun) - 1));
}

void OverwriterBounds::raise(std::uint32_t worker, Lane& lane)
{
    const std::uint32_t sequence = lane.next++;
    m_goesOn = m_goesOn && !m_stop.at(sequence);
    const std::uint64_t word = lane.words[sequence];
    if (m_lost.contains(lane.begin + sequence)) {
        lane.bound = raiseLost(worker, lane, word);
    } else {
        const std::uint32_t depth = TagFormat::valueOf(word) + 1;
        m_goesOn = m_goesOn && lane.bound <= depth;
        lane.bound = depth + 1;
    }
    lane.started = true;
    release(worker, sequence, lane);
}

std::uint32_t OverwriterBounds::raiseLost(std::uint32_t worker, Lane& lane, std::uint64_t word)
{
    std::uint32_t bound = lane.bound;
    const std::uint32_t number = lane.row++;
    LostUpdate& row = m_rows[number];
    const std::uint32_t value = TagFormat::valueOf(word);
    const OperationName from = m_index.format().name(TagFormat::tagOf(word));
    std::uint32_t fork = number;
    if (TagFormat::tagOf(word) == kRootTag || !m_lost.contains(m_index[from])) {
        bound = std::max(bound, value + 1);
    } else {
        const LostUpdate& parent = m_rows[rowOf(from, worker, number)];
        bound = std::max(bound, parent.overwriterLow);
        fork = parent.branch;
    }
    row.overwriterLow = std::max(row.overwriterLow, bound);
    row.overwriterHigh = m_survivors;
    row.read = value;
    row.worker = static_cast<std::uint8_t>(worker);
    row.sequence = lane.next - 1;
    row.branch = fork;
    ++m_rows[fork].victims;
    m_goesOn = m_goesOn && row.overwriterLow <= m_survivors;
    return row.overwriterLow;
}

// A worker's next update has not read anything older than its last store, which it reads itself or
// somebody has overwritten: that somebody comes after.
void OverwriterBounds::release(std::uint32_t worker, std::uint32_t sequence, Lane& lane)
{
    if (!skipMarks(lane))
        return;
    const std::uint64_t word = lane.words[lane.next];
    const std::uint32_t tag = TagFormat::tagOf(word);
    const OperationName from = m_index.format().name(tag);
    if (tag == kRootTag || from.worker == worker) {
        const bool first = tag == kRootTag && !lane.started;
        const bool own = tag != kRootTag && lane.started && from.sequence == sequence;
        m_goesOn = m_goesOn && (first || own);
        return;
    }
    const std::uint64_t index = m_index[from];
    --m_readers[index];
    if (!lane.started)
        return;
    if (m_lost.contains(index)) {
        std::uint32_t& low = m_rows[m_lost.countBelow(index)].overwriterLow;
        low = std::max(low, lane.bound);
    } else {
        m_goesOn = m_goesOn && lane.bound <= TagFormat::valueOf(word);
    }
}

bool OverwriterBounds::backward()
{
    for (Lane& lane : m_lanes) {
        lane.bound = m_survivors;
        lane.nextRead = kRootWord;
    }
    for (auto run = m_order.rbegin(); run != m_order.rend() && m_goesOn; ++run) {
        const std::uint32_t worker = *run >> 24U;
        Lane& lane = m_lanes[worker];
        for (std::uint32_t left = *run % kLongestRun + 1; left > 0 && m_goesOn; --left)
            lower(worker, lane);
    }
    return m_goesOn;
}

void OverwriterBounds::lower(std::uint32_t worker, Lane& lane)
{
    const std::uint32_t sequence = --lane.next;
    m_goesOn = m_goesOn && !m_stop.at(sequence);
    const std::uint64_t word = lane.words[sequence];
    if (word == kNotAnOperation)
        return;
    if (m_lost.contains(lane.begin + sequence))
        lowerLost(worker, lane, word);
    else
        lane.bound = TagFormat::valueOf(word) + 1;
    lane.nextRead = word;
}

void OverwriterBounds::lowerLost(std::uint32_t worker, Lane& lane, std::uint64_t word)
{
    LostUpdate& row = m_rows[--lane.row];
    std::uint32_t high = std::min(row.overwriterHigh, lane.bound);
    const std::uint32_t nextTag = TagFormat::tagOf(lane.nextRead);
    if (nextTag != kRootTag && m_index.format().name(nextTag).worker != worker)
        high = std::min(high, highOf(lane.nextRead));
    row.overwriterHigh = high;
    lane.bound = high;
    m_goesOn = m_goesOn && row.overwriterLow <= high;
    if (TagFormat::tagOf(word) == kRootTag)
        return;
    const OperationName from = m_index.format().name(TagFormat::tagOf(word));
    if (m_lost.contains(m_index[from])) {
        std::uint32_t& earlier = m_rows[rowOf(from, worker, lane.row)].overwriterHigh;
        earlier = std::min(earlier, high);
    }
}

// Of a lost update that the one in `reader` has read. Of its own worker it is the one before.
std::uint32_t OverwriterBounds::rowOf(
    OperationName name, std::uint32_t worker, std::uint32_t reader) const
{
    return name.worker == worker ? reader - 1 : m_lost.countBelow(m_index[name]);
}

std::uint32_t OverwriterBounds::highOf(std::uint64_t word) const
{
    const std::uint64_t index = m_index[m_index.format().name(TagFormat::tagOf(word))];
    return m_lost.contains(index) ? m_rows[m_lost.countBelow(index)].overwriterHigh
                                  : TagFormat::valueOf(word);
}

} // namespace interleave
