"""samba-old-password.py SMB_CONF PRIVATE_DIR ACCOUNT: lets the password of an account date from 1970."""

import sys

from samba.samba3 import param, passdb

configuration, private, name = sys.argv[1:]
param.get_context().load(configuration)
passdb.set_secrets_dir(private)
accounts = passdb.PDB("tdbsam:%s/passdb.tdb" % private)
account = accounts.getsampwnam(name)
account.pass_last_set_time = 1
accounts.update_sam_account(account)
