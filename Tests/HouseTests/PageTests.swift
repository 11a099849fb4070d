import Testing

@Suite struct PageTests {
    static let table = PageTable(House.files.filter { $0.isIn("Sources") })

    @Test func `templates and page types agree both ways`() {
        for finding in Self.table.findings() { Issue.record("\(finding)") }
    }

    @Test func `pages and templates are found`() {
        #expect(Self.table.shapes.pages.count > 5)
        #expect(Self.table.templates.count > 5)
    }

    func says(_ swift: String, _ views: [String: String]) -> Set<String> {
        var sources = [Source("Sources/Core/Desk/Pages/A.swift", swift)]
        for (name, text) in views { sources.append(Source("Sources/Core/Desk/Views/\(name).mustache", text)) }
        sources.append(Source("Sources/Core/Desk/Texts/fr.yml", "hello: Bonjour {{name}}"))
        return Set(PageTable(sources).findings().map(\.says))
    }

    static let page = """
        struct APage: Page {
            static let template: StaticString = "a"
            let name: String
            let rows: [Row]
            let shown: Bool
            var title: String { name }
            struct Row {
                let label, value: String
                let next: Link?
            }
        }
        struct Link { let path: String }
        """
    static let view = """
        [[hello]] {{csrf}}
        {{#shown}}{{#rows}}{{label}}: {{value}} of {{name}} {{#next}}<a href="{{path}}">{{/next}}{{/rows}}{{/shown}}
        """

    @Test func `a page and its template that agree are left alone`() {
        #expect(says(Self.page, ["a": Self.view]) == [])
    }

    @Test func `a tag without a property is caught, also in a section, a partial, a text and a dotted name`() {
        let view = Self.view + "{{lost}} {{#rows}}{{gone}}{{next.far}}{{/rows}} {{> _part}} {{upper(away)}} {{title}}"
        let found = says(Self.page, ["a": view, "_part": "{{missing}}"])
        #expect(
            found == [
                "{{lost}}: no stored property of APage has this name",
                "{{gone}}: no stored property of APage, APage.Row has this name",
                "{{next.far}}: Link has no stored property far",
                "{{missing}}: no stored property of APage has this name",
                "{{upper(away)}}: no stored property of APage has this name",
                "{{title}}: no stored property of APage has this name",
            ])
    }

    @Test func `a property that no tag shows is caught, also in a row`() {
        let page = Self.page.replacing("let name: String", with: "let name: String\n    let unseen: Int")
            .replacing("let label, value: String", with: "let label, value, dark: String")
        #expect(
            says(page, ["a": Self.view]) == [
                "APage.unseen is shown by no tag of a.mustache", "APage.Row.dark is shown by no template",
            ])
    }

    @Test func `a page without template and a template without page are caught`() {
        #expect(says(Self.page, [:]).contains("APage has no template Views/a.mustache"))
        #expect(
            says(Self.page, ["a": Self.view, "b": "", "c/_d": ""]) == [
                "no Page has this template", "no template includes this one",
            ])
    }
}
