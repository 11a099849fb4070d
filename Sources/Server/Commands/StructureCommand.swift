import ArgumentParser
import Kernel
import Web

struct StructureCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "structure", abstract: "The customers: add, list, show.",
        subcommands: [Add.self, List.self, Show.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds a structure.",
            discussion: """
                Example:
                  citana structure add --config citana.yaml --ref msp-exemple --name "MSP Exemple" --kind msp \\
                    --legal-nature prive --finess 990000010 --address "1 rue de l'Exemple" --city Nulleville \\
                    --email contact@msp.example --dpo-name "Delphine Prudence" --dpo-email dpo@msp.example
                """)
        @OptionGroup var installation: Installation
        @Option(help: "Short name: lower-case letters, digits, hyphens.") var ref: String
        @Option(help: "Full name.") var name: String
        @Option(help: "One of \(StructureKind.customers.map(\.rawValue).joined(separator: ", ")).", transform: oneOf)
        var kind: StructureKind
        @Option(help: "public, association or prive: decides the legal bases.", transform: oneOf) var legalNature:
            LegalNature
        @Option(help: "FINESS number, checked.") var finess: String?
        @Option(help: "SIRET number, checked.") var siret: String?
        @Option(help: "Street; on the sheet.") var address: String
        @Option var postalCode = ""
        @Option(help: "Town; on the sheet.") var city: String
        @Option(help: "Name and title of the legal representative.") var representative = ""
        @Option var phone = ""
        @Option var email = ""
        @Option(help: "Name of the data protection officer.") var dpoName: String
        @Option var dpoOrganisation = ""
        @Option var dpoEmail: String
        @Option var dpoPhone = ""
        @Option(
            name: .customLong("contact"),
            help:
                "A contact point: role,name,email,phone; roles: incident, securite, professionnel_sante, administratif."
        )
        var contacts: [String] = []
        @Option(help: "Reference of the contract, signed today.") var contract: String?

        func run() async throws {
            var draft = StructureDraft(
                ref: ref, name: name, kind: kind, legalNature: legalNature,
                dpo: Sheet.Officer(name: dpoName, organisation: dpoOrganisation, email: dpoEmail, phone: dpoPhone))
            draft.finess = finess
            draft.siret = siret
            draft.address = address
            draft.postalCode = postalCode
            draft.city = city
            draft.representative = representative
            draft.phone = phone
            draft.email = email
            draft.contacts = try contacts.map(Add.contact)
            // Otherwise the sheet could never be exported (rule 3).
            for (option, value) in [("--address", address), ("--city", city), ("--email or --phone", email + phone)]
            where value.isBlank {
                throw Failure("\(option) is missing: the sheet names where the structure is reached.", code: 2)
            }
            let ready = draft
            try await installation.withKernel { kernel in
                let structure = try await kernel.structures.add(ready)
                if let contract {
                    try await kernel.contracts.sign(
                        Contract(reference: contract, signedOn: kernel.clock.today), for: structure)
                }
                _ = try await kernel.register.sheet(of: structure, role: .controller)
                Output.line("Added \(structure.ref).")
            }
        }

        private static func contact(_ text: String) throws -> Structure.ContactPoint {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map {
                $0.trimmingPrefix(while: \.isWhitespace)
            }
            let roles = ["incident", "securite", "professionnel_sante", "administratif"]
            guard parts.count == 4, roles.contains(String(parts[0])) else {
                throw Failure(
                    "--contact takes role,name,email,phone; roles: \(roles.joined(separator: ", ")).", code: 2)
            }
            return .init(
                role: String(parts[0]), name: String(parts[1]), email: String(parts[2]), phone: String(parts[3]))
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Lists the structures.", discussion: "Example:\n  citana structure list --data citana-demo")
        @OptionGroup var installation: Installation
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let all = try await installation.withKernel { try await $0.structures.list() }
                .filter { $0.kind != .publisher }
            switch format {
            case .text:
                for header in all {
                    Output.line("\(header.ref)\t\(header.kind.rawValue)\t\(header.name)\t\(header.city)")
                }
            case .json:
                let rows = all.map { ["ref": $0.ref, "kind": $0.kind.rawValue, "name": $0.name, "city": $0.city] }
                try Output.write(JSONValue(encoding: rows).bytes + [10], to: nil)
            }
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Shows one structure: identifiers, officer, contacts, contract.",
            discussion: "Example:\n  citana structure show --data citana-demo --structure msp-des-tilleuls")
        @OptionGroup var installation: Installation
        @OptionGroup var which: StructureOption
        @Option(help: "text or json.") var format = OutputFormat.text

        func run() async throws {
            let (structure, contract) = try await installation.withKernel { kernel in
                let structure = try await kernel.structures.find(which.structure)
                return (structure, try await kernel.contracts.contract(of: structure))
            }
            switch format {
            case .json: try Output.write(JSONValue(encoding: structure.party).bytes + [10], to: nil)
            case .text:
                let party = structure.party
                Output.line("\(party.name) (\(party.ref)), \(structure.kind.label.en), \(party.legalNature)")
                Output.line("FINESS \(party.finess ?? "-"), SIRET \(party.siret ?? "-")")
                Output.line("\(party.address), \(party.postalCode) \(party.city); \(party.phone); \(party.email)")
                Output.line("Representative: \(party.representative)")
                Output.line("DPO: \(structure.dpo.name), \(structure.dpo.organisation), \(structure.dpo.email)")
                for contact in structure.contacts {
                    Output.line("Contact (\(contact.role)): \(contact.name), \(contact.email), \(contact.phone)")
                }
                let ends = contract?.endsOn.map { ", ends \($0)" } ?? ""
                Output.line("Contract: " + (contract.map { "\($0.reference), signed \($0.signedOn)\(ends)" } ?? "none"))
            }
        }
    }
}
