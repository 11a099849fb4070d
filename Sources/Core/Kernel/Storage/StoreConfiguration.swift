package struct StoreConfiguration: Sendable { func open(creating: Bool) async throws -> (any Store, any Store) { fatalError() } }
enum Migrations { static func apply(_ m: [Migration], to s: any Store) async throws {} }
package struct SchemaDifference: Sendable { package let sentence: String }
enum SchemaCheck { static func differences(_ t: [TableDeclaration], in s: any Store) async throws -> [SchemaDifference] { [] } }
