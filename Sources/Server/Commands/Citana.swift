import ArgumentParser
import Foundation

/// The program. Exit codes: 0 done · 1 the thing asked about is not so · 2 wrong usage or configuration ·
/// 3 refused · 4 unavailable.
struct Citana: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "citana",
        abstract: "Health coordination by proof: contracts, modules, and a register that is computed.",
        discussion: """
            Examples:
              citana demo
              citana sheet export --data citana-demo --structure msp-des-tilleuls --format ods --out sheet.ods
            """,
        version: Version.program,
        subcommands: [
            InitCommand.self, ServeCommand.self, DemoCommand.self, StructureCommand.self, AccountCommand.self,
            IdentityCommand.self, LinkCommand.self, ModuleCommand.self, ContractCommand.self, SheetCommand.self,
            NoticeCommand.self, ImpactCommand.self, SchemaCommand.self, AuditCommand.self, WitnessCommand.self,
            KeyCommand.self, OutboxCommand.self, RetentionCommand.self, SupportCommand.self, DoctorCommand.self,
            BenchCommand.self,
        ])
}

enum Version {
    static let program = "0.1.0"
}

@main
struct Program {
    static func main() async {
        do {
            try KeptMemory.keep()
            var command = try Citana.parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    private static func end(_ error: any Error) -> Never {
        if let failure = Failure(error) {
            FileHandle.standardError.write(Data("citana: \(failure.sentence)\n".utf8))
            exit(failure.code)
        }
        // A command that has said everything itself and only has a verdict left.
        if let verdict = error as? ExitCode { exit(verdict.rawValue) }
        let code = Citana.exitCode(for: error)
        guard code != .success else {
            print(Citana.fullMessage(for: error))
            exit(0)
        }
        let message = Citana.message(for: error).split(separator: "\n").first.map(String.init) ?? "wrong usage"
        FileHandle.standardError.write(Data("citana: \(message) (see citana --help)\n".utf8))
        exit(2)
    }
}
