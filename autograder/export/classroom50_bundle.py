"""What Classroom 50's runner calls: `autograder.py`, and the lab's release beside it.

Both go to `<classroom>/autograders/<assignment>/` of the organisation's repository classroom50. A
bundle may have 10 MB, and everybody can read it, so it holds the public checks alone.

Source: foundation50/classroom50, wiki/Advanced-Autograding.md.
"""

import io
import string
import zipfile
from pathlib import Path

from autograder.export import CannotExport
from autograder.lab import Lab
from autograder.releasing.release import place
from autograder.results import write_bytes, write_text

TEMPLATE = Path(__file__).with_name("templates") / "classroom50" / "autograder.py.txt"
MAX_BYTES = 10 * 10**6


def write_bundle(lab: Lab, folder: Path) -> list[Path]:
    """Write autograder.py and lab.zip into a folder; return them. Raises CannotExport."""
    release = place(lab)
    files = {
        path.relative_to(release).as_posix(): path.read_bytes()
        for path in sorted((release / "assignment").rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }
    if not files:
        raise CannotExport(f"There is no release of {lab.name}. Make it: autograder release.")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980: the same bytes each time
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    if len(content.getvalue()) > MAX_BYTES:
        raise CannotExport(f"The release of {lab.name} is larger than the 10 MB of a bundle.")
    yours = {f"assignment/{file}" for file in (*lab.student_files, *lab.earlier_files)}
    kit = sorted(name for name in files if name.endswith(".py") and name not in yours)
    text = string.Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        lab=lab.name, kit=kit, artefacts=list(lab.artefacts)
    )
    script, archive_path = folder / "autograder.py", folder / "lab.zip"
    write_text(script, text)
    write_bytes(archive_path, content.getvalue())
    return [script, archive_path]
