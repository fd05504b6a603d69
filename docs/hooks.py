"""What the documentation site takes from elsewhere: whole folders, and pages of the top level."""

from pathlib import Path

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[1]
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
    """Lead links to the top of the repository to where its pages are on the site."""
    for source, name in TOP_LEVEL.items():
        markdown = markdown.replace(f"](../{source}", f"]({name}")
    return markdown
