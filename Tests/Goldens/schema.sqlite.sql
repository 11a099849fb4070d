CREATE TABLE access_choices (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    subject TEXT NOT NULL,
    value TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reason BLOB NOT NULL,
    decided_at INTEGER NOT NULL,
    UNIQUE (structure, subject, decided_at)
) STRICT;
CREATE INDEX access_choices_of ON access_choices (structure);
CREATE TRIGGER access_choices_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, value, decided_by, reason, decided_at ON access_choices
BEGIN SELECT RAISE(ABORT, 'access_choices_append_only'); END;
CREATE TRIGGER access_choices_append_only_delete BEFORE DELETE ON access_choices
BEGIN SELECT RAISE(ABORT, 'access_choices_append_only'); END;

CREATE TABLE access_endings (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    emergency TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    ended_at INTEGER NOT NULL,
    UNIQUE (structure, emergency)
) STRICT;
CREATE INDEX access_endings_of ON access_endings (structure, patient);
CREATE TRIGGER access_endings_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, emergency, ended_by, ended_at ON access_endings
BEGIN SELECT RAISE(ABORT, 'access_endings_append_only'); END;
CREATE TRIGGER access_endings_append_only_delete BEFORE DELETE ON access_endings
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'access_endings_append_only'); END;

CREATE TABLE access_reasons (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    entry TEXT NOT NULL,
    mode TEXT NOT NULL,
    reason BLOB NOT NULL,
    opened_by TEXT
) STRICT;
CREATE INDEX access_reasons_of ON access_reasons (structure, patient);
CREATE TRIGGER access_reasons_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, entry, mode, reason, opened_by ON access_reasons
BEGIN SELECT RAISE(ABORT, 'access_reasons_append_only'); END;
CREATE TRIGGER access_reasons_append_only_delete BEFORE DELETE ON access_reasons
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'access_reasons_append_only'); END;

CREATE TABLE access_reviews (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    entry TEXT NOT NULL,
    reviewed_by TEXT,
    due_on TEXT NOT NULL,
    conclusion TEXT,
    reviewed_on TEXT,
    comment BLOB
) STRICT;
CREATE INDEX access_reviews_of ON access_reviews (structure, patient);

CREATE TABLE account_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    invited_by TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX account_invitations_of ON account_invitations (structure);

CREATE TABLE account_search (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    blind_index BLOB NOT NULL
) STRICT;
CREATE INDEX account_search_of ON account_search (structure);

CREATE TABLE accounts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    kind TEXT NOT NULL,
    family_name BLOB NOT NULL,
    given_name BLOB,
    mail BLOB,
    phone BLOB,
    language TEXT NOT NULL,
    state TEXT NOT NULL,
    closed_on TEXT
) STRICT;
CREATE INDEX accounts_of ON accounts (structure);

CREATE TABLE audit_entries (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    subject TEXT,
    cites TEXT,
    log_key TEXT NOT NULL,
    commitment BLOB NOT NULL,
    entry BLOB NOT NULL
) STRICT;
CREATE INDEX audit_entries_of ON audit_entries (structure);
CREATE TRIGGER audit_entries_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, cites, log_key, commitment, entry ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries_append_only'); END;
CREATE TRIGGER audit_entries_append_only_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'audit_entries_append_only'); END;

CREATE TABLE audit_subjects (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    subject TEXT NOT NULL,
    number INTEGER NOT NULL,
    entry TEXT NOT NULL,
    UNIQUE (structure, subject, number)
) STRICT;
CREATE INDEX audit_subjects_of ON audit_subjects (structure);
CREATE TRIGGER audit_subjects_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, number, entry ON audit_subjects
BEGIN SELECT RAISE(ABORT, 'audit_subjects_append_only'); END;
CREATE TRIGGER audit_subjects_append_only_delete BEFORE DELETE ON audit_subjects
BEGIN SELECT RAISE(ABORT, 'audit_subjects_append_only'); END;

CREATE TABLE authentication_factors (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    credential_id BLOB,
    public_key BLOB,
    secret BLOB,
    label BLOB,
    counter INTEGER NOT NULL,
    state TEXT NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX authentication_factors_of ON authentication_factors (structure);

CREATE TABLE breached_patients (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    breach TEXT NOT NULL,
    told_on TEXT
) STRICT;
CREATE INDEX breached_patients_of ON breached_patients (structure, patient);

CREATE TABLE breaches (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    nature TEXT NOT NULL,
    origin TEXT NOT NULL,
    cause TEXT NOT NULL,
    data_nature TEXT NOT NULL,
    impacts TEXT NOT NULL,
    severity TEXT NOT NULL,
    persons_count INTEGER,
    rows_count INTEGER,
    account BLOB NOT NULL,
    measures BLOB,
    started_at INTEGER,
    ended_at INTEGER,
    awareness_at INTEGER NOT NULL,
    controller_told_at INTEGER,
    cnil_told_at INTEGER,
    security_incident INTEGER NOT NULL,
    ans_told_at INTEGER,
    closed_on TEXT
) STRICT;
CREATE INDEX breaches_of ON breaches (structure);

CREATE TABLE care_consents (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    kind TEXT NOT NULL,
    scope BLOB NOT NULL,
    text TEXT NOT NULL,
    text_digest BLOB NOT NULL,
    means TEXT NOT NULL,
    collected_by TEXT,
    representative TEXT,
    evidence TEXT,
    withdraws TEXT,
    given_at INTEGER NOT NULL,
    care_ends_on TEXT,
    support TEXT
) STRICT;
CREATE INDEX care_consents_of ON care_consents (structure, patient);
CREATE TRIGGER care_consents_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, scope, text, text_digest, means, collected_by, representative, evidence, withdraws, given_at, care_ends_on, support ON care_consents
BEGIN SELECT RAISE(ABORT, 'care_consents_append_only'); END;
CREATE TRIGGER care_consents_append_only_delete BEFORE DELETE ON care_consents
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'care_consents_append_only'); END;

