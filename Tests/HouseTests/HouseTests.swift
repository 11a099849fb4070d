import Testing

/// The house checks itself. Each rule is seen to catch its bad examples, and to have looked where its name says.
@Suite struct HouseTests {
    static let checks: [Check] =
        [ImportTable.check, Sizes.files, Sizes.lines, Sizes.functions] + Banned.checks + Wording.checks + Views.checks

    @Test(arguments: checks) func `the rule holds over the whole house`(_ check: Check) {
        let (_, findings) = check.findings(in: House.files)
        for finding in findings.prefix(40) { Issue.record("\(finding)") }
    }

    @Test(arguments: checks) func `the rule looks where its name says`(_ check: Check) {
        let seen = check.findings(in: House.files).seen
        #expect(!check.mustSee.isEmpty, "a rule names the folders it must have looked at")
        for folder in check.mustSee {
            #expect(seen.contains { $0.isIn(folder) }, "\(check.name): looked at no file of \(folder)")
        }
    }

    @Test(arguments: checks) func `the rule catches its bad examples and lets its good ones pass`(_ check: Check) {
        #expect(!check.bad.isEmpty && !check.good.isEmpty, "a rule carries examples of both kinds")
        for example in check.bad {
            #expect(check.looksAt(example), "\(check.name): does not look at \(example.path)")
            #expect(!check.judge(example).isEmpty, "\(check.name): did not catch \(example.text)")
        }
        for example in check.good {
            #expect(check.judge(example).isEmpty, "\(check.name): wrongly caught \(example.text)")
        }
    }

    @Test func `the targets of Package.swift are found`() {
        #expect(House.targets.contains("Sources/Core/Kernel"))
        #expect(House.targets.contains("Sources/Modules/Questionnaires"))
        #expect(House.targets.contains("Sources/Server"))
        #expect(House.files.filter { $0.isIn("Sources") }.count > 20)
    }
}
