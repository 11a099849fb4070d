import CLibZip

/// Writes a ZIP file in memory with libzip. Entries keep their order, are stored without compression and all bear
/// the same date, so that the same contents give the same bytes whatever the machine, its zone or its zlib.
enum ZipFile {
    struct Entry {
        let name: String
        let bytes: [UInt8]
    }

    /// libzip could not build the file; the text is libzip's own.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func bytes(_ entries: [Entry]) throws -> [UInt8] {
        var problem = unsafe zip_error_t()
        unsafe zip_error_init(&problem)
        defer { unsafe zip_error_fini(&problem) }
        guard let target = unsafe zip_source_buffer_create(nil, 0, 0, &problem) else { throw unsafe failure(&problem) }
        defer { unsafe zip_source_free(target) }
        guard let archive = unsafe zip_open_from_source(target, ZIP_TRUNCATE, &problem) else {
            throw unsafe failure(&problem)
        }
        // The archive takes the source over; we keep our own hold on it to read the result after it is closed.
        unsafe zip_source_keep(target)
        do {
            for entry in entries { try unsafe add(entry, to: archive) }
        } catch {
            unsafe zip_discard(archive)
            throw error
        }
        guard unsafe zip_close(archive) == 0 else {
            let reason = unsafe failure(zip_get_error(archive))
            unsafe zip_discard(archive)
            throw reason
        }
        return try unsafe read(target)
    }

    /// 1 January 1980 at noon: the first day that ZIP can write, far from any midnight that a time zone skips.
    private static let date: (time: UInt16, day: UInt16) = (12 << 11, 1 << 5 | 1)

    private static func add(_ entry: Entry, to archive: OpaquePointer) throws {
        let count = entry.bytes.count
        // libzip reads the bytes when the archive is closed and frees them then: they need a buffer of their own.
        guard let buffer = unsafe malloc(max(count, 1)) else { throw Failure(description: "no memory left") }
        unsafe entry.bytes.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { unsafe memcpy(buffer, start, count) }
        }
        guard let source = unsafe zip_source_buffer(archive, buffer, zip_uint64_t(count), 1) else {
            unsafe free(buffer)
            throw unsafe failure(zip_get_error(archive))
        }
        let index = unsafe zip_file_add(archive, entry.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            unsafe zip_source_free(source)
            throw unsafe failure(zip_get_error(archive))
        }
        let place = zip_uint64_t(index)
        guard unsafe zip_set_file_compression(archive, place, ZIP_CM_STORE, 0) == 0,
            unsafe zip_file_set_dostime(archive, place, date.time, date.day, 0) == 0
        else { throw unsafe failure(zip_get_error(archive)) }
    }

    private static func read(_ source: OpaquePointer) throws -> [UInt8] {
        guard unsafe zip_source_open(source) == 0 else { throw unsafe failure(zip_source_error(source)) }
        defer { unsafe zip_source_close(source) }
        guard unsafe zip_source_seek(source, 0, SEEK_END) == 0, case let size = unsafe zip_source_tell(source),
            size >= 0,
            unsafe zip_source_seek(source, 0, SEEK_SET) == 0
        else { throw unsafe failure(zip_source_error(source)) }
        var bytes = [UInt8](repeating: 0, count: Int(size))
        let got = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe zip_source_read(source, buffer.baseAddress, zip_uint64_t(buffer.count))
        }
        guard got == size else { throw Failure(description: "the archive could not be read back") }
        return bytes
    }

    private static func failure(_ error: UnsafeMutablePointer<zip_error_t>?) -> Failure {
        guard let error = unsafe error, let text = unsafe zip_error_strerror(error) else {
            return Failure(description: "libzip failed")
        }
        return Failure(description: unsafe String(cString: text))
    }
}
