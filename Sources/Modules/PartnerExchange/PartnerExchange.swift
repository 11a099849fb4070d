// PartnerExchange
