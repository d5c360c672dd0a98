// How those who wait without sleeping wait: they look, and now and then give their core away, or a
// holder without a core could never go on to release.
//
//   for (SpinWait wait(SpinWait::kInLine); !mine(); wait.pause())
//       ;
//
// Where anybody may take the lock when it becomes free, a yield in 1,000 looks is enough. Where
// only the next in line may, it pays to yield early: with 8 workers on 2 cores the next in line
// is usually one without a core, and every look of the others delays it. Then each look after
// the first hundred is a yield.
#pragma once

#include "core/base/spin_pause.h"

#include <sched.h>

namespace interleave {

class SpinWait
{
public:
    struct Patience
    {
        unsigned looks; // before the first yield
        unsigned looksBetweenYields;
    };
    static constexpr Patience kAnybody{1'000, 1'000};
    static constexpr Patience kInLine{100, 1};

    explicit SpinWait(Patience patience)
        : m_between(patience.looksBetweenYields)
        , m_left(patience.looks)
    {
    }

    void pause()
    {
        if (--m_left != 0) {
            spinPause();
            return;
        }
        m_left = m_between;
        ::sched_yield();
    }

private:
    unsigned m_between;
    unsigned m_left;
};

} // namespace interleave
