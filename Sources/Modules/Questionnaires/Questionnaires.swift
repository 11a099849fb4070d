// Questionnaires
