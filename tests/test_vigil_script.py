"""The script `vigil`: it makes .venv when it is needed, and otherwise stays out of the way.

A make-believe Python stands on the PATH: it writes down what is asked of it and installs nothing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE_JSON = "tests/interop/package.json"
PYTEST = "-m pytest --numprocesses auto --dist worksteal"
TOOLS = ["bash", "env", "cat", "chmod", "cksum", "cp", "dirname", "grep", "mkdir", "readlink", "rm"]

FAKE_PYTHON = """#!/usr/bin/env bash
case "$*" in
  *"-m venv "*)
    echo "venv" >>"$JOURNAL"
    mkdir -p "${*: -1}/bin"; cp "$0" "${*: -1}/bin/python" ;;
  *"-m pip install"*)
    echo "pip ${*: -1}" >>"$JOURNAL"
    [ -z "${PIP_FAILS:-}" ] || { echo "no network" >&2; exit 1; }
    case "${*: -1}" in *interop*) [ -z "${OLM_FAILS:-}" ] || { echo "no compiler" >&2; exit 1; } ;; esac ;;
  *fcntl*) exec "$REAL_PYTHON" "$@" ;;
  -c*) ;;
  *) echo "run in $PWD: $*" ;;
esac
"""

FAKE_NPM = """#!/usr/bin/env bash
[ "$1" = install ] || exit 0
echo "npm $*" >>"$JOURNAL"
[ -z "${NPM_FAILS:-}" ] || { echo "no network" >&2; exit 1; }
mkdir -p node_modules/node/bin
printf '#!/usr/bin/env bash\\n' >node_modules/node/bin/node
chmod +x node_modules/node/bin/node
"""
INSTALLED = "npm install --no-package-lock --no-audit --no-fund --loglevel=error"
"""What is asked of npm; without a lock file, which would name where the packages came from."""


class Checkout:
    """A copy of the script with the files that it reads, and a machine around it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "a check out"
        self.folder.mkdir()
        for name in ("vigil", "pyproject.toml", "constraints.txt", PACKAGE_JSON):
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.folder / name)
        self.path = folder / "bin"
        self.path.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found is not None
            (self.path / tool).symlink_to(found)
        self.journal = folder / "journal"
        self.journal.touch()

    def add_command(self, name: str, script: str = FAKE_PYTHON) -> None:
        """Put a Python, or another command, of this name on the PATH."""
        (self.path / name).write_text(script)
        (self.path / name).chmod(0o755)

    def start(self, *arguments: str, script: Path | None = None, **more: str) -> subprocess.Popen[str]:
        """Start the script from some other folder."""
        around = {"PATH": str(self.path), "JOURNAL": str(self.journal), "REAL_PYTHON": sys.executable}
        command = [str(script or self.folder / "vigil"), *arguments]
        return subprocess.Popen(
            command, cwd="/", env=around | more, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str, script: Path | None = None, **more: str) -> tuple[int, str, str]:
        """Exit code, standard output and standard error of the script."""
        process = self.start(*arguments, script=script, **more)
        out, err = process.communicate()
        return process.returncode, out, err

    def done(self) -> list[str]:
        """What was asked of Python since the last look, except to run the program."""
        lines = self.journal.read_text().splitlines()
        self.journal.write_text("")
        return lines


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A fresh copy on a machine that has a Python."""
    checkout = Checkout(tmp_path)
    checkout.add_command("python3")
    checkout.add_command("npm", FAKE_NPM)
    return checkout


def test_the_first_run_sets_up_and_the_second_does_not(checkout: Checkout) -> None:
    """It says in one line what it does, once; the program's own output stays clean."""
    code, out, err = checkout.run("run", "--config", "x y")
    assert (code, out) == (0, "run in /: -P -m bot run --config x y\n")
    assert err.count("\n") == 1
    assert "setting up" in err
    assert checkout.done() == ["venv", "pip ."]
    assert checkout.run("--help") == (0, "run in /: -P -m bot --help\n", "")
    assert checkout.done() == []


def test_each_command_has_what_it_needs_and_no_more(checkout: Checkout) -> None:
    """The demo brings a homeserver, the tests bring pytest, and what is there is not installed again."""
    checkout.run("check")
    assert checkout.done() == ["venv", "pip ."]
    checkout.run("demo")
    assert checkout.done() == ["pip .[demo]"]
    checkout.run("test")
    assert checkout.done() == ["pip .[demo,test]", INSTALLED, "pip .[interop]"]
    for command in ("demo", "run", "test"):
        checkout.run(command)
    assert checkout.done() == []


def test_the_unit_tests_need_no_other_clients(checkout: Checkout) -> None:
    """Neither Node nor a compiler is asked for."""
    checkout.run("test", "unit")
    assert checkout.done() == ["venv", "pip .[demo,test]"]


def test_other_clients_that_changed_are_installed_anew(checkout: Checkout) -> None:
    """Another version in package.json concerns npm alone."""
    checkout.run("test")
    checkout.done()
    with (checkout.folder / PACKAGE_JSON).open("a") as file:
        file.write("\n")
    checkout.run("test")
    assert checkout.done() == [INSTALLED]


@pytest.mark.parametrize("fault", ["NPM_FAILS", "OLM_FAILS"])
def test_a_client_that_cannot_be_had_is_missed_loudly_and_tried_again(checkout: Checkout, fault: str) -> None:
    """The tests run without it, the other one is installed all the same, and the next run tries again."""
    code, out, err = checkout.run("test", script=None, **{fault: "1"})
    assert (code, out) == (0, f"run in {checkout.folder}: {PYTEST}\n")
    assert ("no network" if fault == "NPM_FAILS" else "no compiler") in err
    assert err.count("WITHOUT") == 1
    assert ("ELEMENT'S ENGINE" if fault == "NPM_FAILS" else "AN OLD CLIENT") in err
    checkout.done()
    assert "WITHOUT" not in checkout.run("test")[2]
    assert checkout.done() == [INSTALLED if fault == "NPM_FAILS" else "pip .[interop]"]


