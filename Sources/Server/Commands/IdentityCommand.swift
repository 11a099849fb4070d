import ArgumentParser
import Foundation
import Kernel

/// Who may sign in through another identity provider.
struct IdentityCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Links accounts to persons at other identity providers.",
        discussion: """
            Example:
              citana identity link --data citana-demo --structure msp-des-tilleuls --email nora@tilleuls.example \\
                --provider psc --subject-file nora.txt
            """,
        subcommands: [LinkIdentity.self, UnlinkIdentity.self, NamePractice.self])
}

/// `--structure REF --email ADDRESS`: somebody of a structure's staff.
struct AccountOption: ParsableArguments {
    @OptionGroup var structure: StructureOption
    @Option(help: "E-mail address of the account.") var email: String

    func find(in kernel: Kernel) async throws -> Account {
        let header = try await self.header(in: kernel)
        let staff = try await kernel.accounts.staff(of: header)
        guard let account = staff.first(where: { $0.email.lowercased() == email.lowercased() }) else {
            throw Failure("No account of \(structure.structure) has this e-mail address.", code: 1)
        }
        return account
    }

    private func header(in kernel: Kernel) async throws -> StructureHeader {
        try await structure.header(in: kernel)
    }
}

extension StructureOption {
    func header(in kernel: Kernel) async throws -> StructureHeader {
        guard let header = try await kernel.structures.list().first(where: { $0.ref == structure }) else {
            throw StructureRefusal.unknown(structure)
        }
        return header
    }
}

struct ProviderOption: ParsableArguments {
    @Option(help: "Key of the provider in identityProviders.") var provider: String

    func checked(in kernel: Kernel) throws -> String {
        guard kernel.providers.keys.contains(provider) else {
            throw Failure("identityProviders names no provider \(provider).", code: 2)
        }
        return provider
    }
}

struct LinkIdentity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "Lets a person at a provider sign in as an account.",
        discussion: "The person's identifier is read from a file, so that it stays out of the list of processes.")
    @OptionGroup var installation: Installation
    @OptionGroup var account: AccountOption
    @OptionGroup var provider: ProviderOption
    @Option(help: "File that holds the person's identifier there; for pro-sante-connect, the national one.")
    var subjectFile: String

    func run() async throws {
        guard let text = try? String(contentsOfFile: subjectFile, encoding: .utf8),
            let subject = text.split(whereSeparator: \.isNewline).first.map(String.init), !subject.isEmpty
        else { throw Failure("--subject-file names no file that holds an identifier.", code: 2) }
        try await installation.withKernel { kernel in
            let key = try provider.checked(in: kernel)
            let account = try await account.find(in: kernel)
            do { try await kernel.providers.link(account, to: subject, at: key) } catch StorageError.constraint {
                throw Failure("Somebody of this structure is linked to this person already.", code: 3)
            }
            Output.line("Linked.")
        }
    }
}

struct UnlinkIdentity: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "unlink", abstract: "Ends every link of an account with a provider.")
    @OptionGroup var installation: Installation
    @OptionGroup var account: AccountOption
    @OptionGroup var provider: ProviderOption

    func run() async throws {
        try await installation.withKernel { kernel in
            let count = try await kernel.providers.unlink(
                try await account.find(in: kernel), from: try provider.checked(in: kernel))
            guard count > 0 else { throw Failure("This account is not linked there.", code: 1) }
            Output.line("Unlinked.")
        }
    }
}

struct NamePractice: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "practice",
        abstract: "Says how a provider names a structure that has no FINESS number there.")
    @OptionGroup var installation: Installation
    @OptionGroup var structure: StructureOption
    @OptionGroup var provider: ProviderOption
    @Option(help: "identifiantTechniqueDeLaStructure, as received.") var id: String

    func run() async throws {
        try await installation.withKernel { kernel in
            let header = try await structure.header(in: kernel)
            try await kernel.providers.name(header, as: id, at: try provider.checked(in: kernel))
            Output.line("Recorded.")
        }
    }
}
