import Testing

@Suite struct RoomTests {
    static let kernel = House.files.filter { $0.isSwift && $0.path.hasPrefix(Rooms.kernel) }

    @Test func `rooms of the kernel see downward only`() {
        for use in Rooms.trespasses(in: Self.kernel) { Issue.record("\(use), which is above it") }
    }

    @Test func `every folder of the kernel has its place in the order`() {
        #expect(Rooms.unknown(in: Self.kernel) == [])
    }

    @Test func `the order is really looked at: many uses go down`() {
        let uses = Rooms.uses(in: Self.kernel)
        #expect(uses.count > 50)
        for room in ["Declarations", "Structures", "Register"] { #expect(uses.contains { $0.from == room }) }
        for room in ["Ids", "Declarations", "Storage"] { #expect(uses.contains { $0.to == room }) }
    }

    @Test func `a use of a higher room is caught, also inside an interpolation`() {
        let low = Source(
            "Sources/Core/Kernel/Vault/Bad.swift", #"let text = "a \(Sheet.self)""#)
        let high = Source("Sources/Core/Kernel/Register/Sheet.swift", "public struct Sheet {}")
        #expect(Rooms.trespasses(in: [low, high]).map(\.name) == ["Sheet"])
    }

    @Test func `a use of a lower room, a comment, a member and a nested name are not caught`() {
        let files = [
            Source(
                "Sources/Core/Kernel/Vault/Key.swift",
                "struct Key { enum Role {} ; let a: Role ; let b: X.Sheet } // Sheet"),
            Source("Sources/Core/Kernel/Register/Sheet.swift", "struct Sheet { let key: Key }\nenum Role {}"),
        ]
        #expect(Rooms.trespasses(in: files) == [])
        #expect(Rooms.uses(in: files).map(\.name) == ["Key"])
    }

    @Test func `a folder that nobody placed is caught`() {
        #expect(Rooms.unknown(in: [Source("Sources/Core/Kernel/Drawer/A.swift", "")]) == ["Drawer"])
    }
}
