/// What a sheet is computed from, beside the declarations: everything that is particular to one structure.
public struct SheetInputs: Sendable {
    public var structure: Sheet.Party
    public var legalNature: LegalNature
    public var publisher: Sheet.Publisher
    public var dpo: Sheet.Officer
    public var contract: Sheet.ContractReference?
    public var role: Sheet.Role
    /// Modules in force.
    public var modules: Set<ModuleName>
    /// Modules switched off whose rows still exist, with the last day they are kept (nil: not known yet).
    public var stopped: [ModuleName: Day?]
    public var configuration: ProviderConfiguration
    public var overrides: [Override]

    public init(
        structure: Sheet.Party, legalNature: LegalNature, publisher: Sheet.Publisher, dpo: Sheet.Officer,
        contract: Sheet.ContractReference? = nil, role: Sheet.Role, modules: Set<ModuleName>,
        stopped: [ModuleName: Day?] = [:], configuration: ProviderConfiguration = ProviderConfiguration(),
        overrides: [Override] = []
    ) {
        self.structure = structure
        self.legalNature = legalNature
        self.publisher = publisher
        self.dpo = dpo
        self.contract = contract
        self.role = role
        self.modules = modules
        self.stopped = stopped
        self.configuration = configuration
        self.overrides = overrides
    }
}

/// Declarations and one structure's facts in, sheet out. Pure: no clock, no store, no chance.
///
/// A line depends on its own module's declarations, on the tables it reads and on the structure's facts, never on
/// which other modules are enabled: so the sheet of a set of modules is the union of the sheets of each.
public struct SheetBuilder: Sendable {
    let declarations: Declarations
    private let tablesByTreatment: [String: [TableDeclaration]]
    /// Categories, tables and columns of each treatment: they depend on nothing else, so they are worked out once.
    private let dataByTreatment: [String: [Sheet.Datum]]
    /// Tables of other treatments that each one reads.
    private let foreignByTreatment: [String: [TableDeclaration]]

