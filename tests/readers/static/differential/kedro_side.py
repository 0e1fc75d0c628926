"""Runs inside a real Kedro's interpreter (from Kedro 0.15, Python 3.6): answers what projects register.

A request is a line of JSON with the project's `root` and its `package`. So is an answer: `pipelines` by name, each node
as [name, function, inputs, outputs, namespace, tags], or `error`, what Kedro raised.
"""

import importlib
import json
import logging
import os
import signal
import sys
import warnings

SECONDS = 10


def nodes_of(pipeline):
    return [
        [
            node.name,
            getattr(node, "_func_name", None) or node._func.__name__,
            list(node.inputs),
            list(node.outputs),
            getattr(node, "namespace", None),
            sorted(node.tags),
        ]
        for node in pipeline.nodes
    ]


def registered(root, package):
    try:
        from kedro.framework.project import configure_project
    except ImportError:
        return of_context(root, package)
    configure_project(package)
    if os.path.exists(os.path.join(root, "src", package, "pipeline_registry.py")):
        return importlib.import_module(package + ".pipeline_registry").register_pipelines()
    found = {}
    for hook in importlib.import_module(package + ".settings").HOOKS:
        found.update(hook.register_pipelines())
    return found


def of_context(root, package):
    """Until Kedro 0.16 a project has a context, which knows its pipelines."""
    try:
        from kedro.framework.context import load_context
    except ImportError:
        from kedro.context import load_context
    return load_context(root).pipelines


def too_long(number, frame):
    raise TimeoutError("this takes too long")


def answer(root, package):
    if hasattr(signal, "alarm"):
        signal.signal(signal.SIGALRM, too_long)
        signal.alarm(SECONDS)
    sys.path.insert(0, os.path.join(root, "src"))
    os.chdir(root)
    importlib.invalidate_caches()
    try:
        found = registered(root, package)
        return {"pipelines": {name: nodes_of(found[name]) for name in found}}
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a project raises is the answer
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        sys.path.pop(0)
        for name in [name for name in sys.modules if name.partition(".")[0] == package]:
            del sys.modules[name]


def main():
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # whatever a project prints goes elsewhere
    sys.dont_write_bytecode = True
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    import kedro

    answers.write(json.dumps([kedro.__version__, sys.version_info[:2]]) + "\n")
    answers.flush()
    for line in sys.stdin:
        request = json.loads(line)
        answers.write(json.dumps(answer(request["root"], request["package"])) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
