CREATE TABLE access_choices (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    subject TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    reason BYTEA NOT NULL,
    decided_at BIGINT NOT NULL,
    UNIQUE (structure, subject, decided_at)
);
CREATE INDEX access_choices_of ON access_choices (structure);
CREATE FUNCTION access_choices_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'access_choices_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER access_choices_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, value, decided_by, reason, decided_at ON access_choices
FOR EACH ROW EXECUTE FUNCTION access_choices_append_only();
CREATE TRIGGER access_choices_append_only_delete BEFORE DELETE ON access_choices
FOR EACH ROW EXECUTE FUNCTION access_choices_append_only();
CREATE TRIGGER access_choices_append_only_truncate BEFORE TRUNCATE ON access_choices
FOR EACH STATEMENT EXECUTE FUNCTION access_choices_append_only();

CREATE TABLE access_endings (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    emergency TEXT COLLATE "C" NOT NULL,
    ended_by TEXT COLLATE "C" NOT NULL,
    ended_at BIGINT NOT NULL,
    UNIQUE (structure, emergency)
);
CREATE INDEX access_endings_of ON access_endings (structure, patient);
CREATE FUNCTION access_endings_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'access_endings_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER access_endings_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, emergency, ended_by, ended_at ON access_endings
FOR EACH ROW EXECUTE FUNCTION access_endings_append_only();
CREATE TRIGGER access_endings_append_only_delete BEFORE DELETE ON access_endings
FOR EACH ROW EXECUTE FUNCTION access_endings_append_only();
CREATE TRIGGER access_endings_append_only_truncate BEFORE TRUNCATE ON access_endings
FOR EACH STATEMENT EXECUTE FUNCTION access_endings_append_only();
ALTER TABLE access_endings ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_endings FORCE ROW LEVEL SECURITY;
CREATE POLICY access_endings_of_structure ON access_endings USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE access_reasons (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    entry TEXT COLLATE "C" NOT NULL,
    mode TEXT COLLATE "C" NOT NULL,
    reason BYTEA NOT NULL,
    opened_by TEXT COLLATE "C"
);
CREATE INDEX access_reasons_of ON access_reasons (structure, patient);
CREATE FUNCTION access_reasons_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'access_reasons_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER access_reasons_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, entry, mode, reason, opened_by ON access_reasons
FOR EACH ROW EXECUTE FUNCTION access_reasons_append_only();
CREATE TRIGGER access_reasons_append_only_delete BEFORE DELETE ON access_reasons
FOR EACH ROW EXECUTE FUNCTION access_reasons_append_only();
CREATE TRIGGER access_reasons_append_only_truncate BEFORE TRUNCATE ON access_reasons
FOR EACH STATEMENT EXECUTE FUNCTION access_reasons_append_only();
ALTER TABLE access_reasons ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_reasons FORCE ROW LEVEL SECURITY;
CREATE POLICY access_reasons_of_structure ON access_reasons USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE access_reviews (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    entry TEXT COLLATE "C" NOT NULL,
    reviewed_by TEXT COLLATE "C",
    due_on TEXT COLLATE "C" NOT NULL,
    conclusion TEXT COLLATE "C",
    reviewed_on TEXT COLLATE "C",
    comment BYTEA
);
CREATE INDEX access_reviews_of ON access_reviews (structure, patient);
ALTER TABLE access_reviews ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_reviews FORCE ROW LEVEL SECURITY;
CREATE POLICY access_reviews_of_structure ON access_reviews USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE account_invitations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    invited_by TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    UNIQUE (token_hash)
);
CREATE INDEX account_invitations_of ON account_invitations (structure);

CREATE TABLE account_search (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    blind_index BYTEA NOT NULL
);
CREATE INDEX account_search_of ON account_search (structure);

CREATE TABLE accounts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    family_name BYTEA NOT NULL,
    given_name BYTEA,
    mail BYTEA,
    phone BYTEA,
    language TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    closed_on TEXT COLLATE "C"
);
CREATE INDEX accounts_of ON accounts (structure);

CREATE TABLE audit_entries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    subject TEXT COLLATE "C",
    cites TEXT COLLATE "C",
    log_key TEXT COLLATE "C" NOT NULL,
    commitment BYTEA NOT NULL,
    entry BYTEA NOT NULL
);
CREATE INDEX audit_entries_of ON audit_entries (structure);
CREATE FUNCTION audit_entries_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'audit_entries_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER audit_entries_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, cites, log_key, commitment, entry ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
CREATE TRIGGER audit_entries_append_only_delete BEFORE DELETE ON audit_entries
FOR EACH ROW EXECUTE FUNCTION audit_entries_append_only();
CREATE TRIGGER audit_entries_append_only_truncate BEFORE TRUNCATE ON audit_entries
FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_append_only();

CREATE TABLE audit_subjects (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    subject TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    entry TEXT COLLATE "C" NOT NULL,
    UNIQUE (structure, subject, number)
);
CREATE INDEX audit_subjects_of ON audit_subjects (structure);
CREATE FUNCTION audit_subjects_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'audit_subjects_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER audit_subjects_append_only_update BEFORE UPDATE OF id, structure, created_at, subject, number, entry ON audit_subjects
FOR EACH ROW EXECUTE FUNCTION audit_subjects_append_only();
CREATE TRIGGER audit_subjects_append_only_delete BEFORE DELETE ON audit_subjects
FOR EACH ROW EXECUTE FUNCTION audit_subjects_append_only();
CREATE TRIGGER audit_subjects_append_only_truncate BEFORE TRUNCATE ON audit_subjects
FOR EACH STATEMENT EXECUTE FUNCTION audit_subjects_append_only();

CREATE TABLE authentication_factors (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    credential_id BYTEA,
    public_key BYTEA,
    secret BYTEA,
    label BYTEA,
    counter BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX authentication_factors_of ON authentication_factors (structure);

CREATE TABLE breached_patients (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    breach TEXT COLLATE "C" NOT NULL,
    told_on TEXT COLLATE "C"
);
CREATE INDEX breached_patients_of ON breached_patients (structure, patient);
ALTER TABLE breached_patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE breached_patients FORCE ROW LEVEL SECURITY;
CREATE POLICY breached_patients_of_structure ON breached_patients USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE breaches (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    nature TEXT COLLATE "C" NOT NULL,
    origin TEXT COLLATE "C" NOT NULL,
    cause TEXT COLLATE "C" NOT NULL,
    data_nature TEXT COLLATE "C" NOT NULL,
    impacts TEXT COLLATE "C" NOT NULL,
    severity TEXT COLLATE "C" NOT NULL,
    persons_count BIGINT,
    rows_count BIGINT,
    account BYTEA NOT NULL,
    measures BYTEA,
    started_at BIGINT,
    ended_at BIGINT,
    awareness_at BIGINT NOT NULL,
    controller_told_at BIGINT,
    cnil_told_at BIGINT,
    security_incident SMALLINT NOT NULL,
    ans_told_at BIGINT,
    closed_on TEXT COLLATE "C"
);
CREATE INDEX breaches_of ON breaches (structure);

CREATE TABLE care_consents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    scope BYTEA NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    text_digest BYTEA NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    collected_by TEXT COLLATE "C",
    representative TEXT COLLATE "C",
    evidence TEXT COLLATE "C",
    withdraws TEXT COLLATE "C",
    given_at BIGINT NOT NULL,
    care_ends_on TEXT COLLATE "C",
    support TEXT COLLATE "C"
);
CREATE INDEX care_consents_of ON care_consents (structure, patient);
CREATE FUNCTION care_consents_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'care_consents_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER care_consents_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, scope, text, text_digest, means, collected_by, representative, evidence, withdraws, given_at, care_ends_on, support ON care_consents
FOR EACH ROW EXECUTE FUNCTION care_consents_append_only();
CREATE TRIGGER care_consents_append_only_delete BEFORE DELETE ON care_consents
FOR EACH ROW EXECUTE FUNCTION care_consents_append_only();
CREATE TRIGGER care_consents_append_only_truncate BEFORE TRUNCATE ON care_consents
FOR EACH STATEMENT EXECUTE FUNCTION care_consents_append_only();
ALTER TABLE care_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE care_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY care_consents_of_structure ON care_consents USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE care_relations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    membership TEXT COLLATE "C" NOT NULL,
    role BYTEA NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    informed_on TEXT COLLATE "C",
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    context BYTEA
);
CREATE INDEX care_relations_of ON care_relations (structure, patient);
ALTER TABLE care_relations ENABLE ROW LEVEL SECURITY;
ALTER TABLE care_relations FORCE ROW LEVEL SECURITY;
CREATE POLICY care_relations_of_structure ON care_relations USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE care_team_bases (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    team TEXT COLLATE "C" NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C",
    attested_by TEXT COLLATE "C" NOT NULL,
    attested_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C"
);
CREATE INDEX care_team_bases_of ON care_team_bases (structure);

