// FHIR R4 resources that the house speaks: Identifier, Organization, Patient, OperationOutcome. Pure, no I/O.