CREATE TABLE care_relations (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    membership TEXT NOT NULL,
    role BLOB NOT NULL,
    basis TEXT NOT NULL,
    informed_on TEXT,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    context BLOB
) STRICT;
CREATE INDEX care_relations_of ON care_relations (structure, patient);

CREATE TABLE care_team_bases (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    team TEXT NOT NULL,
    basis TEXT NOT NULL,
    reference TEXT,
    attested_by TEXT NOT NULL,
    attested_on TEXT NOT NULL,
    ends_on TEXT
) STRICT;
CREATE INDEX care_team_bases_of ON care_team_bases (structure);

CREATE TABLE care_team_members (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    team TEXT NOT NULL,
    membership TEXT NOT NULL,
    role BLOB NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT
) STRICT;
CREATE INDEX care_team_members_of ON care_team_members (structure);

CREATE TABLE channel_choices (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    member TEXT,
    channel TEXT NOT NULL,
    choice TEXT NOT NULL,
    chosen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX channel_choices_of ON channel_choices (structure, patient);
CREATE TRIGGER channel_choices_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, member, channel, choice, chosen_at ON channel_choices
BEGIN SELECT RAISE(ABORT, 'channel_choices_append_only'); END;
CREATE TRIGGER channel_choices_append_only_delete BEFORE DELETE ON channel_choices
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'channel_choices_append_only'); END;

CREATE TABLE circle_members (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    family_name BLOB NOT NULL,
    given_name BLOB NOT NULL,
    birth_date BLOB,
    relationship BLOB NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT
) STRICT;
CREATE INDEX circle_members_of ON circle_members (structure, patient);

CREATE TABLE contract_events (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    module TEXT NOT NULL,
    kind TEXT NOT NULL,
    from_day TEXT NOT NULL,
    author BLOB NOT NULL,
    acknowledged_by BLOB,
    acknowledged_how TEXT
) STRICT;
CREATE INDEX contract_events_of ON contract_events (structure);
CREATE TRIGGER contract_events_append_only_update BEFORE UPDATE OF id, structure, created_at, module, kind, from_day, author, acknowledged_by, acknowledged_how ON contract_events
BEGIN SELECT RAISE(ABORT, 'contract_events_append_only'); END;
CREATE TRIGGER contract_events_append_only_delete BEFORE DELETE ON contract_events
BEGIN SELECT RAISE(ABORT, 'contract_events_append_only'); END;

CREATE TABLE contracts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    reference TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    ends_on TEXT,
    UNIQUE (structure, reference)
) STRICT;
CREATE INDEX contracts_of ON contracts (structure);

CREATE TABLE deliveries (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    message TEXT NOT NULL,
    provider_reference TEXT,
    outcome TEXT NOT NULL,
    happened_at INTEGER NOT NULL
) STRICT;
CREATE INDEX deliveries_of ON deliveries (structure);
CREATE TRIGGER deliveries_append_only_update BEFORE UPDATE OF id, structure, created_at, message, provider_reference, outcome, happened_at ON deliveries
BEGIN SELECT RAISE(ABORT, 'deliveries_append_only'); END;
CREATE TRIGGER deliveries_append_only_delete BEFORE DELETE ON deliveries
BEGIN SELECT RAISE(ABORT, 'deliveries_append_only'); END;

CREATE TABLE erasures (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    rule TEXT NOT NULL,
    entry TEXT NOT NULL,
    marked_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER erasures_append_only_update BEFORE UPDATE OF id, structure, rule, entry, marked_at ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures_append_only'); END;
CREATE TRIGGER erasures_append_only_delete BEFORE DELETE ON erasures
BEGIN SELECT RAISE(ABORT, 'erasures_append_only'); END;

CREATE TABLE external_identities (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    provider TEXT NOT NULL,
    subject_hash BLOB NOT NULL,
    subject BLOB NOT NULL,
    UNIQUE (structure, provider, subject_hash)
) STRICT;
CREATE INDEX external_identities_of ON external_identities (structure);

CREATE TABLE factor_recoveries (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    first_approver TEXT NOT NULL,
    second_approver TEXT,
    state TEXT NOT NULL,
    closed_at INTEGER
) STRICT;
CREATE INDEX factor_recoveries_of ON factor_recoveries (structure);

CREATE TABLE identity_checks (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    evidence TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT;
CREATE INDEX identity_checks_of ON identity_checks (structure, patient);
CREATE TRIGGER identity_checks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, evidence, checked_by, checked_on, outcome ON identity_checks
BEGIN SELECT RAISE(ABORT, 'identity_checks_append_only'); END;
CREATE TRIGGER identity_checks_append_only_delete BEFORE DELETE ON identity_checks
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'identity_checks_append_only'); END;

CREATE TABLE identity_events (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    kind TEXT NOT NULL,
    previous BLOB,
    other_patient TEXT,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX identity_events_of ON identity_events (structure, patient);
CREATE TRIGGER identity_events_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, previous, other_patient, decided_by, decided_at ON identity_events
BEGIN SELECT RAISE(ABORT, 'identity_events_append_only'); END;
CREATE TRIGGER identity_events_append_only_delete BEFORE DELETE ON identity_events
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'identity_events_append_only'); END;

CREATE TABLE identity_proofs (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    request TEXT NOT NULL,
    copy BLOB NOT NULL,
    checked_on TEXT
) STRICT;
CREATE INDEX identity_proofs_of ON identity_proofs (structure, patient);

CREATE TABLE indicator_counters (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    indicator TEXT NOT NULL,
    period_starts_on TEXT NOT NULL,
    period_ends_on TEXT NOT NULL,
    count INTEGER NOT NULL,
    UNIQUE (structure, indicator, period_starts_on)
) STRICT;
CREATE INDEX indicator_counters_of ON indicator_counters (structure);

CREATE TABLE indicator_publications (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    indicator TEXT NOT NULL,
    recipient TEXT NOT NULL,
    period_ends_on TEXT NOT NULL,
    digest BLOB NOT NULL
) STRICT;
CREATE INDEX indicator_publications_of ON indicator_publications (structure);
CREATE TRIGGER indicator_publications_append_only_update BEFORE UPDATE OF id, structure, created_at, indicator, recipient, period_ends_on, digest ON indicator_publications
BEGIN SELECT RAISE(ABORT, 'indicator_publications_append_only'); END;
CREATE TRIGGER indicator_publications_append_only_delete BEFORE DELETE ON indicator_publications
BEGIN SELECT RAISE(ABORT, 'indicator_publications_append_only'); END;

CREATE TABLE information_given (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    text TEXT NOT NULL,
    text_digest BLOB NOT NULL,
    means TEXT NOT NULL,
    support TEXT NOT NULL,
    given_by TEXT,
    representative TEXT,
    given_on TEXT NOT NULL
) STRICT;
CREATE INDEX information_given_of ON information_given (structure, patient);
CREATE TRIGGER information_given_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, text, text_digest, means, support, given_by, representative, given_on ON information_given
BEGIN SELECT RAISE(ABORT, 'information_given_append_only'); END;
CREATE TRIGGER information_given_append_only_delete BEFORE DELETE ON information_given
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'information_given_append_only'); END;

