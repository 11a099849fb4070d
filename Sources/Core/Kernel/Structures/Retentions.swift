/// Retention rules of what the kernel keeps about customers.
enum Retentions {
    /// The contract, its proofs and the register: as long as a claim may be brought.
    static let contract = RetentionRule(
        "contrat", subject: "Structures, contrats, accusés et versions du registre",
        active: Term(1, .years, from: "fin du contrat, la durée du contrat s'y ajoutant"),
        intermediate: Term(4, .years, from: "fin de l'année qui suit le contrat"), ground: .recommended,
        reference: "Code civil, art. 2224 (prescription de cinq ans)",
        exceptions: ["contentieux en cours : durées suspendues"])
}
