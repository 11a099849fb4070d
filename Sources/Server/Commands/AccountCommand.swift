import ArgumentParser
import Kernel

struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "Accounts of professionals and staff: invite.", subcommands: [Invite.self])

    struct Invite: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Opens an account, or adds a role to one, and prints the one-time link of its enrolment.",
            discussion: """
                The link serves once, within seven days; a new one puts an end to those before. Give it in person or by
                a channel that is the person's alone. Somebody who can sign in already gets the role and no link.
                Operators belong to the publisher, whose structure is made from the configuration when first needed.
                Example:
                  citana account invite --config citana.yaml --structure msp-exemple --role administrator \\
                    --mail a.exemple@msp.example --family-name Exemple --given-name Anselme --function coordinateur
                """)
        @OptionGroup var installation: Installation
        @Option(help: "Reference of the structure; may be left out for the role operator.") var structure: String?
        @Option(help: "One of \(StaffRole.allCases.map(\.rawValue).joined(separator: ", ")).", transform: oneOf)
        var role: StaffRole
        @Option(help: "Mail address by which the person signs in.") var mail: String
        @Option(help: "Needed for a new account.") var familyName = ""
        @Option var givenName = ""
        @Option(help: "What they do, as shown beside their name.") var function = ""
        @Flag(help: "A new link also for somebody who has means of signing in; using it replaces them all.")
        var again = false

        func run() async throws {
            let setup = try await installation.setup()
            let link = try await installation.withKernel { kernel -> String? in
                let structure = try await place(kernel, publisher: setup.publisher)
                let account = try await account(kernel, in: structure)
                let enrolled = try await kernel.enrolment.isEnrolled(account)
                guard again || !enrolled else { return nil }
                return try await kernel.enrolment.invite(account, by: Author.operator)
            }
            guard let link else {
                return Output.line("The role was added to an account that can sign in already; no link is needed.")
            }
            let base = setup.publicURL.hasSuffix("/") ? String(setup.publicURL.dropLast()) : setup.publicURL
            Output.line("\(base)/enrol/\(link)")
        }

        /// The structure named, or the publisher's for an operator.
        private func place(_ kernel: Kernel, publisher: Sheet.Publisher) async throws -> Structure {
            let known = try await kernel.structures.list().first { $0.kind == .publisher }
            guard role == .operator else {
                guard let structure else { throw Failure("Say which structure: --structure REF.", code: 2) }
                guard structure != known?.ref else {
                    throw Failure("The publisher's structure has operators only.", code: 2)
                }
                return try await kernel.structures.find(structure)
            }
            guard structure == nil || structure == known?.ref else {
                throw Failure("Operators belong to the publisher: leave --structure out.", code: 2)
            }
            if let known { return try await kernel.structures.find(known.ref) }
            var draft = StructureDraft(
                ref: "editeur", name: publisher.name, kind: .publisher, legalNature: .privateBody, dpo: publisher.dpo)
            draft.address = publisher.address
            draft.email = publisher.email
            draft.representative = publisher.representative
            return try await kernel.structures.add(draft)
        }

        private func account(_ kernel: Kernel, in structure: Structure) async throws -> Account {
            if let known = try await kernel.accounts.find(mail: mail) {
                do {
                    try await kernel.accounts.add(role, function: function, in: structure, to: known)
                } catch AccountRefusal.roleHeld {
                    guard again else { throw AccountRefusal.roleHeld }
                }
                return known
            }
            guard !familyName.isBlank else { throw AccountRefusal.nameMissing }
            return try await kernel.accounts.add(
                familyName: familyName, givenName: givenName, function: function, email: mail, roles: [role],
                to: structure)
        }
    }
}
