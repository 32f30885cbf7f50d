// Faults for a program under test, by LD_PRELOAD: whatever it does to files below FAULT_ROOT is counted, and goes wrong
// as FAULT_PLAN says. Built by the tests; the product knows nothing of it. SQLite's calls come through here too.
//
//   kill:N    SIGKILL before the Nth change (a change: create, write, sync, rename, unlink, mkdir, link, truncate)
//   torn:N    half of the Nth change, if it is a write, and then SIGKILL
//   power:N   SIGKILL before the Nth change, and what was not synchronised until then is gone: data and names
//   full:N    from the Nth change on nothing more fits on the disk
//   once:N    the Nth change finds the disk full; the next one does not
//   eio:N     the Nth change fails with EIO
//   readeio:N the Nth read fails with EIO
//   badread:T every read of a file whose path holds the text T fails with EIO
//   short     reads and writes move a random part of what was asked for, and one in four is interrupted first
//   shorteio:N both: the Nth change fails with EIO beside
//   stop:N    SIGSTOP before the Nth change or the next that SQLite needs no lock for, so that others can look
//   trace     nothing goes wrong
//
// FAULT_TRACE: a file that gets one line for each change: its number, kind and path. FAULT_CLOCK: seconds by which the
// clock is off. FAULT_SEED: of the random lengths. No synchronisation reaches the disk: it is only noted, so that
// hundreds of runs take minutes.
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum plan { NONE, KILL, TORN, POWER, FULL, ONCE, EIO_CHANGE, EIO_READ, BAD_READ, SHORT, SHORT_EIO, STOP };
static enum plan plan;
static long target;
static char root[4096], text[256];
static size_t root_length;
static int trace = -1;
static long clock_offset;
static atomic_long changes, reads, stopped;
static _Atomic unsigned long dice;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

// What a power cut takes: lengths of files since their last sync, and names since their folder's.
struct file { dev_t device; ino_t inode; long synced; int number; };
struct name { int kind; char *folder, *from, *to, *kept; };
enum { CREATED = 1, RENAMED, REMOVED };
static struct file files[8192];
static struct name names[16384];
static int file_count, name_count, kept_count;

