#include "CScan.h"

#include <string.h>

static uint32_t date_place(uint64_t head, uint32_t tail) {
    // The low bits of the month's and the day's last digits, and of the day's first.
    uint32_t month = (uint32_t)(head >> 48) & 15, day = (tail >> 8) & 15, ten = tail & 3;
    return (day + 10 * ten + 31 * month) % TG_DATES;
}

void tg_learn_date(tg_ping_plan *plan, uint64_t head, uint32_t tail, int64_t midnight) {
    plan->dates[date_place(head, tail)] = (tg_date){head, tail, 0, midnight};
}

#if defined(__x86_64__)
#include <immintrin.h>

#define TG_SEGMENT 4096
#define TG_BLOCKS (TG_SEGMENT / 64)
/// Bytes behind a row's end that field loads may touch.
#define TG_SLACK 16
#define TG_TARGET_2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define TG_TARGET_5 \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")))
#define TG_INLINE static inline __attribute__((always_inline)) TG_TARGET_2

int tg_scan_level(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512vbmi2")
               ? 2
               : 1;
}

/// Shuffles that bring the digits of a decimal number to fixed places, by length and place of the point (the length
/// where there is none): byte 15 becomes the digit of weight 10^-scale.
typedef struct {
    uint32_t valid[17];
    uint8_t controls[17][17][16] __attribute__((aligned(16)));
} decimal_table;

static decimal_table degrees;
static decimal_table meters;
/// The shuffle of a mobile number's 11 digits.
static const uint8_t mobile_control[16] __attribute__((aligned(16))) = {
    0x80, 0x80, 0x80, 0x80, 0x80, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

static void fill_table(decimal_table *table, int scale, int whole_digits) {
    for (int length = 1; length <= 16; length++) {
        for (int point = 1; point <= length; point++) {
            int places = point == length ? 0 : length - point - 1;
            int is_sound = point <= whole_digits && places <= scale && (point == length || places > 0);
            uint8_t *control = table->controls[length][point];
            memset(control, 0x80, 16);
            if (!is_sound) continue;
            table->valid[length] |= 1u << point;
            for (int digit = 0; digit < point; digit++) control[16 - scale - point + digit] = (uint8_t)digit;
            for (int digit = 0; digit < places; digit++) control[16 - scale + digit] = (uint8_t)(point + 1 + digit);
        }
    }
}

__attribute__((constructor)) static void fill_tables(void) {
    fill_table(&degrees, 7, 3);
    fill_table(&meters, 2, 7);
    memset(meters.controls[0][0], 0x80, 16);
}

/// Structure of a stretch of bytes.
typedef struct {
    /// Offsets of delimiters and line feeds in order, behind the offset before the stretch.
    uint32_t fields[TG_SEGMENT + 1 + 64];
    /// Offsets of line feeds.
    uint32_t lines[TG_SEGMENT + 64];
    size_t line_count;
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
    found->line_count = (size_t)(lines - found->lines);
}

/// The values of two numbers of 16 digits each, most significant first.
TG_INLINE void digits_values(__m256i digits, uint64_t *low, uint64_t *high) {
    __m256i pairs = _mm256_maddubs_epi16(digits, _mm256_set1_epi16(0x010A));
    __m256i fours = _mm256_madd_epi16(pairs, _mm256_set1_epi32(0x00010064));
    __m256i packed = _mm256_packus_epi32(fours, fours);
    __m256i eights = _mm256_madd_epi16(packed, _mm256_set1_epi32(0x00012710));
    // Upper and lower eight digits stand in the two halves of the low word of each lane.
    __m256i values = _mm256_add_epi64(
        _mm256_mul_epu32(eights, _mm256_set1_epi64x(100000000)), _mm256_srli_epi64(eights, 32));
    *low = (uint64_t)_mm256_extract_epi64(values, 0);
    *high = (uint64_t)_mm256_extract_epi64(values, 2);
}

/// Two texts in one register, and which of their bytes are digits or points.
typedef struct {
    __m256i digits;
    uint32_t digit_mask, points;
} text_pair;

TG_INLINE text_pair load_pair(const uint8_t *low, const uint8_t *high) {
    __m256i raw = _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_loadu_si128((const __m128i *)low)), _mm_loadu_si128((const __m128i *)high), 1);
    text_pair pair;
    pair.digits = _mm256_sub_epi8(raw, _mm256_set1_epi8('0'));
    pair.digit_mask = (uint32_t)_mm256_movemask_epi8(
        _mm256_cmpeq_epi8(_mm256_min_epu8(pair.digits, _mm256_set1_epi8(9)), pair.digits));
    pair.points = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(raw, _mm256_set1_epi8('.')));
    return pair;
}

