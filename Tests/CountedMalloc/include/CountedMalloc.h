/// The C library's allocation functions, counted for each thread: what the gates on allocations ask.
///
/// A program that has these functions itself is called by its libraries for them too (the C library's manual,
/// "Replacing malloc"); they hand on to the C library, so that memory is freed as always.
#ifndef COUNTED_MALLOC_H
#define COUNTED_MALLOC_H

#include <stdbool.h>
#include <stdint.h>

/// Whether they are counted: not under a sanitizer, nor where the C library is not glibc.
bool counts_allocations(void);

/// Allocations that the calling thread has made so far; 0 where they are not counted.
uint64_t counted_allocations(void);

#endif