    public init(_ declarations: Declarations) {
        self.declarations = declarations
        let tables = declarations.tables
        let own = Dictionary(grouping: tables.filter { $0.treatment != nil }) { $0.treatment ?? "" }
        let byName = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
        let foreign = Dictionary(
            declarations.all.flatMap(\.treatments).map { ($0.code, $0.readsFrom.compactMap { byName[$0] }) },
            uniquingKeysWith: { first, _ in first })
        tablesByTreatment = own
        foreignByTreatment = foreign
        dataByTreatment = Dictionary(
            declarations.all.flatMap(\.treatments).map { treatment in
                let tables = (own[treatment.code] ?? []) + (foreign[treatment.code] ?? [])
                return (treatment.code, SheetBuilder.data(tables))
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The sheet, without version, cause and digest: `RegisterBook` stamps those.
    public func sheet(_ inputs: SheetInputs) -> Sheet {
        var lines: [Sheet.Line] = []
        for module in declarations.all {
            let status: (Sheet.Line.Status, Day?)
            if module.name == .kernel || inputs.modules.contains(module.name) {
                status = (.active, nil)
            } else if let until = inputs.stopped[module.name] {
                status = (.stopped, until)
            } else {
                continue
            }
            lines += module.treatments.map { line($0, of: module, inputs: inputs, status: status) }
        }
        return Sheet(
            structure: inputs.structure, publisher: inputs.publisher, dpo: inputs.dpo, contract: inputs.contract,
            role: inputs.role, version: 0, effectiveOn: Day(number: 0), cause: "", causeText: "", author: "",
            modules: inputs.modules.map(\.value).sorted(), configuration: inputs.configuration.summary,
            treatments: lines.sorted { ($0.code, $0.module) < ($1.code, $1.module) }, sha256: nil)
    }

    private func line(
        _ treatment: TreatmentDeclaration, of module: Declarations.Module, inputs: SheetInputs,
        status: (Sheet.Line.Status, Day?)
    ) -> Sheet.Line {
        let own = tablesByTreatment[treatment.code] ?? []
        let foreign = foreignByTreatment[treatment.code] ?? []
        let data = dataByTreatment[treatment.code] ?? []
        let overrides = inputs.overrides.filter { $0.treatment == treatment.code }
        let basis = SheetBuilder.basis(treatment, nature: inputs.legalNature, overrides: overrides)
        let (processors, transfers, warnings) = SheetBuilder.processors(treatment, inputs.configuration)
        return Sheet.Line(
            code: treatment.code, module: module.name.value, moduleTitle: module.title.fr, title: treatment.title,
            status: status.0, statusText: SheetBuilder.statusText(status),
            createdOn: nil, updatedOn: nil,
            purposes: treatment.purposes,
            role: inputs.role == .controller ? "responsable" : "sous-traitant",
            legalBasis: basis,
            article9: treatment.article9.map { .init(code: $0.rawValue, text: $0.label) },
            persons: treatment.persons.sorted().map(\.rawValue),
            data: data, source: treatment.source,
            recipients: SheetBuilder.recipients(treatment, processors: processors, overrides: overrides),
            processors: processors, transfers: transfers,
            retention: SheetBuilder.retention(own, foreign: foreign, overrides: overrides),
            measures: treatment.measures.sorted().map(\.rawValue),
            impactAssessment: SheetBuilder.impact(treatment, data: data),
            automatedDecision: treatment.automatedDecision,
            rights: Rights.names(for: LegalBasis(rawValue: basis.code) ?? .legitimateInterest),
            obligation: treatment.obligation,
            overrides: overrides.map(\.applied), warnings: warnings)
    }

    private static func statusText(_ status: (Sheet.Line.Status, Day?)) -> String? {
        guard status.0 == .stopped else { return nil }
        return status.1.map { "traitement arrêté, données conservées jusqu'au \($0.french)" }
            ?? "traitement arrêté, données conservées jusqu'au terme de leur durée de conservation"
    }

    /// Categories, tables and columns, from the classes of the columns.
    static func data(_ tables: [TableDeclaration]) -> [Sheet.Datum] {
        var items: [DataCategory: [String]] = [:]
        var names: [DataCategory: Set<String>] = [:]
        var columns: [DataCategory: Set<String>] = [:]
        for table in tables {
            for column in table.columns {
                guard let category = column.data.category else { continue }
                if items[category]?.contains(column.label) != true { items[category, default: []].append(column.label) }
                names[category, default: []].insert(table.name)
                columns[category, default: []].insert("\(table.name).\(column.name)")
            }
        }
        return items.keys.sorted().map { category in
            Sheet.Datum(
                category: category, sensitive: category.sensitive, label: category.label,
                items: items[category] ?? [], tables: (names[category] ?? []).sorted(),
                columns: (columns[category] ?? []).sorted())
        }
    }

    /// One entry per category and rule, so that no category goes without a term (rule 3). What is only read in the
    /// table of another treatment is kept as long as that treatment says: an override of this line does not touch it.
    private static func retention(
        _ own: [TableDeclaration], foreign: [TableDeclaration], overrides: [Override]
    )
        -> [Sheet.Retention]
    {
        var seen: Set<String> = []
        var entries: [Sheet.Retention] = []
        func add(_ rule: RetentionRule, _ table: TableDeclaration, except held: Set<DataCategory> = []) {
            for category in Set(table.columns.compactMap(\.data.category)).subtracting(held).sorted()
            where seen.insert("\(rule.code)/\(category.rawValue)").inserted {
                entries.append(
                    Sheet.Retention(
                        code: rule.code, category: category, subject: rule.subject, active: rule.active,
                        intermediate: rule.intermediate, fate: rule.fate.rawValue, ground: rule.ground.rawValue,
                        reference: rule.reference, exceptions: rule.exceptions))
            }
        }
        for table in own {
            if let rule = table.retention { add(Override.applied(overrides, to: rule), table) }
        }
        let held = Set(entries.map(\.category))
        for table in foreign {
            if let rule = table.retention { add(rule, table, except: held) }
        }
        return entries.sorted { ($0.category, $0.code) < ($1.category, $1.code) }
    }

    private static func basis(
        _ treatment: TreatmentDeclaration, nature: LegalNature, overrides: [Override]
    )
        -> Sheet.Coded
    {
        let declared = treatment.legalBasis.choice(for: nature)
        if let override = overrides.last(where: { $0.field == .legalBasis }),
            let basis = LegalBasis(rawValue: override.value)
        {
            return .init(code: basis.rawValue, text: "\(basis.label) : \(override.reason)")
        }
        return .init(code: declared.basis.rawValue, text: "\(declared.basis.label) : \(declared.text)")
    }

    private static func recipients(
        _ treatment: TreatmentDeclaration, processors: [Sheet.Processor], overrides: [Override]
    ) -> [Recipient] {
        var all = treatment.recipients
        for override in overrides where override.field == .addedRecipient {
            all.append(Recipient(.outside, override.value))
        }
        all += processors.map { Recipient(.processor, $0.name) }
        var seen: Set<Recipient> = []
        return all.filter { seen.insert($0).inserted }
    }

    /// Processors and transfers follow the configured provider of each service that the treatment calls on.
    private static func processors(
        _ treatment: TreatmentDeclaration, _ configuration: ProviderConfiguration
    )
        -> ([Sheet.Processor], [Sheet.Transfer], [String])
    {
        var processors: [Sheet.Processor] = []
        var transfers: [Sheet.Transfer] = []
        var warnings: [String] = []
        for service in Set(treatment.services).sorted() {
            let choice = configuration.choice(service)
            guard let provider = Provider.named(choice.key, for: service), let processor = provider.processor
            else { continue }
            processors.append(
                Sheet.Processor(
                    code: processor.code, name: processor.name, country: processor.country,
                    service: processor.service, noticeOn: choice.noticeOn, effectiveOn: choice.effectiveOn,
                    objectionDeadline: choice.noticeOn?.adding(days: ProviderChange.noticeDays)))
            if choice.noticeOn == nil {
                warnings.append("\(processor.name) : date d'annonce aux structures à renseigner (préavis de 30 jours)")
            }
            guard let terms = provider.transfer else { continue }
            transfers.append(
                Sheet.Transfer(
                    processor: processor.code, country: terms.country, instrument: terms.instrument.rawValue,
                    fallback: terms.fallback?.rawValue, verifiedOn: choice.verifiedOn))
            if choice.verifiedOn == nil {
                warnings.append("\(processor.name) : instrument de transfert à vérifier (date de vérification absente)")
            }
        }
        return (processors, transfers, warnings)
    }

    /// Two criteria follow from the data and the persons; the rest is declared. Required from two on, or by the list.
    static func impact(_ treatment: TreatmentDeclaration, data: [Sheet.Datum]) -> Sheet.ImpactAssessment {
        var criteria = Set(treatment.impactCriteria)
        if data.contains(where: \.sensitive) { criteria.insert(.sensitiveData) }
        if treatment.persons.contains(where: \.vulnerable) { criteria.insert(.vulnerablePersons) }
        return Sheet.ImpactAssessment(
            required: criteria.count >= 2 || !treatment.cnilList.isEmpty, cnilList: treatment.cnilList.sorted(),
            criteria: criteria.sorted().map(\.rawValue))
    }
}

/// Rights that a person has, by legal basis (art. 15 to 22).
enum Rights {
    static func names(for basis: LegalBasis) -> [String] {
        let always = ["acces", "rectification", "limitation", "directives_post_mortem", "reclamation_cnil"]
        let more: [String] =
            switch basis {
            case .consent: ["effacement", "portabilite", "retrait_consentement"]
            case .contract: ["effacement", "portabilite"]
            case .legalObligation: []
            case .publicInterest: ["opposition"]
            case .legitimateInterest: ["effacement", "opposition"]
            case .vitalInterests: ["effacement"]
            }
        return (always + more).sorted()
    }
}
