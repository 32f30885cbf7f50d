#include "ping_values.h"

#if defined(__x86_64__)

/// The bytes of a number, or of a string up to its quote; -1 where it has bytes that no plain value has, or does not
/// end before `limit`.
TG_INLINE int64_t value_length(const uint8_t *text, const uint8_t *limit, int is_string) {
    const uint8_t *start = text;
    while (text + 16 <= limit) {
        __m128i part = _mm_loadu_si128((const __m128i *)text);
        __m128i digits = _mm_sub_epi8(part, _mm_set1_epi8('0'));
        uint32_t ends, faults = 0;
        if (is_string) {
            ends = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(part, _mm_set1_epi8('"')));
            // Control bytes and, signed, all that is not ASCII.
            faults = (uint32_t)_mm_movemask_epi8(_mm_or_si128(
                _mm_cmplt_epi8(part, _mm_set1_epi8(0x20)), _mm_cmpeq_epi8(part, _mm_set1_epi8('\\'))));
        } else {
            uint32_t known = digit_mask_16(digits) |
                             (uint32_t)_mm_movemask_epi8(_mm_or_si128(
                                 _mm_cmpeq_epi8(part, _mm_set1_epi8('.')), _mm_cmpeq_epi8(part, _mm_set1_epi8('-'))));
            ends = ~known & 0xFFFF;
        }
        if (ends | faults) {
            uint32_t end = _tzcnt_u32(ends | 1u << 16), fault = _tzcnt_u32(faults | 1u << 16);
            return fault < end ? -1 : text - start + end;
        }
        text += 16;
    }
    return -1;
}

/// Whether digits, points and signs make a number by the grammar of JSON.
TG_INLINE int is_json_number(const uint8_t *text, uint32_t length) {
    uint32_t minus = length > 0 && text[0] == '-', place = minus, points = 0;
    if (place == length) return 0;
    if (text[place] == '0' && place + 1 < length && text[place + 1] != '.') return 0;
    for (uint32_t index = place; index < length; index++) {
        if (text[index] == '-') return 0;
        points += text[index] == '.';
    }
    return points <= 1 && text[place] != '.' && text[length - 1] != '.';
}

TG_TARGET_2 tg_ping_result tg_scan_json_pings(
    const tg_ping_plan *plan, const tg_json_shape *shape, const uint8_t *bytes, size_t count, size_t from,
    const tg_ping_columns *columns, size_t room, int level
) {
    tg_ping_result result = {from, 0};
    if (level < 1 || shape->count == 0 || count < TG_SLACK) return result;
    known_date date = {_mm_setzero_si128(), 0};
    const uint8_t *limit = bytes + count - TG_SLACK;
    while (result.rows < room) {
        const uint8_t *text = bytes + result.next;
        text_value values[TG_JSON_KINDS];
        values[TG_JSON_ACCURACY] = (text_value){text, 0};
        for (uint32_t part = 0; part < shape->count; part++) {
            const tg_json_part *own = &shape->parts[part];
            if (text + own->length > limit || memcmp(text, shape->text + own->start, own->length) != 0) return result;
            text += own->length;
            int64_t length = value_length(text, limit, own->is_string);
            if (length < 0 || length > 1 << 16) return result;
            if (!own->is_string && !is_json_number(text, (uint32_t)length)) return result;
            values[own->kind] = (text_value){text, (uint32_t)length};
            text += length;
        }
        if (text + shape->end_length > limit ||
            memcmp(text, shape->text + shape->end_start, shape->end_length) != 0) return result;
        ping_text ping = {
            values[TG_JSON_PHONE], values[TG_JSON_TIME], values[TG_JSON_LON], values[TG_JSON_LAT],
            values[TG_JSON_ACCURACY],
        };
        if (!read_ping(plan, &ping, &date, columns, result.rows)) return result;
        columns->row_start[result.rows] = (uint32_t)result.next;
        columns->row_end[result.rows] = (uint32_t)(text - bytes) + shape->end_length - shape->line_end;
        result.rows++;
        result.next = (size_t)(text - bytes) + shape->end_length;
    }
    return result;
}

#else

tg_ping_result tg_scan_json_pings(
    const tg_ping_plan *plan, const tg_json_shape *shape, const uint8_t *bytes, size_t count, size_t from,
    const tg_ping_columns *columns, size_t room, int level
) {
    (void)plan, (void)shape, (void)bytes, (void)count, (void)columns, (void)room, (void)level;
    return (tg_ping_result){from, 0};
}

#endif
