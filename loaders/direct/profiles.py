"""Profiles of DIRECT as roles: what somebody's work asks for, skill by skill."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.direct.files import Catalogue, Profile
from loaders.direct.terms import FRAMEWORK, NAMESPACE, Placed, english, named
from loaders.documents.nodes import Node
from loaders.documents.values import fields, items, number, text, whole
from loaders.fidelity import Account, Place
from ontology.names import Iri
from ontology.terms import Requirement, Role


def roles(catalogue: Catalogue, account: Account) -> Iterator[Placed]:
    """Yield a role for each profile, and what it requires."""
    asking = _Asking(catalogue, account)
    for profile in catalogue.profiles:
        user, label = whole(profile.fields.get("user_id")), text(profile.fields.get("role"))
        if user is None or not label:
            account.quarantined("profile", "it has no number, or no role", profile.place)
            continue
        role = Role(
            id=Iri(f"{NAMESPACE}role/{user}"),
            framework=FRAMEWORK,
            labels=english(label, account, profile.place),
            alternative_labels=english(text(profile.fields.get("name")), account, profile.place),
            definition=english(_description(profile), account, profile.place),
        )
        yield Placed(role, profile.place)
        yield from asking.requirements(role.id, profile)


def _description(profile: Profile) -> str:
    paragraphs = (text(node) for node in items(profile.fields.get("description")))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


class _Asking:
    """Finds the skills that profiles name, and the levels that they want."""

    def __init__(self, catalogue: Catalogue, account: Account) -> None:
        self._account = account
        self._skills: dict[str, Iri] = {}
        for entry in catalogue.of("skill").values():
            self._skills.setdefault(entry.text("name"), named(entry))
        levels = (whole(each.fields.get("level")) for each in catalogue.of("skilllevel").values())
        self._highest = max((level for level in levels if level), default=1)

    def requirements(self, role: Iri, profile: Profile) -> Iterator[Placed]:
        """Yield what a profile asks for; of a skill that comes twice, the first time."""
        asked: set[Iri] = set()
        for node in items(profile.fields.get("user_data")):
            found = fields(node)
            place = Place(profile.place.file, node.row, node.column)
            skill = self._skills.get(text(found.get("skill")))
            if skill is None:
                self._account.quarantined("requirement", "no skill has that name", place)
            elif skill in asked:
                self._account.quarantined("requirement", "its skill comes twice", place)
            else:
                asked.add(skill)
                level = self._level(found.get("skill_level"), place)
                if level is not None:
                    yield Placed(Requirement(role, skill, level), place)

    def _level(self, node: Node | None, place: Place) -> int | None:
        """Return the level wanted, rounded half up; None where there is none to want."""
        value = number(node)
        if value is None or not 0 <= value <= self._highest:
            self._account.quarantined("requirement", "its level is on no scale", place)
            return None
        level = int(value + 0.5)
        if level == 0:
            self._account.dropped("requirement", "a level below 0.5 asks for nothing", place)
            return None
        if level != value:
            self._account.changed("requirement", "its level is rounded half up", place)
        return level
