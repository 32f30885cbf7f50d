// SipHash-2-4 (Aumasson and Bernstein, 2012) of eight rows at a time, a row per 64-bit lane.
#include "CScan.h"

#if defined(__x86_64__)
#include <immintrin.h>

typedef struct {
    __m512i v0, v1, v2, v3;
} sip_lanes;

__attribute__((target("avx512f"), always_inline)) static inline void sip_round(sip_lanes *s) {
    s->v0 = _mm512_add_epi64(s->v0, s->v1);
    s->v1 = _mm512_xor_si512(_mm512_rol_epi64(s->v1, 13), s->v0);
    s->v0 = _mm512_rol_epi64(s->v0, 32);
    s->v2 = _mm512_add_epi64(s->v2, s->v3);
    s->v3 = _mm512_xor_si512(_mm512_rol_epi64(s->v3, 16), s->v2);
    s->v0 = _mm512_add_epi64(s->v0, s->v3);
    s->v3 = _mm512_xor_si512(_mm512_rol_epi64(s->v3, 21), s->v0);
    s->v2 = _mm512_add_epi64(s->v2, s->v1);
    s->v1 = _mm512_xor_si512(_mm512_rol_epi64(s->v1, 17), s->v2);
    s->v2 = _mm512_rol_epi64(s->v2, 32);
}

/// Takes a word into the lanes of a mask.
__attribute__((target("avx512f"), always_inline)) static inline void sip_absorb(
    sip_lanes *s, __m512i word, __mmask8 lanes) {
    sip_lanes old = *s;
    s->v3 = _mm512_xor_si512(s->v3, word);
    sip_round(s);
    sip_round(s);
    s->v0 = _mm512_xor_si512(s->v0, word);
    if (lanes == 0xFF) return;
    s->v0 = _mm512_mask_mov_epi64(old.v0, lanes, s->v0);
    s->v1 = _mm512_mask_mov_epi64(old.v1, lanes, s->v1);
    s->v2 = _mm512_mask_mov_epi64(old.v2, lanes, s->v2);
    s->v3 = _mm512_mask_mov_epi64(old.v3, lanes, s->v3);
}

__attribute__((target("avx512f"))) size_t tg_row_digests(
    uint64_t key0, uint64_t key1, const uint8_t *text, const uint32_t *starts, const uint32_t *ends, uint64_t *digests,
    size_t count) {
    if (!__builtin_cpu_supports("avx512f")) return 0;
    size_t row = 0;
    for (; row + 8 <= count; row += 8) {
        __m512i start = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(starts + row)));
        __m512i end = _mm512_cvtepu32_epi64(_mm256_loadu_si256((const __m256i *)(ends + row)));
        __m512i length = _mm512_sub_epi64(end, start);
        // A shorter row has no eight bytes to load its last word from.
        if (_mm512_cmplt_epu64_mask(length, _mm512_set1_epi64(8))) break;
        __m512i words = _mm512_srli_epi64(length, 3);
        sip_lanes s = {
            _mm512_set1_epi64((long long)(key0 ^ 0x736F6D6570736575)),
            _mm512_set1_epi64((long long)(key1 ^ 0x646F72616E646F6D)),
            _mm512_set1_epi64((long long)(key0 ^ 0x6C7967656E657261)),
            _mm512_set1_epi64((long long)(key1 ^ 0x7465646279746573)),
        };
        for (uint64_t word = 0;; word++) {
            __mmask8 lanes = _mm512_cmpgt_epu64_mask(words, _mm512_set1_epi64((long long)word));
            if (!lanes) break;
            __m512i place = _mm512_add_epi64(start, _mm512_set1_epi64((long long)(word * 8)));
            sip_absorb(&s, _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, place, text, 1), lanes);
        }
        // The bytes after the last whole word, the length's lowest byte above them.
        __m512i rest = _mm512_and_si512(length, _mm512_set1_epi64(7));
        __m512i tail = _mm512_i64gather_epi64(_mm512_sub_epi64(end, _mm512_set1_epi64(8)), text, 1);
        tail = _mm512_srlv_epi64(tail, _mm512_sub_epi64(_mm512_set1_epi64(64), _mm512_slli_epi64(rest, 3)));
        sip_absorb(&s, _mm512_or_si512(tail, _mm512_slli_epi64(length, 56)), 0xFF);
        s.v2 = _mm512_xor_si512(s.v2, _mm512_set1_epi64(0xFF));
        for (int i = 0; i < 4; i++) sip_round(&s);
        __m512i sum = _mm512_xor_si512(_mm512_xor_si512(s.v0, s.v1), _mm512_xor_si512(s.v2, s.v3));
        _mm512_storeu_si512(digests + row, sum);
    }
    return row;
}
#else
size_t tg_row_digests(
    uint64_t key0, uint64_t key1, const uint8_t *text, const uint32_t *starts, const uint32_t *ends, uint64_t *digests,
    size_t count) {
    (void)key0, (void)key1, (void)text, (void)starts, (void)ends, (void)digests, (void)count;
    return 0;
}
#endif
