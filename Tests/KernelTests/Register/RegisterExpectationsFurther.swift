// T05 to T11, in the words that RegisterExpectations.swift explains.
extension RegisterExpectations {
    static let further = """
        T05 shared-records e/c/c +c+e+f
        article9 9.2.h
        cnil 1 13
        criteria grande_echelle
        persons patient_usager aidant representant_legal personne_de_confiance professionnel_sante
        persons professionnel_medico_social mineur personne_vulnerable
        services hosting mail sms
        reads patients patient_numbers circle_members mandates care_relations care_consents oppositions
        measures messages_neutres
        interne Équipe de soins du patient, selon la mission de chacun
        interne La personne elle-même et son représentant, dans la limite de son titre
        externe Partenaires de la prise en charge, avec le consentement de la personne
        externe Régulation médicale (centre 15), sauf opposition expresse
        sous-traitant Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure
        table records_documents care dossier_patient
          h title kind
          a sharing_class state happened_on
          t author media_type size digest replaces
        table records_file_chunks care dossier_patient once
          h content
          t document position
        table records_notes care dossier_patient once
          h content
          a sharing_class happened_on
          t author replaces
        table records_social_notes care accompagnement_social once
          p content
          a happened_on
          t author replaces
        table records_summary_items care dossier_patient
          h item
          a state starts_on ends_on
          t author
        table records_measures care dossier_patient once
          h measure
          a entry_mode measured_at
          t author
        table records_timeline_marks care dossier_patient
          h title
          a sharing_class happened_at
          t source resource
        table records_masks care dossier_patient once
          h reason
          a kind decided_at
          t source resource decided_by lifts

        T06 questionnaires e/f/f +c+e
        article9 9.2.h
        cnil 1 13
        criteria evaluation_notation
        persons patient_usager aidant professionnel_sante professionnel_medico_social mineur personne_vulnerable
        services hosting mail sms
        reads patients patient_numbers patient_contacts circle_members care_relations
        measures messages_neutres liens_limites
        interne Équipe de soins du patient
        externe Partenaires de la prise en charge, avec le consentement de la personne
        sous-traitant Éditeur, pour la maintenance, sur ticket et avec l'accord de la structure
        table questionnaires_licences staff conventions
          a status evidence expires_on
          t instrument recorded_by
        table questionnaires_plans care dossier_patient
          h questionnaire reason
          a schedule state starts_on ends_on next_on
          t respondent owner
        table questionnaires_invitations care invitations
          h questionnaire
          a channel state due_at expires_at submitted_at revoked_at
          t plan respondent token_hash notice_version invited_by reminders
        table questionnaires_drafts care brouillons
          h response
          a saved_at
          t invitation
        table questionnaires_answers care dossier_patient once
          h questionnaire response
          a entry_mode submitted_at
          t plan invitation respondent entered_by replaces
        table questionnaires_submissions care donnees_connexion once
          x address device
          t answer submission_key
        table questionnaires_scores care dossier_patient once
          h score
          a computed_at
          t answer rule_version
        table questionnaires_alert_rules care dossier_patient
          h condition
          a priority active
          t plan owner
        table questionnaires_alerts care dossier_patient
          h reason
          a kind priority state raised_at due_at escalated_at
          t plan answer owner
        table questionnaires_acknowledgements care dossier_patient once
          h decision
          a acknowledged_at
          t alert membership

        T07 partner-exchange e/f/f +c+e
        article9 9.2.h
        cnil 1 13
        criteria croisement
        persons patient_usager representant_legal professionnel_sante professionnel_medico_social
        persons correspondant_partenaire mineur personne_vulnerable
        services hosting mail
        reads patients patient_numbers mandates care_consents oppositions
        measures messages_neutres effectifs_minimaux
        interne Équipe de soins du patient
        interne Direction de la structure, pour les conventions
        externe Professionnels du partenaire participant à la prise en charge
        externe Programmes du partenaire, dans la limite de la convention
        externe Régulation médicale (centre 15), sauf opposition expresse
        institutionnel Assurance maladie, effectifs agrégés seulement
        table partners_conventions staff conventions
          i signatory
          a partner reference categories direction care_actor state starts_on ends_on
          t partner_structure
        table partners_correspondents staff conventions
          i full_name
          c mail phone
          o position national_id
          a starts_on ends_on
          t convention account
        table partners_programs staff conventions
          c technical_contact
          a scopes state ends_on
          t convention client_id public_keys
        table partners_reviews staff revue_habilitations once
          a decision reviewed_on
          t correspondent program reviewed_by
        table partners_shares care dossier_patient
          h categories
          a basis state starts_on ends_on
          t convention consent opened_by
        table partners_transmissions care journal_acces
          a state transmitted_at
          t share source resource program correspondent digest attempts
        table partners_recalls care dossier_patient
          h reason
          a state asked_at confirmed_at
          t transmission asked_by
        table partners_received care dossier_patient
          i received_identity
          h content
          a state received_at
          t convention media_type digest filed_by

        T08 kernel e/f/f
        persons patient_usager aidant representant_legal professionnel_sante professionnel_medico_social
        persons personnel_administratif correspondant_partenaire contact_structure
        services hosting mail sms
        reads patient_contacts accounts
        measures messages_neutres liens_limites
        interne Équipe de soins du patient, pour l'état d'envoi
        interne Administrateurs de la structure, pour les envois en échec
        externe Opérateurs de messagerie et de téléphonie du destinataire
        table person_messages care metadonnees_messages
          c recipient
          a channel provider state sent_at
          t template about message_key attempts next_attempt_at
        table staff_messages staff metadonnees_messages
          c recipient
          a channel provider state sent_at
          t account template about message_key attempts next_attempt_at
        table deliveries staff metadonnees_messages once
          a outcome happened_at
          t message provider_reference
        table channel_choices care dossier_patient once
          a channel choice chosen_at
          t member

        T09 kernel c/c/c
        article9 9.2.h
        persons patient_usager aidant representant_legal personne_de_confiance professionnel_sante
        persons professionnel_medico_social personnel_administratif correspondant_partenaire contact_structure
        persons mineur personne_vulnerable
        services hosting
        reads patients circle_members mandates accounts
        interne Délégué à la protection des données de la structure
        interne Services chargés d'instruire la demande
        externe Éditeur, qui assiste la structure sans décider à sa place
        institutionnel CNIL, pour les notifications et les plaintes
        institutionnel Agence du numérique en santé (CERT Santé), pour les incidents de sécurité
        table rights_requests care demandes_droits
          i requester
          c requester_contact
          h content answer
          a object state clock received_on due_on extended_on closed_on
          t mandate handled_by
        table staff_rights_requests staff demandes_droits
          i requester
          c requester_contact
          p content answer
          a object state received_on due_on extended_on closed_on
          t handled_by
        table identity_proofs care piece_identite
          i copy
          a checked_on
          t request
        table breaches staff violations
          i account measures
          a nature origin cause data_nature impacts severity started_at ended_at awareness_at controller_told_at
          a cnil_told_at security_incident ans_told_at closed_on
          t persons_count rows_count
        table breached_patients care violations
          a told_on
          t breach

        T10 kernel e/f/f +c
        persons professionnel_sante professionnel_medico_social personnel_administratif contact_structure
        services hosting
        reads accounts
        interne Administrateurs de la structure
        interne Délégué à la protection des données de la structure
        externe Éditeur, équipe d'assistance habilitée
        table support_tickets staff assistance
          i request
          c reply_to
          a number state closed_on
          t opened_by
        table support_accesses staff assistance
          i operator_name
          a scope state starts_at ends_at
          t ticket operator approved_by
        table maintenance_acts staff assistance once
          i operator_name
          a kind started_at ended_at
          t operator

        T11 kernel e/f/f +c
        persons patient_usager
        services hosting
        measures effectifs_minimaux
        interne Direction et coordination de la structure
        externe Partenaires désignés par convention, effectifs inférieurs à 11 masqués
        institutionnel Assurance maladie et agence régionale de santé, effectifs inférieurs à 11 masqués
        table indicator_counters staff indicateurs
          a period_starts_on period_ends_on count
          t indicator
        table indicator_publications staff indicateurs once
          a recipient period_ends_on
          t indicator digest
        """
}
