public import Kernel

extension {{Name}} {
    /// One neutral text per purpose, its words fixed when the program is compiled.
    public static let messages: [MessageDeclaration] = []
}
