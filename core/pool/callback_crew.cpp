#include "core/pool/callback_crew.h"

#include "core/base/thread_if_any.h"
#include "core/base/unique_fd.h"

#include <fmt/format.h>

#include <array>
#include <atomic>
#include <cxxabi.h>
#include <fcntl.h>
#include <list>
#include <new>
#include <pthread.h>
#include <string_view>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

namespace interleave {

namespace {

constexpr std::uint32_t kMostIdle = 2; // one that takes the next, one that looks meanwhile
// Together a fifth of a second. So many, because a stop of the whole program, in which nobody does
// anything, is one look long.
constexpr std::chrono::milliseconds kLookAtCallback{20};
constexpr std::uint32_t kLooksAsleep = 10;

thread_local CallbackCrew* callbacksOfThisThread = nullptr;
thread_local std::list<CallbackCrew::Callback>* lineOfThisThread = nullptr; // of runHere()
std::atomic<std::uint64_t> thrownByCallbacks = 0;

// A thread of this process; nothing where the host does not tell.
std::optional<bool> sleeps(pid_t thread)
{
    std::array<char, 64> path{}; // no memory is asked for: there may be none
    fmt::format_to_n(path.data(), path.size() - 1, "/proc/self/task/{}/stat", thread);
    const UniqueFd file(::open(path.data(), O_RDONLY | O_CLOEXEC));
    std::array<char, 128> text{}; // number, name of at most 64 bytes, state
    if (!file.valid() || ::read(file.get(), text.data(), text.size()) <= 0)
        return std::nullopt;
    const std::string_view stat(text.data(), text.size());
    const std::size_t nameEnds = stat.rfind(')');
    return nameEnds != std::string_view::npos && stat.substr(nameEnds).starts_with(") S");
}

std::optional<std::uint64_t> nsOf(clockid_t clock)
{
    timespec time{};
    if (::clock_gettime(clock, &time) != 0)
        return std::nullopt;
    constexpr std::uint64_t kSecondNs = 1'000'000'000;
    return static_cast<std::uint64_t>(time.tv_sec) * kSecondNs
        + static_cast<std::uint64_t>(time.tv_nsec);
}

// Of runHere(): what this thread is to run, from its first callback to its last. What stands behind
// one that ends the thread (pthread_exit) another runs, where one can be had.
class LineHere
{
public:
    using Line = std::list<CallbackCrew::Callback>; // is moved without memory

