// Contract of the unsafe code here: columns of at most 1,024 rows, which is checked, are lent with their counts; the
// kernel writes no more words than ``room``, which the memory has.
import CPack

/// How one column of a block is stored: the fewest bits that give back every value.
///
/// A value is `base + divisor * code`; the divisor is the greatest number that divides all distances from the least
/// value, so that 5 decimals of a degree take no more bits than they have. Where some rows have no value, those have
/// code 0 and the others one more. Where steps from row to row are narrower (times, lines), the codes are their running
/// sum: `base + divisor * (sum of (stored + least step))`. Codes are packed at a width that a few may exceed; the upper
/// bits of those follow as exceptions (PFOR: Zukowski, Heman, Nes, Boncz, Super-scalar RAM-CPU cache compression,
/// 2006). Codes of more than 32 bits are stored as two runs of packed values, lower halves first.
///
/// The width, the divisor and whether steps are taken are found in `CPack`.
struct ColumnFrame {
    /// What stands in a unit's head: base | divisor u32, sum of the data u32 | width u8 with ``nullable``, bits of the
    /// exceptions u8 with ``steps``, number of exceptions u16, least step i32.
    static let words = 3
    /// The bit of the width that tells "code 0 is none"; the bit beside the exceptions' width that tells steps.
    static let nullable: UInt64 = 0x80
    static let steps: UInt64 = 0x80
    /// Bits of an exception's row.
    static let rowBits = 10
    /// Words that a column's data take at most.
    private static let room = Int(TG_COLUMN_WORDS)

    private let frame: tg_frame
    /// Packed codes, then packed exceptions.
    let data: [UInt64]

    var width: Int { Int(frame.width) }
    var hasNone: Bool { frame.has_none != 0 }
    var isSteps: Bool { frame.is_steps != 0 }
    var divisor: UInt32 { frame.divisor }
    var exceptions: Int { Int(frame.exceptions) }

    /// The head as it stands in the unit.
    var head: [UInt64] {
        let flags = UInt64(frame.width) | (hasNone ? ColumnFrame.nullable : 0)
        let second = UInt64(frame.exception_bits) | (isSteps ? ColumnFrame.steps : 0)
        return [
            frame.base, UInt64(frame.divisor) | UInt64(BlockSum.of(data[...])) << 32,
            flags | second << 8 | UInt64(frame.exceptions) << 16
                | UInt64(UInt32(bitPattern: frame.least_step)) << 32,
        ]
    }

    /// A frame around the raw bits of a 32-bit column; nil where no row has a value.
    ///
    /// - Parameters:
    ///   - isSigned: Whether the bits are signed numbers, of which the least is none; else 0 is none.
    ///   - mayStep: Whether neighbours are likely to be close, so that steps are tried.
    ///   - level: Instructions to use; the result is the same.
    init?(bits: [UInt32], isSigned: Bool, mayStep: Bool, level: Int32 = RowKernels.level) {
        unsafe self.init(rows: bits.count) { out in
            unsafe tg_pack_small(bits, UInt32(bits.count), isSigned ? 1 : 0, mayStep ? 1 : 0, out, level)
        }
    }

    /// A frame around the values of a 64-bit column; nil where no row has a value.
    ///
    /// - Parameter zeroIsNone: Whether 0 stands for an absent value.
    init?(wide values: [Int64], zeroIsNone: Bool, mayStep: Bool, level: Int32 = RowKernels.level) {
        unsafe self.init(rows: values.count) { out in
            unsafe tg_pack_wide(values, UInt32(values.count), zeroIsNone ? 1 : 0, mayStep ? 1 : 0, out, level)
        }
    }

    private init?(rows: Int, _ pack: (UnsafeMutablePointer<UInt64>?) -> tg_frame) {
        precondition((1...SegmentFormat.blockRows).contains(rows), "a block has 1 to 1,024 rows")
        let packed = unsafe withUnsafeTemporaryAllocation(of: UInt64.self, capacity: ColumnFrame.room) { out in
            let frame = unsafe pack(out.baseAddress)
            return (frame: frame, data: unsafe Array(out[..<Int(frame.words)]))
        }
        if packed.frame.is_empty != 0 { return nil }
        frame = packed.frame
        data = packed.data
    }

    /// Words of a column's data.
    static func dataWords(rows: Int, width: Int, exceptions: Int, exceptionBits: Int) -> Int {
        if width > 32 { return BitLanes.words(rows: rows, width: 32) + BitLanes.words(rows: rows, width: width - 32) }
        return BitLanes.words(rows: rows, width: width)
            + BitRun.words(exceptions, width: exceptions == 0 ? 0 : rowBits + exceptionBits)
    }
}
