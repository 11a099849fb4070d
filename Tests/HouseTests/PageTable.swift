/// Pages and templates, both ways: every tag finds a stored property, every stored property is shown, every page has
/// its template and every template its page. A tag without a value renders as nothing and nobody notices.
struct PageTable: Sendable {
    let shapes: Shapes
    /// By name, as pages cite them: `register/sheet`.
    let templates: [String: Source]
    /// Texts by key and language; a text may hold tags of its own.
    let texts: [[String: String]]
    /// Names that every template may use beside its page.
    static let around: Set<String> = ["csrf", "lang"]

    init(_ sources: [Source]) {
        shapes = Shapes(sources.filter { $0.isSwift })
        var templates: [String: Source] = [:]
        for source in sources where source.path.hasSuffix(".mustache") && source.hasFolder("Views") {
            guard let start = source.path.firstRange(of: "/Views/") else { continue }
            templates[String(source.path[start.upperBound...].dropLast(".mustache".count))] = source
        }
        self.templates = templates
        texts = ["fr.yml", "en.yml"].map { name in
            let pairs = sources.filter { $0.name == name && $0.hasFolder("Texts") }.flatMap { TextKeys.keys(of: $0) }
            return Dictionary(pairs.map { ($0.key, $0.text) }) { first, _ in first }
        }
    }

    static func isPartial(_ name: String) -> Bool { name.hasPrefix("_") || name.contains("/_") }

    func findings() -> [Finding] {
        var walk = Walk(table: self)
        var paired: Set<String> = []
        for page in shapes.pages {
            guard let template = page.template else {
                walk.add(page.path, page.line, "\(page.name) is a Page without a literal `template`")
                continue
            }
            guard templates[template] != nil else {
                walk.add(page.path, page.line, "\(page.name) has no template Views/\(template).mustache")
                continue
            }
            paired.insert(template)
            walk.page(page, template)
        }
        if templates["layout"] != nil, let layout = shapes.byName["Layout"] {
            paired.insert("layout")
            walk.page(layout, "layout")
        }
        for (name, source) in templates.sorted(by: { $0.key < $1.key }) {
            if Self.isPartial(name) {
                if !walk.partials.contains(name) { walk.add(source.path, 1, "no template includes this one") }
            } else if !paired.contains(name) {
                walk.add(source.path, 1, "no Page has this template")
            }
        }
        walk.nested()
        return walk.findings
    }

    /// The text of a template in one language.
    func filled(_ source: Source, _ language: Int) -> String {
        var lines: [String] = []
        for line in source.lines {
            var line = String(line)
            for key in TextKeys.between(line[...], "[[", "]]") {
                line = line.replacing("[[\(key)]]", with: texts[language][key] ?? "")
            }
            lines.append(line)
        }
        return lines.joined(separator: "\n")
    }
}

private struct Walk {
    let table: PageTable
    var findings: [Finding] = []
    var partials: Set<String> = []
    /// `Shape.property` that some template shows.
    var used: Set<String> = []
    /// Shapes that templates go into, with the page that brought them.
    var entered: Set<String> = []

    init(table: PageTable) { self.table = table }

    mutating func add(_ path: String, _ line: Int, _ says: String) {
        let finding = Finding(path: path, line: line, says: says)
        if !findings.contains(finding) { findings.append(finding) }
    }

    mutating func page(_ page: Shapes.Shape, _ template: String) {
        walk(template, [page], [])
        // The layout shows the title of every page.
        for name in page.properties.keys.sorted() where name != "title" && !used.contains("\(page.name).\(name)") {
            add(page.path, page.line, "\(page.name).\(name) is shown by no tag of \(template).mustache")
        }
    }

    /// Types that stand inside a page and are shown in part only.
    mutating func nested() {
        let pages = Set(table.shapes.pages.map(\.name))
        for name in entered.sorted() where !pages.contains(name) {
            guard let shape = table.shapes.byName[name], let outer = name.split(separator: ".").first,
                pages.contains(String(outer)) || shape.path.contains("/Pages/")
            else { continue }
            for property in shape.properties.keys.sorted() where !used.contains("\(name).\(property)") {
                add(shape.path, shape.line, "\(name).\(property) is shown by no template")
            }
        }
    }

    mutating func walk(_ template: String, _ stack: [Shapes.Shape], _ inside: [String]) {
        guard let source = table.templates[template], !inside.contains(template) else { return }
        for language in table.texts.indices {
            tags(Tag.read(table.filled(source, language)), stack, source.path, inside + [template])
        }
    }

    mutating func tags(_ tags: [Tag], _ stack: [Shapes.Shape], _ path: String, _ inside: [String]) {
        for tag in tags {
            switch tag {
            case .value(let name, let line): _ = look(name, stack, path, line)
            case .partial(let name, let line):
                partials.insert(name)
                if table.templates[name] == nil { add(path, line, "there is no template \(name)") }
                walk(name, stack, inside)
            case .section(let name, let line, let inverted, let content):
                let shape = look(name, stack, path, line)
                if let shape, !inverted {
                    entered.insert(shape.name)
                    self.tags(content, stack + [shape], path, inside)
                } else {
                    self.tags(content, stack, path, inside)
                }
            }
        }
    }

    /// Finds a name in the innermost value that has it, marks it as shown, and gives the struct it leads to.
    mutating func look(_ tag: String, _ stack: [Shapes.Shape], _ path: String, _ line: Int) -> Shapes.Shape? {
        var name = tag[...]
        while let open = name.firstIndex(of: "(") {
            name = name[name.index(after: open)...]
            while name.last == ")" { name = name.dropLast() }
        }
        guard !name.isEmpty, name != "." else { return nil }
        let parts = name.split(separator: ".").map(String.init)
        guard let first = parts.first else { return nil }
        if PageTable.around.contains(first), !stack.contains(where: { $0.properties[first] != nil }) { return nil }
        guard var shape = stack.last(where: { $0.properties[first] != nil }) else {
            add(
                path, line,
                "{{\(tag)}}: no stored property of \(stack.map(\.name).joined(separator: ", ")) has this name")
            return nil
        }
        for (index, part) in parts.enumerated() {
            guard let type = shape.properties[part] else {
                add(path, line, "{{\(tag)}}: \(shape.name) has no stored property \(part)")
                return nil
            }
            used.insert("\(shape.name).\(part)")
            guard let next = table.shapes.shape(type, in: shape.name) else { return nil }
            if index < parts.count - 1 { entered.insert(next.name) }
            shape = next
        }
        return shape
    }
}
