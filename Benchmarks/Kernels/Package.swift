// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

func library(_ name: String) -> Target.Dependency { .product(name: name, package: "tracegrid") }

/// What is measured of TraceGrid's libraries, apart from its command.
///
/// A package of its own, so that nobody who builds TraceGrid has to fetch the benchmark framework.
let package = Package(
    name: "kernels",
    products: [.executable(name: "store-questions", targets: ["StoreQuestions"])],
    dependencies: [
        .package(name: "tracegrid", path: "../.."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.0", traits: []),
    ],
    targets: [
        .target(
            name: "WarmStore",
            dependencies: [library("Feeds"), library("Matching"), library("Pipeline"), library("Store")],
            swiftSettings: settings),
        .executableTarget(
            name: "StoreQuestions", dependencies: ["WarmStore", library("Matching"), library("Pipeline")],
            swiftSettings: settings),
        .executableTarget(
            name: "KernelBenchmarks",
            dependencies: [
                "WarmStore", library("Feeds"), library("Matching"), library("Store"), library("Simulation"),
                .product(name: "Benchmark", package: "benchmark"),
            ],
            path: "Benchmarks/KernelBenchmarks", swiftSettings: settings,
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
