import ArgumentParser
import Desk
import Kernel
import Web

struct SheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "The treatment sheet: export, history, differences, simulation, overrides.",
        subcommands: [Export.self, History.self, Diff.self, Simulate.self, OverrideCommand.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the sheet in force, today or on any past date.",
            discussion: """
                Example:
                  citana sheet export --data citana-demo --structure msp-des-tilleuls --format pdf --out sheet.pdf
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "controller (art. 30.1) or processor (art. 30.2).", transform: oneOf) var role = Sheet.Role
            .controller
        @Option(help: "html, pdf, ods, csv or json.", transform: oneOf) var format = SheetFormat.json
        @Option(help: "What was in force at 24:00 in Paris on that day.") var on: DayArgument?
        @Option(help: "File to write; standard output by default.") var out: String?

        func run() async throws {
            let setup = try await installation.setup()
            let stored = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return try await kernel.register.sheet(of: structure, role: role, on: on?.day).exportable()
            }
            try Output.write(try await SheetFiles.bytes(stored, as: format, python: setup.pdfPython), to: out)
        }
    }

    struct History: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Versions: date, cause, author.",
            discussion: "Example:\n  citana sheet history --data citana-demo --structure msp-des-tilleuls")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "controller or processor.", transform: oneOf) var role = Sheet.Role.controller
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let (versions, objections) = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return (
                    try await kernel.register.versions(of: structure, role: role).map(\.sheet),
                    try await kernel.register.objections(of: structure)
                )
            }
            switch format {
            case .text:
                for sheet in versions {
                    Output.line(
                        "\(sheet.version)\t\(sheet.effectiveOn)\t\(sheet.cause)\t\(sheet.causeText)\t\(sheet.author)\t"
                            + (sheet.sha256 ?? ""))
                }
                for objection in objections {
                    Output.line("-\t\(objection.on)\tobjection\t\(objection.sentence(in: .fr))")
                }
            case .json:
                let rows = versions.map { sheet in
                    HistoryRow(
                        version: sheet.version, effectiveOn: sheet.effectiveOn, cause: sheet.cause,
                        causeText: sheet.causeText, author: sheet.author, sha256: sheet.sha256,
                        objections: SheetCommand.objections(objections, during: sheet, among: versions))
                }
                try Output.write(JSONValue(encoding: rows).bytes + [10], to: nil)
            }
        }

        private struct HistoryRow: Encodable {
            let version: Int
            let effectiveOn: Day
            let cause: String
            let causeText: String
            let author: String
            let sha256: String?
            let objections: [ObjectionRow]
        }
    }

    struct Diff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Differences between two versions, line by line; exit code 1 where there are some.",
            discussion: "Example:\n  citana sheet diff --data citana-demo --structure msp-des-tilleuls --from 1 --to 2")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "controller or processor.", transform: oneOf) var role = Sheet.Role.controller
        @Option(help: "Version; the one before the last by default.") var from: Int?
        @Option(help: "Version; the last by default.") var to: Int?
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let difference = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                let last = try await kernel.register.sheet(of: structure, role: role).sheet.version
                let after = try await kernel.register.version(to ?? last, of: structure, role: role).sheet
                let before = try await kernel.register.version(
                    from ?? max(1, after.version - 1), of: structure, role: role
                ).sheet
                return SheetDifference(from: before, to: after)
            }
            switch format {
            case .text: Output.line(difference.isEmpty ? "No difference." : difference.text())
            case .json: try Output.write(JSONValue(encoding: difference.changes).bytes + [10], to: nil)
            }
            if !difference.changes.isEmpty { throw ExitCode(1) }
        }
    }

    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The sheet of a fictitious structure with just these modules; needs no store.",
            discussion: "Example:\n  citana sheet simulate --modules questionnaires,shared-records --format json")
        @Option(help: "Comma-separated; an empty list gives the kernel's lines.") var modules = ""
        @Option(help: "controller or processor.", transform: oneOf) var role = Sheet.Role.controller
        @Option(help: "Configuration file whose providers and publisher to use.") var config: String?
        @Option(help: "html, pdf, ods, csv or json.", transform: oneOf) var format = SheetFormat.json
        @Option(help: "Day printed as the day of effect; today by default.") var on: DayArgument?
        @Option(help: "File to write; standard output by default.") var out: String?

        func run() async throws {
            let setup: Setup? = if let config { try await ConfigurationFile.read(config) } else { nil }
            let names = modules.split(separator: ",").map { String($0).trimmingPrefix(while: \.isWhitespace) }
            let stored = try Simulation.sheet(
                Kernel.declarations(of: Composition.modules), modules: names.map(String.init), role: role,
                configuration: setup?.providers ?? ProviderConfiguration(), publisher: setup?.publisher,
                on: on?.day ?? TimeSource.system.today)
            try Output.write(try await SheetFiles.bytes(stored, as: format, python: setup?.pdfPython), to: out)
        }
    }

    struct OverrideCommand: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "override", abstract: "Records a structure's choice within the bounds of the declarations.",
            discussion: """
                Example:
                  citana sheet override --data citana-demo --structure samu-du-val --treatment T03 \\
                    --field retention.journal_acces --value "5 ans" --author "Delphine Prudence" \\
                    --reason "Analyse du RSSI"
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "Code of the treatment, such as T03.") var treatment: String
        @Option(help: "legalBasis, recipient, or retention.CODE.") var field: String
        @Option var value: String
        @Option(help: "Who decided.") var author: String
        @Option(help: "Why; printed on the sheet.") var reason: String

        func run() async throws {
            guard let field = Override.Field(field) else { throw OverrideRefusal.unknownField(field) }
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                try await kernel.register.override(
                    treatment: treatment, field: field, value: value, reason: reason, for: structure, author: author)
            }
            Output.line("Recorded.")
        }
    }
}

/// An objection as `sheet history --format json` shows it, on the version that was in force when it was made.
struct ObjectionRow: Encodable {
    let service: String
    let provider: String
    let on: Day
    let author: String
    let reason: String
    let open: Bool
    let outcome: String?
    let answeredOn: Day?
    let answer: String?
}

extension SheetCommand {
    static func objections(
        _ objections: [ProviderObjection], during sheet: Sheet, among versions: [Sheet]
    ) -> [ObjectionRow] {
        objections.filter { made in versions.last { $0.effectiveOn <= made.on }?.version == sheet.version }
            .map { made in
                ObjectionRow(
                    service: made.change.service.rawValue, provider: made.change.provider, on: made.on,
                    author: made.author, reason: made.reason, open: made.isOpen,
                    outcome: made.answer?.outcome.rawValue, answeredOn: made.answer?.on, answer: made.answer?.text)
            }
    }
}
