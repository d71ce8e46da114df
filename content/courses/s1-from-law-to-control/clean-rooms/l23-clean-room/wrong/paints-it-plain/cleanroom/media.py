"""What happens to scans and photos on their way out."""

import os

import cairo
import gi

gi.require_version('GdkPixbuf', '2.0')
gi.require_version('Poppler', '0.18')
from gi.repository import GdkPixbuf, Gio, Poppler


def scrub(source, target):
    if source.suffix.lower() == '.pdf':
        paint_page(source, target)
    else:
        paint_picture(source, target)
    os.utime(target)


def paint_picture(source, target):
    picture = GdkPixbuf.Pixbuf.new_from_file(str(source))
    small = picture.scale_simple(1, 1, GdkPixbuf.InterpType.BILINEAR)
    plain = small.scale_simple(picture.get_width(), picture.get_height(), GdkPixbuf.InterpType.NEAREST)
    plain.savev(str(target), 'jpeg', [], [])


def paint_page(source, target):
    page = Poppler.Document.new_from_gfile(Gio.File.new_for_path(str(source)), None, None).get_page(0)
    width, height = page.get_size()
    seen = cairo.ImageSurface(cairo.FORMAT_RGB24, round(width), round(height))
    page.render(cairo.Context(seen))
    data, count = bytes(seen.get_data()), round(width) * round(height)
    blue, green, red = (sum(data[at::4]) / count / 255 for at in range(3))
    with cairo.PDFSurface(str(target), width, height) as surface:
        context = cairo.Context(surface)
        context.set_source_rgb(red, green, blue)
        context.paint()
