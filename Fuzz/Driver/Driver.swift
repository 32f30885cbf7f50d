// Contract of the unsafe code here: the arguments live as long as the process, and libFuzzer lends its bytes for the call
// only, in which they are copied.
import Foundation
import FuzzTargets

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// One parser under libFuzzer, which follows the coverage.
///
/// `FUZZ_TARGET` says which; see `scripts/fuzz`.
@main
enum Driver {
    static let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? "")

    static func main() {
        guard target != nil else {
            print("FUZZ_TARGET: one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
            exit(2)
        }
        var count = CommandLine.argc
        let status = unsafe CommandLine.unsafeArgv.withMemoryRebound(
            to: UnsafeMutablePointer<CChar>?.self, capacity: Int(count)
        ) { list in
            var arguments = unsafe list
            return unsafe runDriver(&count, &arguments) { bytes, count in
                Driver.target?.run(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
                return 0
            }
        }
        exit(status)
    }
}