CREATE TABLE information_texts (
    id TEXT NOT NULL PRIMARY KEY,
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    language TEXT NOT NULL,
    body TEXT NOT NULL,
    digest BLOB NOT NULL,
    published_on TEXT NOT NULL,
    UNIQUE (code, version, language)
) STRICT;
CREATE TRIGGER information_texts_append_only_update BEFORE UPDATE OF id, code, version, language, body, digest, published_on ON information_texts
BEGIN SELECT RAISE(ABORT, 'information_texts_append_only'); END;
CREATE TRIGGER information_texts_append_only_delete BEFORE DELETE ON information_texts
BEGIN SELECT RAISE(ABORT, 'information_texts_append_only'); END;

CREATE TABLE job_leases (
    id TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    fence INTEGER NOT NULL,
    leased_until INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER,
    outcome TEXT
) STRICT;

CREATE TABLE known_devices (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    device_hash BLOB NOT NULL,
    device BLOB NOT NULL,
    last_seen_at INTEGER NOT NULL,
    UNIQUE (structure, account, device_hash)
) STRICT;
CREATE INDEX known_devices_of ON known_devices (structure);

CREATE TABLE log_checkpoints (
    id TEXT NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    signed_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER log_checkpoints_append_only_update BEFORE UPDATE OF id, size, note, signed_at ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints_append_only'); END;
CREATE TRIGGER log_checkpoints_append_only_delete BEFORE DELETE ON log_checkpoints
BEGIN SELECT RAISE(ABORT, 'log_checkpoints_append_only'); END;

CREATE TABLE log_lease (
    id TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    until INTEGER NOT NULL
) STRICT;

CREATE TABLE log_leaves (
    id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    entry TEXT NOT NULL,
    leaf BLOB NOT NULL,
    integrated_at INTEGER NOT NULL,
    UNIQUE (position)
) STRICT;
CREATE TRIGGER log_leaves_append_only_update BEFORE UPDATE OF id, position, entry, leaf, integrated_at ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves_append_only'); END;
CREATE TRIGGER log_leaves_append_only_delete BEFORE DELETE ON log_leaves
BEGIN SELECT RAISE(ABORT, 'log_leaves_append_only'); END;

CREATE TABLE log_pending (
    id TEXT NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE log_tiles (
    id TEXT NOT NULL PRIMARY KEY,
    level INTEGER NOT NULL,
    position INTEGER NOT NULL,
    width INTEGER NOT NULL,
    hashes BLOB NOT NULL,
    UNIQUE (level, position, width)
) STRICT;
CREATE TRIGGER log_tiles_append_only_update BEFORE UPDATE OF id, level, position, width, hashes ON log_tiles
BEGIN SELECT RAISE(ABORT, 'log_tiles_append_only'); END;
CREATE TRIGGER log_tiles_append_only_delete BEFORE DELETE ON log_tiles
BEGIN SELECT RAISE(ABORT, 'log_tiles_append_only'); END;

CREATE TABLE log_watch (
    id TEXT NOT NULL PRIMARY KEY,
    seen TEXT NOT NULL
) STRICT;

CREATE TABLE maintenance_acts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    operator TEXT,
    operator_name BLOB,
    kind TEXT NOT NULL,
    started_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE INDEX maintenance_acts_of ON maintenance_acts (structure);
CREATE TRIGGER maintenance_acts_append_only_update BEFORE UPDATE OF id, structure, created_at, operator, operator_name, kind, started_at, ended_at ON maintenance_acts
BEGIN SELECT RAISE(ABORT, 'maintenance_acts_append_only'); END;
CREATE TRIGGER maintenance_acts_append_only_delete BEFORE DELETE ON maintenance_acts
BEGIN SELECT RAISE(ABORT, 'maintenance_acts_append_only'); END;

CREATE TABLE mandates (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    member TEXT NOT NULL,
    title BLOB NOT NULL,
    scope BLOB NOT NULL,
    evidence BLOB,
    checked_on TEXT,
    checked_by TEXT,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    revoked_on TEXT
) STRICT;
CREATE INDEX mandates_of ON mandates (structure, patient);

CREATE TABLE memberships (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    role BLOB NOT NULL,
    position BLOB,
    state TEXT NOT NULL,
    granted_by TEXT,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    revoked_by TEXT
) STRICT;
CREATE INDEX memberships_of ON memberships (structure);

CREATE TABLE one_time_codes (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    subject TEXT NOT NULL,
    code_hash BLOB NOT NULL,
    channel TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX one_time_codes_of ON one_time_codes (structure);

CREATE TABLE oppositions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    kind TEXT NOT NULL,
    scope BLOB NOT NULL,
    blocked TEXT,
    covers_emergency INTEGER NOT NULL,
    means TEXT NOT NULL,
    collected_by TEXT,
    representative TEXT,
    lifts TEXT,
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX oppositions_of ON oppositions (structure, patient);
CREATE TRIGGER oppositions_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, scope, blocked, covers_emergency, means, collected_by, representative, lifts, given_at ON oppositions
BEGIN SELECT RAISE(ABORT, 'oppositions_append_only'); END;
CREATE TRIGGER oppositions_append_only_delete BEFORE DELETE ON oppositions
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'oppositions_append_only'); END;

CREATE TABLE partners_conventions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    partner_structure TEXT,
    partner TEXT NOT NULL,
    reference TEXT NOT NULL,
    categories TEXT NOT NULL,
    direction TEXT NOT NULL,
    care_actor INTEGER NOT NULL,
    signatory BLOB,
    state TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    UNIQUE (structure, reference)
) STRICT;
CREATE INDEX partners_conventions_of ON partners_conventions (structure);

CREATE TABLE partners_correspondents (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    convention TEXT NOT NULL,
    account TEXT,
    full_name BLOB NOT NULL,
    mail BLOB NOT NULL,
    phone BLOB,
    position BLOB NOT NULL,
    national_id BLOB,
    starts_on TEXT NOT NULL,
    ends_on TEXT
) STRICT;
CREATE INDEX partners_correspondents_of ON partners_correspondents (structure);

CREATE TABLE partners_programs (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    convention TEXT NOT NULL,
    client_id TEXT NOT NULL,
    public_keys TEXT NOT NULL,
    scopes TEXT NOT NULL,
    technical_contact BLOB,
    state TEXT NOT NULL,
    ends_on TEXT,
    UNIQUE (structure, client_id)
) STRICT;
CREATE INDEX partners_programs_of ON partners_programs (structure);

CREATE TABLE partners_recalls (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    transmission TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    reason BLOB NOT NULL,
    state TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    confirmed_at INTEGER
) STRICT;
CREATE INDEX partners_recalls_of ON partners_recalls (structure, patient);

CREATE TABLE partners_received (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    convention TEXT NOT NULL,
    media_type TEXT NOT NULL,
    digest BLOB NOT NULL,
    received_identity BLOB NOT NULL,
    content BLOB NOT NULL,
    state TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    filed_by TEXT
) STRICT;
CREATE INDEX partners_received_of ON partners_received (structure, patient);

CREATE TABLE partners_reviews (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    correspondent TEXT,
    program TEXT,
    reviewed_by TEXT NOT NULL,
    decision TEXT NOT NULL,
    reviewed_on TEXT NOT NULL
) STRICT;
CREATE INDEX partners_reviews_of ON partners_reviews (structure);
CREATE TRIGGER partners_reviews_append_only_update BEFORE UPDATE OF id, structure, created_at, correspondent, program, reviewed_by, decision, reviewed_on ON partners_reviews
BEGIN SELECT RAISE(ABORT, 'partners_reviews_append_only'); END;
CREATE TRIGGER partners_reviews_append_only_delete BEFORE DELETE ON partners_reviews
BEGIN SELECT RAISE(ABORT, 'partners_reviews_append_only'); END;

CREATE TABLE partners_shares (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    convention TEXT NOT NULL,
    consent TEXT,
    opened_by TEXT NOT NULL,
    basis TEXT NOT NULL,
    categories BLOB NOT NULL,
    state TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT
) STRICT;
CREATE INDEX partners_shares_of ON partners_shares (structure, patient);

CREATE TABLE partners_transmissions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    share TEXT NOT NULL,
    source TEXT NOT NULL,
    resource TEXT NOT NULL,
    program TEXT,
    correspondent TEXT,
    digest BLOB NOT NULL,
    attempts INTEGER NOT NULL,
    state TEXT NOT NULL,
    transmitted_at INTEGER
) STRICT;
CREATE INDEX partners_transmissions_of ON partners_transmissions (structure, patient);

