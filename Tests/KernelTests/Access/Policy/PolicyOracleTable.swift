@testable import Kernel

enum Oracle {
    static let table: [OracleLine] = whoComes + actingForThePatient + outsideCare + whatIsHidden + ownSide + sharing

    static func verdict(_ point: Point) -> Expected? { table.first { $0.applies(point) }?.verdict }

    /// Step 1: rules 27, 28, 32, 46, 67, 74.
    static let whoComes: [OracleLine] = [
        OracleLine("27", "nobody unproved", { $0.proof == .none }, .deny(.notAuthenticated)),
        OracleLine(
            "27", "staff prove two factors, or come through Pro Santé Connect",
            { $0.isStaff && $0.proof != .twoFactors && $0.proof != .proSante }, .deny(.levelTooLow)),
        OracleLine(
            "32", "a link is for answering, not for reading", { $0.isPerson && $0.proof == .link && !$0.creates },
            .deny(.levelTooLow)),
        OracleLine(
            "32", "a person reads after a second factor or FranceConnect",
            { $0.isPerson && [.password, .proSante, .programKey].contains($0.proof) }, .deny(.levelTooLow)),
        OracleLine(
            "27", "a program proves its own key", { $0.isProgram && $0.proof != .programKey }, .deny(.levelTooLow)),
        OracleLine(
            "28", "no exercise, no professional right", { $0.isCarer && !$0.exercise }, .deny(.noExercise)),
        OracleLine(
            "67", "who belongs to a structure stays in it",
            {
                $0.home != .sameStructure
                    && ($0.isPerson || $0.isUpkeep || [.officeStaff, .administrator, .dpo].contains($0.who))
            }, .deny(.otherStructure)),
        OracleLine(
            "67", "from another structure only under a convention in force",
            { $0.shares && ($0.home == .stranger || $0.home == .conventionNotBegun) }, .deny(.otherStructure)),
        OracleLine(
            "46", "partner access ends with the convention", { $0.shares && $0.home == .conventionOver },
            .deny(.conventionEnded)),
        OracleLine("74", "a module that is off is absent", { !$0.moduleOn }, .deny(.moduleOff)),
    ]

    /// Step 2: §5.8 and rule 32.
    static let actingForThePatient: [OracleLine] = [
        OracleLine(
            "32", "a link is for one task", { $0.who == .patient && $0.proof == .link && $0.invited != .toThis },
            .deny(.notInvited)),
        OracleLine(
            "§5.8", "a caregiver answers what they were invited to",
            { $0.who == .caregiver && $0.creates && $0.invited != .toThis }, .deny(.notInvited)),
        OracleLine(
            "§5.8", "nobody acts without a title", { $0.needsTitle && $0.title == .none }, .deny(.mandateMissing)),
        OracleLine(
            "§5.8", "curators, trusted persons and heirs have no access of their own",
            { $0.needsTitle && [.assistance, .trusted, .heir].contains($0.title) }, .deny(.titleWithoutAccess)),
        OracleLine(
            "§5.8", "a title is the holder's own", { $0.needsTitle && $0.namesTitleOfOther },
            .deny(.titleWithoutAccess)),
        OracleLine(
            "§5.8", "an unverified title gives nothing", { $0.needsTitle && !$0.titleSeen }, .deny(.mandateUnverified)),
        OracleLine(
            "§5.8", "a judgment has an end date",
            { $0.needsTitle && [.guardianship, .family].contains($0.title) && $0.term == .withoutEnd },
            .deny(.mandateUnverified)),
        OracleLine(
            "§5.8", "parental authority needs an age", { $0.needsTitle && $0.title == .parental && $0.age == .unknown },
            .deny(.mandateUnverified)),
        OracleLine(
            "§5.8", "an expired or revoked title gives nothing",
            { $0.needsTitle && [.notBegun, .ended, .revokedToday].contains($0.term) }, .deny(.mandateEnded)),
        OracleLine(
            "§5.8", "parental access ends on the eighteenth birthday",
            { $0.needsTitle && $0.title == .parental && $0.age == .eighteenToday }, .deny(.mandateEnded)),
        OracleLine(
            "§5.8", "deciding is in the mandate or is not",
            { $0.needsTitle && $0.ask == .recordDecision && !$0.mayDecide }, .deny(.notInMandate)),
        OracleLine(
            "32", "a representative's link is for one task too",
            { $0.who == .representative && $0.proof == .link && $0.invited != .toThis }, .deny(.notInvited)),
    ]

