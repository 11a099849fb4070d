// Desk: the pages that every structure has, whatever it bought. Table of contents:
//
//   Gestures/Welcome        /
//   Gestures/ComeIn         /sign-in, /sign-out
//   Gestures/Enrol          /enrol/{token}
//   Gestures/ReadAccount    /account: sessions, devices, situations; /account/confirm
//   Gestures/ManagePeople   /people: who works here, what each may do; invitations, roles, suspension
//   Gestures/ReviewRights   /people/review: the yearly review
//   Gestures/Recover        /people/recoveries: access for who lost every means of signing in
//   Gestures/ChangeFactors  /account/…: passkeys, password, application, recovery codes
//   Gestures/SignInWith     /sign-in/with/{provider}, /sign-in/return, /sign-in/situation
//   Gestures/FollowLink     /l/{token}: a patient's or caregiver's link
//   Gestures/LiveMySpace    /me: the space of a patient or of somebody who acts for them
//   Gestures/ChangeMyChoices /me/choices: what they chose about sharing, taken back or opposed
//   Gestures/ReadMyAccesses /me/access: who looked at their record, each line checked in the browser
//   Gestures/ReadRegister   /register: the sheet, its versions, differences, exports
//   Gestures/DecideModules  /register/modules: preview, acknowledgement, confirmation, stop
//   Gestures/AdjustSheet    /register/overrides
//   Gestures/InformPersons  /register/notice, /register/impact
//   Gestures/WatchProcessors /register/processors: who, what changed, objection, answer
//   Gestures/ChooseAccess   /register/access: roles and document classes, narrowed; choices about emergencies
//   Gestures/ReadAccesses   /accesses: the access log, for the DPO
//   Gestures/SimulateAccess /accesses/simulator: what could this person see?
//   Gestures/FindPatients   /patients: search, my patients
//   Gestures/EnrolPatient   /patients/new, with the records that may be the same person's
//   Gestures/ReadPatient    /patients/{patient}: identity, contacts, circle, care team; the way in an emergency
//   Gestures/ChangeIdentity /patients/{patient}/identity: traits, checks, attributes, merging
//   Gestures/KeepCircle     /patients/{patient}/…: contacts, circle, titles, care relations
//   Gestures/SpeakFHIR      /fhir/R4: what the interface can, a patient's identity
//   Gestures/AwaitDecisions /consents: what is to be done about my patients' decisions
//   Gestures/KeepConsents   /patients/{patient}/consents: consents, objections, blocks, information given
//   Gestures/ComposeConsents the page of these decisions, in plain words
//   Gestures/AttestTeams    /teams: care teams of the structure and their legal ground
//   Gestures/KeepTeam       /patients/{patient}/team: who takes part in somebody's care, on which ground
//   Gestures/ReviewEmergencies /accesses/emergencies: accesses in an emergency, read again by the DPO
//   Gestures/PublishLog     /log: checkpoint and tiles of the transparency log, for everybody
//   SheetDocument           the sheet as a document of its own, for the command line and the PDF

public import Kernel
public import Web

/// The desk of a structure.
public struct Desk: CareModule {
    let kernel: Kernel

    public init(_ kernel: Kernel) { self.kernel = kernel }

    public static let name: ModuleName = "desk"
    public static let title = Bilingual(fr: "Accueil", en: "Desk")
    public static let promise = Bilingual(
        fr: "Ce que toute structure a, quoi qu'elle ait choisi.", en: "What every structure has, whatever it chose.")
    /// Desk shows what the kernel declares; it holds nothing of its own.
    public static let treatments: [any Treatment.Type] = []
    public static let tables: [TableDeclaration] = []
    public static let messages: [MessageDeclaration] = []
    public static let jobs: [JobDeclaration] = []
    public static let migrations: [Migration] = []
    public static let resources = ResourceFolder("Desk")
    public static let menu: MenuEntry? = MenuEntry(
        path: "/register", title: Bilingual(fr: "Registre", en: "Register"), for: .dpo, .administrator, .operator)
    public static let furtherMenu = [
        MenuEntry(path: "/people", title: Bilingual(fr: "Personnes", en: "People"), for: .administrator, .dpo),
        MenuEntry(path: "/accesses", title: Bilingual(fr: "Accès", en: "Accesses"), for: .dpo),
        MenuEntry(path: "/patients", title: Bilingual(fr: "Patients", en: "Patients"), for: .professional, .staff),
        MenuEntry(path: "/consents", title: Bilingual(fr: "Consentements", en: "Consents"), for: .professional),
        MenuEntry(
            path: "/teams", title: Bilingual(fr: "Équipes", en: "Teams"), for: .administrator, .professional, .staff),
    ]

    public func routes(_ routes: Routes) {
        Welcome(kernel: kernel).routes(routes)
        ComeIn(kernel: kernel).routes(routes)
        Enrol(kernel: kernel).routes(routes)
        ReadAccount(kernel: kernel).routes(routes)
        ChangeFactors(kernel: kernel).routes(routes)
        Recover(kernel: kernel).routes(routes)
        ManagePeople(kernel: kernel).routes(routes)
        ReviewRights(kernel: kernel).routes(routes)
        SignInWith(kernel: kernel).routes(routes)
        FollowLink(kernel: kernel).routes(routes)
        ReadRegister(kernel: kernel).routes(routes)
        DecideModules(kernel: kernel).routes(routes)
        AdjustSheet(kernel: kernel).routes(routes)
        InformPersons(kernel: kernel).routes(routes)
        WatchProcessors(kernel: kernel).routes(routes)
        SpeakFHIR(kernel: kernel).routes(routes)
        ChooseAccess(kernel: kernel).routes(routes)
        ReadAccesses(kernel: kernel).routes(routes)
        SimulateAccess(kernel: kernel).routes(routes)
        PublishLog(kernel: kernel).routes(routes)
        FindPatients(kernel: kernel).routes(routes)
        EnrolPatient(kernel: kernel).routes(routes)
        ReadPatient(kernel: kernel).routes(routes)
        ChangeIdentity(kernel: kernel).routes(routes)
        KeepCircle(kernel: kernel).routes(routes)
        AwaitDecisions(kernel: kernel).routes(routes)
        KeepConsents(kernel: kernel).routes(routes)
        AttestTeams(kernel: kernel).routes(routes)
        KeepTeam(kernel: kernel).routes(routes)
        ReviewEmergencies(kernel: kernel).routes(routes)
        LiveMySpace(kernel: kernel).routes(routes)
        ChangeMyChoices(kernel: kernel).routes(routes)
        ReadMyAccesses(kernel: kernel).routes(routes)
    }
}
