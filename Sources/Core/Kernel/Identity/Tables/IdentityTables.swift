// T00: the identity header, its numbers apart so that only what needs an INS reads one, and the care circle.

/// Strict traits (RNIV) and used names, kept as received (rule 23).
enum Patients: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "patients"
    static let title: StaticString = "Identités des patients"
    static let columns = declare(
        Column<Identifying, Use>("birth_name", "nom de naissance"),
        Column<Identifying, Use>("first_birth_given_name", "premier prénom de naissance"),
        Column<Identifying, Use>("birth_given_names", "liste des prénoms de naissance", required: false),
        Column<Identifying, Use>("birth_date", "date de naissance"),
        Column<Technical, Use>("birth_date_uncertain", "", .flag),
        Column<Identifying, Use>("sex", "sexe"),
        Column<Identifying, Use>("birth_place", "lieu de naissance (code INSEE)", required: false),
        Column<Identifying, Use>("used_name", "nom utilisé", required: false),
        Column<Identifying, Use>("used_given_name", "prénom utilisé", required: false),
        Column<Identifying, Use>("local_number", "numéro local du patient (IPP)", required: false),
        Column<Identifying, Use>("death_date", "date de décès", required: false),
        Column<Administrative, Use>("identity_status", "statut de l'identité"),
        Column<Administrative, Use>("identity_attributes", "attributs de l'identité (homonyme, douteux, fictif)"),
        Column<Administrative, Use>("collection_mode", "mode de recueil de l'identité"),
        Column<Administrative, Use>("last_care_on", "date du dernier passage", .day, required: false),
        Column<Administrative, Use>("retention_suspended", "durée de conservation suspendue", .flag),
        Column<Technical, Use>("merged_into", "", required: false))
    static let retention = RetentionRule.patientFile("Identité, cercle de prise en charge et leurs changements")
}

/// National numbers with their OID (rule 17). A number with a wrong key is kept as received and never leaves as an INS.
enum PatientNumbers: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "patient_numbers"
    static let title: StaticString = "Matricules INS"
    static let columns = declare(
        Column<NationalIdentifier, Use>("matricule", "matricule INS (NIR ou NIA)"),
        Column<Technical, Use>("oid", ""),
        Column<Technical, Use>("type", ""),
        Column<Technical, Use>("key_valid", "", .flag),
        Column<Administrative, Use>("source", "origine du matricule"),
        Column<Administrative, Use>("retrieved_on", "date de recueil du matricule", .day),
        Column<Administrative, Use>("ended_on", "date de fin de validité du matricule", .day, required: false))
    static let retention = Patients.retention
}

/// Where a patient, or a member of the circle, may be reached.
enum PatientContacts: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "patient_contacts"
    static let title: StaticString = "Coordonnées des patients et de leur entourage"
    static let columns = declare(
        Column<Technical, Use>("member", "", required: false),
        Column<Administrative, Use>("kind", "nature de la coordonnée"),
        Column<Contact, Use>("value", "adresse, téléphone ou messagerie"),
        Column<Administrative, Use>("preferred", "canal préféré", .flag),
        Column<Administrative, Use>("language", "langue des messages"),
        Column<Administrative, Use>("time_zone", "fuseau horaire des messages"),
        Column<Administrative, Use>("verified_at", "date de vérification de la coordonnée", .instant, required: false),
        Column<Administrative, Use>("ended_on", "date de fin d'usage de la coordonnée", .day, required: false))
    static let retention = Patients.retention
}

/// Keyed digests that let a sealed identity be found: whole name, three letters, birth date, INS, phone, e-mail.
enum PatientSearch: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "patient_search"
    static let title: StaticString = "Index de recherche des patients (empreintes à clé)"
    static let columns = declare(
        Column<Technical, Use>("kind", ""),
        Column<Technical, Use>("blind_index", "", .bytes))
    static let retention = Patients.retention
}

/// A document or the INSi answer on which a status rests (rule 21).
enum IdentityChecks: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "identity_checks"
    static let title: StaticString = "Contrôles d'identité"
    static let columns = declare(
        Column<Administrative, Use>("evidence", "nature de la pièce ou du téléservice"),
        Column<Technical, Use>("checked_by", ""),
        Column<Administrative, Use>("checked_on", "date du contrôle", .day),
        Column<Administrative, Use>("outcome", "résultat du contrôle"))
    static let retention = Patients.retention
    static let appendOnly = true
}

