public import Kernel

/// A module as the server mounts it: what it declares, and the paths that it answers.
public protocol CareModule: ModuleDeclaration {
    init(_ kernel: Kernel)
    func routes(_ routes: Routes)
    /// Where its views and texts are.
    static var resources: ResourceFolder { get }
    /// Its place in the navigation; nil for none. Shown where the structure has the module.
    static var menu: MenuEntry? { get }
}

/// An entry of the navigation.
public struct MenuEntry: Sendable {
    public let path: String
    public let title: Bilingual
    public init(path: StaticString, title: Bilingual) {
        self.path = path.description
        self.title = title
    }
}
