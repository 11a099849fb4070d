public import Kernel

/// A module as the server mounts it: what it declares, and the paths that it answers.
public protocol CareModule: ModuleDeclaration {
    init(_ kernel: Kernel)
    func routes(_ routes: Routes)
    /// Where its views and texts are.
    static var resources: ResourceFolder { get }
    /// Its place in the navigation; nil for none. Shown where the structure has the module.
    static var menu: MenuEntry? { get }
    /// Further places in the navigation; none for most.
    static var furtherMenu: [MenuEntry] { get }
    /// What its declared jobs do, by the names of their declarations. A job without work is declared only, and
    /// `citana module list` says so; work without a declaration refuses to start.
    static var work: [String: JobWork] { get }
}

extension CareModule {
    public static var work: [String: JobWork] { [:] }
    public static var furtherMenu: [MenuEntry] { [] }
}

/// An entry of the navigation.
public struct MenuEntry: Sendable {
    public let path: String
    public let title: Bilingual
    /// Shown to whoever holds one of these roles; to everybody where empty.
    let roles: [StaffRole]

    public init(path: StaticString, title: Bilingual, for roles: StaffRole...) {
        self.path = path.description
        self.title = title
        self.roles = roles
    }
}
