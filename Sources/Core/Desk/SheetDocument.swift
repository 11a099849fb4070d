public import Kernel
public import Web

/// The sheet as a document of its own: one file, styles inside, for the command line and the PDF.
public struct SheetDocument: Page {
    public static let template: StaticString = "register/print"
    public static var example: SheetDocument { SheetDocument(Examples.sheet) }
    public let title: String
    let head: SheetHead
    let lines: [LinePart]

    public init(_ sheet: Sheet) {
        title = "Registre des activités de traitement de \(sheet.structure.name)"
        head = SheetHead(sheet)
        lines = sheet.treatments.map(LinePart.init)
    }
}
