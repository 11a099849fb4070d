/// What a handler gives back.
public struct Answer: Sendable {
    enum Body: Sendable {
        case page(any Page)
        case bytes([UInt8], type: String, name: String?)
        case none
    }

    var status: Int
    var headers: [(String, String)] = []
    var body: Body

    /// HTML, in the layout.
    public static func page(_ page: some Page, status: Int = 200) -> Answer {
        Answer(status: status, body: .page(page))
    }

    /// The same answer with how long to wait before the next try (RFC 9110, 10.2.3); one second at least.
    public func retry(afterSeconds seconds: Int) -> Answer {
        var answer = self
        answer.headers.append(("Retry-After", String(max(1, seconds))))
        return answer
    }

    /// 303: after a form, the browser asks for another page of this site; an address elsewhere becomes a path here.
    public static func seeOther(_ path: String) -> Answer {
        Answer(status: 303, headers: [("Location", Guards.ownPath(path))], body: .none)
    }

    /// A file to keep; `name` is offered as the file's name.
    public static func file(_ bytes: [UInt8], type: String, name: String) -> Answer {
        Answer(status: 200, body: .bytes(bytes, type: type, name: name))
    }

    /// Bytes shown in place, such as a style sheet.
    static func content(_ bytes: [UInt8], type: String) -> Answer {
        Answer(status: 200, body: .bytes(bytes, type: type, name: nil))
    }

    /// Bytes for everybody, with no person in them. `forEver`: these never change and may stay in any cache.
    public static func published(_ bytes: [UInt8], type: String, forEver: Bool) -> Answer {
        let keeping = forEver ? "public, max-age=31536000, immutable" : "no-cache"
        return Answer(
            status: 200, headers: [("Cache-Control", keeping)], body: .bytes(bytes, type: type, name: nil))
    }

    /// A FHIR resource as JSON, UTF-8.
    public static func resource(_ bytes: [UInt8], status: Int = 200) -> Answer {
        Answer(status: status, body: .bytes(bytes, type: "application/fhir+json; charset=utf-8", name: nil))
    }

    /// The page that says there is nothing here: also for what the caller may not see.
    public static let notFound = Answer(status: 404, body: .none)
}
