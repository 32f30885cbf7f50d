/// Position rows out of CSV bytes, with the vector instructions that the Swift compiler does not choose by itself.
///
/// The kernel reads only rows that are plain throughout (see `tg_ping_plan`) and stops before any other, so that the
/// parser in `Feeds` reads that one by all its rules. It never reads outside the bytes it is given.
#ifndef CSCAN_H
#define CSCAN_H

#include <stddef.h>
#include <stdint.h>

/// Places for learned dates; a date's place is its day and month modulo this.
#define TG_DATES 64

/// A calendar date as the file writes it, with the separator behind it, whose whole day has one offset from UTC.
typedef struct {
    /// `2020-02-` as a little-endian word, and `01 ` or `01T`; 0 where nothing is learned.
    uint64_t head;
    uint32_t tail;
    uint32_t unused;
    /// UTC seconds of the date's wall-clock midnight.
    int64_t midnight;
} tg_date;

/// What a plain row looks like: so many fields parted by `delimiter`, ASCII, no quotes and no control bytes; a time
/// `2020-02-01 08:12:33` (or with `T`) on a learned date, or 10 or 13 digits since 1970; a mobile number of 11 digits; longitude and latitude with at
/// most 7 decimals; an accuracy that is empty or has at most 2.
typedef struct {
    uint32_t fields;
    uint8_t delimiter;
    /// Whether lines end in CRLF; a line that ends otherwise is not plain.
    uint8_t crlf;
    /// Position of each field in the row; `accuracy` and `empty` may be -1. The field `empty` must hold nothing.
    /// A row has three fields or more.
    int32_t phone, time, lon, lat, accuracy, empty;
    /// Moments that are believed, UTC seconds, both ends included.
    int64_t earliest, latest;
    tg_date dates[TG_DATES];
} tg_ping_plan;

/// Columns of rows; each has room for as many entries as the caller says.
typedef struct {
    int64_t *start;
    int32_t *lon, *lat, *accuracy;
    uint64_t *phone;
    /// Where each row begins and ends in the bytes, without its line end.
    uint32_t *row_start, *row_end;
} tg_ping_columns;

/// Where a scan stopped.
typedef struct {
    /// The next byte to read: the start of a row.
    size_t next;
    /// Rows put into the columns; each took one line.
    size_t rows;
} tg_ping_result;

/// The instruction set that `tg_scan_pings` uses here: 0 none (it reads no row), 1 AVX2, 2 AVX-512.
int tg_scan_level(void);

/// Reads plain rows from `from`, a row's start, until a row that is not plain, the end, or a full set of columns.
///
/// `count` must be below 2^32. `level` is at most `tg_scan_level()`.
tg_ping_result tg_scan_pings(
    const tg_ping_plan *plan, const uint8_t *bytes, size_t count, size_t from, const tg_ping_columns *columns,
    size_t room, int level);

/// Digests (SipHash-2-4) of the first rows of `count` that lie in `bytes` from `starts` to `ends`, eight at a time.
///
/// Gives how many were made: it stops before eight rows of which one is shorter than 8 bytes, leaves a rest of less
/// than eight, and makes none without AVX-512.
size_t tg_row_digests(
    uint64_t key0, uint64_t key1, const uint8_t *bytes, const uint32_t *starts, const uint32_t *ends,
    uint64_t *digests, size_t count);

/// Codes of 11-digit mobile numbers. Any thread may look numbers up while one puts new ones in.
typedef struct tg_mobile_codes tg_mobile_codes;

tg_mobile_codes *tg_make_mobile_codes(void);
void tg_free_mobile_codes(tg_mobile_codes *codes);

/// Looks up numbers, 0 standing for none; gives how many were not found, whose codes are 0 like those of none.
size_t tg_find_mobiles(const tg_mobile_codes *codes, const uint64_t *numbers, size_t count, uint32_t *found);

/// The code of a number; `next`, above 0 and below 2^29, which it has from now on, where it is new. One thread at a time.
uint32_t tg_put_mobile(tg_mobile_codes *codes, uint64_t number, uint32_t next);

/// What a value of a JSON object is.
enum {
    TG_JSON_IGNORED = 0,
    TG_JSON_PHONE,
    TG_JSON_TIME,
    TG_JSON_LON,
    TG_JSON_LAT,
    TG_JSON_ACCURACY,
    TG_JSON_KINDS,
};

/// Most values and bytes that a shape holds.
#define TG_JSON_PARTS 32
#define TG_JSON_TEXT 1024

/// A value of an object, and the text before it from the end of the value before.
typedef struct {
    uint16_t start, length;
    uint8_t kind;
    /// Whether the value is a string (its quotes belong to the texts) or a number.
    uint8_t is_string;
} tg_json_part;

/// What all rows of a file have in common that were written by one program: the text between the values.
typedef struct {
    /// Values of an object; 0 where nothing is learned.
    uint32_t count;
    tg_json_part parts[TG_JSON_PARTS];
    /// The text behind the last value, with the line end.
    uint16_t end_start, end_length;
    /// Bytes of the line end.
    uint16_t line_end;
    uint8_t text[TG_JSON_TEXT];
} tg_json_shape;

/// Like `tg_scan_pings`, for JSON objects of a shape, one a line.
tg_ping_result tg_scan_json_pings(
    const tg_ping_plan *plan, const tg_json_shape *shape, const uint8_t *bytes, size_t count, size_t from,
    const tg_ping_columns *columns, size_t room, int level);

/// Puts a date into its place.
void tg_learn_date(tg_ping_plan *plan, uint64_t head, uint32_t tail, int64_t midnight);

#endif
