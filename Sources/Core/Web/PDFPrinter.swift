import Foundation
import Kernel
import SystemPackage
import Subprocess

/// Why no PDF came out: one sentence, with the way out.
public struct PDFProblem: Error, Sendable, Equatable {
    public let sentence: String
}

/// Prints HTML as PDF/A-3a, tagged, with WeasyPrint in a child process: no network, limited memory and time.
package struct PDFPrinter: Sendable {
    /// A Python in whose environment WeasyPrint is installed.
    private let python: String

    /// Puts the child in a network of its own, with no interface up, where the system lets us; tried once. Elsewhere
    /// the script's own refusal to fetch is what holds.
    private static let isolation = Task { () -> [String] in
        for options in [["--net"], ["--user", "--net"]] {
            let probe = try? await run(
                .path("/usr/bin/unshare"), arguments: Arguments(options + ["--", "/bin/true"]), output: .discarded)
            if let probe, probe.terminationStatus.isSuccess { return ["/usr/bin/unshare"] + options + ["--"] }
        }
        return []
    }

    static let missing = PDFProblem(
        sentence: "PDF export needs WeasyPrint: run `make pdf`, or name a Python that has it in pdf.python. "
            + "HTML, ODS, CSV and JSON work without it.")

    /// `configured` first, then the variable, then `.venv-pdf` beside the program or above it.
    package init(configured: String?) throws {
        let candidates = PDFPrinter.candidates(
            configured: configured, variable: ProcessInfo.processInfo.environment["CITANA_PDF_PYTHON"],
            executable: URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path)
        guard let found = candidates.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw PDFPrinter.missing
        }
        python = found
    }

    /// Where to look, in order.
    static func candidates(configured: String?, variable: String?, executable: String) -> [String] {
        var candidates = [configured, variable].compactMap { $0 }
        var folders = executable.split(separator: "/").dropLast()
        while !folders.isEmpty {
            candidates.append("/" + folders.joined(separator: "/") + "/.venv-pdf/bin/python")
            folders = folders.dropLast()
        }
        return candidates
    }

    /// Throws `PDFProblem`; 60 seconds at most.
    package func print(_ html: String) async throws -> [UInt8] {
        let script = try ResourceFolder("Web").path() + "/Print/render.py"
        let command = await PDFPrinter.isolation.value + [python, "-I", script]
        return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask {
                let input = try PDFPrinter.input(html)
                let result = try await run(
                    .path(.init(command[0])), arguments: Arguments(Array(command.dropFirst())),
                    environment: .custom([
                        "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "0", "HOME": "/nonexistent",
                    ]),
                    input: .fileDescriptor(input, closeAfterSpawningProcess: true), output: .bytes(limit: 64 << 20),
                    error: .discarded)
                guard result.terminationStatus.isSuccess else {
                    throw PDFProblem(
                        sentence: "WeasyPrint did not print the sheet; run `make pdf` to install it again.")
                }
                return result.standardOutput
            }
            group.addTask {
                try await Task.sleep(for: .seconds(60))
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next(), let pdf = first else {
                throw PDFProblem(sentence: "Printing took more than 60 seconds and was stopped.")
            }
            return pdf
        }
    }

    /// The page as a file that has no name any more: a pipe breaks, and takes the program with it, when the child ends
    /// before it has read everything.
    private static func input(_ html: String) throws -> FileDescriptor {
        let path = NSTemporaryDirectory() + "/citana-\(Token.fresh())"
        do {
            let file = try unsafe FileDescriptor.open(
                path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec], permissions: .ownerReadWrite)
            try FileManager.default.removeItem(atPath: path)
            try file.writeAll(Array(html.utf8))
            try file.seek(offset: 0, from: .start)
            return file
        } catch {
            throw PDFProblem(sentence: "The folder for temporary files cannot be written; printing needs it.")
        }
    }
}
