"""What stands in a gradebook."""

from nbgrader.api import Base
from sqlalchemy import create_engine, select, text

NATURAL = ("student", "course")  # tables whose ids mean something; all others are random


def rows(db_url):
    """Return every row of every table of a gradebook, in plain order, without random ids.

    What an id points to stands in its place.
    """
    engine = create_engine(db_url)
    with engine.connect() as connection:
        found = {
            name: [row._mapping for row in connection.execute(select(table))]
            for name, table in Base.metadata.tables.items()
        }
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    engine.dispose()
    by_id = {name: {row["id"]: row for row in table} for name, table in found.items()}

    def plain(name, row):
        values = {}
        for column in Base.metadata.tables[name].columns:
            value = row[column.name]
            if column.foreign_keys and value is not None:
                (key,) = column.foreign_keys
                target = key.column.table.name
                values[column.name] = plain(target, by_id[target][value])
            elif column.name != "id" or name in NATURAL:
                values[column.name] = value
        return values

    shown = {
        name: sorted((plain(name, row) for row in table), key=repr) for name, table in found.items()
    }
    return {**shown, "alembic_version": version}
