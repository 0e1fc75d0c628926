"""Decorators of libraries that leave a function's name as it is."""

from __future__ import annotations

from viz.readers.kedro_project.static.values import ClassValue, FunctionValue, Opaque, Value, Wrapped

SAME = """
abc.abstractmethod kedro.framework.hooks.hook_impl kedro.framework.hooks.markers.hook_impl pandera.check_input
pandera.check_io pandera.check_output pandera.check_types typeguard.typechecked typing.final typing.no_type_check
typing.override typing_extensions.override wrapt.decorator deprecated.deprecated deprecated.sphinx.deprecated
"""
"""What gives back the function, or a wrapper with its signature."""
ANY = """
backoff.on_exception backoff.on_predicate beartype.beartype cachetools.cached codecarbon.track_emissions
functools.singledispatch kedro.extras.decorators.memory_profiler.mem_profile kedro.extras.decorators.retry_node.retry
kedro.pipeline.decorators.log_time kedro.pipeline.decorators.mem_profile kedro_azureml.distributed.distributed_job
langfuse.decorators.observe langfuse.observe line_profiler.profile loguru.logger.catch memory_profiler.profile
mlflow.trace numba.jit numba.njit opik.track pydantic.validate_arguments pydantic.validate_call retry.retry
retrying.retry streamlit.cache_data streamlit.cache_resource tenacity.retry tensorflow.function torch.inference_mode
torch.no_grad typing_extensions.deprecated
"""
"""What gives a wrapper made with functools.wraps: looked at by itself it takes (*args, **kwargs)."""
KEPT = {**dict.fromkeys(SAME.split(), "same"), **dict.fromkeys(ANY.split(), "any")}
PANDERA = ("pandera.pandas.", "pandera.polars.", "pandera.decorators.", "pandera.pyspark.")


def known_decorator(decorator: Value, target: Value) -> Value | None:
    """The decorated function, for a library's decorator of which it is known what it keeps."""
    if not isinstance(decorator, Opaque) or not isinstance(target, (FunctionValue, Wrapped, ClassValue)):
        return None
    name = _name(decorator)
    signature = KEPT.get(name)
    if signature is None and isinstance(target, ClassValue):
        return None
    return target if signature == "same" else Wrapped(target, name, signature or "unknown")


def _name(decorator: Opaque) -> str:
    """`acme.retry` for the decorators `acme.retry` and `acme.retry(3)`."""
    name = (decorator.path or decorator.reason.text.strip("`").partition("(")[0]).removesuffix("()")
    prefix = next((prefix for prefix in PANDERA if name.startswith(prefix)), None)
    return name if prefix is None else f"pandera.{name.removeprefix(prefix)}"
