/// One body of code for every level of instructions.
#ifndef LEVELS_H
#define LEVELS_H

#include "CPack.h"

#include <string.h>

#define TG_BODY static inline __attribute__((always_inline))

#if defined(__x86_64__)
#define TG_LEVEL_1 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define TG_LEVEL_2 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx2,bmi,bmi2,lzcnt,popcnt")))
#else
#define TG_LEVEL_1
#define TG_LEVEL_2
#endif

#endif
