@testable import Kernel
import Testing

/// The lines that this build prints, read as the DPO reads them.
@Suite struct RegisterLinesTests {
    private static let withEverything = ProviderConfiguration(
        hosting: .init("ovh"), mail: .init("sendgrid"), sms: .init("ovh"), crm: .init("hubspot"))

    private static func lines(_ nature: LegalNature, _ role: Sheet.Role = .controller) -> [Sheet.Line] {
        let modules = Set(House.declarations.modules.map(\.name))
        return SheetBuilder(House.declarations).sheet(
            Simulation.inputs(modules: modules, role: role, configuration: withEverything, nature: nature)
        ).treatments
    }

    @Test(arguments: LegalNature.allCases)
    func `rule 3: no line goes without purpose, persons, recipients, measures, basis, and a term for each category`(
        _ nature: LegalNature
    ) {
        for line in Self.lines(nature) {
            #expect(!line.purposes.isEmpty && !line.persons.isEmpty && !line.recipients.isEmpty, "\(line.code)")
            #expect(!line.measures.isEmpty && !line.data.isEmpty && !line.legalBasis.text.isEmpty, "\(line.code)")
            let kept = Set(line.retention.map(\.category))
            for datum in line.data { #expect(kept.contains(datum.category), "\(line.code): \(datum.category)") }
            if line.data.contains(where: { $0.category == .health }) { #expect(line.article9 != nil, "\(line.code)") }
        }
    }

    @Test func `rule 7: identity, shared file, follow-up and exchange ask for an impact assessment, items 1 and 13`() {
        for line in Self.lines(.publicBody) where ["T00", "T05", "T06", "T07"].contains(line.code) {
            #expect(line.impactAssessment.required && line.impactAssessment.cnilList == [1, 13], "\(line.code)")
            #expect(line.impactAssessment.criteria.contains("donnees_sensibles"), "\(line.code)")
            #expect(line.impactAssessment.criteria.contains("personnes_vulnerables"), "\(line.code)")
        }
    }

    @Test func `the worked example: follow-up by questionnaires, as the domain page writes it`() throws {
        let line = try #require(Self.lines(.publicBody).first { $0.code == "T06" })
        #expect(line.title == "Suivi à distance par questionnaires")
        #expect(
            line.purposes.first == "Recueillir à distance l'état du patient entre deux contacts et alerter l'équipe")
        #expect(line.legalBasis.code == "mission_interet_public" && line.article9?.code == "9.2.h")
        #expect(line.source == "La personne, son aidant, le professionnel prescripteur du suivi")
        let categories = Set(line.data.map(\.category))
        #expect(categories.isSuperset(of: [.identity, .health, .nationalIdentifier, .connection]))
        #expect(line.processors.map(\.code) == ["ovh-hosting", "twilio-sendgrid", "ovh-sms"])
        #expect(line.transfers.map(\.country) == ["US"])
        let terms = Dictionary(line.retention.map { ($0.code, "\($0.active.n) \($0.active.unit.rawValue)") }) { $1 }
        #expect(terms["dossier_patient"] == "20 ans" && terms["brouillons"] == "30 jours")
        #expect(terms["invitations"] == "30 jours" && terms["donnees_connexion"] == "12 mois")
        #expect(!line.automatedDecision && line.rights.contains("opposition"))
        #expect(line.data.first { $0.category == .health }?.columns.contains("questionnaires_answers.response") == true)
    }

    @Test func `rule 63: the CRM serves professional contacts alone, never a line about patients`() {
        for line in Self.lines(.privateBody) where line.processors.contains(where: { $0.code == "hubspot" }) {
            #expect(line.code == "T01")
            #expect(!line.persons.contains { ["patient_usager", "aidant", "mineur"].contains($0) })
            #expect(!line.data.contains { $0.sensitive })
        }
    }

    @Test func `a private structure says its duty or its interest in words, a public one never claims an interest`() {
        for line in Self.lines(.publicBody) { #expect(line.legalBasis.code != "interet_legitime", "\(line.code)") }
        for nature in LegalNature.allCases {
            for line in Self.lines(nature) {
                #expect(line.legalBasis.text.split(separator: " : ").count > 1, "\(line.code)")
            }
        }
    }

    @Test func `what is read in another line's table keeps that line's term, whatever this line overrides`() throws {
        let override = Override(
            treatment: "T06", field: .retention("dossier_patient"), previous: "20 ans", value: "25 ans", author: "dpo",
            on: Day(number: 20_000), reason: "recherche")
        var inputs = Simulation.inputs(modules: ["questionnaires"], role: .controller)
        inputs.overrides = [override]
        let line = try #require(SheetBuilder(House.declarations).sheet(inputs).treatments.first { $0.code == "T06" })
        let years = Dictionary(
            line.retention.filter { $0.code == "dossier_patient" }.map { ($0.category, $0.active.n) }
        ) {
            $1
        }
        #expect(years[.health] == 25 && years[.nationalIdentifier] == 20)
    }
}
