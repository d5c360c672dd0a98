// An object in memory that forked children share.
#pragma once

#include "core/ipc/shared_memory.h"

#include <gtest/gtest.h>

#include <new>

namespace interleave::test {

template <class T>
class SharedObject
{
public:
    SharedObject()
        : m_memory(SharedMemory::create("test", sizeof(T)).value())
        , m_object(new (m_memory.bytes()) T())
    {
    }
    T& operator*() { return *m_object; }
    T* operator->() { return m_object; }

private:
    SharedMemory m_memory;
    T* m_object;
};

} // namespace interleave::test
