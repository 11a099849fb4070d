/// What declarations must satisfy before a sheet is computed from them. The program does not start otherwise
/// (rules 2, 3, 4, 7, 73).
public enum DeclarationCheck {
    /// Sentences, one per problem; empty when the declarations hold.
    public static func problems(in declarations: Declarations) -> [String] {
        var problems: [String] = []
        let treatments = declarations.all.flatMap { module in module.treatments.map { (module, $0) } }
        let tables = declarations.tables
        let codes = treatments.map(\.1.code)
        for code in duplicates(codes) { problems.append("treatment \(code) is declared twice") }
        for name in duplicates(tables.map(\.name)) { problems.append("table \(name) is declared twice") }
        for module in declarations.all {
            problems += moduleProblems(module, codes: Set(codes))
        }
        for (module, treatment) in treatments {
            problems += treatmentProblems(treatment, module: module, tables: tables)
        }
        for table in tables { problems += tableProblems(table, codes: Set(codes)) }
        return problems
    }

    private static func moduleProblems(_ module: Declarations.Module, codes: Set<String>) -> [String] {
        var problems: [String] = []
        if module.treatments.isEmpty { problems.append("\(module.name) declares no treatment (rule 73)") }
        let own = Set(module.treatments.map(\.code))
        for table in module.tables {
            guard let code = table.treatment else { continue }
            if !own.contains(code) {
                problems.append("table \(table.name) of \(module.name) serves \(code), which is not this module's")
            }
        }
        if !module.messages.isEmpty, module.name != .kernel,
            !module.treatments.contains(where: { $0.services.contains(.mail) || $0.services.contains(.sms) })
        {
            problems.append("\(module.name) declares messages, but none of its treatments calls on mail or sms")
        }
        return problems
    }

    private static func treatmentProblems(
        _ treatment: TreatmentDeclaration, module: Declarations.Module, tables: [TableDeclaration]
    ) -> [String] {
        var problems: [String] = []
        let name = "treatment \(treatment.code)"
        func need(_ holds: Bool, _ problem: String) { if !holds { problems.append("\(name) \(problem)") } }
        let foreign = treatment.readsFrom.map { read in (read, tables.first { $0.name == read }) }
        let own = tables.filter { $0.treatment == treatment.code }
        let data = SheetBuilder.data(own + foreign.compactMap(\.1))

        need(treatment.code.count == 3 && treatment.code.hasPrefix("T"), "must have a code such as T06")
        need(!treatment.title.isEmpty, "has no title")
        need(treatment.purposes.contains { !$0.isEmpty }, "has no purpose (rule 3)")
        need(!treatment.persons.isEmpty, "concerns nobody (rule 3)")
        need(!treatment.recipients.isEmpty, "has no recipient (rule 3)")
        need(!treatment.source.isEmpty, "says no source (art. 14)")
        need(!treatment.measures.isEmpty, "lists no security measure (rule 3)")
        need(!treatment.obligation.isEmpty, "does not say whether answering is mandatory (art. 13.2.e)")
        need(!own.isEmpty, "has no table: it processes nothing, or its table names another")
        need(treatment.services.contains(.hosting) || own.isEmpty, "stores rows, so it calls on hosting")
        need(!treatment.automatedDecision, "decides alone: refused on care data (art. 22)")
        need(Set(treatment.services).count == treatment.services.count, "lists a service twice")
        need(Set(treatment.recipients).count == treatment.recipients.count, "lists a recipient twice")
        need(
            treatment.recipients.allSatisfy { $0.kind != .processor || $0.isPublisher },
            "types a processor by hand: processors other than the publisher come from the configured providers")
        if data.contains(where: { $0.category.specialArticle9 }) {
            need(treatment.article9 != nil, "holds health data without an art. 9 exception (rule 3)")
        } else {
            need(treatment.article9 == nil, "claims an art. 9 exception without health data")
        }
        for choice in [
            treatment.legalBasis.publicBody, treatment.legalBasis.nonProfit, treatment.legalBasis.privateBody,
        ] {
            need(!choice.text.isEmpty, "gives a legal basis without saying the duty or the interest")
            need(choice.basis != .consent, "uses RGPD consent as a default basis: it is not the basis of care")
        }
        need(
            treatment.legalBasis.publicBody.basis != .legitimateInterest,
            "rests on legitimate interest for a public body in its tasks (art. 6.1, last sentence)")
        for (read, table) in foreign {
            guard let table else {
                need(false, "reads \(read), which no module of this build declares")
                continue
            }
            need(table.treatment != treatment.code, "lists its own table \(read) as foreign")
            let shared = table.treatment.map { code in
                code == treatment.code || own.contains { $0.kind == .care } || table.kind != .care
            }
            need(shared ?? false, "reads \(read), which serves no treatment or is about patients it does not hold")
        }
        if own.contains(where: { $0.kind == .care }) {
            need(treatment.persons.contains(.patient), "holds rows about patients without naming them as persons")
        }
        return problems
    }

