import ArgumentParser
import Kernel

struct OutboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "outbox", abstract: "Messages that wait. Nothing is sent yet by this release.",
        subcommands: [List.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists messages that were queued and not sent: template, structure, state; never an address.",
            discussion: """
                States: waiting · no-provider (none is configured for the channel) · no-address (nobody to write to).

                Example:
                  citana outbox list --data citana-demo
                """)
        @OptionGroup var installation: Installation
        @Option(help: "At most so many, the oldest first; 1000 at most.") var limit = 200
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let setup = try await installation.setup()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            let messages: [WaitingMessage]
            do {
                messages = try await kernel.waitingMessages(limit: limit)
                await kernel.close()
            } catch {
                await kernel.close()
                throw error
            }
            switch format {
            case .text:
                for message in messages { Output.line(List.text(message)) }
                Output.line(messages.count == 1 ? "1 message waits." : "\(messages.count) messages wait.")
            case .json: try Output.write(JSONValue.array(messages.map(List.json)).bytes + [10], to: nil)
            }
        }

        private static func text(_ message: WaitingMessage) -> String {
            [
                message.queuedAt.rfc3339, message.structureRef, message.template, message.channel, message.state,
                message.id,
            ].joined(separator: "  ")
        }

        private static func json(_ message: WaitingMessage) -> JSONValue {
            .members([
                .init("attempts", .integer(Int(message.attempts))), .init("audience", .text(message.audience)),
                .init("channel", .text(message.channel)), .init("id", .text(message.id)),
                .init("provider", .text(message.provider)), .init("queuedAt", .text(message.queuedAt.rfc3339)),
                .init("state", .text(message.state)), .init("structure", .text(message.structureRef)),
                .init("template", .text(message.template)),
            ])
        }
    }
}
