/// The parts of an OpenDocument spreadsheet around its tables: styles, page set-up, manifest. No date, no random
/// name, no computed value.
struct ODSDocument {
    let title: String
    /// Printed at the foot of each page, before the page number.
    let footer: String
    let tables: [ODSTable]

    private static let namespaces = [
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
        "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    ].sorted { $0.key < $1.key }.map { " xmlns:\($0.key)=\"\($0.value)\"" }.joined()

    private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private static let mediaType = "application/vnd.oasis.opendocument.spreadsheet"

    func bytes() throws -> [UInt8] {
        try ZipFile.bytes([
            // First and stored, so that a reader knows the file by its first bytes (ODF 1.3, part 2, 3.3).
            ZipFile.Entry(name: "mimetype", bytes: Array(ODSDocument.mediaType.utf8)),
            ZipFile.Entry(name: "META-INF/manifest.xml", bytes: Array(manifest.utf8)),
            ZipFile.Entry(name: "content.xml", bytes: Array(content.utf8)),
            ZipFile.Entry(name: "styles.xml", bytes: Array(styles.utf8)),
            ZipFile.Entry(name: "meta.xml", bytes: Array(meta.utf8)),
        ])
    }

    private var manifest: String {
        let entry = { (path: String, type: String) in
            "<manifest:file-entry manifest:full-path=\"\(path)\" manifest:media-type=\"\(type)\"/>"
        }
        return ODSDocument.declaration
            + "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\""
            + " manifest:version=\"1.3\">"
            + "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.3\""
            + " manifest:media-type=\"\(ODSDocument.mediaType)\"/>"
            + ["content.xml", "styles.xml", "meta.xml"].map { entry($0, "text/xml") }.joined()
            + "</manifest:manifest>"
    }

    private var meta: String {
        ODSDocument.declaration
            + "<office:document-meta\(ODSDocument.namespaces) office:version=\"1.3\"><office:meta>"
            + "<meta:generator>Citana</meta:generator><dc:title>\(ODFText.escaped(title))</dc:title>"
            + "<dc:language>fr-FR</dc:language></office:meta></office:document-meta>"
    }

    private var content: String {
        let widths = Set(tables.flatMap(\.widths)).sorted()
        let columnStyle = { (width: Double) in "co\((widths.firstIndex(of: width) ?? 0) + 1)" }
        var out = ODSDocument.declaration
        out += "<office:document-content\(ODSDocument.namespaces) office:version=\"1.3\"><office:automatic-styles>"
        for width in widths {
            out += "<style:style style:name=\"\(columnStyle(width))\" style:family=\"table-column\">"
            out += "<style:table-column-properties style:column-width=\"\(width)cm\"/></style:style>"
        }
        out += rowStyles
        out += "<style:style style:name=\"ta\" style:family=\"table\" style:master-page-name=\"Default\">"
        out += "<style:table-properties table:display=\"true\"/></style:style>"
        for look in ODSTable.Look.allCases { out += ODSDocument.cellStyle(look) }
        out += "</office:automatic-styles><office:body><office:spreadsheet>"
        for table in tables { table.xml(to: &out, columnStyle: columnStyle) }
        return out + "</office:spreadsheet></office:body></office:document-content>"
    }

    private var rowStyles: String {
        var names: [String: (lines: Int, merged: Bool)] = [:]
        for table in tables {
            for row in table.rows {
                let lines = table.lines(row)
                names[ODSTable.rowStyle(lines, row)] = (lines, row.contains { $0.span > 1 })
            }
        }
        return names.sorted { $0.key < $1.key }.map { name, shape in
            // Hundredths of a centimetre, put together by hand: a printed fraction depends on nobody's settings.
            let height = name == "rt" ? 105 : shape.lines * 43 + 18
            let cents = height % 100
            return "<style:style style:name=\"\(name)\" style:family=\"table-row\"><style:table-row-properties"
                + " style:row-height=\"\(height / 100).\(cents < 10 ? "0" : "")\(cents)cm\""
                + " style:use-optimal-row-height=\"\(!shape.merged)\"/></style:style>"
        }.joined()
    }

    private static func cellStyle(_ look: ODSTable.Look) -> String {
        let grid = " fo:border=\"0.5pt solid #9FB1C4\""
        let (cell, text): (String, String) =
            switch look {
            case .title: ("", " fo:font-size=\"15pt\" fo:font-weight=\"bold\" fo:color=\"#1B3A57\"")
            case .heading:
                (
                    " fo:background-color=\"#1B3A57\" fo:border=\"0.5pt solid #1B3A57\"",
                    " fo:font-weight=\"bold\" fo:color=\"#FFFFFF\""
                )
            case .head: (" fo:background-color=\"#C9D8E8\"" + grid, " fo:font-weight=\"bold\"")
            case .label: (" fo:background-color=\"#EEF3F8\"" + grid, " fo:font-weight=\"bold\"")
            case .text: (grid, "")
            case .muted: (grid, " fo:color=\"#5B6670\"")
            case .alert: (" fo:background-color=\"#FFF1CC\"" + grid, "")
            case .plain: ("", "")
            }
        let vertical = look == .title || look == .heading ? "middle" : "top"
        return "<style:style style:name=\"\(look.rawValue)\" style:family=\"table-cell\""
            + " style:parent-style-name=\"Default\"><style:table-cell-properties fo:wrap-option=\"wrap\""
            + " style:vertical-align=\"\(vertical)\" fo:padding=\"0.08cm\"\(cell)/>"
            + "<style:text-properties\(text)/></style:style>"
    }

    private var styles: String {
        ODSDocument.declaration
            + "<office:document-styles\(ODSDocument.namespaces) office:version=\"1.3\"><office:font-face-decls>"
            + "<style:font-face style:name=\"Liberation Sans\" svg:font-family=\"'Liberation Sans', Arial\""
            + " style:font-family-generic=\"swiss\" style:font-pitch=\"variable\"/></office:font-face-decls>"
            + "<office:styles><style:default-style style:family=\"table-cell\"><style:text-properties"
            + " style:font-name=\"Liberation Sans\" fo:font-size=\"10pt\" fo:language=\"fr\" fo:country=\"FR\"/>"
            + "</style:default-style><style:style style:name=\"Default\" style:family=\"table-cell\"/></office:styles>"
            + "<office:automatic-styles><style:page-layout style:name=\"page\"><style:page-layout-properties"
            + " fo:page-width=\"29.7cm\" fo:page-height=\"21cm\" style:print-orientation=\"landscape\""
            + " fo:margin-top=\"1.2cm\" fo:margin-bottom=\"1cm\" fo:margin-left=\"1.2cm\" fo:margin-right=\"1.2cm\""
            + " style:scale-to-X=\"1\" style:scale-to-Y=\"0\" style:print-page-order=\"ttb\"/>"
            + "<style:header-style/><style:footer-style><style:header-footer-properties fo:min-height=\"0.8cm\""
            + " fo:margin-top=\"0.25cm\"/></style:footer-style></style:page-layout></office:automatic-styles>"
            + "<office:master-styles><style:master-page style:name=\"Default\" style:page-layout-name=\"page\">"
            + "<style:header style:display=\"false\"><text:p/></style:header>"
            + "<style:footer><text:p>\(ODFText.escaped(footer)) · page <text:page-number>1</text:page-number>"
            + " sur <text:page-count>1</text:page-count></text:p></style:footer></style:master-page>"
            + "</office:master-styles></office:document-styles>"
    }
}
