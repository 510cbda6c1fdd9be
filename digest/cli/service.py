"""The service in the foreground."""

from digest.cli import options, terminal


def run(config: options.Config = None, as_json: options.Json = False) -> None:
    """Run the service, every day by itself.

    It collects and builds at the set hour, sends what was approved, and serves the desk and the public pages. It
    stays in the foreground until stopped (Ctrl-C or SIGTERM), and finishes the mails under way before it leaves.
    """
    from digest import service

    with options.opened(config) as opened:
        service.run(opened.settings)
    if as_json:
        terminal.show_json({"stopped": options.now()})
