// cereal's binary archives, over a string and with suspicion.
//
// The format is cereal's: numbers as they lie in memory, a 64-bit count before the elements of a
// container. The reader differs from cereal's own in what it does with bytes that nobody wrote: a
// count larger than the bytes that are left is refused before anything is allocated, a bool is 0
// or 1, and values nest at most kDeepestNesting levels (each costs stack).
//
// Both throw cereal::Exception: toBytes() and fromBytes() catch it. One thread.
#pragma once

#include <cereal/archives/binary.hpp>
#include <cereal/cereal.hpp>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>

namespace interleave {

inline constexpr int kDeepestNesting = 2'000;

/// What goes as its bytes inside of other values: cereal has no way of its own for it.
template <class T>
concept GoesAsItsBytes
    = std::is_trivially_copyable_v<T> && std::is_class_v<
          T> && !cereal::traits::is_output_serializable<T, cereal::BinaryOutputArchive>::value
    && !cereal::traits::is_input_serializable<T, cereal::BinaryInputArchive>::value;

/// How deep the value that is just being written or read lies in others.
class NestingLimit
{
public:
    void enter()
    {
        if (++m_depth > kDeepestNesting)
            throw cereal::Exception("values nest too deep");
    }
    void leave() { --m_depth; }

private:
    int m_depth = 0;
};

// A namespace of their own: looked up by a type's namespace, the functions below would be asked
// whether they can save a type of ours while the answer for that type is just being found.
namespace bytes {

class ByteWriter : public cereal::OutputArchive<ByteWriter>
{
public:
    ByteWriter()
        : OutputArchive(this)
    {
    }
    void write(const void* from, std::size_t count)
    {
        m_bytes.append(static_cast<const char*>(from), count);
    }
    [[nodiscard]] std::string take() { return std::move(m_bytes); }

    NestingLimit nesting;

private:
    std::string m_bytes;
};

class ByteReader : public cereal::InputArchive<ByteReader>
{
public:
    explicit ByteReader(std::string_view bytes)
        : InputArchive(this)
        , m_rest(bytes)
    {
    }
    void read(void* to, std::size_t count)
    {
        if (count > m_rest.size())
            throw cereal::Exception("the bytes end too early");
        if (count != 0)
            std::memcpy(to, m_rest.data(), count);
        m_rest.remove_prefix(count);
    }
    [[nodiscard]] std::size_t left() const { return m_rest.size(); }

    NestingLimit nesting;

private:
    std::string_view m_rest;
};

// The hooks that cereal looks up by name.

template <class T>
void prologue(ByteWriter& archive, const T&)
{
    archive.nesting.enter();
}
template <class T>
void epilogue(ByteWriter& archive, const T&)
{
    archive.nesting.leave();
}
template <class T>
void prologue(ByteReader& archive, const T&)
{
    archive.nesting.enter();
}
template <class T>
void epilogue(ByteReader& archive, const T&)
{
    archive.nesting.leave();
}

template <class T>
requires std::is_arithmetic_v<T>
void save(ByteWriter& archive, const T& value)
{
    archive.write(&value, sizeof value);
}
template <class T>
requires std::is_arithmetic_v<T>
void load(ByteReader& archive, T& value)
{
    if constexpr (std::is_same_v<T, bool>) {
        unsigned char byte = 0;
        archive.read(&byte, 1);
        if (byte > 1)
            throw cereal::Exception("a bool is neither 0 nor 1");
        value = byte == 1;
    } else {
        archive.read(&value, sizeof value);
    }
}

template <GoesAsItsBytes T>
void save(ByteWriter& archive, const T& value)
{
    archive.write(&value, sizeof value);
}
template <GoesAsItsBytes T>
void load(ByteReader& archive, T& value)
{
    archive.read(&value, sizeof value);
}

template <class T>
void save(ByteWriter& archive, const cereal::BinaryData<T>& block)
{
    archive.write(block.data, static_cast<std::size_t>(block.size));
}
template <class T>
void load(ByteReader& archive, cereal::BinaryData<T>& block)
{
    archive.read(block.data, static_cast<std::size_t>(block.size));
}

template <class T>
void save(ByteWriter& archive, const cereal::SizeTag<T>& tag)
{
    archive(tag.size);
}
/// Every element takes at least a byte, so a count beyond what is left is a lie.
template <class T>
void load(ByteReader& archive, cereal::SizeTag<T>& tag)
{
    archive(tag.size);
    if (tag.size > archive.left())
        throw cereal::Exception("it claims more elements than there are bytes");
}

template <class T>
void save(ByteWriter& archive, const cereal::NameValuePair<T>& named)
{
    archive(named.value);
}
template <class T>
void load(ByteReader& archive, cereal::NameValuePair<T>& named)
{
    archive(named.value);
}

} // namespace bytes

using bytes::ByteReader;
using bytes::ByteWriter;

} // namespace interleave

CEREAL_SETUP_ARCHIVE_TRAITS(interleave::ByteReader, interleave::ByteWriter)
