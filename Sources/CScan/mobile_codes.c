// A hash table of one word per number: 35 bits number above 29 bits code; 0 is free.
#include "CScan.h"

#include <stdlib.h>

#define TG_CODE_BITS 29

typedef struct slot_table {
    struct slot_table *older;
    uint32_t bits;
    uint64_t slots[];
} slot_table;

struct tg_mobile_codes {
    slot_table *table;
    size_t count;
};

static slot_table *make_table(uint32_t bits, slot_table *older) {
    slot_table *table = calloc(1, sizeof(slot_table) + (sizeof(uint64_t) << bits));
    if (!table) abort();
    table->bits = bits;
    table->older = older;
    return table;
}

static inline size_t place(const slot_table *table, uint64_t number) {
    return (size_t)((number * 0x9E3779B97F4A7C15) >> (64 - table->bits));
}

/// The slot of a number, or the free one where it would stand.
static inline size_t find(const slot_table *table, uint64_t number) {
    size_t slot = place(table, number), mask = ((size_t)1 << table->bits) - 1;
    while (1) {
        uint64_t word = __atomic_load_n(&table->slots[slot], __ATOMIC_RELAXED);
        if (word == 0 || word >> TG_CODE_BITS == number) return slot;
        slot = (slot + 1) & mask;
    }
}

tg_mobile_codes *tg_make_mobile_codes(void) {
    tg_mobile_codes *codes = calloc(1, sizeof(tg_mobile_codes));
    if (!codes) abort();
    codes->table = make_table(12, NULL);
    return codes;
}

void tg_free_mobile_codes(tg_mobile_codes *codes) {
    slot_table *table = codes->table;
    while (table) {
        slot_table *older = table->older;
        free(table);
        table = older;
    }
    free(codes);
}

size_t tg_find_mobiles(const tg_mobile_codes *codes, const uint64_t *numbers, size_t count, uint32_t *found) {
    const slot_table *table = __atomic_load_n(&codes->table, __ATOMIC_ACQUIRE);
    size_t missing = 0;
    for (size_t index = 0; index < count; index++) {
        if (index + 12 < count) __builtin_prefetch(&table->slots[place(table, numbers[index + 12])]);
        uint64_t number = numbers[index];
        uint64_t word = number ? __atomic_load_n(&table->slots[find(table, number)], __ATOMIC_RELAXED) : 0;
        found[index] = (uint32_t)(word & (((uint64_t)1 << TG_CODE_BITS) - 1));
        missing += number != 0 && word == 0;
    }
    return missing;
}

uint32_t tg_put_mobile(tg_mobile_codes *codes, uint64_t number, uint32_t next) {
    slot_table *table = codes->table;
    size_t slot = find(table, number);
    if (table->slots[slot]) return (uint32_t)(table->slots[slot] & (((uint64_t)1 << TG_CODE_BITS) - 1));
    __atomic_store_n(&table->slots[slot], number << TG_CODE_BITS | next, __ATOMIC_RELAXED);
    codes->count++;
    if (codes->count * 2 > (size_t)1 << table->bits) {
        // Whoever reads the old table goes on doing so: it is kept, and lacks only what is new.
        slot_table *larger = make_table(table->bits + 2, table);
        for (size_t old = 0; old < (size_t)1 << table->bits; old++) {
            uint64_t word = table->slots[old];
            if (word) larger->slots[find(larger, word >> TG_CODE_BITS)] = word;
        }
        __atomic_store_n(&codes->table, larger, __ATOMIC_RELEASE);
    }
    return next;
}
