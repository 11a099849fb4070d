import ArgumentParser
import Kernel

struct RetentionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retention", abstract: "What has reached its term: shows it, or removes it now.",
        subcommands: [Run.self])

    struct Run: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract:
                "Does the retention job's work for one structure; with --dry-run, only counts what it would remove.",
            discussion: """
                Patients' files at their term are erased: entry in the ledger, key destroyed, rows and search digests
                removed, each table with its proof, and lines in the access log. Reading the dates of files whose term
                may have come leaves lines too, also with --dry-run. `citana serve` does the same once a day.

                Example:
                  citana retention run --data citana-demo --structure msp-des-tilleuls --dry-run
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Flag(help: "Remove nothing.") var dryRun = false
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let report = try await installation.withKernel { kernel in
                try await kernel.retention(of: which.structure, dry: dryRun)
            }
            guard let report else {
                throw Failure("The retention job is running at this moment; try again when it is done.", code: 4)
            }
            switch format {
            case .text: for line in lines(report) { Output.line(line) }
            case .json: try Output.write(json(report) + [10], to: nil)
            }
        }

        private func lines(_ report: RetentionReport) -> [String] {
            let word = dryRun ? "would be removed" : "removed"
            let rows = report.rows.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value) rows \(word)" }
            var lines = rows + ["Patients' files: \(report.files) \(word), \(report.kept) looked at and kept."]
            if report.refused > 0 {
                lines.append("The structure's access choices kept the job from \(report.refused).")
            }
            return lines
        }

        private func json(_ report: RetentionReport) -> [UInt8] {
            JSONValue.members([
                .init("dryRun", .bool(dryRun)), .init("files", .integer(report.files)),
                .init("kept", .integer(report.kept)), .init("refused", .integer(report.refused)),
                .init(
                    "rows",
                    .members(report.rows.sorted { $0.key < $1.key }.map { .init($0.key, .integer($0.value)) })),
            ]).bytes
        }
    }
}
