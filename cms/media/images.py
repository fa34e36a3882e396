"""What an uploaded picture must be: of a kind that we allow, whole, and not too large in any way."""

from io import BytesIO
from pathlib import PurePath
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.template.defaultfilters import filesizeformat
from PIL import Image
from wagtail.images.fields import WagtailImageField

from cms.media.stripping import strip_metadata

MAX_FRAMES = 200

_DAMAGED = "Dit bestand is geen afbeelding of het is beschadigd. Open het in een beeldprogramma en sla het opnieuw op."


class SiteImageField(WagtailImageField):
    """Wagtail's field for the file of an image, stricter, and in plain words.

    The picture is decoded once, in full: what passes can be scaled later. Its metadata is taken out of the uploaded
    file itself, so that it is gone whichever view stores the file.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        formats, size = self.supported_formats_text, filesizeformat(self.max_upload_size)
        self.help_text = f"Een bestand van de soort {formats}, hoogstens {size}."
        self.error_messages |= {
            "invalid_image": _DAMAGED,
            "invalid_image_extension": f"Dit soort bestand kan hier niet. Kies een van deze soorten: {formats}.",
            "file_too_large": "Dit bestand is te groot (%(file_size)s). Het mag hoogstens %(max_filesize)s zijn.",
            "file_too_large_unknown_size": f"Dit bestand is te groot. Het mag hoogstens {size} zijn.",
        }

    def check_image_file_format(self, f: UploadedFile) -> None:
        """Raise ValidationError unless the kind of `f` is allowed and is that of its name.

        Wagtail speaks of .jpeg where the name ends in .jpg.
        """
        try:
            super().check_image_file_format(f)
        except ValidationError as error:
            if error.code != "invalid_image_known_format":
                raise
            ending = PurePath(f.name or "").suffix.lower()
            raise ValidationError(
                f"De naam eindigt op {ending}, maar het bestand is van de soort {f.image.format_name}. "  # type: ignore[attr-defined]
                f"Sla het opnieuw op als {ending}.",
                code=error.code,
            ) from error

    def check_image_pixel_size(self, f: UploadedFile) -> None:
        """Decode every frame of `f`; raise ValidationError when that fails or is too much."""
        f.seek(0)
        data = f.read()
        try:
            with Image.open(BytesIO(data)) as image:
                self._check_frames(image)
                clean = strip_metadata(data, image.format or "")
        except ValidationError:
            raise
        except Image.DecompressionBombError as error:
            raise self._too_many_pixels() from error
        # Pillow raises nearly anything on a broken file: OSError, SyntaxError, struct.error, ValueError.
        except Exception as error:
            raise ValidationError(_DAMAGED, code="invalid_image") from error
        _replace_content(f, clean)

    def _check_frames(self, image: Image.Image) -> None:
        """Raise ValidationError when the frames of `image` are too many or hold too many pixels together."""
        pixels = 0
        for number in range(MAX_FRAMES + 1):
            try:
                image.seek(number)
            except EOFError:
                return
            pixels += image.width * image.height
            if self.max_image_pixels is not None and pixels > self.max_image_pixels:
                raise self._too_many_pixels()
            image.load()
        raise ValidationError(
            f"Deze animatie heeft te veel beelden. Het mogen er hoogstens {MAX_FRAMES} zijn.", code="too_many_frames"
        )

    def _too_many_pixels(self) -> ValidationError:
        """Return what is said of a picture with too many pixels."""
        return ValidationError(
            f"Deze afbeelding heeft te veel beeldpunten. Het mogen er hoogstens {self.max_image_pixels // 1_000_000} "
            "miljoen zijn (breedte keer hoogte, bij een animatie alle beelden samen). Maak de afbeelding kleiner.",
            code="file_too_many_pixels",
        )


def _replace_content(upload: UploadedFile, content: bytes) -> None:
    """Write `content` over what was uploaded."""
    file = cast(IO[bytes], upload.file)
    file.seek(0)
    file.truncate()
    file.write(content)
    file.flush()
    file.seek(0)
    upload.size = len(content)
