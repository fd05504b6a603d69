"""What the documentation site takes from elsewhere: folders, pages of the top level, commands."""

from pathlib import Path

import click
from mkdocs.structure.files import File

from autograder.cli import cli

ROOT = Path(__file__).parents[1]
BOOSTS = {"how-to": 2, "decisions": 0.5}
TOP_LEVEL = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}


def on_config(config):
    """In the navigation, put the pages of a folder in the place of its name, `folder/`."""
    config.nav = [expanded(item) for item in config.nav]
    return config


def expanded(item):
    """Return an entry of the navigation with all folders below it replaced by their pages."""
    if isinstance(item, dict):
        return {title: expanded(below) for title, below in item.items()}
    if isinstance(item, list):
        return [page for entry in item for page in pages(entry)]
    return item


def pages(entry):
    """Return the entries that stand for one entry of a list."""
    if isinstance(entry, str) and entry.endswith("/"):
        docs = ROOT / "docs"
        return [file.relative_to(docs).as_posix() for file in sorted((docs / entry).glob("*.md"))]
    return [expanded(entry)]


def on_files(files, config):
    """Add the pages that stand at the top of the repository."""
    for source, page in TOP_LEVEL.items():
        text = (ROOT / source).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, page, content=text))
    return files


def on_page_markdown(markdown, page, config, files):
    """Write commands and sources into their pages; lead links to the top to pages of the site.

    Searching finds what to do before why it is so.
    """
    folder = page.file.src_uri.partition("/")[0]
    if folder in BOOSTS:
        page.meta["search"] = {"boost": BOOSTS[folder]}
    for source, name in TOP_LEVEL.items():
        markdown = markdown.replace(f"](../{source}", f"]({name}")
    markdown = markdown.replace("<!-- sources -->", sources())
    return markdown.replace("<!-- commands -->", "\n".join(map(described, commands())))


def sources():
    """Return `sources.toml` as tables, one for each part."""
    import tomllib  # of Python 3.11; nothing else here needs that

    table = tomllib.loads((ROOT / "docs" / "sources.toml").read_text("utf-8"))
    lines = [f"- **{name}**: {words}" for name, words in table["documents"].items()]
    for part in table["part"]:
        lines += ["", f"## {part['title']}", "", "| what | in | shown in | asked by |"]
        lines += ["| --- | --- | --- | --- |", *map(row_of, part["rows"])]
    return "\n".join(lines)


def row_of(row):
    """Return a row of `sources.toml` as a row of a table."""
    if "why" in row:
        shown, asks = row["why"], ""
    else:
        shown, asks = (", ".join(f"`{name}`" for name in row[key]) for key in ("shown", "asks"))
    return f"| {row['says']} ({row['kind']}) | {', '.join(row['in'])} | {shown} | {asks} |"


def commands():
    """Return the commands, in the order of `autograder --help`."""
    return [cli.get_command(None, name) for name in cli.list_commands()]


def described(command):
    """Return what a command says with --help, below its name."""
    group = click.Context(cli, info_name="autograder", **cli.context_settings)
    context = click.Context(command, group, info_name=command.name, terminal_width=78)
    return f"### {command.name}\n\n```text\n{command.get_help(context)}\n```\n"