    /// Step 3: rules 41, 48 and R1110-2.
    static let outsideCare: [OracleLine] = [
        OracleLine("§5.7-3", "administrators see no record", { $0.who == .administrator }, .deny(.notCare)),
        OracleLine(
            "48", "support is off without a ticket that the structure approved",
            { $0.who == .vendor && [.none, .notApproved, .otherStructure].contains($0.ticket) },
            .deny(.supportNotApproved)),
        OracleLine(
            "48", "support ends when it was to end", { $0.who == .vendor && $0.ticket == .ended },
            .deny(.supportEnded)),
        OracleLine(
            "41", "insurers see nothing by name without a statutory exception in time",
            { $0.who == .insurer && [.none, .ended].contains($0.statute) }, .deny(.notCare)),
        OracleLine("§5.7-3", "who is not in R1110-2 is not in care", { $0.who == .unlisted }, .deny(.notCare)),
        OracleLine(
            "43", "emergencies are for professionals", { $0.inEmergency && !$0.isCarer },
            .deny(.emergencyForHealthProfessionals)),
    ]

    /// Steps 4 and 5: rules 36, 40, 44.
    static let whatIsHidden: [OracleLine] = [
        OracleLine(
            "36", "whom the patient blocked never gets in", { $0.blocked && $0.who != .patient && !$0.isUpkeep },
            .deny(.blocked)),
        OracleLine(
            "44", "not yet announced", { $0.mask == .invisibleToPatient && $0.isPerson && !$0.wroteIt },
            .deny(.masked)),
        OracleLine(
            "44", "the minor's secret",
            { $0.mask == .invisibleToRepresentatives && $0.who == .representative && !$0.wroteIt }, .deny(.masked)),
        OracleLine(
            "44", "masked from professionals",
            { $0.mask == .hiddenFromProfessionals && ($0.isStaff || $0.who == .program) && !$0.wroteIt },
            .deny(.masked)),
        OracleLine(
            "44", "masked from who is no health professional",
            {
                $0.mask == .hiddenFromSocialProfessionals && ($0.isStaff || $0.who == .program) && !$0.isHealth
                    && !$0.wroteIt
            }, .deny(.masked)),
        OracleLine(
            "44", "masked from third persons",
            {
                $0.mask == .hiddenFromThirdPersons && [.caregiver, .insurer, .vendor, .program].contains($0.who)
                    && !$0.wroteIt
            }, .deny(.masked)),
        OracleLine(
            "41", "no health data to who is not in care", { Missions.outOfCare[$0.who]?.contains($0.ask) ?? false },
            .deny(.notCare)),
        OracleLine("36", "outside one's mission", { !$0.isMission }, .deny(.mission)),
    ]