    private static func tableProblems(_ table: TableDeclaration, codes: Set<String>) -> [String] {
        var problems: [String] = []
        let name = "table \(table.name)"
        func need(_ holds: Bool, _ problem: String) { if !holds { problems.append("\(name) \(problem)") } }
        need(isName(table.name), "must be snake_case")
        need(Set(table.allColumns.map(\.name)).count == table.allColumns.count, "has two columns of one name")
        if table.kind == .reference {
            need(table.treatment == nil && table.retention == nil, "holds no person, so it serves no treatment")
        } else {
            need(table.treatment.map(codes.contains) ?? false, "serves no declared treatment (rule 2)")
            need(table.retention != nil, "has no retention rule (rule 3)")
        }
        for column in table.columns {
            let place = "column \(table.name).\(column.name)"
            func needColumn(_ holds: Bool, _ problem: String) { if !holds { problems.append("\(place) \(problem)") } }
            needColumn(isName(column.name), "must be snake_case")
            needColumn(column.data == .technical || table.kind != .reference, "holds a person in a reference table")
            needColumn(column.data == .technical || !column.label.isEmpty, "has no French label for the sheet")
            needColumn(
                column.data.keeping == .clear || column.kind == .bytes, "is of a sealed class but stored in clear")
            needColumn(
                column.data != .administrative || column.kind != .bytes,
                "is administrative but stored as bytes: only sealed or technical columns are")
        }
        let listed = Set(table.allColumns.map(\.name))
        for group in table.unique { need(group.allSatisfy(listed.contains), "is unique on a column that it has not") }
        if let rule = table.retention { problems += ruleProblems(rule, place: name) }
        return problems
    }

    private static func ruleProblems(_ rule: RetentionRule, place: String) -> [String] {
        var problems: [String] = []
        func need(_ holds: Bool, _ problem: String) {
            if !holds { problems.append("retention \(rule.code) of \(place) \(problem)") }
        }
        need(rule.active.n > 0, "lasts no time")
        need(!rule.subject.isEmpty && !rule.active.event.isEmpty, "does not say what it counts, or from when")
        need(!rule.reference.isEmpty, "cites no text")
        if let bounds = rule.bounds {
            need(
                bounds.least.approximateDays <= rule.active.approximateDays
                    && rule.active.approximateDays <= bounds.most.approximateDays, "lies outside its own bounds")
            need(
                rule.ground != .statutory || bounds.least.approximateDays >= rule.active.approximateDays,
                "is statutory but could be shortened")
        }
        if let statute = Statutes.least[rule.code] {
            need(rule.ground == .statutory, "is set by law, so its ground is statutory")
            need(
                rule.active.approximateDays + (rule.intermediate?.approximateDays ?? 0) >= statute.approximateDays,
                "is shorter than the law (\(statute.n) \(statute.unit.rawValue))")
        }
        return problems
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 63 else { return false }
        return text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
    }

    private static func duplicates(_ names: [String]) -> [String] {
        Dictionary(grouping: names) { $0 }.filter { $0.value.count > 1 }.keys.sorted()
    }
}

/// Terms that a statute fixes, by the code of the rule: what no declaration may undercut.
enum Statutes {
    static let least: [String: Term] = [
        // CSP R1112-7.
        "dossier_patient": Term(20, .years, from: ""),
        // CSP R1221-40 and R1112-7: transfusion acts.
        "transfusion": Term(30, .years, from: ""),
    ]
}
