#include "core/process/thrown.h"

#include "core/base/type_name.h"

#include <dlfcn.h>
#include <exception>
#include <typeinfo>

namespace interleave {

namespace {

thread_local bool notesThrows = false;
thread_local StackTrace::Raw lastThrow{};

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
    Thrown thrown{type != nullptr ? typeName(*type) : "unknown", {}, StackTrace(lastThrow)};
    try {
        throw;
    } catch (const std::exception& error) {
        thrown.message = error.what();
    } catch (const std::string& text) {
        thrown.message = text;
    } catch (const char* text) {
        thrown.message = text;
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
        interleave::captureStack(interleave::lastThrow);
    next(object, type, destroy);
    std::terminate(); // never comes here
}
