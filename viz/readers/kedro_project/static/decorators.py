"""Decorators of libraries that leave a function's name as it is."""

from __future__ import annotations

from viz.readers.kedro_project.static.values import ClassValue, FunctionValue, Opaque, Value, Wrapped

# Called with the function itself. "same": the function comes back, or a wrapper with its signature; "any": a wrapper
# made with functools.wraps, which takes (*args, **kwargs) when it is not looked through.
PLAIN = {
    "numba.jit": "any",
    "numba.njit": "any",
    "abc.abstractmethod": "same",
    "typing.no_type_check": "same",
    "typing.final": "same",
    "typing.override": "same",
    "typing_extensions.override": "same",
    "typing_extensions.deprecated": "any",
    "pandera.check_types": "same",
    "pandera.decorators.check_types": "same",
    "pandera.pandas.check_types": "same",
    "typeguard.typechecked": "same",
    "beartype.beartype": "same",
    "pydantic.validate_call": "any",
    "pydantic.validate_arguments": "any",
    "torch.no_grad": "any",
    "torch.inference_mode": "any",
    "tensorflow.function": "any",
    "kedro.framework.hooks.hook_impl": "same",
    "kedro.framework.hooks.markers.hook_impl": "same",
    "kedro.pipeline.decorators.log_time": "any",
    "kedro.pipeline.decorators.mem_profile": "any",
    "kedro.extras.decorators.memory_profiler.mem_profile": "any",
    "kedro.extras.decorators.retry_node.retry": "any",
}


def known_decorator(decorator: Value, target: Value) -> Value | None:
    """The decorated function, for a library's decorator of which it is known what it keeps."""
    if not isinstance(decorator, Opaque) or not isinstance(target, (FunctionValue, Wrapped, ClassValue)):
        return None
    if decorator.path is None:
        return _unknown(decorator, target)
    signature = PLAIN.get(decorator.path.removesuffix("()"))
    if signature == "same":
        return target
    if signature is not None:
        return Wrapped(target, decorator.path, signature)
    return _unknown(decorator, target)


def _unknown(decorator: Opaque, target: Value) -> Value | None:
    if isinstance(target, ClassValue):
        return None
    name = decorator.path or decorator.reason.text.strip("`").partition("(")[0]
    return Wrapped(target, name, "unknown")
