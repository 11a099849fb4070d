import ArgumentParser
import Foundation
import Kernel

/// `citana link`: in the demonstration, a person's link to try. Elsewhere modules make links, for people they know.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Makes a link of a fictitious person, in the demonstration only.",
        discussion: """
            Example:
              citana link --data citana-demo --structure msp-des-tilleuls --birth-date 1954-03-07
            """)
    @OptionGroup var installation: Installation
    @OptionGroup var structure: StructureOption
    @Option(help: "Birth date of the fictitious person, yyyy-mm-dd.") var birthDate: DayArgument
    @Option(help: "How often the link may be used.") var uses = 20
    @Option(help: "Birth name, for a link that FranceConnect may prove.") var birthName: String?
    @Option(help: "First given name, likewise.") var givenName: String?

    func run() async throws {
        let setup = try await installation.setup()
        guard setup.environment == .demo else {
            throw Failure("Links are made by hand in the demonstration only; elsewhere modules make them.", code: 3)
        }
        try await installation.withKernel { kernel in
            let header = try await structure.header(in: kernel)
            let draft = LinkDraft(
                structure: header.id, patient: "fictitious", task: "demonstration", proof: .birthDate(birthDate.day),
                mostUses: uses,
                identity: birthName.map {
                    PivotIdentity(
                        birthName: $0, firstGivenName: givenName ?? "", birthDate: birthDate.day)
                })
            do {
                let link = try await kernel.links.issue(draft)
                Output.line(setup.publicURL + link.path)
            } catch let refusal as LinkRefusal { throw Failure(refusal.sentence(in: .en), code: 2) }
        }
    }
}
