extension StoredDecision {
    /// "Why may I see this?", "why not?": to the caller, from what was stored, nothing typed by anybody.
    public var why: Bilingual {
        switch verdict {
        case .refused(let reason): return reason.sentence
        case .allowed(let permit):
            guard let carrier = permit.carriers.first else { return ReasonCode.consentRequired.sentence }
            return sentence(carrier, permit).limited(to: permit.until, when: permit.obligations.contains(.banner))
        }
    }

    /// The same to the patient, to the DPO, to whoever reviews: about the caller.
    public var whyThey: Bilingual {
        switch verdict {
        case .refused(let reason):
            Bilingual(fr: "Accès refusé : \(reason.label.fr).", en: "Access refused: \(reason.label.en).")
        case .allowed(let permit):
            Bilingual(
                fr: "Accès permis : \(ground(permit).fr).", en: "Access allowed: \(ground(permit).en)."
            ).limited(to: permit.until, when: permit.obligations.contains(.banner))
        }
    }

    private func sentence(_ carrier: Permit.Carrier, _ permit: Permit) -> Bilingual {
        switch carrier.basis {
        case .team, .exchange, .consent: sharingSentence(carrier)
        case .ownRecord: Bilingual(fr: "C'est votre propre dossier.", en: "It is your own record.")
        case .mandate:
            Bilingual(
                fr: "Vous agissez pour cette personne ; votre titre (\(title.fr)) a été vérifié par la structure.",
                en: "You act for this person; the structure has verified your title (\(title.en)).")
        case .invitation:
            Bilingual(
                fr: "Vous répondez à la demande que la structure vous a adressée.",
                en: "You answer the request that the structure sent you.")
        case .emergency: emergencySentence
        case .authorship:
            Bilingual(
                fr:
                    "Vous écrivez dans le dossier d'une personne que vous prenez en charge, ou vous relisez ce que vous y avez écrit : rien n'est montré à quelqu'un d'autre.",
                en:
                    "You write in the record of a person you care for, or read again what you wrote: nothing is shown to anybody else."
            )
        case .administration:
            Bilingual(
                fr: "Votre travail de secrétariat dans la structure qui tient ce dossier demande ces informations.",
                en: "Your office work in the structure that keeps this record needs this information.")
        case .oversight:
            Bilingual(
                fr:
                    "Votre mission de délégué à la protection des données comprend la lecture du journal des accès, elle-même journalisée.",
                en: "Your task as data protection officer includes reading the access log, which is itself logged.")
        case .support:
            Bilingual(
                fr: "La structure a approuvé cette intervention d'assistance, qu'elle voit dans sa liste.",
                en: "The structure approved this support intervention and sees it in its list.")
        case .statute:
            Bilingual(
                fr:
                    "Une exception prévue par la loi, enregistrée et limitée dans le temps, vous ouvre ces informations.",
                en: "A statutory exception, recorded and limited in time, opens this information to you.")
        case .upkeep:
            Bilingual(
                fr: "C'est une tâche déclarée du programme, pour le compte de la structure.",
                en: "This is a declared task of the program, on the structure's behalf.")
        }
    }

    private func sharingSentence(_ carrier: Permit.Carrier) -> Bilingual {
        let day = carrier.since
        let on = Bilingual(fr: day.map { " le \($0.french)" } ?? "", en: day.map { " on \($0)" } ?? "")
        switch carrier.basis {
        case .exchange:
            return Bilingual(
                fr:
                    "Ces informations vous ont été adressées nommément ; la personne en a été informée\(on.fr) (CSP L1110-4, II).",
                en: "This information was sent to you by name; the person was told so\(on.en) (CSP L1110-4, II).")
        case .consent:
            return Bilingual(
                fr:
                    "La personne a consenti\(on.fr) au partage de ces informations avec votre structure ou votre profession (CSP L1110-4, III).",
                en:
                    "The person consented\(on.en) to sharing this information with your structure or profession (CSP L1110-4, III)."
            )
        default:
            let team = carrier.team?.sentencePart ?? Bilingual(fr: "", en: "")
            return Bilingual(
                fr:
                    "Vous prenez en charge cette personne au sein de son équipe de soins : \(team.fr). Elle en a été informée\(on.fr).",
                en: "You care for this person within their care team: \(team.en). The person was told so\(on.en).")
        }
    }