    static let ownSide: [OracleLine] = [
        OracleLine(
            "32", "what a patient was invited to",
            { $0.who == .patient && $0.creates && $0.invited == .toThis }, .allow(.invitation)),
        OracleLine("47", "the patient's own record", { $0.who == .patient }, .allow(.ownRecord)),
        OracleLine(
            "§5.8", "what a caregiver was invited to", { $0.who == .caregiver && $0.creates }, .allow(.invitation)),
        OracleLine(
            "§5.8", "only what the title covers",
            { $0.actsForPatient && !$0.titleCovers && $0.ask != .recordDecision }, .deny(.notInMandate)),
        OracleLine("§5.8", "under a title", { $0.actsForPatient }, .allow(.mandate)),
        OracleLine("54", "the DPO reads the log", { $0.who == .dpo }, .allow(.oversight)),
        OracleLine("14", "retention and exports are declared tasks", { $0.isUpkeep }, .allow(.upkeep)),
        OracleLine(
            "48", "support sees what was approved", { $0.who == .vendor && $0.ticket == .otherClass },
            .deny(.supportNotApproved)),
        OracleLine(
            "41", "an exception covers what it names", { $0.who == .insurer && $0.statute == .otherClass },
            .deny(.notCare)),
        OracleLine(
            "36", "an opposition binds office, support and insurer, but may be recorded",
            { [.officeStaff, .vendor, .insurer].contains($0.who) && $0.opposed && $0.ask != .recordDecision },
            .deny(.opposition)),
        OracleLine("§5.7-5", "office work", { $0.who == .officeStaff }, .allow(.administration)),
        OracleLine("48", "an approved intervention", { $0.who == .vendor }, .allow(.support)),
        OracleLine("41", "a statutory exception", { $0.who == .insurer }, .allow(.statute)),
    ]

    /// Steps 6 to 12: rules 35 to 43.
    static let sharing: [OracleLine] = [
        OracleLine(
            "§5.7-6", "no care relation; a consent or an exchange is one",
            { !$0.inEmergency && !$0.related && !$0.consented && !$0.sentByName && !$0.feeds },
            .deny(.noCareRelation)),
        OracleLine(
            "47", "who cares for the patient records what they decide", { $0.ask == .recordDecision && $0.related },
            .allow(.authorship)),
        OracleLine(
            "47", "who does not care for the patient records nothing", { $0.ask == .recordDecision },
            .deny(.noCareRelation)),
        OracleLine("36", "an opposition wins", { $0.opposed && !$0.inEmergency }, .deny(.opposition)),
        OracleLine(
            "42", "centre 15 honours every opposition", { $0.opposed && $0.mode == .centre15 }, .deny(.opposition)),
        OracleLine(
            "43", "an opposition that covers emergencies stays",
            { $0.opposedEvenInEmergency && $0.mode == .breakGlass }, .deny(.opposition)),
        OracleLine(
            "43", "an ordinary opposition passes only with the structure's switch",
            { $0.opposed && $0.mode == .breakGlass && !$0.switchOn }, .deny(.opposition)),
        OracleLine("39", "the care team", { $0.groundsCount && $0.isTeam }, .allow(.team)),
        OracleLine("§5.7-9", "sent by name", { $0.groundsCount && $0.sentByName }, .allow(.exchange)),
        OracleLine("37", "a consent that covers it", { $0.groundsCount && $0.consented }, .allow(.consent)),
        OracleLine(
            "§5.7-9", "writing, or finding what one wrote, shows nothing to anybody new",
            {
                $0.groundsCount && !$0.inEmergency && $0.home == .sameStructure && $0.related
                    && ($0.creates || ($0.reads && $0.wroteIt))
            }, .allow(.authorship)),
        OracleLine(
            "§5.7-9", "a program of the structure files", { $0.groundsCount && !$0.inEmergency && $0.feeds },
            .allow(.authorship)),
        OracleLine(
            "43", "an emergency is proved afresh",
            { $0.inEmergency && ($0.stated == .proofNotFresh || $0.stated == .nothing) }, .deny(.freshProofMissing)),
        OracleLine("43", "and has a reason", { $0.inEmergency && $0.stated == .noReason }, .deny(.reasonMissing)),
        OracleLine(
            "42", "regulation needs its right", { $0.mode == .centre15 && !$0.regulates },
            .deny(.regulationRightMissing)),
        OracleLine(
            "43", "and ends after its time", { $0.inEmergency && $0.stated == .boxOver }, .deny(.emergencyEnded)),
        OracleLine("43", "an emergency", { $0.inEmergency }, .allow(.emergency)),
        OracleLine("35", "default is deny", { _ in true }, .deny(.consentRequired)),
    ]
}
