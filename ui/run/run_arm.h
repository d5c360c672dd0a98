// One of the things that a run compares; a run that compares nothing has one arm.
#pragma once

#include "core/evidence/update_history.h"
#include "core/model/run_result.h"
#include "core/trace/recording.h"
#include "core/workload/image/picture_list.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace interleave::ui {

struct RunArm
{
    Arm arm;
    Experiment experiment; // the run's, with what this arm has of its own
    Experiment asked{}; // the same before "auto" became numbers
    std::optional<MachineFacts> machine{}; // where it is not the run's
    std::shared_ptr<const PictureList> pictures{}; // that its tasks are about; null of other runs,
                                                   // and where a file does not name them
    // Of its last trial that has begun:
    std::optional<std::size_t> trial{}; // a place in Run::trials() when it has ended
    std::shared_ptr<const Recording> recording{}; // null where it was not kept
    std::vector<TaskError> failures{}; // while it goes on: what is known of them
    std::shared_ptr<const UpdateHistory> history{}; // where the lost updates are known by name
    UtilisationSeries series{}; // when it has ended
};

/// What the experiment compares, in the engine's order; one arm where that is nothing. Workers are
/// 0 where their number is left to the engine.
[[nodiscard]] std::vector<Arm> armsAsked(const Experiment& experiment);

/// Of what each is, in their order.
template <class Each>
[[nodiscard]] std::vector<Arm> armsOf(const std::vector<Each>& all)
{
    std::vector<Arm> arms;
    for (const Each& each : all)
        arms.push_back(each.arm);
    return arms;
}

/// `whole` with what `arm` has of its own, and nothing else to compare.
[[nodiscard]] Experiment experimentOf(const Experiment& whole, const Arm& arm);

/// Of what it is, in one line.
[[nodiscard]] QString subjectOf(const RunArm& arm);

} // namespace interleave::ui
