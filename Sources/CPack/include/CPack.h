/// The inner loops of sorting and packing rows, which the Swift compiler does not turn into vector instructions.
///
/// Plain C, compiled once for every machine and once more for AVX2 and for AVX-512; `level` chooses, and the results are
/// the same. Nothing is kept after a call, and nothing outside of the given counts is touched.
#ifndef CPACK_H
#define CPACK_H

#include <stddef.h>
#include <stdint.h>

/// Most rows of a block.
#define TG_BLOCK_ROWS 1024
/// Words that the packed values of a block's column take at most: 64 bits each.
#define TG_COLUMN_WORDS 1024

/// Tells the C library to keep memory that is freed for its next use; nothing where it cannot be told.
void tg_keep_freed_memory(void);

/// The best level of this machine: 0 what every one has, 1 AVX2, 2 AVX-512.
int tg_pack_level(void);

/// How a column was packed; `Store/ColumnFrame.swift` says what the numbers mean.
typedef struct {
    uint64_t base;
    uint32_t divisor;
    int32_t least_step;
    /// 64-bit words that were written; 0 where no row has a value, as `is_empty` tells.
    uint32_t words;
    uint32_t exceptions;
    uint8_t width, exception_bits, has_none, is_steps, is_empty;
} tg_frame;

/// Packs 1 to 1,024 values of 32 bits. An absent one is 0, or the least number where they are signed.
///
/// `out` has room for `TG_COLUMN_WORDS`.
tg_frame tg_pack_small(
    const uint32_t *values, uint32_t rows, int is_signed, int may_step, uint64_t *out, int level);

/// Packs 1 to 1,024 signed values of 64 bits, of which 0 is an absent one if `has_absent`.
tg_frame tg_pack_wide(const int64_t *values, uint32_t rows, int has_absent, int may_step, uint64_t *out, int level);

/// The numbers of up to 1,024 rows in the order of their starts, equal ones as they came.
///
/// Gives 0, and no order, where the starts lie 8,192 seconds or more apart.
int tg_order_by_start(const int64_t *starts, uint32_t rows, uint32_t *order);

/// Fetches chosen values of a column; the second through a map, the third of 64 bits. Whether all rows and codes were
/// below the counts; where not, `out` is of no use.
int tg_gather(const uint32_t *values, size_t value_count, const uint32_t *rows, size_t count, uint32_t *out);
int tg_gather_mapped(
    const uint32_t *values, size_t value_count, const uint32_t *map, size_t map_count, const uint32_t *rows,
    size_t count, uint32_t *out);
int tg_gather_wide(const uint64_t *values, size_t value_count, const uint32_t *rows, size_t count, uint64_t *out);

/// The codes that are not 0, each once, and how many they are; -1 where one is above `most`.
///
/// `marks` has a bit for each code up to `most`; they are all 0 before and after. `out` has room for `count`.
int64_t tg_distinct(const uint32_t *codes, size_t count, uint32_t most, uint64_t *marks, uint32_t *out);

/// Keys of rows with positions within their hours; see `Store/ClusterKey.swift`.
///
/// `steps` is the table of `Store/HilbertTile.swift`. A row without a position has the key of the place 0.
void tg_cluster_keys(
    const int64_t *starts, const int32_t *lon, const int32_t *lat, size_t count, const uint16_t *steps, uint64_t *keys);

/// Least and greatest longitude, least and greatest latitude of the rows that have both, and how many those are.
size_t tg_bounds(const int32_t *lon, const int32_t *lat, size_t count, int32_t bounds[4]);

/// Words of keys' chosen bits above their index: `run_count` runs of bits, each moved down by its shift and kept where
/// its mask has ones.
void tg_pack_keys(
    const uint64_t *keys, size_t count, const uint64_t *shifts, const uint64_t *masks, size_t run_count,
    uint32_t index_bits, uint64_t *words);

/// The rows that words stand for, by the index in their lowest bits; an index is below `count`.
int tg_rows_of_words(const uint64_t *words, size_t count, uint64_t mask, const uint32_t *rows, uint32_t *out);

/// The first place from `from` on, and below `count`, whose word agrees with the next one's but for its lowest
/// `index_bits`; `count` where there is none.
size_t tg_next_tie(const uint64_t *words, size_t count, size_t from, uint32_t index_bits);

/// One pass of a radix sort: words go to `target` in the order of the bits of `mask` above `shift`, equal ones as they
/// came. `mask` has at most 12 bits, all lowest ones.
void tg_scatter(const uint64_t *words, size_t count, uint32_t shift, uint64_t mask, uint64_t *target);

#endif
