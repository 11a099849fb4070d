import ArgumentParser
import Foundation
import Kernel

/// `citana link`: in the demonstration, a person's link to try. Elsewhere modules make links, for people they know.
struct LinkCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Makes a link of a fictitious person, in the demonstration only.",
        discussion: """
            Examples:
              citana link --data citana-demo --structure msp-des-tilleuls --birth-date 1954-03-07
              citana link --data citana-demo --structure msp-des-tilleuls --patient P-1000 --code
            """)
    @OptionGroup var installation: Installation
    @OptionGroup var structure: StructureOption
    @Option(help: "Birth date of the fictitious person, yyyy-mm-dd: what the link asks.") var birthDate: DayArgument?
    @Option(help: "Local number of a fictitious patient, such as P-1000: the link leads to their own space.")
    var patient: String?
    @Flag(help: "The link is for the first person around that patient.") var near = false
    @Flag(help: "The link asks for a one-time code, which `citana demo` prints where it runs.") var code = false
    @Option(help: "How often the link may be used.") var uses = 20
    @Option(help: "Birth name, for a link that FranceConnect may prove.") var birthName: String?
    @Option(help: "First given name, likewise.") var givenName: String?

    func validate() throws {
        guard (birthDate != nil) != code else { throw ValidationError("Give --birth-date, or --code with --patient.") }
        guard patient != nil || (!code && !near) else { throw ValidationError("--code and --near need --patient.") }
    }

    func run() async throws {
        let setup = try await installation.setup()
        guard setup.environment == .demo else {
            throw Failure("Links are made by hand in the demonstration only; elsewhere modules make them.", code: 3)
        }
        try await installation.withKernel { kernel in
            let header = try await structure.header(in: kernel)
            let file = if let patient { try await find(patient, of: header, in: kernel) } else { PatientFile?.none }
            let member = near ? file?.circle.first?.member.id : nil
            if near, member == nil { throw Failure("Nobody is around the patient \(patient ?? "").", code: 2) }
            let contact = file?.contacts.first?.id ?? ""
            let identity = birthDate.flatMap { born in
                birthName.map {
                    PivotIdentity(birthName: $0, firstGivenName: givenName ?? "", birthDate: born.day)
                }
            }
            let draft = LinkDraft(
                structure: header.id, patient: file?.record.id.value ?? "fictitious", member: member,
                task: "demonstration", proof: birthDate.map { .birthDate($0.day) } ?? .code(.sms, contact: contact),
                mostUses: uses, identity: identity)
            do {
                let link = try await kernel.links.issue(draft)
                Output.line(setup.publicURL + link.path)
            } catch let refusal as LinkRefusal { throw Failure(refusal.sentence(in: .en), code: 2) }
        }
    }

    /// The file of a fictitious patient, as the first professional of the structure reads it: through the gate.
    private func find(_ number: String, of header: StructureHeader, in kernel: Kernel) async throws -> PatientFile {
        for account in try await kernel.accounts.staff(of: header) where account.roles.contains(.professional) {
            let session = try await kernel.sessions.open(account, address: "", device: "citana link")
            guard let found = try await kernel.sessions.find(session) else { continue }
            let doorstep = Doorstep(
                address: "", device: "citana link", deviceToken: nil, party: RelyingParty(id: "localhost", origins: []))
            let caller = try await kernel.callers.caller(found, from: doorstep)
            let page = try await kernel.patients.search(.localNumber(number), as: caller)
            let file =
                if let line = page.lines.first {
                    try await kernel.patients.file(line.id, as: caller)
                } else { PatientFile?.none }
            try await kernel.sessions.close(session)
            if let file { return file }
        }
        throw Failure("No fictitious patient of \(header.ref) has the local number \(number).", code: 2)
    }
}
