#include "core/io/mapping_guard.h"

#ifdef Q_OS_UNIX

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <mutex>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace npeek {

namespace {

constexpr size_t SlotCount = 1024;
constexpr quintptr Claimed = 1;

/// One guarded mapping: free while begin is 0, being filled in while it is Claimed.
struct Slot {
    std::atomic<quintptr> begin = 0;
    std::atomic<quintptr> size = 0;
    std::atomic<bool> isLost = false;
};
static_assert(std::atomic<quintptr>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "the signal handler may not lock");

std::array<Slot, SlotCount> slots;
struct sigaction previousAction;
quintptr pageSize = 4096;

bool covers(const Slot &slot, quintptr address)
{
    const quintptr begin = slot.begin.load();
    const quintptr size = slot.size.load();
    return begin > Claimed && begin == slot.begin.load() && address >= begin && address - begin < size;
}

/// Puts zero pages over the rest of the mapping, from the missing page on.
bool replaceMissingPages(quintptr address)
{
    for (Slot &slot : slots) {
        if (!covers(slot, address))
            continue;
        const quintptr page = address & ~(pageSize - 1);
        const quintptr end = slot.begin.load() + slot.size.load();
        const int flags = MAP_FIXED | MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
        slot.isLost.store(true);
        return mmap(reinterpret_cast<void *>(page), end - page, PROT_READ, flags, -1, 0) != MAP_FAILED;
    }
    return false;
}

/// Also called by the kernel on the thread that touched the page: only async-signal-safe calls here.
void onBusError(int number, siginfo_t *info, void *context)
{
    const int savedErrno = errno;
    const bool isFault = info->si_code == BUS_ADRERR;
    if (!isFault || !replaceMissingPages(reinterpret_cast<quintptr>(info->si_addr))) {
        if (previousAction.sa_flags & SA_SIGINFO) {
            previousAction.sa_sigaction(number, info, context);
        } else if (previousAction.sa_handler != SIG_DFL && previousAction.sa_handler != SIG_IGN) {
            previousAction.sa_handler(number);
        } else {
            sigaction(SIGBUS, &previousAction, nullptr);
            raise(SIGBUS);
        }
    }
    errno = savedErrno;
}

void installHandler()
{
    pageSize = static_cast<quintptr>(sysconf(_SC_PAGESIZE));
    struct sigaction action = {};
    action.sa_sigaction = onBusError;
    action.sa_flags = SA_SIGINFO | SA_ONSTACK;
    sigemptyset(&action.sa_mask);
    // Read first: the handler may run as soon as it is installed.
    sigaction(SIGBUS, nullptr, &previousAction);
    sigaction(SIGBUS, &action, nullptr);
}

} // namespace

std::unique_ptr<MappingGuard> MappingGuard::create(const uchar *begin, qint64 size)
{
    static std::once_flag installed;
    std::call_once(installed, installHandler);
    for (size_t i = 0; i < SlotCount; ++i) {
        quintptr expected = 0;
        if (!slots[i].begin.compare_exchange_strong(expected, Claimed))
            continue;
        slots[i].isLost.store(false);
        slots[i].size.store(static_cast<quintptr>(size));
        slots[i].begin.store(reinterpret_cast<quintptr>(begin));
        return std::unique_ptr<MappingGuard>(new MappingGuard(static_cast<qsizetype>(i)));
    }
    return nullptr;
}

MappingGuard::~MappingGuard()
{
    Slot &slot = slots[static_cast<size_t>(m_slot)];
    slot.size.store(0);
    slot.begin.store(0);
}

bool MappingGuard::isIntact() const
{
    return !slots[static_cast<size_t>(m_slot)].isLost.load();
}

namespace {

quintptr address(const uchar *at)
{
    return reinterpret_cast<quintptr>(at);
}

void advise(quintptr first, quintptr last, int advice)
{
    if (first < last)
        madvise(reinterpret_cast<void *>(first), last - first, advice);
}

} // namespace

void discardPages(const uchar *begin, qint64 size)
{
    const quintptr first = (address(begin) + pageSize - 1) & ~(pageSize - 1);
    advise(first, (address(begin) + static_cast<quintptr>(size)) & ~(pageSize - 1), MADV_DONTNEED);
}

void expectScatteredReads(const uchar *begin, qint64 size)
{
    advise(address(begin) & ~(pageSize - 1), address(begin) + static_cast<quintptr>(size), MADV_RANDOM);
}

void fetchPages(const uchar *begin, qint64 size)
{
    advise(address(begin) & ~(pageSize - 1), address(begin) + static_cast<quintptr>(size), MADV_WILLNEED);
}

qint64 currentFileSize(int handle)
{
    struct stat status;
    return fstat(handle, &status) == 0 ? static_cast<qint64>(status.st_size) : -1;
}

} // namespace npeek

#else

namespace npeek {

std::unique_ptr<MappingGuard> MappingGuard::create(const uchar *, qint64)
{
    return std::unique_ptr<MappingGuard>(new MappingGuard(0));
}

MappingGuard::~MappingGuard() = default;

bool MappingGuard::isIntact() const
{
    return true;
}

void discardPages(const uchar *, qint64) { }

void expectScatteredReads(const uchar *, qint64) { }

void fetchPages(const uchar *, qint64) { }

qint64 currentFileSize(int)
{
    return -1;
}

} // namespace npeek

#endif
