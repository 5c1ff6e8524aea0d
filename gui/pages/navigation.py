"""From page to page and back; a page is always built anew from its route."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gui.pages.context import Context, Route
from gui.pages.page import Page
from gui.pages.shell import Shell

DEEPEST = 50
"""How many pages back the way is remembered."""


class Navigation:
    """Knows where the window is and how it came there."""

    def __init__(
        self, context: Context, shell: Shell, pages: Mapping[str, tuple[str, str]]
    ) -> None:
        self._context = context
        self._shell = shell
        self._pages = pages
        self._way: list[Route] = []

    @property
    def here(self) -> Route | None:
        """Return where the window is."""
        return self._way[-1] if self._way else None

    def go(self, route: Route) -> None:
        """Go to a page; going where one is already builds the page anew."""
        if not self._may_leave():
            return
        if self.here != route:
            self._way.append(route)
            del self._way[:-DEEPEST]
        self._shell.quiet()
        self._show(route)

    def back(self) -> None:
        """Go back to the page before, if there was one."""
        if len(self._way) > 1 and self._may_leave():
            self._way.pop()
            self._shell.quiet()
            self._show(self._way[-1])

    def replace(self, route: Route) -> None:
        """Remember another section of the page that is shown; the page itself stays."""
        if self._way:
            self._way[-1] = route

    def again(self) -> None:
        """Build the page anew where one is: the language or the colours are others now."""
        if self.here is not None:
            self._show(self.here)

    def start_over(self, route: Route) -> None:
        """Forget the way and go to a page: another archive is open now."""
        self._way.clear()
        self.go(route)

    def _may_leave(self) -> bool:
        return self._shell.page is None or self._shell.page.may_leave()

    def _show(self, route: Route) -> None:
        module, name = self._pages[route.page]
        make: Callable[[Context, Route], Page] = getattr(self._context.load(module), name)
        self._shell.show_page(make(self._context, route))
