"""Uploaded photos keep their pixels and lose what a telephone wrote into them."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms

from cms.media.stripping import strip_metadata
from tests.media.files import CAMERA, GPS, ORIENTATION, animation, picture


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", [1, 6])
def test_only_pixels_and_orientation_survive(image_format: str, orientation: int) -> None:
    original = picture(image_format, orientation=orientation)
    before = Image.open(BytesIO(original))
    assert before.getexif()[CAMERA] == "Telefoon van Ineke"
    assert before.getexif().get_ifd(GPS)
    after = Image.open(BytesIO(strip_metadata(original, image_format)))
    exif = after.getexif()
    assert exif.get(ORIENTATION, 1) == orientation
    assert set(exif) <= {ORIENTATION}
    assert not exif.get_ifd(GPS)
    assert ImageChops.difference(before.convert("RGB"), after.convert("RGB")).getbbox() is None


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_what_follows_the_image_is_cut_off(image_format: str) -> None:
    clean = strip_metadata(picture(image_format), image_format)
    assert strip_metadata(clean + b"<script>alert(1)</script>", image_format) == clean


def test_a_progressive_jpeg_and_its_colour_profile_stay_whole() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    out = BytesIO()
    Image.effect_noise((200, 100), 80).convert("RGB").save(
        out, "JPEG", progressive=True, icc_profile=profile, comment=b"geheim", quality=95
    )
    clean = strip_metadata(out.getvalue(), "JPEG")
    before, after = Image.open(out), Image.open(BytesIO(clean))
    assert after.info["icc_profile"] == profile
    assert b"geheim" not in clean
    assert ImageChops.difference(before, after).getbbox() is None


def test_an_animated_webp_keeps_its_frames() -> None:
    out = BytesIO()
    frames = [Image.new("RGB", (8, 8), (number * 20, 0, 0)) for number in range(5)]
    exif = Image.Exif()
    exif[CAMERA] = "Telefoon van Ineke"
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], exif=exif, lossless=True)
    clean = strip_metadata(out.getvalue(), "WEBP")
    assert b"Ineke" not in clean
    assert Image.open(BytesIO(clean)).n_frames == 5


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_a_file_that_ends_too_early_is_an_error_and_never_an_endless_loop(image_format: str) -> None:
    whole = strip_metadata(picture(image_format), image_format)
    for length in range(60, len(whole) - 1, 37):
        try:
            strip_metadata(whole[:length], image_format)
        except (ValueError, OSError):
            continue
        pytest.fail(f"A {image_format} of {length} of {len(whole)} bytes passed.")


def test_a_gif_is_left_alone() -> None:
    assert strip_metadata(gif := animation(3), "GIF") == gif
