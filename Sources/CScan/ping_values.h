/// Values of plain rows: text of known length to numbers, with vector instructions.
#ifndef PING_VALUES_H
#define PING_VALUES_H

#include "CScan.h"

#include <string.h>

/// The place of a date in `tg_ping_plan.dates`.
uint32_t tg_date_place(uint64_t head, uint32_t tail);

#if defined(__x86_64__)
#include <immintrin.h>

#define TG_TARGET_2 __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define TG_TARGET_5 \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,avx2,bmi,bmi2,lzcnt,popcnt")))
#define TG_INLINE static inline __attribute__((always_inline)) TG_TARGET_2

/// Bytes behind a row's end that loads of its values may touch.
#define TG_SLACK 16

/// Shuffles that bring the digits of a decimal number to fixed places, by length and place of the point (the length
/// where there is none): byte 15 becomes the digit of weight 10^-scale.
typedef struct {
    uint32_t valid[17];
    uint8_t controls[17][17][16] __attribute__((aligned(16)));
} decimal_table;

extern decimal_table tg_degrees, tg_meters;
/// The shuffle of a mobile number's 11 digits.
extern const uint8_t tg_mobile_control[16];

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

TG_INLINE uint32_t digit_mask_16(__m128i digits) {
    return (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(digits, _mm_set1_epi8(9)), digits));
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
    const tg_date *date = &plan->dates[tg_date_place(head, tail)];
    if (date->head != head || date->tail != tail) return 0;
    found->text = _mm_set_epi64x((long long)date->tail, (long long)date->head);
    found->midnight = date->midnight;
    return 1;
}

/// Reads 10 or 13 digits: seconds or milliseconds since 1970.
TG_INLINE int read_epoch(const uint8_t *text, uint32_t length, int64_t *moment) {
    if (length != 10 && length != 13) return 0;
    text_pair pair = load_pair(text, text);
    if ((pair.digit_mask & 0x3FF) != 0x3FF || (length == 13 && (pair.digit_mask & 0x1FFF) != 0x1FFF)) return 0;
    // The seconds are the first ten digits of both.
    const __m128i shift = _mm_setr_epi8(-128, -128, -128, -128, -128, -128, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    uint64_t seconds, unused;
    digits_values(_mm256_shuffle_epi8(pair.digits, _mm256_broadcastsi128_si256(shift)), &seconds, &unused);
    *moment = (int64_t)seconds;
    return 1;
}

/// Reads `2020-02-01 08:12:33` on a learned date, or an epoch; whether it is one of these.
TG_INLINE int read_time(
    const uint8_t *text, uint32_t length, const tg_ping_plan *plan, known_date *date, int64_t *moment
) {
    if (__builtin_expect(length != 19, 0)) return read_epoch(text, length, moment);
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

/// Where a value's text stands.
typedef struct {
    const uint8_t *bytes;
    uint32_t length;
} text_value;

/// The values of one row; an accuracy of no length is none, and its bytes may be any that can be loaded.
typedef struct {
    text_value phone, time, lon, lat, accuracy;
} ping_text;

/// Reads the values of one row into the columns; whether all are plain and in range.
TG_INLINE int read_ping(
    const tg_ping_plan *plan, const ping_text *text, known_date *date, const tg_ping_columns *columns, size_t row
) {
    int64_t moment;
    if (__builtin_expect(!read_time(text->time.bytes, text->time.length, plan, date, &moment), 0)) return 0;
    if (__builtin_expect((moment < plan->earliest) | (moment > plan->latest), 0)) return 0;

    uint32_t lon_minus = text->lon.bytes[0] == '-', lat_minus = text->lat.bytes[0] == '-';
    text_pair pair = load_pair(text->lon.bytes + lon_minus, text->lat.bytes + lat_minus);
    const uint8_t *low =
        decimal_control(pair.digit_mask & 0xFFFF, pair.points & 0xFFFF, text->lon.length - lon_minus, &tg_degrees);
    const uint8_t *high =
        decimal_control(pair.digit_mask >> 16, pair.points >> 16, text->lat.length - lat_minus, &tg_degrees);
    if (__builtin_expect(!low | !high, 0)) return 0;
    uint64_t lon, lat;
    digits_values(_mm256_shuffle_epi8(pair.digits, control_pair(low, high)), &lon, &lat);
    if (__builtin_expect((lon > 1800000000) | (lat > 900000000) | !(lon | lat), 0)) return 0;

    pair = load_pair(text->phone.bytes, text->accuracy.bytes);
    // `1`, then 3 or more, then nine digits.
    uint32_t is_mobile = (text->phone.length == 11) & (text->phone.bytes[0] == '1') &
                         (text->phone.bytes[1] > '2') & ((pair.digit_mask & 0x7FF) == 0x7FF);
    if (__builtin_expect(!is_mobile, 0)) return 0;
    uint32_t has_accuracy = text->accuracy.length > 0;
    high = tg_meters.controls[0][0];
    if (__builtin_expect(has_accuracy, 1)) {
        high = decimal_control(pair.digit_mask >> 16, pair.points >> 16, text->accuracy.length, &tg_meters);
        if (__builtin_expect(!high, 0)) return 0;
    }
    uint64_t phone, accuracy;
    digits_values(_mm256_shuffle_epi8(pair.digits, control_pair(tg_mobile_control, high)), &phone, &accuracy);
    columns->start[row] = moment;
    columns->lon[row] = ((int32_t)lon ^ -(int32_t)lon_minus) + (int32_t)lon_minus;
    columns->lat[row] = ((int32_t)lat ^ -(int32_t)lat_minus) + (int32_t)lat_minus;
    columns->phone[row] = phone;
    columns->accuracy[row] = has_accuracy ? (int32_t)accuracy : INT32_MIN;
    return 1;
}

#endif
#endif
