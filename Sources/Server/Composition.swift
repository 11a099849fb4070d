import Desk
import Kernel
import PartnerExchange
import Questionnaires
import SharedRecords
package import Web

/// The one list. Routes, tables, register, messages, goldens and tests derive from it.
package enum Composition {
    /// Sold by contract.
    package static let modules: [any CareModule.Type] = [Questionnaires.self, SharedRecords.self, PartnerExchange.self]

    /// With Desk, whose pages every structure has.
    package static let rooms: [any CareModule.Type] = [Desk.self] + modules
}
