"""A desk that only shows pages must not wait for the compiler of the kernels."""

import subprocess
import sys


def test_importing_tracing_does_not_load_the_compiler() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys; import goldbell.engine.tracing; print('numba' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout.strip() == "False"
