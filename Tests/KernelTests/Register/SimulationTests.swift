import Testing

@testable import Kernel

/// n modules made of nothing but values, each unlike the others: a program that nobody has to compile.
enum Synthetic {
    static func declarations(modules count: Int) -> Declarations {
        let kernel = module(number: 0, name: "kernel", reads: [])
        return Declarations(
            kernel: kernel,
            modules: (1...count).map { number in
                module(number: number, name: "module-\(number)", reads: number.isMultiple(of: 3) ? ["table_0"] : [])
            })
    }

    static func module(number: Int, name: String, reads: [String]) -> Declarations.Module {
        let code = "T\(number < 10 ? "0" : "")\(number)"
        let kinds: [DataKind] = [.identifying, .contact, .health, .nationalIdentifier, .connection, .occupation]
        let kind = kinds[number % kinds.count]
        let columns = [
            ColumnDeclaration(name: "state", label: "état \(number)", data: .administrative, kind: .text),
            ColumnDeclaration(name: "content", label: "contenu \(number)", data: kind, kind: .bytes),
        ]
        let rule = RetentionRule(
            "duree_\(number)", subject: "Lignes \(number)", active: Term(number + 1, .months, from: "dernier contact"),
            ground: .choice, reference: "essai")
        let choice = LegalBasisRule.Choice(.publicInterest, "mission \(number)")
        let treatment = TreatmentDeclaration(
            code: code, title: "Traitement \(number)", purposes: ["finalité \(number)"],
            legalBasis: LegalBasisRule(all: choice), article9: kind == .health ? .care : nil,
            persons: number.isMultiple(of: 2) ? [.patient] : [.patient, .caregiver], source: "la personne",
            recipients: [Recipient(.inside, "équipe \(number)")],
            services: number.isMultiple(of: 4) ? [.hosting, .mail] : [.hosting], readsFrom: reads,
            measures: [.encryption], obligation: "facultatif")
        return .init(
            name: ModuleName(name), title: Bilingual(fr: name, en: name), promise: Bilingual(fr: name, en: name),
            treatments: [treatment],
            tables: [
                TableDeclaration(
                    name: "table_\(number)", title: "Table \(number)", kind: .care, treatment: code, columns: columns,
                    retention: rule)
            ])
    }
}

struct SimulationTests {
    static let providers = ProviderConfiguration(hosting: .init("ovh"), mail: .init("sendgrid"))

    /// The lines that the sheet of `modules` must have: the kernel's and each module's, each computed alone.
    static func union(_ builder: SheetBuilder, _ modules: Set<ModuleName>, role: Sheet.Role) -> [Sheet.Line] {
        let kernel = builder.sheet(Simulation.inputs(modules: [], role: role, configuration: providers)).treatments
        let more = modules.flatMap { module in
            builder.sheet(Simulation.inputs(modules: [module], role: role, configuration: providers)).treatments
                .filter { $0.module == module.value }
        }
        return (kernel + more).sorted { ($0.code, $0.module) < ($1.code, $1.module) }
    }

    @Test func `synthetic declarations hold`() {
        #expect(DeclarationCheck.problems(in: Synthetic.declarations(modules: 16)).isEmpty)
    }

    @Test(arguments: Sheet.Role.allCases)
    func `rule 1: the sheet of a set of modules is exactly the union of its modules' and the kernel's lines`(
        role: Sheet.Role
    ) {
        let declarations = Synthetic.declarations(modules: 6)
        let builder = SheetBuilder(declarations)
        let names = declarations.modules.map(\.name)
        for subset in 0..<(1 << names.count) {
            let modules = Set(names.enumerated().filter { subset >> $0.offset & 1 == 1 }.map(\.element))
            let sheet = builder.sheet(Simulation.inputs(modules: modules, role: role, configuration: Self.providers))
            #expect(sheet.treatments == Self.union(builder, modules, role: role))
            #expect(sheet.modules == modules.map(\.value).sorted())
        }
    }

