"""joblib's workers that are processes. loky starts them by `python3 -m`, without the options of the runner: by the
user's variables, and in a folder whose modules would come before Python's. And joblib.Parallel tells none that it
begins, so that one without a task would not know whose it is."""

import os

from . import worker

APART = {"PYTHONNOUSERSITE": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}  # what the options say


def back_end(runner):
    """Of joblib.Parallel. From now on this process has the variables and the folder that its workers start with."""
    from joblib.parallel import BACKENDS

    given = (runner, os.open(".", os.O_PATH | os.O_DIRECTORY), own_variables())
    for name in given[-1]:
        del os.environ[name]
    os.environ.update(APART)
    os.chdir("/")

    class Loky(BACKENDS["loky"]):
        def configure(self, *args, **settings):
            return super().configure(*args, initializer=begin, initargs=given, **settings)

    return Loky()


def own_variables():
    return {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}


def begin(runner, folder, variables):
    """A worker, whose tasks find the user's variables and folder again."""
    with worker.told_if_it_fails(runner):
        for name in APART:
            del os.environ[name]
        os.environ.update(variables)
        os.chdir(f"/proc/{runner}/fd/{folder}")
    worker.begin(runner, None)