CREATE TABLE care_team_members (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    team TEXT COLLATE "C" NOT NULL,
    membership TEXT COLLATE "C" NOT NULL,
    role BYTEA NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C"
);
CREATE INDEX care_team_members_of ON care_team_members (structure);

CREATE TABLE channel_choices (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    member TEXT COLLATE "C",
    channel TEXT COLLATE "C" NOT NULL,
    choice TEXT COLLATE "C" NOT NULL,
    chosen_at BIGINT NOT NULL
);
CREATE INDEX channel_choices_of ON channel_choices (structure, patient);
CREATE FUNCTION channel_choices_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'channel_choices_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER channel_choices_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, member, channel, choice, chosen_at ON channel_choices
FOR EACH ROW EXECUTE FUNCTION channel_choices_append_only();
CREATE TRIGGER channel_choices_append_only_delete BEFORE DELETE ON channel_choices
FOR EACH ROW EXECUTE FUNCTION channel_choices_append_only();
CREATE TRIGGER channel_choices_append_only_truncate BEFORE TRUNCATE ON channel_choices
FOR EACH STATEMENT EXECUTE FUNCTION channel_choices_append_only();
ALTER TABLE channel_choices ENABLE ROW LEVEL SECURITY;
ALTER TABLE channel_choices FORCE ROW LEVEL SECURITY;
CREATE POLICY channel_choices_of_structure ON channel_choices USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE circle_members (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    family_name BYTEA NOT NULL,
    given_name BYTEA NOT NULL,
    birth_date BYTEA,
    relationship BYTEA NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C"
);
CREATE INDEX circle_members_of ON circle_members (structure, patient);
ALTER TABLE circle_members ENABLE ROW LEVEL SECURITY;
ALTER TABLE circle_members FORCE ROW LEVEL SECURITY;
CREATE POLICY circle_members_of_structure ON circle_members USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE contract_events (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    module TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    from_day TEXT COLLATE "C" NOT NULL,
    author BYTEA NOT NULL,
    acknowledged_by BYTEA,
    acknowledged_how TEXT COLLATE "C"
);
CREATE INDEX contract_events_of ON contract_events (structure);
CREATE FUNCTION contract_events_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'contract_events_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER contract_events_append_only_update BEFORE UPDATE OF id, structure, created_at, module, kind, from_day, author, acknowledged_by, acknowledged_how ON contract_events
FOR EACH ROW EXECUTE FUNCTION contract_events_append_only();
CREATE TRIGGER contract_events_append_only_delete BEFORE DELETE ON contract_events
FOR EACH ROW EXECUTE FUNCTION contract_events_append_only();
CREATE TRIGGER contract_events_append_only_truncate BEFORE TRUNCATE ON contract_events
FOR EACH STATEMENT EXECUTE FUNCTION contract_events_append_only();

CREATE TABLE contracts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    reference TEXT COLLATE "C" NOT NULL,
    signed_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    UNIQUE (structure, reference)
);
CREATE INDEX contracts_of ON contracts (structure);

CREATE TABLE deliveries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    message TEXT COLLATE "C" NOT NULL,
    provider_reference TEXT COLLATE "C",
    outcome TEXT COLLATE "C" NOT NULL,
    happened_at BIGINT NOT NULL
);
CREATE INDEX deliveries_of ON deliveries (structure);
CREATE FUNCTION deliveries_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'deliveries_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER deliveries_append_only_update BEFORE UPDATE OF id, structure, created_at, message, provider_reference, outcome, happened_at ON deliveries
FOR EACH ROW EXECUTE FUNCTION deliveries_append_only();
CREATE TRIGGER deliveries_append_only_delete BEFORE DELETE ON deliveries
FOR EACH ROW EXECUTE FUNCTION deliveries_append_only();
CREATE TRIGGER deliveries_append_only_truncate BEFORE TRUNCATE ON deliveries
FOR EACH STATEMENT EXECUTE FUNCTION deliveries_append_only();

CREATE TABLE erasures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    rule TEXT COLLATE "C" NOT NULL,
    entry TEXT COLLATE "C" NOT NULL,
    marked_at BIGINT NOT NULL
);
CREATE FUNCTION erasures_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'erasures_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER erasures_append_only_update BEFORE UPDATE OF id, structure, rule, entry, marked_at ON erasures
FOR EACH ROW EXECUTE FUNCTION erasures_append_only();
CREATE TRIGGER erasures_append_only_delete BEFORE DELETE ON erasures
FOR EACH ROW EXECUTE FUNCTION erasures_append_only();
CREATE TRIGGER erasures_append_only_truncate BEFORE TRUNCATE ON erasures
FOR EACH STATEMENT EXECUTE FUNCTION erasures_append_only();

CREATE TABLE external_identities (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    subject_hash BYTEA NOT NULL,
    subject BYTEA NOT NULL,
    UNIQUE (structure, provider, subject_hash)
);
CREATE INDEX external_identities_of ON external_identities (structure);

CREATE TABLE factor_recoveries (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    first_approver TEXT COLLATE "C" NOT NULL,
    second_approver TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    closed_at BIGINT
);
CREATE INDEX factor_recoveries_of ON factor_recoveries (structure);

CREATE TABLE identity_checks (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    evidence TEXT COLLATE "C" NOT NULL,
    checked_by TEXT COLLATE "C" NOT NULL,
    checked_on TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL
);
CREATE INDEX identity_checks_of ON identity_checks (structure, patient);
CREATE FUNCTION identity_checks_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'identity_checks_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER identity_checks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, evidence, checked_by, checked_on, outcome ON identity_checks
FOR EACH ROW EXECUTE FUNCTION identity_checks_append_only();
CREATE TRIGGER identity_checks_append_only_delete BEFORE DELETE ON identity_checks
FOR EACH ROW EXECUTE FUNCTION identity_checks_append_only();
CREATE TRIGGER identity_checks_append_only_truncate BEFORE TRUNCATE ON identity_checks
FOR EACH STATEMENT EXECUTE FUNCTION identity_checks_append_only();
ALTER TABLE identity_checks ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_checks FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_checks_of_structure ON identity_checks USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE identity_events (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    previous BYTEA,
    other_patient TEXT COLLATE "C",
    decided_by TEXT COLLATE "C" NOT NULL,
    decided_at BIGINT NOT NULL
);
CREATE INDEX identity_events_of ON identity_events (structure, patient);
CREATE FUNCTION identity_events_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'identity_events_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER identity_events_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, previous, other_patient, decided_by, decided_at ON identity_events
FOR EACH ROW EXECUTE FUNCTION identity_events_append_only();
CREATE TRIGGER identity_events_append_only_delete BEFORE DELETE ON identity_events
FOR EACH ROW EXECUTE FUNCTION identity_events_append_only();
CREATE TRIGGER identity_events_append_only_truncate BEFORE TRUNCATE ON identity_events
FOR EACH STATEMENT EXECUTE FUNCTION identity_events_append_only();
ALTER TABLE identity_events ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_events FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_events_of_structure ON identity_events USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE identity_proofs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    request TEXT COLLATE "C" NOT NULL,
    copy BYTEA NOT NULL,
    checked_on TEXT COLLATE "C"
);
CREATE INDEX identity_proofs_of ON identity_proofs (structure, patient);
ALTER TABLE identity_proofs ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_proofs FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_proofs_of_structure ON identity_proofs USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE indicator_counters (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    indicator TEXT COLLATE "C" NOT NULL,
    period_starts_on TEXT COLLATE "C" NOT NULL,
    period_ends_on TEXT COLLATE "C" NOT NULL,
    count BIGINT NOT NULL,
    UNIQUE (structure, indicator, period_starts_on)
);
CREATE INDEX indicator_counters_of ON indicator_counters (structure);