/// The control of an unsigned decimal number of `length` bytes with these digits and points; null where it is not plain.
TG_INLINE const uint8_t *decimal_control(
    uint32_t digits, uint32_t points, uint32_t length, const decimal_table *table
) {
    if (__builtin_expect(length - 1 > 15, 0)) return NULL;
    uint32_t end = 1u << length;
    uint32_t point = _tzcnt_u32(points | end);
    uint32_t unknown = ~(digits | 1u << point) & (end - 1);
    if (__builtin_expect(unknown | !(table->valid[length] >> point & 1), 0)) return NULL;
    return table->controls[length][point];
}

TG_INLINE __m256i control_pair(const uint8_t *low, const uint8_t *high) {
    return _mm256_inserti128_si256(
        _mm256_castsi128_si256(_mm_load_si128((const __m128i *)low)), _mm_load_si128((const __m128i *)high), 1);
}

/// A date that was learned, as it stands in the first 11 bytes of a time.
typedef struct {
    __m128i text;
    int64_t midnight;
} known_date;

TG_INLINE int find_date(const uint8_t *text, const tg_ping_plan *plan, known_date *found) {
    uint64_t head;
    uint32_t tail;
    memcpy(&head, text, 8);
    memcpy(&tail, text + 8, 4);
    tail &= 0xFFFFFF;
    const tg_date *date = &plan->dates[date_place(head, tail)];
    if (date->head != head || date->tail != tail) return 0;
    found->text = _mm_set_epi64x((long long)date->tail, (long long)date->head);
    found->midnight = date->midnight;
    return 1;
}

/// Reads `2020-02-01 08:12:33`; whether it is plain and its date learned.
TG_INLINE int read_time(
    const uint8_t *text, uint32_t length, const tg_ping_plan *plan, known_date *date, int64_t *moment
) {
    if (__builtin_expect(length != 19, 0)) return 0;
    __m128i head = _mm_loadu_si128((const __m128i *)text);
    uint32_t same = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(head, date->text));
    if (__builtin_expect((same & 0x7FF) != 0x7FF, 0) && !find_date(text, plan, date)) return 0;
    // `08:12:33`, digits and colons alike as differences from what they must be at least.
    __m128i clock = _mm_sub_epi8(
        _mm_loadl_epi64((const __m128i *)(text + 11)), _mm_setr_epi8(48, 48, 58, 48, 48, 58, 48, 48, 0, 0, 0, 0, 0, 0, 0, 0));
    const __m128i most = _mm_setr_epi8(2, 9, 0, 5, 9, 0, 5, 9, 0, 0, 0, 0, 0, 0, 0, 0);
    if (__builtin_expect(!_mm_testz_si128(_mm_subs_epu8(clock, most), _mm_set1_epi8(-1)), 0)) return 0;
    __m128i pairs = _mm_maddubs_epi16(
        _mm_shuffle_epi8(clock, _mm_setr_epi8(0, 1, 3, 4, 6, 7, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1)),
        _mm_set1_epi16(0x010A));
    uint32_t hour = (uint32_t)_mm_extract_epi16(pairs, 0);
    uint64_t parts = (uint64_t)_mm_cvtsi128_si64(_mm_madd_epi16(pairs, _mm_setr_epi16(3600, 60, 1, 0, 0, 0, 0, 0)));
    *moment = date->midnight + (int64_t)((parts & 0xFFFFFFFF) + (parts >> 32));
    return hour < 24;
}

/// What of a plan is the same for every row.
typedef struct {
    /// Bytes to take from the end of each field: one where a field is the last and lines end in CRLF.
    uint32_t time, lon, lat, accuracy, empty, phone;
} end_trims;

