public import Kernel

/// TODO the code and the purpose. French is what the sheet prints.
public enum {{Name}}Purpose: Treatment {
    public static let declaration = TreatmentDeclaration(
        code: "T99", title: "TODO intitulé du traitement",
        purposes: ["TODO finalité principale"],
        legalBasis: LegalBasisRule(
            publicBody: .init(.publicInterest, "TODO mission confiée à la structure"),
            nonProfit: .init(.legitimateInterest, "TODO intérêt poursuivi"),
            privateBody: .init(.legitimateInterest, "TODO intérêt poursuivi"),
            alternatives: []),
        article9: .care,
        persons: [.patient],
        source: "TODO d'où viennent les données",
        recipients: [Recipient(.inside, "Équipe de soins du patient")],
        readsFrom: ["patients"],
        measures: SecurityMeasure.everywhere,
        obligation: "TODO répondre est-il obligatoire, et que se passe-t-il sinon")
}
