"""The use cases, one a module, each a function of an `Application`."""
