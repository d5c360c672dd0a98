"""Performs an experiment with one of Python's own systems, for Interleave's engine.

    python3 -I -B run.py ORDER

ORDER is JSON. The engine gives what interleave_runner.engine names as descriptors. A spawned worker imports this
file again, and does nothing with it.
"""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

if __name__ == "__main__":
    from interleave_runner.runner import main

    main()
