import Kernel
import Server
import Testing
import Web

@Suite struct TextKeyTests {
    /// Targets that have a Texts folder.
    static let rooms = House.targets.filter { room in House.files.contains { $0.isIn(room + "/Texts") } }

    static func texts(_ room: String) -> [Source] { House.files.filter { $0.isIn(room + "/Texts") } }

    @Test func `no French text breaks the line before its punctuation, once it is read`() throws {
        let texts = try Templates(rooms: [Mount.resources] + Composition.rooms.map { $0.resources }).texts(.fr).all
        #expect(texts.count > 100)
        for (key, text) in texts { #expect(FrenchSpacing.faults(in: text) == [], "\(key)") }
    }

    @Test func `Web and Desk have texts`() {
        #expect(Self.rooms.contains("Sources/Core/Web"))
        #expect(Self.rooms.contains("Sources/Core/Desk"))
    }

    @Test(arguments: rooms) func `French and English say the same keys, none twice, none empty`(_ room: String) throws {
        let files = Self.texts(room)
        let french = try #require(files.first { $0.name == "fr.yml" })
        let english = try #require(files.first { $0.name == "en.yml" })
        #expect(!TextKeys.keys(of: french).isEmpty)
        for finding in TextKeys.differences(french, english) { Issue.record("\(finding)") }
    }

    @Test(arguments: rooms) func `every text is used and every text asked for exists`(_ room: String) {
        // Web's own texts (buttons, errors) are there for every room.
        let users = House.files.filter {
            $0.isIn(room) || (room == "Sources/Core/Web" && $0.isIn("Sources/Core/Desk", "Sources/Modules"))
        }
        let given = Self.texts(room) + Self.texts("Sources/Core/Web") + Self.texts("Sources/Core/Desk")
        let allGiven = room == "Sources/Core/Web" ? Self.rooms.flatMap(Self.texts) : given
        for finding in TextKeys.problems(own: Self.texts(room), given: allGiven, uses: TextKeys.uses(in: users)) {
            Issue.record("\(finding)")
        }
    }

    @Test func `a missing, a double and an empty key are caught`() {
        let french = Source("A/Texts/fr.yml", "a.b: Un\na.c: Deux\na.c: Deux\n# note\na.d:\n")
        let english = Source("A/Texts/en.yml", "a.b: \"One: 1\"\na.d: Four\na.e: Five\n")
        let says = TextKeys.differences(french, english).map(\.says)
        #expect(says.contains("a.c is missing in en.yml"))
        #expect(says.contains("a.c stands twice"))
        #expect(says.contains("a.d says nothing"))
        #expect(says.contains("a.e is missing in fr.yml"))
        #expect(!says.contains { $0.hasPrefix("a.b") })
    }

    @Test func `an unused and an absent key are caught, a completed one is used`() {
        let texts = Source("A/Texts/fr.yml", "a.b: Un\na.c: Deux\nkind.one: Trois\na.d: Quatre\n")
        let view = Source("A/Views/a.mustache", "<p>[[a.b]] [[a.x]]</p>")
        let code = Source("A/Pages/A.swift", #"let a = texts("kind.\(kind)") + texts("a.y") + label("a.d")"#)
        let says = TextKeys.problems(own: [texts], given: [texts], uses: TextKeys.uses(in: [view, code])).map(\.says)
        #expect(Set(says) == ["nobody uses a.c", "there is no text a.x", "there is no text a.y"])
    }
}
