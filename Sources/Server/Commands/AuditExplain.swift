import ArgumentParser
import Kernel

extension AuditCommand {
    struct Explain: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Says why a line allowed or refused, patient by patient, and plays its decision again.",
            discussion: """
                The line is read under the operator's row of the access matrix, and the reading is logged. Exit 1 where
                a decision, played again under the same version of the policy, comes out otherwise: somebody changed the
                line or the program.

                Example:
                  citana audit explain --data citana-demo --structure msp-des-tilleuls 0199ab12-…
                """)
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Argument(help: "Identifier of the entry.") var entry: String
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let setup = try await installation.setup()
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            let found: LoggedLine?
            do {
                let structure = try await kernel.structures.find(which.structure)
                found = try await kernel.accessLog.line(
                    entry, of: structure.id, as: .commandLine(Author.operator, for: structure.id))
                await kernel.close()
            } catch {
                await kernel.close()
                throw error
            }
            guard let line = found?.line else {
                throw Failure("This structure's log has no line \(entry) that can be read.", code: 1)
            }
            let explained = try line.decisions().map(Explained.init)
            switch format {
            case .text: for text in Explain.lines(line, explained) { Output.line(text) }
            case .json: try Output.write(Explain.json(line, explained) + [10], to: nil)
            }
            if explained.contains(where: { $0.replay == "differs" }) { throw ExitCode(1) }
        }

        private static func lines(_ line: AccessLine, _ explained: [Explained]) -> [String] {
            let what = [line.action, line.resource].filter { !$0.isEmpty }.joined(separator: " ")
            let head = [
                "\(line.at.rfc3339)  \(line.actor.role) \(line.actor.id)  \(what)",
                "Answer: \(line.verdict), \(line.reason); mode \(line.mode), treatment \(line.treatment).",
            ]
            guard !explained.isEmpty else {
                let cited = line.cites.map { " It completes \($0)." } ?? ""
                return head + ["No decision of the policy stands on this line.\(cited)"]
            }
            return head
                + explained.map { one in
                    (one.patient.map { "Patient \($0): " } ?? "") + "\(one.sentence) Played again: \(one.replay)."
                }
        }

        private static func json(_ line: AccessLine, _ explained: [Explained]) -> [UInt8] {
            JSONValue.members([
                .init("action", .text(line.action)), .init("at", .text(line.at.rfc3339)),
                .init(
                    "decisions",
                    .array(
                        explained.map { one in
                            .members([
                                .init("patient", one.patient.map(JSONValue.text) ?? .null),
                                .init("replay", .text(one.replay)), .init("why", .text(one.sentence)),
                            ])
                        })), .init("id", .text(line.id)), .init("reason", .text(line.reason)),
                .init("verdict", .text(line.verdict)),
            ]).bytes
        }
    }

    /// One decision of a line, in words.
    struct Explained {
        let patient: String?
        let sentence: String
        /// `same`, `differs`, or `other-version` where the policy has changed since.
        let replay: String

        init(_ one: LineDecision) {
            patient = one.patient
            sentence = one.decision.whyThey.en
            replay =
                switch Policy.replay(one.decision) {
                case .same: "same"
                case .differs: "differs"
                case .otherVersion: "other-version"
                }
        }
    }
}
