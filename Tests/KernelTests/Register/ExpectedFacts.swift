@testable import Kernel

/// The expectations and the declarations, both as sets of short facts: what differs is what is in one set only.
struct ExpectedFacts: Sendable {
    let facts: Set<String>
    /// Words that the reference of each retention rule must contain.
    let references: [String: String]

    static let register = ExpectedFacts(
        rules: RegisterExpectations.rules, reference: RegisterExpectations.reference,
        treatments: RegisterExpectations.first + "\n" + RegisterExpectations.further)

    /// Facts that are expected and missing, or there and not expected; empty when the register says what it must.
    func differences(_ declarations: Declarations) -> [String] {
        let actual = Self.facts(of: declarations, references: references)
        return facts.subtracting(actual).sorted().map { "missing: \($0)" }
            + actual.subtracting(facts).sorted().map { "unexpected: \($0)" }
    }

    // MARK: reading the hand-written text

    init(rules: String, reference: String, treatments: String) {
        var facts: Set<String> = []
        var references: [String: String] = [:]
        for line in rules.split(separator: "\n") {
            let cells = Self.cells(line)
            facts.insert("rule \(cells[0]): \(cells[1...4].joined(separator: ", "))")
            references[cells[0]] = cells[5]
        }
        for name in reference.split(whereSeparator: \.isWhitespace) { facts.insert("reference table \(name)") }
        var code = ""
        var table = ""
        for line in treatments.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            let rest = words.dropFirst()
            switch first {
            case "article9", "cnil", "criteria", "persons", "services", "reads", "measures":
                for word in rest { facts.insert("\(code) \(first) \(word)") }
            case "interne", "externe", "institutionnel", "sous-traitant":
                facts.insert("\(code) recipient \(words.joined(separator: " "))")
            case "table":
                table = words[1]
                facts.insert("\(code) table \(rest.joined(separator: " "))")
            case "t", "a", "i", "c", "n", "o", "p", "x", "h":
                for word in rest { facts.insert("column \(table).\(word) is \(first)") }
            default:
                code = first
                facts.insert("\(code) \(rest.joined(separator: " "))")
            }
        }
        self.facts = facts
        self.references = references
    }

    /// Cells are parted by two spaces or more.
    private static func cells(_ line: Substring) -> [String] {
        line.split(separator: "  ").map { $0.drop { $0 == " " } }.map { cell in
            String(cell.reversed().drop { $0 == " " }.reversed())
        }.filter { !$0.isEmpty }
    }

    // MARK: the same facts, of declarations

    static func facts(of declarations: Declarations, references: [String: String]) -> Set<String> {
        var facts: Set<String> = []
        for module in declarations.all {
            for treatment in module.treatments { facts.formUnion(Self.facts(of: treatment, in: module.name)) }
            for table in module.tables { facts.formUnion(Self.facts(of: table, references: references)) }
        }
        return facts
    }

    static func facts(of treatment: TreatmentDeclaration, in module: ModuleName) -> Set<String> {
        let code = treatment.code
        var facts: Set<String> = []
        let rule = treatment.legalBasis
        let bases = [rule.publicBody, rule.nonProfit, rule.privateBody].map { letter($0.basis) }.joined(separator: "/")
        let others = rule.alternatives.map { "+" + letter($0) }.joined()
        facts.insert("\(code) \(module) \(bases)" + (others.isEmpty ? "" : " \(others)"))
        if let exception = treatment.article9 { facts.insert("\(code) article9 \(exception.rawValue)") }
        if treatment.automatedDecision { facts.insert("\(code) decides alone") }
        for item in treatment.cnilList { facts.insert("\(code) cnil \(item)") }
        for item in treatment.impactCriteria { facts.insert("\(code) criteria \(item.rawValue)") }
        for item in treatment.persons { facts.insert("\(code) persons \(item.rawValue)") }
        for item in treatment.services { facts.insert("\(code) services \(item.rawValue)") }
        for item in treatment.readsFrom { facts.insert("\(code) reads \(item)") }
        for item in treatment.recipients { facts.insert("\(code) recipient \(item.kind.rawValue) \(item.label)") }
        for item in everywhere where !treatment.measures.contains(item) {
            facts.insert("\(code) lacks measure \(item.rawValue)")
        }
        for item in treatment.measures where !everywhere.contains(item) {
            facts.insert("\(code) measures \(item.rawValue)")
        }
        return facts
    }

    static func facts(of table: TableDeclaration, references: [String: String]) -> Set<String> {
        var facts: Set<String> = []
        guard table.kind != .reference else {
            facts.insert("reference table \(table.name)")
            if let treatment = table.treatment { facts.insert("reference table \(table.name) serves \(treatment)") }
            return facts
        }
        let once = table.appendOnly ? " once" : ""
        facts.insert(
            "\(table.treatment ?? "-") table \(table.name) \(table.kind.rawValue) \(table.retention?.code ?? "-")\(once)"
        )
        for column in table.columns { facts.insert("column \(table.name).\(column.name) is \(letter(column.data))") }
        guard let rule = table.retention else { return facts }
        let after = rule.intermediate.map { "+\(length($0))" } ?? ""
        let bounds = rule.bounds.map { "\(length($0.least))..\(length($0.most))" } ?? "fixe"
        facts.insert(
            "rule \(rule.code): \(length(rule.active))\(after), \(rule.ground.rawValue), \(rule.fate.rawValue), \(bounds)"
        )
        if !rule.reference.contains(references[rule.code] ?? "?") {
            facts.insert("rule \(rule.code) of \(table.name) cites \(rule.reference)")
        }
        return facts
    }

    /// What every line relies on, in the words of the CNIL's form: here by hand, not from the program.
    private static let everywhere: [SecurityMeasure] = [
        .accessControl, .tracing, .softwareProtection, .backup, .encryption, .processorControl, .partitioning,
    ]

    private static func length(_ term: Term) -> String { "\(term.n) \(term.unit.rawValue)" }

    /// The letters of art. 6.1.
    private static func letter(_ basis: LegalBasis) -> String {
        switch basis {
        case .consent: "a"
        case .contract: "b"
        case .legalObligation: "c"
        case .vitalInterests: "d"
        case .publicInterest: "e"
        case .legitimateInterest: "f"
        }
    }

    private static func letter(_ kind: DataKind) -> String {
        switch kind {
        case .technical: "t"
        case .administrative: "a"
        case .identifying: "i"
        case .contact: "c"
        case .nationalIdentifier: "n"
        case .occupation: "o"
        case .personalLife: "p"
        case .connection: "x"
        case .health: "h"
        }
    }
}
