// The frame of a column; `Store/ColumnFrame.swift` says what is written and why.
#include "levels.h"

#define TG_LANES 16
#define TG_EXCEPTION_ROW_BITS 10

typedef uint32_t lanes __attribute__((vector_size(64), aligned(4)));

/// Codes of a block, with zeros that fill the last round of lanes.
typedef struct {
    uint32_t codes[TG_BLOCK_ROWS] __attribute__((aligned(64)));
} code_column;

TG_BODY uint32_t padded(uint32_t rows) { return (rows + TG_LANES - 1) / TG_LANES * TG_LANES; }
TG_BODY uint32_t bit_width(uint64_t value) { return value ? 64 - (uint32_t)__builtin_clzll(value) : 0; }
TG_BODY uint32_t lane_words(uint32_t rows, uint32_t width) {
    return (padded(rows) / TG_LANES * width + 31) / 32 * (TG_LANES / 2);
}
TG_BODY uint32_t run_words(uint32_t count, uint32_t width) { return (count * width + 63) / 64; }

TG_BODY uint32_t greatest_divisor(uint32_t left, uint32_t right) {
    while (left) {
        uint32_t rest = right % left;
        right = left;
        left = rest;
    }
    return right;
}

/// Divides codes by the greatest number that divides them all, and gives it; 1 where all are 0.
TG_BODY uint32_t divide(code_column *column, uint32_t count) {
    // A few codes nearly always have only what all have; whether they do is seen when all are divided.
    uint32_t divisor = 0, stride = count / 32 ? count / 32 : 1;
    for (uint32_t row = 0; row < count && divisor != 1; row += stride)
        divisor = greatest_divisor(divisor, column->codes[row]);
    for (int attempt = 0; attempt < 2; attempt++) {
        if (divisor == 0)
            for (uint32_t row = 0; row < count && divisor != 1; row++)
                divisor = greatest_divisor(divisor, column->codes[row]);
        if (divisor <= 1) return 1;
        // The nearest whole number to the quotient of doubles is the quotient wherever there is one.
        code_column quotients;
        double inverse = 1 / (double)divisor;
        uint32_t rest = 0;
        for (uint32_t row = 0; row < count; row++) {
            uint32_t quotient = (uint32_t)(int64_t)((double)column->codes[row] * inverse + 0.5);
            quotients.codes[row] = quotient;
            rest |= (quotient * divisor) ^ column->codes[row];
        }
        if (rest == 0) {
            memcpy(column->codes, quotients.codes, count * sizeof(uint32_t));
            return divisor;
        }
        divisor = 0;
    }
    return 1;
}

/// The width at which codes take the fewest bits, exceptions included.
typedef struct {
    uint32_t width, most, exceptions, bits;
} packing_plan;

TG_BODY packing_plan plan_of(const code_column *column, uint32_t rows) {
    uint32_t count = padded(rows), all = 0;
    for (uint32_t row = 0; row < count; row++) all |= column->codes[row];
    uint32_t most = bit_width(all);
    packing_plan plan = {most, most, 0, lane_words(rows, most) * 64};
    for (uint32_t narrower = most; narrower-- > 0;) {
        uint32_t limit = 1u << narrower, above = 0;
        for (uint32_t row = 0; row < count; row++) above += column->codes[row] >= limit;
        if (above > rows / 8) break;
        uint32_t patches = above ? run_words(above, TG_EXCEPTION_ROW_BITS + most - narrower) : 0;
        uint32_t cost = (lane_words(rows, narrower) + patches) * 64;
        if (cost < plan.bits) {
            plan.width = narrower;
            plan.exceptions = above;
            plan.bits = cost;
        }
    }
    return plan;
}

/// Codes as steps from the row before, less the least step; whether they fit.
TG_BODY int take_steps(const code_column *column, uint32_t rows, int32_t *least_step, code_column *steps) {
    if (rows < 2) return 0;
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t row = 1; row < rows; row++) {
        int64_t step = (int64_t)column->codes[row] - (int64_t)column->codes[row - 1];
        least = step < least ? step : least;
        most = step > most ? step : most;
    }
    if (least < INT32_MIN || least > INT32_MAX || most - least > (int64_t)UINT32_MAX) return 0;
    *least_step = (int32_t)least;
    steps->codes[0] = 0;
    for (uint32_t row = 1; row < rows; row++)
        steps->codes[row] = column->codes[row] - column->codes[row - 1] - (uint32_t)least;
    for (uint32_t row = rows; row < padded(rows); row++) steps->codes[row] = 0;
    return 1;
}

