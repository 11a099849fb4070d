import ArgumentParser
import Kernel

struct ModuleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "module", abstract: "The modules that this build contains.", subcommands: [List.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Each module with its promise, treatments and tables.",
            discussion: "Example:\n  citana module list --format json")
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let declarations = Kernel.declarations(of: Composition.modules)
            switch format {
            case .json: try Output.write(JSONValue(encoding: declarations.all).bytes + [10], to: nil)
            case .text:
                for module in declarations.all {
                    Output.line("\(module.name.value): \(module.title.en)")
                    Output.line("  \(module.promise.en)")
                    for treatment in module.treatments { Output.line("  \(treatment.code)  \(treatment.title)") }
                    Output.line("  tables: \(module.tables.map(\.name).joined(separator: ", "))")
                }
            }
        }
    }
}
