// Value and Array, with threads and with processes.

#include "core/handles/shared_array.h"
#include "core/handles/value.h"
#include "tests/support/children.h"
#include "tests/support/descriptors.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace interleave::test {

namespace {

using testing::Each;
using testing::ElementsAre;

struct Big
{
    long values[20];
};

} // namespace

TEST(Value, HoldsWhatWasSet)
{
    const auto value = Value<double>::create(1.5).value();
    EXPECT_EQ(value.get(), 1.5);
    value.set(-2.0);
    EXPECT_EQ(value.get(), -2.0);
    value.reference() += 1.0;
    EXPECT_EQ(value.get(), -1.0);
}

TEST(Value, FetchAddLosesNothingBetweenThreads)
{
    const auto value = Value<int>::create(0).value();
    std::thread other([&] {
        for (int i = 0; i < 10'000; ++i)
            value.fetchAdd(1);
    });
    for (int i = 0; i < 10'000; ++i)
        value.fetchAdd(1);
    other.join();
    EXPECT_EQ(value.get(), 20'000);
}

TEST(Value, FetchAddLosesNothingBetweenProcesses)
{
    const auto value = Value<std::uint64_t>::create(0).value();
    ASSERT_TRUE(runInProcesses(3, [&](int) {
        for (int i = 0; i < 10'000; ++i)
            value.fetchAdd(1);
    }));
    EXPECT_EQ(value.get(), 30'000U);
}

TEST(Value, ALargeOneIsSharedByReference)
{
    const auto value = Value<Big>::create(Big{}).value();
    ASSERT_TRUE(runInProcesses(1, [&](int) { value.reference().values[19] = 7; }));
    EXPECT_EQ(value.reference().values[19], 7);
}

TEST(Value, AnotherHandleIsTheSameValue)
{
    const auto value = Value<int>::create(3).value();
    const auto other = Value<int>::attach(duplicates(value)).value();
    other.set(4);
    EXPECT_EQ(value.get(), 4);
}

TEST(Value, ADescriptorOfAnotherTypeIsRefused)
{
    const auto value = Value<int>::create(3).value();
    EXPECT_FALSE(Value<unsigned>::attach(duplicates(value)).has_value());
    EXPECT_FALSE(Array<int>::attach(duplicates(value)).has_value());
}

TEST(Array, StartsWithZeroesOrWithWhatItIsGiven)
{
    EXPECT_THAT(Array<int>::create(100).value(), Each(0));
    EXPECT_THAT(Array<int>::create({1, 2, 3}).value(), ElementsAre(1, 2, 3));
    EXPECT_EQ(Array<int>::create(0).value().size(), 0U);
}

TEST(Array, IsSharedBetweenProcesses)
{
    const auto array = Array<int>::create(3).value();
    ASSERT_TRUE(runInProcesses(3, [&](int rank) { array[static_cast<std::size_t>(rank)] = rank; }));
    EXPECT_THAT(array.span(), ElementsAre(0, 1, 2));
}

TEST(Array, EndsWhereItEnds)
{
    const auto array = Array<int>::create(3).value();
    EXPECT_NE(array.at(2), nullptr);
    EXPECT_EQ(array.at(3), nullptr);
}

TEST(Array, AnotherHandleIsTheSameArray)
{
    const auto array = Array<int>::create({1, 2, 3}).value();
    const auto other = Array<int>::attach(duplicates(array)).value();
    other[1] = 5;
    EXPECT_THAT(array, ElementsAre(1, 5, 3));
    EXPECT_FALSE(Array<float>::attach(duplicates(array)).has_value());
}

TEST(Array, ASizeThatCannotBeIsAnError)
{
    EXPECT_FALSE(Array<int>::create(~std::size_t{0}).has_value());
    EXPECT_FALSE(Array<int>::create(std::size_t{1} << 62U).has_value());
}

} // namespace interleave::test
