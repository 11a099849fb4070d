import Foundation
import Subprocess
import Testing

@Suite struct FormatTests {
    /// What the formatter would change, one line each. Lengths of lines are judged by `Sizes.lines`, which lets a
    /// sentence stand whole.
    static func changes(_ arguments: [String], input: String? = nil) async throws -> [String] {
        let result = try await run(
            .name("swift"), arguments: Arguments(["format", "lint", "--strict"] + arguments),
            input: .string(input ?? ""), output: .discarded, error: .string(limit: 1 << 22))
        return result.standardError.split(separator: "\n").map(String.init).filter {
            $0.contains(": error:") && !$0.contains("[LineLength]")
        }
    }

    static var configuration: [String] { ["--configuration", House.root.appending(path: ".swift-format").path] }

    @Test(.timeLimit(.minutes(1))) func `every Swift file stands as swift format writes it`() async throws {
        let folders = ["Sources", "Tests"].map { House.root.appending(path: $0).path }
        let changes = try await Self.changes(Self.configuration + ["--parallel", "--recursive"] + folders)
        let root = House.root.path + "/"
        #expect(
            changes.isEmpty,
            "run `swift format --in-place --recursive Sources Tests`: \(changes.prefix(20).map { $0.replacing(root, with: "") })"
        )
    }

    @Test(.timeLimit(.minutes(1))) func `a badly formatted text is caught`() async throws {
        #expect(try await !Self.changes(Self.configuration + ["-"], input: "func a() {\n  let b  = 1;\n}\n").isEmpty)
        #expect(try await Self.changes(Self.configuration + ["-"], input: "func a() {\n    let b = 1\n}\n").isEmpty)
    }
}
