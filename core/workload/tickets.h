// Tickets: check, then act. Shows of a few seats are sold one after another; every task buys
// tickets for the show that is being sold. Who sells looks whether a seat is left, and if so counts
// it as sold and hands out a ticket.
//
// An atomic addition loses no count and oversells all the same: between the look and the addition
// others may have sold. A compare-and-swap makes both one step, as a guard does.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeTickets(const Experiment& experiment);

} // namespace interleave
