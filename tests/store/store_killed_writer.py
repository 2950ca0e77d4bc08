"""Writes batches of samples into a database; killed from outside by `test_store_kill`.

Arguments: database, number of batches, batch at which to stop and wait (-1: never), name of the method inside which
to wait, barrier file to create when waiting.
"""

import sys
import time
from pathlib import Path

import store_samples as samples

from lagebild.store import Store, open_store

BATCH = 20


def main() -> None:
    """Write all batches that are pending, waiting for the kill where told."""
    database, batches, stop, method, barrier = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:6]
    current = -1
    original = getattr(Store, method)

    def wait_inside(self: Store, *args: object, **options: object) -> object:
        result = original(self, *args, **options)
        if current == stop:
            Path(barrier).touch()
            time.sleep(120)
        return result

    setattr(Store, method, wait_inside)
    with open_store(database) as store:
        for current in range(batches):
            dispatches = [samples.dispatch(n) for n in range(current * BATCH, (current + 1) * BATCH)]
            wanted = set(store.pending([d.id for d in dispatches], version="1"))
            fresh = [d for d in dispatches if d.id in wanted]
            store.write_batch(fresh, {d.id: samples.claims(d) for d in fresh}, [samples.rejected(current)], version="1")


if __name__ == "__main__":
    main()