CREATE TABLE patient_contacts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    member TEXT,
    kind TEXT NOT NULL,
    value BLOB NOT NULL,
    preferred INTEGER NOT NULL,
    language TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    verified_at INTEGER,
    ended_on TEXT
) STRICT;
CREATE INDEX patient_contacts_of ON patient_contacts (structure, patient);

CREATE TABLE patient_numbers (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    matricule BLOB NOT NULL,
    oid TEXT NOT NULL,
    type TEXT NOT NULL,
    key_valid INTEGER NOT NULL,
    source TEXT NOT NULL,
    retrieved_on TEXT NOT NULL,
    ended_on TEXT
) STRICT;
CREATE INDEX patient_numbers_of ON patient_numbers (structure, patient);

CREATE TABLE patient_search (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    kind TEXT NOT NULL,
    blind_index BLOB NOT NULL
) STRICT;
CREATE INDEX patient_search_of ON patient_search (structure, patient);

CREATE TABLE patients (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    birth_name BLOB NOT NULL,
    first_birth_given_name BLOB NOT NULL,
    birth_given_names BLOB,
    birth_date BLOB NOT NULL,
    birth_date_uncertain INTEGER NOT NULL,
    sex BLOB NOT NULL,
    birth_place BLOB,
    used_name BLOB,
    used_given_name BLOB,
    local_number BLOB,
    death_date BLOB,
    identity_status TEXT NOT NULL,
    identity_attributes TEXT NOT NULL,
    collection_mode TEXT NOT NULL,
    last_care_on TEXT,
    retention_suspended INTEGER NOT NULL,
    merged_into TEXT
) STRICT;
CREATE INDEX patients_of ON patients (structure, patient);

