"""A database that is not what the declarations say is named, and not served."""

import sqlite3

from outside import Installation, one_sentence


def test_a_column_added_by_hand_on_sqlite(tmp_path):
    installation = Installation(tmp_path).init()
    assert installation.citana("schema", "check").code == 0
    store = next(
        file for file in sorted((tmp_path / "store").rglob("*.sqlite*"))
        if not file.name.endswith(("-wal", "-shm")) and tables(file) > 3
    )
    with sqlite3.connect(store) as connection:
        table, = connection.execute("SELECT name FROM sqlite_master WHERE type='table' AND name LIKE 'questionnaires_%' LIMIT 1").fetchone()
        connection.execute(f"ALTER TABLE {table} ADD COLUMN diagnostic TEXT")
    check = installation.citana("schema", "check", code=1)
    assert f"{table}.diagnostic" in check.out + check.err
    refused = installation.citana("serve", code=None, seconds=20)
    one_sentence(refused, 4, "diagnostic")


def tables(file):
    with sqlite3.connect(file) as connection:
        return connection.execute("SELECT count(*) FROM sqlite_master WHERE type='table'").fetchone()[0]


def test_a_column_added_by_hand_on_postgresql(tmp_path, postgresql):
    installation = Installation(tmp_path, engine="postgresql", postgresql=postgresql)
    database = postgresql.database
    installation.init()
    assert installation.citana("schema", "check").code == 0
    table = postgresql.sql(
        "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_name LIKE 'questionnaires\\_%' LIMIT 1",
        database,
    )
    postgresql.sql(f"ALTER TABLE {table} ADD COLUMN diagnostic text", database)
    check = installation.citana("schema", "check", code=1)
    assert "diagnostic" in check.out + check.err
    one_sentence(installation.citana("serve", code=None, seconds=20), 4, "diagnostic")


def test_the_declared_schema_names_a_class_for_every_column():
    from outside import citana

    for engine in ("sqlite", "postgresql"):
        out = citana("schema", "print", "--engine", engine).out
        assert "CREATE TABLE" in out and "questionnaires_" in out
