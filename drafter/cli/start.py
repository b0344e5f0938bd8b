"""`drafter`: finds the command, chooses the language, turns errors into one line and an exit status."""

from __future__ import annotations

import contextlib
import importlib
import os
import sys
from pathlib import Path

import click

from drafter import __version__, messages, terminal
from drafter.errors import EXIT_DEFECT, EXIT_FINE, EXIT_INPUT, DrafterError
from drafter.messages import catalogue, mark

_ = catalogue("cli")

# Name → module, and what it does in one line: enough for `--help`, so that nothing else need be imported for it.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", mark("Make a sample workspace and walk through it.")),
    "init": ("init", mark("Make a workspace in a folder.")),
    "outline": ("outline", mark("Import, list, show, check and compare outlines.")),
    "new": ("new", mark("Make a first draft from an outline and last period's report.")),
    "draft": ("draft", mark("Open a draft in the terminal.")),
    "serve": ("serve", mark("Open a draft in a browser of this machine.")),
    "check": ("check", mark("Check a draft or any document.")),
    "waive": ("waive", mark("Silence one finding, with a reason.")),
    "figures": ("figures", mark("List the carried figures of a draft.")),
    "confirm": ("confirm", mark("Confirm or replace a carried figure.")),
    "assemble": ("assemble", mark("Make the .docx of a draft.")),
    "absorb": ("absorb", mark("Take a leader's edits in the Word file back into the draft.")),
    "template": ("template", mark("Check your own Word frame, or write one to edit.")),
    "read": ("read", mark("Print a document as Drafter reads it.")),
    "sections": ("sections", mark("Print the sections of a document.")),
    "extract": ("extract", mark("Print figures, dates and cited documents.")),
    "match": ("match", mark("Show which section answers which outline item.")),
    "roll": ("roll", mark("Show how a report moves to another period.")),
    "similar": ("similar", mark("Show how much of a draft is new against last period.")),
    "phrases": ("phrases", mark("List, search, show, fill and check phrases.")),
    "corpus": ("corpus", mark("Past reports: add, list, search, follow a figure, remove.")),
    "collect": ("collect", mark("Gather the figures of many units' reports into one table.")),
    "rules": ("rules", mark("List the rules, or explain one.")),
    "facts-diff": ("facts_diff", mark("Show the facts gained and lost between two outputs of extract.")),
    "doctor": ("doctor", mark("Tell what this machine and terminal can do.")),
}


class Corridor(click.Group):
    """Commands that are imported only when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"drafter.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl([(name, _(line)) for name, (_module, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and name not in COMMANDS and not name.startswith("-"):
            raise click.UsageError(_("no command “{name}”; nearest: {near}", name=name, near=_nearest(name)))
        return super().resolve_command(ctx, args)


def _nearest(name: str) -> str:
    from difflib import get_close_matches  # only on the way to an error message

    return get_close_matches(name, COMMANDS, n=1, cutoff=0.0)[0]


def _root() -> click.Group:
    @click.group(
        cls=Corridor,
        invoke_without_command=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
        help=_(
            "Drafter helps to write periodic reports: outline, last period's text, checks, Word file. Works offline."
        ),
    )
    @click.version_option(__version__, prog_name="drafter", message="%(prog)s %(version)s")
    @click.option("--lang", type=click.Choice(messages.LANGUAGES), help=_("Language of screen and messages."))
    @click.pass_context
    def root(context: click.Context, lang: str | None) -> None:
        if context.invoked_subcommand is not None:
            return
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            click.echo(context.get_help())
            context.exit(EXIT_INPUT)
        from drafter.cli.draft import open_start

        context.exit(open_start())

    return root


def _choose_language(arguments: list[str]) -> None:
    """`--lang`, then DRAFTER_LANG, then the workspace's setting, then the locale; Vietnamese where nothing says otherwise."""
    asked = None
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            asked = arguments[index + 1]
        elif argument.startswith("--lang="):
            asked = argument.partition("=")[2]
        if asked or not argument.startswith("-"):
            break
    environment = os.environ.get("DRAFTER_LANG")
    setting = None if asked or environment else _workspace_language()
    messages.set_language(messages.choose_language(asked, environment, setting, messages.locale_language()))


def _workspace_language() -> str | None:
    from drafter.workspace import find_workspace

    # A broken settings file is told by the command that needs it, in the default language.
    with contextlib.suppress(DrafterError, OSError):
        return find_workspace().settings.ui.get("lang")
    return None


def _prepare_streams() -> None:
    # Windows consoles and pipes default to a code page that has no Vietnamese.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError, ValueError):
            stream.reconfigure(encoding="utf-8", errors="replace" if stream is sys.stderr else "strict")  # type: ignore[union-attr]
    terminal.guard()


def run(arguments: list[str]) -> int:
    """Run one command; the exit status as the contract gives it."""
    _choose_language(arguments)
    try:
        status = _root().main(arguments, prog_name="drafter", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else EXIT_FINE
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "", err=True)
        return EXIT_INPUT
    except click.ClickException as error:
        _say(error.format_message())
        return EXIT_INPUT
    except DrafterError as error:
        _say(str(error))
        return error.exit_status
    except (KeyboardInterrupt, click.Abort):
        _say(_("stopped"))
        return 130
    except BrokenPipeError:
        # The reader of our output left (`drafter … | head`): no fault of anybody's.
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_FINE
    except Exception as error:
        return _defect(error, arguments)


def _say(line: str) -> None:
    """One line; a list of open things (a paper that is not final) keeps its lines."""
    first, *rest = line.splitlines() or [""]
    listed = [entry for entry in rest if entry.startswith("  ")] if len(rest) else []
    said = first if listed else " ".join(line.split())
    click.echo("\n".join(["drafter: " + said, *listed]), err=True)


def _defect(error: Exception, arguments: list[str]) -> int:
    """A fault of Drafter itself: one line; the traceback only where DRAFTER_DEBUG asks for it."""
    if os.environ.get("DRAFTER_DEBUG"):
        import traceback

        traceback.print_exc()
    place = ""
    if trace := error.__traceback__:
        while trace.tb_next:
            trace = trace.tb_next
        place = f" ({Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno})"
    _say(
        _(
            "a defect of Drafter: {kind}: {error}{place}; nothing of yours was changed. DRAFTER_DEBUG=1 shows more.",
            kind=type(error).__name__,
            error=error,
            place=place,
        )
    )
    return EXIT_DEFECT


def main() -> None:
    """Entry point of the console script."""
    _prepare_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