    explicit LineHere(Line line)
        : m_line(std::move(line))
    {
        lineOfThisThread = &m_line;
    }
    LineHere(const LineHere&) = delete;
    LineHere& operator=(const LineHere&) = delete;
    LineHere(LineHere&&) = delete;
    LineHere& operator=(LineHere&&) = delete;
    ~LineHere()
    {
        lineOfThisThread = nullptr;
        if (m_line.empty())
            return;
        std::thread another = threadIfAny(
            [line = std::move(m_line)]() mutable { LineHere(std::move(line)).runAll(); });
        if (another.joinable())
            another.detach();
    }
    void runAll()
    {
        while (!m_line.empty()) {
            const CallbackCrew::Callback first = std::move(m_line.front());
            m_line.pop_front();
            CallbackCrew::run(first);
        }
    }

private:
    Line m_line;
};

} // namespace

CallbackRun::~CallbackRun()
{
    if (CallbackCrew::anyHoldsThisThread())
        m_owner.endCopy();
}

Result<void, SystemError> CallbackCrew::start()
{
    const MutexLock lock(m_mutex);
    return addThread();
}

Result<void, SystemError> CallbackCrew::addThread()
{
    try {
        std::thread([self = shared_from_this()] { self->work(); }).detach();
    } catch (const std::system_error& error) {
        return tl::unexpected(describeThreadError("start a thread for callbacks", error));
    }
    ++m_threads;
    ++m_idle;
    return {};
}

void CallbackCrew::post(Callback callback)
{
    if (m_owner.isHere()) {
        const MutexLock lock(m_mutex);
        if (m_threads > 0) {
            m_line.push_back(std::move(callback));
            callForOne();
            return;
        }
    }
    runHere(std::move(callback));
}

// There is something in the line. Where no thread can be had, or no memory for one, this is tried
// again at the next wait.
void CallbackCrew::callForOne()
{
    if (m_looking && m_goesOn != 0)
        return; // it will see
    if (m_idle > 0) {
        m_changed.notifyOne();
        return;
    }
    try {
        if (m_threads < m_mostThreads)
            static_cast<void>(addThread());
    } catch (const std::bad_alloc&) { // as where addThread() fails; the line is whole
    }
}

void CallbackCrew::work()
{
    callbacksOfThisThread = this;
    while (Callback callback = next()) {
        try {
            run(callback);
        } catch (const abi::__forced_unwind&) {
            threadEnds();
            throw;
        }
        callback = nullptr; // what it holds may be the last of its kind
        ended();
    }
}

// Nothing when this thread is to leave.
CallbackCrew::Callback CallbackCrew::next()
{
    MutexLock lock(m_mutex);
    while (m_line.empty() || m_goesOn != 0) {
        if (m_line.empty() && (m_closed || m_idle > kMostIdle)) {
            --m_idle;
            --m_threads;
            m_left.notifyAll();
            m_changed.notifyOne(); // so may another, which waited when there was something to run
            return nullptr;
        }
        awaitChange(lock);
    }
    --m_idle;
    ++m_running;
    m_goesOn = ::gettid();
    m_looksAsleep = 0;
    ::pthread_getcpuclockid(::pthread_self(), &m_clock);
    m_used = nsOf(m_clock);
    Callback callback = std::move(m_line.front());
    m_line.pop_front();
    if (!m_line.empty())
        callForOne();
    return callback;
}

void CallbackCrew::ended()
{
    const MutexLock lock(m_mutex);
    ++m_idle;
    --m_running;
    if (m_goesOn == ::gettid())
        m_goesOn = 0;
    if (m_running == 0 && m_line.empty())
        m_left.notifyAll();
}

// Its callback has called pthread_exit(), or was cancelled. Another thread takes the place of this
// one, so that post() always finds one.
void CallbackCrew::threadEnds()
{
    ended();
    const MutexLock lock(m_mutex);
    --m_idle;
    --m_threads;
    try {
        static_cast<void>(addThread());
    } catch (const std::bad_alloc&) {
    }
    m_left.notifyAll();
}

void CallbackCrew::awaitChange(MutexLock& lock)
{
    if (m_line.empty() || m_looking) {
        m_changed.wait(lock);
        return;
    }
    m_looking = true;
    const Deadline look = Deadline::in(kLookAtCallback);
    m_changed.wait(lock, look);
    m_looking = false;
    if (look.passed() && m_goesOn != 0)
        lookWhetherItSleeps();
}

void CallbackCrew::lookWhetherItSleeps()
{
    const auto usedBefore = std::exchange(m_used, nsOf(m_clock));
    const bool hasUsedNone = m_used && m_used == usedBefore;
    m_looksAsleep = sleeps(m_goesOn).value_or(hasUsedNone) ? m_looksAsleep + 1 : 0;
    if (m_looksAsleep == kLooksAsleep)
        m_goesOn = 0;
}

void CallbackCrew::letOthersBegin()
{
    CallbackCrew* const crew = callbacksOfThisThread;
    if (crew == nullptr || !crew->m_owner.isHere())
        return;
    const MutexLock lock(crew->m_mutex);
    if (crew->m_goesOn == ::gettid())
        crew->m_goesOn = 0;
    if (!crew->m_line.empty())
        crew->callForOne();
}

bool CallbackCrew::holdsThisThread() const
{
    return callbacksOfThisThread == this;
}

bool CallbackCrew::anyHoldsThisThread()
{
    return callbacksOfThisThread != nullptr;
}

void CallbackCrew::close()
{
    if (!m_owner.isHere())
        return;
    const MutexLock lock(m_mutex);
    m_closed = true;
    m_changed.notifyAll();
}

void CallbackCrew::shutdown()
{
    close();
    if (holdsThisThread() || !m_owner.isHere())
        return;
    letOthersBegin();
    MutexLock lock(m_mutex);
    while (m_threads != 0)
        m_left.wait(lock);
}

void CallbackCrew::waitUntilIdle()
{
    if (holdsThisThread() || !m_owner.isHere())
        return;
    letOthersBegin();
    MutexLock lock(m_mutex);
    while (!m_line.empty() || m_running != 0)
        m_left.wait(lock);
}

void CallbackCrew::run(const Callback& callback)
{
    try {
        const CallbackRun run;
        callback();
    } catch (const abi::__forced_unwind&) {
        throw;
    } catch (...) {
        ++thrownByCallbacks;
    }
}

// A callback that posts others does not run them within itself, however many follow each other.
void CallbackCrew::runHere(Callback callback)
{
    if (lineOfThisThread != nullptr) {
        lineOfThisThread->push_back(std::move(callback));
        return;
    }
    LineHere::Line line;
    line.push_back(std::move(callback));
    LineHere(std::move(line)).runAll();
}

std::uint64_t CallbackCrew::thrown()
{
    return thrownByCallbacks;
}

} // namespace interleave