    private var emergencySentence: Bilingual {
        facts.mode == .centre15
            ? Bilingual(
                fr:
                    "Vous régulez un appel (centre 15) et en avez donné le motif ; l'accès est signalé à la structure et à la personne, et sera relu.",
                en:
                    "You regulate a call (centre 15) and gave the reason; the structure and the person are told, and it will be reviewed."
            )
            : Bilingual(
                fr:
                    "Vous avez ouvert ce dossier en urgence (bris de glace) et en avez donné le motif ; l'accès est signalé à la structure et à la personne, et sera relu.",
                en:
                    "You opened this record in an emergency (break-glass) and gave the reason; the structure and the person are told, and it will be reviewed."
            )
    }

    private var title: Bilingual { facts.mandate?.title.label ?? Bilingual(fr: "titre", en: "title") }

    /// The ground as words that fit after a colon.
    private func ground(_ permit: Permit) -> Bilingual {
        switch permit.basis {
        case .ownRecord: Bilingual(fr: "dossier de la personne elle-même", en: "the person's own record")
        case .mandate: Bilingual(fr: "titre vérifié (\(title.fr))", en: "verified title (\(title.en))")
        case .invitation:
            Bilingual(fr: "réponse à une demande de la structure", en: "answer to the structure's request")
        case .team: Bilingual(fr: "membre de l'équipe de soins", en: "member of the care team")
        case .exchange: Bilingual(fr: "informations adressées nommément", en: "information sent by name")
        case .consent: Bilingual(fr: "consentement de la personne", en: "the person's consent")
        case .emergency:
            facts.mode == .centre15
                ? Bilingual(fr: "urgence, centre 15", en: "emergency, centre 15")
                : Bilingual(fr: "urgence, bris de glace", en: "emergency, break-glass")
        case .authorship: Bilingual(fr: "auteur, dans le cadre de la prise en charge", en: "author, while caring")
        case .administration: Bilingual(fr: "secrétariat de la structure", en: "office work of the structure")
        case .oversight: Bilingual(fr: "délégué à la protection des données", en: "data protection officer")
        case .support: Bilingual(fr: "assistance approuvée par la structure", en: "support approved by the structure")
        case .statute: Bilingual(fr: "exception prévue par la loi", en: "statutory exception")
        case .upkeep: Bilingual(fr: "tâche déclarée du programme", en: "declared task of the program")
        }
    }
}

extension TeamBasis {
    /// What makes the team one, as words that fit after a colon.
    var sentencePart: Bilingual {
        switch self {
        case .none: Bilingual(fr: "sans fondement enregistré", en: "without recorded ground")
        case .sameStructure:
            Bilingual(
                fr: "vous travaillez dans la même structure (CSP L1110-12, 1°)",
                en: "you work in the same structure (CSP L1110-12, 1°)")
        case .namedByPatient:
            Bilingual(
                fr: "elle vous en a reconnu membre (CSP L1110-12, 2°)",
                en: "they recognised you as a member (CSP L1110-12, 2°)")
        case .formalised:
            Bilingual(
                fr: "un acte écrit organise cet ensemble de professionnels (CSP L1110-12, 3°)",
                en: "a written act organises this set of professionals (CSP L1110-12, 3°)")
        }
    }
}

extension Bilingual {
    /// With the moment at which it ends, where that is near enough to matter.
    fileprivate func limited(to end: Instant?, when told: Bool) -> Bilingual {
        guard told, let end else { return self }
        let day = end.parisDay
        return Bilingual(
            fr: "\(fr) Fin le \(day.french) à \(end.parisTime).", en: "\(en) Ends on \(day) at \(end.parisTime).")
    }
}

extension Instant {
    /// What clocks in metropolitan France show: `14:05`.
    fileprivate var parisTime: String {
        let minutes = (milliseconds / 1000 + Paris.offsetSeconds(atUTC: milliseconds)) / 60 % 1440
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
