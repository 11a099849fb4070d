// What the register must say, written by hand from the texts and not from the program: art. 6, 9 and 30 RGPD,
// CSP L1110-4, L1110-12, L1111-7, L1111-8-1, R1112-7, CNIL délibérations 2018-327, 2020-081 and 2021-122, référentiel
// of 14 September 2023. When file and declaration disagree, one of them is wrong: read the text, then correct it.
//
//   T06  module  bases of a public body / non-profit / private body (letters of art. 6.1), + others it may choose
//   table  name  kind  retention rule  (sealed once: rows are never changed)
//     t technical  a administrative  i identity  c contact  n national number  o occupation  p personal life
//     x connection  h health
enum RegisterExpectations {
    static let rules = """
        dossier_patient        20 ans    obligatoire  destruction         20 ans..30 ans     CSP R1112-7
        accompagnement_social  2 ans     recommande  destruction  1 ans..5 ans  référentiel du 14 septembre 2023
        brouillons             30 jours  choix        destruction         1 jours..90 jours  art. 5.1.e
        invitations            30 jours  choix        destruction         1 jours..90 jours  art. 5.1.e
        comptes                12 mois   choix        destruction         3 mois..2 ans      art. 5.1.e
        revue_habilitations    3 ans     choix        destruction         1 ans..5 ans       habilitations
        donnees_connexion      12 mois   recommande   destruction         6 mois..1 ans      2021-122
        codes_usage_unique     1 jours   choix        destruction         1 jours..7 jours   art. 5.1.e
        journal_acces          3 ans     choix        destruction         1 ans..20 ans      2021-122
        metadonnees_messages   12 mois   choix        destruction         1 mois..1 ans      art. 5.1.e
        demandes_droits        5 ans     recommande   destruction         3 ans..6 ans       art. 2224
        piece_identite         1 ans     recommande   destruction         1 jours..1 ans     art. 12.6
        violations             5 ans     choix        destruction         5 ans..10 ans      art. 33.5
        assistance             3 ans     choix        destruction         1 ans..5 ans       art. 5.1.e
        indicateurs            5 ans     choix        versement_archives  1 ans..10 ans      considérant 26
        conventions            5 ans     choix        destruction         1 ans..10 ans      art. 2224
        contrat                1 ans+4 ans  recommande  destruction       fixe               art. 2224
        """

    /// Tables in which there is nobody: every column is technical.
    static let reference = """
        register_state provider_changes job_leases log_leaves log_tiles log_checkpoints purge_proofs information_texts
        questionnaires_library sign_in_counters
        register_state provider_changes job_leases log_leaves log_tiles log_checkpoints log_lease log_pending
        purge_proofs information_texts questionnaires_library
        questionnaires_library sign_in_counters provider_departures erasures log_watch
        """

