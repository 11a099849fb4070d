import Foundation
import Subprocess
import Testing

/// Small programs that must not compile, each with the diagnostic it must meet. They are compiled with the flags of
/// a real target (`// as: Questionnaires`), read from the build plan, so that they prove what that target could do.
///
/// First lines of a program:
///   `// as: TARGET`            whose flags (and so whose access level) it is compiled with
///   `// expect: SUBSTRING`     an error that contains it must be printed; may stand several times
///   `// compiles`              a control instead: the same family, allowed, must compile
struct Program: Sendable, CustomStringConvertible {
    let path: String
    let target: String
    let expects: [String]
    let compiles: Bool
    var description: String { path.split(separator: "/").last.map(String.init) ?? path }
    /// `sql-run-time-text` is of the family `sql`.
    var family: String { description.split(separator: "-").first.map(String.init) ?? description }

    init(_ source: Source) {
        func values(_ key: String) -> [String] {
            source.lines.prefix(6).filter { $0.hasPrefix("// \(key): ") }.map { String($0.dropFirst(key.count + 5)) }
        }
        path = source.path
        target = values("as").first ?? ""
        expects = values("expect")
        compiles = source.lines.prefix(6).contains("// compiles")
    }

    static let all = House.files.filter { $0.isSwift && $0.isIn("Tests/MustNotCompile") }.map(Program.init)
}

/// What the build plan says a target is compiled with.
enum BuildPlan {
    /// The folder where the running tests were built: `.build/<triple>/debug`.
    static let folder: URL = {
        let running = URL(filePath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
        let nearby = House.root.appending(path: ".build/debug").resolvingSymlinksInPath()
        return FileManager.default.fileExists(atPath: running.appending(path: "Modules").path) ? running : nearby
    }()

    /// The line of each target in the plan of the build, a JSON list.
    private static let lines: [String: Substring] = {
        let file = folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "debug.yaml")
        let plan = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let key = "\"-module-name\",\""
        var lines: [String: Substring] = [:]
        for line in plan.split(separator: "\n") where line.hasPrefix(start) {
            let head = line.prefix(400)
            guard head.contains("-emit-module\""), let name = head.firstRange(of: key) else { continue }
            lines[String(head[name.upperBound...].prefix { $0 != "\"" })] = line
        }
        return lines
    }()
    private static let start = "    args: ["

    /// The compiler and its flags for this target, without those that name its files.
    static func arguments(of target: String) -> [String]? {
        guard let line = lines[target] else { return nil }
        return (try? JSONDecoder().decode([String].self, from: Data(line.dropFirst(start.count - 1).utf8))).map(kept)
    }

    private static func kept(_ all: [String]) -> [String] {
        let withValue: Set<String> = [
            "-I", "-Xcc", "-swift-version", "-enable-upcoming-feature", "-enable-experimental-feature", "-package-name",
            "-target", "-module-cache-path", "-sdk", "-F", "-Werror", "-Wwarning",
        ]
        let alone: Set<String> = ["-strict-memory-safety", "-warnings-as-errors", "-DDEBUG"]
        var kept = [all[0]]
        var index = 1
        while index < all.count {
            if withValue.contains(all[index]), index + 1 < all.count {
                kept += [all[index], all[index + 1]]
                index += 1
            } else if alone.contains(all[index]) || all[index].hasPrefix("-I") || all[index].hasPrefix("-F") {
                kept.append(all[index])
            }
            index += 1
        }
        return kept
    }
}

@Suite(.serialized) struct MustNotCompile {
    struct Verdict: Sendable {
        let program: Program
        let compiled: Bool
        let errors: [String]
    }

    static func compile(_ program: Program) async throws -> Verdict {
        guard var arguments = BuildPlan.arguments(of: program.target) else {
            return Verdict(program: program, compiled: false, errors: ["no target \(program.target) in the build plan"])
        }
        let compiler = URL(filePath: arguments.removeFirst())
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        arguments += [
            "-module-name", "Program", "-parse-as-library", "-emit-sil", "-o", "/dev/null",
            House.root.appending(path: program.path).path,
        ]
        let result = try await run(
            .name(compiler.lastPathComponent), arguments: Arguments(arguments),
            environment: .inherit.updating(["PATH": compiler.deletingLastPathComponent().path + ":" + path]),
            output: .discarded, error: .string(limit: 1 << 20))
        let errors = result.standardError.split(separator: "\n").map(String.init).filter {
            $0.contains("error:")
        }
        return Verdict(program: program, compiled: result.terminationStatus.isSuccess, errors: errors)
    }

    static func verdicts() async throws -> [Verdict] {
        let programs = Program.all
        return try await withThrowingTaskGroup(of: Verdict.self) { group in
            var next = 0
            var done: [Verdict] = []
            for _ in 0..<min(ProcessInfo.processInfo.activeProcessorCount, programs.count) {
                let program = programs[next]
                next += 1
                group.addTask { try await compile(program) }
            }
            while let verdict = try await group.next() {
                done.append(verdict)
                if next < programs.count {
                    let program = programs[next]
                    next += 1
                    group.addTask { try await compile(program) }
                }
            }
            return done
        }
    }

    @Test(.timeLimit(.minutes(3))) func `what must not compile does not, and says why`() async throws {
        for verdict in try await Self.verdicts() {
            let program = verdict.program
            if program.compiles {
                #expect(verdict.compiled, "\(program) is a control and must compile: \(verdict.errors.first ?? "")")
                continue
            }
            #expect(!verdict.compiled, "\(program) must not compile")
            for expected in program.expects {
                #expect(
                    verdict.errors.contains { $0.contains(expected) },
                    "\(program) fails for another reason than « \(expected) »: \(verdict.errors.joined(separator: " | "))"
                )
            }
        }
    }

    @Test func `every program says whose flags it takes and what it expects`() {
        #expect(Program.all.count >= 10)
        for program in Program.all {
            #expect(BuildPlan.arguments(of: program.target) != nil, "\(program): no target \(program.target)")
            #expect(program.compiles != !program.expects.isEmpty, "\(program): one of `compiles`, `expect: …`")
        }
    }

    @Test func `every family has a control that compiles and a program that does not`() {
        for (family, programs) in Dictionary(grouping: Program.all, by: \.family) {
            #expect(programs.contains { $0.compiles }, "\(family) has no control")
            #expect(programs.contains { !$0.compiles }, "\(family) has only controls")
        }
    }
}
