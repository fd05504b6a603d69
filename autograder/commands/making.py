"""Commands for those who make labs: demo, release, messages, new-lab."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder import labs
from autograder.commands.arguments import LabName, load
from autograder.commands.console import console, errors, shown
from autograder.course import current
from autograder.lab import Lab

if TYPE_CHECKING:
    from autograder.releasing.leak_rules import Leak


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path), default=Path("demo"), help="Where to put everything."
)
def demo(out: Path) -> None:
    """Build a release, make a small class of submissions, and grade it."""
    from autograder.commands.demo import NotADemo, run_demo

    try:
        run_demo(out, console)
    except NotADemo as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("lab_names", metavar="[LAB]...", nargs=-1, type=LabName())
@click.option("--check", is_flag=True, help="Only verify what is committed; exit 1 on any leak.")
@click.option("--zip", "zipped", is_flag=True, help="Write release/LAB.zip, too, to hand out.")
@click.option(
    "--update",
    is_flag=True,
    help="Write updates/LAB_update.py, too: students who have begun run it, and what they wrote "
    "stays.",
)
@click.option(
    "--since",
    metavar="REVISION",
    multiple=True,
    default=("HEAD",),
    show_default=True,
    help="For --update: what git calls the release that was handed out; once for each.",
)
@click.option("--lang", metavar="CODE", help="Release in another language, such as ko, into --out.")
@click.option("--out", type=click.Path(path_type=Path), help="Folder for releases with --lang.")
def release(
    lab_names: tuple[Lab, ...],
    check: bool,
    zipped: bool,
    update: bool,
    since: tuple[str, ...],
    lang: str | None,
    out: Path | None,
) -> None:
    """Generate release/<lab>/ from the master, or check the one there for leaks."""
    from autograder.banners import BannerError
    from autograder.languages import catalogue
    from autograder.master.master import MasterError
    from autograder.master.release_files import Material
    from autograder.releasing.language_gate import check_language
    from autograder.releasing.leaks import can_grade, check_release, make_release
    from autograder.releasing.release import beside, place, write_zip

    chosen = lab_names or tuple(load(name) for name in labs.names())
    if lang is not None or out is not None:
        if check or update or lang is None or out is None:
            raise click.UsageError("--lang and --out go together, without --check and --update.")
        return release_in(lang, out, chosen, everything=not lab_names)
    leaks = 0
    for lab in chosen:
        try:
            material = Material(lab)
            found = check_release(material) if check else make_release(material)
            lacking = {code: check_language(material, code) for code in catalogue.offered(lab)}
        except (BannerError, MasterError) as error:
            errors.print(str(error), highlight=False)
            sys.exit(1)
        leaks += len(found)
        for leak in found:
            errors.print(str(leak), highlight=False)
        if found:
            continue
        if not check:
            console.print(f"Released {lab.name} to {shown(place(lab))}", highlight=False)
            for name in beside(lab):
                console.print(f"Not released: {name}", highlight=False)
        if zipped:
            path = place(lab).with_suffix(".zip")
            write_zip(place(lab), path)
            console.print(f"To hand out: {shown(path)}", highlight=False)
        if update:
            say_update(lab, since)
        marks = "stubs score 0, the master scores in full."
        if not can_grade():
            marks = "no isolation can be had here, so that stubs and master were not graded."
        console.print(f"{lab.name}: nothing leaks, {marks}")
        for code, wrong in lacking.items():
            say_lacking(lab, code, wrong)
    if leaks:
        sys.exit(1)


def say_update(lab: Lab, since: tuple[str, ...]) -> None:
    """Write the update of a lab that students have begun, and say what it changes."""
    from autograder.releasing.update import NoEarlier, write_update

    try:
        path, changed = write_update(lab, since, lab.course.folder / "updates")
    except NoEarlier as error:
        raise click.UsageError(str(error)) from error
    if not changed:
        errors.print(
            f"{lab.name}: nothing differs from {' and '.join(since)}. Name the release that was "
            "handed out with --since."
        )
    for name in changed:
        console.print(f"  changes {name}", highlight=False)
    console.print(f"For students who have begun: {shown(path)}", highlight=False)


def say_lacking(lab: Lab, code: str, wrong: "list[Leak]") -> bool:
    """Say what a lab lacks in a language, and return whether it lacks anything."""
    for leak in wrong:
        errors.print(str(leak), highlight=False)
    if wrong:
        errors.print(
            f"{lab.name}: {len(wrong)} to mend before it can be released in '{code}'. "
            "Other languages are not held up."
        )
    return bool(wrong)


def release_in(code: str, out: Path, chosen: tuple[Lab, ...], everything: bool) -> None:
    """Release labs in a language; of all labs, those that are offered in it."""
    from autograder.languages import catalogue
    from autograder.master.release_files import Material
    from autograder.releasing.language_gate import check_language
    from autograder.releasing.release import build

    if everything:
        there = tuple(lab for lab in chosen if code in catalogue.offered(lab))
        missing = [lab.name for lab in chosen if lab not in there]
        if there and missing:
            console.print(f"Not offered in '{code}' yet: {', '.join(missing)}.")
        chosen = there or chosen
    try:
        spoken = [catalogue.language(code, lab) for lab in chosen]
    except catalogue.NotOffered as error:
        raise click.UsageError(str(error)) from error
    for destination in (out / lab.name for lab in chosen):
        if destination.exists() and not (destination / "assignment").is_dir():
            raise click.UsageError(
                f"{destination} is no release, and it stays. Choose another folder with --out."
            )
    lagging = 0
    for lab, language in zip(chosen, spoken):
        material = Material(lab)
        if not language.is_english and say_lacking(lab, code, check_language(material, code)):
            lagging += 1
            continue
        build(material, out / lab.name, language)
        console.print(f"Released {lab.name} to {shown(out / lab.name)}", highlight=False)
    if lagging:
        sys.exit(1)


@click.command()
@click.argument("code", metavar="LANGUAGE")
@click.argument("lab_names", metavar="[LAB]...", nargs=-1, type=LabName())
def messages(code: str, lab_names: tuple[Lab, ...]) -> None:
    """Bring a language's catalogues up to date; LANGUAGE is a code such as ko.

    The catalogues of the engine, of the course and of the LABs named, or of all that are there,
    get the messages the masters have now.
    """
    from babel import UnknownLocaleError

    from autograder.languages import catalogue
    from autograder.master import messages as found

    try:
        chosen = lab_names or tuple(
            lab for lab in map(load, labs.names()) if code in catalogue.offered(lab)
        )
        wanted = {
            catalogue.KIT: found.of_kit(),
            catalogue.COURSE: found.of_course(current()),
        }
        wanted |= {lab.name: found.of_lab(lab) for lab in chosen}
        for domain, texts in wanted.items():
            entries = catalogue.update(code, domain, texts)
            todo = sum(1 for entry in entries if entry.id and (not entry.string or entry.fuzzy))
            path = shown(catalogue.path_of(code, domain))
            console.print(f"{path}: {len(texts)} messages, {todo} to translate", highlight=False)
    except (UnknownLocaleError, ValueError) as error:
        raise click.UsageError(f"'{code}' is no code of a language ({error}).") from error


@click.command("new-course")
@click.argument("folder", metavar="NAME", type=click.Path(path_type=Path))
def new_course(folder: Path) -> None:
    """Make a course with a small lab that is complete, in a new folder."""
    from autograder.master.new_course import FIRST_LAB, Taken, new_course

    try:
        for file in new_course(folder):
            console.print(str(file), highlight=False)
    except Taken as error:
        raise click.UsageError(str(error)) from error
    console.print(f"The course is complete, with the lab {FIRST_LAB}.", highlight=False)
    console.print(f"Next: cd {folder} && autograder release", highlight=False)


@click.command("new-lab")
@click.argument("name", metavar="NAME")
def new_lab(name: str) -> None:
    """Make a small lab that is complete, for you to change. Nothing is overwritten."""
    from autograder.master.new_lab import BadName, new_lab

    try:
        files = new_lab(name, current().folder)
    except BadName as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        where = error.filename or "the lab's files"
        errors.print(
            f"autograder: cannot write {where}: {error.strerror}. Nothing was made. "
            "A lab is made in the kit's own folders: you need to be allowed to write there.",
            highlight=False,
        )
        sys.exit(1)
    for file in files:
        console.print(shown(file), highlight=False)
    console.print(f"The lab {name} is complete. Next: autograder release {name}", highlight=False)
