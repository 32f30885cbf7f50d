import Foundation
import TestSupport

/// The library of `Shim/faults.c`, which makes the tool's file operations go wrong; built once for each run of the
/// tests.
enum FaultShim {
    private struct Built: Sendable {
        var scratch: ScratchFolder
        var library: String
    }

    private static let built = Result<Built, any Error> {
        let scratch = try ScratchFolder()
        let library = scratch.path("faults.so")
        let source = PackageRoot.path("Tests/FaultTests/Shim/faults.c")
        // A Swift toolchain has a clang beside it.
        for compiler in ["clang", "cc", "gcc"] {
            let command = "\(compiler) -shared -fPIC -O2 -o '\(library)' '\(source)' -lpthread 2>/dev/null"
            if try Tool.shell(command) == 0 { return Built(scratch: scratch, library: library) }
        }
        throw Tool.Missing("no C compiler builds \(source): put the toolchain's clang on the PATH")
    }

    /// What the tool's environment needs so that a plan (see `faults.c`) befalls the files below a folder.
    static func environment(
        _ plan: String, root: String, seed: UInt64 = 1, clock seconds: Int = 0, trace: String? = nil
    ) throws -> [String: String] {
        var variables = [
            "LD_PRELOAD": try built.get().library, "FAULT_PLAN": plan, "FAULT_ROOT": root, "FAULT_SEED": "\(seed)",
            "FAULT_CLOCK": "\(seconds)",
        ]
        variables["FAULT_TRACE"] = trace
        return variables
    }
}
