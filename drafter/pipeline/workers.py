"""One function over many items side by side: on this machine's cores, or on the workers of a Dask cluster.

An item that brings its process down takes no other with it: those under way are worked on once more, each in a process of
its own. Results come in the order in which they are ready; few items are under way at a time, so that memory stays flat.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from drafter import messages
from drafter.errors import ClusterError, MissingToolError
from drafter.messages import catalogue

if TYPE_CHECKING:
    from distributed import Client

_ = catalogue("pipeline")

Item = TypeVar("Item")
Result = TypeVar("Result")

# So few items are worked on here: starting processes would take longer.
_ALONE = 4
# Items under way for each core: enough that none waits for the next one, few enough for memory.
_AHEAD = 4
_CONNECT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands for the result of an item that brought its process down, each time it was tried."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works: `processes` of this machine (None: one a core), or the workers behind a Dask scheduler's address."""

    processes: int | None = None
    scheduler: str | None = None

    @property
    def is_remote(self) -> bool:
        return self.scheduler is not None


ALL_CORES = Crew()


def each(
    function: Callable[[Item], Result], items: Iterable[Item], crew: Crew = ALL_CORES
) -> Iterator[tuple[Item, Result | Lost]]:
    """Every item with what `function` made of it. `items` are taken as they are needed; function, items and results must
    be picklable, and on a cluster the workers need the same Drafter.

    Raises what `function` raises; MissingToolError where the cluster's library is not installed, ClusterError where the
    scheduler cannot be reached or is lost.
    """
    if crew.scheduler is not None:
        yield from _on_cluster(function, items, crew.scheduler)
        return
    count = crew.processes or os.cpu_count() or 1
    todo = iter(items)
    first = list(itertools.islice(todo, _ALONE + 1))
    if count == 1 or len(first) <= _ALONE:
        yield from ((item, function(item)) for item in itertools.chain(first, todo))
    else:
        yield from _on_cores(function, itertools.chain(first, todo), count)


def _on_cores(
    function: Callable[[Item], Result], items: Iterator[Item], count: int
) -> Iterator[tuple[Item, Result | Lost]]:
    while True:
        pool = _pool(count)
        flow = _Flow(function, items, pool, _AHEAD * count)
        try:
            yield from flow.run()
            pool.shutdown()
            return
        except BrokenProcessPool:
            suspects = flow.waiting()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        for item in suspects:
            yield item, _apart(function, item)


def _apart(function: Callable[[Item], Result], item: Item) -> Result | Lost:
    with _pool(1) as pool:
        try:
            return pool.submit(function, item).result()
        except BrokenProcessPool:
            return Lost()


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, initializer=_prepare, initargs=(messages.language(),))


def _prepare(language: str) -> None:
    """In a working process: Ctrl-C is for the process that asked, which ends the others in order."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    messages.set_language(language)


class _Flow(Generic[Item, Result]):
    """Items on their way through an executor, a few at a time."""

    def __init__(
        self, function: Callable[[Item], Result], items: Iterator[Item], executor: Executor, ahead: int
    ) -> None:
        self._function = function
        self._items = items
        self._executor = executor
        self._ahead = ahead
        self._under_way: dict[Future[Result], Item] = {}
        self._unsent: list[Item] = []

    def run(self) -> Iterator[tuple[Item, Result]]:
        """Raises what the function or the executor raises; `waiting` then says which items have no result yet."""
        self._fill()
        while self._under_way:
            done, _rest = wait(self._under_way, return_when=FIRST_COMPLETED)
            for future in done:
                result = future.result()
                yield self._under_way.pop(future), result
            self._fill()

    def _fill(self) -> None:
        for item in itertools.islice(self._items, self._ahead - len(self._under_way)):
            self._unsent = [item]
            self._under_way[self._executor.submit(self._function, item)] = item
            self._unsent = []

    def waiting(self) -> list[Item]:
        return [*self._under_way.values(), *self._unsent]


# A cluster
def _on_cluster(
    function: Callable[[Item], Result], items: Iterable[Item], address: str
) -> Iterator[tuple[Item, Result | Lost]]:
    with _client(address) as client:
        cores = sum(client.ncores().values())
        if not cores:
            raise ClusterError(_("{address}: no worker is connected to this scheduler", address=address))
        executor = client.get_executor(pure=False)
        todo = _Sent(function, messages.language())
        under_way: dict[Future[Result], Item] = {}
        left = iter(items)
        while True:
            for item in itertools.islice(left, _AHEAD * cores - len(under_way)):
                under_way[executor.submit(todo, item)] = item
            if not under_way:
                return
            done, _rest = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                result = _result(future, address)
                yield under_way.pop(future), result


@dataclass(frozen=True, slots=True)
class _Sent(Generic[Item, Result]):
    """The function with the language in which its messages are wanted: a worker was started by somebody else."""

    function: Callable[[Item], Result]
    language: str

    def __call__(self, item: Item) -> Result:
        messages.set_language(self.language)
        return self.function(item)


@contextlib.contextmanager
def _client(address: str) -> Iterator[Client]:
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingToolError(
            _("--scheduler needs the extra “cluster”: pip install {package}", package='"drafter[cluster]"')
        ) from error
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ClusterError(
            _("{address}: no Dask scheduler answers there ({reason})", address=address, reason=error)
        ) from error
    with client:
        yield client


def _result(future: Future[Result], address: str) -> Result | Lost:
    """A lost worker's items are done again by another one; an item that was on every worker that fell is given up."""
    from concurrent.futures import CancelledError

    from distributed import KilledWorker

    try:
        return future.result()
    except KilledWorker:
        return Lost()
    except (CancelledError, OSError, TimeoutError) as error:
        raise ClusterError(
            _(
                "{address}: the scheduler was lost ({reason}); what came back is kept, run it again",
                address=address,
                reason=error,
            )
        ) from error
    except ModuleNotFoundError as error:
        raise ClusterError(
            _("{address}: a worker lacks {module}; install the same Drafter there", address=address, module=error.name)
        ) from error
