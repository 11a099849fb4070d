// FHIR