CREATE TABLE person_link_uses (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    link TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX person_link_uses_of ON person_link_uses (structure, patient);

CREATE TABLE person_links (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    member TEXT,
    task TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    proof TEXT NOT NULL,
    proof_hash BLOB,
    contact TEXT,
    failures INTEGER NOT NULL,
    closed_until INTEGER,
    uses INTEGER NOT NULL,
    most_uses INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at INTEGER,
    identity_hash BLOB,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX person_links_of ON person_links (structure, patient);

CREATE TABLE person_messages (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    template TEXT NOT NULL,
    about TEXT,
    message_key TEXT NOT NULL,
    recipient BLOB NOT NULL,
    channel TEXT NOT NULL,
    provider TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    sent_at INTEGER,
    UNIQUE (structure, message_key)
) STRICT;
CREATE INDEX person_messages_of ON person_messages (structure, patient);

CREATE TABLE person_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    member TEXT,
    token_hash BLOB NOT NULL,
    proof TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    address BLOB NOT NULL,
    device BLOB NOT NULL,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX person_sessions_of ON person_sessions (structure, patient);

CREATE TABLE post_mortem_directives (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    directives BLOB NOT NULL,
    means TEXT NOT NULL,
    replaces TEXT,
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX post_mortem_directives_of ON post_mortem_directives (structure, patient);
CREATE TRIGGER post_mortem_directives_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, directives, means, replaces, given_at ON post_mortem_directives
BEGIN SELECT RAISE(ABORT, 'post_mortem_directives_append_only'); END;
CREATE TRIGGER post_mortem_directives_append_only_delete BEFORE DELETE ON post_mortem_directives
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'post_mortem_directives_append_only'); END;

CREATE TABLE professional_identities (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    national_id BLOB,
    profession BLOB NOT NULL,
    speciality BLOB,
    source TEXT NOT NULL,
    checked_on TEXT
) STRICT;
CREATE INDEX professional_identities_of ON professional_identities (structure);

CREATE TABLE provider_arrivals (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    membership TEXT NOT NULL,
    browser_hash BLOB NOT NULL,
    provider TEXT NOT NULL,
    situation BLOB NOT NULL,
    id_token BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX provider_arrivals_of ON provider_arrivals (structure);

CREATE TABLE provider_changes (
    id TEXT NOT NULL PRIMARY KEY,
    service TEXT NOT NULL,
    previous TEXT NOT NULL,
    provider TEXT NOT NULL,
    notice_on TEXT,
    effective_on TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER provider_changes_append_only_update BEFORE UPDATE OF id, service, previous, provider, notice_on, effective_on, recorded_at ON provider_changes
BEGIN SELECT RAISE(ABORT, 'provider_changes_append_only'); END;
CREATE TRIGGER provider_changes_append_only_delete BEFORE DELETE ON provider_changes
BEGIN SELECT RAISE(ABORT, 'provider_changes_append_only'); END;

CREATE TABLE provider_departures (
    id TEXT NOT NULL PRIMARY KEY,
    provider TEXT NOT NULL,
    state_hash BLOB NOT NULL,
    nonce_hash BLOB NOT NULL,
    browser_hash BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    link TEXT,
    UNIQUE (state_hash)
) STRICT;

CREATE TABLE provider_objections (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    provider_change TEXT NOT NULL,
    kind TEXT NOT NULL,
    on_day TEXT NOT NULL,
    outcome TEXT,
    author BLOB NOT NULL,
    reason BLOB NOT NULL,
    UNIQUE (structure, provider_change, kind)
) STRICT;
CREATE INDEX provider_objections_of ON provider_objections (structure);
CREATE TRIGGER provider_objections_append_only_update BEFORE UPDATE OF id, structure, created_at, provider_change, kind, on_day, outcome, author, reason ON provider_objections
BEGIN SELECT RAISE(ABORT, 'provider_objections_append_only'); END;
CREATE TRIGGER provider_objections_append_only_delete BEFORE DELETE ON provider_objections
BEGIN SELECT RAISE(ABORT, 'provider_objections_append_only'); END;

CREATE TABLE provider_practices (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    provider TEXT NOT NULL,
    practice TEXT NOT NULL,
    UNIQUE (structure, provider, practice)
) STRICT;
CREATE INDEX provider_practices_of ON provider_practices (structure);

CREATE TABLE provider_sessions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    token_hash BLOB NOT NULL,
    provider TEXT NOT NULL,
    situation BLOB NOT NULL,
    id_token BLOB NOT NULL,
    ended_at INTEGER,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX provider_sessions_of ON provider_sessions (structure);

CREATE TABLE purge_proofs (
    id TEXT NOT NULL PRIMARY KEY,
    rule TEXT NOT NULL,
    table_name TEXT NOT NULL,
    removed INTEGER NOT NULL,
    digest BLOB NOT NULL,
    purged_at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER purge_proofs_append_only_update BEFORE UPDATE OF id, rule, table_name, removed, digest, purged_at ON purge_proofs
BEGIN SELECT RAISE(ABORT, 'purge_proofs_append_only'); END;
CREATE TRIGGER purge_proofs_append_only_delete BEFORE DELETE ON purge_proofs
BEGIN SELECT RAISE(ABORT, 'purge_proofs_append_only'); END;

CREATE TABLE questionnaires_acknowledgements (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    alert TEXT NOT NULL,
    membership TEXT NOT NULL,
    acknowledged_at INTEGER NOT NULL,
    decision BLOB
) STRICT;
CREATE INDEX questionnaires_acknowledgements_of ON questionnaires_acknowledgements (structure, patient);
CREATE TRIGGER questionnaires_acknowledgements_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, alert, membership, acknowledged_at, decision ON questionnaires_acknowledgements
BEGIN SELECT RAISE(ABORT, 'questionnaires_acknowledgements_append_only'); END;
CREATE TRIGGER questionnaires_acknowledgements_append_only_delete BEFORE DELETE ON questionnaires_acknowledgements
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'questionnaires_acknowledgements_append_only'); END;

CREATE TABLE questionnaires_alert_rules (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    plan TEXT NOT NULL,
    owner TEXT NOT NULL,
    condition BLOB NOT NULL,
    priority INTEGER NOT NULL,
    active INTEGER NOT NULL
) STRICT;
CREATE INDEX questionnaires_alert_rules_of ON questionnaires_alert_rules (structure, patient);

CREATE TABLE questionnaires_alerts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    plan TEXT NOT NULL,
    answer TEXT,
    owner TEXT NOT NULL,
    kind TEXT NOT NULL,
    priority INTEGER NOT NULL,
    reason BLOB NOT NULL,
    state TEXT NOT NULL,
    raised_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    escalated_at INTEGER
) STRICT;
CREATE INDEX questionnaires_alerts_of ON questionnaires_alerts (structure, patient);

CREATE TABLE questionnaires_answers (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    plan TEXT,
    invitation TEXT,
    respondent TEXT,
    entered_by TEXT,
    replaces TEXT,
    questionnaire BLOB NOT NULL,
    response BLOB NOT NULL,
    entry_mode TEXT NOT NULL,
    submitted_at INTEGER NOT NULL
) STRICT;
CREATE INDEX questionnaires_answers_of ON questionnaires_answers (structure, patient);
CREATE TRIGGER questionnaires_answers_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, plan, invitation, respondent, entered_by, replaces, questionnaire, response, entry_mode, submitted_at ON questionnaires_answers
BEGIN SELECT RAISE(ABORT, 'questionnaires_answers_append_only'); END;
CREATE TRIGGER questionnaires_answers_append_only_delete BEFORE DELETE ON questionnaires_answers
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'questionnaires_answers_append_only'); END;

CREATE TABLE questionnaires_drafts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    invitation TEXT NOT NULL,
    response BLOB NOT NULL,
    saved_at INTEGER NOT NULL,
    UNIQUE (structure, invitation)
) STRICT;
CREATE INDEX questionnaires_drafts_of ON questionnaires_drafts (structure, patient);

CREATE TABLE questionnaires_invitations (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    plan TEXT,
    respondent TEXT,
    token_hash BLOB NOT NULL,
    questionnaire BLOB NOT NULL,
    notice_version INTEGER NOT NULL,
    invited_by TEXT NOT NULL,
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    reminders INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    submitted_at INTEGER,
    revoked_at INTEGER,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX questionnaires_invitations_of ON questionnaires_invitations (structure, patient);

CREATE TABLE questionnaires_library (
    id TEXT NOT NULL PRIMARY KEY,
    canonical TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    language TEXT NOT NULL,
    licence_status TEXT NOT NULL,
    licence_holder TEXT,
    resource BLOB NOT NULL,
    digest BLOB NOT NULL,
    published_on TEXT NOT NULL,
    withdrawn_on TEXT,
    UNIQUE (canonical, version, language)
) STRICT;

CREATE TABLE questionnaires_licences (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    instrument TEXT NOT NULL,
    status TEXT NOT NULL,
    evidence TEXT,
    recorded_by TEXT NOT NULL,
    expires_on TEXT
) STRICT;
CREATE INDEX questionnaires_licences_of ON questionnaires_licences (structure);

CREATE TABLE questionnaires_plans (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    questionnaire BLOB NOT NULL,
    reason BLOB,
    respondent TEXT,
    owner TEXT NOT NULL,
    schedule TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT,
    next_on TEXT
) STRICT;
CREATE INDEX questionnaires_plans_of ON questionnaires_plans (structure, patient);

CREATE TABLE questionnaires_scores (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    answer TEXT NOT NULL,
    rule_version TEXT NOT NULL,
    score BLOB NOT NULL,
    computed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX questionnaires_scores_of ON questionnaires_scores (structure, patient);
CREATE TRIGGER questionnaires_scores_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, answer, rule_version, score, computed_at ON questionnaires_scores
BEGIN SELECT RAISE(ABORT, 'questionnaires_scores_append_only'); END;
CREATE TRIGGER questionnaires_scores_append_only_delete BEFORE DELETE ON questionnaires_scores
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'questionnaires_scores_append_only'); END;

CREATE TABLE questionnaires_submissions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    answer TEXT NOT NULL,
    submission_key TEXT NOT NULL,
    address BLOB NOT NULL,
    device BLOB,
    UNIQUE (structure, submission_key)
) STRICT;
CREATE INDEX questionnaires_submissions_of ON questionnaires_submissions (structure, patient);
CREATE TRIGGER questionnaires_submissions_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, answer, submission_key, address, device ON questionnaires_submissions
BEGIN SELECT RAISE(ABORT, 'questionnaires_submissions_append_only'); END;
CREATE TRIGGER questionnaires_submissions_append_only_delete BEFORE DELETE ON questionnaires_submissions
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'questionnaires_submissions_append_only'); END;

