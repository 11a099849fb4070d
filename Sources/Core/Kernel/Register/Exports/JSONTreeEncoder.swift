extension JSONValue {
    /// The tree of any value that is made of text, integers, truth values, lists and dictionaries keyed by text.
    /// Throws `EncodingError` for fractions: what is sealed must print the same everywhere.
    package init(encoding value: some Encodable) throws {
        let box = TreeBox()
        try value.encode(to: TreeEncoder(box: box, codingPath: []))
        self = box.value
    }
}

/// The place in the tree that a container is writing to.
private final class TreeBox {
    enum Content {
        case nothing
        case leaf(JSONValue)
        case list([TreeBox])
        case fields([(key: String, box: TreeBox)])
    }
    var content = Content.nothing

    var value: JSONValue {
        switch content {
        case .nothing: .object([])
        case .leaf(let value): value
        case .list(let boxes): .array(boxes.map(\.value))
        case .fields(let fields): .members(fields.map { JSONValue.Member($0.key, $0.box.value) })
        }
    }

    func field(_ key: String) -> TreeBox {
        let box = TreeBox()
        if case .fields(var fields) = content {
            // Given up before it is changed, so that the list is not copied for each field.
            content = .nothing
            fields.append((key, box))
            content = .fields(fields)
        } else {
            content = .fields([(key, box)])
        }
        return box
    }

    func item() -> TreeBox {
        let box = TreeBox()
        if case .list(var boxes) = content {
            content = .nothing
            boxes.append(box)
            content = .list(boxes)
        } else {
            content = .list([box])
        }
        return box
    }

    func set(_ value: some Encodable, path: [any CodingKey]) throws {
        switch value {
        case let text as String: content = .leaf(.text(text))
        case let number as Int: content = .leaf(.integer(number))
        case let flag as Bool: content = .leaf(.bool(flag))
        default: try value.encode(to: TreeEncoder(box: self, codingPath: path))
        }
    }
}

private struct TreeEncoder: Encoder {
    let box: TreeBox
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        if case .fields = box.content {} else { box.content = .fields([]) }
        return KeyedEncodingContainer(TreeFields<Key>(box: box, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        if case .list = box.content {} else { box.content = .list([]) }
        return TreeList(box: box, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer { TreeLeaf(box: box, codingPath: codingPath) }
}

private struct TreeFields<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let box: TreeBox
    let codingPath: [any CodingKey]

    func encodeNil(forKey key: Key) { box.field(key.stringValue).content = .leaf(.null) }

    func encode(_ value: some Encodable, forKey key: Key) throws {
        try box.field(key.stringValue).set(value, path: codingPath + [key])
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        TreeEncoder(box: box.field(key.stringValue), codingPath: codingPath + [key]).container(keyedBy: type)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        TreeEncoder(box: box.field(key.stringValue), codingPath: codingPath + [key]).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { TreeEncoder(box: box.field("super"), codingPath: codingPath) }

    func superEncoder(forKey key: Key) -> any Encoder {
        TreeEncoder(box: box.field(key.stringValue), codingPath: codingPath + [key])
    }
}

private struct TreeList: UnkeyedEncodingContainer {
    let box: TreeBox
    let codingPath: [any CodingKey]

    var count: Int {
        guard case .list(let boxes) = box.content else { return 0 }
        return boxes.count
    }

    func encodeNil() { box.item().content = .leaf(.null) }

    func encode(_ value: some Encodable) throws { try box.item().set(value, path: codingPath) }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        TreeEncoder(box: box.item(), codingPath: codingPath).container(keyedBy: type)
    }

    func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        TreeEncoder(box: box.item(), codingPath: codingPath).unkeyedContainer()
    }

    func superEncoder() -> any Encoder { TreeEncoder(box: box.item(), codingPath: codingPath) }
}

private struct TreeLeaf: SingleValueEncodingContainer {
    let box: TreeBox
    let codingPath: [any CodingKey]

    func encodeNil() { box.content = .leaf(.null) }
    func encode(_ value: Bool) { box.content = .leaf(.bool(value)) }
    func encode(_ value: String) { box.content = .leaf(.text(value)) }
    func encode(_ value: Int) { box.content = .leaf(.integer(value)) }
    func encode(_ value: Int8) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: Int16) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: Int32) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: Int64) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: UInt8) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: UInt16) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: UInt32) { box.content = .leaf(.integer(Int(value))) }
    func encode(_ value: UInt) throws { try encode(UInt64(value)) }
    func encode(_ value: UInt64) throws {
        guard let number = Int(exactly: value) else { throw refusal(value, "larger than a signed 64-bit integer") }
        box.content = .leaf(.integer(number))
    }
    func encode(_ value: Double) throws { throw refusal(value, "a fraction has no single written form") }
    func encode(_ value: Float) throws { throw refusal(value, "a fraction has no single written form") }
    func encode(_ value: some Encodable) throws { try box.set(value, path: codingPath) }

    private func refusal(_ value: Any, _ why: String) -> EncodingError {
        .invalidValue(value, .init(codingPath: codingPath, debugDescription: why))
    }
}
