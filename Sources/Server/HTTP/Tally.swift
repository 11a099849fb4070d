import Foundation
import Synchronization
import Web

/// Counts answers by route pattern, method and status, for `/metrics` (Prometheus text format 0.0.4). Labels come from
/// the route table, so that no visitor can add one.
final class Tally: Sendable {
    private struct Key: Hashable {
        let method: String
        let route: String
        let status: Int

        var labels: String { "{method=\"\(method)\",route=\"\(route)\",status=\"\(status)\"}" }
    }

    private struct Sum {
        var count = 0
        var seconds = 0.0
    }

    private let sums = Mutex<[Key: Sum]>([:])

    func count(_ passage: Passage) {
        let key = Key(method: passage.method, route: passage.route, status: passage.status)
        sums.withLock { sums in
            sums[key, default: Sum()].count += 1
            sums[key, default: Sum()].seconds += passage.seconds
        }
    }

    var exposition: String {
        let lines = sums.withLock { $0 }.sorted { $0.key.labels < $1.key.labels }
        var text = "# HELP citana_requests_total Answers given.\n# TYPE citana_requests_total counter\n"
        for (key, sum) in lines { text += "citana_requests_total\(key.labels) \(sum.count)\n" }
        text +=
            "# HELP citana_request_seconds_total Time spent answering.\n# TYPE citana_request_seconds_total counter\n"
        for (key, sum) in lines { text += "citana_request_seconds_total\(key.labels) \(sum.seconds)\n" }
        if let bytes = Tally.residentBytes() {
            text +=
                "# HELP process_resident_memory_bytes Resident memory.\n# TYPE process_resident_memory_bytes gauge\n"
            text += "process_resident_memory_bytes \(bytes)\n"
        }
        return text
    }

    /// From `/proc/self/status`, whose line is in kB.
    private static func residentBytes() -> Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map {
            $0 * 1024
        }
    }
}
