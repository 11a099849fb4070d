import Foundation

/// Where the two stores are: data, and wrapped keys apart.
package enum StoreConfiguration: Sendable, Hashable {
    /// A folder with `citana.sqlite` and `keys.sqlite`.
    case sqlite(directory: String)
    /// Connection strings (several hosts allowed). The owner migrates, the application serves.
    case postgresql(
        owner: String, application: String, keysOwner: String, keysApplication: String, poolSize: Int,
        preparedStatements: Bool)

    package var engine: Engine {
        switch self {
        case .sqlite: .sqlite
        case .postgresql: .postgresql
        }
    }

    /// Opens both stores, or neither.
    func open(creating: Bool) async throws -> (data: any Store, keys: any Store) {
        switch self {
        case .sqlite(let directory):
            let data = try SQLiteStore.open(path: directory + "/citana.sqlite", creating: creating)
            do {
                return (data, try SQLiteStore.open(path: directory + "/keys.sqlite", creating: creating))
            } catch {
                await data.close()
                throw error
            }
        case .postgresql(let owner, let application, let keysOwner, let keysApplication, let size, let prepares):
            let data = try await PostgreSQLStore.open(
                owner: owner, application: application, poolSize: size, preparedStatements: prepares, creating: creating
            )
            do {
                let keys = try await PostgreSQLStore.open(
                    owner: keysOwner, application: keysApplication, poolSize: max(1, size / 4),
                    preparedStatements: prepares, creating: creating)
                return (data, keys)
            } catch {
                await data.close()
                throw error
            }
        }
    }
}
