import Kernel
import PartnerExchange
import Questionnaires
import SharedRecords
import Testing

/// The declarations of this build.
enum House {
    static let declarations = Declarations(
        kernel: .init(KernelModule.self),
        modules: [.init(Questionnaires.self), .init(SharedRecords.self), .init(PartnerExchange.self)])
}

@Suite struct RegisterExpectationTests {
    @Test func `rules 2, 3, 4, 7 and 73: the declarations of this build hold`() {
        #expect(DeclarationCheck.problems(in: House.declarations) == [])
    }

    @Test func `the register says what was written by hand from the texts, and nothing else`() {
        #expect(ExpectedFacts.register.differences(House.declarations) == [])
    }

    @Test func `a hand-written fact that no declaration bears is reported`() {
        let facts = ExpectedFacts(
            rules: RegisterExpectations.rules, reference: RegisterExpectations.reference,
            treatments: RegisterExpectations.first + "\n" + RegisterExpectations.further
                + "\n table patients_shoe_sizes care dossier_patient\n   h size")
        let more = Set(facts.differences(House.declarations)).subtracting(
            ExpectedFacts.register.differences(House.declarations))
        #expect(
            more == [
                "missing: T11 table patients_shoe_sizes care dossier_patient",
                "missing: column patients_shoe_sizes.size is h",
            ])
    }

    @Test func `every module creates each of its tables in a migration`() {
        let modules: [any ModuleDeclaration.Type] = [
            KernelModule.self, Questionnaires.self, SharedRecords.self, PartnerExchange.self,
        ]
        for module in modules {
            let created = module.migrations.flatMap(\.steps).compactMap { step in
                if case .create(let table) = step { table.name } else { nil }
            }
            #expect(created.sorted() == module.tables.map(\.name).sorted(), "\(module.name)")
        }
    }

    @Test func `a retention code means one term over the whole program`() {
        var byCode: [String: Set<RetentionRule>] = [:]
        for rule in House.declarations.tables.compactMap(\.retention) {
            byCode[rule.code, default: []].insert(
                RetentionRule(
                    rule.code, subject: "", active: rule.active, intermediate: rule.intermediate, fate: rule.fate,
                    ground: rule.ground, reference: rule.reference, exceptions: rule.exceptions, bounds: rule.bounds))
        }
        for (code, rules) in byCode { #expect(rules.count == 1, "\(code)") }
    }

    @Test func `house: which questionnaire, and how severe, is never in clear`() {
        let telling = [
            "questionnaire", "severity", "score", "threshold", "condition", "diagnosis", "reason", "context",
        ]
        for table in House.declarations.tables where table.kind == .care {
            for column in table.columns where telling.contains(column.name) {
                #expect(column.data.keeping == .sealed, "\(table.name).\(column.name)")
            }
        }
    }

    @Test func `rule 38: care consents and RGPD consents are two tables, and neither is a basis of care`() {
        let names = House.declarations.tables.map(\.name)
        #expect(names.contains("care_consents") && names.contains("rgpd_consents"))
        for treatment in House.declarations.all.flatMap(\.treatments) {
            for nature in LegalNature.allCases { #expect(treatment.legalBasis.choice(for: nature).basis != .consent) }
        }
    }

    @Test func `a message has an id of its module, words in both languages and a channel`() {
        let all = House.declarations.all.flatMap { module in module.messages.map { (module.name, $0) } }
        #expect(Set(all.map(\.1.id)).count == all.count)
        for (_, message) in all {
            #expect(!message.purpose.fr.isEmpty && !message.purpose.en.isEmpty, "\(message.id)")
            #expect(!message.channels.isEmpty && Set(message.channels).isSubset(of: [.mail, .sms]), "\(message.id)")
        }
    }
}