CREATE TABLE indicator_publications (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    indicator TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    period_ends_on TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL
);
CREATE INDEX indicator_publications_of ON indicator_publications (structure);
CREATE FUNCTION indicator_publications_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'indicator_publications_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER indicator_publications_append_only_update BEFORE UPDATE OF id, structure, created_at, indicator, recipient, period_ends_on, digest ON indicator_publications
FOR EACH ROW EXECUTE FUNCTION indicator_publications_append_only();
CREATE TRIGGER indicator_publications_append_only_delete BEFORE DELETE ON indicator_publications
FOR EACH ROW EXECUTE FUNCTION indicator_publications_append_only();
CREATE TRIGGER indicator_publications_append_only_truncate BEFORE TRUNCATE ON indicator_publications
FOR EACH STATEMENT EXECUTE FUNCTION indicator_publications_append_only();

CREATE TABLE information_given (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    text TEXT COLLATE "C" NOT NULL,
    text_digest BYTEA NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    support TEXT COLLATE "C" NOT NULL,
    given_by TEXT COLLATE "C",
    representative TEXT COLLATE "C",
    given_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX information_given_of ON information_given (structure, patient);
CREATE FUNCTION information_given_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'information_given_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER information_given_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, text, text_digest, means, support, given_by, representative, given_on ON information_given
FOR EACH ROW EXECUTE FUNCTION information_given_append_only();
CREATE TRIGGER information_given_append_only_delete BEFORE DELETE ON information_given
FOR EACH ROW EXECUTE FUNCTION information_given_append_only();
CREATE TRIGGER information_given_append_only_truncate BEFORE TRUNCATE ON information_given
FOR EACH STATEMENT EXECUTE FUNCTION information_given_append_only();
ALTER TABLE information_given ENABLE ROW LEVEL SECURITY;
ALTER TABLE information_given FORCE ROW LEVEL SECURITY;
CREATE POLICY information_given_of_structure ON information_given USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE information_texts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    code TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    published_on TEXT COLLATE "C" NOT NULL,
    UNIQUE (code, version, language)
);
CREATE FUNCTION information_texts_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'information_texts_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER information_texts_append_only_update BEFORE UPDATE OF id, code, version, language, body, digest, published_on ON information_texts
FOR EACH ROW EXECUTE FUNCTION information_texts_append_only();
CREATE TRIGGER information_texts_append_only_delete BEFORE DELETE ON information_texts
FOR EACH ROW EXECUTE FUNCTION information_texts_append_only();
CREATE TRIGGER information_texts_append_only_truncate BEFORE TRUNCATE ON information_texts
FOR EACH STATEMENT EXECUTE FUNCTION information_texts_append_only();

CREATE TABLE job_leases (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    fence BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    outcome TEXT COLLATE "C"
);

CREATE TABLE known_devices (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    device_hash BYTEA NOT NULL,
    device BYTEA NOT NULL,
    last_seen_at BIGINT NOT NULL,
    UNIQUE (structure, account, device_hash)
);
CREATE INDEX known_devices_of ON known_devices (structure);

CREATE TABLE log_checkpoints (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL,
    note TEXT COLLATE "C" NOT NULL,
    signed_at BIGINT NOT NULL
);
CREATE FUNCTION log_checkpoints_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'log_checkpoints_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER log_checkpoints_append_only_update BEFORE UPDATE OF id, size, note, signed_at ON log_checkpoints
FOR EACH ROW EXECUTE FUNCTION log_checkpoints_append_only();
CREATE TRIGGER log_checkpoints_append_only_delete BEFORE DELETE ON log_checkpoints
FOR EACH ROW EXECUTE FUNCTION log_checkpoints_append_only();
CREATE TRIGGER log_checkpoints_append_only_truncate BEFORE TRUNCATE ON log_checkpoints
FOR EACH STATEMENT EXECUTE FUNCTION log_checkpoints_append_only();

CREATE TABLE log_lease (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    holder TEXT COLLATE "C" NOT NULL,
    epoch BIGINT NOT NULL,
    until BIGINT NOT NULL
);

CREATE TABLE log_leaves (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    entry TEXT COLLATE "C" NOT NULL,
    leaf BYTEA NOT NULL,
    integrated_at BIGINT NOT NULL,
    UNIQUE (position)
);
CREATE FUNCTION log_leaves_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'log_leaves_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER log_leaves_append_only_update BEFORE UPDATE OF id, position, entry, leaf, integrated_at ON log_leaves
FOR EACH ROW EXECUTE FUNCTION log_leaves_append_only();
CREATE TRIGGER log_leaves_append_only_delete BEFORE DELETE ON log_leaves
FOR EACH ROW EXECUTE FUNCTION log_leaves_append_only();
CREATE TRIGGER log_leaves_append_only_truncate BEFORE TRUNCATE ON log_leaves
FOR EACH STATEMENT EXECUTE FUNCTION log_leaves_append_only();

CREATE TABLE log_pending (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY
);

CREATE TABLE log_tiles (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    level BIGINT NOT NULL,
    position BIGINT NOT NULL,
    width BIGINT NOT NULL,
    hashes BYTEA NOT NULL,
    UNIQUE (level, position, width)
);
CREATE FUNCTION log_tiles_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'log_tiles_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER log_tiles_append_only_update BEFORE UPDATE OF id, level, position, width, hashes ON log_tiles
FOR EACH ROW EXECUTE FUNCTION log_tiles_append_only();
CREATE TRIGGER log_tiles_append_only_delete BEFORE DELETE ON log_tiles
FOR EACH ROW EXECUTE FUNCTION log_tiles_append_only();
CREATE TRIGGER log_tiles_append_only_truncate BEFORE TRUNCATE ON log_tiles
FOR EACH STATEMENT EXECUTE FUNCTION log_tiles_append_only();

CREATE TABLE log_watch (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seen TEXT COLLATE "C" NOT NULL
);

CREATE TABLE maintenance_acts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    operator TEXT COLLATE "C",
    operator_name BYTEA,
    kind TEXT COLLATE "C" NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX maintenance_acts_of ON maintenance_acts (structure);
CREATE FUNCTION maintenance_acts_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'maintenance_acts_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER maintenance_acts_append_only_update BEFORE UPDATE OF id, structure, created_at, operator, operator_name, kind, started_at, ended_at ON maintenance_acts
FOR EACH ROW EXECUTE FUNCTION maintenance_acts_append_only();
CREATE TRIGGER maintenance_acts_append_only_delete BEFORE DELETE ON maintenance_acts
FOR EACH ROW EXECUTE FUNCTION maintenance_acts_append_only();
CREATE TRIGGER maintenance_acts_append_only_truncate BEFORE TRUNCATE ON maintenance_acts
FOR EACH STATEMENT EXECUTE FUNCTION maintenance_acts_append_only();

CREATE TABLE mandates (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    member TEXT COLLATE "C" NOT NULL,
    title BYTEA NOT NULL,
    scope BYTEA NOT NULL,
    evidence BYTEA,
    checked_on TEXT COLLATE "C",
    checked_by TEXT COLLATE "C",
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    revoked_on TEXT COLLATE "C"
);
CREATE INDEX mandates_of ON mandates (structure, patient);
ALTER TABLE mandates ENABLE ROW LEVEL SECURITY;
ALTER TABLE mandates FORCE ROW LEVEL SECURITY;
CREATE POLICY mandates_of_structure ON mandates USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE memberships (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    role BYTEA NOT NULL,
    position BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    granted_by TEXT COLLATE "C",
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    revoked_by TEXT COLLATE "C"
);
CREATE INDEX memberships_of ON memberships (structure);

CREATE TABLE one_time_codes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    subject TEXT COLLATE "C" NOT NULL,
    code_hash BYTEA NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX one_time_codes_of ON one_time_codes (structure);

