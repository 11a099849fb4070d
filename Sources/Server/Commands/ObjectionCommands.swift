import ArgumentParser
import Kernel

extension ContractCommand {
    struct Object: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records a structure's objection to a new sub-processor, within the notice.",
            discussion: """
                The objection changes no configuration: the sheet goes on saying which provider is in place, and the
                register says that an objection is open until `citana contract answer`.
                Example:
                  citana contract object mail --data citana-demo --structure msp-des-tilleuls \\
                    --author "Delphine Prudence" --reason "Transfert hors de l'Union"
                """)
        @Argument(help: "Service whose provider changed: hosting, mail, sms or crm.", transform: oneOf)
        var service: ProviderService
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "Why the structure objects; kept in the register.") var reason: String
        @Option(help: "Who objects; kept in the register.") var author: String

        func run() async throws {
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                try await kernel.register.object(
                    to: service, reason: reason, for: structure, author: "\(author), via \(Author.operator)")
            }
            Output.line("Recorded: \(which.structure) objects to the change of \(service.rawValue).")
        }
    }

    struct Answer: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records the publisher's answer to an objection.",
            discussion: """
                Example:
                  citana contract answer mail --data citana-demo --structure msp-des-tilleuls --outcome maintained \\
                    --text "Le prestataire est maintenu pour toutes les structures"
                """)
        @Argument(help: "Service whose provider changed: hosting, mail, sms or crm.", transform: oneOf)
        var service: ProviderService
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "abandoned (the change is given up) or maintained.", transform: oneOf) var outcome:
            ProviderObjection.Outcome
        @Option(help: "What the structure is told; kept in the register.") var text: String
        @Option(help: "Who answers; kept in the register.") var author = Author.operator

        func run() async throws {
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                try await kernel.register.answer(
                    service, outcome: outcome, text: text, for: structure, author: author)
            }
            Output.line("Recorded: the objection of \(which.structure) is answered (\(outcome.rawValue)).")
        }
    }
}
