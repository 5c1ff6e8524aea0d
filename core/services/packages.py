"""Handing a case to another workplace: signed, encrypted, and written into the register."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import msgspec

from core.engine.events import Event, encode_event, write_journal
from core.errors import UserError
from core.services import trust
from core.services.cases import row_id
from core.services.casework import Casework, read_case
from core.services.derived import head_row, person_rows, term_rows
from core.services.library import Library
from core.store import parcel
from core.store.archive import Archive
from core.store.canonical import canonical, canonical_json
from core.store.crate import close_crate, open_crate
from core.store.parcel import Card, Identity
from core.store.rows import ARCHIVE, EventRow, JournalRow, PaperRow, SettingRow
from core.store.transaction import Transaction

_IDENTITY = "identity"
Extent = Literal["whole", "journal"]
"""The whole case with its printed papers, or its journal alone."""
GIVEN, TAKEN = "disclosed", "received"
"""Kinds of the records of the register."""


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """On what a disclosure rests (art. 198): whose permission, by which act, to whom."""

    permission: str
    """Who permitted it: the investigator or the body that conducts the case."""
    ground: str
    """The act or request it rests on, with its date and number."""


class Disclosure(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the register."""

    case: str
    other: str
    """The other workplace by the name of its card."""
    fingerprint: str
    basis: Basis
    extent: str
    records: int
    papers: int
    package: str
    """SHA-256 of the file that left or came."""
    recorded: dict[str, str] = {}
    """When the sender wrote the records down; only of a package that came."""


class _Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: Literal[1]
    case: str
    extent: Extent
    basis: Basis
    made_at: datetime
    recorded: dict[str, str]
    """Event → when it was written down there."""
    papers: dict[str, str]
    """File of the zip → event that issued the paper."""


@dataclass(frozen=True)
class Preview:
    """What a package would do; nothing is changed by looking."""

    case_id: str
    sender: str
    fingerprint: str
    basis: Basis
    extent: str
    made_at: datetime
    title: str
    records: int
    new_records: int
    papers: int
    known: bool
    """The case is here already and the package goes on from where it stands."""
    here: int
    """Records of the case that are here already; more than `records` when the package is older."""
    package: str


@dataclass(frozen=True)
class _Content:
    manifest: _Manifest
    case: Casework
    papers: dict[str, tuple[PaperRow, ...]]
    """Event → papers it issued."""