CREATE TABLE oppositions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    scope BYTEA NOT NULL,
    blocked TEXT COLLATE "C",
    covers_emergency SMALLINT NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    collected_by TEXT COLLATE "C",
    representative TEXT COLLATE "C",
    lifts TEXT COLLATE "C",
    given_at BIGINT NOT NULL
);
CREATE INDEX oppositions_of ON oppositions (structure, patient);
CREATE FUNCTION oppositions_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'oppositions_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER oppositions_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, kind, scope, blocked, covers_emergency, means, collected_by, representative, lifts, given_at ON oppositions
FOR EACH ROW EXECUTE FUNCTION oppositions_append_only();
CREATE TRIGGER oppositions_append_only_delete BEFORE DELETE ON oppositions
FOR EACH ROW EXECUTE FUNCTION oppositions_append_only();
CREATE TRIGGER oppositions_append_only_truncate BEFORE TRUNCATE ON oppositions
FOR EACH STATEMENT EXECUTE FUNCTION oppositions_append_only();
ALTER TABLE oppositions ENABLE ROW LEVEL SECURITY;
ALTER TABLE oppositions FORCE ROW LEVEL SECURITY;
CREATE POLICY oppositions_of_structure ON oppositions USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE partners_conventions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    partner_structure TEXT COLLATE "C",
    partner TEXT COLLATE "C" NOT NULL,
    reference TEXT COLLATE "C" NOT NULL,
    categories TEXT COLLATE "C" NOT NULL,
    direction TEXT COLLATE "C" NOT NULL,
    care_actor SMALLINT NOT NULL,
    signatory BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    UNIQUE (structure, reference)
);
CREATE INDEX partners_conventions_of ON partners_conventions (structure);

CREATE TABLE partners_correspondents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    convention TEXT COLLATE "C" NOT NULL,
    account TEXT COLLATE "C",
    full_name BYTEA NOT NULL,
    mail BYTEA NOT NULL,
    phone BYTEA,
    position BYTEA NOT NULL,
    national_id BYTEA,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C"
);
CREATE INDEX partners_correspondents_of ON partners_correspondents (structure);

CREATE TABLE partners_programs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    convention TEXT COLLATE "C" NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL,
    public_keys TEXT COLLATE "C" NOT NULL,
    scopes TEXT COLLATE "C" NOT NULL,
    technical_contact BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    UNIQUE (structure, client_id)
);
CREATE INDEX partners_programs_of ON partners_programs (structure);

CREATE TABLE partners_recalls (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    transmission TEXT COLLATE "C" NOT NULL,
    asked_by TEXT COLLATE "C" NOT NULL,
    reason BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    asked_at BIGINT NOT NULL,
    confirmed_at BIGINT
);
CREATE INDEX partners_recalls_of ON partners_recalls (structure, patient);
ALTER TABLE partners_recalls ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners_recalls FORCE ROW LEVEL SECURITY;
CREATE POLICY partners_recalls_of_structure ON partners_recalls USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE partners_received (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    convention TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    digest BYTEA NOT NULL,
    received_identity BYTEA NOT NULL,
    content BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    received_at BIGINT NOT NULL,
    filed_by TEXT COLLATE "C"
);
CREATE INDEX partners_received_of ON partners_received (structure, patient);
ALTER TABLE partners_received ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners_received FORCE ROW LEVEL SECURITY;
CREATE POLICY partners_received_of_structure ON partners_received USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE partners_reviews (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    correspondent TEXT COLLATE "C",
    program TEXT COLLATE "C",
    reviewed_by TEXT COLLATE "C" NOT NULL,
    decision TEXT COLLATE "C" NOT NULL,
    reviewed_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX partners_reviews_of ON partners_reviews (structure);
CREATE FUNCTION partners_reviews_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'partners_reviews_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER partners_reviews_append_only_update BEFORE UPDATE OF id, structure, created_at, correspondent, program, reviewed_by, decision, reviewed_on ON partners_reviews
FOR EACH ROW EXECUTE FUNCTION partners_reviews_append_only();
CREATE TRIGGER partners_reviews_append_only_delete BEFORE DELETE ON partners_reviews
FOR EACH ROW EXECUTE FUNCTION partners_reviews_append_only();
CREATE TRIGGER partners_reviews_append_only_truncate BEFORE TRUNCATE ON partners_reviews
FOR EACH STATEMENT EXECUTE FUNCTION partners_reviews_append_only();

CREATE TABLE partners_shares (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    convention TEXT COLLATE "C" NOT NULL,
    consent TEXT COLLATE "C",
    opened_by TEXT COLLATE "C" NOT NULL,
    basis TEXT COLLATE "C" NOT NULL,
    categories BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C"
);
CREATE INDEX partners_shares_of ON partners_shares (structure, patient);
ALTER TABLE partners_shares ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners_shares FORCE ROW LEVEL SECURITY;
CREATE POLICY partners_shares_of_structure ON partners_shares USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE partners_transmissions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    share TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    resource TEXT COLLATE "C" NOT NULL,
    program TEXT COLLATE "C",
    correspondent TEXT COLLATE "C",
    digest BYTEA NOT NULL,
    attempts BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    transmitted_at BIGINT
);
CREATE INDEX partners_transmissions_of ON partners_transmissions (structure, patient);
ALTER TABLE partners_transmissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE partners_transmissions FORCE ROW LEVEL SECURITY;
CREATE POLICY partners_transmissions_of_structure ON partners_transmissions USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE patient_contacts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    member TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    value BYTEA NOT NULL,
    preferred SMALLINT NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    time_zone TEXT COLLATE "C" NOT NULL,
    verified_at BIGINT,
    ended_on TEXT COLLATE "C"
);
CREATE INDEX patient_contacts_of ON patient_contacts (structure, patient);
ALTER TABLE patient_contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_contacts FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_contacts_of_structure ON patient_contacts USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE patient_numbers (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    matricule BYTEA NOT NULL,
    oid TEXT COLLATE "C" NOT NULL,
    type TEXT COLLATE "C" NOT NULL,
    key_valid SMALLINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    retrieved_on TEXT COLLATE "C" NOT NULL,
    ended_on TEXT COLLATE "C"
);
CREATE INDEX patient_numbers_of ON patient_numbers (structure, patient);
ALTER TABLE patient_numbers ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_numbers FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_numbers_of_structure ON patient_numbers USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE patient_search (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    blind_index BYTEA NOT NULL
);
CREATE INDEX patient_search_of ON patient_search (structure, patient);
ALTER TABLE patient_search ENABLE ROW LEVEL SECURITY;
ALTER TABLE patient_search FORCE ROW LEVEL SECURITY;
CREATE POLICY patient_search_of_structure ON patient_search USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE patients (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    birth_name BYTEA NOT NULL,
    first_birth_given_name BYTEA NOT NULL,
    birth_given_names BYTEA,
    birth_date BYTEA NOT NULL,
    birth_date_uncertain SMALLINT NOT NULL,
    sex BYTEA NOT NULL,
    birth_place BYTEA,
    used_name BYTEA,
    used_given_name BYTEA,
    local_number BYTEA,
    death_date BYTEA,
    identity_status TEXT COLLATE "C" NOT NULL,
    identity_attributes TEXT COLLATE "C" NOT NULL,
    collection_mode TEXT COLLATE "C" NOT NULL,
    last_care_on TEXT COLLATE "C",
    retention_suspended SMALLINT NOT NULL,
    merged_into TEXT COLLATE "C"
);
CREATE INDEX patients_of ON patients (structure, patient);
ALTER TABLE patients ENABLE ROW LEVEL SECURITY;
ALTER TABLE patients FORCE ROW LEVEL SECURITY;
CREATE POLICY patients_of_structure ON patients USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE person_link_uses (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    link TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    UNIQUE (token_hash)
);
CREATE INDEX person_link_uses_of ON person_link_uses (structure, patient);
ALTER TABLE person_link_uses ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_link_uses FORCE ROW LEVEL SECURITY;
CREATE POLICY person_link_uses_of_structure ON person_link_uses USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE person_links (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    member TEXT COLLATE "C",
    task TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    proof TEXT COLLATE "C" NOT NULL,
    proof_hash BYTEA,
    contact TEXT COLLATE "C",
    failures BIGINT NOT NULL,
    closed_until BIGINT,
    uses BIGINT NOT NULL,
    most_uses BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_at BIGINT,
    revoked_at BIGINT,
    identity_hash BYTEA,
    UNIQUE (token_hash)
);
CREATE INDEX person_links_of ON person_links (structure, patient);
ALTER TABLE person_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_links FORCE ROW LEVEL SECURITY;
CREATE POLICY person_links_of_structure ON person_links USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE person_messages (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    template TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C",
    message_key TEXT COLLATE "C" NOT NULL,
    recipient BYTEA NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT,
    sent_at BIGINT,
    UNIQUE (structure, message_key)
);
CREATE INDEX person_messages_of ON person_messages (structure, patient);
ALTER TABLE person_messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_messages FORCE ROW LEVEL SECURITY;
CREATE POLICY person_messages_of_structure ON person_messages USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE person_sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    member TEXT COLLATE "C",
    token_hash BYTEA NOT NULL,
    proof TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    address BYTEA NOT NULL,
    device BYTEA NOT NULL,
    UNIQUE (token_hash)
);
CREATE INDEX person_sessions_of ON person_sessions (structure, patient);
ALTER TABLE person_sessions ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_sessions FORCE ROW LEVEL SECURITY;
CREATE POLICY person_sessions_of_structure ON person_sessions USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE post_mortem_directives (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    directives BYTEA NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    replaces TEXT COLLATE "C",
    given_at BIGINT NOT NULL
);
CREATE INDEX post_mortem_directives_of ON post_mortem_directives (structure, patient);
CREATE FUNCTION post_mortem_directives_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'post_mortem_directives_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER post_mortem_directives_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, directives, means, replaces, given_at ON post_mortem_directives
FOR EACH ROW EXECUTE FUNCTION post_mortem_directives_append_only();
CREATE TRIGGER post_mortem_directives_append_only_delete BEFORE DELETE ON post_mortem_directives
FOR EACH ROW EXECUTE FUNCTION post_mortem_directives_append_only();
CREATE TRIGGER post_mortem_directives_append_only_truncate BEFORE TRUNCATE ON post_mortem_directives
FOR EACH STATEMENT EXECUTE FUNCTION post_mortem_directives_append_only();
ALTER TABLE post_mortem_directives ENABLE ROW LEVEL SECURITY;
ALTER TABLE post_mortem_directives FORCE ROW LEVEL SECURITY;
CREATE POLICY post_mortem_directives_of_structure ON post_mortem_directives USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE professional_identities (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    national_id BYTEA,
    profession BYTEA NOT NULL,
    speciality BYTEA,
    source TEXT COLLATE "C" NOT NULL,
    checked_on TEXT COLLATE "C"
);
CREATE INDEX professional_identities_of ON professional_identities (structure);

