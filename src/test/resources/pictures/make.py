"""Makes the pictures in this folder. Needs Pillow, and nothing of the project: what reads them must not have written them."""

import io
import struct
import zlib
from pathlib import Path

from PIL import Image, ImageOps

HERE = Path(__file__).parent
RED, GREEN, BLUE, WHITE = (200, 30, 40), (20, 150, 60), (30, 60, 190), (250, 250, 250)


def quarters(mode="RGB", size=(64, 32)):
    """Red, green, blue, white: no two ways of turning it look the same."""
    image = Image.new("RGB", size, WHITE)
    width, height = size[0] // 2, size[1] // 2
    image.paste(RED, (0, 0, width, height))
    image.paste(GREEN, (width, 0, size[0], height))
    image.paste(BLUE, (0, height, width, size[1]))
    return image.convert(mode)


def exif(orientation):
    data = Image.Exif()
    data[0x0112] = orientation
    data[0x010F] = "Secret Camera"
    gps = data.get_ifd(0x8825)
    gps[1], gps[2] = "N", (52.0, 22.0, 0.0)
    gps[3], gps[4] = "E", (4.0, 53.0, 0.0)
    return data


def oriented(orientation):
    """What a camera that was held so would have stored."""
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    upright = quarters()
    if orientation == 1:
        return upright
    return upright.transpose(Image.Transpose(back[orientation]))


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def display_p3():
    def s15(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(x, y, z):
        return b"XYZ \0\0\0\0" + s15(x) + s15(y) + s15(z)

    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    name = b"Wide Primaries\0"
    desc = b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * (12 + 67)
    tags = {
        b"desc": desc + b"\0" * (-len(desc) % 4),
        b"cprt": b"text\0\0\0\0none\0\0\0\0",
        b"wtpt": xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": xyz(0.5151, 0.2412, -0.0011),
        b"gXYZ": xyz(0.2920, 0.6922, 0.0419),
        b"bXYZ": xyz(0.1571, 0.0666, 0.7841),
        b"rTRC": gamma,
        b"gTRC": gamma,
        b"bTRC": gamma,
    }
    table, body, at = b"", b"", 128 + 4 + 12 * len(tags)
    for key, value in tags.items():
        table += key + struct.pack(">II", at + len(body), len(value))
        body += value
    header = struct.pack(">I4sI4s4s4s", 0, b"none", 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += s15(0.9642) + s15(1.0) + s15(0.8249)
    header = header.ljust(128, b"\0")
    profile = header + struct.pack(">I", len(tags)) + table + body
    return struct.pack(">I", len(profile)) + profile[4:]


def main():
    for orientation in range(1, 9):
        stored = oriented(orientation)
        stored.save(HERE / f"turned-{orientation}.jpg", quality=90, exif=exif(orientation), subsampling=0)
        again = ImageOps.exif_transpose(Image.open(HERE / f"turned-{orientation}.jpg"))
        assert again.size == (64, 32) and again.getpixel((8, 8))[0] > 150, orientation
    quarters("CMYK").save(HERE / "cmyk.jpg", quality=90)
    quarters("L").save(HERE / "gray.jpg", quality=90)
    quarters().save(HERE / "progressive.jpg", quality=90, progressive=True)
    quarters().save(HERE / "wide-colours.jpg", quality=95, icc_profile=display_p3(), subsampling=0)
    quarters().save(HERE / "wide-colours.png", icc_profile=display_p3())
    quarters().save(HERE / "wide-colours.webp", quality=95, icc_profile=display_p3())
    quarters().save(HERE / "plain.webp", quality=90)
    oriented(6).save(HERE / "turned-6.webp", quality=90, exif=exif(6))
    quarters().save(HERE / "lossless.webp", lossless=True)
    clear = quarters("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize((64, 32)))
    clear.save(HERE / "clear.webp", quality=90)
    clear.save(HERE / "clear-lossless.webp", lossless=True)
    clear.save(HERE / "clear.png")
    quarters("LA").save(HERE / "gray-clear.png")
    quarters("1").save(HERE / "one-bit.png")
    quarters().quantize(16).save(HERE / "palette.png")
    Image.new("I;16", (8, 8), 32896).save(HERE / "gray-16.png")
    rows = b"".join(b"\0" + struct.pack(">3H", 51400, 7710, 10280) * 8 for _ in range(8))
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 8, 8, 16, 2, 0, 0, 0))
    png = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    (HERE / "rgb-16.png").write_bytes(png)
    frames = [quarters().rotate(angle) for angle in (0, 90, 180)]
    options = {"save_all": True, "append_images": frames[1:], "duration": 100, "loop": 0}
    frames[0].save(HERE / "moving.gif", comment=b"made by a secret camera", **options)
    frames[0].save(HERE / "moving.webp", **options)
    quarters().save(HERE / "still.gif")


main()
