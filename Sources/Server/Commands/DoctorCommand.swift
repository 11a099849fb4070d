import ArgumentParser
import Foundation
import Kernel
import Web

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Checks configuration, stores, keys, schema and printing; says what to do.",
        discussion: "Example:\n  citana doctor --data citana-demo")
    @OptionGroup var installation: Installation

    func run() async throws {
        let setup = try await installation.setup()
        Output.line("configuration: right, environment \(setup.environment.rawValue)")
        var wrong = 0
        func say(_ name: String, _ problem: String?) {
            Output.line("\(name): \(problem ?? "right")")
            if problem != nil { wrong += 1 }
        }
        do {
            let kernel = try await Kernel.open(setup.kernel, modules: Composition.modules)
            say("stores and keys", nil)
            let differences = try await kernel.schemaDifferences()
            say("schema", differences.isEmpty ? nil : differences.map(\.sentence).joined(separator: " "))
            await kernel.close()
        } catch {
            say("stores and keys", Failure(error)?.sentence ?? "cannot be opened")
        }
        do {
            _ = try SigningKey.read(setup.logKeyFile)
            say("log key", nil)
        } catch {
            say("log key", (error as? SigningKeyProblem)?.sentence ?? "cannot be read")
        }
        do {
            _ = try PDFPrinter(configured: setup.pdfPython)
            say("PDF", nil)
        } catch {
            say("PDF", (error as? PDFProblem)?.sentence ?? "not available")
        }
        for service in ProviderService.allCases {
            let choice = setup.providers.choice(service)
            let provider = Provider.named(choice.key, for: service)
            let missing = provider?.processor != nil && choice.noticeOn == nil
            say(
                service.rawValue,
                missing ? "\(choice.key) is used without a notice date; set \(service.rawValue).noticeOn" : nil)
        }
        if wrong > 0 { throw ExitCode(1) }
    }
}