CREATE TABLE provider_arrivals (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    membership TEXT COLLATE "C" NOT NULL,
    browser_hash BYTEA NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    situation BYTEA NOT NULL,
    id_token BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX provider_arrivals_of ON provider_arrivals (structure);

CREATE TABLE provider_changes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    service TEXT COLLATE "C" NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    notice_on TEXT COLLATE "C",
    effective_on TEXT COLLATE "C" NOT NULL,
    recorded_at BIGINT NOT NULL
);
CREATE FUNCTION provider_changes_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'provider_changes_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER provider_changes_append_only_update BEFORE UPDATE OF id, service, previous, provider, notice_on, effective_on, recorded_at ON provider_changes
FOR EACH ROW EXECUTE FUNCTION provider_changes_append_only();
CREATE TRIGGER provider_changes_append_only_delete BEFORE DELETE ON provider_changes
FOR EACH ROW EXECUTE FUNCTION provider_changes_append_only();
CREATE TRIGGER provider_changes_append_only_truncate BEFORE TRUNCATE ON provider_changes
FOR EACH STATEMENT EXECUTE FUNCTION provider_changes_append_only();

CREATE TABLE provider_departures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    provider TEXT COLLATE "C" NOT NULL,
    state_hash BYTEA NOT NULL,
    nonce_hash BYTEA NOT NULL,
    browser_hash BYTEA NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    link TEXT COLLATE "C",
    UNIQUE (state_hash)
);

CREATE TABLE provider_objections (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    provider_change TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    on_day TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C",
    author BYTEA NOT NULL,
    reason BYTEA NOT NULL,
    UNIQUE (structure, provider_change, kind)
);
CREATE INDEX provider_objections_of ON provider_objections (structure);
CREATE FUNCTION provider_objections_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'provider_objections_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER provider_objections_append_only_update BEFORE UPDATE OF id, structure, created_at, provider_change, kind, on_day, outcome, author, reason ON provider_objections
FOR EACH ROW EXECUTE FUNCTION provider_objections_append_only();
CREATE TRIGGER provider_objections_append_only_delete BEFORE DELETE ON provider_objections
FOR EACH ROW EXECUTE FUNCTION provider_objections_append_only();
CREATE TRIGGER provider_objections_append_only_truncate BEFORE TRUNCATE ON provider_objections
FOR EACH STATEMENT EXECUTE FUNCTION provider_objections_append_only();

CREATE TABLE provider_practices (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    provider TEXT COLLATE "C" NOT NULL,
    practice TEXT COLLATE "C" NOT NULL,
    UNIQUE (structure, provider, practice)
);
CREATE INDEX provider_practices_of ON provider_practices (structure);

CREATE TABLE provider_sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    token_hash BYTEA NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    situation BYTEA NOT NULL,
    id_token BYTEA NOT NULL,
    ended_at BIGINT,
    UNIQUE (token_hash)
);
CREATE INDEX provider_sessions_of ON provider_sessions (structure);

CREATE TABLE purge_proofs (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    rule TEXT COLLATE "C" NOT NULL,
    table_name TEXT COLLATE "C" NOT NULL,
    removed BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    purged_at BIGINT NOT NULL
);
CREATE FUNCTION purge_proofs_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'purge_proofs_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER purge_proofs_append_only_update BEFORE UPDATE OF id, rule, table_name, removed, digest, purged_at ON purge_proofs
FOR EACH ROW EXECUTE FUNCTION purge_proofs_append_only();
CREATE TRIGGER purge_proofs_append_only_delete BEFORE DELETE ON purge_proofs
FOR EACH ROW EXECUTE FUNCTION purge_proofs_append_only();
CREATE TRIGGER purge_proofs_append_only_truncate BEFORE TRUNCATE ON purge_proofs
FOR EACH STATEMENT EXECUTE FUNCTION purge_proofs_append_only();

