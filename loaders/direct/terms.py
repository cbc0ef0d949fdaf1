"""The terms of DIRECT: the scale, groups, skills and resources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from loaders.direct.files import Catalogue, Entry
from loaders.documents.values import whole
from loaders.fidelity import Account, Place
from loaders.texts import composed
from ontology.errors import SourceError
from ontology.names import Iri, is_iri
from ontology.terms import (
    Alignment,
    Competency,
    CompetencyKind,
    Content,
    Framework,
    Level,
    Prefix,
    Relation,
    Resource,
    Scale,
    Teaching,
    Text,
    Texts,
)

PREFIX = "direct"
NAMESPACE = "https://w3id.org/waymark/direct/"
FRAMEWORK = Iri(NAMESPACE + "framework")
SCALE = Iri(NAMESPACE + "scale/proficiency")
LICENCE = "BSD-3-Clause"
NO_PLACE = "the model has no place for it"
UNKNOWN = "it names a record that the files do not have"
_UNREAD = {
    "competencydomain": ("rank",),
    "competency": ("rank",),
    "skill": ("rank", "tools"),
    "skilllevel": ("short_description", "focus"),
    "provider": ("url", "ror", "description"),
}


class Placed(NamedTuple):
    """A content, and where it is said."""

    content: Content
    place: Place


def named(entry: Entry) -> Iri:
    """Return the IRI of a record: DIRECT gives slugs, and the namespace is ours."""
    return Iri(f"{NAMESPACE}{entry.model}/{entry.text('slug')}")


def english(text: str, account: Account, place: Place) -> Texts:
    """Return an English text, or none."""
    return (Text("en", composed(text, account, place)),) if text else ()


def terms(catalogue: Catalogue, version: str | None, account: Account) -> Iterator[Placed]:
    """Yield what the framework says, family by family; nothing where it has no records.

    Raises `SourceError` where the levels are not numbered without a gap.
    """
    for model, records in catalogue.records.items():
        for entry in records.values():
            _count_unread(model, entry, account)
    beginning = min((entry.place for entry in catalogue.of("skill").values()), default=None)
    if beginning is None:
        return
    yield from _preamble(version, Place(beginning.file))
    yield from _scale(catalogue, account)
    yield from _groups(catalogue, account)
    yield from _skills(catalogue, account)
    yield from _resources(catalogue, account)
    yield from _teachings(catalogue, account)


def _count_unread(model: str, entry: Entry, account: Account) -> None:
    if model == "toollanguagemethodology":
        account.dropped(model, NO_PLACE, entry.place)
    for name in _UNREAD.get(model, ()):
        if entry.says(name):
            account.dropped(f"{model}.{name}", NO_PLACE, entry.place)


def _preamble(version: str | None, place: Place) -> Iterator[Placed]:
    label = (Text("en", "DIRECT: digital research competencies"),)
    content = Framework(FRAMEWORK, label, version=version, licence=LICENCE, publisher="DIRECT")
    yield Placed(content, place)
    yield Placed(Prefix(PREFIX, NAMESPACE), place)


def _scale(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    levels: dict[int, Entry] = {}
    for entry in catalogue.of("skilllevel").values():
        level = whole(entry.fields.get("level"))
        if level is not None and level > 0:
            levels[level] = entry
        else:
            account.dropped("skilllevel", "it says that the skill is lacking", entry.place)
    if not levels:
        return
    rungs = [levels[level] for level in sorted(levels)]
    if sorted(levels) != list(range(1, len(levels) + 1)):
        raise SourceError("the levels are not numbered 1, 2, 3 …", *rungs[0].place)
    made = tuple(_level(entry, account) for entry in rungs)
    label = (Text("en", "DIRECT proficiency"),)
    yield Placed(Scale(SCALE, made, progressive=True, labels=label), rungs[0].place)


def _level(entry: Entry, account: Account) -> Level:
    label = english(entry.text("name"), account, entry.place)
    return Level(label, english(entry.text("description"), account, entry.place))


def _groups(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    for model, parent in (("competencydomain", ""), ("competency", "competency_domain")):
        for entry in catalogue.of(model).values():
            content = Competency(
                id=named(entry),
                framework=FRAMEWORK,
                labels=english(entry.text("name"), account, entry.place),
                kind=CompetencyKind.GROUP,
                definition=english(entry.text("description"), account, entry.place),
                broader=_broader(entry, parent, catalogue, account),
            )
            yield Placed(content, entry.place)


def _skills(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    scale = SCALE if catalogue.of("skilllevel") else None
    for entry in catalogue.of("skill").values():
        content = Competency(
            id=named(entry),
            framework=FRAMEWORK,
            labels=english(entry.text("name"), account, entry.place),
            definition=english(entry.text("description"), account, entry.place),
            scale=scale,
            broader=_broader(entry, "competency", catalogue, account),
        )
        yield Placed(content, entry.place)
        yield from _related(entry, catalogue, account)


def _broader(entry: Entry, field: str, catalogue: Catalogue, account: Account) -> tuple[Iri, ...]:
    """Return the term above; the field that names it is called like its model."""
    number = whole(entry.fields.get(field))
    if number is None:
        return ()
    above = catalogue.of(field.replace("_", "")).get(number)
    if above is None:
        account.quarantined("broader", UNKNOWN, entry.place)
        return ()
    return (named(above),)


def _related(entry: Entry, catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    for number in dict.fromkeys(entry.references("related_skills")):
        other = catalogue.of("skill").get(number)
        if other is None:
            account.quarantined("related skill", UNKNOWN, entry.place)
        elif other is entry:
            account.dropped("related skill", "it relates a skill to itself", entry.place)
        else:
            yield Placed(Alignment(named(entry), named(other), Relation.RELATED), entry.place)


def _resources(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    providers = catalogue.of("provider")
    for entry in catalogue.of("learningresource").values():
        provider = providers.get(whole(entry.fields.get("provider")) or 0)
        languages = [
            tag.strip() for tag in entry.text("language").lower().split(",") if tag.strip()
        ]
        title, url = composed(entry.text("name"), account, entry.place), entry.text("url")
        if url and not is_iri(url):
            account.dropped("learningresource.url", "it is no address", entry.place)
        content = Resource(
            id=named(entry),
            framework=FRAMEWORK,
            titles=(Text(languages[0] if languages else "en", title),),
            definition=english(entry.text("description"), account, entry.place),
            provider=provider.text("name") if provider else None,
            languages=tuple(sorted(set(languages))),
            url=url if is_iri(url) else None,
        )
        yield Placed(content, entry.place)


def _teachings(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    resources = catalogue.of("learningresource")
    for entry in catalogue.of("skill").values():
        for number in dict.fromkeys(entry.references("learning_resources")):
            if number in resources:
                reason = "no level is stated: level 1 is taught"
                account.changed("learning resource of a skill", reason, entry.place)
                yield Placed(Teaching(named(resources[number]), named(entry)), entry.place)
            else:
                account.quarantined("learning resource of a skill", UNKNOWN, entry.place)
