#include "core/base/random.h"
#include "core/base/serialise.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <exception>
#include <memory>
#include <stdexcept>

namespace interleave::test {

namespace {

using testing::HasSubstr;

struct Point
{
    int x = 0;
    int y = 0;
    bool operator==(const Point&) const = default;
};

struct Nothing
{
    bool operator==(const Nothing&) const = default;
};

struct Person
{
    std::string name{};
    std::vector<Point> track{};
    std::optional<double> height{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(name, track, height);
    }
    bool operator==(const Person&) const = default;
};

struct Stubborn
{
    template <class Archive>
    void serialize(Archive&)
    {
        throw std::runtime_error("not today");
    }
};

struct WithoutText final : std::exception
{
    [[nodiscard]] const char* what() const noexcept override { return nullptr; }
};

struct ThrowsWithoutText
{
    template <class Archive>
    void serialize(Archive&)
    {
        throw WithoutText();
    }
};

struct ThrowsANumber
{
    template <class Archive>
    void serialize(Archive&)
    {
        throw 5;
    }
};

struct Node
{
    std::vector<Node> children{};

    template <class Archive>
    void serialize(Archive& archive)
    {
        archive(children);
    }
};

struct NotDefault
{
    explicit constexpr NotDefault(int v)
        : value(v)
    {
    }
    int value;
};

enum class Colour : std::uint8_t { Red, Green = 7 };

using Everything = std::tuple<int,
    std::string,
    std::vector<std::string>,
    std::map<std::string, Person>,
    std::variant<std::monostate, int, std::string>,
    std::optional<Point>,
    std::array<Point, 2>,
    std::pair<Colour, bool>,
    std::vector<bool>>;

Everything everything()
{
    return {-5,
        "text",
        {"", "a", std::string(1'000, 'x')},
        {{"Ada", {"Ada", {{1, 2}, {3, 4}}, 1.65}}, {"", {}}},
        std::string("chosen"),
        Point{5, 6},
        {Point{1, 1}, Point{2, 2}},
        {Colour::Green, true},
        {true, false, true}};
}

template <class T>
void expectComesBack(const T& value)
{
    const auto bytes = toBytes(value);
    ASSERT_TRUE(bytes.has_value()) << bytes.error().message;
    const auto back = fromBytes<T>(*bytes);
    ASSERT_TRUE(back.has_value()) << back.error().message;
    EXPECT_TRUE(*back == value);
}

} // namespace

TEST(Serialise, PlainValuesComeBackFromTheirBytes)
{
    expectComesBack(42);
    expectComesBack(-1.5);
    expectComesBack(true);
    expectComesBack('c');
    expectComesBack(Colour::Green);
    expectComesBack(Point{3, 4});
    EXPECT_EQ(toBytes(Point{3, 4})->size(), sizeof(Point));
    EXPECT_EQ(fromBytes<NotDefault>(*toBytes(NotDefault(9)))->value, 9);
}

TEST(Serialise, StringsAndContainersComeBack)
{
    expectComesBack(std::string());
    expectComesBack(std::string("a\0b", 3));
    expectComesBack(std::vector<Nothing>(5));
    expectComesBack(std::vector<Point>{{1, 2}, {3, 4}});
    expectComesBack(std::array<double, 3>{1, 2, 3});
    expectComesBack(std::optional<int>());
    expectComesBack(std::variant<int, std::string>("x"));
    expectComesBack(std::tuple<>());
    expectComesBack(everything());
}

TEST(Serialise, TypesOfTheUserComeBack)
{
    expectComesBack(Person{"Ada", {{1, 2}}, 1.65});
}

TEST(Serialise, SeveralValuesAreATuple)
{
    const std::string bytes = toBytes(1, std::string("two"), 3.0).value();
    EXPECT_EQ(bytes, toBytes(std::tuple(1, std::string("two"), 3.0)).value());
    const auto [one, two, three] = fromBytes<int, std::string, double>(bytes).value();
    EXPECT_EQ(one, 1);
    EXPECT_EQ(two, "two");
    EXPECT_EQ(three, 3.0);
}

TEST(Serialise, BytesThatEndTooEarlyAreAnErrorAtEveryLength)
{
    const std::string bytes = toBytes(everything()).value();
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        const auto back = fromBytes<Everything>(std::string_view(bytes).substr(0, length));
        ASSERT_FALSE(back.has_value()) << length;
        ASSERT_EQ(back.error().kind, SerialError::NotRead);
    }
    EXPECT_FALSE(fromBytes<int>("abc").has_value());
}

TEST(Serialise, BytesThatAreLeftOverAreAnError)
{
    EXPECT_FALSE(fromBytes<int>("12345").has_value());
    EXPECT_FALSE(fromBytes<std::string>(*toBytes(std::string("abc")) + "d").has_value());
    EXPECT_FALSE(fromBytes<std::tuple<>>("x").has_value());
}

TEST(Serialise, NoFlippedBitCrashesTheReader)
{
    const std::string bytes = toBytes(everything()).value();
    for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
        std::string damaged = bytes;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        static_cast<void>(fromBytes<Everything>(damaged)); // the sanitizers look
    }
}

TEST(Serialise, NoRandomBytesCrashTheReader)
{
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        std::string noise(seed % 200, '\0');
        for (std::size_t i = 0; i < noise.size(); ++i) // mostly zeroes, so that counts get through
            noise[i] = uniformAt(seed, i) < 0.8 ? '\0' : static_cast<char>(splitMix64(seed * i));
        static_cast<void>(fromBytes<Everything>(noise));
        static_cast<void>(fromBytes<std::vector<Person>>(noise));
    }
}

