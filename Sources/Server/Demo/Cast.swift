import Kernel

/// The fictitious structures and people of the demonstration. Invented by hand; telephone numbers come from the
/// ranges kept for fiction, addresses end in `.example`.
enum Cast {
    struct Member: Sendable {
        let givenName: String
        let familyName: String
        let function: String
        let email: String
        let roles: [StaffRole]

        var name: String { "\(givenName) \(familyName)" }
    }

    struct Customer: Sendable {
        let draft: StructureDraft
        let contract: Contract
        let staff: [Member]
        /// What happened to modules: day, module, on or off.
        let decisions: [(day: Day, module: String, on: Bool)]
    }

    static func day(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    static let customers: [Customer] = [tilleuls, samu, ward, mimosas]

    private static let tilleuls: Customer = {
        var draft = StructureDraft(
            ref: "msp-des-tilleuls", name: "Maison de santé des Tilleuls (fictive)", kind: .msp,
            legalNature: .privateBody,
            dpo: .init(
                name: "Delphine Prudence", organisation: "Cabinet Prudence (fictif)", email: "dpo@tilleuls.example",
                phone: "01 99 00 10 01"))
        draft.finess = "990000010"
        draft.siret = "99900000100019"
        draft.address = "3 place des Tilleuls"
        draft.postalCode = "99001"
        draft.city = "Villefictive"
        draft.representative = "Anselme Tilleul, gérant de la SISA"
        draft.phone = "01 99 00 10 00"
        draft.email = "contact@tilleuls.example"
        draft.contacts = [
            .init(
                role: "incident", name: "Basile Exemple", email: "incident@tilleuls.example", phone: "01 99 00 10 02"),
            .init(
                role: "professionnel_sante", name: "Dr Célestine Modèle", email: "c.modele@tilleuls.example",
                phone: "01 99 00 10 03"),
        ]
        return Customer(
            draft: draft, contract: Contract(reference: "CIT-DEMO-001", signedOn: day("2026-01-12")),
            staff: [
                Member(
                    givenName: "Delphine", familyName: "Prudence", function: "déléguée à la protection des données",
                    email: "dpo@tilleuls.example", roles: [.dpo]),
                Member(
                    givenName: "Anselme", familyName: "Tilleul", function: "coordinateur",
                    email: "a.tilleul@tilleuls.example",
                    roles: [.administrator]),
                Member(
                    givenName: "Nora", familyName: "Infirmière-Fictive", function: "infirmière",
                    email: "nora@tilleuls.example",
                    roles: [.professional]),
            ],
            decisions: [
                (day("2026-02-02"), "shared-records", true), (day("2026-03-16"), "questionnaires", true),
                (day("2026-09-01"), "partner-exchange", true),
            ])
    }()

    private static let samu: Customer = {
        var draft = StructureDraft(
            ref: "samu-du-val", name: "SAMU du Val (fictif)", kind: .samu, legalNature: .publicBody,
            dpo: .init(
                name: "Octave Registre", organisation: "Centre hospitalier du Val (fictif)", email: "dpo@chval.example",
                phone: "01 99 00 15 01"))
        draft.finess = "990000028"
        draft.siret = "99900000200017"
        draft.address = "15 avenue de l'Urgence"
        draft.postalCode = "99015"
        draft.city = "Valfictif"
        draft.representative = "Hélène Direction, directrice du centre hospitalier"
        draft.phone = "01 99 00 15 00"
        draft.email = "samu@chval.example"
        draft.contacts = [
            .init(role: "securite", name: "Rémi Rempart", email: "rssi@chval.example", phone: "01 99 00 15 02")
        ]
        return Customer(
            draft: draft, contract: Contract(reference: "CIT-DEMO-002", signedOn: day("2026-02-20")),
            staff: [
                Member(
                    givenName: "Octave", familyName: "Registre", function: "délégué à la protection des données",
                    email: "dpo@chval.example",
                    roles: [.dpo]),
                Member(
                    givenName: "Dr Régis", familyName: "Quinze", function: "médecin régulateur",
                    email: "r.quinze@chval.example",
                    roles: [.professional]),
            ],
            decisions: [(day("2026-03-02"), "partner-exchange", true)])
    }()

    private static let ward: Customer = {
        var draft = StructureDraft(
            ref: "geriatrie-saint-exemple", name: "Service de gériatrie, hôpital Saint-Exemple (fictif)",
            kind: .hospitalService, legalNature: .publicBody,
            dpo: .init(
                name: "Iris Fiction", organisation: "Hôpital Saint-Exemple (fictif)",
                email: "dpo@saint-exemple.example", phone: "01 99 00 20 01"))
        draft.finess = "990000036"
        draft.siret = "99900000300015"
        draft.address = "1 rue du Modèle"
        draft.postalCode = "99002"
        draft.city = "Exempleville"
        draft.representative = "Paulin Hôpital, directeur"
        draft.phone = "01 99 00 20 00"
        draft.email = "geriatrie@saint-exemple.example"
        return Customer(
            draft: draft, contract: Contract(reference: "CIT-DEMO-003", signedOn: day("2026-04-01")),
            staff: [
                Member(
                    givenName: "Iris", familyName: "Fiction", function: "déléguée à la protection des données",
                    email: "dpo@saint-exemple.example", roles: [.dpo]),
                Member(
                    givenName: "Dr Gaspard", familyName: "Gériatre", function: "gériatre",
                    email: "g.geriatre@saint-exemple.example",
                    roles: [.professional]),
            ],
            decisions: [
                (day("2026-04-20"), "shared-records", true), (day("2026-05-11"), "partner-exchange", true),
            ])
    }()

    private static let mimosas: Customer = {
        var draft = StructureDraft(
            ref: "sad-les-mimosas", name: "Service autonomie à domicile Les Mimosas (fictif)", kind: .sad,
            legalNature: .nonProfit,
            dpo: .init(
                name: "Mathilde Mesure", organisation: "Fédération Fictive du domicile", email: "dpo@mimosas.example",
                phone: "01 99 00 30 01"))
        draft.finess = "990000044"
        draft.siret = "99900000400013"
        draft.address = "8 chemin des Mimosas"
        draft.postalCode = "99003"
        draft.city = "Bourg-Inventé"
        draft.representative = "Yvon Président, président de l'association"
        draft.phone = "01 99 00 30 00"
        draft.email = "contact@mimosas.example"
        return Customer(
            draft: draft, contract: Contract(reference: "CIT-DEMO-004", signedOn: day("2026-05-04")),
            staff: [
                Member(
                    givenName: "Mathilde", familyName: "Mesure", function: "déléguée à la protection des données",
                    email: "dpo@mimosas.example", roles: [.dpo]),
                Member(
                    givenName: "Solène", familyName: "Secteur", function: "responsable de secteur",
                    email: "s.secteur@mimosas.example",
                    roles: [.administrator, .staff]),
            ],
            decisions: [
                (day("2026-06-01"), "questionnaires", true), (day("2026-10-05"), "questionnaires", false),
            ])
    }()

    /// The publisher's own people: open structures and contracts, see no record.
    static let publisher: StructureDraft = {
        var draft = StructureDraft(
            ref: "citana", name: "Citana (démonstration)", kind: .publisher, legalNature: .privateBody,
            dpo: .init(
                name: "Victor Éditeur", organisation: "Citana (démonstration)", email: "dpo@citana.example",
                phone: "01 99 00 99 01"))
        draft.email = "contact@citana.example"
        return draft
    }()

    static let operators = [
        Member(
            givenName: "Olympe", familyName: "Exploitante", function: "exploitation de la plateforme",
            email: "ops@citana.example",
            roles: [.operator])
    ]
}
