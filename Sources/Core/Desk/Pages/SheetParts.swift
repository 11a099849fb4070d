import Kernel

/// A treatment as pages and documents show it: every label in words.
struct LinePart: Sendable {
    let code: String
    let title: String
    let moduleTitle: String
    let stopped: Bool
    let status: String
    let created: String
    let updated: String
    let mainPurpose: String
    let otherPurposes: [String]
    let basis: String
    let article9: String?
    let persons: [String]
    let data: [DatumPart]
    let sensitive: Bool
    let source: String
    let recipients: [String]
    let processors: [String]
    let transfers: [String]
    let retention: [RetentionPart]
    let measures: [MeasurePart]
    let impact: String
    let impactRequired: Bool
    let automated: Bool
    let rights: [String]
    let obligation: String
    let overrides: [String]
    let warnings: [String]

    init(_ line: Sheet.Line) {
        code = line.code
        title = line.title
        moduleTitle = line.moduleTitle
        stopped = line.status == .stopped
        status = line.statusLabel
        created = line.createdOn?.french ?? ""
        updated = line.updatedOn?.french ?? ""
        mainPurpose = line.mainPurpose
        otherPurposes = line.otherPurposes
        basis = line.legalBasis.sentence
        article9 = line.article9?.sentence
        persons = line.personLabels
        data = line.data.map(DatumPart.init)
        sensitive = line.hasSensitiveData
        source = line.source
        recipients = line.recipients.map(\.sentence)
        processors = line.processors.map(\.sentence)
        transfers = line.transfers.map(\.sentence)
        retention = RetentionPart.list(line.retention)
        measures = MeasurePart.list(line)
        impact = line.impactAssessment.sentence
        impactRequired = line.impactAssessment.required
        automated = line.automatedDecision
        rights = line.rightLabels
        obligation = line.obligation
        overrides = line.overrides.map(\.sentence)
        warnings = line.warnings
    }
}

struct DatumPart: Sendable {
    let label: String
    let items: String
    let sensitive: Bool
    let tables: String

    init(_ datum: Sheet.Datum) {
        label = datum.label
        items = datum.items.joined(separator: ", ")
        sensitive = datum.sensitive
        tables = datum.tables.joined(separator: ", ")
    }
}

/// A term, once, whatever the number of categories it applies to.
struct RetentionPart: Sendable {
    let subject: String
    let active: String
    let intermediate: String?
    let fate: String
    let ground: String
    let exceptions: [String]

    static func list(_ entries: [Sheet.Retention]) -> [RetentionPart] {
        var seen: Set<String> = []
        return entries.filter { seen.insert($0.code + $0.subject).inserted }.map { entry in
            RetentionPart(
                subject: entry.subject, active: entry.active.sentence, intermediate: entry.intermediate?.sentence,
                fate: Fate.label(entry.fate), ground: "\(Ground.label(entry.ground)) : \(entry.reference)",
                exceptions: entry.exceptions)
        }
    }
}

/// Measures under one heading of the CNIL's form.
struct MeasurePart: Sendable {
    let heading: String
    let items: [String]

    static func list(_ line: Sheet.Line) -> [MeasurePart] {
        var headings: [String] = []
        for measure in line.namedMeasures where !headings.contains(measure.heading) { headings.append(measure.heading) }
        return headings.map { heading in
            MeasurePart(heading: heading, items: line.namedMeasures.filter { $0.heading == heading }.map(\.text))
        }
    }
}

/// The head of a sheet: who is responsible, which version this is.
struct SheetHead: Sendable {
    let structure: String
    let kind: String
    let identifiers: String
    let address: String
    let contact: String
    let representative: String
    let dpo: String
    let publisher: String
    let publisherDPO: String
    let contract: String?
    let version: Int
    let effectiveOn: String
    let causeText: String
    let author: String
    let sha256: String
    let modules: [String]
    let isProcessor: Bool

    init(_ sheet: Sheet) {
        let party = sheet.structure
        structure = party.name
        kind = party.kindLabel
        identifiers = [party.finess.map { "FINESS \($0)" }, party.siret.map { "SIRET \($0)" }].compactMap { $0 }
            .joined(separator: ", ")
        address = party.addressLine
        contact = [party.phone, party.email].filter { !$0.isEmpty }.joined(separator: ", ")
        representative = party.representative
        dpo = sheet.dpo.sentence
        publisher = [
            sheet.publisher.name, sheet.publisher.address, sheet.publisher.email, sheet.publisher.representative,
        ]
        .filter { !$0.isEmpty }.joined(separator: ", ")
        publisherDPO = sheet.publisher.dpo.sentence
        contract = sheet.contract?.sentence
        version = sheet.version
        effectiveOn = sheet.effectiveOn.french
        causeText = sheet.causeText
        author = sheet.author
        sha256 = sheet.sha256 ?? ""
        var titles: [String] = []
        for line in sheet.treatments where line.module != "kernel" && line.status == .active {
            if !titles.contains(line.moduleTitle) { titles.append(line.moduleTitle) }
        }
        modules = titles
        isProcessor = sheet.role == .processor
    }

    static let example = SheetHead(Examples.sheet)
}

/// A filled sheet for pages' examples, made from the kernel's own declarations.
enum Examples {
    static let sheet: Sheet = {
        let party = Sheet.Party(
            ref: "exemple", name: "Structure d'exemple", kind: "msp", kindLabel: "Maison de santé",
            legalNature: "prive",
            finess: nil, siret: nil, representative: "Représentante Fictive", address: "", postalCode: "", city: "",
            country: "FR", phone: "", email: "contact@exemple.example")
        let officer = Sheet.Officer(name: "Déléguée Fictive", organisation: "", email: "dpo@exemple.example", phone: "")
        let inputs = SheetInputs(
            structure: party, legalNature: .privateBody,
            publisher: Sheet.Publisher(
                name: "Éditeur fictif", address: "", email: "contact@editeur.example", representative: "",
                dpo: officer),
            dpo: officer, role: .controller, modules: [])
        let declarations = Declarations(kernel: .init(KernelModule.self), modules: [])
        return SheetBuilder(declarations).sheet(inputs)
    }()
}