/// Packs lanes; gives the words they took.
TG_BODY uint32_t pack_lanes(const code_column *column, uint32_t rows, uint32_t width, uint64_t *out) {
    if (width == 0) return 0;
    uint32_t words = lane_words(rows, width);
    lanes *packed = (lanes *)out;
    lanes mask = (lanes){} + (UINT32_MAX >> (32 - width)), pending = {};
    uint32_t bit = 0;
    for (uint32_t round = 0; round < padded(rows) / TG_LANES; round++) {
        lanes value = *(const lanes *)(column->codes + round * TG_LANES) & mask;
        pending |= value << bit;
        if (bit + width >= 32) {
            *packed++ = pending;
            pending = bit + width > 32 ? value >> (32 - bit) : (lanes){};
        }
        bit = (bit + width) & 31;
    }
    if (bit) *packed = pending;
    return words;
}

/// Packs what exceeds a plan's width, rows below upper bits; gives the words it took.
TG_BODY uint32_t pack_exceptions(const code_column *column, uint32_t rows, const packing_plan *plan, uint64_t *out) {
    uint32_t width = TG_EXCEPTION_ROW_BITS + plan->most - plan->width, filled = 0;
    uint64_t pending = 0, *next = out;
    for (uint32_t row = 0; row < rows; row++) {
        uint64_t upper = column->codes[row] >> plan->width;
        if (!upper) continue;
        uint64_t patch = row | upper << TG_EXCEPTION_ROW_BITS;
        pending |= patch << filled;
        filled += width;
        if (filled >= 64) {
            *next++ = pending;
            filled -= 64;
            pending = filled ? patch >> (width - filled) : 0;
        }
    }
    if (filled) *next++ = pending;
    return (uint32_t)(next - out);
}

/// Packs codes, whose absent ones are those of `absent` (null where all are there).
TG_BODY void pack_codes(
    code_column *column, uint32_t rows, const uint32_t *absent, int may_step, uint64_t *out, tg_frame *frame
) {
    uint32_t count = padded(rows);
    for (uint32_t row = rows; row < count; row++) column->codes[row] = 0;
    frame->divisor = divide(column, count);
    if (absent) {
        frame->base -= frame->divisor;
        for (uint32_t row = 0; row < rows; row++) column->codes[row] = absent[row] ? 0 : column->codes[row] + 1;
    }
    packing_plan plan = plan_of(column, rows);
    code_column steps;
    int32_t least_step;
    if (may_step && !absent && take_steps(column, rows, &least_step, &steps)) {
        packing_plan step_plan = plan_of(&steps, rows);
        if (step_plan.bits < plan.bits) {
            plan = step_plan;
            frame->is_steps = 1;
            frame->least_step = least_step;
            frame->base += (uint64_t)column->codes[0] * frame->divisor;
            frame->base -= (uint64_t)(int64_t)least_step * frame->divisor;
            column = &steps;
        }
    }
    frame->width = (uint8_t)plan.width;
    frame->exceptions = plan.exceptions;
    frame->words = pack_lanes(column, rows, plan.width, out);
    if (plan.exceptions) {
        frame->exception_bits = (uint8_t)(plan.most - plan.width);
        frame->words += pack_exceptions(column, rows, &plan, out + frame->words);
    }
}

