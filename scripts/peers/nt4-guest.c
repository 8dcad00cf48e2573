/*
 * Loaded into smbd for tests only. Samba makes account 501 up, always enabled; NT 4.0 Server comes with its guest account
 * disabled. Where smb.conf says "batten:guest = disabled", the account is.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of Samba: struct dom_sid up to its parts; ACB_DISABLED and ACB_NORMAL; PDB_CHANGED. */
struct sid {
	uint8_t revision;
	int8_t parts;
	uint8_t authority[6];
	uint32_t part[15];
};

typedef bool (*get_account)(void *account, const struct sid *sid);
typedef bool (*set_flags)(void *account, uint32_t flags, int changed);
typedef const char *(*text_setting)(int share, const char *type, const char *name, const char *otherwise);

bool pdb_getsampwsid(void *account, const struct sid *sid)
{
	bool found = ((get_account)dlsym(RTLD_NEXT, "pdb_getsampwsid"))(account, sid);
	text_setting lookup = (text_setting)dlsym(RTLD_DEFAULT, "lp_parm_const_string");
	if (found && sid->parts == 5 && sid->part[4] == 501 && lookup != NULL &&
	    lookup(-1, "batten", "guest", NULL) != NULL) {
		((set_flags)dlsym(RTLD_DEFAULT, "pdb_set_acct_ctrl"))(account, 0x11, 2);
	}
	return found;
}
