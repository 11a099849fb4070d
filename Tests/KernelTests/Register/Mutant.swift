@testable import Kernel

/// One lie told by the declarations: what changes, and how to make the change.
struct Mutant: Sendable {
    let kind: String
    let what: String
    let make: @Sendable (Declarations) -> Declarations
}

extension Declarations {
    func changing(
        _ module: ModuleName, treatments change: (inout [TreatmentDeclaration]) -> Void = { _ in },
        tables changeTables: (inout [TableDeclaration]) -> Void = { _ in }
    ) -> Declarations {
        func changed(_ old: Module) -> Module {
            guard old.name == module else { return old }
            var treatments = old.treatments
            var tables = old.tables
            change(&treatments)
            changeTables(&tables)
            return Module(
                name: old.name, title: old.title, promise: old.promise, treatments: treatments, tables: tables,
                messages: old.messages)
        }
        return Declarations(kernel: changed(kernel), modules: modules.map(changed))
    }
}

extension TreatmentDeclaration {
    func with(
        code: String? = nil, title: String? = nil, purposes: [String]? = nil, legalBasis: LegalBasisRule? = nil,
        article9: Article9Exception?? = nil, persons: [PersonCategory]? = nil, source: String? = nil,
        recipients: [Recipient]? = nil, services: [ProviderService]? = nil, readsFrom: [String]? = nil,
        measures: [SecurityMeasure]? = nil, impactCriteria: [ImpactCriterion]? = nil, cnilList: [Int]? = nil,
        automatedDecision: Bool? = nil, obligation: String? = nil
    ) -> TreatmentDeclaration {
        TreatmentDeclaration(
            code: code ?? self.code, title: title ?? self.title, purposes: purposes ?? self.purposes,
            legalBasis: legalBasis ?? self.legalBasis, article9: article9 ?? self.article9,
            persons: persons ?? self.persons, source: source ?? self.source, recipients: recipients ?? self.recipients,
            services: services ?? self.services, readsFrom: readsFrom ?? self.readsFrom,
            measures: measures ?? self.measures, impactCriteria: impactCriteria ?? self.impactCriteria,
            cnilList: cnilList ?? self.cnilList, automatedDecision: automatedDecision ?? self.automatedDecision,
            obligation: obligation ?? self.obligation)
    }
}

extension TableDeclaration {
    func with(
        name: String? = nil, kind: TableKind? = nil, treatment: String?? = nil, columns: [ColumnDeclaration]? = nil,
        retention: RetentionRule?? = nil, appendOnly: Bool? = nil
    ) -> TableDeclaration {
        TableDeclaration(
            name: name ?? self.name, title: title, kind: kind ?? self.kind, treatment: treatment ?? self.treatment,
            columns: columns ?? self.columns, retention: retention ?? self.retention,
            appendOnly: appendOnly ?? self.appendOnly, unique: unique)
    }
}

extension ColumnDeclaration {
    /// As `Column<Class, Use>` would declare it: a sealed class is bytes, a clear one is not.
    func with(data: DataKind) -> ColumnDeclaration {
        let kind: ColumnKind = data.keeping == .sealed ? .bytes : (self.kind == .bytes ? .text : self.kind)
        return ColumnDeclaration(
            name: name, label: label.isEmpty ? "colonne" : label, data: data, kind: kind, required: required)
    }
}

extension RetentionRule {
    func with(
        code: String? = nil, active: Term? = nil, intermediate: Term?? = nil, fate: Fate? = nil, ground: Ground? = nil,
        reference: String? = nil, bounds: Bounds?? = nil
    ) -> RetentionRule {
        RetentionRule(
            code ?? self.code, subject: subject, active: active ?? self.active,
            intermediate: intermediate ?? self.intermediate, fate: fate ?? self.fate, ground: ground ?? self.ground,
            reference: reference ?? self.reference, exceptions: exceptions, bounds: bounds ?? self.bounds)
    }
}

extension Array {
    func without(_ index: Int) -> [Element] { enumerated().filter { $0.offset != index }.map(\.element) }
    func replacing(_ index: Int, by element: Element) -> [Element] {
        enumerated().map { $0.offset == index ? element : $0.element }
    }
}
