#include "ping_values.h"

uint32_t tg_date_place(uint64_t head, uint32_t tail) {
    // The low bits of the month's and the day's last digits, and of the day's first.
    uint32_t month = (uint32_t)(head >> 48) & 15, day = (tail >> 8) & 15, ten = tail & 3;
    return (day + 10 * ten + 31 * month) % TG_DATES;
}

void tg_learn_date(tg_ping_plan *plan, uint64_t head, uint32_t tail, int64_t midnight) {
    plan->dates[tg_date_place(head, tail)] = (tg_date){head, tail, 0, midnight};
}

#if defined(__x86_64__)

int tg_scan_level(void) {
    __builtin_cpu_init();
    if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("bmi2")) return 0;
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
                   __builtin_cpu_supports("avx512vbmi2")
               ? 2
               : 1;
}

decimal_table tg_degrees;
decimal_table tg_meters;
const uint8_t tg_mobile_control[16] __attribute__((aligned(16))) = {
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
    fill_table(&tg_degrees, 7, 3);
    fill_table(&tg_meters, 2, 7);
    memset(tg_meters.controls[0][0], 0x80, 16);
}


#else

int tg_scan_level(void) { return 0; }

#endif
