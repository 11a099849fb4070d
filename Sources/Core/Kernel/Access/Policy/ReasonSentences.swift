extension ReasonCode {
    /// To whoever was refused: one sentence, and the way out where there is one.
    public var sentence: Bilingual {
        switch family {
        case .auth: admissionSentence
        case .patientRules: mandateSentence
        case .notCare, .masked, .mission: perimeterSentence
        case .noCareRelation, .opposition, .consentRequired: sharingSentence
        }
    }

    private var admissionSentence: Bilingual {
        switch self {
        case .notAuthenticated: Bilingual(fr: "Connectez-vous pour continuer.", en: "Sign in to continue.")
        case .levelTooLow:
            Bilingual(
                fr:
                    "Confirmez votre identité par un second moyen (double authentification, Pro Santé Connect ou FranceConnect) : un seul ne suffit pas pour des données de santé.",
                en:
                    "Confirm your identity by a second means (two factors, your professional card or FranceConnect): one alone does not reach health data."
            )
        case .noExercise:
            Bilingual(
                fr:
                    "Choisissez la situation d'exercice dans laquelle vous agissez : sans elle, aucun droit de professionnel n'est ouvert.",
                en: "Choose the role and structure in which you act: without them you have no professional right.")
        case .otherStructure:
            Bilingual(
                fr:
                    "Ce dossier est tenu par une autre structure, et aucune convention en vigueur ne vous y donne accès.",
                en: "Another structure keeps this record, and no agreement in force gives you access to it.")
        case .conventionEnded:
            Bilingual(
                fr:
                    "La convention entre votre structure et celle qui tient ce dossier a pris fin ; elle doit être renouvelée.",
                en:
                    "The agreement between your structure and the one that keeps this record has ended; it has to be renewed."
            )
        default:
            Bilingual(
                fr: "La structure qui tient ce dossier n'utilise pas cette fonction.",
                en: "The structure that keeps this record does not use this function.")
        }
    }

    private var mandateSentence: Bilingual {
        switch self {
        case .mandateMissing:
            Bilingual(
                fr:
                    "Aucun titre enregistré ne vous permet d'agir pour cette personne ; adressez-vous à la structure avec votre justificatif.",
                en: "No recorded title lets you act for this person; show the structure your proof.")
        case .mandateUnverified:
            Bilingual(
                fr: "Votre titre n'a pas encore été vérifié ; adressez-vous à la structure avec votre justificatif.",
                en: "Your title has not been verified yet; show the structure your proof.")
        case .mandateEnded:
            Bilingual(
                fr:
                    "Votre titre n'est pas, ou n'est plus, en vigueur ; adressez-vous à la structure s'il a été renouvelé.",
                en: "Your title is not, or no longer, in force; tell the structure if it was renewed.")
        case .titleWithoutAccess:
            Bilingual(
                fr:
                    "Votre titre ne donne pas d'accès propre au dossier : la personne, ou la structure, peut vous en transmettre ce qu'il faut.",
                en:
                    "Your title gives no access of its own to the record: the person, or the structure, can pass on what is needed."
            )
        case .notInMandate:
            Bilingual(
                fr: "Votre mandat ne couvre pas ces informations ou cette décision ; la personne peut l'étendre.",
                en: "Your mandate does not cover this information or decision; the person can extend it.")
        default:
            Bilingual(
                fr: "Ce lien ne sert qu'à la demande pour laquelle vous l'avez reçu.",
                en: "This link only serves the request for which you received it.")
        }
    }

    private var perimeterSentence: Bilingual {
        switch self {
        case .notCare:
            Bilingual(
                fr:
                    "Vous ne participez pas à la prise en charge de cette personne au sens de la loi (CSP R1110-2) : aucune donnée nominative de santé ne peut vous être montrée.",
                en:
                    "The law does not count you among those who take part in this person's care (CSP R1110-2): no health data by name can be shown to you."
            )
        case .supportNotApproved:
            Bilingual(
                fr: "L'assistance n'a pas accès à ce dossier : la structure doit approuver un ticket qui le couvre.",
                en: "Support has no access to this record: the structure has to approve a ticket that covers it.")
        case .supportEnded:
            Bilingual(
                fr: "L'intervention approuvée a pris fin ; la structure peut en approuver une autre.",
                en: "The approved intervention has ended; the structure can approve another.")
        case .blocked:
            Bilingual(
                fr: "La personne a demandé que vous n'ayez pas accès à son dossier, même en urgence.",
                en: "The person asked that you have no access to their record, not even in an emergency.")
        case .masked:
            Bilingual(fr: "Ce document ne vous est pas ouvert.", en: "This document is not open to you.")
        default:
            Bilingual(
                fr:
                    "Votre rôle ne comprend pas ce geste sur ce type d'informations ; adressez-vous à votre structure s'il le devrait.",
                en: "Your role does not include this with this kind of information; ask your structure if it should.")
        }
    }

    private var sharingSentence: Bilingual {
        switch self {
        case .noCareRelation:
            Bilingual(
                fr:
                    "Vous n'êtes pas enregistré comme prenant en charge cette personne ; faites-vous ajouter à son cercle de soins.",
                en: "You are not recorded as caring for this person; have yourself added to their care circle.")
        case .opposition:
            Bilingual(
                fr: "La personne s'est opposée à ce partage ; elle seule peut lever son opposition.",
                en: "The person objected to this sharing; they alone can lift their objection.")
        case .emergencyForHealthProfessionals:
            Bilingual(
                fr: "L'accès en urgence est réservé aux professionnels de santé.",
                en: "Emergency access is for health professionals alone.")
        case .freshProofMissing:
            Bilingual(
                fr: "Confirmez à nouveau votre identité pour ouvrir ce dossier en urgence.",
                en: "Prove your identity again to open this record in an emergency.")
        case .reasonMissing:
            Bilingual(
                fr: "Indiquez le motif de l'urgence pour ouvrir ce dossier.",
                en: "Give the reason of the emergency to open this record.")
        case .regulationRightMissing:
            Bilingual(
                fr: "Le mode centre 15 demande le droit de régulation médicale, que votre structure attribue.",
                en: "The centre 15 mode needs the right of medical regulation, which your structure grants.")
        case .emergencyEnded:
            Bilingual(
                fr:
                    "Le temps de l'accès en urgence est écoulé ; ouvrez-en un autre, avec son motif, s'il le faut encore.",
                en: "The time of the emergency access is over; open another, with its reason, if it is still needed.")
        default:
            Bilingual(
                fr:
                    "Vous ne faites pas partie de l'équipe de soins au sens de la loi : il faut le consentement de la personne pour partager ces informations avec vous.",
                en:
                    "You are not of the care team in the sense of the law: sharing this information with you needs the person's consent."
            )
        }
    }
}