    @Test func `rule 4: a transfer follows from the provider, with its instrument and its fallback`() throws {
        let builder = SheetBuilder(Synthetic.declarations(modules: 4))
        let with = builder.sheet(
            Simulation.inputs(modules: ["module-4"], role: .controller, configuration: Self.providers))
        let line = try #require(with.treatments.first { $0.module == "module-4" })
        #expect(line.transfers.map(\.country) == ["US"])
        #expect(line.transfers.first?.instrument == "DPF")
        #expect(line.transfers.first?.fallback == "CCT")
        #expect(line.warnings.contains { $0.contains("vérification") })
        let without = builder.sheet(Simulation.inputs(modules: ["module-4"], role: .controller))
        #expect(without.treatments.allSatisfy { $0.transfers.isEmpty && $0.processors.isEmpty })
    }

    @Test func `rule 7: a line with health data of patients asks for an impact assessment`() throws {
        let builder = SheetBuilder(Synthetic.declarations(modules: 2))
        let sheet = builder.sheet(Simulation.inputs(modules: ["module-2"], role: .controller))
        let line = try #require(sheet.treatments.first { $0.module == "module-2" })
        #expect(line.data.contains { $0.category == .health && $0.sensitive })
        #expect(line.impactAssessment.required)
        #expect(line.impactAssessment.criteria == ["donnees_sensibles", "personnes_vulnerables"])
    }
}

struct OverrideTests {
    static func check(_ field: Override.Field, _ value: String, reason: String = "essai") throws -> String {
        try Override.check(
            treatment: "T02", field: field, value: value, reason: reason, nature: .publicBody,
            declarations: declarations)
    }

    static let declarations: Declarations = {
        let made = Synthetic.module(number: 2, name: "m", reads: [])
        let statutory = RetentionRule(
            "dossier_patient", subject: "Dossier", active: Term(20, .years, from: "dernier contact"),
            ground: .statutory,
            reference: "CSP R1112-7")
        let bounded = RetentionRule(
            "journal", subject: "Journal", active: Term(3, .years, from: "accès"), ground: .choice, reference: "CNIL",
            bounds: .init(least: Term(1, .years, from: ""), most: Term(20, .years, from: "")))
        let fixed = RetentionRule(
            "codes", subject: "Codes", active: Term(1, .days, from: "envoi"), ground: .choice, reference: "RGPD")
        let tables = [statutory, bounded, fixed].enumerated().map { index, rule in
            TableDeclaration(
                name: "t\(index)", title: "t", kind: .care, treatment: "T02", columns: made.tables[0].columns,
                retention: rule)
        }
        return Declarations(
            kernel: .init(
                name: .kernel, title: made.title, promise: made.promise, treatments: made.treatments, tables: tables),
            modules: [])
    }()

    @Test func `rule 8: an override never shortens a statutory term, and may lengthen it`() throws {
        #expect(throws: OverrideRefusal.self) { try Self.check(.retention("dossier_patient"), "19 ans") }
        #expect(throws: OverrideRefusal.self) { try Self.check(.retention("dossier_patient"), "239 mois") }
        #expect(try Self.check(.retention("dossier_patient"), "25 ans") == "25 ans")
    }

    @Test func `rule 8: an override stays within its bounds and says why`() throws {
        #expect(try Self.check(.retention("journal"), "10 ans") == "10 ans")
        #expect(throws: OverrideRefusal.self) { try Self.check(.retention("journal"), "21 ans") }
        #expect(throws: OverrideRefusal.self) { try Self.check(.retention("journal"), "2 mois") }
        #expect(throws: OverrideRefusal.notChangeable) { try Self.check(.retention("codes"), "2 jours") }
        #expect(throws: OverrideRefusal.reasonMissing) {
            try Self.check(.retention("journal"), "10 ans", reason: " \n")
        }
        #expect(throws: OverrideRefusal.unreadable) { try Self.check(.retention("journal"), "dix ans") }
        #expect(throws: OverrideRefusal.unreadable) { try Self.check(.retention("journal"), "-3 ans") }
        #expect(throws: OverrideRefusal.self) { try Self.check(.retention("absent"), "3 ans") }
    }

    @Test func `RGPD consent is never accepted as a basis that the declaration does not list`() {
        #expect(throws: OverrideRefusal.self) { try Self.check(.legalBasis, "consentement") }
        #expect(throws: OverrideRefusal.self) { try Self.check(.legalBasis, "n'importe quoi") }
    }
}
