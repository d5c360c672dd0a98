// Owns one mmap. Pages of a shared mapping live until the last process has unmapped them.
#pragma once

#include "core/base/system_error.h"

#include <cstddef>
#include <cstdint>
#include <utility>

namespace interleave {

enum class MapAccess { ReadOnly, ReadWrite };

class Mapping
{
public:
    Mapping() = default;
    Mapping(const Mapping&) = delete;
    Mapping& operator=(const Mapping&) = delete;
    Mapping(Mapping&& other) noexcept
        : m_address(std::exchange(other.m_address, nullptr))
        , m_bytes(std::exchange(other.m_bytes, 0))
    {
    }
    Mapping& operator=(Mapping&& other) noexcept
    {
        std::swap(m_address, other.m_address);
        std::swap(m_bytes, other.m_bytes);
        return *this;
    }
    ~Mapping();

    /// Maps `bytes` bytes of `fd` from `offset` on, where a page begins, shared with every other
    /// process that maps it.
    [[nodiscard]] static Result<Mapping, SystemError> map(
        int fd, std::size_t bytes, MapAccess access, std::uint64_t offset = 0);

    [[nodiscard]] std::byte* bytes() { return static_cast<std::byte*>(m_address); }
    [[nodiscard]] const std::byte* bytes() const
    {
        return static_cast<const std::byte*>(m_address);
    }
    [[nodiscard]] std::size_t size() const { return m_bytes; }

private:
    void* m_address = nullptr;
    std::size_t m_bytes = 0;
};

} // namespace interleave