__attribute__((constructor)) static void begin(void) {
    const char *value = getenv("FAULT_PLAN");
    const char *folder = getenv("FAULT_ROOT");
    if (!value || !folder || !realpath(folder, root)) return;
    root_length = strlen(root);
    static const struct { const char *name; enum plan plan; } known[] = {
        {"kill:", KILL}, {"torn:", TORN}, {"power:", POWER}, {"full:", FULL}, {"once:", ONCE}, {"eio:", EIO_CHANGE},
        {"readeio:", EIO_READ}, {"badread:", BAD_READ}, {"short", SHORT}, {"shorteio:", SHORT_EIO}, {"stop:", STOP}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        size_t length = strlen(known[i].name);
        if (strncmp(value, known[i].name, length)) continue;
        plan = known[i].plan;
        target = atol(value + length);
        snprintf(text, sizeof text, "%s", value + length);
    }
    const char *seed = getenv("FAULT_SEED");
    dice = seed ? strtoul(seed, NULL, 10) : 1;
    const char *clock = getenv("FAULT_CLOCK");
    clock_offset = clock ? atol(clock) : 0;
    const char *path = getenv("FAULT_TRACE");
    if (path) trace = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static unsigned long roll(void) {
    unsigned long x = atomic_fetch_add(&dice, 0x9E3779B97F4A7C15ul) + 0x9E3779B97F4A7C15ul;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ul;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBul;
    return x ^ (x >> 31);
}

static int shortens(void) { return plan == SHORT || plan == SHORT_EIO; }

static int inside(const char *path) {
    return root_length && path && !strncmp(path, root, root_length) && (!path[root_length] || path[root_length] == '/');
}

// The path of a descriptor below the root; 0 where it is elsewhere.
static int located(int number, char *path) {
    int before = errno;
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", number);
    ssize_t length = root_length ? readlink(link, path, 4095) : -1;
    errno = before;
    if (length <= 0) return 0;
    path[length] = 0;
    return inside(path);
}

static void die(int number) { syscall(SYS_kill, getpid(), number); if (number == SIGKILL) for (;;) pause(); }

static void parent(const char *path, char *folder) {
    snprintf(folder, 4096, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash) *slash = 0;
}

// Keeps what a rename or unlink takes away, so that a power cut can bring it back; NULL where nothing was there.
static char *keep(const char *path) {
    char kept[4200];
    snprintf(kept, sizeof kept, "%s.kept-%d-%d", root, getpid(), kept_count++);
    return syscall(SYS_linkat, AT_FDCWD, path, AT_FDCWD, kept, 0) == 0 ? strdup(kept) : NULL;
}

static void note(int kind, const char *from, const char *to, char *kept) {
    char folder[4096];
    parent(to, folder);
    // SQLite looks after its own files.
    if (name_count == 16384 || strstr(to, "tracegrid.sqlite")) return;
    names[name_count++] = (struct name){kind, strdup(folder), from ? strdup(from) : NULL, strdup(to), kept};
}

static void forget(const char *folder) {
    int left = 0;
    for (int i = 0; i < name_count; i++) {
        if (!folder || !strcmp(names[i].folder, folder)) {
            if (names[i].kept) syscall(SYS_unlinkat, AT_FDCWD, names[i].kept, 0);
        } else {
            names[left++] = names[i];
        }
    }
    name_count = left;
}

static struct file *tracked(int number) {
    struct stat status;
    if (fstat(number, &status) || !S_ISREG(status.st_mode)) return NULL;
    for (int i = 0; i < file_count; i++)
        if (files[i].inode == status.st_ino && files[i].device == status.st_dev) return &files[i];
    if (file_count == 8192) return NULL;
    int copy = fcntl(number, F_DUPFD_CLOEXEC, 1000);
    if (copy < 0) return NULL;
    files[file_count] = (struct file){status.st_dev, status.st_ino, status.st_size, copy};
    return &files[file_count++];
}

static void synced(int number) {
    struct stat status;
    if (fstat(number, &status)) return;
    for (int i = 0; i < file_count; i++)
        if (files[i].inode == status.st_ino && files[i].device == status.st_dev) files[i].synced = status.st_size;
}

static void cut(void) {
    for (int i = 0; i < file_count; i++) {
        struct stat status;
        if (!fstat(files[i].number, &status) && status.st_size > files[i].synced)
            syscall(SYS_ftruncate, files[i].number, files[i].synced);
    }
    while (name_count > 0) {
        struct name *last = &names[--name_count];
        switch (last->kind) {
        case CREATED:
            if (syscall(SYS_unlinkat, AT_FDCWD, last->to, 0)) syscall(SYS_unlinkat, AT_FDCWD, last->to, AT_REMOVEDIR);
            break;
        case RENAMED:
            syscall(SYS_renameat, AT_FDCWD, last->to, AT_FDCWD, last->from);
            if (last->kept) syscall(SYS_renameat, AT_FDCWD, last->kept, AT_FDCWD, last->to);
            break;
        case REMOVED:
            if (last->kept) syscall(SYS_renameat, AT_FDCWD, last->kept, AT_FDCWD, last->to);
            break;
        }
    }
}

// Counts a change; the error it ends with, or 0. `grows`: whether it needs room on the disk.
static int change(const char *kind, const char *path, int grows, int *half) {
    long number = atomic_fetch_add(&changes, 1) + 1;
    if (trace >= 0) {
        char line[4400];
        int length = snprintf(line, sizeof line, "%ld %s %s\n", number, kind, path + root_length);
        syscall(SYS_write, trace, line, (size_t)length);
    }
    switch (plan) {
    case KILL: if (number == target) die(SIGKILL); break;
    case STOP:
        // A process that stands still inside SQLite's own locks holds everybody up, which none that runs does.
        if (number >= target && !strstr(path, "tracegrid.sqlite") && !atomic_exchange(&stopped, 1)) die(SIGSTOP);
        break;
    case TORN:
        if (number == target) {
            if (half) { *half = 1; return 0; }
            die(SIGKILL);
        }
        break;
    case POWER:
        if (number == target) {
            pthread_mutex_lock(&lock);
            cut();
            die(SIGKILL);
        }
        break;
    case FULL: if (number >= target && grows) return ENOSPC; break;
    case ONCE: if (number == target && grows) return ENOSPC; break;
    case EIO_CHANGE: case SHORT_EIO: if (number == target) return EIO; break;
    default: break;
    }
    return 0;
}

static int fail(int code) { errno = code; return -1; }

static int opened(int folder, const char *path, int flags, mode_t mode) {
    int makes = (flags & O_CREAT) && inside(path) && !strstr(path, "/.lock");
    struct stat status;
    int isNew = makes && syscall(SYS_newfstatat, AT_FDCWD, path, &status, AT_SYMLINK_NOFOLLOW) != 0;
    if (isNew) {
        int code = change("create", path, 1, NULL);
        if (code) return fail(code);
    }
    if (shortens() && inside(path) && roll() % 4 == 0) return fail(EINTR);
    int number = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (number >= 0 && isNew && plan == POWER) {
        pthread_mutex_lock(&lock);
        note(CREATED, NULL, path, NULL);
        pthread_mutex_unlock(&lock);
    }
    return number;
}

#define MODE(flags, mode) \
    mode_t mode = 0; \
    if ((flags) & (O_CREAT | __O_TMPFILE)) { va_list list; va_start(list, flags); mode = va_arg(list, mode_t); va_end(list); }
int open(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags, mode) return opened(AT_FDCWD, path, flags | O_LARGEFILE, mode); }
int openat(int folder, const char *path, int flags, ...) { MODE(flags, mode) return opened(folder, path, flags, mode); }
int openat64(int folder, const char *path, int flags, ...) { MODE(flags, mode) return opened(folder, path, flags | O_LARGEFILE, mode); }

