import CLibPQ

/// A connection string as libpq reads it (keywords or URI, several hosts allowed), with the house's time limits
/// where the string gives none. The password is kept for libpq and never shown.
struct PostgreSQLAddress: Sendable, Hashable {
    let keywords: [String]
    let values: [String]

    /// Throws `unavailable` where the string cannot be read; the sentence quotes nothing of it.
    init(_ text: String) throws {
        guard let options = unsafe PQconninfoParse(text, nil) else {
            throw StorageError.unavailable(
                "A PostgreSQL address of the configuration cannot be read; write it as postgresql://role@host:5432/database."
            )
        }
        defer { unsafe PQconninfoFree(options) }
        var given: [(String, String)] = []
        var option = unsafe options
        while let keyword = unsafe option.pointee.keyword {
            if let value = unsafe option.pointee.val {
                given.append(unsafe (String(cString: keyword), String(cString: value)))
            }
            unsafe option += 1
        }
        // A server that vanished without a word is noticed by the kernel's timers, not after a quarter of an hour.
        let usual = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "5"),
            ("keepalives_interval", "2"), ("keepalives_count", "3"), ("fallback_application_name", "citana"),
        ]
        for (keyword, value) in usual where !given.contains(where: { $0.0 == keyword }) {
            given.append((keyword, value))
        }
        given.removeAll { $0.0 == "client_encoding" }
        given.append(("client_encoding", "UTF8"))
        // An @ left as it is in a password makes libpq take the rest of it for the host, which messages name.
        guard given.allSatisfy({ $0.0 != "host" || !$0.1.contains("@") }) else {
            throw StorageError.unavailable(
                "A PostgreSQL address of the configuration has an @ in its host; write @ in a password as %40.")
        }
        keywords = given.map(\.0)
        values = given.map(\.1)
    }

    /// `host:port`, several separated by commas: what messages name.
    var place: String {
        let hosts = split("host") ?? split("hostaddr") ?? ["localhost"]
        let ports = split("port") ?? ["5432"]
        return hosts.enumerated().map { index, host in
            let port = ports.count == 1 ? ports[0] : (index < ports.count ? ports[index] : "5432")
            return "\(host.isEmpty ? "localhost" : host):\(port.isEmpty ? "5432" : port)"
        }.joined(separator: ",")
    }

    var database: String { value("dbname") ?? value("user") ?? "" }

    private func value(_ keyword: String) -> String? {
        keywords.firstIndex(of: keyword).map { values[$0] }
    }

    private func split(_ keyword: String) -> [String]? {
        value(keyword)?.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// Lends the two NULL-ended lists that libpq takes.
    func withLists<Answer>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> Answer
    ) -> Answer {
        unsafe PackedTexts(keywords).withPointers { names in
            unsafe PackedTexts(values).withPointers { values in unsafe body(names, values) }
        }
    }
}

/// Texts in one buffer, each ended by a NUL, lent as the list of pointers that C wants.
private struct PackedTexts {
    private var bytes: [UInt8] = []
    private var starts: [Int] = []

    init(_ texts: [String]) {
        for text in texts {
            starts.append(bytes.count)
            bytes += text.utf8
            bytes.append(0)
        }
    }

    func withPointers<Answer>(_ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Answer) -> Answer {
        unsafe bytes.withUnsafeBytes { buffer in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            for start in starts {
                unsafe pointers.append(
                    buffer.baseAddress.map { unsafe ($0 + start).assumingMemoryBound(to: CChar.self) })
            }
            unsafe pointers.append(nil)
            return unsafe pointers.withUnsafeBufferPointer { list in
                guard let first = list.baseAddress else {
                    preconditionFailure("an array that was just appended to has a first element")
                }
                return unsafe body(first)
            }
        }
    }
}
