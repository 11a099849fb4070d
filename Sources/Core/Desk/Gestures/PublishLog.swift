import Kernel
import Web

/// The transparency log as outsiders fetch it (C2SP tlog-tiles). Digests and signatures: no personal data.
struct PublishLog: Sendable {
    let kernel: Kernel

    func routes(_ routes: Routes) {
        routes.get("/log/checkpoint", for: .anyone) { _, _ in
            guard let note = try await kernel.publication.checkpoint() else { return .notFound }
            return .published(Array(note.utf8), type: "text/plain; charset=utf-8", forEver: false)
        }
        routes.get("/log/tile/{a}/{b}", for: .anyone, tile)
        routes.get("/log/tile/{a}/{b}/{c}", for: .anyone, tile)
        routes.get("/log/tile/{a}/{b}/{c}/{d}", for: .anyone, tile)
        routes.get("/log/tile/{a}/{b}/{c}/{d}/{e}", for: .anyone, tile)
    }

    /// A full tile never changes; a partial one will be replaced by a fuller one.
    private func tile(_ request: Request, _ visitor: Visitor) async throws -> Answer {
        let path = ["a", "b", "c", "d", "e"].map(request.parameter).filter { !$0.isEmpty }.joined(separator: "/")
        guard let tile = try await kernel.publication.tile(path) else { return .notFound }
        return .published(tile.bytes, type: "application/octet-stream", forEver: tile.isFull)
    }
}
