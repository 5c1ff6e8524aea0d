"""Qt's own buttons in the language of the window: Qt ships no Belarusian catalogue."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from core.i18n import N_, Translator

STANDARD = (
    N_("OK"),
    N_("Cancel"),
    N_("Yes"),
    N_("No"),
    N_("Save"),
    N_("Discard"),
    N_("Don't Save"),
    N_("Close"),
    N_("Open"),
    N_("Apply"),
    N_("Reset"),
    N_("Help"),
    N_("Undo"),
    N_("Redo"),
    N_("Cut"),
    N_("Copy"),
    N_("Paste"),
    N_("Delete"),
    N_("Select All"),
    N_("Print"),
)
"""Texts of Qt's own widgets that our windows can show."""

FILES = (
    N_("Look in:"),
    N_("Back"),
    N_("Go back"),
    N_("Forward"),
    N_("Go forward"),
    N_("Parent Directory"),
    N_("Go to the parent directory"),
    N_("Create New Folder"),
    N_("Create a New Folder"),
    N_("List View"),
    N_("Change to list view mode"),
    N_("Detail View"),
    N_("Change to detail view mode"),
    N_("Sidebar"),
    N_("List of places and bookmarks"),
    N_("Files"),
    N_("Files of type:"),
    N_("Computer"),
    N_("Drive"),
    N_("Folder"),
    N_("File name:"),
    N_("Name"),
    N_("Size"),
    N_("Type"),
    N_("Date Modified"),
    N_("All Files (*)"),
    N_("Rename"),
    N_("Show hidden files"),
    N_("New Folder"),
    N_("Directories"),
    N_("Directory:"),
    N_("Choose"),
    N_("%1 already exists.\nDo you want to replace it?"),
)
"""Texts of Qt's dialog for files, which is ours on every desktop: it keeps no history."""


class QtTexts(QTranslator):
    """Answers Qt's questions for its own texts out of our catalogue."""

    def __init__(self, translator: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known = {text: translator.gettext(text) for text in (*STANDARD, *FILES)}

    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,  # noqa: N803
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str:
        """Return our text, else Qt's own: an empty answer would blank the widget."""
        source = sourceText.decode() if isinstance(sourceText, bytes) else sourceText
        return self._known.get(source.replace("&", ""), source)

    def isEmpty(self) -> bool:
        """Return false: Qt does not install an empty translator."""
        return False


def install(translator: Translator, earlier: QtTexts | None) -> QtTexts:
    """Put a language's texts in place of the earlier ones; Qt tells its widgets by itself."""
    if earlier is not None:
        QCoreApplication.removeTranslator(earlier)
    texts = QtTexts(translator)
    QCoreApplication.installTranslator(texts)
    return texts
