/// The kernel's own declarations: on every sheet, whatever the structure bought.
public enum KernelModule: ModuleDeclaration {
    public static let name = ModuleName.kernel
    public static let title = Bilingual(fr: "Socle", en: "Kernel")
    public static let promise = Bilingual(
        fr: "Pas d'accès sans trace, pas de donnée sans finalité, pas de donnée de santé dans un message.",
        en: "No access without a written line, no data without a purpose, no health data in a message.")

    public static let treatments: [any Treatment.Type] = [
        IdentityAndCareCircle.self, AccountsAndRights.self, Authentication.self, AccessLog.self,
        ConsentsAndOppositions.self, Notifications.self, RightsAndBreaches.self, SupportAndMaintenance.self,
        AggregatedIndicators.self,
    ]

    public static let tables: [TableDeclaration] = firstTables + addedTables + sequencerTables + providerTables

    /// What the first step made; later steps have lists of their own.
    static let firstTables: [TableDeclaration] =
        structureTables + identityTables + accountTables + authenticationTables + accessLogTables + consentTables
        + notificationTables
        + rightsTables + upkeepTables

    /// What later steps make.
    static let addedTables: [TableDeclaration] = [
        JobLeases.declaration, ObjectionsTable.declaration, SignInCounters.declaration, AccessChoices.declaration,
        TargetedExchanges.declaration, StatutoryExceptions.declaration, Erasures.declaration, LogWatch.declaration,
        AccessEndings.declaration,
    ]

    public static let jobs: [JobDeclaration] = [
        JobDeclaration(
            "retention", everyMinutes: 1440,
            purpose: Bilingual(fr: "Supprimer ce qui est arrivé à son terme", en: "Remove what has reached its term")),
        JobDeclaration(
            "outbox", everyMinutes: 1,
            purpose: Bilingual(fr: "Acheminer les messages en attente", en: "Send the messages that wait")),
        JobDeclaration(
            "schema-check", everyMinutes: 60,
            purpose: Bilingual(
                fr: "Comparer la base aux déclarations", en: "Compare the database with the declarations"),
            scope: .node),
        JobDeclaration(
            "orphan-accesses", everyMinutes: 5,
            purpose: Bilingual(
                fr: "Clore au journal les gestes interrompus", en: "Close interrupted gestures in the log")),
    ]

    public static let migrations: [Migration] = [
        Migration("kernel-001", firstTables.map { .create(asFirstMade($0)) }),
        Migration("kernel-002-jobs", [.create(JobLeases.declaration)]),
        Migration("audit-002", sequencerTables.map(Migration.Step.create)),
        Migration("access-002", AccessReasons.added.map { .add(column: $0, table: "access_reasons") }),
        Migration("kernel-003-objections", [.create(ObjectionsTable.declaration)]),
        Migration("sign-in-001", [.create(SignInCounters.declaration)]),
        Migration("identity-links-002", providerTables.map { .create(asFirstMade($0)) }),
        Migration("consent-002", CareConsents.added.map { .add(column: $0, table: "care_consents") }),
        Migration("access-003", [.create(AccessChoices.declaration)]),
        Migration(
            "identity-links-003",
            PersonLinks.added.map { .add(column: $0, table: "person_links") }
                + ProviderDepartures.added.map { .add(column: $0, table: "provider_departures") }),
        Migration(
            "sharing-001", [.create(TargetedExchanges.declaration), .create(StatutoryExceptions.declaration)]),
        Migration("audit-003", [.create(LogWatch.declaration)]),
        Migration("erasure-001", [.create(Erasures.declaration)]),
        // An older release would miss the triggers that it knows.
        Migration(
            "erasure-002", compatible: false,
            firstTables.filter { $0.kind == .care && $0.appendOnly }.map { .guards(table: $0.name) }),
        Migration("care-001", [.create(AccessEndings.declaration)]),
    ]

    /// The first step is run as it was: without the columns that its tables got later.
    private static func asFirstMade(_ table: TableDeclaration) -> TableDeclaration {
        switch table.name {
        case "access_reasons": table.without("opened_by")
        case "care_consents": table.without("support")
        case "person_links": table.without("identity_hash")
        case "provider_departures": table.without("link")
        default: table
        }
    }

    static let structureTables: [TableDeclaration] = [
        StructuresTable.declaration, ContactsTable.declaration, ContractsTable.declaration,
        ContractEventsTable.declaration, SheetVersionsTable.declaration, OverridesTable.declaration,
        RegisterStateTable.declaration, ProviderChangesTable.declaration,
    ]

    static let identityTables: [TableDeclaration] = [
        Patients.declaration, PatientNumbers.declaration, PatientContacts.declaration, PatientSearch.declaration,
        IdentityChecks.declaration, IdentityEvents.declaration, CareRelations.declaration, CircleMembers.declaration,
        Mandates.declaration, CareTeamBases.declaration, CareTeamMembers.declaration,
    ]

    static let accountTables: [TableDeclaration] = [
        Accounts.declaration, ProfessionalIdentities.declaration, AccountSearch.declaration, Memberships.declaration,
        AccountInvitations.declaration, RightsReviews.declaration,
    ]

    static let authenticationTables: [TableDeclaration] = [
        AuthenticationFactors.declaration, ExternalIdentities.declaration, Sessions.declaration,
        PersonSessions.declaration, SignInAttempts.declaration, KnownDevices.declaration, OneTimeCodes.declaration,
        FactorRecoveries.declaration,
    ]

    static let accessLogTables: [TableDeclaration] = [
        AuditEntries.declaration, AccessReasons.declaration, AccessReviews.declaration, LogLeaves.declaration,
        LogTiles.declaration, LogCheckpoints.declaration, PurgeProofs.declaration,
    ]

    /// Places in the transparency log, and who gives them.
    static let sequencerTables: [TableDeclaration] = [
        AuditSubjects.declaration, LogPending.declaration, LogLease.declaration,
    ]

    static let consentTables: [TableDeclaration] = [
        InformationTexts.declaration, InformationGiven.declaration, CareConsents.declaration, Oppositions.declaration,
        RGPDConsents.declaration, PostMortemDirectives.declaration,
    ]

    static let notificationTables: [TableDeclaration] = [
        PersonMessages.declaration, StaffMessages.declaration, Deliveries.declaration, ChannelChoices.declaration,
    ]

    static let rightsTables: [TableDeclaration] = [
        RightsRequests.declaration, StaffRightsRequests.declaration, IdentityProofs.declaration, Breaches.declaration,
        BreachedPatients.declaration,
    ]

    static let upkeepTables: [TableDeclaration] = [
        SupportTickets.declaration, SupportAccesses.declaration, MaintenanceActs.declaration,
        IndicatorCounters.declaration, IndicatorPublications.declaration,
    ]
}