CREATE TABLE records_documents (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    title BLOB NOT NULL,
    kind BLOB NOT NULL,
    sharing_class TEXT NOT NULL,
    author TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    digest BLOB NOT NULL,
    replaces TEXT,
    state TEXT NOT NULL,
    happened_on TEXT NOT NULL
) STRICT;
CREATE INDEX records_documents_of ON records_documents (structure, patient);

CREATE TABLE records_file_chunks (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    document TEXT NOT NULL,
    position INTEGER NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (structure, document, position)
) STRICT;
CREATE INDEX records_file_chunks_of ON records_file_chunks (structure, patient);
CREATE TRIGGER records_file_chunks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, document, position, content ON records_file_chunks
BEGIN SELECT RAISE(ABORT, 'records_file_chunks_append_only'); END;
CREATE TRIGGER records_file_chunks_append_only_delete BEFORE DELETE ON records_file_chunks
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'records_file_chunks_append_only'); END;

CREATE TABLE records_masks (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    source TEXT NOT NULL,
    resource TEXT NOT NULL,
    kind TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    lifts TEXT,
    reason BLOB,
    decided_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_masks_of ON records_masks (structure, patient);
CREATE TRIGGER records_masks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, source, resource, kind, decided_by, lifts, reason, decided_at ON records_masks
BEGIN SELECT RAISE(ABORT, 'records_masks_append_only'); END;
CREATE TRIGGER records_masks_append_only_delete BEFORE DELETE ON records_masks
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'records_masks_append_only'); END;

