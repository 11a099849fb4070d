public import Kernel

/// T07: agreements with partners, and what is shared under them. French is what the sheet prints.
public enum Exchange: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T07", title: "Échanges avec les partenaires",
        purposes: [
            "Transmettre aux partenaires de la prise en charge ce que la personne a accepté de partager, et recevoir ce qu'ils envoient",
            "tenir les conventions, leurs correspondants et leurs programmes",
            "fermer chaque partage à la fin de la prise en charge ou de la convention",
            "rappeler ce qui a été transmis à tort ou après un retrait",
            "fournir aux organismes qui ne soignent pas des effectifs agrégés seulement",
        ],
        legalBasis: LegalBasisRule(
            publicBody: .init(.publicInterest, "coordination des soins et continuité de la prise en charge"),
            nonProfit: .init(
                .legitimateInterest, "assurer la continuité de la prise en charge avec les partenaires de la personne"),
            privateBody: .init(
                .legitimateInterest, "assurer la continuité de la prise en charge avec les partenaires de la personne"),
            alternatives: [.legalObligation, .publicInterest]),
        article9: .care,
        persons: [
            .patient, .legalRepresentative, .healthProfessional, .socialProfessional, .partnerCorrespondent, .minor,
            .vulnerable,
        ],
        source: "Le dossier tenu par la structure ; le partenaire, pour ce qu'il transmet ; la convention",
        recipients: [
            Recipient(.inside, "Équipe de soins du patient"),
            Recipient(.inside, "Direction de la structure, pour les conventions"),
            Recipient(.outside, "Professionnels du partenaire participant à la prise en charge"),
            Recipient(.outside, "Programmes du partenaire, dans la limite de la convention"),
            Recipient(.outside, "Régulation médicale (centre 15), sauf opposition expresse"),
            Recipient(.institution, "Assurance maladie, effectifs agrégés seulement"),
        ],
        services: [.hosting, .mail],
        readsFrom: ["patients", "patient_numbers", "mandates", "care_consents", "oppositions"],
        measures: SecurityMeasure.everywhere + [.neutralMessages, .minimumCells],
        impactCriteria: [.crossing],
        cnilList: [1, 13],
        obligation:
            "Le partage hors de l'équipe de soins est facultatif et repose sur l'accord de la personne, qui peut le retirer à tout moment sans effet sur ses soins."
    )
}