    /// T00 to T04; the others are in RegisterExpectationsFurther.swift.
    static let first = """
        T00 kernel e/c/c +e+f
        article9 9.2.h
        cnil 1 13
        criteria grande_echelle
        persons patient_usager aidant representant_legal personne_de_confiance professionnel_sante
        persons professionnel_medico_social mineur personne_vulnerable
        services hosting
        reads accounts professional_identities
        interne Équipe de soins du patient
        interne Personnel d'accueil chargé de l'identité, sans accès aux données de santé
        externe Partenaires participant à la prise en charge, dans la limite du partage autorisé
        externe Représentant légal, dans la limite de son titre
        institutionnel Téléservice INSi de l'Assurance maladie, pour la recherche de l'INS
        sous-traitant Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure
        table patients care dossier_patient
          i birth_name first_birth_given_name birth_given_names birth_date sex birth_place used_name used_given_name
          i local_number death_date
          a identity_status identity_attributes collection_mode last_care_on retention_suspended
          t birth_date_uncertain merged_into
        table patient_numbers care dossier_patient
          n matricule
          t oid type key_valid
          a source retrieved_on ended_on
        table patient_contacts care dossier_patient
          c value
          a kind preferred language time_zone verified_at ended_on
          t member
        table patient_search care dossier_patient
          t kind blind_index
        table identity_checks care dossier_patient once
          a evidence checked_on outcome
          t checked_by
        table identity_events care dossier_patient once
          i previous
          a kind decided_at
          t other_patient decided_by
        table care_relations care dossier_patient
          o role
          h context
          a basis informed_on starts_on ends_on
          t membership
        table circle_members care dossier_patient
          i family_name given_name birth_date
          p relationship
          a starts_on ends_on
        table mandates care dossier_patient
          p title scope evidence
          a checked_on starts_on ends_on revoked_on
          t member checked_by
        table care_team_bases staff dossier_patient
          a team basis reference attested_on ends_on
          t attested_by
        table care_team_members staff dossier_patient
          o role
          a starts_on ends_on
          t team membership

        T01 kernel e/f/f +c+b
        persons professionnel_sante professionnel_medico_social personnel_administratif correspondant_partenaire
        persons contact_structure
        services hosting mail crm
        measures liens_limites
        interne Administrateurs de la structure
        interne Délégué à la protection des données de la structure
        externe Éditeur, pour la gestion du contrat et l'assistance
        table structures staff contrat
          i representative
          c phone email
          a ref name kind legal_nature finess siret address postal_code city
        table structure_contacts staff contrat
          i name
          o organisation
          c phone email
          a role
          t position
        table contracts staff contrat
          a reference signed_on ends_on
        table contract_events staff contrat once
          i author acknowledged_by
          a module kind from_day acknowledged_how
        table sheet_versions staff contrat once
          i content
          a role version effective_at cause
          t sha256
        table sheet_overrides staff contrat once
          i previous value author reason
          a treatment field on_day
        table provider_objections staff contrat once
          i author reason
          a kind on_day outcome
          t provider_change
        table accounts staff comptes
          i family_name given_name
          c mail phone
          a kind language state closed_on
        table professional_identities staff comptes
          o national_id profession speciality
          a source checked_on
          t account
        table account_search staff comptes
          t account kind blind_index
        table memberships staff comptes
          o role position
          a state starts_on ends_on
          t account granted_by revoked_by
        table account_invitations staff invitations
          a expires_at used_at
          t account token_hash invited_by
        table rights_reviews staff revue_habilitations once
          a decision reviewed_on
          t membership reviewed_by
        table access_choices staff contrat once
          i reason
          a decided_at
          t subject value decided_by

        T02 kernel c/c/c +f
        persons patient_usager aidant representant_legal professionnel_sante professionnel_medico_social
        persons personnel_administratif correspondant_partenaire
        services hosting mail sms
        reads accounts patients patient_contacts
        measures messages_neutres liens_limites
        interne La personne elle-même, pour ses sessions et ses appareils
        interne Administrateurs de la structure, sans accès aux secrets
        sous-traitant Éditeur, équipe de sécurité, sans accès aux secrets
        institutionnel Fournisseur d'identité public, lorsqu'il est choisi (Pro Santé Connect, FranceConnect)
        table authentication_factors staff comptes
          x secret label
          a kind state last_used_at
          t account credential_id public_key counter
        table external_identities staff comptes
          x subject
          a provider
          t account subject_hash
        table sessions staff donnees_connexion
          x address device
          a level last_seen_at proved_at expires_at revoked_at
          t account membership token_hash
        table person_sessions care donnees_connexion
          x address device
          a proof expires_at revoked_at
          t member token_hash
        table sign_in_attempts staff donnees_connexion once
          x address device
          a factor outcome
          t account identifier_hash
        table known_devices staff donnees_connexion
          x device
          a last_seen_at
          t account device_hash
        table one_time_codes staff codes_usage_unique
          a channel expires_at used_at
          t subject code_hash attempts
        table factor_recoveries staff comptes
          a state closed_at
          t account first_approver second_approver
        table provider_practices staff comptes
          a provider practice
        table provider_arrivals staff codes_usage_unique
          x id_token
          o situation
          a provider expires_at used_at
          t account membership browser_hash
        table provider_sessions staff donnees_connexion
          x id_token
          o situation
          a provider ended_at
          t account token_hash
        table person_links care invitations
          a proof most_uses expires_at last_used_at revoked_at
          t member task token_hash proof_hash contact failures closed_until uses identity_hash
        table person_link_uses care invitations
          t link token_hash

        T03 kernel c/c/c +f
        article9 9.2.h
        criteria surveillance_systematique
        persons patient_usager aidant representant_legal professionnel_sante professionnel_medico_social
        persons personnel_administratif correspondant_partenaire
        services hosting
        reads accounts memberships
        interne Délégué à la protection des données de la structure
        interne Référent chargé de relire les accès en urgence
        interne Le patient, pour les accès à son propre dossier
        externe Délégué à la protection des données du partenaire, pour les accès de ses professionnels
        externe Témoins du journal, qui n'en reçoivent que des empreintes
        institutionnel Autorité de contrôle ou judiciaire, sur demande fondée en droit
        table audit_entries staff journal_acces once
          x entry
          t subject cites log_key commitment
        table audit_subjects staff journal_acces once
          t entry number subject
        table access_reasons care dossier_patient once
          h reason
          a mode
          t entry opened_by
        table access_endings care dossier_patient once
          a ended_at
          t emergency ended_by
        table access_reviews care dossier_patient
          h comment
          a due_on conclusion reviewed_on
          t entry reviewed_by

        T04 kernel c/c/c
        article9 9.2.h
        persons patient_usager aidant representant_legal personne_de_confiance professionnel_sante
        persons professionnel_medico_social mineur personne_vulnerable
        services hosting
        reads patients circle_members mandates accounts
        interne Équipe de soins du patient
        interne Délégué à la protection des données de la structure
        interne Professionnel à qui une information est adressée nommément
        externe Partenaires visés par le consentement, pour ce qui les concerne
        externe Représentant légal, dans la limite de son titre
        institutionnel Contrôle médical de l'assurance maladie, sur exception légale enregistrée
        table information_given care dossier_patient once
          a means support given_on
          t text text_digest given_by representative
        table care_consents care dossier_patient once
          h scope
          a kind means given_at care_ends_on support
          t text text_digest collected_by representative evidence withdraws
        table oppositions care dossier_patient once
          h scope
          a kind covers_emergency means given_at
          t blocked collected_by representative lifts
        table rgpd_consents care dossier_patient once
          a purpose kind means given_at
          t text text_digest withdraws
        table post_mortem_directives care dossier_patient once
          p directives
          a means given_at
          t replaces
        table targeted_exchanges care dossier_patient
          h scope
          a informed_on informed_of_both ends_on sent_at ended_at
          t sender recipient ended_by
        table statutory_exceptions care dossier_patient
          h scope
          a article starts_at ends_at
          t holder recorded_by ended_by
        """
}
