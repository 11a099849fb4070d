import ArgumentParser
import Foundation
import Kernel

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The access log: verifies it, proves or explains a line, exports lines.",
        subcommands: [
            Verify.self, Latest.self, Prove.self, Explain.self, Export.self, Key.self,
        ])

    struct Verify: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Goes over the whole log, offline: entries, leaves, tiles, checkpoints; with --cells, over every sealed cell of the stores too. Exit 1 for any finding.",
            discussion: """
                Against itself, a log cannot show that its end was cut off, or that it was made again by whoever holds
                its key: give a checkpoint that was kept elsewhere, or one that a witness has co-signed.

                --cells opens each sealed value of patients and staff under its own key, shows none, and names table,
                column and row of those that were altered or moved. It writes a line for each structure.

                Examples:
                  citana audit verify --data citana-demo
                  citana audit verify --data citana-demo --cells
                  citana audit verify --config citana.yaml --checkpoint kept.txt --witness 'partner.example+1f…'
                """)
        @OptionGroup var installation: Installation
        @Option(help: "File with a checkpoint that was kept elsewhere.") var checkpoint: String?
        @Option(help: "Public key of the witness that must have co-signed the checkpoint.") var witness: String?
        @Option(help: "Public key of the log; that of log.keyFile by default.") var log: String?
        @Flag(help: "Open every sealed cell of the stores too, to see whether it stands where it was put.")
        var cells = false
        @Flag(help: "Leave entries sealed: everything but what only their content can tell.") var sealed = false
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let setup = try await installation.setup()
            let key = try log.map(VerifierKey.argument) ?? SigningKey.read(setup.logKeyFile).verifier
            let known = try known(by: key)
            let (report, checked) = try await AuditCommand.withKernel(setup) { kernel in
                let report = try await kernel.log.verify(LogVerification(log: key, known: known, opens: !sealed))
                return (report, cells ? try await check(kernel) : nil)
            }
            switch format {
            case .text: for line in lines(report) + (checked.map(lines) ?? []) { Output.line(line) }
            case .json: try Output.write(json(report, checked) + [10], to: nil)
            }
            if !report.isGenuine || checked?.findings.isEmpty == false { throw ExitCode(1) }
        }

        private func check(_ kernel: Kernel) async throws -> CellCheck.Report {
            try await kernel.cellCheck.run(
                by: AccessLine.Actor(id: Author.operator, role: "operator", means: "command-line"),
                in: try await kernel.keyRotation.states().map(\.structure),
                progress: Progress.onTerminal("Checking sealed cells"))
        }

        private func lines(_ report: CellCheck.Report) -> [String] {
            var lines = report.findings.map(\.sentence)
            if report.more > 0 { lines.append("And \(report.more) findings more.") }
            let many = report.findings.count + report.more
            let words = many == 0 ? "each opens where it stands." : many == 1 ? "1 finding." : "\(many) findings."
            return lines + ["\(report.cells) sealed cells: \(words)"]
        }

        private func known(by log: VerifierKey) throws -> [Checkpoint] {
            guard let checkpoint else {
                guard witness == nil else {
                    throw Failure("--witness says who must have co-signed the file given with --checkpoint.", code: 2)
                }
                return []
            }
            guard let text = try? String(contentsOfFile: checkpoint, encoding: .utf8) else {
                throw Failure("\(checkpoint) cannot be read.", code: 2)
            }
            do {
                let read = try Checkpoint.read(text, by: log)
                if let witness, try VerifierKey.argument(witness).cosignedAt(read.note) == nil {
                    throw Failure("\(checkpoint) is not co-signed by that witness.", code: 1)
                }
                return [read.checkpoint]
            } catch let refusal as ProofRefusal {
                throw Failure("\(checkpoint) is no checkpoint of this log: \(refusal.description).", code: 1)
            }
        }

        private func lines(_ report: LogReport) -> [String] {
            var lines = report.findings.map(\.sentence)
            if report.more > 0 { lines.append("And \(report.more) findings more.") }
            let many = report.findings.count + report.more
            lines.append(
                "\(report.leaves) leaves, \(report.opened) entries opened, \(report.checkpoints) checkpoints, "
                    + "\(report.pending) lines that wait: "
                    + (many == 0 ? "nothing was altered." : many == 1 ? "1 finding." : "\(many) findings."))
            return lines
        }

        private func json(_ report: LogReport, _ checked: CellCheck.Report?) -> [UInt8] {
            let cells = checked.map { checked -> [JSONValue.Member] in
                let found = checked.findings.map { finding -> JSONValue in
                    .members([
                        .init("column", .text(finding.column)), .init("kind", .text(finding.kind.rawValue)),
                        .init("row", .text(finding.row)), .init("sentence", .text(finding.sentence)),
                        .init("table", .text(finding.table)),
                    ])
                }
                return [
                    .init("cellFindings", .array(found)), .init("cells", .integer(checked.cells)),
                    .init("moreCellFindings", .integer(checked.more)),
                ]
            }
            let findings = report.findings.map { finding -> JSONValue in
                .members([
                    .init("kind", .text(finding.kind.rawValue)), .init("place", .text(finding.place)),
                    .init("position", finding.position.map { .integer(Int(clamping: $0)) } ?? .null),
                    .init("sentence", .text(finding.sentence)),
                ])
            }
            return JSONValue.members(
                (cells ?? []) + [
                    .init("checkpoints", .integer(Int(report.checkpoints))), .init("findings", .array(findings)),
                    .init("leaves", .integer(Int(clamping: report.leaves))), .init("more", .integer(report.more)),
                    .init("opened", .integer(Int(clamping: report.opened))),
                    .init("pending", .integer(Int(report.pending))),
                    .init("root", .text(Data(report.root).base64EncodedString())),
                ]
            ).bytes
        }
    }

    struct Latest: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "checkpoint",
            abstract: "Prints the latest signed checkpoint; with --tiles, writes the whole public log into a folder.",
            discussion: """
                Keep one elsewhere from time to time: it shows later that nothing before it was removed.

                Example:
                  citana audit checkpoint --data citana-demo --out kept.txt
                """)
        @OptionGroup var installation: Installation
        @Option(help: "File to write; standard output by default.") var out: String?
        @Option(help: "Folder for checkpoint and tiles, as C2SP tlog-tiles lays them out.") var tiles: String?

        func run() async throws {
            let note = try await AuditCommand.withLog(try await installation.setup()) { log -> String in
                let publication = LogPublication(log)
                guard let note = try await publication.checkpoint() else {
                    throw Failure("There is no checkpoint yet: no line has been given its place.", code: 1)
                }
                if let tiles { try await LogFolder(path: tiles).write(publication, note: note) }
                return note
            }
            try Output.write(Array(note.utf8), to: out)
        }
    }

    struct Prove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Proves that an entry stands in the log: index, path, checkpoint (C2SP tlog-proof).",
            discussion: "Example:\n  citana audit prove --data citana-demo 0199ab12-… --out entry.tlog-proof")
        @OptionGroup var installation: Installation
        @Argument(help: "Identifier of the entry.") var entry: String
        @Option(help: "File to write; standard output by default.") var out: String?

        func run() async throws {
            let proof = try await AuditCommand.withLog(try await installation.setup()) { log in
                try await log.proof(of: entry)
            }
            guard let proof else {
                throw Failure(
                    "No checkpoint covers an entry \(entry): there is none, or it waits for its place.", code: 1)
            }
            try Output.write(Array(proof.text.utf8), to: out)
        }
    }

    struct Key: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints the log's public key: what auditors and witnesses need, and all they need.",
            discussion: "Example:\n  citana audit key --data citana-demo")
        @OptionGroup var installation: Installation
        @Flag(help: "Make log.keyFile, for an installation older than it; never replaces one.") var create = false

        func run() async throws {
            let setup = try await installation.setup()
            let key =
                create
                ? try SigningKey.create(at: setup.logKeyFile, name: setup.logOrigin, algorithm: .note)
                : try SigningKey.read(setup.logKeyFile)
            Output.line(key.verifier.description)
        }
    }

    /// The log of an installation, with nothing else brought up to date.
    static func withLog<Value>(_ setup: Setup, _ body: (AuditLog) async throws -> Value) async throws -> Value {
        try await withKernel(setup) { try await body($0.log) }
    }

    static func withKernel<Value>(_ setup: Setup, _ body: (Kernel) async throws -> Value) async throws -> Value {
        let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
        do {
            let value = try await body(kernel)
            await kernel.close()
            return value
        } catch {
            await kernel.close()
            throw error
        }
    }
}

extension VerifierKey {
    /// A public key typed on the command line.
    static func argument(_ text: String) throws -> VerifierKey {
        guard let key = VerifierKey(text) else {
            throw Failure("That is no public key of a log or witness: name+hash+key on one line.", code: 2)
        }
        return key
    }
}
