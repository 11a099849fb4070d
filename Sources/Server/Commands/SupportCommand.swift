import ArgumentParser
import Kernel

struct SupportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "support",
        abstract: "Help for a structure: tickets, and access to its records that the structure alone approves.",
        subcommands: [List.self, Open.self, Ask.self, Close.self])

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists a structure's tickets with the accesses asked for under them.",
            discussion: "Example:\n  citana support list --data citana-demo --structure msp-des-tilleuls")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption

        func run() async throws {
            let files = try await SupportCommand.with(installation, which) { kernel, structure, caller in
                try await kernel.support.tickets(of: structure, as: caller)
            }
            for file in files {
                let state = file.ticket.closedOn.map { "closed \($0)" } ?? "open"
                Output.line("\(file.ticket.number)  \(state)  \(file.ticket.id)")
                for access in file.accesses {
                    let end = access.endsAt.map { " until \($0.rfc3339)" } ?? ""
                    Output.line("  \(access.state.rawValue)\(end)  \(access.operatorAccount)  \(access.id)")
                }
            }
            Output.line(files.count == 1 ? "1 ticket." : "\(files.count) tickets.")
        }
    }

    struct Open: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens a ticket and prints its identifier.",
            discussion: """
                Describe the problem; name no patient.

                Example:
                  citana support open --data citana-demo --structure msp-des-tilleuls --request 'A page is slow.'
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "What the problem is.") var request: String

        func run() async throws {
            let ticket = try await SupportCommand.with(installation, which) { kernel, structure, caller in
                try await kernel.support.open(request, for: structure, as: caller)
            }
            Output.line(ticket.id)
        }
    }

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Asks the structure for access under a ticket, for an operator; opens nothing by itself.",
            discussion: """
                The structure's administrators or its data protection officer approve, with an end, or refuse; no
                command can do it for them.

                Example:
                  citana support ask --data citana-demo --structure msp-des-tilleuls --ticket 0199ab12-… \\
                    --operator-mail o.exemple@editeur.example --classes identity,contact
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "Identifier of the ticket, as `citana support list` shows it.") var ticket: String
        @Option(help: "Mail address of the operator's account.") var operatorMail: String
        @Option(help: "Classes of information by comma, or all.") var classes: String

        func run() async throws {
            let reach = try Ask.extent(classes)
            let access = try await SupportCommand.with(installation, which) { kernel, _, caller in
                guard let account = try await kernel.accounts.find(mail: operatorMail),
                    account.roles.contains(.operator)
                else { throw Failure("No operator has the address given with --operator-mail.", code: 2) }
                return try await kernel.support.ask(
                    ticket, operatorAccount: account.id, name: account.name, classes: reach, as: caller)
            }
            Output.line(access)
        }

        private static func extent(_ text: String) throws -> Extent<DocumentClass> {
            guard text != "all" else { return .all }
            return .only(
                try text.split(separator: ",").map { word in
                    guard let documents = DocumentClass(rawValue: String(word)) else {
                        let all = DocumentClass.allCases.map(\.rawValue).joined(separator: ", ")
                        throw Failure("\(word) is no class of information; they are \(all), or all.", code: 2)
                    }
                    return documents
                })
        }
    }

    struct Close: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Closes a structure's ticket: every access under it ends at once.",
            discussion: "Example:\n  citana support close --data citana-demo --structure msp-des-tilleuls 0199ab12-…")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Argument(help: "Identifier of the ticket.") var ticket: String

        func run() async throws {
            try await SupportCommand.with(installation, which) { kernel, structure, caller in
                try await kernel.support.close(ticket, of: structure, as: caller)
            }
        }
    }

    /// For one structure, as the command line.
    private static func with<Value>(
        _ installation: Installation, _ which: StructureOption,
        _ body: (Kernel, String, Caller) async throws -> Value
    ) async throws -> Value {
        let setup = try await installation.setup()
        let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
        do {
            let structure = try await kernel.structures.find(which.structure)
            let value = try await body(
                kernel, structure.id, .commandLine(Author.operator, for: structure.id))
            await kernel.close()
            return value
        } catch {
            await kernel.close()
            throw error
        }
    }
}
