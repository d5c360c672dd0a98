#include "core/sync/system_v_lock.h"

#include "core/base/refused_call.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <ctime>
#include <random>
#include <sys/sem.h>
#include <sys/stat.h>
#include <unistd.h>

namespace interleave {

namespace {

// What the semaphores of a set are for. A value has 15 bits.
enum Place : unsigned short {
    kPermit,
    kSignature,
    kSecondSignature,
    kPidLow,
    kPidHigh,
    kNamespaceLow,
    kNamespaceMiddle,
    kNamespaceHigh,
    kPlaces
};

using Values = std::array<unsigned short, kPlaces>;
constexpr unsigned short kSignatures[]{0x494e, 0x544c};
constexpr key_t kKeys = 0x494c0000; // "IL", and 16 bits that are free

union Argument { // semctl(2): the caller must define it
    int value;
    semid_ds* status;
    unsigned short* values;
    seminfo* info;
};

constexpr unsigned kPlaceBits = 15;

// Whose process ids are ours; 0 where the kernel does not tell.
std::uint64_t pidNamespace()
{
    struct stat status
    {
    };
    return ::stat("/proc/self/ns/pid", &status) == 0 ? status.st_ino : 0;
}

unsigned short partOf(std::uint64_t number, unsigned part)
{
    return static_cast<unsigned short>(number >> part * kPlaceBits & ((1U << kPlaceBits) - 1));
}

Values valuesOf(pid_t creator)
{
    const auto pid = static_cast<std::uint64_t>(creator);
    const std::uint64_t space = pidNamespace();
    return {1,
        kSignatures[0],
        kSignatures[1],
        partOf(pid, 0),
        partOf(pid, 1),
        partOf(space, 0),
        partOf(space, 1),
        partOf(space, 2)};
}

// Whether the creator's process id means the same process here.
bool isOfOurNamespace(const Values& values)
{
    const std::uint64_t space = pidNamespace();
    return space != 0 && values[kNamespaceLow] == partOf(space, 0)
        && values[kNamespaceMiddle] == partOf(space, 1)
        && values[kNamespaceHigh] == partOf(space, 2);
}

// Whether its creator has ended, or stands still, between making the set and signing it, which
// takes microseconds. Nobody has used it.
bool isUnfinished(const Values& values, const semid_ds& status)
{
    constexpr time_t kLongEnough = 60;
    return std::ranges::all_of(values, [](unsigned short value) { return value == 0; })
        && status.sem_otime == 0 && ::time(nullptr) - status.sem_ctime > kLongEnough;
}

// Whether the set is one of ours and its creator has ended.
bool isLeftBehind(int id, const semid_ds& status)
{
    if ((status.sem_perm.__key & ~0xffff) != kKeys || status.sem_perm.cuid != ::geteuid()
        || status.sem_nsems != kPlaces)
        return false;
    Values values{};
    if (::semctl(id, 0, GETALL, Argument{.values = values.data()}) < 0)
        return false;
    if (isUnfinished(values, status))
        return true;
    if (values[kSignature] != kSignatures[0] || values[kSecondSignature] != kSignatures[1]
        || !isOfOurNamespace(values))
        return false;
    const pid_t creator = values[kPidLow] | values[kPidHigh] << kPlaceBits;
    return ::kill(creator, 0) != 0 && errno == ESRCH;
}

// Nobody may wait for ever for a permit that its holder cannot give back: setting the value makes
// one and forgets what the kernel was to undo, semctl(2), and without the set all are refused.
bool giveBackAtAnyCost(int id)
{
    if (::semctl(id, kPermit, SETVAL, Argument{.value = 1}) == 0)
        return true;
    ::semctl(id, 0, IPC_RMID);
    return false;
}

} // namespace

std::size_t SystemVSet::sweep()
{
    seminfo info{};
    const int highest = ::semctl(0, 0, SEM_INFO, Argument{.info = &info});
    std::size_t removed = 0;
    for (int index = 0; index <= highest; ++index) {
        semid_ds status{};
        const int id = ::semctl(index, 0, SEM_STAT, Argument{.status = &status});
        if (id >= 0 && isLeftBehind(id, status) && ::semctl(id, 0, IPC_RMID) == 0)
            ++removed;
    }
    return removed;
}

Result<SystemVSet, SystemError> SystemVSet::create()
{
    seminfo info{}; // what could not be removed again is not made
    if (::semctl(0, 0, IPC_INFO, Argument{.info = &info}) < 0)
        return failCall("semctl", "create a System V semaphore");
    sweep();
    std::random_device random;
    for (;;) {
        const key_t key = kKeys | static_cast<key_t>(random() & 0xffff);
        const int id = ::semget(key, kPlaces, IPC_CREAT | IPC_EXCL | 0600);
        if (id < 0 && errno == EEXIST)
            continue;
        if (id < 0 && (errno == ENOSPC || errno == EINVAL))
            return fail(SystemError::LimitReached,
                "the system has no room for another System V semaphore (remove some with ipcrm, or "
                "raise the limit kernel.sem)");
        if (id < 0)
            return failErrno("create a System V semaphore");
        SystemVSet set(id);
        Values values = valuesOf(::getpid());
        if (::semctl(id, 0, SETALL, Argument{.values = values.data()}) < 0)
            return failErrno("set a System V semaphore to 1");
        return set;
    }
}

SystemVSet::~SystemVSet()
{
    if (m_id >= 0)
        ::semctl(m_id, 0, IPC_RMID);
}

Acquisition SystemVLock::take(WorkerIndex me, short flags)
{
    if (m_note->names(me)) {
        m_error = 0;
        return Acquisition::Refused;
    }
    sembuf down{.sem_num = kPermit, .sem_op = -1, .sem_flg = flags};
    if (retryOnInterrupt([&] { return ::semop(m_id, &down, 1); }) == 0)
        return m_note->enter(me);
    m_error = errno;
    return m_error == EAGAIN ? Acquisition::Busy : Acquisition::Refused;
}

Acquisition SystemVLock::tryAcquire(WorkerIndex me)
{
    return take(me, SEM_UNDO | IPC_NOWAIT);
}

Acquisition SystemVLock::acquire(WorkerIndex me)
{
    return take(me, SEM_UNDO);
}

// A set that is gone is EIDRM for who waited, EINVAL for who comes later.
std::string SystemVLock::refusal() const
{
    if (m_error == 0)
        return "the primitive system-v-semaphore was refused: its holder asked for it again";
    return describeErrno(
        "use the primitive system-v-semaphore", m_error == EINVAL ? EIDRM : m_error)
        .message;
}

bool SystemVLock::release(WorkerIndex me)
{
    if (!m_note->leave(me))
        return false;
    sembuf up{.sem_num = kPermit, .sem_op = 1, .sem_flg = SEM_UNDO};
    if (retryOnInterrupt([&] { return ::semop(m_id, &up, 1); }) == 0)
        return true;
    return giveBackAtAnyCost(m_id);
}

} // namespace interleave
