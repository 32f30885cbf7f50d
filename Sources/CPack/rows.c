// Rows on their way from the order of arrival to that of a segment.
#include "levels.h"

int tg_order_by_start(const int64_t *starts, uint32_t rows, uint32_t *order) {
    int64_t least = INT64_MAX, most = INT64_MIN;
    for (uint32_t row = 0; row < rows; row++) {
        least = starts[row] < least ? starts[row] : least;
        most = starts[row] > most ? starts[row] : most;
    }
    uint64_t range = (uint64_t)most - (uint64_t)least;
    if (rows == 0 || range >= 8192) return 0;
    // A block has few seconds: rows are counted out.
    uint16_t places[8192 + 1];
    memset(places, 0, (range + 2) * sizeof(uint16_t));
    for (uint32_t row = 0; row < rows; row++) places[starts[row] - least + 1]++;
    for (uint64_t second = 1; second <= range; second++) places[second] += places[second - 1];
    for (uint32_t row = 0; row < rows; row++) order[places[starts[row] - least]++] = row;
    return 1;
}

/// Whether all numbers are below a limit.
static int are_below(size_t limit, const uint32_t *rows, size_t count) {
    uint32_t most = 0;
    for (size_t index = 0; index < count; index++) most = rows[index] > most ? rows[index] : most;
    return count == 0 || most < limit;
}

int tg_gather(const uint32_t *values, size_t value_count, const uint32_t *rows, size_t count, uint32_t *out) {
    if (!are_below(value_count, rows, count)) return 0;
    for (size_t index = 0; index < count; index++) out[index] = values[rows[index]];
    return 1;
}

int tg_gather_mapped(
    const uint32_t *values, size_t value_count, const uint32_t *map, size_t map_count, const uint32_t *rows,
    size_t count, uint32_t *out
) {
    if (map_count == 0 || !tg_gather(values, value_count, rows, count, out)) return 0;
    int is_sound = 1;
    for (size_t index = 0; index < count; index++) {
        size_t code = out[index];
        is_sound &= code < map_count;
        out[index] = map[code < map_count ? code : 0];
    }
    return is_sound;
}

int tg_gather_wide(const uint64_t *values, size_t value_count, const uint32_t *rows, size_t count, uint64_t *out) {
    if (!are_below(value_count, rows, count)) return 0;
    for (size_t index = 0; index < count; index++) out[index] = values[rows[index]];
    return 1;
}

int64_t tg_distinct(const uint32_t *codes, size_t count, uint32_t most, uint64_t *marks, uint32_t *out) {
    size_t found = 0;
    int is_sound = 1;
    for (size_t index = 0; index < count; index++) {
        uint32_t code = codes[index];
        is_sound &= code <= most;
        if (code == 0 || code > most) continue;
        // Written whether it is new or not: a branch on that would often be guessed wrong.
        uint64_t bit = 1ull << (code & 63), word = marks[code >> 6];
        out[found] = code;
        found += (word & bit) == 0;
        marks[code >> 6] = word | bit;
    }
    for (size_t index = 0; index < found; index++) marks[out[index] >> 6] = 0;
    return is_sound ? (int64_t)found : -1;
}

void tg_cluster_keys(
    const int64_t *starts, const int32_t *lon, const int32_t *lat, size_t count, const uint16_t *steps, uint64_t *keys
) {
    for (size_t row = 0; row < count; row++) {
        int64_t second = starts[row] % 3600;
        uint64_t key = (uint64_t)(second < 0 ? second + 3600 : second);
        if (lon[row] != INT32_MIN && lat[row] != INT32_MIN) {
            uint32_t x = ((uint32_t)lon[row] + (1u << 31)) / 20000, y = ((uint32_t)lat[row] + (1u << 31)) / 20000;
            uint64_t number = 0;
            uint32_t state = 0;
            for (int shift = 15; shift >= 0; shift -= 3) {
                uint32_t entry = steps[state << 6 | (x >> shift & 7) << 3 | (y >> shift & 7)];
                number = number << 6 | (entry & 63);
                state = entry >> 6;
            }
            key |= 1ull << 48 | number << 12;
        }
        keys[row] = key;
    }
}

size_t tg_bounds(const int32_t *lon, const int32_t *lat, size_t count, int32_t bounds[4]) {
    int32_t west = INT32_MAX, east = INT32_MIN, south = INT32_MAX, north = INT32_MIN;
    size_t placed = 0;
    for (size_t row = 0; row < count; row++) {
        int has_both = (lon[row] != INT32_MIN) & (lat[row] != INT32_MIN);
        int32_t low_x = has_both ? lon[row] : INT32_MAX, high_x = has_both ? lon[row] : INT32_MIN;
        int32_t low_y = has_both ? lat[row] : INT32_MAX, high_y = has_both ? lat[row] : INT32_MIN;
        west = low_x < west ? low_x : west;
        east = high_x > east ? high_x : east;
        south = low_y < south ? low_y : south;
        north = high_y > north ? high_y : north;
        placed += (size_t)has_both;
    }
    bounds[0] = west;
    bounds[1] = east;
    bounds[2] = south;
    bounds[3] = north;
    return placed;
}

void tg_pack_keys(
    const uint64_t *keys, size_t count, const uint64_t *shifts, const uint64_t *masks, size_t run_count,
    uint32_t index_bits, uint64_t *words
) {
    // Stretches that stay in the first-level cache while the runs are put together.
    for (size_t first = 0; first < count; first += 1024) {
        size_t last = first + 1024 < count ? first + 1024 : count;
        for (size_t index = first; index < last; index++) words[index] = 0;
        for (size_t run = 0; run < run_count; run++)
            for (size_t index = first; index < last; index++) words[index] |= keys[index] >> shifts[run] & masks[run];
        for (size_t index = first; index < last; index++) words[index] = words[index] << index_bits | index;
    }
}

int tg_rows_of_words(const uint64_t *words, size_t count, uint64_t mask, const uint32_t *rows, uint32_t *out) {
    int is_sound = 1;
    for (size_t place = 0; place < count; place++) {
        size_t index = words[place] & mask;
        is_sound &= index < count;
        out[place] = rows[index < count ? index : 0];
    }
    return is_sound;
}

size_t tg_next_tie(const uint64_t *words, size_t count, size_t from, uint32_t index_bits) {
    size_t place = from;
    for (; place + 9 <= count; place += 8) {
        int is_tie = 0;
        for (int step = 0; step < 8; step++)
            is_tie |= (words[place + step] ^ words[place + step + 1]) >> index_bits == 0;
        if (is_tie) break;
    }
    for (; place + 1 < count; place++)
        if ((words[place] ^ words[place + 1]) >> index_bits == 0) return place;
    return count;
}

void tg_scatter(const uint64_t *words, size_t count, uint32_t shift, uint64_t mask, uint64_t *target) {
    size_t places[1 << 12];
    memset(places, 0, (mask + 1) * sizeof(size_t));
    for (size_t index = 0; index < count; index++) places[words[index] >> shift & mask]++;
    size_t sum = 0;
    for (uint64_t digit = 0; digit <= mask; digit++) {
        size_t own = places[digit];
        places[digit] = sum;
        sum += own;
    }
    for (size_t index = 0; index < count; index++) target[places[words[index] >> shift & mask]++] = words[index];
}
