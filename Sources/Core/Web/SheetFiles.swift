import Foundation
public import Kernel

/// The five forms of a sheet.
public enum SheetFormat: String, Sendable, CaseIterable {
    case html, pdf, ods, csv, json

    public var mediaType: String {
        switch self {
        case .html: "text/html; charset=utf-8"
        case .pdf: "application/pdf"
        case .ods: "application/vnd.oasis.opendocument.spreadsheet"
        case .csv: "text/csv; charset=utf-8"
        case .json: "application/json"
        }
    }
}

/// Writes a stored sheet in one of its forms. HTML and PDF come from a page that Desk gives.
package struct SheetPrinter: Sendable {
    private let document: @Sendable (Sheet) -> any Page
    private let templates: Templates
    private let python: String?

    package init(templates: Templates, python: String?, document: @escaping @Sendable (Sheet) -> any Page) {
        self.templates = templates
        self.python = python
        self.document = document
    }

    package func bytes(_ stored: StoredSheet, as format: SheetFormat) async throws -> [UInt8] {
        switch format {
        case .json: return stored.json
        case .csv: return SheetCSV.bytes(stored.sheet)
        case .ods: return try SheetODS.bytes(stored.sheet)
        case .html: return Array(try html(stored.sheet).utf8)
        case .pdf: return try await PDFPrinter(configured: python).print(try html(stored.sheet))
        }
    }

    private func html(_ sheet: Sheet) throws -> String {
        try templates.body(document(sheet), language: .fr, csrf: "")
    }
}

extension Request {
    /// The sheet in one of its forms, as the command line writes it.
    public func printed(_ stored: StoredSheet, as format: SheetFormat) async throws -> [UInt8] {
        try await printer.bytes(stored, as: format)
    }
}
