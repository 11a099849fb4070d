/// The sections of the notice, in the order of art. 13 and 14.
struct NoticeText {
    let sheet: Sheet
    let lines: [Sheet.Line]
    let audience: Notice.Audience

    var sections: [Notice.Section] {
        [
            essential, who, purposes, data, obligation, recipients, transfers, retention, rights, exercise, withdrawal,
            complaint,
            automated,
        ]
    }

    /// A first layer for who reads no further: the answers that people look for.
    private var essential: Notice.Section {
        let active = lines.filter { $0.status == .active }
        let longest = lines.flatMap(\.retention).map(\.active).max { $0.approximateDays < $1.approximateDays }
        let abroad = lines.contains { !$0.transfers.isEmpty }
        let contact = [sheet.dpo.phone, sheet.dpo.email].filter { !$0.isEmpty }.joined(separator: " ou ")
        var points = [
            audience != .professionals
                ? "\(sheet.structure.name) utilise vos données pour votre prise en charge."
                : "\(sheet.structure.name) utilise vos données pour votre activité."
        ]
        if active.contains(where: \.hasSensitiveData), audience != .professionals {
            points.append("Certaines touchent à votre santé. Ceux qui les lisent sont tenus au secret professionnel.")
        }
        points.append(
            abroad
                ? "Certaines sortent de l'Union européenne. Des garanties les protègent."
                : "Elles ne sortent pas de l'Union européenne.")
        if let longest { points.append("Nous les gardons le temps nécessaire, au plus \(longest.length) en général.") }
        points.append("Vous pouvez les voir, les faire corriger et poser vos questions. C'est gratuit.")
        if !contact.isEmpty { points.append("Pour cela, appelez ou écrivez : \(contact).") }
        return Notice.Section("essential", "L'essentiel", [], points: points)
    }

    /// Art. 13.1.a and b.
    private var who: Notice.Section {
        let party = sheet.structure
        var paragraphs = [
            "\(party.name) est responsable de vos données. Son adresse : \(party.addressLine)."
                + phrase(" Téléphone : ", party.phone, ".") + phrase(" Courriel : ", party.email, ".")
        ]
        if !party.representative.isEmpty { paragraphs.append("Son représentant : \(party.representative).") }
        let contact = sheet.dpo.sentence
        if !contact.isEmpty {
            paragraphs.append(
                "Une personne veille à la protection de vos données. C'est le délégué à la protection des données :"
                    + " \(contact). Vous pouvez lui écrire ou l'appeler.")
        }
        return Notice.Section("controller", "Qui est responsable de vos données ?", paragraphs)
    }

    /// Art. 13.1.c and d.
    private var purposes: Notice.Section {
        let exceptions = lines.compactMap(\.article9).map(exception).uniqued
        let sensitive = lines.filter { $0.article9 != nil }.map(\.title)
        var paragraphs: [String] = []
        if !sensitive.isEmpty {
            paragraphs = exceptions + ["Cela vaut pour : \(sensitive.joined(separator: ", "))."]
        }
        return Notice.Section(
            "purposes", "Pourquoi utilisons-nous vos données, et de quel droit ?", paragraphs,
            parts: lines.map { line in
                let stopped = line.status == .stopped ? [sentence(line.statusLabel)] : []
                let others =
                    line.otherPurposes.isEmpty
                    ? "" : " Et aussi : \(ended(line.otherPurposes.joined(separator: " ; ")))"
                return Notice.Part(
                    line.title, stopped + [sentence(line.mainPurpose) + others, basis(line.legalBasis)])
            })
    }

    private func basis(_ basis: Sheet.Coded) -> String {
        let reason = basis.reason
        let because = reason.isEmpty ? "." : " : \(ended(reason))"
        return switch LegalBasis(rawValue: basis.code) {
        case .consent: "Nous le faisons parce que vous avez dit oui\(because) Vous pouvez changer d'avis à tout moment."
        case .contract: "Nous en avons besoin pour tenir le contrat passé avec vous\(because)"
        case .legalObligation: "La loi nous y oblige\(because)"
        case .vitalInterests: "Il s'agit de protéger la vie de quelqu'un\(because)"
        case .publicInterest: "C'est une mission d'intérêt public\(because)"
        case .legitimateInterest:
            "Nous avons un intérêt légitime à le faire\(because) Vous pouvez vous y opposer : voir « Vos droits »."
        case nil: "Base légale : \(ended(basis.sentence))"
        }
    }

    private func exception(_ article9: Sheet.Coded) -> String {
        switch Article9Exception(rawValue: article9.code) {
        case .care:
            "Des données de santé sont utilisées. La loi le permet pour vous soigner ou vous accompagner. Les"
                + " personnes qui les lisent sont tenues au secret professionnel."
        case .explicitConsent: "Des données de santé sont utilisées. Vous l'avez accepté expressément."
        default: "Des données de santé sont utilisées. La loi le permet : \(ended(article9.sentence))"
        }
    }

    /// Art. 14.1.d and 14.2.f.
    private var data: Notice.Section {
        let held = Set(lines.flatMap(\.data).map(\.category)).sorted()
        let sources = lines.map(\.source).filter { !$0.isEmpty }.map(sentence).uniqued
        return Notice.Section(
            "data", "Quelles données, et d'où viennent-elles ?", [],
            parts: [
                Notice.Part("Quelles données", [], points: held.map(NoticeText.plain)),
                Notice.Part("D'où elles viennent", [], points: sources),
            ])
    }

