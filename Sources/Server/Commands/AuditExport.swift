import ArgumentParser
import Kernel

extension AuditCommand {
    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes a structure's lines of some days: FHIR AuditEvent (TdE) or CSV. The reading is logged.",
            discussion: """
                The newest line comes first. Both days are included. The command line has a row of its own in the access
                matrix: where the structure took exports of the log away from it, this is refused (exit 3).

                Example:
                  citana audit export --data citana-demo --structure msp-des-tilleuls \\
                    --from 2026-11-01 --to 2026-11-30 --format csv --out november.csv
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "First day, in Paris.") var from: DayArgument
        @Option(help: "Last day, in Paris.") var to: DayArgument
        @Option(help: "fhir or csv.", transform: oneOf) var format = Format.fhir
        @Option(help: "File to write; standard output by default.") var out: String?

        enum Format: String, CaseIterable { case fhir, csv }

        func run() async throws {
            guard from.day <= to.day else { throw Failure("--from is after --to.", code: 2) }
            let setup = try await installation.setup()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            do {
                let structure = try await kernel.structures.find(which.structure)
                var lines: [LoggedLine] = []
                try await kernel.accessLog.export(
                    of: structure.id,
                    LogPeriod(from: .start(ofParisDay: from.day), to: .end(ofParisDay: to.day)),
                    days: "\(from.day)..\(to.day)", as: .commandLine(Author.operator, for: structure.id)
                ) { lines += $0 }
                let bytes =
                    switch format {
                    case .fhir: AuditEventBundle.bytes(lines, log: setup.logOrigin)
                    case .csv: AccessLogCSV.bytes(lines)
                    }
                await kernel.close()
                try Output.write(bytes, to: out)
            } catch {
                await kernel.close()
                throw error
            }
        }
    }
}
