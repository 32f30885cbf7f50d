#include "ping_values.h"

#if defined(__x86_64__)

#define TG_SEGMENT 4096
#define TG_BLOCKS (TG_SEGMENT / 64)
/// Structure of a stretch of bytes.
typedef struct {
    /// Offsets of delimiters and line feeds in order, behind the offset before the stretch.
    uint32_t fields[TG_SEGMENT + 1 + 64];
    /// Offsets of line feeds.
    uint32_t lines[TG_SEGMENT + 64];
    size_t field_count, line_count;
    /// Offset of the first byte that no plain row has; the stretch's length where there is none.
    uint32_t special;
} structure;

TG_INLINE uint32_t *put_offsets(uint32_t *out, uint64_t mask, uint32_t base) {
    uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
    uint32_t *end = out + count;
    while (1) {
        for (int index = 0; index < 8; index++) {
            out[index] = base + (uint32_t)_tzcnt_u64(mask);
            mask = _blsr_u64(mask);
        }
        if (__builtin_expect(count <= 8, 1)) break;
        count -= 8;
        out += 8;
    }
    return end;
}

/// Line ends are few: two places are filled without a branch that could be guessed wrong.
TG_INLINE uint32_t *put_line_offsets(uint32_t *out, uint64_t mask, uint32_t base) {
    uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
    out[0] = base + (uint32_t)_tzcnt_u64(mask);
    mask = _blsr_u64(mask);
    out[1] = base + (uint32_t)_tzcnt_u64(mask);
    for (uint32_t index = 2; __builtin_expect(index < count, 0); index++) {
        mask = _blsr_u64(mask);
        out[index] = base + (uint32_t)_tzcnt_u64(mask);
    }
    return out + count;
}

/// Masks of one block of 64 bytes.
typedef struct {
    uint64_t delimiters, feeds, returns, odd;
} block_masks;

TG_INLINE block_masks masks_2(const uint8_t *bytes, __m256i delimiter) {
    block_masks masks = {0, 0, 0, 0};
    for (int half = 0; half < 2; half++) {
        __m256i part = _mm256_loadu_si256((const __m256i *)(bytes + 32 * half));
        uint64_t delimiters = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(part, delimiter));
        uint64_t feeds = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(part, _mm256_set1_epi8('\n')));
        uint64_t returns = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(part, _mm256_set1_epi8('\r')));
        // Signed: bytes from 0x80 on are below a space too.
        uint64_t odd = (uint32_t)_mm256_movemask_epi8(
            _mm256_or_si256(_mm256_cmpgt_epi8(_mm256_set1_epi8(0x20), part),
                            _mm256_cmpeq_epi8(part, _mm256_set1_epi8('"'))));
        masks.delimiters |= delimiters << (32 * half);
        masks.feeds |= feeds << (32 * half);
        masks.returns |= returns << (32 * half);
        masks.odd |= odd << (32 * half);
    }
    return masks;
}

static inline __attribute__((always_inline)) TG_TARGET_5 block_masks masks_5(const uint8_t *bytes, __m512i delimiter) {
    __m512i part = _mm512_loadu_si512(bytes);
    block_masks masks;
    masks.delimiters = _mm512_cmpeq_epi8_mask(part, delimiter);
    masks.feeds = _mm512_cmpeq_epi8_mask(part, _mm512_set1_epi8('\n'));
    masks.returns = _mm512_cmpeq_epi8_mask(part, _mm512_set1_epi8('\r'));
    masks.odd = _mm512_cmplt_epi8_mask(part, _mm512_set1_epi8(0x20)) |
                _mm512_cmpeq_epi8_mask(part, _mm512_set1_epi8('"'));
    return masks;
}

/// The same by one compression of the numbers 0 to 63.
static inline __attribute__((always_inline)) TG_TARGET_5 uint32_t *put_offsets_5(
    uint32_t *out, uint64_t mask, uint32_t base
) {
    const __m512i numbers = _mm512_set_epi8(
        63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36,
        35, 34, 33, 32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7,
        6, 5, 4, 3, 2, 1, 0);
    uint32_t count = (uint32_t)_mm_popcnt_u64(mask);
    __m512i places = _mm512_maskz_compress_epi8(mask, numbers);
    __m512i start = _mm512_set1_epi32((int)base);
    _mm512_storeu_si512(out, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places))));
    for (uint32_t done = 16; __builtin_expect(done < count, 0); done += 16) {
        places = _mm512_alignr_epi32(places, places, 4);
        _mm512_storeu_si512(out + done, _mm512_add_epi32(start, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(places))));
    }
    return out + count;
}

/// The work on one block's masks, the same at every level.
#define TG_PUT_BLOCK(put, masks, block)                                                                             \
    do {                                                                                                       \
        uint64_t structural = (masks).delimiters | (masks).feeds;                                              \
        /* A return is part of a line end only where a line feed follows. */                                   \
        uint64_t lone = after_return & ~(masks).feeds & 1;                                                     \
        lone |= (masks).returns & ~((masks).feeds >> 1) & ~(1ull << 63);                                       \
        after_return = (masks).returns >> 63;                                                                  \
        uint64_t special = ((masks).odd & ~structural & ~(masks).returns) | lone;                              \
        if (__builtin_expect(special != 0 && found->special == length, 0))                                     \
            found->special = (uint32_t)(block) * 64 + (uint32_t)_tzcnt_u64(special);                           \
        fields = put(fields, structural, (uint32_t)(block) * 64);                                              \
        lines = put_line_offsets(lines, (masks).feeds, (uint32_t)(block) * 64);                                \
    } while (0)