TEST(Serialise, ACountThatCannotBeTrueIsRefusedBeforeAnythingIsAllocated)
{
    const std::string bytes = toBytes(std::uint64_t{1} << 60U).value();
    const auto back = fromBytes<std::vector<double>>(bytes);
    ASSERT_FALSE(back.has_value());
    EXPECT_THAT(back.error().message, HasSubstr("more elements than there are bytes"));
    EXPECT_FALSE(fromBytes<std::string>(bytes).has_value());
    EXPECT_FALSE((fromBytes<std::unordered_map<int, int>>(bytes).has_value()));
}

TEST(Serialise, ABoolIsZeroOrOne)
{
    EXPECT_FALSE(fromBytes<bool>("\x02").has_value());
}

TEST(Serialise, WhatAUsersTypeThrowsIsInTheMessage)
{
    const auto written = toBytes(Stubborn{});
    ASSERT_FALSE(written.has_value());
    EXPECT_EQ(written.error().kind, SerialError::NotWritten);
    EXPECT_THAT(written.error().message, HasSubstr("Stubborn: not today"));
    const auto read = fromBytes<Stubborn>("");
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().kind, SerialError::NotRead);
    EXPECT_THAT(toBytes(ThrowsANumber{}).error().message, HasSubstr("no std::exception"));
}

TEST(Serialise, F341_AnExceptionWithoutATextIsOneErrorToo)
{
    EXPECT_EQ(toBytes(ThrowsWithoutText{}).error().kind, SerialError::NotWritten);
}

TEST(Serialise, EndlessNestingIsAnErrorAndNoStackOverflow)
{
    std::string bytes;
    for (int level = 0; level < 100'000; ++level)
        bytes += toBytes(std::uint64_t{1}).value();
    const auto back = fromBytes<Node>(bytes);
    ASSERT_FALSE(back.has_value());
    EXPECT_THAT(back.error().message, HasSubstr("too deep"));
}

TEST(Sendable, RefusesWhatMeansNothingInAnotherProcess)
{
    EXPECT_FALSE(Sendable<int*>);
    EXPECT_FALSE(Sendable<int&>);
    EXPECT_FALSE(Sendable<void (*)()>);
    EXPECT_FALSE(Sendable<std::string_view>);
    EXPECT_FALSE(Sendable<std::span<int>>);
    EXPECT_FALSE(Sendable<std::unique_ptr<int>>);
    EXPECT_FALSE(Sendable<std::vector<int*>>);
    EXPECT_FALSE((Sendable<std::map<std::string, std::optional<const char*>>>));
    EXPECT_FALSE((Sendable<std::tuple<int, std::string_view>>));
}

TEST(Sendable, AdmitsValues)
{
    EXPECT_TRUE(Sendable<int>);
    EXPECT_TRUE(Sendable<Point>);
    EXPECT_TRUE(Sendable<Person>);
    EXPECT_TRUE(Sendable<std::vector<Person>>);
    EXPECT_TRUE(Sendable<Everything>);
}

} // namespace interleave::test