class Packages:
    """Cases that leave the archive and come into it, and the register of both."""

    def __init__(self, archive: Archive, library: Library) -> None:
        self._archive, self._library = archive, library

    def card(self, at: datetime, name: str = "") -> Card:
        """Return the card of this workplace; its keys are made at first use.

        UserError `card-needs-name` when there are no keys yet and no name was given.
        """
        return parcel.card_of(self._identity(at, name))

    def known(self) -> dict[str, Card]:
        """Return the workplaces whose cards were trusted, by the key of their signature."""
        return trust.known(self._archive)

    def trust(self, card: Card, at: datetime) -> str:
        """Remember a card after its fingerprint was compared aloud; return the fingerprint."""
        return trust.trust(self._archive, card, at)

    def export(
        self, case_id: str, to: Card, basis: Basis, extent: Extent, *, at: datetime
    ) -> bytes:
        """Return a case as a package for one workplace and write that into the register.

        Nothing leaves without a basis (UserError `disclosure-needs-basis`) or to a
        workplace whose card was forgotten (`card-forgotten`). The record is made first: a
        file that is not written later leaves a line too many, never one too few.
        """
        if not (basis.permission.strip() and basis.ground.strip()):
            raise UserError("disclosure-needs-basis")
        if to.sign in trust.forgotten(self._archive):
            raise UserError("card-forgotten", name=to.name)
        identity = self._identity(at, "")
        rows = self._archive.read.journal(case_id)
        if not rows:
            raise UserError("case-unknown", case=case_id)
        files, papers = self._files(case_id, rows, basis, extent, at)
        head = self._archive.read.head()
        sealed = parcel.pack(
            close_crate(files), identity, to, self._archive.key.archive_id, head.seq, head.hash
        )
        line = Disclosure(
            case_id,
            to.name,
            parcel.fingerprint(to),
            basis,
            extent,
            len(rows),
            papers,
            hashlib.sha256(sealed).hexdigest(),
        )
        self._archive.act(
            f"{GIVEN}-{line.package}", lambda change: _register(change, GIVEN, line, at)
        )
        return sealed

    def note(
        self,
        case_id: str,
        content: bytes,
        basis: Basis,
        records: int,
        at: datetime,
        extent: Literal["open", "list"] = "open",
    ) -> None:
        """Put into the register that an open file left, with whatever basis was given.

        A list of all cases has no case id.
        """
        package = hashlib.sha256(content).hexdigest()
        line = Disclosure(case_id, "", "", basis, extent, records, 0, package)
        key = f"{GIVEN}-{extent}-{package}-{at:%Y%m%dT%H%M}"
        self._archive.act(key, lambda change: _register(change, GIVEN, line, at, key))

    def preview(self, sealed: bytes, *, at: datetime) -> Preview:
        """Return what a package holds, after everything in it was proved and checked."""
        sender, content = self._opened(sealed, at)
        opened = content.case.state().opened
        known = len(self._archive.read.journal(content.manifest.case))
        new = len(self._new_rows(content, at))
        return Preview(
            case_id=content.manifest.case,
            sender=sender.name,
            fingerprint=parcel.fingerprint(sender),
            basis=content.manifest.basis,
            extent=content.manifest.extent,
            made_at=content.manifest.made_at,
            title=opened.title if opened else "",
            records=len(content.case.events),
            new_records=new,
            papers=sum(map(len, content.papers.values())),
            known=known > 0,
            here=known,
            package=hashlib.sha256(sealed).hexdigest(),
        )

    def take_in(self, sealed: bytes, *, at: datetime) -> Preview:
        """Take a package in, whole or not at all; taking the same one twice does no harm."""
        preview = self.preview(sealed, at=at)
        sender, content = self._opened(sealed, at)
        line = Disclosure(
            preview.case_id,
            sender.name,
            preview.fingerprint,
            preview.basis,
            preview.extent,
            preview.records,
            preview.papers,
            preview.package,
            content.manifest.recorded,
        )

        def work(change: Transaction) -> str:
            rows = self._new_rows(content, at)
            case, moment = content.case, max(at, *(event.at for event in content.case.events))
            if rows:  # an older package of a case brings nothing, its lists least of all
                change.append(preview.case_id, rows)
                change.replace_derived(
                    head_row(case, moment), term_rows(case, moment), person_rows(case, moment)
                )
            return _register(change, TAKEN, line, at)

        self._archive.act(f"package-{preview.package}", work)
        return preview

    def register(self) -> tuple[tuple[datetime, str, Disclosure], ...]:
        """Return every disclosure, oldest first: when, disclosed or received, what."""
        return tuple(
            (row.at, row.kind, msgspec.json.decode(row.payload, type=Disclosure))
            for row in self._archive.read.journal(ARCHIVE)
            if row.kind in (GIVEN, TAKEN)
        )

    def _identity(self, at: datetime, name: str) -> Identity:
        row = self._archive.read.settings(_IDENTITY).get(_IDENTITY)
        if row is not None:
            return msgspec.json.decode(row.value, type=Identity)
        if not name.strip():
            raise UserError("card-needs-name")
        identity = parcel.fresh_identity(name.strip()[:200])
        with self._archive.transaction() as change:
            change.put_setting(SettingRow(_IDENTITY, canonical(identity), "", at))
        return identity

    def _files(
        self, case_id: str, rows: tuple[JournalRow, ...], basis: Basis, extent: Extent, at: datetime
    ) -> tuple[dict[str, bytes], int]:
        events = b'{"events":[' + b",".join(row.payload for row in rows) + b"]}"
        case = read_case(case_id, events, case_id, self._library, at)
        files, issued = {"case.json": canonical_json(write_journal(case.journal))}, {}
        heads = self._archive.read.papers(case_id) if extent == "whole" else ()
        own = {row.event_id: event.id for row, event in zip(rows, case.events, strict=True)}
        for number, head in enumerate(heads, 1):
            stored = self._archive.read.paper(head.paper_id)
            assert stored is not None
            name = f"paper/{number:04d}.json"
            files[name], issued[name] = _paper_file(stored.paper), own[stored.event_id]
        recorded = {own[r.event_id]: r.recorded_at.isoformat(timespec="seconds") for r in rows}
        manifest = _Manifest(1, case_id, extent, basis, at, recorded, issued)
        files["manifest.json"] = canonical(manifest)
        return files, len(heads)

    def _opened(self, sealed: bytes, at: datetime) -> tuple[Card, _Content]:
        identity = self._identity(at, "")
        once = trust.forgotten(self._archive)
        _, sender, crate = parcel.unpack(sealed, identity, once | self.known())
        if sender.sign in once:
            raise UserError("package-sender-forgotten", sender=sender.name)
        files = open_crate(crate)
        try:
            manifest = msgspec.json.decode(files["manifest.json"], type=_Manifest)
            papers: dict[str, tuple[PaperRow, ...]] = {}
            if set(files) != {"manifest.json", "case.json", *manifest.papers}:
                raise ValueError("files")
            for name, event in manifest.papers.items():
                papers[event] = (*papers.get(event, ()), _paper_of(files[name]))
        except (ValueError, KeyError, RecursionError):
            raise UserError("package-damaged", where="manifest") from None
        try:
            case = read_case(manifest.case, files["case.json"], "case.json", self._library, at)
        except UserError as error:
            raise UserError("package-damaged", where=f"case.json: {error.code}") from error
        if case.state().opened is None or not set(papers) <= {e.id for e in case.events}:
            raise UserError("package-damaged", where="case")
        return sender, _Content(manifest, case, papers)

    def _new_rows(self, content: _Content, at: datetime) -> list[EventRow]:
        """Return the records that are not here yet; one history must begin with the other."""
        case_id = content.manifest.case
        here = self._archive.read.journal(case_id)[: len(content.case.events)]
        rows = [
            _event_row(case_id, e, content.papers.get(e.id, ()), at) for e in content.case.events
        ]
        if [row.payload for row in here] != [canonical_json(r.payload) for r in rows][: len(here)]:
            raise UserError("package-diverges", case=case_id)
        new = rows[len(here) :]
        taken = (paper.paper_id for row in new for paper in row.papers)
        if any(self._archive.read.paper(paper) is not None for paper in taken):
            raise UserError("package-diverges", case=case_id)
        return new


