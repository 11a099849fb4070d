import ArgumentParser
import Foundation
import Kernel

/// Which installation a command works on.
struct Installation: ParsableArguments {
    @Option(name: .long, help: "Configuration file.")
    var config: String?

    @Option(name: .long, help: "Folder made by `citana demo`.")
    var data: String?

    func setup() async throws -> Setup {
        switch (config, data) {
        case (let config?, nil): return try await ConfigurationFile.read(config)
        case (nil, let data?):
            let file = URL(fileURLWithPath: data).appendingPathComponent("citana.yaml").path
            guard FileManager.default.fileExists(atPath: file) else {
                throw Failure(
                    "\(data) is not a folder made by `citana demo`; run that first, or give --config.", code: 2)
            }
            return try await ConfigurationFile.read(file)
        case (nil, nil):
            guard let config = ConfigurationFile.namedByVariable else {
                throw Failure("Say which installation: --config FILE, or --data DIR for a demo folder.", code: 2)
            }
            return try await ConfigurationFile.read(config)
        default: throw Failure("Give --config or --data, not both.", code: 2)
        }
    }

    /// Opens the stores, brings the register up to the present, runs `body`, closes.
    func withKernel<Value>(_ body: (Kernel) async throws -> Value) async throws -> Value {
        let kernel = try await Kernel.open(try await setup().kernel, modules: Composition.modules)
        do {
            try await kernel.register.reconcile(progress: Progress.onTerminal("Recomputing sheets"))
            let value = try await body(kernel)
            await kernel.close()
            return value
        } catch {
            await kernel.close()
            throw error
        }
    }
}

/// Long work shows a counter on a terminal and stays quiet in a pipe.
enum Progress {
    static func onTerminal(_ words: String) -> (@Sendable (Int, Int) -> Void)? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        return { done, all in
            FileHandle.standardError.write(Data("\r\(words): \(done)/\(all)\(done == all ? "\n" : "")".utf8))
        }
    }
}

/// Where a result goes.
enum Output {
    /// To a file (written beside and moved, so that it is whole or absent), or to standard output.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path, path != "-" else {
            FileHandle.standardOutput.write(Data(bytes))
            return
        }
        do { try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw Failure("\(path) cannot be written; check the folder and its rights.", code: 4)
        }
    }

    static func line(_ text: String) { print(text) }

    static func read(_ path: String) throws -> [UInt8] {
        do { return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) } catch {
            throw Failure("\(path) cannot be read; check its name and its rights.", code: 2)
        }
    }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

/// Reads one of the values of a closed list, or says what the list is.
func oneOf<Value: RawRepresentable & CaseIterable>(_ text: String) throws -> Value where Value.RawValue == String {
    guard let value = Value(rawValue: text) else {
        let all = Value.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("'\(text)' is not one of \(all)")
    }
    return value
}

/// Who a decision typed on the command line is recorded under, where nobody is named.
enum Author {
    static let `operator` = "Exploitation (Citana)"
}

/// `--structure REF`.
struct StructureOption: ParsableArguments {
    @Option(name: .long, help: "Reference of the structure, as `citana structure list` shows it.")
    var structure: String
}

/// Reads a day argument, `yyyy-MM-dd`.
struct DayArgument: ExpressibleByArgument {
    let day: Day
    init?(argument: String) {
        guard let day = Day(argument) else { return nil }
        self.day = day
    }
}
