import Kernel

/// The register of the whole build as a page to read and to compare: every treatment with what is derived for it.
enum RegisterText {
    static func markdown(_ declarations: Declarations) -> String {
        let modules = Set(declarations.modules.map(\.name))
        let builder = SheetBuilder(declarations)
        let sheet = builder.sheet(Simulation.inputs(modules: modules, role: .controller))
        let byNature = Dictionary(
            uniqueKeysWithValues: LegalNature.allCases.map { nature in
                let inputs = Simulation.inputs(modules: modules, role: .controller, nature: nature)
                return (nature, builder.sheet(inputs).treatments.map(\.legalBasis))
            })
        var text = "# Registre des traitements : tout ce que ce programme contient\n"
        text += "\nÉcrit par `make golden` à partir des déclarations. Ne pas modifier à la main.\n"
        for (index, line) in sheet.treatments.enumerated() {
            text += "\n## \(line.code) \(line.title)\n\n"
            text += rows(line)
            for nature in LegalNature.allCases {
                if let basis = byNature[nature]?[index] {
                    text += "- base légale, \(nature.label.lowercased()) : \(basis.code), \(basis.text)\n"
                }
            }
            text += details(line)
        }
        return text
    }

    private static func rows(_ line: Sheet.Line) -> String {
        var text = "- module : \(line.module)\n"
        for purpose in line.purposes { text += "- finalité : \(purpose)\n" }
        if let exception = line.article9 { text += "- art. 9 : \(exception.code), \(exception.text)\n" }
        text += "- personnes : \(line.persons.joined(separator: ", "))\n"
        text += "- source : \(line.source)\n"
        return text
    }

    private static func details(_ line: Sheet.Line) -> String {
        var text = ""
        for datum in line.data {
            text += "- données : \(datum.category.rawValue)\(datum.sensitive ? " (sensible)" : "")\n"
            for item in datum.items { text += "  - \(item)\n" }
            text += "  - colonnes : \(datum.columns.joined(separator: ", "))\n"
        }
        for recipient in line.recipients { text += "- destinataire \(recipient.kind.rawValue) : \(recipient.label)\n" }
        for processor in line.processors {
            text += "- sous-traitant : \(processor.name) (\(processor.country)), \(processor.service)\n"
        }
        for transfer in line.transfers {
            text += "- transfert : \(transfer.processor), \(transfer.country), \(transfer.instrument)\n"
        }
        for rule in line.retention {
            text += "- conservation \(rule.code) (\(rule.category.rawValue)) : \(rule.subject) ; \(term(rule.active))"
            if let intermediate = rule.intermediate { text += " puis \(term(intermediate)) en archives intermédiaires" }
            text += " ; \(rule.fate) ; \(rule.ground) ; \(rule.reference)\n"
            for exception in rule.exceptions { text += "  - \(exception)\n" }
        }
        text += "- mesures : \(line.measures.joined(separator: ", "))\n"
        let impact = line.impactAssessment
        text += "- analyse d'impact : \(impact.required ? "oui" : "non") ; liste CNIL \(impact.cnilList) ; "
        text += impact.criteria.joined(separator: ", ") + "\n"
        text += "- droits : \(line.rights.joined(separator: ", "))\n"
        text += "- caractère obligatoire : \(line.obligation)\n"
        return text
    }

    private static func term(_ term: Term) -> String { "\(term.length) à compter de : \(term.event)" }
}