TG_TARGET_2 static void find_structure_2(const uint8_t *bytes, uint32_t blocks, uint8_t delimiter, structure *found) {
    __m256i wanted = _mm256_set1_epi8((char)delimiter);
    uint32_t length = found->special = blocks * 64;
    uint32_t *fields = found->fields + 1, *lines = found->lines;
    uint64_t after_return = 0;
    for (uint32_t block = 0; block < blocks; block++) {
        block_masks masks = masks_2(bytes + 64 * block, wanted);
        TG_PUT_BLOCK(put_offsets, masks, block);
    }
    found->field_count = (size_t)(fields - found->fields);
    found->line_count = (size_t)(lines - found->lines);
}

TG_TARGET_5 static void find_structure_5(const uint8_t *bytes, uint32_t blocks, uint8_t delimiter, structure *found) {
    __m512i wanted = _mm512_set1_epi8((char)delimiter);
    uint32_t length = found->special = blocks * 64;
    uint32_t *fields = found->fields + 1, *lines = found->lines;
    uint64_t after_return = 0;
    for (uint32_t block = 0; block < blocks; block++) {
        block_masks masks = masks_5(bytes + 64 * block, wanted);
        TG_PUT_BLOCK(put_offsets_5, masks, block);
    }
    found->field_count = (size_t)(fields - found->fields);
    found->line_count = (size_t)(lines - found->lines);
}

/// Bytes to take from the end of each field: one where a field is the last and lines end in CRLF.
typedef struct {
    uint32_t time, lon, lat, accuracy, empty, phone;
} end_trims;

/// Reads one row, whose number of fields is known to be right.
TG_INLINE int read_row(
    const tg_ping_plan *plan, const end_trims *trims, const uint8_t *bytes, const uint32_t *fields,
    known_date *date, const tg_ping_columns *columns, size_t row
) {
#define TG_VALUE(field)                                                                                        \
    (text_value) {                                                                                             \
        bytes + (uint32_t)(fields[plan->field] + 1),                                                           \
            fields[plan->field + 1] - trims->field - fields[plan->field] - 1                                   \
    }
    ping_text text = {TG_VALUE(phone), TG_VALUE(time), TG_VALUE(lon), TG_VALUE(lat), TG_VALUE(phone)};
    if (plan->accuracy >= 0) {
        text.accuracy = TG_VALUE(accuracy);
    } else {
        text.accuracy.length = 0;
    }
    if (plan->empty >= 0 && TG_VALUE(empty).length != 0) return 0;
    return read_ping(plan, &text, date, columns, row);
}

TG_INLINE uint32_t trim(const tg_ping_plan *plan, int32_t field, uint32_t line_end) {
    return (uint32_t)(field + 1) == plan->fields ? line_end - 1 : 0;
}

TG_TARGET_2 tg_ping_result tg_scan_pings(
    const tg_ping_plan *plan, const uint8_t *bytes, size_t count, size_t from, const tg_ping_columns *columns,
    size_t room, int level
) {
    structure found;
    tg_ping_result result = {from, 0};
    if (level < 1) return result;
    tg_ping_columns out = *columns;
    known_date date = {_mm_setzero_si128(), 0};
    uint32_t line_end = plan->crlf ? 2 : 1;
    end_trims trims = {
        trim(plan, plan->time, line_end),     trim(plan, plan->lon, line_end),   trim(plan, plan->lat, line_end),
        trim(plan, plan->accuracy, line_end), trim(plan, plan->empty, line_end), trim(plan, plan->phone, line_end),
    };
    while (result.rows < room) {
        size_t base = result.next;
        size_t left = count - base;
        if (left < 64 + TG_SLACK) break;
        uint32_t blocks = (uint32_t)((left - TG_SLACK) / 64);
        if (blocks > TG_BLOCKS) blocks = TG_BLOCKS;
        // The offset before the stretch: its first field begins one behind it.
        found.fields[0] = (uint32_t)-1;
        if (level >= 2) {
            find_structure_5(bytes + base, blocks, plan->delimiter, &found);
        } else {
            find_structure_2(bytes + base, blocks, plan->delimiter, &found);
        }
        const uint8_t *stretch = bytes + base;
        const uint32_t *fields = found.fields, *fields_end = found.fields + found.field_count;
        size_t lines = found.line_count, line = 0;
        if (lines > room - result.rows) lines = room - result.rows;
        while (line < lines) {
            uint32_t feed = found.lines[line];
            // Behind the offsets lies whatever was there before, which may look like this row's end.
            if (__builtin_expect((ptrdiff_t)plan->fields >= fields_end - fields, 0)) break;
            if (__builtin_expect((fields[plan->fields] != feed) | (feed > found.special), 0)) break;
            if (__builtin_expect((stretch[feed - 1] == '\r') != (line_end == 2), 0)) break;
            if (!read_row(plan, &trims, stretch, fields, &date, &out, result.rows)) break;
            out.row_start[result.rows] = (uint32_t)base + (fields[0] + 1);
            out.row_end[result.rows] = (uint32_t)base + feed - (line_end - 1);
            result.rows++;
            line++;
            fields += plan->fields;
        }
        result.next = base + (uint32_t)(fields[0] + 1);
        if (line < lines || lines == 0) break;
    }
    return result;
}

#else

tg_ping_result tg_scan_pings(
    const tg_ping_plan *plan, const uint8_t *bytes, size_t count, size_t from, const tg_ping_columns *columns,
    size_t room, int level
) {
    (void)plan, (void)bytes, (void)count, (void)columns, (void)room, (void)level;
    return (tg_ping_result){from, 0};
}

#endif
