/// One sheet of the spreadsheet: widths, then rows of cells that are all text, so that no formula can run.
struct ODSTable {
    enum Look: String, CaseIterable {
        case title, heading, head, label, text, muted, alert, plain
    }

    struct Cell {
        let text: String
        let look: Look
        /// How many columns it covers.
        let span: Int
        /// `#T06` leads to that sheet.
        let link: String?

        init(_ text: String, _ look: Look = .text, span: Int = 1, link: String? = nil) {
            self.text = text
            self.look = look
            self.span = span
            self.link = link
        }
    }

    let name: String
    /// Centimetres.
    let widths: [Double]
    /// Rows printed again at the top of every page.
    private(set) var repeated = 0
    private(set) var rows: [[Cell]] = []

    init(name: String, widths: [Double]) {
        self.name = name
        self.widths = widths
    }

    mutating func row(_ cells: [Cell]) { rows.append(cells) }

    /// Everything so far is repeated on each printed page.
    mutating func repeatRowsSoFar() { repeated = rows.count }

    mutating func blank() { rows.append([Cell("", .plain, span: widths.count)]) }

    /// A band over the whole width.
    mutating func heading(_ text: String) { rows.append([Cell(text, .heading, span: widths.count)]) }

    /// A label in the first column, the text over all the others.
    mutating func field(_ label: String, _ text: String, look: Look = .text) {
        rows.append([Cell(label, .label), Cell(text, look, span: widths.count - 1)])
    }

    /// Lines of text that a row needs at 10 points. Spreadsheets do not grow a row for a merged cell, so it is
    /// reckoned here: an average letter takes 0.2 cm, a bold one a little more, in the widest of the usual fonts.
    func lines(_ row: [Cell]) -> Int {
        var column = 0
        var most = 1
        for cell in row {
            let width = widths[column..<min(column + cell.span, widths.count)].reduce(0, +) - 0.25
            let bold = cell.look == .label || cell.look == .head || cell.look == .heading
            let letters = max(3, Int(width / (bold ? 0.225 : 0.2)))
            var count = 0
            for line in cell.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
                count += ODSTable.wrapped(line, letters: letters)
            }
            most = max(most, count)
            column += cell.span
        }
        return min(most, 400)
    }

    private static func wrapped(_ text: Substring, letters: Int) -> Int {
        var lines = 1
        var used = 0
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            let length = word.count
            if used > 0, used + 1 + length > letters {
                lines += 1
                used = 0
            }
            used += (used > 0 ? 1 : 0) + length
            while used > letters {
                lines += 1
                used -= letters
            }
        }
        return lines
    }

    func xml(to out: inout String, columnStyle: (Double) -> String) {
        out += "<table:table table:name=\"\(ODFText.escaped(name))\" table:style-name=\"ta\">"
        for width in widths { out += "<table:table-column table:style-name=\"\(columnStyle(width))\"/>" }
        if repeated > 0 { out += "<table:table-header-rows>" }
        for (index, row) in rows.enumerated() {
            if index == repeated, repeated > 0 { out += "</table:table-header-rows>" }
            write(row, to: &out)
        }
        if repeated == rows.count, repeated > 0 { out += "</table:table-header-rows>" }
        out += "</table:table>"
    }

    private func write(_ row: [Cell], to out: inout String) {
        out += "<table:table-row table:style-name=\"\(ODSTable.rowStyle(lines(row), row))\">"
        for cell in row {
            let spanned =
                cell.span > 1 ? " table:number-columns-spanned=\"\(cell.span)\" table:number-rows-spanned=\"1\"" : ""
            out += "<table:table-cell table:style-name=\"\(cell.look.rawValue)\"\(spanned)"
            if cell.text.isEmpty {
                out += "/>"
            } else {
                out +=
                    " office:value-type=\"string\">\(ODFText.paragraphs(cell.text, link: cell.link))</table:table-cell>"
            }
            for _ in 1..<max(cell.span, 1) { out += "<table:covered-table-cell/>" }
        }
        out += "</table:table-row>"
    }

    /// Rows with a merged cell have a height of ours; the others may be fitted by the reader.
    static func rowStyle(_ lines: Int, _ row: [Cell]) -> String {
        if row.contains(where: { $0.look == .title }) { return "rt" }
        return (row.contains { $0.span > 1 } ? "rm" : "ro") + String(lines)
    }
}
