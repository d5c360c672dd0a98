#include "core/model/primitive_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace interleave {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(PrimitiveList, ReadsBackWhatItWrites)
{
    const std::vector<Primitive> primitives{Primitive::None, Primitive::Lock, Primitive::Atomic};
    EXPECT_EQ(toText(primitives), "none, lock, atomic");
    EXPECT_EQ(primitivesFromText("none, lock, atomic"), primitives);
    EXPECT_EQ(primitivesFromText(" none,lock ,atomic"), primitives);
}

TEST(PrimitiveList, BlankMeansThatNothingIsCompared)
{
    EXPECT_TRUE(primitivesFromText("  ").value().empty());
}

TEST(PrimitiveList, OneAloneHasNothingToBeComparedWith)
{
    EXPECT_THAT(findPrimitivesProblem("lock").value_or(""), HasSubstr("lock alone"));
}

TEST(PrimitiveList, TheSameTwiceIsRefused)
{
    EXPECT_EQ(findPrimitivesProblem("lock, none, lock"), "lock is there twice");
}

TEST(PrimitiveList, AnUnknownOneIsNamedWithThoseThatExist)
{
    const std::string problem = findPrimitivesProblem("lock, mutex").value_or("");
    EXPECT_THAT(problem, HasSubstr("'mutex' is no primitive"));
    EXPECT_THAT(problem, HasSubstr("none, atomic"));
    EXPECT_THAT(
        findPrimitivesProblem("lock, , none").value_or(""), HasSubstr("'' is no primitive"));
}

} // namespace
} // namespace interleave
