/// Everything that the program declares, as values: what the register is computed from.
/// Made from the modules' types once; tests make it from nothing but values.
public struct Declarations: Sendable, Codable, Hashable {
    public struct Module: Sendable, Codable, Hashable {
        public let name: ModuleName
        public let title: Bilingual
        public let promise: Bilingual
        public let treatments: [TreatmentDeclaration]
        public let tables: [TableDeclaration]
        public let messages: [MessageDeclaration]

        public init(
            name: ModuleName, title: Bilingual, promise: Bilingual, treatments: [TreatmentDeclaration],
            tables: [TableDeclaration], messages: [MessageDeclaration] = []
        ) {
            self.name = name
            self.title = title
            self.promise = promise
            self.treatments = treatments
            self.tables = tables
            self.messages = messages
        }

        public init(_ module: any ModuleDeclaration.Type) {
            self.init(
                name: module.name, title: module.title, promise: module.promise,
                treatments: module.treatments.map { $0.declaration }, tables: module.tables, messages: module.messages)
        }
    }

    /// The kernel's own lines and tables, on every sheet.
    public let kernel: Module
    /// The modules that this build contains, in the order of their names.
    public let modules: [Module]

    public init(kernel: Module, modules: [Module]) {
        self.kernel = kernel
        self.modules = modules.sorted { $0.name < $1.name }
    }

    public var all: [Module] { [kernel] + modules }

    public func module(_ name: ModuleName) -> Module? { modules.first { $0.name == name } }

    /// Every table of the build, by name.
    public var tables: [TableDeclaration] { all.flatMap(\.tables).sorted { $0.name < $1.name } }
}
