@testable import Kernel

/// Every lie that one value of a table, a column or a retention rule can tell.
enum TableMutants {
    static func all(_ declarations: Declarations) -> [Mutant] {
        let codes = declarations.all.flatMap(\.treatments).map(\.code)
        var rules: [RetentionRule] = []
        for rule in declarations.tables.compactMap(\.retention) where !rules.contains(where: { $0.code == rule.code }) {
            rules.append(rule)
        }
        var mutants: [Mutant] = []
        for module in declarations.all {
            for (index, table) in module.tables.enumerated() {
                let one = One(module: module.name, index: index, table: table)
                for some in [
                    one.classes, one.columns, one.treatments(codes), one.shape, one.otherRules(rules), one.rule,
                ] {
                    mutants += some
                }
            }
        }
        return mutants
    }

    private struct One {
        let module: ModuleName
        let index: Int
        let table: TableDeclaration

        func mutant(_ kind: String, _ what: String, _ changed: TableDeclaration) -> Mutant {
            Mutant(kind: kind, what: "\(table.name): \(what)") { [module, index] in
                $0.changing(module, tables: { $0[index] = changed })
            }
        }

        var classes: [Mutant] {
            table.columns.indices.flatMap { at in
                let column = table.columns[at]
                return DataKind.allCases.filter { $0 != column.data }.map { data in
                    mutant(
                        "class", "\(column.name) as \(data.rawValue)",
                        table.with(columns: table.columns.replacing(at, by: column.with(data: data))))
                }
            }
        }

        /// A reference table's columns are technical by type; which it has, the schema's own check sees.
        var columns: [Mutant] {
            guard table.kind != .reference else { return [] }
            let more = ColumnDeclaration(name: "added", label: "ajout", data: .health, kind: .bytes)
            return table.columns.indices.map { at in
                mutant(
                    "column", "without \(table.columns[at].name)", table.with(columns: table.columns.without(at)))
            } + [mutant("column", "one more, of health", table.with(columns: table.columns + [more]))]
        }

        func treatments(_ codes: [String]) -> [Mutant] {
            let others: [String?] = codes + ["T99", nil]
            return others.filter { $0 != table.treatment }.map {
                mutant("treatment", "serves \($0 ?? "none")", table.with(treatment: .some($0)))
            }
        }

        var shape: [Mutant] {
            let kinds: [TableKind] = [.care, .staff, .reference]
            var mutants = kinds.filter { $0 != table.kind }.map {
                mutant("table", "as \($0.rawValue)", table.with(kind: $0))
            }
            if table.kind != .reference {
                mutants.append(mutant("table", "sealed once turned over", table.with(appendOnly: !table.appendOnly)))
            }
            mutants.append(mutant("table", "renamed", table.with(name: table.name + "_x")))
            mutants.append(
                Mutant(kind: "table", what: "\(table.name): dropped") { [module, index] in
                    $0.changing(module, tables: { $0.remove(at: index) })
                })
            return mutants
        }

        func otherRules(_ rules: [RetentionRule]) -> [Mutant] {
            let others: [RetentionRule?] = rules + [nil]
            return others.filter { $0?.code != table.retention?.code }.map {
                mutant("retention", "under \($0?.code ?? "no rule")", table.with(retention: .some($0)))
            }
        }

        var rule: [Mutant] {
            guard let rule = table.retention else { return [] }
            func change(_ what: String, _ changed: RetentionRule) -> Mutant {
                mutant("retention", "\(rule.code), \(what)", table.with(retention: .some(changed)))
            }
            let active = rule.active
            var mutants = [active.n - 1, active.n + 1, active.n * 2, 0].map { n in
                change("\(n) \(active.unit.rawValue)", rule.with(active: Term(n, active.unit, from: active.event)))
            }
            let units: [Term.Unit] = [.days, .months, .years]
            for unit in units where unit != active.unit {
                mutants.append(
                    change("\(active.n) \(unit.rawValue)", rule.with(active: Term(active.n, unit, from: active.event))))
            }
            let grounds: [Ground] = [.statutory, .recommended, .choice]
            for ground in grounds where ground != rule.ground {
                mutants.append(change("ground \(ground.rawValue)", rule.with(ground: ground)))
            }
            let fates: [Fate] = [.destruction, .anonymisation, .archives]
            for fate in fates where fate != rule.fate {
                mutants.append(change("fate \(fate.rawValue)", rule.with(fate: fate)))
            }
            mutants.append(
                change(
                    "intermediate turned over",
                    rule.with(intermediate: .some(rule.intermediate == nil ? Term(5, .years, from: "après") : nil))))
            mutants.append(change("another text", rule.with(reference: "usage de la maison")))
            mutants.append(change("no text", rule.with(reference: "")))
            if let bounds = rule.bounds {
                let less = Term(1, .days, from: "")
                let more = Term(99, .years, from: "")
                if bounds.least != less {
                    mutants.append(
                        change("may be cut to a day", rule.with(bounds: .init(least: less, most: bounds.most))))
                }
                mutants.append(change("may last 99 years", rule.with(bounds: .init(least: bounds.least, most: more))))
                mutants.append(change("fixed", rule.with(bounds: .some(nil))))
            }
            return mutants
        }
    }
}
