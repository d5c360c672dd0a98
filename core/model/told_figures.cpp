#include "core/model/told_figures.h"

#include <array>

namespace interleave {

namespace {

constexpr std::array kOfTickets{ToldFigure{"sold", "sold"}, ToldFigure{"oversold", "oversold"}};
constexpr std::array kOfBank{ToldFigure{"total", "money in all"}};
constexpr std::array kOfBuffer{
    ToldFigure{"lost", "never arrived"}, ToldFigure{"duplicated", "arrived twice"}};
constexpr std::array kOfReadersWriters{
    ToldFigure{"torn_reads", "torn reads"}, ToldFigure{"most_readers", "most readers at once"}};
constexpr std::array kOfPhilosophers{
    ToldFigure{"meals", "meals"}, ToldFigure{"longest_hungry", "longest wait for forks"}};
constexpr std::array kOfPhases{
    ToldFigure{"skew", "most phases ahead"}, ToldFigure{"mean_spread", "arrivals apart"}};
constexpr std::array kOfFalseSharing{ToldFigure{"ns_per_increment", "an increment"}};
constexpr std::array kOfStoreBuffering{ToldFigure{"both_zero", "both read 0"}};

} // namespace

std::span<const ToldFigure> toldFigures(WorkloadKind workload)
{
    switch (workload) {
    case WorkloadKind::Tickets:
        return kOfTickets;
    case WorkloadKind::Bank:
        return kOfBank;
    case WorkloadKind::BoundedBuffer:
        return kOfBuffer;
    case WorkloadKind::ReadersWriters:
        return kOfReadersWriters;
    case WorkloadKind::Philosophers:
        return kOfPhilosophers;
    case WorkloadKind::Phases:
        return kOfPhases;
    case WorkloadKind::FalseSharing:
        return kOfFalseSharing;
    case WorkloadKind::StoreBuffering:
        return kOfStoreBuffering;
    default:
        return {};
    }
}

} // namespace interleave