CREATE TABLE questionnaires_acknowledgements (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    alert TEXT COLLATE "C" NOT NULL,
    membership TEXT COLLATE "C" NOT NULL,
    acknowledged_at BIGINT NOT NULL,
    decision BYTEA
);
CREATE INDEX questionnaires_acknowledgements_of ON questionnaires_acknowledgements (structure, patient);
CREATE FUNCTION questionnaires_acknowledgements_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'questionnaires_acknowledgements_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER questionnaires_acknowledgements_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, alert, membership, acknowledged_at, decision ON questionnaires_acknowledgements
FOR EACH ROW EXECUTE FUNCTION questionnaires_acknowledgements_append_only();
CREATE TRIGGER questionnaires_acknowledgements_append_only_delete BEFORE DELETE ON questionnaires_acknowledgements
FOR EACH ROW EXECUTE FUNCTION questionnaires_acknowledgements_append_only();
CREATE TRIGGER questionnaires_acknowledgements_append_only_truncate BEFORE TRUNCATE ON questionnaires_acknowledgements
FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_acknowledgements_append_only();
ALTER TABLE questionnaires_acknowledgements ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_acknowledgements FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_acknowledgements_of_structure ON questionnaires_acknowledgements USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_alert_rules (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    plan TEXT COLLATE "C" NOT NULL,
    owner TEXT COLLATE "C" NOT NULL,
    condition BYTEA NOT NULL,
    priority BIGINT NOT NULL,
    active SMALLINT NOT NULL
);
CREATE INDEX questionnaires_alert_rules_of ON questionnaires_alert_rules (structure, patient);
ALTER TABLE questionnaires_alert_rules ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_alert_rules FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_alert_rules_of_structure ON questionnaires_alert_rules USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_alerts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    plan TEXT COLLATE "C" NOT NULL,
    answer TEXT COLLATE "C",
    owner TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    priority BIGINT NOT NULL,
    reason BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    raised_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    escalated_at BIGINT
);
CREATE INDEX questionnaires_alerts_of ON questionnaires_alerts (structure, patient);
ALTER TABLE questionnaires_alerts ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_alerts FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_alerts_of_structure ON questionnaires_alerts USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_answers (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    plan TEXT COLLATE "C",
    invitation TEXT COLLATE "C",
    respondent TEXT COLLATE "C",
    entered_by TEXT COLLATE "C",
    replaces TEXT COLLATE "C",
    questionnaire BYTEA NOT NULL,
    response BYTEA NOT NULL,
    entry_mode TEXT COLLATE "C" NOT NULL,
    submitted_at BIGINT NOT NULL
);
CREATE INDEX questionnaires_answers_of ON questionnaires_answers (structure, patient);
CREATE FUNCTION questionnaires_answers_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'questionnaires_answers_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER questionnaires_answers_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, plan, invitation, respondent, entered_by, replaces, questionnaire, response, entry_mode, submitted_at ON questionnaires_answers
FOR EACH ROW EXECUTE FUNCTION questionnaires_answers_append_only();
CREATE TRIGGER questionnaires_answers_append_only_delete BEFORE DELETE ON questionnaires_answers
FOR EACH ROW EXECUTE FUNCTION questionnaires_answers_append_only();
CREATE TRIGGER questionnaires_answers_append_only_truncate BEFORE TRUNCATE ON questionnaires_answers
FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_answers_append_only();
ALTER TABLE questionnaires_answers ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_answers FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_answers_of_structure ON questionnaires_answers USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_drafts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    invitation TEXT COLLATE "C" NOT NULL,
    response BYTEA NOT NULL,
    saved_at BIGINT NOT NULL,
    UNIQUE (structure, invitation)
);
CREATE INDEX questionnaires_drafts_of ON questionnaires_drafts (structure, patient);
ALTER TABLE questionnaires_drafts ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_drafts FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_drafts_of_structure ON questionnaires_drafts USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_invitations (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    plan TEXT COLLATE "C",
    respondent TEXT COLLATE "C",
    token_hash BYTEA NOT NULL,
    questionnaire BYTEA NOT NULL,
    notice_version BIGINT NOT NULL,
    invited_by TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    reminders BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    submitted_at BIGINT,
    revoked_at BIGINT,
    UNIQUE (token_hash)
);
CREATE INDEX questionnaires_invitations_of ON questionnaires_invitations (structure, patient);
ALTER TABLE questionnaires_invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_invitations FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_invitations_of_structure ON questionnaires_invitations USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_library (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    canonical TEXT COLLATE "C" NOT NULL,
    version TEXT COLLATE "C" NOT NULL,
    title TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    licence_status TEXT COLLATE "C" NOT NULL,
    licence_holder TEXT COLLATE "C",
    resource BYTEA NOT NULL,
    digest BYTEA NOT NULL,
    published_on TEXT COLLATE "C" NOT NULL,
    withdrawn_on TEXT COLLATE "C",
    UNIQUE (canonical, version, language)
);

CREATE TABLE questionnaires_licences (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    instrument TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    evidence TEXT COLLATE "C",
    recorded_by TEXT COLLATE "C" NOT NULL,
    expires_on TEXT COLLATE "C"
);
CREATE INDEX questionnaires_licences_of ON questionnaires_licences (structure);

CREATE TABLE questionnaires_plans (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    questionnaire BYTEA NOT NULL,
    reason BYTEA,
    respondent TEXT COLLATE "C",
    owner TEXT COLLATE "C" NOT NULL,
    schedule TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    starts_on TEXT COLLATE "C" NOT NULL,
    ends_on TEXT COLLATE "C",
    next_on TEXT COLLATE "C"
);
CREATE INDEX questionnaires_plans_of ON questionnaires_plans (structure, patient);
ALTER TABLE questionnaires_plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_plans FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_plans_of_structure ON questionnaires_plans USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_scores (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    answer TEXT COLLATE "C" NOT NULL,
    rule_version TEXT COLLATE "C" NOT NULL,
    score BYTEA NOT NULL,
    computed_at BIGINT NOT NULL
);
CREATE INDEX questionnaires_scores_of ON questionnaires_scores (structure, patient);
CREATE FUNCTION questionnaires_scores_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'questionnaires_scores_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER questionnaires_scores_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, answer, rule_version, score, computed_at ON questionnaires_scores
FOR EACH ROW EXECUTE FUNCTION questionnaires_scores_append_only();
CREATE TRIGGER questionnaires_scores_append_only_delete BEFORE DELETE ON questionnaires_scores
FOR EACH ROW EXECUTE FUNCTION questionnaires_scores_append_only();
CREATE TRIGGER questionnaires_scores_append_only_truncate BEFORE TRUNCATE ON questionnaires_scores
FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_scores_append_only();
ALTER TABLE questionnaires_scores ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_scores FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_scores_of_structure ON questionnaires_scores USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE questionnaires_submissions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    answer TEXT COLLATE "C" NOT NULL,
    submission_key TEXT COLLATE "C" NOT NULL,
    address BYTEA NOT NULL,
    device BYTEA,
    UNIQUE (structure, submission_key)
);
CREATE INDEX questionnaires_submissions_of ON questionnaires_submissions (structure, patient);
CREATE FUNCTION questionnaires_submissions_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'questionnaires_submissions_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER questionnaires_submissions_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, answer, submission_key, address, device ON questionnaires_submissions
FOR EACH ROW EXECUTE FUNCTION questionnaires_submissions_append_only();
CREATE TRIGGER questionnaires_submissions_append_only_delete BEFORE DELETE ON questionnaires_submissions
FOR EACH ROW EXECUTE FUNCTION questionnaires_submissions_append_only();
CREATE TRIGGER questionnaires_submissions_append_only_truncate BEFORE TRUNCATE ON questionnaires_submissions
FOR EACH STATEMENT EXECUTE FUNCTION questionnaires_submissions_append_only();
ALTER TABLE questionnaires_submissions ENABLE ROW LEVEL SECURITY;
ALTER TABLE questionnaires_submissions FORCE ROW LEVEL SECURITY;
CREATE POLICY questionnaires_submissions_of_structure ON questionnaires_submissions USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_documents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    title BYTEA NOT NULL,
    kind BYTEA NOT NULL,
    sharing_class TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    media_type TEXT COLLATE "C" NOT NULL,
    size BIGINT NOT NULL,
    digest BYTEA NOT NULL,
    replaces TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    happened_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX records_documents_of ON records_documents (structure, patient);