static ssize_t written(int number, const void *bytes, size_t count, off_t offset, int isPlaced) {
    char path[4096];
    int half = 0;
    if (located(number, path) && !strstr(path, "/.lock")) {
        int code = change("write", path, 1, &half);
        if (code) return fail(code);
        if (plan == POWER) {
            pthread_mutex_lock(&lock);
            tracked(number);
            pthread_mutex_unlock(&lock);
        }
        if (shortens()) {
            if (roll() % 4 == 0) return fail(EINTR);
            if (count > 1) count = 1 + roll() % count;
        }
        if (half) count /= 2;
    }
    ssize_t put = isPlaced ? syscall(SYS_pwrite64, number, bytes, count, offset) : syscall(SYS_write, number, bytes, count);
    if (half) die(SIGKILL);
    return put;
}
ssize_t write(int number, const void *bytes, size_t count) { return written(number, bytes, count, 0, 0); }
ssize_t pwrite(int number, const void *bytes, size_t count, off_t offset) { return written(number, bytes, count, offset, 1); }
ssize_t pwrite64(int number, const void *bytes, size_t count, off64_t offset) { return written(number, bytes, count, offset, 1); }

static ssize_t taken(int number, void *bytes, size_t count, off_t offset, int isPlaced) {
    char path[4096];
    if ((plan == EIO_READ || plan == BAD_READ || shortens()) && located(number, path)) {
        if (plan == EIO_READ && atomic_fetch_add(&reads, 1) + 1 == target) return fail(EIO);
        if (plan == BAD_READ && strstr(path, text)) return fail(EIO);
        if (shortens()) {
            if (roll() % 4 == 0) return fail(EINTR);
            if (count > 1) count = 1 + roll() % count;
        }
    }
    return isPlaced ? syscall(SYS_pread64, number, bytes, count, offset) : syscall(SYS_read, number, bytes, count);
}
ssize_t read(int number, void *bytes, size_t count) { return taken(number, bytes, count, 0, 0); }
ssize_t pread(int number, void *bytes, size_t count, off_t offset) { return taken(number, bytes, count, offset, 1); }
ssize_t pread64(int number, void *bytes, size_t count, off64_t offset) { return taken(number, bytes, count, offset, 1); }

