#include "core/process/thrown.h"

#include "core/base/type_name.h"
#include "core/base/what_of.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <dlfcn.h>
#include <exception>
#include <typeinfo>
#include <utility>

namespace interleave {

namespace {

thread_local bool notesThrows = false;

// An exception of this thread and where it was thrown.
struct NotedThrow
{
    const void* object = nullptr;
    int inFlight = 0; // exceptions that had not been caught when it was thrown
    std::uint64_t number = 0; // of the throw
    StackTrace::Raw stack{};
};

constexpr std::size_t kNoted = 8;
thread_local std::array<NotedThrow, kNoted> noted;
thread_local std::uint64_t throws = 0;

// The one that the innermost handler has caught; none outside of any.
const void* caughtObject()
{
    const std::exception_ptr caught = std::current_exception();
    const void* object = nullptr;
    static_assert(sizeof object == sizeof caught, "libstdc++ keeps a pointer to the object");
    std::memcpy(&object, static_cast<const void*>(&caught), sizeof object);
    return object;
}

// The longest ago, but neither what is being handled nor what is in flight: these may go on.
NotedThrow& placeForThrow()
{
    const void* caught = caughtObject();
    const int inFlight = std::uncaught_exceptions();
    const auto isNeeded = [&](const NotedThrow& note) {
        return note.object != nullptr && (note.object == caught || note.inFlight < inFlight);
    };
    return *std::ranges::min_element(
        noted, {}, [&](const NotedThrow& note) { return std::pair(isNeeded(note), note.number); });
}

void noteThrow(const void* object)
{
    for (NotedThrow& note : noted) { // the memory of one that is gone
        if (note.object == object)
            note = {};
    }
    NotedThrow& note = placeForThrow();
    note.object = object;
    note.inFlight = std::uncaught_exceptions();
    note.number = ++throws;
    captureStack(note.stack);
}

StackTrace whereThrown(const void* object)
{
    const auto note = std::ranges::find(noted, object, &NotedThrow::object);
    return note != noted.end() ? StackTrace(note->stack) : StackTrace();
}

} // namespace

namespace detail {

NotesThrows::NotesThrows()
    : m_before(notesThrows)
{
    notesThrows = true;
}

NotesThrows::~NotesThrows()
{
    notesThrows = m_before;
}

Thrown currentException()
{
    const std::type_info* type = std::current_exception().__cxa_exception_type();
    Thrown thrown{type != nullptr ? typeName(*type) : "unknown", {}, whereThrown(caughtObject())};
    try {
        throw;
    } catch (const std::exception& error) {
        thrown.message = whatOf(error);
    } catch (const std::string& text) {
        thrown.message = text;
    } catch (const char* text) {
        thrown.message = text != nullptr ? text : "";
    } catch (...) {
        thrown.message = "an exception that is no std::exception";
    }
    return thrown;
}

} // namespace detail
} // namespace interleave

// The program's __cxa_throw comes before libstdc++'s and passes everything on to it. It is given
// its name as a label, because compilers declare that name in ways of their own.
extern "C" [[noreturn]] void interleaveThrow(
    void* object, std::type_info* type, void (*destroy)(void*)) asm("__cxa_throw");

void interleaveThrow(void* object, std::type_info* type, void (*destroy)(void*))
{
    using Throw = void (*)(void*, std::type_info*, void (*)(void*));
    static const auto next = reinterpret_cast<Throw>(::dlsym(RTLD_NEXT, "__cxa_throw"));
    if (interleave::notesThrows)
        interleave::noteThrow(object);
    next(object, type, destroy);
    std::terminate(); // never comes here
}