CREATE TABLE records_measures (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    measure BLOB NOT NULL,
    author TEXT,
    entry_mode TEXT NOT NULL,
    measured_at INTEGER NOT NULL
) STRICT;
CREATE INDEX records_measures_of ON records_measures (structure, patient);
CREATE TRIGGER records_measures_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, measure, author, entry_mode, measured_at ON records_measures
BEGIN SELECT RAISE(ABORT, 'records_measures_append_only'); END;
CREATE TRIGGER records_measures_append_only_delete BEFORE DELETE ON records_measures
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'records_measures_append_only'); END;

CREATE TABLE records_notes (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    content BLOB NOT NULL,
    sharing_class TEXT NOT NULL,
    author TEXT NOT NULL,
    replaces TEXT,
    happened_on TEXT NOT NULL
) STRICT;
CREATE INDEX records_notes_of ON records_notes (structure, patient);
CREATE TRIGGER records_notes_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, content, sharing_class, author, replaces, happened_on ON records_notes
BEGIN SELECT RAISE(ABORT, 'records_notes_append_only'); END;
CREATE TRIGGER records_notes_append_only_delete BEFORE DELETE ON records_notes
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'records_notes_append_only'); END;

CREATE TABLE records_social_notes (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    content BLOB NOT NULL,
    author TEXT NOT NULL,
    replaces TEXT,
    happened_on TEXT NOT NULL
) STRICT;
CREATE INDEX records_social_notes_of ON records_social_notes (structure, patient);
CREATE TRIGGER records_social_notes_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, content, author, replaces, happened_on ON records_social_notes
BEGIN SELECT RAISE(ABORT, 'records_social_notes_append_only'); END;
CREATE TRIGGER records_social_notes_append_only_delete BEFORE DELETE ON records_social_notes
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'records_social_notes_append_only'); END;

CREATE TABLE records_summary_items (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    item BLOB NOT NULL,
    author TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_on TEXT,
    ends_on TEXT
) STRICT;
CREATE INDEX records_summary_items_of ON records_summary_items (structure, patient);

CREATE TABLE records_timeline_marks (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    source TEXT NOT NULL,
    resource TEXT NOT NULL,
    title BLOB NOT NULL,
    sharing_class TEXT NOT NULL,
    happened_at INTEGER NOT NULL,
    UNIQUE (structure, source, resource)
) STRICT;
CREATE INDEX records_timeline_marks_of ON records_timeline_marks (structure, patient);

CREATE TABLE register_state (
    id TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE rgpd_consents (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    purpose TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    text_digest BLOB NOT NULL,
    means TEXT NOT NULL,
    withdraws TEXT,
    given_at INTEGER NOT NULL
) STRICT;
CREATE INDEX rgpd_consents_of ON rgpd_consents (structure, patient);
CREATE TRIGGER rgpd_consents_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, purpose, kind, text, text_digest, means, withdraws, given_at ON rgpd_consents
BEGIN SELECT RAISE(ABORT, 'rgpd_consents_append_only'); END;
CREATE TRIGGER rgpd_consents_append_only_delete BEFORE DELETE ON rgpd_consents
WHEN NOT (EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done'))
BEGIN SELECT RAISE(ABORT, 'rgpd_consents_append_only'); END;

CREATE TABLE rights_requests (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    object TEXT NOT NULL,
    requester BLOB NOT NULL,
    requester_contact BLOB,
    mandate TEXT,
    content BLOB,
    answer BLOB,
    state TEXT NOT NULL,
    clock TEXT NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    extended_on TEXT,
    closed_on TEXT,
    handled_by TEXT
) STRICT;
CREATE INDEX rights_requests_of ON rights_requests (structure, patient);

CREATE TABLE rights_reviews (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    membership TEXT NOT NULL,
    reviewed_by TEXT NOT NULL,
    decision TEXT NOT NULL,
    reviewed_on TEXT NOT NULL
) STRICT;
CREATE INDEX rights_reviews_of ON rights_reviews (structure);
CREATE TRIGGER rights_reviews_append_only_update BEFORE UPDATE OF id, structure, created_at, membership, reviewed_by, decision, reviewed_on ON rights_reviews
BEGIN SELECT RAISE(ABORT, 'rights_reviews_append_only'); END;
CREATE TRIGGER rights_reviews_append_only_delete BEFORE DELETE ON rights_reviews
BEGIN SELECT RAISE(ABORT, 'rights_reviews_append_only'); END;

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT NOT NULL,
    membership TEXT,
    token_hash BLOB NOT NULL,
    level TEXT NOT NULL,
    last_seen_at INTEGER NOT NULL,
    proved_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER,
    address BLOB NOT NULL,
    device BLOB NOT NULL,
    UNIQUE (token_hash)
) STRICT;
CREATE INDEX sessions_of ON sessions (structure);

CREATE TABLE sheet_overrides (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    treatment TEXT NOT NULL,
    field TEXT NOT NULL,
    on_day TEXT NOT NULL,
    previous BLOB NOT NULL,
    value BLOB NOT NULL,
    author BLOB NOT NULL,
    reason BLOB NOT NULL
) STRICT;
CREATE INDEX sheet_overrides_of ON sheet_overrides (structure);
CREATE TRIGGER sheet_overrides_append_only_update BEFORE UPDATE OF id, structure, created_at, treatment, field, on_day, previous, value, author, reason ON sheet_overrides
BEGIN SELECT RAISE(ABORT, 'sheet_overrides_append_only'); END;
CREATE TRIGGER sheet_overrides_append_only_delete BEFORE DELETE ON sheet_overrides
BEGIN SELECT RAISE(ABORT, 'sheet_overrides_append_only'); END;

CREATE TABLE sheet_versions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    role TEXT NOT NULL,
    version INTEGER NOT NULL,
    effective_at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    UNIQUE (structure, role, version)
) STRICT;
CREATE INDEX sheet_versions_of ON sheet_versions (structure);
CREATE TRIGGER sheet_versions_append_only_update BEFORE UPDATE OF id, structure, created_at, role, version, effective_at, cause, sha256, content ON sheet_versions
BEGIN SELECT RAISE(ABORT, 'sheet_versions_append_only'); END;
CREATE TRIGGER sheet_versions_append_only_delete BEFORE DELETE ON sheet_versions
BEGIN SELECT RAISE(ABORT, 'sheet_versions_append_only'); END;