    private static func plain(_ category: DataCategory) -> String {
        let text =
            switch category {
            case .identity: "État civil, identité, adresse, téléphone, courriel."
            case .personalLife: "Vie personnelle : proches, habitudes de vie."
            case .professionalLife: "Vie professionnelle : métier, fonction."
            case .economic: "Informations économiques et financières."
            case .connection: "Connexions : adresse internet de l'appareil, dates et heures."
            case .location: "Position."
            case .internet: "Navigation sur internet."
            case .other: "Informations de gestion : dates, états, choix."
            case .health: "Santé."
            case .nationalIdentifier: "Numéro de sécurité sociale ou identité nationale de santé."
            }
        return category.sensitive ? text + " C'est une donnée sensible, mieux protégée par la loi." : text
    }

    /// Art. 13.2.e.
    private var obligation: Notice.Section {
        let told = lines.filter { !$0.obligation.isEmpty }
        return Notice.Section(
            "obligation", "Êtes-vous obligé de répondre ?",
            told.isEmpty ? ["Demandez-le à la personne qui vous interroge."] : [],
            points: told.map { "\($0.title) : \(ended($0.obligation))" })
    }

    /// Art. 13.1.e.
    private var recipients: Notice.Section {
        let names = Set(lines.flatMap(\.processors).map(\.name))
        let readers = lines.flatMap(\.recipients).map(\.label).filter { !names.contains($0) }.uniqued
        let companies = lines.flatMap(\.processors).map { "\($0.name) (\(Country.name($0.country))) : \($0.service)" }
            .uniqued
        var parts = [Notice.Part("Les personnes et organismes", [], points: readers.map(sentence))]
        if !companies.isEmpty {
            parts.append(
                Notice.Part(
                    "Les entreprises qui travaillent pour nous",
                    ["Elles n'ont pas le droit d'utiliser vos données pour elles-mêmes."], points: companies))
        }
        return Notice.Section(
            "recipients", "Qui reçoit vos données ?",
            [
                "Chacun ne voit que ce qui lui est utile.",
                "Le logiciel est fourni par \(sheet.publisher.name), qui travaille sur nos instructions.",
            ], parts: parts)
    }

    /// Art. 13.1.f.
    private var transfers: Notice.Section {
        let pairs = lines.flatMap { line in
            line.transfers.map { transfer in
                let name = line.processors.first { $0.code == transfer.processor }?.name ?? transfer.processor
                return "\(name), \(Country.name(transfer.country)). Garantie : \(ended(transfer.instruments))"
            }
        }.uniqued
        guard !pairs.isEmpty else {
            return Notice.Section(
                "transfers", "Vos données sortent-elles de l'Union européenne ?",
                ["Non. Aucun transfert hors de l'Union européenne n'est prévu."])
        }
        return Notice.Section(
            "transfers", "Vos données sortent-elles de l'Union européenne ?",
            [
                "Oui, certaines. Voici vers qui, et ce qui les protège.",
                "Vous pouvez demander une copie de ces garanties au délégué à la protection des données.",
            ], points: pairs)
    }

    /// Art. 13.2.a. Data with the same term are told together.
    private var retention: Notice.Section {
        var groups: [(term: String, rule: Sheet.Retention, subjects: [String])] = []
        for rule in lines.flatMap(\.retention) {
            let term = NoticeText.term(rule)
            if let index = groups.firstIndex(where: { $0.term == term }) {
                if !groups[index].subjects.contains(rule.subject) { groups[index].subjects.append(rule.subject) }
            } else {
                groups.append((term, rule, [rule.subject]))
            }
        }
        groups.sort { $0.rule.active.approximateDays > $1.rule.active.approximateDays }
        return Notice.Section(
            "retention", "Combien de temps les gardons-nous ?", [],
            parts: groups.map { Notice.Part($0.rule.active.length, [$0.term], points: $0.subjects.map(sentence)) })
    }

    private static func term(_ retention: Sheet.Retention) -> String {
        var text = "Le délai part de : \(ended(retention.active.event))"
        if let more = retention.intermediate {
            text += " Ensuite, elles sont mises à part pendant \(more.length)."
        }
        switch Fate(rawValue: retention.fate) {
        case .destruction: text += " À la fin, elles sont détruites."
        case .anonymisation: text += " À la fin, elles sont rendues anonymes."
        case .archives: text += " À la fin, elles sont versées aux archives."
        case nil: text += " À la fin : \(retention.fate)."
        }
        if !retention.exceptions.isEmpty {
            text += " Cas particuliers : \(retention.exceptions.joined(separator: " ; "))."
        }
        return text
    }

    private func phrase(_ before: String, _ text: String, _ after: String) -> String {
        text.isEmpty ? "" : before + text + after
    }
}

/// A capital first and a full stop last.
func sentence(_ text: String) -> String {
    guard let first = text.first else { return text }
    return first.uppercased() + ended(String(text.dropFirst()))
}

func ended(_ text: String) -> String {
    guard let last = text.last else { return text }
    return ".!?…".contains(last) ? text : text + "."
}

extension Sheet.Transfer {
    /// The instruments alone: a notice is no place for what a DPO still has to check.
    var instruments: String {
        let main = Sheet.Transfer.label(instrument)
        return fallback.map { "\(main) ; à défaut, \(Sheet.Transfer.label($0))" } ?? main
    }
}
