#include "core/workload/phases_outcome.h"

#include "core/base/grouped_digits.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace interleave {

namespace {

constexpr std::uint64_t kPointsShown = 400;

// Of the phases in which anybody arrived.
struct ArrivalSpread
{
    std::uint64_t phases = 0;
    double mean = 0; // ms
    double most = 0;
};

double milliseconds(const EndedTrial& trial, std::uint64_t ticks)
{
    return static_cast<double>(trial.clock.toNs(ticks)) / 1e6;
}

std::uint64_t largestLead(const MeetingRooms& rooms)
{
    std::uint64_t lead = 0;
    for (const MeetingParty& party : rooms.parties)
        lead = std::max(lead, party.largestSkew);
    return lead;
}

// Whatever lies beyond them has never been touched.
std::uint64_t phasesBegun(const MeetingRooms& rooms)
{
    std::uint64_t begun = 0;
    for (const MeetingParty& party : rooms.parties)
        begun = std::max(begun, party.begun.load());
    return std::min<std::uint64_t>(begun, rooms.times.size());
}

OutcomeChart waitsOf(const MeetingRooms& rooms, const EndedTrial& trial)
{
    OutcomeChart waits{
        .title = "How long did each worker wait for the others?", .unit = "ms", .xTitle = "worker"};
    for (const MeetingParty& party : rooms.parties) {
        waits.labels.push_back(std::to_string(waits.labels.size() + 1));
        waits.values.push_back(milliseconds(trial, party.waitTicks));
    }
    return waits;
}

ArrivalSpread drawSpreads(const MeetingRooms& rooms, const EndedTrial& trial, OutcomeChart& chart)
{
    ArrivalSpread spread;
    const std::uint64_t step = (rooms.times.size() + kPointsShown - 1) / kPointsShown;
    const std::string every = groupedDigits(step);
    chart.xTitle = step > 1 ? fmt::format("phase (one of every {} is shown)", every) : "phase";
    for (std::uint64_t phase = 0, end = phasesBegun(rooms); phase < end; ++phase) {
        const PhaseTimes& times = rooms.times[phase];
        if (times.last.load() == 0)
            continue;
        const double apart
            = milliseconds(trial, times.last.load() - (UINT64_MAX - times.beforeFirst.load()));
        ++spread.phases;
        spread.mean += (apart - spread.mean) / static_cast<double>(spread.phases);
        spread.most = std::max(spread.most, apart);
        if (phase % step == 0) {
            chart.x.push_back(static_cast<double>(phase + 1));
            chart.values.push_back(apart);
        }
    }
    return spread;
}

struct Meetings
{
    std::uint64_t lead; // the largest
    bool broken;
    std::uint64_t incomplete;
};

std::string sentenceFor(const Meetings& meetings, std::uint64_t phases)
{
    std::string text = meetings.lead <= 1
        ? fmt::format("Nobody was more than one phase ahead in {} phases", groupedDigits(phases))
        : fmt::format("A worker was {} phases ahead of another; one is allowed",
            groupedDigits(meetings.lead));
    if (meetings.broken)
        text += fmt::format("; {}", kMeetingBroken);
    if (meetings.incomplete == 1)
        text += "; 1 meeting was held without a dead worker";
    else if (meetings.incomplete > 1)
        text += fmt::format(
            "; {} meetings were held without a dead worker", groupedDigits(meetings.incomplete));
    return text;
}

std::vector<OutcomeFigure> figuresOf(const Meetings& meetings, const ArrivalSpread& spread)
{
    return {
        {"skew", "largest lead in phases", {}, static_cast<double>(meetings.lead), {}},
        {"mean_spread", "arrivals apart, on average", "ms", spread.mean, {}},
        {"largest_spread", "arrivals apart, at most", "ms", spread.most, {}},
        {"broken", "meetings broken", {}, meetings.broken ? 1.0 : 0.0, 0.0},
        {"incomplete",
            "meetings held without a dead worker",
            {},
            static_cast<double>(meetings.incomplete),
            {}},
    };
}

} // namespace

WorkloadOutcome describePhases(const EndedTrial& trial, const MeetingSize& size)
{
    // Nobody writes any more; MeetingRooms is for those who do.
    const MeetingRooms rooms({const_cast<std::byte*>(trial.area.data()), trial.area.size()}, size);
    OutcomeChart spreads{.title = "How far apart did the workers arrive?", .unit = "ms"};
    const ArrivalSpread spread = drawSpreads(rooms, trial, spreads);
    const Meetings meetings{.lead = largestLead(rooms),
        .broken = rooms.hall.broken.load() != 0,
        .incomplete = rooms.hall.incomplete.load()};
    WorkloadOutcome outcome;
    outcome.asWanted = meetings.lead <= 1 && !meetings.broken;
    outcome.sentence = sentenceFor(meetings, spread.phases);
    outcome.figures = figuresOf(meetings, spread);
    outcome.charts.push_back(waitsOf(rooms, trial));
    outcome.charts.push_back(std::move(spreads));
    return outcome;
}

} // namespace interleave
