# authority.py - an organisation that vouches for its own servers, by openssl.
#
# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess

NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
CONFIGURATION = """
[ca]
default_ca = ours
[ours]
new_certs_dir = {folder}
database = {folder}/index
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
"""


class Authority:
    """An organisation that vouches for its own servers."""

    def __init__(self, folder, name):
        self.folder = folder / name
        self.folder.mkdir()
        (self.folder / "index").touch()
        (self.folder / "configuration").write_text(CONFIGURATION.format(folder=self.folder))
        self.key, self.certificate = self.folder / "authority.key", self.folder / "authority.pem"
        self.openssl("req", "-x509", *NEW_KEY, "-days", "2", "-subj", f"/CN={name}", "-keyout", self.key, "-out", self.certificate)

    @staticmethod
    def openssl(*arguments):
        subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)

    def vouch(self, name, alternative, *dates):
        """(certificate, key) of a server."""
        request, key, extra = (self.folder / f"{name}.{end}" for end in ("request", "key", "extra"))
        certificate = self.folder / f"{name}.pem"
        self.openssl("req", *NEW_KEY, "-subj", f"/CN={name}", "-keyout", key, "-out", request)
        extra.write_text(f"subjectAltName = {alternative}\nextendedKeyUsage = serverAuth\n")
        self.openssl("ca", "-batch", "-notext", "-config", self.folder / "configuration", "-in", request,
                     "-out", certificate, "-keyfile", self.key, "-cert", self.certificate, "-extfile", extra,
                     *(dates or ("-days", "2")))
        key.chmod(0o600)
        return certificate, key
