import Foundation
import Testing

@testable import Web

@Suite(.serialized) struct PDFTests {
    static var printer: PDFPrinter? { try? PDFPrinter(configured: nil) }

    static let absent: Comment = "WeasyPrint is absent: run `make pdf`"

    private static let document = """
        <!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Essai</title></head>
        <body><h1>Été</h1><table><tr><th scope="col">a</th></tr><tr><td>b</td></tr></table></body></html>
        """

    @Test(.enabled(if: printer != nil, absent))
    func `the same page gives the same bytes, tagged and declared PDF/A-3a`() async throws {
        let printer = try #require(PDFTests.printer)
        let first = try await printer.print(PDFTests.document)
        let second = try await printer.print(PDFTests.document)
        #expect(first.starts(with: Array("%PDF-1.7".utf8)))
        #expect(first == second)
        let text = try PDFTests.unpacked(first)
        for mark in ["pdfaid:part=\"3\" pdfaid:conformance=\"A\"", "/StructTreeRoot", "/Marked true", "/Lang (fr)"] {
            #expect(text.contains(mark), "\(mark)")
        }
    }

    /// The document's streams, decompressed by Python's own library.
    private static func unpacked(_ pdf: [UInt8]) throws -> String {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("citana-\(UUID().uuidString).pdf")
        try Data(pdf).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let script = """
            import re, sys, zlib
            for part in re.findall(rb"stream\\r?\\n(.*?)endstream", open(sys.argv[1], "rb").read(), re.S):
                try: sys.stdout.buffer.write(zlib.decompressobj().decompress(part))
                except zlib.error: pass
            """
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = ["-c", script, file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: data, as: UTF8.self)
    }

    @Test(.enabled(if: printer != nil, absent))
    func `printing reads no address and no file`() async throws {
        let printer = try #require(PDFTests.printer)
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("citana-\(UUID().uuidString).css")
        try Data("@page { size: 1000mm 1000mm }".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let plain = try await printer.print(PDFTests.document)
        for reference in [
            "<link rel=\"stylesheet\" href=\"file://\(secret.path)\">",
            "<link rel=\"attachment\" href=\"file://\(secret.path)\">",
            "<link rel=\"stylesheet\" href=\"http://127.0.0.1:9/x.css\">",
            "<style>@import url('file://\(secret.path)');</style>",
        ] {
            let printed = try await printer.print(
                PDFTests.document.replacingOccurrences(of: "</head>", with: reference + "</head>"))
            #expect(printed == plain, "\(reference)")
        }
        // The control: the same rule given in the page is followed.
        let followed = try await printer.print(
            PDFTests.document.replacingOccurrences(
                of: "</head>", with: "<style>@page { size: 1000mm 1000mm }</style></head>"))
        #expect(followed != plain)
    }

    @Test func `a Python without WeasyPrint is one sentence that says what to install`() async throws {
        let python = "/usr/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else { return }
        let printer = try PDFPrinter(configured: python)
        let problem = await #expect(throws: PDFProblem.self) { try await printer.print("<p>x") }
        #expect(problem?.sentence.contains("make pdf") == true)
    }

    @Test func `where no Python is named or found, the sentence says what to install`() {
        #expect(PDFPrinter.missing.sentence.contains("make pdf"))
        #expect(
            PDFPrinter.candidates(configured: "/a", variable: "/b", executable: "/x/y/citana") == [
                "/a", "/b", "/x/y/.venv-pdf/bin/python", "/x/.venv-pdf/bin/python",
            ])
    }
}
