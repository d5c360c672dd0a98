#include "core/process/crash_note.h"
#include "core/process/thrown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <climits>
#include <stdexcept>
#include <thread>

namespace interleave {
namespace {

using testing::HasSubstr;
using testing::Not;

[[noreturn]] void throwTheOneThatEndsIt()
{
    throw std::runtime_error("first");
}

void throwAnotherAndCatchIt()
{
    try {
        throw std::logic_error("another");
    } catch (const std::logic_error&) {
    }
}

struct ThrowsInItsDestructor
{
    ThrowsInItsDestructor() = default;
    ThrowsInItsDestructor(const ThrowsInItsDestructor&) = delete;
    ThrowsInItsDestructor& operator=(const ThrowsInItsDestructor&) = delete;
    ThrowsInItsDestructor(ThrowsInItsDestructor&&) = delete;
    ThrowsInItsDestructor& operator=(ThrowsInItsDestructor&&) = delete;
    ~ThrowsInItsDestructor()
    {
        for (int i = 0; i < 20; ++i)
            throwAnotherAndCatchIt();
    }
};

void expectPlaceOfTheFirst(const std::optional<Thrown>& thrown)
{
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->message, "first");
    EXPECT_THAT(thrown->trace.text(), HasSubstr("throwTheOneThatEndsIt"));
    EXPECT_THAT(thrown->trace.text(), Not(HasSubstr("throwAnotherAndCatchIt")));
}

TEST(Thrown, TheTraceIsOfWhatEndsTheBodyWhateverDestructorsThrowMeanwhile)
{
    expectPlaceOfTheFirst(whatItThrows([] {
        const ThrowsInItsDestructor last;
        throwTheOneThatEndsIt();
    }));
}

TEST(Thrown, TheTraceIsOfWhatEndsTheBodyWhateverItsHandlerThrowsMeanwhile)
{
    expectPlaceOfTheFirst(whatItThrows([] {
        try {
            throwTheOneThatEndsIt();
        } catch (const std::runtime_error&) {
            for (int i = 0; i < 20; ++i)
                throwAnotherAndCatchIt();
            throw;
        }
    }));
}

TEST(Thrown, AnExceptionThatIsKeptAndThrownAgainHasItsFirstPlace)
{
    expectPlaceOfTheFirst(whatItThrows([] {
        std::exception_ptr kept;
        try {
            throwTheOneThatEndsIt();
        } catch (...) {
            kept = std::current_exception();
        }
        throwAnotherAndCatchIt();
        std::rethrow_exception(kept);
    }));
}

TEST(Thrown, AnExceptionOfAnotherThreadHasNoPlaceAndNotThatOfAnother)
{
    std::exception_ptr kept;
    std::thread([&kept] {
        try {
            throwTheOneThatEndsIt();
        } catch (...) {
            kept = std::current_exception();
        }
    }).join();
    const auto thrown = whatItThrows([&kept] {
        throwAnotherAndCatchIt();
        std::rethrow_exception(kept);
    });
    ASSERT_TRUE(thrown);
    EXPECT_EQ(thrown->message, "first");
    EXPECT_EQ(thrown->trace.text(), "");
}

TEST(CrashNote, ACountThatWasScribbledOverIsNotBelieved)
{
    for (const int count : {INT_MAX, -1}) {
        CrashNote note{};
        note.programStart = &note;
        note.stack.count = count;
        note.written = 1;
        EXPECT_TRUE(note.take());
    }
}

} // namespace
} // namespace interleave
