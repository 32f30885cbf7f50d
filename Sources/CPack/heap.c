#include "CPack.h"

#if defined(__GLIBC__)
#include <malloc.h>
#endif

void tg_keep_freed_memory(void) {
#if defined(__GLIBC__)
    // Both are set: else the C library moves the one with the other as it sees arrays being freed.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}
