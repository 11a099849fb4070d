import Foundation
import HTTPTypes
import Hummingbird
import Kernel
import NIOCore

/// Answers become responses.
extension Mount {
    func render(_ answer: Answer, _ visit: Visit) async throws -> Response {
        var headers = HTTPFields()
        for (name, value) in answer.headers + languageCookie(visit) {
            if let name = HTTPField.Name(name) { headers.append(HTTPField(name: name, value: value)) }
        }
        let status = HTTPResponse.Status(code: answer.status)
        switch answer.body {
        case .none where answer.status == 404:
            let problem = Problem.http(404, texts: visit.request.texts)
            return try await render(.page(problem.page, status: 404), visit)
        case .none: return Response(status: status, headers: headers)
        case .bytes(let bytes, let type, let name):
            headers[.contentType] = type
            if let name { headers[.contentDisposition] = Mount.disposition(name) }
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
        case .page(let page):
            let secret = visit.secret ?? Token.fresh()
            if visit.secret == nil {
                headers.append(
                    HTTPField(name: .setCookie, value: Guards.cookie(Guards.visitorName(site), secret, site: site)))
            }
            headers[.contentType] = "text/html; charset=utf-8"
            let html = try await document(page, visit, csrf: Guards.formToken(for: secret))
            return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: html)))
        }
    }

    private func languageCookie(_ visit: Visit) -> [(String, String)] {
        guard let chosen = visit.chosenLanguage else { return [] }
        let value = Guards.cookie(Guards.languageName, chosen.rawValue, site: site, maxAge: 31_536_000)
        return [("Set-Cookie", value)]
    }

    private func document(_ page: any Page, _ visit: Visit, csrf: String) async throws -> String {
        let language = visit.request.language
        let body = try templates.body(page, language: language, csrf: csrf)
        let session = visit.session
        let layout = Layout(
            lang: language.rawValue, title: page.title, isDemo: site.environment == .demo,
            isPreprod: site.environment == .preprod, signedIn: session != nil, name: session?.account.name ?? "",
            role: session.map { roles($0, language) } ?? "", structure: session?.structureName ?? "",
            navigation: try await navigation(session, path: visit.request.path, language: language),
            french: language == .fr, otherLanguage: visit.request.inOtherLanguage, csrf: csrf,
            style: assets.address("citana.css"),
            script: assets.address("passkey.js"),
            further: type(of: page).script.map { assets.address($0.description) },
            staffDoor: !["/me", "/l"].contains("/" + (visit.request.path.split(separator: "/").first ?? "")),
            body: body)
        return try templates.layout(layout, language: language)
    }

    private func roles(_ session: StaffSession, _ language: Language) -> String {
        session.account.roles.map { language == .fr ? $0.label.fr : $0.label.en }.joined(separator: ", ")
    }

    private func navigation(_ session: StaffSession?, path: String, language: Language) async throws -> [Layout.Entry] {
        guard let session else { return [] }
        var entries: [Layout.Entry] = []
        for (module, entry) in menus where entry.roles.isEmpty || entry.roles.contains(where: session.has) {
            if sold.contains(module),
                try await kernel.contracts.isEnabled(module, forStructure: session.account.structure) == false
            {
                continue
            }
            entries.append(
                Layout.Entry(
                    path: entry.path, title: language == .fr ? entry.title.fr : entry.title.en,
                    current: path == entry.path || path.hasPrefix(entry.path + "/")))
        }
        return entries
    }

    /// RFC 6266: an ASCII name, and the real one in UTF-8.
    static func disposition(_ name: String) -> String {
        let ascii = String(
            String.UnicodeScalarView(
                name.unicodeScalars.map { (32..<127).contains($0.value) && $0 != "\"" && $0 != "\\" ? $0 : "_" }))
        let allowed = CharacterSet.alphanumerics.intersection(CharacterSet(charactersIn: "!"..."~"))
            .union(CharacterSet(charactersIn: "-._~"))
        let encoded = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? ascii
        return "attachment; filename=\"\(ascii)\"; filename*=UTF-8''\(encoded)"
    }
}

/// Style, pictures, scripts: the only things that a cache may keep.
struct Assets: Sendable {
    private let files: [String: (bytes: [UInt8], type: String, digest: String)]

    init(_ resources: ResourceFolder) throws {
        let root = try resources.path() + "/Static"
        let types = [
            "css": "text/css; charset=utf-8", "svg": "image/svg+xml", "js": "text/javascript; charset=utf-8",
            "png": "image/png", "webmanifest": "application/manifest+json", "woff2": "font/woff2",
            "ico": "image/x-icon",
        ]
        var files: [String: (bytes: [UInt8], type: String, digest: String)] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] {
            guard let type = types[String(name.split(separator: ".").last ?? "")],
                let data = FileManager.default.contents(atPath: root + "/" + name)
            else { continue }
            let bytes = [UInt8](data)
            files[name] = (bytes, type, Assets.digest(bytes))
        }
        self.files = files
    }

    var names: [String] { files.keys.sorted() }

    /// With a part that changes with the content, so that it may be kept for a year.
    func address(_ name: String) -> String { "/static/\(name)?\(files[name]?.digest ?? "0")" }

    func response(_ name: String) -> Response {
        guard let file = files[name] else { return Response(status: .notFound) }
        return Response(
            status: .ok,
            headers: [.contentType: file.type, .cacheControl: "public, max-age=31536000, immutable"],
            body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }

    /// FNV-1a, 64 bits: tells versions apart, proves nothing.
    private static func digest(_ bytes: [UInt8]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
