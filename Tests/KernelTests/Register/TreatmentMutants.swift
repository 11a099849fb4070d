@testable import Kernel

/// Every lie that one value of a treatment can tell.
enum TreatmentMutants {
    static func all(_ declarations: Declarations) -> [Mutant] {
        let tables = declarations.tables
        var mutants: [Mutant] = []
        for module in declarations.all {
            for (index, treatment) in module.treatments.enumerated() {
                let one = One(module: module.name, index: index, treatment: treatment)
                for some in [
                    one.bases, one.exceptions, one.persons, one.recipients, one.services, one.foreign(tables),
                    one.impact,
                    one.measures, one.rest,
                ] { mutants += some }
            }
        }
        return mutants
    }

    private struct One {
        let module: ModuleName
        let index: Int
        let treatment: TreatmentDeclaration

        func mutant(_ kind: String, _ what: String, _ changed: TreatmentDeclaration) -> Mutant {
            Mutant(kind: kind, what: "\(treatment.code): \(what)") { [module, index] in
                $0.changing(module, treatments: { $0[index] = changed })
            }
        }

        var bases: [Mutant] {
            let rule = treatment.legalBasis
            var mutants: [Mutant] = []
            for basis in LegalBasis.allCases {
                func add(_ nature: LegalNature, _ changed: LegalBasisRule) {
                    guard rule.choice(for: nature).basis != basis else { return }
                    mutants.append(
                        mutant("legal basis", "\(nature) on \(basis)", treatment.with(legalBasis: changed)))
                }
                func other(_ old: LegalBasisRule.Choice) -> LegalBasisRule.Choice { .init(basis, old.text) }
                add(
                    .publicBody,
                    LegalBasisRule(
                        publicBody: other(rule.publicBody), nonProfit: rule.nonProfit, privateBody: rule.privateBody,
                        alternatives: rule.alternatives))
                add(
                    .nonProfit,
                    LegalBasisRule(
                        publicBody: rule.publicBody, nonProfit: other(rule.nonProfit), privateBody: rule.privateBody,
                        alternatives: rule.alternatives))
                add(
                    .privateBody,
                    LegalBasisRule(
                        publicBody: rule.publicBody, nonProfit: rule.nonProfit, privateBody: other(rule.privateBody),
                        alternatives: rule.alternatives))
                let alternatives =
                    rule.alternatives.contains(basis)
                    ? rule.alternatives.filter { $0 != basis } : rule.alternatives + [basis]
                mutants.append(
                    mutant(
                        "legal basis", "choice of \(basis) turned over",
                        treatment.with(
                            legalBasis: LegalBasisRule(
                                publicBody: rule.publicBody, nonProfit: rule.nonProfit, privateBody: rule.privateBody,
                                alternatives: alternatives))))
            }
            return mutants
        }

        var exceptions: [Mutant] {
            let others: [Article9Exception?] = Article9Exception.allCases + [nil]
            return others.filter { $0 != treatment.article9 }.map {
                mutant("art. 9 exception", $0?.rawValue ?? "none", treatment.with(article9: .some($0)))
            }
        }

        var persons: [Mutant] {
            PersonCategory.allCases.map { person in
                let had = treatment.persons.contains(person)
                let changed = had ? treatment.persons.filter { $0 != person } : treatment.persons + [person]
                return mutant(
                    "persons", (had ? "without " : "with ") + person.rawValue, treatment.with(persons: changed))
            }
        }

        var recipients: [Mutant] {
            var mutants = treatment.recipients.indices.flatMap { at -> [Mutant] in
                let old = treatment.recipients[at]
                var changed = [
                    mutant(
                        "recipient", "dropped: \(old.label)",
                        treatment.with(recipients: treatment.recipients.without(at))),
                    mutant(
                        "recipient", "reworded: \(old.label)",
                        treatment.with(
                            recipients: treatment.recipients.replacing(
                                at, by: Recipient(old.kind, "Autre destinataire")))),
                ]
                for kind in RecipientKind.allCases where kind != old.kind {
                    let other = treatment.recipients.replacing(at, by: Recipient(kind, old.label))
                    changed.append(
                        mutant("recipient", "\(kind.rawValue): \(old.label)", treatment.with(recipients: other)))
                }
                return changed
            }
            for kind in RecipientKind.allCases {
                let more = treatment.recipients + [Recipient(kind, "Assureur privé")]
                mutants.append(mutant("recipient", "added, \(kind.rawValue)", treatment.with(recipients: more)))
            }
            return mutants
        }

        var services: [Mutant] {
            ProviderService.allCases.map { service in
                let had = treatment.services.contains(service)
                let changed = had ? treatment.services.filter { $0 != service } : treatment.services + [service]
                return mutant(
                    "processor", (had ? "without " : "with ") + service.rawValue, treatment.with(services: changed))
            }
        }

        func foreign(_ tables: [TableDeclaration]) -> [Mutant] {
            tables.map { table in
                let had = treatment.readsFrom.contains(table.name)
                let changed =
                    had ? treatment.readsFrom.filter { $0 != table.name } : treatment.readsFrom + [table.name]
                return mutant(
                    "foreign table", (had ? "without " : "with ") + table.name, treatment.with(readsFrom: changed))
            } + [
                mutant(
                    "foreign table", "with one that nobody declares",
                    treatment.with(readsFrom: treatment.readsFrom + ["nowhere"]))
            ]
        }

        var impact: [Mutant] {
            let criteria = ImpactCriterion.allCases.map { criterion in
                let had = treatment.impactCriteria.contains(criterion)
                let changed =
                    had ? treatment.impactCriteria.filter { $0 != criterion } : treatment.impactCriteria + [criterion]
                return mutant(
                    "impact assessment", (had ? "without " : "with ") + criterion.rawValue,
                    treatment.with(impactCriteria: changed))
            }
            let list = (1...14).map { number in
                let had = treatment.cnilList.contains(number)
                let changed = had ? treatment.cnilList.filter { $0 != number } : treatment.cnilList + [number]
                return mutant(
                    "impact assessment", (had ? "without" : "with") + " item \(number) of the CNIL's list",
                    treatment.with(cnilList: changed))
            }
            return criteria + list
        }

        var measures: [Mutant] {
            SecurityMeasure.allCases.map { measure in
                let had = treatment.measures.contains(measure)
                let changed =
                    had ? treatment.measures.filter { $0 != measure } : treatment.measures + [measure]
                return mutant(
                    "measure", (had ? "without " : "with ") + measure.rawValue, treatment.with(measures: changed))
            }
        }

        var rest: [Mutant] {
            [
                mutant("words", "no title", treatment.with(title: "")),
                mutant("words", "no purpose", treatment.with(purposes: [])),
                mutant("words", "no source", treatment.with(source: "")),
                mutant("words", "no obligation", treatment.with(obligation: "")),
                mutant("words", "another code", treatment.with(code: "T99")),
                mutant("automated decision", "decides alone", treatment.with(automatedDecision: true)),
                Mutant(kind: "treatment dropped", what: treatment.code) { [module, index] in
                    $0.changing(module, treatments: { $0.remove(at: index) })
                },
                Mutant(kind: "treatment dropped", what: "\(treatment.code) with its tables") {
                    [module, index, treatment] in
                    $0.changing(
                        module, treatments: { $0.remove(at: index) },
                        tables: { $0.removeAll { $0.treatment == treatment.code } })
                },
            ]
        }
    }
}
