// What std::bad_alloc does not say: what there was no memory for.
#pragma once

#include "core/base/system_error.h"

#include <new>
#include <stdexcept>

namespace interleave {

/// What `step` gives. Where there is no memory for it, a std::runtime_error that says so: main()
/// tells it and ends.
template <class Step>
auto fitting(std::string_view what, Step step)
{
    try {
        return step();
    } catch (const std::bad_alloc&) {
        throw std::runtime_error(describeNoMemory(what));
    }
}

} // namespace interleave