/// Reads one row, whose number of fields is known to be right.
TG_INLINE int read_row(
    const tg_ping_plan *plan, const end_trims *trims, const uint8_t *bytes, const uint32_t *fields,
    known_date *date, const tg_ping_columns *columns, size_t row
) {
#define TG_START(field) (fields[plan->field] + 1)
#define TG_LENGTH(field, from) (fields[plan->field + 1] - trims->field - (from))
    uint32_t from = TG_START(time);
    int64_t moment;
    if (__builtin_expect(!read_time(bytes + from, TG_LENGTH(time, from), plan, date, &moment), 0)) return 0;
    if (__builtin_expect((moment < plan->earliest) | (moment > plan->latest), 0)) return 0;

    from = TG_START(lon);
    uint32_t length = TG_LENGTH(lon, from), lat_from = TG_START(lat), lat_length = TG_LENGTH(lat, lat_from);
    uint32_t lon_minus = bytes[from] == '-', lat_minus = bytes[lat_from] == '-';
    text_pair pair = load_pair(bytes + from + lon_minus, bytes + lat_from + lat_minus);
    const uint8_t *low = decimal_control(pair.digit_mask & 0xFFFF, pair.points & 0xFFFF, length - lon_minus, &degrees);
    const uint8_t *high = decimal_control(pair.digit_mask >> 16, pair.points >> 16, lat_length - lat_minus, &degrees);
    if (__builtin_expect(!low | !high, 0)) return 0;
    uint64_t lon, lat;
    digits_values(_mm256_shuffle_epi8(pair.digits, control_pair(low, high)), &lon, &lat);
    if (__builtin_expect((lon > 1800000000) | (lat > 900000000) | !(lon | lat), 0)) return 0;

    from = TG_START(phone);
    uint32_t accuracy_from = from, accuracy_length = 0;
    if (plan->accuracy >= 0) {
        accuracy_from = TG_START(accuracy);
        accuracy_length = TG_LENGTH(accuracy, accuracy_from);
    }
    if (plan->empty >= 0 && TG_LENGTH(empty, TG_START(empty)) != 0) return 0;
    pair = load_pair(bytes + from, bytes + accuracy_from);
    // `1`, then 3 or more, then nine digits.
    uint32_t is_mobile = (TG_LENGTH(phone, from) == 11) & (bytes[from] == '1') & (bytes[from + 1] > '2') &
                         ((pair.digit_mask & 0x7FF) == 0x7FF);
    if (__builtin_expect(!is_mobile, 0)) return 0;
    high = meters.controls[0][0];
    if (__builtin_expect(accuracy_length > 0, 1)) {
        high = decimal_control(pair.digit_mask >> 16, pair.points >> 16, accuracy_length, &meters);
        if (__builtin_expect(!high, 0)) return 0;
    }
    uint64_t phone, accuracy;
    digits_values(_mm256_shuffle_epi8(pair.digits, control_pair(mobile_control, high)), &phone, &accuracy);
    columns->start[row] = moment;
    columns->lon[row] = ((int32_t)lon ^ -(int32_t)lon_minus) + (int32_t)lon_minus;
    columns->lat[row] = ((int32_t)lat ^ -(int32_t)lat_minus) + (int32_t)lat_minus;
    columns->phone[row] = phone;
    columns->accuracy[row] = accuracy_length > 0 ? (int32_t)accuracy : INT32_MIN;
    return 1;
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
        const uint32_t *fields = found.fields;
        size_t lines = found.line_count, line = 0;
        if (lines > room - result.rows) lines = room - result.rows;
        while (line < lines) {
            uint32_t feed = found.lines[line];
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

int tg_scan_level(void) { return 0; }

tg_ping_result tg_scan_pings(
    const tg_ping_plan *plan, const uint8_t *bytes, size_t count, size_t from, const tg_ping_columns *columns,
    size_t room, int level
) {
    (void)plan, (void)bytes, (void)count, (void)columns, (void)room, (void)level;
    return (tg_ping_result){from, 0};
}

#endif