static int flushed(int number, const char *kind) {
    char path[4096];
    if (!located(number, path)) return 0;
    int code = change(kind, path, 0, NULL);
    if (code) return fail(code);
    if (plan == POWER) {
        pthread_mutex_lock(&lock);
        synced(number);
        forget(path);
        pthread_mutex_unlock(&lock);
    }
    return 0;
}
int fsync(int number) { return flushed(number, "fsync"); }
int fdatasync(int number) { return flushed(number, "fdatasync"); }
void sync(void) {
    if (!root_length) return;
    change("sync", root, 0, NULL);
    pthread_mutex_lock(&lock);
    for (int i = 0; i < file_count; i++) synced(files[i].number);
    forget(NULL);
    pthread_mutex_unlock(&lock);
}

static int changed(const char *kind, const char *path, int grows) {
    int code = inside(path) ? change(kind, path, grows, NULL) : 0;
    return code ? fail(code) : 0;
}
int rename(const char *from, const char *to) {
    if (changed("rename", to, 0)) return -1;
    if (plan != POWER || !inside(to)) return (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    pthread_mutex_lock(&lock);
    char *kept = keep(to);
    int result = (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
    if (!result) note(RENAMED, from, to, kept);
    pthread_mutex_unlock(&lock);
    return result;
}
int unlink(const char *path) {
    if (changed("unlink", path, 0)) return -1;
    if (plan != POWER || !inside(path)) return (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    pthread_mutex_lock(&lock);
    char *kept = keep(path);
    int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
    if (!result) note(REMOVED, NULL, path, kept);
    pthread_mutex_unlock(&lock);
    return result;
}
int rmdir(const char *path) {
    return changed("rmdir", path, 0) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, AT_REMOVEDIR);
}
static int made(const char *path, int result) {
    if (!result && plan == POWER && inside(path)) {
        pthread_mutex_lock(&lock);
        note(CREATED, NULL, path, NULL);
        pthread_mutex_unlock(&lock);
    }
    return result;
}
int mkdir(const char *path, mode_t mode) {
    return changed("mkdir", path, 1) ? -1 : made(path, (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode));
}
int symlink(const char *target, const char *path) {
    return changed("symlink", path, 1) ? -1 : made(path, (int)syscall(SYS_symlinkat, target, AT_FDCWD, path));
}
static int shortened(int number, off_t length) {
    char path[4096];
    if (located(number, path) && !strstr(path, "/.lock")) {
        int code = change("truncate", path, 0, NULL);
        if (code) return fail(code);
    }
    return (int)syscall(SYS_ftruncate, number, length);
}
int ftruncate(int number, off_t length) { return shortened(number, length); }
int ftruncate64(int number, off64_t length) { return shortened(number, length); }

int clock_gettime(clockid_t clock, struct timespec *now) {
    int result = (int)syscall(SYS_clock_gettime, clock, now);
    if (!result && clock == CLOCK_REALTIME) now->tv_sec += clock_offset;
    return result;
}
int gettimeofday(struct timeval *now, void *zone) {
    int result = (int)syscall(SYS_gettimeofday, now, zone);
    if (!result && now) now->tv_sec += clock_offset;
    return result;
}
time_t time(time_t *kept) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (kept) *kept = now.tv_sec;
    return now.tv_sec;
}