ALTER TABLE records_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_documents FORCE ROW LEVEL SECURITY;
CREATE POLICY records_documents_of_structure ON records_documents USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_file_chunks (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    document TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    content BYTEA NOT NULL,
    UNIQUE (structure, document, position)
);
CREATE INDEX records_file_chunks_of ON records_file_chunks (structure, patient);
CREATE FUNCTION records_file_chunks_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'records_file_chunks_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER records_file_chunks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, document, position, content ON records_file_chunks
FOR EACH ROW EXECUTE FUNCTION records_file_chunks_append_only();
CREATE TRIGGER records_file_chunks_append_only_delete BEFORE DELETE ON records_file_chunks
FOR EACH ROW EXECUTE FUNCTION records_file_chunks_append_only();
CREATE TRIGGER records_file_chunks_append_only_truncate BEFORE TRUNCATE ON records_file_chunks
FOR EACH STATEMENT EXECUTE FUNCTION records_file_chunks_append_only();
ALTER TABLE records_file_chunks ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_file_chunks FORCE ROW LEVEL SECURITY;
CREATE POLICY records_file_chunks_of_structure ON records_file_chunks USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_masks (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    resource TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    decided_by TEXT COLLATE "C" NOT NULL,
    lifts TEXT COLLATE "C",
    reason BYTEA,
    decided_at BIGINT NOT NULL
);
CREATE INDEX records_masks_of ON records_masks (structure, patient);
CREATE FUNCTION records_masks_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'records_masks_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER records_masks_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, source, resource, kind, decided_by, lifts, reason, decided_at ON records_masks
FOR EACH ROW EXECUTE FUNCTION records_masks_append_only();
CREATE TRIGGER records_masks_append_only_delete BEFORE DELETE ON records_masks
FOR EACH ROW EXECUTE FUNCTION records_masks_append_only();
CREATE TRIGGER records_masks_append_only_truncate BEFORE TRUNCATE ON records_masks
FOR EACH STATEMENT EXECUTE FUNCTION records_masks_append_only();
ALTER TABLE records_masks ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_masks FORCE ROW LEVEL SECURITY;
CREATE POLICY records_masks_of_structure ON records_masks USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_measures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    measure BYTEA NOT NULL,
    author TEXT COLLATE "C",
    entry_mode TEXT COLLATE "C" NOT NULL,
    measured_at BIGINT NOT NULL
);
CREATE INDEX records_measures_of ON records_measures (structure, patient);
CREATE FUNCTION records_measures_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'records_measures_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER records_measures_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, measure, author, entry_mode, measured_at ON records_measures
FOR EACH ROW EXECUTE FUNCTION records_measures_append_only();
CREATE TRIGGER records_measures_append_only_delete BEFORE DELETE ON records_measures
FOR EACH ROW EXECUTE FUNCTION records_measures_append_only();
CREATE TRIGGER records_measures_append_only_truncate BEFORE TRUNCATE ON records_measures
FOR EACH STATEMENT EXECUTE FUNCTION records_measures_append_only();
ALTER TABLE records_measures ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_measures FORCE ROW LEVEL SECURITY;
CREATE POLICY records_measures_of_structure ON records_measures USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_notes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    content BYTEA NOT NULL,
    sharing_class TEXT COLLATE "C" NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    replaces TEXT COLLATE "C",
    happened_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX records_notes_of ON records_notes (structure, patient);
CREATE FUNCTION records_notes_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'records_notes_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER records_notes_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, content, sharing_class, author, replaces, happened_on ON records_notes
FOR EACH ROW EXECUTE FUNCTION records_notes_append_only();
CREATE TRIGGER records_notes_append_only_delete BEFORE DELETE ON records_notes
FOR EACH ROW EXECUTE FUNCTION records_notes_append_only();
CREATE TRIGGER records_notes_append_only_truncate BEFORE TRUNCATE ON records_notes
FOR EACH STATEMENT EXECUTE FUNCTION records_notes_append_only();
ALTER TABLE records_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY records_notes_of_structure ON records_notes USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_social_notes (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    content BYTEA NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    replaces TEXT COLLATE "C",
    happened_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX records_social_notes_of ON records_social_notes (structure, patient);
CREATE FUNCTION records_social_notes_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'records_social_notes_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER records_social_notes_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, content, author, replaces, happened_on ON records_social_notes
FOR EACH ROW EXECUTE FUNCTION records_social_notes_append_only();
CREATE TRIGGER records_social_notes_append_only_delete BEFORE DELETE ON records_social_notes
FOR EACH ROW EXECUTE FUNCTION records_social_notes_append_only();
CREATE TRIGGER records_social_notes_append_only_truncate BEFORE TRUNCATE ON records_social_notes
FOR EACH STATEMENT EXECUTE FUNCTION records_social_notes_append_only();
ALTER TABLE records_social_notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_social_notes FORCE ROW LEVEL SECURITY;
CREATE POLICY records_social_notes_of_structure ON records_social_notes USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_summary_items (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    item BYTEA NOT NULL,
    author TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    starts_on TEXT COLLATE "C",
    ends_on TEXT COLLATE "C"
);
CREATE INDEX records_summary_items_of ON records_summary_items (structure, patient);
ALTER TABLE records_summary_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_summary_items FORCE ROW LEVEL SECURITY;
CREATE POLICY records_summary_items_of_structure ON records_summary_items USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE records_timeline_marks (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    source TEXT COLLATE "C" NOT NULL,
    resource TEXT COLLATE "C" NOT NULL,
    title BYTEA NOT NULL,
    sharing_class TEXT COLLATE "C" NOT NULL,
    happened_at BIGINT NOT NULL,
    UNIQUE (structure, source, resource)
);
CREATE INDEX records_timeline_marks_of ON records_timeline_marks (structure, patient);
ALTER TABLE records_timeline_marks ENABLE ROW LEVEL SECURITY;
ALTER TABLE records_timeline_marks FORCE ROW LEVEL SECURITY;
CREATE POLICY records_timeline_marks_of_structure ON records_timeline_marks USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE register_state (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE rgpd_consents (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    purpose TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    text TEXT COLLATE "C" NOT NULL,
    text_digest BYTEA NOT NULL,
    means TEXT COLLATE "C" NOT NULL,
    withdraws TEXT COLLATE "C",
    given_at BIGINT NOT NULL
);
CREATE INDEX rgpd_consents_of ON rgpd_consents (structure, patient);
CREATE FUNCTION rgpd_consents_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN IF TG_OP = 'DELETE' THEN IF EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient) AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.id = OLD.patient || '/done') THEN RETURN OLD; END IF; END IF; RAISE EXCEPTION 'rgpd_consents_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER rgpd_consents_append_only_update BEFORE UPDATE OF id, structure, patient, created_at, purpose, kind, text, text_digest, means, withdraws, given_at ON rgpd_consents
FOR EACH ROW EXECUTE FUNCTION rgpd_consents_append_only();
CREATE TRIGGER rgpd_consents_append_only_delete BEFORE DELETE ON rgpd_consents
FOR EACH ROW EXECUTE FUNCTION rgpd_consents_append_only();
CREATE TRIGGER rgpd_consents_append_only_truncate BEFORE TRUNCATE ON rgpd_consents
FOR EACH STATEMENT EXECUTE FUNCTION rgpd_consents_append_only();
ALTER TABLE rgpd_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE rgpd_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY rgpd_consents_of_structure ON rgpd_consents USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE rights_requests (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    object TEXT COLLATE "C" NOT NULL,
    requester BYTEA NOT NULL,
    requester_contact BYTEA,
    mandate TEXT COLLATE "C",
    content BYTEA,
    answer BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    clock TEXT COLLATE "C" NOT NULL,
    received_on TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    extended_on TEXT COLLATE "C",
    closed_on TEXT COLLATE "C",
    handled_by TEXT COLLATE "C"
);
CREATE INDEX rights_requests_of ON rights_requests (structure, patient);
ALTER TABLE rights_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE rights_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY rights_requests_of_structure ON rights_requests USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE rights_reviews (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    membership TEXT COLLATE "C" NOT NULL,
    reviewed_by TEXT COLLATE "C" NOT NULL,
    decision TEXT COLLATE "C" NOT NULL,
    reviewed_on TEXT COLLATE "C" NOT NULL
);
CREATE INDEX rights_reviews_of ON rights_reviews (structure);
CREATE FUNCTION rights_reviews_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'rights_reviews_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER rights_reviews_append_only_update BEFORE UPDATE OF id, structure, created_at, membership, reviewed_by, decision, reviewed_on ON rights_reviews
FOR EACH ROW EXECUTE FUNCTION rights_reviews_append_only();
CREATE TRIGGER rights_reviews_append_only_delete BEFORE DELETE ON rights_reviews
FOR EACH ROW EXECUTE FUNCTION rights_reviews_append_only();
CREATE TRIGGER rights_reviews_append_only_truncate BEFORE TRUNCATE ON rights_reviews
FOR EACH STATEMENT EXECUTE FUNCTION rights_reviews_append_only();

