import ArgumentParser
import Foundation
import Kernel

struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "The keys of the installation: replaces them, shows how they stand.",
        subcommands: [Rotate.self, List.self])

    struct Rotate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replaces the root key and every structure's key, beside a running server.",
            discussion: """
                Keys are wrapped again under new ones; nothing that was sealed is sealed again and nobody is indexed
                again. A run that was cut off goes on at the next. The server takes new keys up by itself.

                The old root key is gone from keys.rootKeyFile afterwards: keep its copy exactly as long as backups of
                the key store that were made under it. With several nodes, run --prepare first and copy the file that it
                names beside keys.rootKeyFile of each node, then rotate on one; on the others, move it into place.

                Examples:
                  citana key rotate --config citana.yaml
                  citana key rotate --config citana.yaml --prepare
                """)
        @OptionGroup var installation: Installation
        @Option(help: "Replace only the root key, or only the structures' keys: root or structures.") var only: Part?
        @Flag(help: "Make the next root key beside the present one, and stop.") var prepare = false

        enum Part: String, ExpressibleByArgument, CaseIterable { case root, structures }

        func run() async throws {
            let setup = try await installation.setup()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            do {
                try await rotate(kernel.keyRotation)
                await kernel.close()
            } catch {
                await kernel.close()
                throw error
            }
        }

        private func rotate(_ rotation: KeyRotation) async throws {
            if prepare {
                Output.line("The next root key lies at \(try rotation.prepareRoot()).")
                return
            }
            let actor = AccessLine.Actor(id: Author.operator, role: "operator", means: "command-line")
            if only != .root {
                let progress = Progress.onTerminal("Wrapping keys again")
                let report = try await rotation.structures(by: actor) { progress?($0, $1) }
                Output.line("\(report.structures) structures' keys replaced, \(report.rewrapped) keys wrapped again.")
                if !report.broken.isEmpty {
                    for name in report.broken.prefix(20) { Output.line("does not open under any key: \(name)") }
                    throw Failure(
                        "\(report.broken.count) keys were altered and cannot be wrapped again; the former keys of their structures are kept. Restore them from a backup of the key store, then run this again.",
                        code: 1)
                }
            }
            if only != .structures {
                let report = try await rotation.root(by: actor)
                Output.line("The root key was replaced; \(report.rewrapped) keys stand under the new one.")
                Output.line("Keep the copy of the old one only as long as backups of the key store made until now.")
            }
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "How each structure's key stands: its generation, since when.",
            discussion: "Example:\n  citana key list --data citana-demo")
        @OptionGroup var installation: Installation

        func run() async throws {
            let (states, names) = try await installation.withKernel { kernel in
                (
                    try await kernel.keyRotation.states(),
                    Dictionary(uniqueKeysWithValues: try await kernel.structures.list().map { ($0.id, $0.ref) })
                )
            }
            for state in states {
                let name = names[state.structure] ?? state.structure
                let words = state.isRotating ? ", being replaced: run citana key rotate" : ""
                Output.line("\(name): generation \(state.generation) since \(state.since.rfc3339)\(words)")
            }
        }
    }
}
