import CLibPQ

/// OIDs of the catalogue's own types (`pg_type.dat`); they never change.
private enum TypeID {
    static let bool: Oid = 16
    static let bytes: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let numeric: Oid = 1700
}

/// Bound values in one buffer. Texts and numbers travel as text, bytes as they are.
struct PostgreSQLParameters {
    private var bytes: [UInt8] = []
    private var starts: [Int?] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    /// 0 lets the server infer the type from the statement.
    private var types: [Oid] = []

    init(_ values: [SQLValue]) throws {
        for value in values { try append(value) }
    }

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null: append(nil, type: 0, format: 0)
        case .integer(let number): append(Array(String(number).utf8), type: 0, format: 0)
        case .bytes(let all): append(all, type: TypeID.bytes, format: 1)
        case .text(let text):
            let all = Array(text.utf8)
            guard !all.contains(0) else { throw StorageError.unexpected("text with a NUL character") }
            append(all, type: 0, format: 0)
        }
    }

    private mutating func append(_ content: [UInt8]?, type: Oid, format: Int32) {
        starts.append(content == nil ? nil : bytes.count)
        lengths.append(Int32(content?.count ?? 0))
        formats.append(format)
        types.append(type)
        if let content {
            bytes += content
            bytes.append(0)
        }
    }

    var count: Int32 { Int32(starts.count) }

    func withTypes<Answer>(_ body: (UnsafePointer<Oid>?) -> Answer) -> Answer {
        unsafe types.withUnsafeBufferPointer { unsafe body($0.baseAddress) }
    }

    /// Lends values, lengths and formats, in this order.
    func withLists<Answer>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Answer
    ) -> Answer {
        unsafe bytes.withUnsafeBytes { buffer in
            var pointers: [UnsafePointer<CChar>?] = unsafe []
            for start in starts {
                guard let start, let base = buffer.baseAddress else {
                    unsafe pointers.append(nil)
                    continue
                }
                unsafe pointers.append((base + start).assumingMemoryBound(to: CChar.self))
            }
            return unsafe pointers.withUnsafeBufferPointer { values in
                unsafe lengths.withUnsafeBufferPointer { lengths in
                    unsafe formats.withUnsafeBufferPointer { formats in
                        unsafe body(values.baseAddress, lengths.baseAddress, formats.baseAddress)
                    }
                }
            }
        }
    }
}

/// Reads an answer in text format, by the type of each column.
enum PostgreSQLAnswer {
    static func rows(_ result: OpaquePointer?) throws -> [Row] {
        let width = unsafe PQnfields(result)
        var names: [String] = []
        var types: [Oid] = []
        for column in 0..<width {
            names.append(unsafe PQfname(result, column).map { unsafe String(cString: $0) } ?? "")
            types.append(unsafe PQftype(result, column))
        }
        var rows: [Row] = []
        for line in 0..<(unsafe PQntuples(result)) {
            var values: [SQLValue] = []
            values.reserveCapacity(types.count)
            for column in 0..<width {
                values.append(try unsafe value(result, line, column, type: types[Int(column)]))
            }
            rows.append(Row(names: names, values: values))
        }
        return rows
    }

    private static func value(_ result: OpaquePointer?, _ line: Int32, _ column: Int32, type: Oid) throws -> SQLValue {
        guard unsafe PQgetisnull(result, line, column) == 0, let start = unsafe PQgetvalue(result, line, column) else {
            return .null
        }
        let cell = unsafe UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, line, column)))
        switch type {
        case TypeID.bytes: return .bytes(try unsafe decodeHex(cell))
        case TypeID.bool: return .integer(unsafe cell.first == UInt8(ascii: "t") ? 1 : 0)
        // `sum` of BIGINT is NUMERIC here and an integer in SQLite.
        case TypeID.int8, TypeID.int4, TypeID.int2, TypeID.numeric:
            guard let number = unsafe Int64(String(decoding: cell, as: UTF8.self)) else {
                throw StorageError.unexpected("a number that is not a 64-bit integer, which no table of ours holds")
            }
            return .integer(number)
        default: return .text(unsafe String(decoding: cell, as: UTF8.self))
        }
    }

    /// `\x` and two digits a byte (`bytea_output = hex`, the server's default since 9.0).
    private static func decodeHex(_ cell: UnsafeRawBufferPointer) throws -> [UInt8] {
        guard cell.count >= 2, unsafe cell[0] == UInt8(ascii: "\\"), unsafe cell[1] == UInt8(ascii: "x") else {
            throw StorageError.unexpected("bytes that are not written in hexadecimal")
        }
        func digit(_ byte: UInt8) -> UInt8 { byte <= UInt8(ascii: "9") ? byte & 0x0F : (byte & 0x0F) + 9 }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(cell.count / 2)
        var index = 2
        while index + 1 < cell.count {
            bytes.append(unsafe digit(cell[index]) << 4 | digit(cell[index + 1]))
            index += 2
        }
        return bytes
    }
}
