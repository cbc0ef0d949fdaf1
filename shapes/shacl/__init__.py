"""SHACL Core, compiled: shapes become checks over whole sets of nodes at a time."""