CREATE TABLE sign_in_attempts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT,
    identifier_hash BLOB NOT NULL,
    factor TEXT NOT NULL,
    outcome TEXT NOT NULL,
    address BLOB NOT NULL,
    device BLOB
) STRICT;
CREATE INDEX sign_in_attempts_of ON sign_in_attempts (structure);
CREATE TRIGGER sign_in_attempts_append_only_update BEFORE UPDATE OF id, structure, created_at, account, identifier_hash, factor, outcome, address, device ON sign_in_attempts
BEGIN SELECT RAISE(ABORT, 'sign_in_attempts_append_only'); END;
CREATE TRIGGER sign_in_attempts_append_only_delete BEFORE DELETE ON sign_in_attempts
BEGIN SELECT RAISE(ABORT, 'sign_in_attempts_append_only'); END;

CREATE TABLE sign_in_counters (
    id TEXT NOT NULL PRIMARY KEY,
    tries INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    free_at INTEGER NOT NULL
) STRICT;

CREATE TABLE staff_messages (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    account TEXT,
    template TEXT NOT NULL,
    about TEXT,
    message_key TEXT NOT NULL,
    recipient BLOB NOT NULL,
    channel TEXT NOT NULL,
    provider TEXT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    next_attempt_at INTEGER,
    sent_at INTEGER,
    UNIQUE (structure, message_key)
) STRICT;
CREATE INDEX staff_messages_of ON staff_messages (structure);

CREATE TABLE staff_rights_requests (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    object TEXT NOT NULL,
    requester BLOB NOT NULL,
    requester_contact BLOB,
    content BLOB,
    answer BLOB,
    state TEXT NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    extended_on TEXT,
    closed_on TEXT,
    handled_by TEXT
) STRICT;
CREATE INDEX staff_rights_requests_of ON staff_rights_requests (structure);

CREATE TABLE statutory_exceptions (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    article TEXT NOT NULL,
    holder TEXT NOT NULL,
    scope BLOB NOT NULL,
    recorded_by TEXT NOT NULL,
    starts_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    ended_by TEXT
) STRICT;
CREATE INDEX statutory_exceptions_of ON statutory_exceptions (structure, patient);

CREATE TABLE structure_contacts (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    name BLOB NOT NULL,
    organisation BLOB NOT NULL,
    phone BLOB NOT NULL,
    email BLOB NOT NULL
) STRICT;
CREATE INDEX structure_contacts_of ON structure_contacts (structure);

CREATE TABLE structures (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    legal_nature TEXT NOT NULL,
    finess TEXT,
    siret TEXT,
    address TEXT NOT NULL,
    postal_code TEXT NOT NULL,
    city TEXT NOT NULL,
    representative BLOB NOT NULL,
    phone BLOB NOT NULL,
    email BLOB NOT NULL,
    UNIQUE (ref)
) STRICT;
CREATE INDEX structures_of ON structures (structure);

CREATE TABLE support_accesses (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    ticket TEXT NOT NULL,
    operator TEXT NOT NULL,
    approved_by TEXT,
    operator_name BLOB NOT NULL,
    scope TEXT NOT NULL,
    state TEXT NOT NULL,
    starts_at INTEGER,
    ends_at INTEGER
) STRICT;
CREATE INDEX support_accesses_of ON support_accesses (structure);

CREATE TABLE support_tickets (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    number TEXT NOT NULL,
    opened_by TEXT,
    reply_to BLOB,
    request BLOB NOT NULL,
    state TEXT NOT NULL,
    closed_on TEXT
) STRICT;
CREATE INDEX support_tickets_of ON support_tickets (structure);

CREATE TABLE targeted_exchanges (
    id TEXT NOT NULL PRIMARY KEY,
    structure TEXT NOT NULL,
    patient TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    retain_until TEXT,
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    scope BLOB NOT NULL,
    informed_on TEXT NOT NULL,
    informed_of_both INTEGER NOT NULL,
    ends_on TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    ended_by TEXT,
    ended_at INTEGER
) STRICT;
CREATE INDEX targeted_exchanges_of ON targeted_exchanges (structure, patient);
