import Kernel

/// TODO what a row is, and why each column has its class. What would reveal health by its mere value is sealed.
enum {{Name}}Entries: CareTable {
    typealias Use = {{Name}}Purpose
    static let name: StaticString = "{{prefix}}_entries"
    static let title: StaticString = "TODO intitulé de la table"
    static let columns = declare(
        Column<Technical, Use>("owner", ""),
        Column<Health, Use>("content", "TODO donnée collectée"),
        Column<Administrative, Use>("state", "TODO état"))
    static let retention = RetentionRule.patientFile("TODO ce qui est conservé")
}
