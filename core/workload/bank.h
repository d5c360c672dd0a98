// Bank transfers: every task moves money from account to account. What leaves one account arrives
// in another, so the total must not change; an account may be overdrawn.
//
// A transfer is guarded by the experiment's primitive, or by a lock for each account: the lower
// number first, the payer first (which deadlocks as soon as two pay each other), or with giving
// back the first when the second is taken. Now and then a task adds up all accounts under the same
// guard.
#pragma once

#include "core/workload/workload.h"

namespace interleave {

[[nodiscard]] std::unique_ptr<Workload> makeBank(const Experiment& experiment);

} // namespace interleave