/// Former traits (rule 20), merges and their undoing (rule 24).
enum IdentityEvents: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "identity_events"
    static let title: StaticString = "Changements, rapprochements et séparations d'identités"
    static let columns = declare(
        Column<Administrative, Use>("kind", "nature du changement d'identité"),
        Column<Identifying, Use>("previous", "anciens traits d'identité", required: false),
        Column<Technical, Use>("other_patient", "", required: false),
        Column<Technical, Use>("decided_by", ""),
        Column<Administrative, Use>("decided_at", "date du changement d'identité", .instant))
    static let retention = Patients.retention
    static let appendOnly = true
}

/// Who takes part in this patient's care, since when, on what basis.
enum CareRelations: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "care_relations"
    static let title: StaticString = "Relations de prise en charge"
    static let columns = declare(
        Column<Technical, Use>("membership", ""),
        Column<Occupation, Use>("role", "rôle du professionnel auprès du patient"),
        Column<Administrative, Use>("basis", "fondement de l'appartenance à l'équipe de soins (CSP L1110-12)"),
        Column<Administrative, Use>("informed_on", "date d'information du patient", .day, required: false),
        Column<Administrative, Use>("starts_on", "début de la prise en charge", .day),
        Column<Administrative, Use>("ends_on", "fin de la prise en charge", .day, required: false),
        Column<Health, Use>("context", "motif de la prise en charge", required: false))
    static let retention = Patients.retention
}

/// Caregivers, representatives, trusted person.
enum CircleMembers: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "circle_members"
    static let title: StaticString = "Aidants, représentants et personne de confiance"
    static let columns = declare(
        Column<Identifying, Use>("family_name", "nom du proche"),
        Column<Identifying, Use>("given_name", "prénom du proche"),
        Column<Identifying, Use>("birth_date", "date de naissance du proche", required: false),
        Column<PersonalLife, Use>("relationship", "lien avec le patient"),
        Column<Administrative, Use>("starts_on", "entrée dans le cercle", .day),
        Column<Administrative, Use>("ends_on", "sortie du cercle", .day, required: false))
    static let retention = Patients.retention
}

/// A title to act or to read for somebody, with its evidence and its end (§5.8).
enum Mandates: CareTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "mandates"
    static let title: StaticString = "Titres des représentants et mandats des aidants"
    static let columns = declare(
        Column<Technical, Use>("member", ""),
        Column<PersonalLife, Use>("title", "titre du représentant (autorité parentale, tutelle, mandat)"),
        Column<PersonalLife, Use>("scope", "étendue du titre"),
        Column<PersonalLife, Use>("evidence", "pièce justificative du titre", required: false),
        Column<Administrative, Use>("checked_on", "date de vérification du titre", .day, required: false),
        Column<Technical, Use>("checked_by", "", required: false),
        Column<Administrative, Use>("starts_on", "début du titre", .day),
        Column<Administrative, Use>("ends_on", "terme du titre", .day, required: false),
        Column<Administrative, Use>("revoked_on", "révocation du titre", .day, required: false))
    static let retention = Patients.retention
}

/// The legal ground on which a team counts as one (L1110-12, 1° to 3°), attested by the structure (rule 39).
enum CareTeamBases: StaffTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "care_team_bases"
    static let title: StaticString = "Équipes de soins et leur fondement"
    static let columns = declare(
        Column<Administrative, Use>("team", "désignation de l'équipe de soins"),
        Column<Administrative, Use>("basis", "fondement de l'équipe de soins (CSP L1110-12)"),
        Column<Administrative, Use>("reference", "acte qui fonde l'équipe de soins", required: false),
        Column<Technical, Use>("attested_by", ""),
        Column<Administrative, Use>("attested_on", "date d'attestation de l'équipe", .day),
        Column<Administrative, Use>("ends_on", "fin de l'équipe", .day, required: false))
    static let retention = Patients.retention
}

enum CareTeamMembers: StaffTable {
    typealias Use = IdentityAndCareCircle
    static let name: StaticString = "care_team_members"
    static let title: StaticString = "Membres des équipes de soins"
    static let columns = declare(
        Column<Technical, Use>("team", ""),
        Column<Technical, Use>("membership", ""),
        Column<Occupation, Use>("role", "rôle dans l'équipe de soins"),
        Column<Administrative, Use>("starts_on", "entrée dans l'équipe", .day),
        Column<Administrative, Use>("ends_on", "sortie de l'équipe", .day, required: false))
    static let retention = Patients.retention
}
