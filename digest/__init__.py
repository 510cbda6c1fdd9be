"""A daily news digest: collect, cluster, write, compose, render, deliver."""

__version__ = "0.1.0"
