import ArgumentParser
import Kernel

struct SchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "The database against the declarations.",
        subcommands: [Check.self, Print.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Compares the live database with the declarations; exit code 1 where they differ.",
            discussion: "Example:\n  citana schema check --data citana-demo")
        @OptionGroup var installation: Installation

        func run() async throws {
            let kernel = try await Kernel.open(try await installation.setup().kernel, modules: Composition.modules)
            let differences = try await kernel.schemaDifferences()
            await kernel.close()
            guard !differences.isEmpty else {
                Output.line("The database is what the declarations say.")
                return
            }
            throw Failure(differences.map(\.sentence).joined(separator: "\n"), code: 1)
        }
    }

    struct Print: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The declared schema.", discussion: "Example:\n  citana schema print --engine postgresql")
        @Option(help: "sqlite or postgresql.", transform: oneOf) var engine = Engine.sqlite

        func run() async throws {
            let declarations = Kernel.declarations(of: Composition.modules)
            Output.line(Schema.text(of: declarations.tables, engine: engine))
        }
    }
}
