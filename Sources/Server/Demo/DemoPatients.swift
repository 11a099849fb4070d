import Kernel

/// Fictitious patients of the demonstration: invented names, numbers under the test authority with commune 99, people
/// around them. Enrolled through the gate like anybody, so that the log of a demonstration is a true one.
struct DemoPatients {
    let kernel: Kernel

    /// Professions of the cast, by the function that is shown.
    private static let professions: [String: Profession] = [
        "infirmière": .nurse, "médecin régulateur": .physician, "gériatre": .physician,
    ]

    func enrol(in structure: Structure, staff: [Account]) async throws {
        var carers: [(account: Account, membership: String, profession: Profession)] = []
        for account in staff where account.roles.contains(.professional) {
            guard let profession = Self.professions[account.function],
                let membership = try await kernel.accounts.situation(of: account)
            else { continue }
            try await kernel.accounts.record(
                ProfessionalIdentity(profession: profession), of: account, source: "declared")
            carers.append((account, membership, profession))
        }
        guard let first = carers.first else { return }
        // The command that fills a demonstration attests for the structure, as its administrator would.
        let filling = Caller(
            Facts.Caller(kind: .commandLine, id: "demo", structure: structure.id, level: .programKey),
            means: "command-line")
        let team = try await kernel.careTeams.attest("Équipe de soins", basis: .sameStructure, deed: nil, as: filling)
        for carer in carers {
            try await kernel.careTeams.join(
                team.id, membership: carer.membership, role: carer.account.function, as: filling)
        }
        let caller = Caller(
            Facts.Caller(
                kind: .professional, id: first.account.id, membership: first.membership, structure: structure.id,
                profession: first.profession, level: .twoFactors), means: "demo", provedAt: kernel.clock.now)
        for (index, person) in Self.people.enumerated() {
            try await enrol(person, number: index, role: first.account.function, as: caller)
        }
    }

    private func enrol(_ person: Person, number: Int, role: String, as caller: Caller) async throws {
        guard let born = BirthDate(year: person.born.0, month: person.born.1, day: person.born.2) else { return }
        let traits = try StrictTraits(
            birthName: person.birthName, firstBirthGivenName: person.given, birthGivenNames: person.list,
            birthDate: born, sex: person.sex, birthPlace: BirthPlace("99999"))
        let used = try UsedNames(name: person.usedName, givenName: nil)
        let ins = try person.status.map { _ in try DemoPatients.ins(traits, number: number) }
        let identity = PatientIdentity(
            traits: traits, used: used, ins: ins, state: IdentityState(person.status ?? .provisional) ?? .new,
            mode: person.status == nil ? .typed : .insi, localNumber: "P-\(1000 + number)")
        let patient = try await kernel.patients.enrol(
            PatientDraft(
                identity: identity, contacts: [NewContact(.phone, "06 39 98 00 \(10 + number)", preferred: true)],
                relation: NewRelation(role: role, basis: .sameStructure, informedOn: kernel.clock.today)), as: caller)
        if let near = person.near {
            try await kernel.patients.add(near.member(on: kernel.clock.today), of: patient, as: caller)
        }
    }

    /// An invented number of the test authority, abroad (99), with the key that belongs to it.
    private static func ins(_ traits: StrictTraits, number: Int) throws -> INS {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let day = traits.birthDate.day
        let base =
            (traits.sex == .male ? "1" : "2") + two(day.year % 100) + two(day.month) + "99999"
            + String(1000 + number).dropFirst()
        return try INS(matricule: base + (Matricule.key(of: base) ?? "00"), oid: INSAuthority.nirTest.oid)
    }

    private struct Person {
        let birthName: String
        let given: String
        let list: String
        let usedName: String?
        let born: (Int, Int?, Int?)
        let sex: Sex
        let status: IdentityStatus?
        let near: Near?
    }

    private struct Near {
        let family: String
        let given: String
        let relationship: String
        let title: MandateTitle
        let evidence: String?

        func member(on today: Day) -> NewMember {
            NewMember(
                familyName: family, givenName: given, relationship: relationship,
                contact: NewContact(.phone, "06 39 98 00 90"),
                mandate: NewMandate(
                    title: title, reach: MandateReach(classes: .all, mayDecide: true, mayAnswer: true),
                    evidence: evidence, startsOn: today, endsOn: today.adding(years: 2)))
        }
    }

    private static let people: [Person] = [
        Person(
            birthName: "FICTIVE-LAVANDE", given: "JEANNE", list: "JEANNE MARIE LOUISE", usedName: "Romarin",
            born: (1941, 6, 3), sex: .female, status: .qualified,
            near: Near(
                family: "Romarin", given: "Colette", relationship: "fille", title: .caregiver,
                evidence: "désignation signée")),
        Person(
            birthName: "D'INVENTÉ", given: "Anne-Zoé", list: "Anne-Zoé Camille", usedName: nil, born: (1987, 11, 21),
            sex: .female, status: .validated, near: nil),
        Person(
            birthName: "MODÈLE", given: "BAPTISTE", list: "BAPTISTE", usedName: nil, born: (2015, 4, 9), sex: .male,
            status: nil,
            near: Near(
                family: "Modèle", given: "Sacha", relationship: "parent", title: .parentalAuthority,
                evidence: "livret de famille")),
        Person(
            birthName: "EXEMPLE", given: "OUSMANE", list: "OUSMANE", usedName: nil, born: (1958, nil, nil), sex: .male,
            status: .retrieved, near: nil),
        Person(
            birthName: "EXEMPLAIRE", given: "OUSMANE", list: "OUSMANE", usedName: nil, born: (1958, nil, nil),
            sex: .male, status: nil, near: nil),
        Person(
            birthName: "LE FICTIF", given: "GWENN", list: "GWENN MAËL", usedName: "Martin", born: (1972, 1, 30),
            sex: .male, status: nil,
            near: Near(
                family: "Martin", given: "Dominique", relationship: "époux", title: .trustedPerson, evidence: nil)),
    ]
}