TG_BODY tg_frame pack_small(const uint32_t *values, uint32_t rows, int is_signed, int may_step, uint64_t *out) {
    tg_frame frame = {.divisor = 1};
    // With the sign turned round an absent value is 0 either way, and numbers are in order.
    uint32_t sign = is_signed ? 1u << 31 : 0, least = UINT32_MAX, most = 0;
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t value = values[row] ^ sign, before = value - 1;
        least = before < least ? before : least;
        most = value > most ? value : most;
        frame.has_none |= value == 0;
    }
    if (most == 0) {
        frame.is_empty = 1;
        return frame;
    }
    least += 1;
    frame.base = is_signed ? (uint64_t)(int64_t)(int32_t)(least ^ sign) : least;
    code_column column;
    if (!frame.has_none) {
        for (uint32_t row = 0; row < rows; row++) column.codes[row] = (values[row] ^ sign) - least;
        pack_codes(&column, rows, NULL, may_step, out, &frame);
        return frame;
    }
    uint32_t absent[TG_BLOCK_ROWS];
    for (uint32_t row = 0; row < rows; row++) {
        uint32_t value = values[row] ^ sign;
        absent[row] = value == 0;
        column.codes[row] = value == 0 ? 0 : value - least;
    }
    pack_codes(&column, rows, absent, may_step, out, &frame);
    return frame;
}

TG_BODY tg_frame pack_wide(const int64_t *values, uint32_t rows, int has_absent, int may_step, uint64_t *out) {
    tg_frame frame = {.divisor = 1};
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t row = 0; row < rows; row++) {
        int is_absent = has_absent & (values[row] == 0);
        int64_t low = is_absent ? INT64_MAX : values[row], high = is_absent ? INT64_MIN : values[row];
        frame.has_none |= is_absent;
        least = low < least ? low : least;
        most = high > most ? high : most;
    }
    if (least > most) {
        frame.is_empty = 1;
        return frame;
    }
    frame.base = (uint64_t)least;
    uint64_t range = (uint64_t)most - (uint64_t)least;
    code_column column;
    uint32_t absent[TG_BLOCK_ROWS];
    if (frame.has_none)
        for (uint32_t row = 0; row < rows; row++) absent[row] = values[row] == 0;
    if (range < UINT32_MAX) {
        for (uint32_t row = 0; row < rows; row++)
            column.codes[row] = frame.has_none && absent[row] ? 0 : (uint32_t)((uint64_t)values[row] - frame.base);
        pack_codes(&column, rows, frame.has_none ? absent : NULL, may_step, out, &frame);
        return frame;
    }
    // Codes of more than 32 bits: neither divisor nor exceptions, for such columns are rare or random.
    frame.base -= frame.has_none;
    frame.width = (uint8_t)bit_width(range + frame.has_none);
    code_column upper;
    for (uint32_t row = 0; row < padded(rows); row++) {
        int is_there = row < rows && !(frame.has_none && absent[row]);
        uint64_t code = is_there ? (uint64_t)values[row] - frame.base : 0;
        column.codes[row] = (uint32_t)code;
        upper.codes[row] = (uint32_t)(code >> 32);
    }
    frame.words = pack_lanes(&column, rows, 32, out);
    frame.words += pack_lanes(&upper, rows, frame.width - 32u, out + frame.words);
    return frame;
}

#define TG_SMALL const uint32_t *values, uint32_t rows, int is_signed, int may_step, uint64_t *out
#define TG_WIDE const int64_t *values, uint32_t rows, int has_absent, int may_step, uint64_t *out

TG_LEVEL_1 static tg_frame pack_small_1(TG_SMALL) { return pack_small(values, rows, is_signed, may_step, out); }
TG_LEVEL_2 static tg_frame pack_small_2(TG_SMALL) { return pack_small(values, rows, is_signed, may_step, out); }
TG_LEVEL_1 static tg_frame pack_wide_1(TG_WIDE) { return pack_wide(values, rows, has_absent, may_step, out); }
TG_LEVEL_2 static tg_frame pack_wide_2(TG_WIDE) { return pack_wide(values, rows, has_absent, may_step, out); }

tg_frame tg_pack_small(TG_SMALL, int level) {
    if (level == 2) return pack_small_2(values, rows, is_signed, may_step, out);
    if (level == 1) return pack_small_1(values, rows, is_signed, may_step, out);
    return pack_small(values, rows, is_signed, may_step, out);
}

tg_frame tg_pack_wide(TG_WIDE, int level) {
    if (level == 2) return pack_wide_2(values, rows, has_absent, may_step, out);
    if (level == 1) return pack_wide_1(values, rows, has_absent, may_step, out);
    return pack_wide(values, rows, has_absent, may_step, out);
}

int tg_pack_level(void) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") &&
                   __builtin_cpu_supports("avx512vl")
               ? 2
               : 1;
#else
    return 0;
#endif
}
