"""The part of the workload that waits, and that talks to JavaScript; imported inside Pyodide."""

import asyncio
import sys
from typing import Any


async def tasks() -> list[str]:
    """Tasks that wait, fail, are cancelled and run out of time."""

    async def work(value: int) -> int:
        await asyncio.sleep(0.001 * value)
        if value == 3:
            raise ValueError("three")
        return value

    gathered = await asyncio.gather(*(work(value) for value in range(5)), return_exceptions=True)
    ended = []
    try:
        await asyncio.wait_for(asyncio.sleep(5), 0.01)
    except TimeoutError as error:
        ended.append(type(error).__name__)
    task = asyncio.ensure_future(asyncio.sleep(5))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        ended.append("cancelled")
    queue: asyncio.Queue[int] = asyncio.Queue()
    await queue.put(1)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(queue.get())
    return [repr(gathered), *ended, str(first.result())]


async def borders() -> list[str]:
    """JavaScript from Python and back."""
    code: Any = sys.modules["pyodide.code"]
    ffi: Any = sys.modules["pyodide.ffi"]
    make = code.run_js("(n) => ({list: [1, n], deep: {x: null}, bytes: new Uint8Array([1, 2, 3])})")
    made = make(5)
    caught = "nothing"
    try:
        code.run_js("() => { throw new RangeError('no') }")()
    except ffi.JsException as error:
        caught = str(error)
    double = ffi.create_once_callable(lambda value: value * 2)
    doubled = await code.run_js("async (f) => (await f(21)) + 0")(double)
    back = ffi.to_js({"a": [1, 2]}, dict_converter=code.run_js("Object.fromEntries"))
    return [
        repr(made.list.to_py()),
        bytes(made.bytes.to_py()).hex(),
        caught,
        repr(doubled),
        str(code.run_js("JSON.stringify")(back)),
        repr(list(made.list)),
    ]
