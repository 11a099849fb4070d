// SharedRecords