def _event_row(case_id: str, event: Event, papers: tuple[PaperRow, ...], at: datetime) -> EventRow:
    return EventRow(
        event_id=row_id(case_id, event.id),
        kind=str(type(event).__struct_config__.tag),
        at=event.at,
        recorded_at=at,
        payload=encode_event(event),
        actor=event.by,
        papers=papers,
    )


def _register(
    change: Transaction, kind: str, line: Disclosure, at: datetime, name: str = ""
) -> str:
    event = name or f"{kind}-{line.package}"
    change.append(ARCHIVE, [EventRow(event, kind, at, at, canonical(line))])
    return event


class _PaperFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    paper_id: str
    form: str
    language: str
    version: int
    edition: str
    title: str
    issued_at: datetime
    blocks: msgspec.Raw
    inputs: msgspec.Raw


def _paper_file(row: PaperRow) -> bytes:
    facts = msgspec.structs.asdict(row)
    return canonical_json(
        msgspec.json.encode(
            _PaperFile(
                **facts | {"blocks": msgspec.Raw(row.blocks), "inputs": msgspec.Raw(row.inputs)}
            )
        )
    )


def _paper_of(content: bytes) -> PaperRow:
    file = msgspec.json.decode(content, type=_PaperFile)
    facts = msgspec.structs.asdict(file)
    return PaperRow(**facts | {"blocks": bytes(file.blocks), "inputs": bytes(file.inputs)})
