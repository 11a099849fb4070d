import Desk
import Kernel
import Web

/// The five forms, for the command line; only HTML and PDF need templates.
enum SheetFiles {
    static func bytes(_ stored: StoredSheet, as format: SheetFormat, python: String?) async throws -> [UInt8] {
        switch format {
        case .json: return stored.json
        case .csv: return SheetCSV.bytes(stored.sheet)
        case .ods: return try SheetODS.bytes(stored.sheet)
        case .html, .pdf:
            let templates = try Templates(rooms: [Mount.resources, Desk.resources])
            let printer = SheetPrinter(templates: templates, python: python) { SheetDocument($0) }
            return try await printer.bytes(stored, as: format)
        }
    }
}
