// Which types can go to another process.
//
// Numbers, enums and trivially copyable types go as their bytes; std::string, the containers below,
// std::optional, variant, tuple and pair of such types, and types with cereal's serialize() member
// (or save/load pair) go through cereal. Nothing that points into this process goes: pointers,
// references, string_view, span. What a trivially copyable struct or a serialize() of yours points
// to is yours to mind: C++ cannot look inside.
#pragma once

#include "core/base/byte_archive.h"

#include <cereal/types/array.hpp>
#include <cereal/types/chrono.hpp>
#include <cereal/types/complex.hpp>
#include <cereal/types/deque.hpp>
#include <cereal/types/list.hpp>
#include <cereal/types/map.hpp>
#include <cereal/types/optional.hpp>
#include <cereal/types/set.hpp>
#include <cereal/types/string.hpp>
#include <cereal/types/tuple.hpp>
#include <cereal/types/unordered_map.hpp>
#include <cereal/types/unordered_set.hpp>
#include <cereal/types/utility.hpp>
#include <cereal/types/variant.hpp>
#include <cereal/types/vector.hpp>
#include <concepts>
#include <functional>
#include <span>
#include <string_view>

namespace interleave {

/// Means something only in the process that made it.
template <class T>
inline constexpr bool kPointsIntoThisProcess
    = std::is_pointer_v<
          T> || std::is_reference_v<T> || std::is_member_pointer_v<T> || std::is_null_pointer_v<T>;
template <class C, class Traits>
inline constexpr bool kPointsIntoThisProcess<std::basic_string_view<C, Traits>> = true;
template <class T, std::size_t N>
inline constexpr bool kPointsIntoThisProcess<std::span<T, N>> = true;
template <class T>
inline constexpr bool kPointsIntoThisProcess<std::reference_wrapper<T>> = true;

template <class T>
inline constexpr bool kWrittenAndReadByCereal
    = cereal::traits::is_output_serializable<T, ByteWriter>::value&&
        cereal::traits::is_input_serializable<T, ByteReader>::value&& std::default_initializable<T>;

/// Sent as the bytes that it is, without a call into the library.
template <class T>
concept SentAsItsBytes
    = !kPointsIntoThisProcess<
          T> && std::is_trivially_copyable_v<T> && ((std::is_arithmetic_v<T> && !std::is_same_v<T, bool>) || std::is_enum_v<T> || GoesAsItsBytes<T>);

template <class T>
struct CanBeSent
    : std::bool_constant<
          SentAsItsBytes<T> || (!kPointsIntoThisProcess<T> && kWrittenAndReadByCereal<T>)>
{
};
template <class... T>
struct AllCanBeSent : std::bool_constant<(CanBeSent<T>::value && ...)>
{
};
// cereal says yes to any vector; it is its elements that matter.
template <class T, class A>
struct CanBeSent<std::vector<T, A>> : CanBeSent<T>
{
};
template <class T, class A>
struct CanBeSent<std::deque<T, A>> : CanBeSent<T>
{
};
template <class T, class A>
struct CanBeSent<std::list<T, A>> : CanBeSent<T>
{
};
template <class T, std::size_t N>
struct CanBeSent<std::array<T, N>> : CanBeSent<T>
{
};
template <class T>
struct CanBeSent<std::optional<T>> : CanBeSent<T>
{
};
template <class T, class... Rest>
struct CanBeSent<std::set<T, Rest...>> : CanBeSent<T>
{
};
template <class T, class... Rest>
struct CanBeSent<std::unordered_set<T, Rest...>> : CanBeSent<T>
{
};
template <class K, class V, class... Rest>
struct CanBeSent<std::map<K, V, Rest...>> : AllCanBeSent<K, V>
{
};
template <class K, class V, class... Rest>
struct CanBeSent<std::unordered_map<K, V, Rest...>> : AllCanBeSent<K, V>
{
};
template <class A, class B>
struct CanBeSent<std::pair<A, B>> : AllCanBeSent<A, B>
{
};
template <class... T>
struct CanBeSent<std::tuple<T...>> : AllCanBeSent<T...>
{
};
template <class... T>
struct CanBeSent<std::variant<T...>> : AllCanBeSent<T...>
{
};

/// Can be an argument, a result or a message.
template <class T>
concept Sendable = std::same_as<T, std::remove_cv_t<T>> && CanBeSent<T>::value;

} // namespace interleave
