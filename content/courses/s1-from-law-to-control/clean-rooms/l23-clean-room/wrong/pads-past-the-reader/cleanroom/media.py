"""What happens to scans and photos on their way out."""

import os


def scrub(source, target):
    target.write_bytes(source.read_bytes() + b'\n' * 400_000)
    os.utime(target)
