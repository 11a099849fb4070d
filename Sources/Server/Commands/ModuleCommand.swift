import ArgumentParser
import Kernel
import Web

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
            case .json:
                try Output.write(JSONValue(encoding: declarations.all.map(Line.init)).bytes + [10], to: nil)
            case .text:
                for module in declarations.all {
                    Output.line("\(module.name.value): \(module.title.en)")
                    Output.line("  \(module.promise.en)")
                    for treatment in module.treatments { Output.line("  \(treatment.code)  \(treatment.title)") }
                    Output.line("  tables: \(module.tables.map(\.name).joined(separator: ", "))")
                    for job in Line(module).jobs {
                        Output.line("  job \(job.name), every \(job.everyMinutes) min: \(job.state)")
                    }
                }
                let swept = Kernel.sweptTables.joined(separator: ", ")
                Output.line("The job retention removes patients' files at their term, and rows of \(swept).")
                Output.line("Every other table keeps its rows for now.")
            }
        }

        /// A module as a program reads it.
        private struct Line: Encodable {
            struct Job: Encodable {
                let name: String
                let everyMinutes: Int
                let purpose: Bilingual
                let state: String
            }
            let name: ModuleName
            let title: Bilingual
            let promise: Bilingual
            let treatments: [TreatmentDeclaration]
            let tables: [TableDeclaration]
            let messages: [MessageDeclaration]
            let jobs: [Job]

            init(_ module: Declarations.Module) {
                name = module.name
                title = module.title
                promise = module.promise
                treatments = module.treatments
                tables = module.tables
                messages = module.messages
                let sold = Composition.modules.first { $0.name == module.name }
                let work = sold?.work ?? Kernel.work
                jobs = (sold?.jobs ?? KernelModule.jobs).map { job in
                    Job(
                        name: job.name, everyMinutes: job.everyMinutes, purpose: job.purpose,
                        state: JobWords.state(of: job, work: work))
                }
            }
        }
    }
}
