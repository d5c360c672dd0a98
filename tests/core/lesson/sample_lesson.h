// A lesson of one step, and a run to answer it.
#pragma once

#include "core/lesson/lesson_text.h"

#include <initializer_list>
#include <string>

namespace interleave::test {

inline const std::string kSampleLesson = R"(---
title: A counter
about: What becomes of updates.
minutes: 5
---
The introduction.

## Without a lock
Read this, or look at [the timeline](view:timeline).

```experiment
{"workload": "counter", "workers": 2, "sync": "none"}
```

```predict
ask: How many are lost?
number: lost
tolerance: 10 %
```

```observe
ask: What do you see?
choice: Some are lost | most lost > 0
choice: None is lost | most lost = 0
view: race
```

### What happened
{lost} were lost.
)";

/// `text` with `from` once replaced by `to`.
inline std::string with(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t place = text.find(from);
    return place == std::string::npos ? "the sample has no: " + from
                                      : text.replace(place, from.size(), to);
}

/// One trial for each number of lost updates.
inline RunResult runThatLost(std::initializer_list<std::uint64_t> lost)
{
    RunResult result;
    result.arms.emplace_back();
    for (const std::uint64_t each : lost) {
        TrialResult& trial = result.trials.emplace_back();
        trial.race = {.expected = 100, .actual = 100 - each, .updates = 100, .lost = each};
        trial.wallNs = 1'000'000'000;
    }
    return result;
}

} // namespace interleave::test
