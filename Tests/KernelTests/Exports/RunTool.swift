import Foundation

/// Runs a program that the machine may or may not have; tests that need one are skipped where it is absent.
enum Tool {
    static func path(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    struct Outcome {
        let status: Int32
        let output: String
    }

    /// Standard output and error together; ended after `seconds`.
    static func run(_ name: String, _ arguments: [String], seconds: Int = 60, in folder: URL) throws -> Outcome {
        let output = folder.appendingPathComponent("output-\(UUID().uuidString)")
        _ = FileManager.default.createFile(atPath: output.path, contents: nil)
        let handle = try FileHandle(forWritingTo: output)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path("timeout") ?? "/usr/bin/timeout")
        process.arguments = [String(seconds), path(name) ?? name] + arguments
        process.standardOutput = handle
        process.standardError = handle
        process.currentDirectoryURL = folder
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let bytes = try Data(contentsOf: output)
        return Outcome(status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
    }

    /// A folder of its own, removed after `body`.
    static func inFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("citana-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try body(folder)
    }
}
