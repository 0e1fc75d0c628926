from shop.hooks import ProjectHooks

HOOKS = (ProjectHooks(),)
