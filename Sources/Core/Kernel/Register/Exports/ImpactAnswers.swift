/// Answers to the questions of sections 1 and 2 of the CNIL's PIA tool, as the HTML that its editor holds.
struct ImpactAnswers {
    let sheet: Sheet
    let lines: [Sheet.Line]

    var all: [(question: Int, html: String)] { context + principles + rights }

    /// Section 1: overview, data and carriers.
    private var context: [(Int, String)] {
        [
            (111, perLine { [$0.mainPurpose] + $0.otherPurposes }),
            (
                112,
                HTMLText.list(
                    [
                        "Responsable du traitement : \(sheet.structure.sentence)",
                        "Délégué à la protection des données : \(sheet.dpo.sentence)",
                        "Sous-traitant (éditeur du logiciel) : \(sheet.publisher.sentence)",
                        "Contrat : \(sheet.contract?.sentence ?? "—")",
                    ] + processors)
            ),
            (113, HTMLText.list(lines.flatMap(\.retention).map(\.reference).filter { !$0.isEmpty }.uniqued)),
            (
                121,
                perLine { line in
                    line.data.map { $0.sensitive ? "\($0.sentence) (donnée sensible)" : $0.sentence }
                        + ["Personnes concernées : \(line.personLabels.joined(separator: ", "))"]
                        + ["Destinataires : \(line.recipients.map(\.sentence).joined(separator: ", "))"]
                }
            ),
            (122, perLine { ["Source : \($0.source)"] + $0.retention.map(\.sentence).uniqued }),
            (
                123,
                perLine { ["Tables de la base : \($0.data.flatMap(\.tables).uniqued.joined(separator: ", "))"] }
            ),
        ]
    }

    /// Section 2.1: necessity and proportion.
    private var principles: [(Int, String)] {
        [
            (211, perLine(\.purposes)),
            (212, perLine { [$0.legalBasis.sentence] + ($0.article9.map { [$0.sentence] } ?? []) }),
            (213, perLine { $0.data.map(\.sentence) }),
            (
                214,
                HTMLText.list([
                    "Source des données : \(lines.map(\.source).uniqued.joined(separator: " ; "))",
                    "Les personnes peuvent faire rectifier leurs données (art. 16).",
                ])
            ),
            (215, perLine { $0.retention.map(\.sentence) }),
        ]
    }

    /// Section 2.2: rights, processors, transfers.
    private var rights: [(Int, String)] {
        let contact = "Demandes adressées à : \(sheet.dpo.sentence)"
        return [
            (
                221,
                HTMLText.list([
                    "Notice d'information (art. 13 et 14) tirée du registre, version \(sheet.version) en vigueur le"
                        + " \(sheet.effectiveOn.french)"
                ])
            ),
            (222, perLine { ["Base légale : \($0.legalBasis.codeLabel)"] }),
            (223, HTMLText.list(held(["acces", "portabilite"]) + [contact])),
            (224, HTMLText.list(held(["rectification", "effacement"]) + [contact])),
            (225, HTMLText.list(held(["limitation", "opposition"]) + [contact])),
            (226, HTMLText.list(processors.isEmpty ? ["Aucun sous-traitant ultérieur"] : processors)),
            (
                227,
                {
                    let transfers = lines.flatMap(\.transfers).map(\.sentence).uniqued
                    return HTMLText.list(transfers.isEmpty ? ["Aucun transfert hors de l'Union européenne"] : transfers)
                }()
            ),
        ]
    }

    private var processors: [String] { lines.flatMap(\.processors).map(\.sentence).uniqued }

    private func held(_ codes: [String]) -> [String] {
        codes.compactMap { code in
            let with = lines.filter { $0.rights.contains(code) || $0.rights.contains(RightWords.label(code)) }
            return with.isEmpty
                ? nil : "\(RightWords.label(code)) : \(with.map { "\($0.code) \($0.title)" }.joined(separator: ", "))"
        }
    }

    private func perLine(_ points: (Sheet.Line) -> [String]) -> String {
        lines.map { line in
            "<p><strong>\(HTMLText.escaped("\(line.code) – \(line.title)"))</strong></p>" + HTMLText.list(points(line))
        }.joined()
    }
}

/// The little HTML that the PIA tool's editor understands.
enum HTMLText {
    static func list(_ texts: [String]) -> String {
        texts.isEmpty ? "" : "<ul>" + texts.map { "<li>\(escaped($0))</li>" }.joined() + "</ul>"
    }

    static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
