// swift-tools-version: 6.2
import PackageDescription

/// What every target of the house is built with: strict memory safety (without it a grant could be forged
/// through unsafe pointers), imports that stay inside unless said otherwise, and no warning left standing.
let strict: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// A module (or Desk): sees the public words of Kernel, Web and FHIR, never the `package` seam of the house.
func room(_ name: String, path: String) -> Target {
    .target(
        name: name,
        dependencies: ["Kernel", "Web", "FHIR"],
        path: path,
        resources: [.copy("Views"), .copy("Texts")],
        packageAccess: false,
        swiftSettings: strict
    )
}

func test(_ name: String, of dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: ["TestSupport"] + dependencies, path: "Tests/\(name)", resources: resources,
        swiftSettings: strict)
}

let package = Package(
    name: "citana",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "citana", targets: ["Server"])],
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["YAML"]),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(
            name: "CLibPQ", path: "Sources/Core/CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(
            name: "CLibCurl", path: "Sources/Core/CLibCurl", pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(
            name: "CLibZip", path: "Sources/Core/CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),

        .systemLibrary(name: "CLibProcess", path: "Sources/Core/CLibProcess"),

        .target(
            name: "Kernel",
            dependencies: [
                "CLibPQ", "CLibCurl", "CLibZip",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "CryptoExtras", package: "swift-crypto"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
            ],
            path: "Sources/Core/Kernel",
            swiftSettings: strict
        ),
        .target(name: "FHIR", path: "Sources/Core/FHIR", packageAccess: false, swiftSettings: strict),
        .target(
            name: "Web",
            dependencies: [
                "Kernel",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Mustache", package: "swift-mustache"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Yams", package: "Yams"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Sources/Core/Web",
            resources: [.copy("Views"), .copy("Texts"), .copy("Static"), .copy("Print")],
            swiftSettings: strict
        ),
        room("Desk", path: "Sources/Core/Desk"),
        room("Questionnaires", path: "Sources/Modules/Questionnaires"),
        room("SharedRecords", path: "Sources/Modules/SharedRecords"),
        room("PartnerExchange", path: "Sources/Modules/PartnerExchange"),

        .executableTarget(
            name: "Server",
            dependencies: [
                "Kernel", "Web", "FHIR", "Desk", "Questionnaires", "SharedRecords", "PartnerExchange", "CLibProcess",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdTLS", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "SystemPackage", package: "swift-system"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Configuration", package: "swift-configuration"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Metrics", package: "swift-metrics"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Yams", package: "Yams"),
            ],
            path: "Sources/Server",
            swiftSettings: strict
        ),

        .target(
            name: "TestSupport",
            dependencies: [
                "Kernel", "Web", "Desk", "Questionnaires", "SharedRecords", "PartnerExchange",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: strict
        ),
        test("KernelTests", of: ["Kernel", "Questionnaires", "SharedRecords", "PartnerExchange"]),
        test("FHIRTests", of: ["FHIR"]),
        test("WebTests", of: ["Web"]),
        test("DeskTests", of: ["Desk", "Web", "Kernel"]),
        test("QuestionnairesTests", of: ["Questionnaires", "Web", "Kernel"]),
        test("SharedRecordsTests", of: ["SharedRecords", "Web", "Kernel"]),
        test("PartnerExchangeTests", of: ["PartnerExchange", "Web", "Kernel"]),
        test(
            "ServerTests",
            of: [
                "Server", "Kernel", "Web",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        test(
            "HouseTests",
            of: [
                "Kernel", "Web", "Desk", "Questionnaires", "SharedRecords", "PartnerExchange", "Server",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
