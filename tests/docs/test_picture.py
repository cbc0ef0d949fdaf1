"""The picture in the README shows what the command prints today."""

from docs.picture import PICTURE, drawn


def test_the_picture_is_what_the_demonstration_prints() -> None:
    assert PICTURE.read_text("utf-8") == drawn(), "draw it anew: python -m docs.picture"
