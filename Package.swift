// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// The stages in the order data flows through them; each may import only what stands to its right.
let stages: [(name: String, uses: [Target.Dependency])] = [
    ("Vocabulary", []),
    ("Files", ["Vocabulary", "CLZ4", "CZstd", "CZlib"]),
    ("Feeds", ["Vocabulary", "CScan"]),
    ("Vault", ["Vocabulary", crypto]),
    ("Store", ["Vocabulary", "Files", "CLZ4", "CPack"]),
    ("Policy", ["Vocabulary", yams]),
    ("Matching", ["Vocabulary", "Policy"]),
    ("Assessment", ["Vocabulary", "Policy"]),
    ("FollowUp", ["Vocabulary", "Policy"]),
    ("Ledger", ["Vocabulary", grdb]),
    ("Publishing", ["Vocabulary"]),
    ("Simulation", ["Vocabulary"]),
    (
        "Pipeline",
        [
            "Vocabulary", "Files", "Feeds", "Vault", "Store", "Policy", "Matching", "Assessment", "FollowUp",
            "Ledger", "Publishing", yams,
        ]
    ),
]

/// Test targets, and what each needs beside the module it is named after and `TestSupport`.
let tests: [(name: String, uses: [Target.Dependency])] = [
    ("Vocabulary", []),
    ("Files", ["Vocabulary", "CLZ4", "CZstd", "CZlib"]),
    ("Feeds", ["Vocabulary"]),
    ("Vault", ["Vocabulary"]),
    ("Store", ["Vocabulary", "Files"]),
    ("Policy", ["Vocabulary"]),
    ("Matching", ["Vocabulary", "Policy"]),
    ("Assessment", ["Vocabulary", "Policy"]),
    ("FollowUp", ["Vocabulary", "Policy"]),
    ("Ledger", ["Vocabulary", grdb]),
    ("Publishing", ["Vocabulary"]),
    ("Simulation", ["Vocabulary"]),
    (
        "Pipeline",
        [
            "Vocabulary", "Files", "Feeds", "Vault", "Store", "Ledger", "Assessment", "Matching", "Policy",
            "Publishing", "Simulation", crypto, grdb,
        ]
    ),
]

let package = Package(
    name: "tracegrid",
    products: [
        .executable(name: "tracegrid", targets: ["tracegrid"]),
        .library(name: "Matching", targets: ["Matching"]),
        .library(name: "Pipeline", targets: ["Pipeline"]),
        .library(name: "Store", targets: ["Store"]),
        .library(name: "Feeds", targets: ["Feeds"]),
        .library(name: "Simulation", targets: ["Simulation"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    ],
    targets: [
        .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "CScan"),
        .target(name: "CPack"),
        .executableTarget(
            name: "tracegrid",
            dependencies: ["Vocabulary", "Files", "Pipeline", "Publishing", "Simulation", argumentParser],
            swiftSettings: settings),
        .target(
            name: "TestSupport", dependencies: ["Vocabulary", "CountedMalloc"], path: "Tests/TestSupport",
            swiftSettings: settings),
        .target(name: "CountedMalloc", path: "Tests/CountedMalloc"),
        .target(
            name: "FuzzTargets",
            dependencies: ["TestSupport", "Vocabulary", "Files", "Feeds", "Store", "Policy", "Ledger", "Pipeline"],
            path: "Tests/FuzzTargets", swiftSettings: settings),
    ]
        + stages.map { .target(name: $0.name, dependencies: $0.uses, swiftSettings: settings) }
        + tests.map { test in
            .testTarget(
                name: "\(test.name)Tests",
                dependencies: [.target(name: test.name), "TestSupport"] + test.uses,
                swiftSettings: settings)
        } + [
            .testTarget(
                name: "FaultTests", dependencies: ["TestSupport", "FuzzTargets", "Files", grdb], exclude: ["Shim"],
                swiftSettings: settings),
            .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: settings),
            .testTarget(
                name: "RealDataTests",
                dependencies: [
                    "TestSupport", "Vocabulary", "Files", "Feeds", "Store", "Policy", "Matching", "Pipeline",
                ], exclude: ["Mappings"], swiftSettings: settings),
        ],
    swiftLanguageModes: [.v6]
)

// The fuzzer needs a runtime that only `scripts/fuzz` builds and links with.
if Context.environment["TRACEGRID_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzTargets"], path: "Fuzz/Driver", swiftSettings: settings))
}
