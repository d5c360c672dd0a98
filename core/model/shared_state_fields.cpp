#include "core/model/shared_state_fields.h"

#include "core/model/applicability.h"
#include "core/model/field_access.h"

#include <algorithm>

namespace interleave {

namespace {

bool usesSemaphore(const Experiment& experiment)
{
    const auto counts = [](Primitive primitive) { return hasPermits(primitive); };
    return usesPrimitive(experiment) && std::ranges::any_of(primitivesOf(experiment), counts);
}

bool usesOnePrimitive(const Experiment& experiment)
{
    return usesPrimitive(experiment) && experiment.compare.empty();
}

// Those that are compared multiply the trials also where they make no difference.
bool mayCompare(const Experiment& experiment)
{
    return usesPrimitive(experiment) || !experiment.compare.empty();
}

// Only a word that tasks update one at a time can carry a tag.
bool canBeWatched(const Experiment& experiment)
{
    return workloadInfo(experiment.workload).tagged;
}

} // namespace

ExperimentField syncField()
{
    return choiceField<Primitive, &Experiment::sync>("sync",
        "primitive",
        "What guards the shared state that all tasks update.",
        usesOnePrimitive);
}

ExperimentField permitsField()
{
    return {
        .spec = {
            .name = "permits",
            .title = "permits",
            .unit = {},
            .help = "How many workers the semaphore lets in at a time. One guards like a lock; with more, updates can "
                    "be lost inside.",
            .minimum = 1,
            .maximum = kMaxPermits,
            .defaultValue = std::int64_t{1},
        },
        .read = readNumber<&Experiment::permits>,
        .write = writeInteger<&Experiment::permits>,
        .applies = usesSemaphore,
    };
}

ExperimentField compareField()
{
    return {
        .spec = {
            .name = "compare",
            .title = "compare primitives",
            .unit = {},
            .help = "Two or more primitives with commas between them, as in none, lock, atomic: each gets its trials, "
                    "by turns in random order, and the result sets them side by side.",
            .type = ValueType::Text,
            .choices = choicesOf<Primitive>(),
            .textForm = "two or more primitives with commas between them, such as none, lock",
            .textProblem = findPrimitivesProblem,
            .automaticMeans = "only the one above",
            .defaultValue = std::string(),
        },
        .read = [](const Experiment& experiment) { return FieldValue(toText(experiment.compare)); },
        .write =
            [](Experiment& experiment, const FieldValue& value) {
                experiment.compare
                    = primitivesFromText(std::get<std::string>(value)).value_or(experiment.compare);
            },
        .applies = mayCompare,
    };
}

ExperimentField evidenceField()
{
    return {
        .spec = {
            .name = "evidence",
            .title = "name every lost update",
            .unit = {},
            .help = "Every update is stored with the name of who made it and every worker logs what it has read. Then "
                    "each lost update is known by name, and which update overwrote it. Takes 8 bytes an update and "
                    "makes each a few nanoseconds slower.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::evidence>,
        .write = writeFlag<&Experiment::evidence>,
        .applies = canBeWatched,
    };
}

ExperimentField probeField()
{
    return {
        .spec = {
            .name = "probe",
            .title = "measure what watching changes",
            .unit = {},
            .help = "Runs the trials three ways, by turns in random order: bare, with tagged updates, and with tags and "
                    "logs. If the losses differ, watching has changed the race.",
            .type = ValueType::Flag,
            .defaultValue = false,
        },
        .read = readNumber<&Experiment::probe>,
        .write = writeFlag<&Experiment::probe>,
        .applies = canBeWatched,
    };
}

} // namespace interleave
