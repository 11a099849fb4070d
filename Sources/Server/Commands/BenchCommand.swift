import ArgumentParser
import Foundation
import Kernel

/// Work without a store, for `make bench`: not listed by `--help`.
struct BenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Counts of work for the benchmarks.", shouldDisplay: false,
        subcommands: [Register.self, Log.self, Fill.self, Fixed.self, Withdraw.self])

    /// The register of every subset of n modules, each compared with the union of its modules' and the kernel's lines.
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Computes and checks the register of every subset of made-up modules.",
            discussion: "Example:\n  citana bench register --modules 16")
        @Option(help: "How many made-up modules, at most 20.") var modules = 16
        @Option(help: "controller or processor.", transform: oneOf) var role = Sheet.Role.controller

        func run() async throws {
            guard (1...20).contains(modules) else { throw Failure("--modules must be between 1 and 20.", code: 2) }
            let subsets = SubsetRegisters(
                SyntheticModules.declarations(modules, like: Kernel.declarations(of: Composition.modules)), role: role)
            let wrong = await subsets.wrong()
            guard wrong == 0 else { throw Failure("\(wrong) registers are not the union of their modules.", code: 1) }
            Output.line("\(1 << modules) registers computed, each the union of its modules' and the kernel's lines.")
        }
    }
}

/// Declarations of as many modules as asked, copies of the real ones under other names: values, no compiler.
enum SyntheticModules {
    static func declarations(_ count: Int, like real: Declarations) -> Declarations {
        Declarations(
            kernel: real.kernel,
            modules: (0..<count).map { number in copy(real.modules[number % real.modules.count], number: number) })
    }

    private static func copy(_ module: Declarations.Module, number: Int) -> Declarations.Module {
        func code(_ old: String) -> String { "\(old)-\(number)" }
        return Declarations.Module(
            name: ModuleName("\(module.name.value)-\(number)"), title: module.title, promise: module.promise,
            treatments: module.treatments.map { old in
                TreatmentDeclaration(
                    code: code(old.code), title: old.title, purposes: old.purposes, legalBasis: old.legalBasis,
                    article9: old.article9, persons: old.persons, source: old.source, recipients: old.recipients,
                    services: old.services, readsFrom: old.readsFrom, measures: old.measures,
                    impactCriteria: old.impactCriteria, cnilList: old.cnilList, obligation: old.obligation)
            },
            tables: module.tables.map { old in
                TableDeclaration(
                    name: "\(old.name)_\(number)", title: old.title, kind: old.kind,
                    treatment: old.treatment.map(code), columns: old.columns, retention: old.retention,
                    appendOnly: old.appendOnly, unique: old.unique)
            })
    }
}

/// Every subset of the modules, shared out over the processor's cores.
struct SubsetRegisters: Sendable {
    let builder: SheetBuilder
    let names: [ModuleName]
    let role: Sheet.Role
    let kernelLines: [Sheet.Line]
    /// The lines of each module, computed with that module alone.
    let ownLines: [ModuleName: [Sheet.Line]]

    init(_ declarations: Declarations, role: Sheet.Role) {
        let builder = SheetBuilder(declarations)
        func lines(_ modules: Set<ModuleName>) -> [Sheet.Line] {
            builder.sheet(Simulation.inputs(modules: modules, role: role)).treatments
        }
        self.builder = builder
        self.role = role
        names = declarations.modules.map(\.name)
        kernelLines = lines([])
        ownLines = Dictionary(
            uniqueKeysWithValues: names.map { name in (name, lines([name]).filter { $0.module == name.value }) })
    }

    /// How many registers are not the union they must be.
    func wrong() async -> Int {
        let all = 1 << names.count
        let workers = ProcessInfo.processInfo.activeProcessorCount
        return await withTaskGroup(of: Int.self) { group in
            for worker in 0..<workers {
                group.addTask { stride(from: worker, to: all, by: workers).count { !isUnion($0) } }
            }
            return await group.reduce(0, +)
        }
    }

    private func isUnion(_ subset: Int) -> Bool {
        let chosen = names.enumerated().filter { subset >> $0.offset & 1 == 1 }.map(\.element)
        let sheet = builder.sheet(Simulation.inputs(modules: Set(chosen), role: role))
        let union = (kernelLines + chosen.flatMap { ownLines[$0] ?? [] }).sorted {
            ($0.code, $0.module) < ($1.code, $1.module)
        }
        return sheet.treatments == union
    }
}