def test_a_machine_without_npm_is_told_what_brings_it(checkout: Checkout) -> None:
    """The tests run all the same."""
    (checkout.path / "npm").unlink()
    code, out, err = checkout.run("test")
    assert (code, out) == (0, f"run in {checkout.folder}: {PYTEST}\n")
    assert "apt install npm" in err
    assert "WITHOUT matrix-js-sdk" in err


def test_what_ci_runs_does_not_pass_without_the_other_clients() -> None:
    """It says so to the tests, which fail then instead of being skipped."""
    assert "VIGIL_INTEROP=required ./vigil test\n" in (ROOT / ".ci" / "run").read_text()


def test_the_tests_run_in_the_checkout(checkout: Checkout) -> None:
    """`unit` leaves out what needs a homeserver; everything else is handed to pytest."""
    folder = checkout.folder
    assert checkout.run("test", "-k", "a b")[1] == f"run in {folder}: {PYTEST} -k a b\n"
    assert checkout.run("test", "unit", "-x")[1] == f"run in {folder}: {PYTEST} -m unit -x\n"


def test_the_benchmarks_run_in_the_checkout(checkout: Checkout) -> None:
    """They need a homeserver, and nothing that only the tests need."""
    assert checkout.run("bench", "--quick")[1] == f"run in {checkout.folder}: -m tests.bench --quick\n"
    assert checkout.done() == ["venv", "pip .[demo]"]


@pytest.mark.parametrize("name", ["pyproject.toml", "constraints.txt"])
def test_a_change_of_what_is_needed_installs_anew(checkout: Checkout, name: str) -> None:
    """After an update of Vigil the next command brings .venv up to date."""
    checkout.run("run")
    checkout.done()
    with (checkout.folder / name).open("a") as file:
        file.write("# changed\n")
    checkout.run("run")
    assert checkout.done() == ["pip ."]


def test_a_failed_installation_is_told_and_tried_again(checkout: Checkout) -> None:
    """Without a network nothing is taken for installed."""
    code, out, err = checkout.run("run", PIP_FAILS="1")
    assert (code, out) == (1, "")
    assert "no network" in err
    assert err.endswith("vigil: the packages could not be installed; the reason is above.\n")
    checkout.done()
    assert checkout.run("run")[0] == 0
    assert checkout.done() == ["pip ."]


def test_two_first_runs_at_once_set_up_once(checkout: Checkout) -> None:
    """The second waits for the first, and then has nothing to do."""
    runs = [checkout.start("run") for _ in range(4)]
    assert [run.communicate()[0] for run in runs] == ["run in /: -P -m bot run\n"] * 4
    assert checkout.done() == ["venv", "pip ."]


def test_it_finds_itself_through_links(checkout: Checkout, tmp_path: Path) -> None:
    """A link in ~/bin, to another link, works like the script itself."""
    (checkout.path / "first").symlink_to(checkout.folder / "vigil")
    (tmp_path / "second").symlink_to("bin/first")
    assert checkout.run("run", script=tmp_path / "second")[0] == 0
    assert (checkout.folder / ".venv").is_dir()


def test_a_checkout_that_moved_starts_afresh(checkout: Checkout, tmp_path: Path) -> None:
    """A .venv remembers where it was made; in another place it is made again."""
    checkout.run("run")
    checkout.done()
    checkout.folder = checkout.folder.rename(tmp_path / "elsewhere")
    assert checkout.run("run")[0] == 0
    assert checkout.done() == ["venv", "pip ."]


def test_a_python_that_is_gone_is_replaced(checkout: Checkout) -> None:
    """An upgrade of the system leaves .venv without its Python."""
    checkout.run("run")
    checkout.done()
    (checkout.folder / ".venv" / "bin" / "python").unlink()
    assert checkout.run("run")[0] == 0
    assert checkout.done() == ["venv", "pip ."]


def test_a_machine_without_python_is_told_what_is_missing(tmp_path: Path) -> None:
    """Neither a missing Python nor one that is too old ends in a riddle."""
    checkout = Checkout(tmp_path)
    sentence = "vigil: Vigil needs Python 3.11 or newer, and none was found on the PATH.\n"
    assert checkout.run("run") == (1, "", sentence)
    checkout.add_command("python3", "#!/usr/bin/env bash\nexit 1\n")
    assert checkout.run("run") == (1, "", sentence)


def test_a_python_without_venv_is_told_so(tmp_path: Path) -> None:
    """Debian ships Python without venv; the sentence says which package brings it."""
    checkout = Checkout(tmp_path)
    checkout.add_command("python3", '#!/usr/bin/env bash\ncase "$*" in *ensurepip*) exit 1 ;; esac\n')
    code, _, err = checkout.run("run")
    assert code == 1
    assert "apt install python3-venv" in err


def test_a_shim_that_does_not_run_is_passed_over(checkout: Checkout) -> None:
    """A name on the PATH is not a Python: the next one that works is taken."""
    checkout.add_command("python3.13", "#!/usr/bin/env bash\necho 'not installed' >&2\nexit 127\n")
    assert checkout.run("run")[0] == 0
    assert checkout.done() == ["venv", "pip ."]
