import ArgumentParser
import Kernel

struct NoticeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notice", abstract: "The information notice for persons (art. 13 and 14).",
        subcommands: [Export.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the notice as Markdown.",
            discussion:
                "Example:\n  citana notice export --data citana-demo --structure msp-des-tilleuls --out notice.md")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "What was in force at 24:00 in Paris on that day.") var on: DayArgument?
        @Option(help: "File to write; standard output by default.") var out: String?

        func run() async throws {
            let sheet = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return try await kernel.register.sheet(of: structure, role: .controller, on: on?.day).sheet
            }
            try Output.write(Array(Notice(sheet).markdown().utf8), to: out)
        }
    }
}

struct ImpactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impact", abstract: "The pre-filled file for the CNIL's impact-assessment tool.",
        subcommands: [Export.self])

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Writes the file to import into the CNIL's PIA tool.",
            discussion:
                "Example:\n  citana impact export --data citana-demo --structure msp-des-tilleuls --out pia.json")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "File to write; standard output by default.") var out: String?

        func run() async throws {
            let sheet = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return try await kernel.register.sheet(of: structure, role: .controller).sheet
            }
            guard let file = ImpactFile(sheet) else {
                throw Failure("No line of this sheet asks for an impact assessment.", code: 1)
            }
            try Output.write(file.bytes(), to: out)
        }
    }
}