CREATE TABLE sessions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C" NOT NULL,
    membership TEXT COLLATE "C",
    token_hash BYTEA NOT NULL,
    level TEXT COLLATE "C" NOT NULL,
    last_seen_at BIGINT NOT NULL,
    proved_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    address BYTEA NOT NULL,
    device BYTEA NOT NULL,
    UNIQUE (token_hash)
);
CREATE INDEX sessions_of ON sessions (structure);

CREATE TABLE sheet_overrides (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    treatment TEXT COLLATE "C" NOT NULL,
    field TEXT COLLATE "C" NOT NULL,
    on_day TEXT COLLATE "C" NOT NULL,
    previous BYTEA NOT NULL,
    value BYTEA NOT NULL,
    author BYTEA NOT NULL,
    reason BYTEA NOT NULL
);
CREATE INDEX sheet_overrides_of ON sheet_overrides (structure);
CREATE FUNCTION sheet_overrides_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'sheet_overrides_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER sheet_overrides_append_only_update BEFORE UPDATE OF id, structure, created_at, treatment, field, on_day, previous, value, author, reason ON sheet_overrides
FOR EACH ROW EXECUTE FUNCTION sheet_overrides_append_only();
CREATE TRIGGER sheet_overrides_append_only_delete BEFORE DELETE ON sheet_overrides
FOR EACH ROW EXECUTE FUNCTION sheet_overrides_append_only();
CREATE TRIGGER sheet_overrides_append_only_truncate BEFORE TRUNCATE ON sheet_overrides
FOR EACH STATEMENT EXECUTE FUNCTION sheet_overrides_append_only();

CREATE TABLE sheet_versions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    role TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    effective_at BIGINT NOT NULL,
    cause TEXT COLLATE "C" NOT NULL,
    sha256 TEXT COLLATE "C" NOT NULL,
    content BYTEA NOT NULL,
    UNIQUE (structure, role, version)
);
CREATE INDEX sheet_versions_of ON sheet_versions (structure);
CREATE FUNCTION sheet_versions_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'sheet_versions_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER sheet_versions_append_only_update BEFORE UPDATE OF id, structure, created_at, role, version, effective_at, cause, sha256, content ON sheet_versions
FOR EACH ROW EXECUTE FUNCTION sheet_versions_append_only();
CREATE TRIGGER sheet_versions_append_only_delete BEFORE DELETE ON sheet_versions
FOR EACH ROW EXECUTE FUNCTION sheet_versions_append_only();
CREATE TRIGGER sheet_versions_append_only_truncate BEFORE TRUNCATE ON sheet_versions
FOR EACH STATEMENT EXECUTE FUNCTION sheet_versions_append_only();

CREATE TABLE sign_in_attempts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C",
    identifier_hash BYTEA NOT NULL,
    factor TEXT COLLATE "C" NOT NULL,
    outcome TEXT COLLATE "C" NOT NULL,
    address BYTEA NOT NULL,
    device BYTEA
);
CREATE INDEX sign_in_attempts_of ON sign_in_attempts (structure);
CREATE FUNCTION sign_in_attempts_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$BEGIN RAISE EXCEPTION 'sign_in_attempts_append_only' USING ERRCODE = 'integrity_constraint_violation'; END$$;
CREATE TRIGGER sign_in_attempts_append_only_update BEFORE UPDATE OF id, structure, created_at, account, identifier_hash, factor, outcome, address, device ON sign_in_attempts
FOR EACH ROW EXECUTE FUNCTION sign_in_attempts_append_only();
CREATE TRIGGER sign_in_attempts_append_only_delete BEFORE DELETE ON sign_in_attempts
FOR EACH ROW EXECUTE FUNCTION sign_in_attempts_append_only();
CREATE TRIGGER sign_in_attempts_append_only_truncate BEFORE TRUNCATE ON sign_in_attempts
FOR EACH STATEMENT EXECUTE FUNCTION sign_in_attempts_append_only();

CREATE TABLE sign_in_counters (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    tries BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    free_at BIGINT NOT NULL
);

CREATE TABLE staff_messages (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    account TEXT COLLATE "C",
    template TEXT COLLATE "C" NOT NULL,
    about TEXT COLLATE "C",
    message_key TEXT COLLATE "C" NOT NULL,
    recipient BYTEA NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    provider TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT,
    sent_at BIGINT,
    UNIQUE (structure, message_key)
);
CREATE INDEX staff_messages_of ON staff_messages (structure);

CREATE TABLE staff_rights_requests (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    object TEXT COLLATE "C" NOT NULL,
    requester BYTEA NOT NULL,
    requester_contact BYTEA,
    content BYTEA,
    answer BYTEA,
    state TEXT COLLATE "C" NOT NULL,
    received_on TEXT COLLATE "C" NOT NULL,
    due_on TEXT COLLATE "C" NOT NULL,
    extended_on TEXT COLLATE "C",
    closed_on TEXT COLLATE "C",
    handled_by TEXT COLLATE "C"
);
CREATE INDEX staff_rights_requests_of ON staff_rights_requests (structure);

CREATE TABLE statutory_exceptions (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    article TEXT COLLATE "C" NOT NULL,
    holder TEXT COLLATE "C" NOT NULL,
    scope BYTEA NOT NULL,
    recorded_by TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    ended_by TEXT COLLATE "C"
);
CREATE INDEX statutory_exceptions_of ON statutory_exceptions (structure, patient);
ALTER TABLE statutory_exceptions ENABLE ROW LEVEL SECURITY;
ALTER TABLE statutory_exceptions FORCE ROW LEVEL SECURITY;
CREATE POLICY statutory_exceptions_of_structure ON statutory_exceptions USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');

CREATE TABLE structure_contacts (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    role TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    name BYTEA NOT NULL,
    organisation BYTEA NOT NULL,
    phone BYTEA NOT NULL,
    email BYTEA NOT NULL
);
CREATE INDEX structure_contacts_of ON structure_contacts (structure);

CREATE TABLE structures (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    ref TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    legal_nature TEXT COLLATE "C" NOT NULL,
    finess TEXT COLLATE "C",
    siret TEXT COLLATE "C",
    address TEXT COLLATE "C" NOT NULL,
    postal_code TEXT COLLATE "C" NOT NULL,
    city TEXT COLLATE "C" NOT NULL,
    representative BYTEA NOT NULL,
    phone BYTEA NOT NULL,
    email BYTEA NOT NULL,
    UNIQUE (ref)
);
CREATE INDEX structures_of ON structures (structure);

CREATE TABLE support_accesses (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    ticket TEXT COLLATE "C" NOT NULL,
    operator TEXT COLLATE "C" NOT NULL,
    approved_by TEXT COLLATE "C",
    operator_name BYTEA NOT NULL,
    scope TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    starts_at BIGINT,
    ends_at BIGINT
);
CREATE INDEX support_accesses_of ON support_accesses (structure);

CREATE TABLE support_tickets (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    number TEXT COLLATE "C" NOT NULL,
    opened_by TEXT COLLATE "C",
    reply_to BYTEA,
    request BYTEA NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    closed_on TEXT COLLATE "C"
);
CREATE INDEX support_tickets_of ON support_tickets (structure);

CREATE TABLE targeted_exchanges (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    structure TEXT COLLATE "C" NOT NULL,
    patient TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    retain_until TEXT COLLATE "C",
    sender TEXT COLLATE "C" NOT NULL,
    recipient TEXT COLLATE "C" NOT NULL,
    scope BYTEA NOT NULL,
    informed_on TEXT COLLATE "C" NOT NULL,
    informed_of_both SMALLINT NOT NULL,
    ends_on TEXT COLLATE "C" NOT NULL,
    sent_at BIGINT NOT NULL,
    ended_by TEXT COLLATE "C",
    ended_at BIGINT
);
CREATE INDEX targeted_exchanges_of ON targeted_exchanges (structure, patient);
ALTER TABLE targeted_exchanges ENABLE ROW LEVEL SECURITY;
ALTER TABLE targeted_exchanges FORCE ROW LEVEL SECURITY;
CREATE POLICY targeted_exchanges_of_structure ON targeted_exchanges USING (
    structure = current_setting('citana.structure', true)
    OR current_setting('citana.structure', true) = '*');
