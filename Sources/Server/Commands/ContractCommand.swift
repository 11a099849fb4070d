import ArgumentParser
import Kernel

struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract", abstract: "What a structure bought, module by module.",
        subcommands: [Show.self, Sign.self, Preview.self, Enable.self, Disable.self, Object.self, Answer.self])

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The contract and the state of each module.",
            discussion: "Example:\n  citana contract show --data citana-demo --structure msp-des-tilleuls")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let (contract, states, objections) = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return (
                    try await kernel.contracts.contract(of: structure),
                    try await kernel.contracts.states(of: structure),
                    try await kernel.register.objections(of: structure)
                )
            }
            switch format {
            case .text:
                let ends = contract?.endsOn.map { ", ends \($0)" } ?? ""
                Output.line(contract.map { "Contract \($0.reference), signed \($0.signedOn)\(ends)" } ?? "No contract")
                for state in states {
                    let since = state.since.map { " since \($0)" } ?? ""
                    let acknowledged = state.acknowledgement.map(Show.words) ?? ""
                    Output.line("\(state.module.value): \(state.status.rawValue)\(since)\(acknowledged)")
                }
                for objection in objections { Output.line(objection.sentence(in: .en)) }
            case .json:
                let rows = states.map { state in
                    [
                        "module": state.module.value, "status": state.status.rawValue,
                        "since": state.since?.description ?? "",
                        "acknowledgedBy": state.acknowledgement?.name ?? "",
                        "acknowledgement": state.acknowledgement?.how.rawValue ?? "",
                    ]
                }
                try Output.write(JSONValue(encoding: rows).bytes + [10], to: nil)
            }
        }

        private static func words(_ acknowledgement: Acknowledgement) -> String {
            switch acknowledgement.how {
            case .byDPO: ", acknowledged by \(acknowledgement.name) on \(acknowledgement.on)"
            case .declared:
                ", acknowledgement of \(acknowledgement.name) declared by the operator on \(acknowledgement.on), to be "
                    + "confirmed by the DPO"
            case .confirmed: ", confirmed by \(acknowledgement.name) on \(acknowledgement.on)"
            }
        }
    }

    struct Sign: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Records a signed contract.",
            discussion:
                "Example:\n  citana contract sign --config citana.yaml --structure msp-exemple --reference C-2026-001")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option var reference: String
        @Option(help: "Day of signature; today by default.") var signedOn: DayArgument?
        @Option(help: "Last day of the contract.") var endsOn: DayArgument?

        func run() async throws {
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                let signed = signedOn?.day ?? kernel.clock.today
                if let end = endsOn?.day, end < signed {
                    throw Failure("The contract would end before it starts.", code: 2)
                }
                guard !reference.isBlank, reference.count <= 200,
                    !reference.holdsControlCharacter
                else {
                    throw Failure(
                        "The reference must be 1 to 200 characters, none of them a control character.", code: 2)
                }
                try await kernel.contracts.sign(
                    Contract(reference: reference, signedOn: signed, endsOn: endsOn?.day), for: structure)
                _ = try await kernel.register.sheet(of: structure, role: .controller)
            }
            Output.line("Signed \(reference).")
        }
    }

    struct Preview: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What the sheet would gain or lose, before anything is decided.",
            discussion: "Example:\n  citana contract preview questionnaires --data citana-demo --structure samu-du-val")
        @Argument var module: String
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let preview = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return try await kernel.register.preview(module, for: structure)
            }
            switch format {
            case .json: try Output.write(JSONValue(encoding: preview).bytes + [10], to: nil)
            case .text: Output.line(preview.text(in: .en))
            }
        }
    }

    struct Enable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enables a module; needs the DPO's acknowledgement.",
            discussion: """
                Example:
                  citana contract enable questionnaires --data citana-demo --structure samu-du-val \\
                    --acknowledged-by "Delphine Prudence"
                """)
        @Argument var module: String
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "First day; today by default, never a past day.") var from: DayArgument?
        @Option(help: "Name of the DPO who acknowledged the preview.") var acknowledgedBy: String?
        @Option(help: "Who is typing; kept in the register.") var author = Author.operator

        func run() async throws {
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                let acknowledgement = acknowledgedBy.map {
                    Acknowledgement(name: $0, how: .declared, on: kernel.clock.today)
                }
                try await kernel.register.enable(
                    module, for: structure, from: from?.day, acknowledgement: acknowledgement, author: author)
            }
            let when = from.map { " from \($0.day)" } ?? ""
            Output.line(
                "Enabled \(module) for \(which.structure)\(when); acknowledgement declared by the operator, to be "
                    + "confirmed by the DPO.")
        }
    }

    struct Disable: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Disables a module; its lines stay while its data do.",
            discussion:
                "Example:\n  citana contract disable questionnaires --data citana-demo --structure sad-les-mimosas")
        @Argument var module: String
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "First day without it; today by default.") var from: DayArgument?
        @Option(help: "Accepted for symmetry with enable; recorded as the author.") var acknowledgedBy: String?
        @Option(help: "Who is typing; kept in the register.") var author = Author.operator

        func run() async throws {
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                try await kernel.register.disable(
                    module, for: structure, from: from?.day, author: acknowledgedBy ?? author)
            }
            Output.line("Disabled \(module) for \(which.structure).")
        }
    }
}
