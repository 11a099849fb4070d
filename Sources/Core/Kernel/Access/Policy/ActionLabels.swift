extension Action {
    /// What the action lets somebody do, as a verb.
    public var label: Bilingual {
        switch self {
        case .read: Bilingual(fr: "Lire", en: "Read")
        case .list: Bilingual(fr: "Voir dans une liste", en: "See in a list")
        case .search: Bilingual(fr: "Rechercher", en: "Search")
        case .create: Bilingual(fr: "Ajouter", en: "Add")
        case .update: Bilingual(fr: "Modifier", en: "Change")
        case .delete: Bilingual(fr: "Supprimer", en: "Delete")
        case .export: Bilingual(fr: "Exporter", en: "Export")
        case .print: Bilingual(fr: "Imprimer", en: "Print")
        case .share: Bilingual(fr: "Transmettre à d'autres", en: "Pass on to others")
        case .decideConsent:
            Bilingual(fr: "Enregistrer ce que la personne décide", en: "Record what the person decides")
        case .readLog: Bilingual(fr: "Lire le journal des accès", en: "Read the access log")
        case .checkIntegrity:
            Bilingual(fr: "Vérifier que rien n'a été altéré, sans lire", en: "Check that nothing was altered, unread")
        }
    }
}

extension CallerKind {
    /// Who it is, lower case.
    public var label: Bilingual {
        switch self {
        case .professional: Bilingual(fr: "professionnel", en: "professional")
        case .partnerProfessional: Bilingual(fr: "professionnel partenaire", en: "partner professional")
        case .officeStaff: Bilingual(fr: "secrétariat", en: "office staff")
        case .administrator: Bilingual(fr: "administration de la structure", en: "administrator")
        case .dpo: Bilingual(fr: "délégué à la protection des données", en: "data protection officer")
        case .vendorSupport: Bilingual(fr: "assistance de l'éditeur", en: "publisher's support")
        case .insurer: Bilingual(fr: "assureur", en: "insurer")
        case .patient: Bilingual(fr: "patient", en: "patient")
        case .representative: Bilingual(fr: "représentant", en: "representative")
        case .caregiver: Bilingual(fr: "aidant", en: "caregiver")
        case .machineClient: Bilingual(fr: "programme", en: "program")
        case .job: Bilingual(fr: "tâche planifiée", en: "scheduled task")
        case .commandLine: Bilingual(fr: "ligne de commande", en: "command line")
        }
    }
}

extension MatrixRole {
    /// Who it is, lower case.
    public var label: Bilingual {
        switch self {
        case .profession(let profession): profession.label
        case .kind(let kind): kind.label
        }
    }
}

extension AccessMode {
    public var label: Bilingual {
        switch self {
        case .normal: Bilingual(fr: "accès normal", en: "normal access")
        case .breakGlass: Bilingual(fr: "urgence, bris de glace", en: "emergency, break-glass")
        case .centre15: Bilingual(fr: "urgence, centre 15", en: "emergency, centre 15")
        }
    }
}

extension StructureChoices {
    /// What is left of a cell of the matrix after everything that the structure narrowed.
    public func actions(of role: MatrixRole, on documents: DocumentClass, inEmergency: Bool) -> Set<Action> {
        cells.filter { $0.role == role && $0.documents == documents && $0.inEmergency == inEmergency }.reduce(
            AccessMatrix.standard.actions(of: role, on: documents, inEmergency: inEmergency)
        ) { $0.intersection($1.actions) }
    }
}
