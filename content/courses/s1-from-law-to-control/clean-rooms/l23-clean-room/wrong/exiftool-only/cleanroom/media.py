"""What happens to scans and photos on their way out."""

import shutil
import subprocess


def scrub(source, target):
    shutil.copyfile(source, target)
    subprocess.run(['exiftool', '-q', '-P', '-all=', '-overwrite_original', str(target)], check=True)
