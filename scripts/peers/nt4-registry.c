/*
 * Loaded into smbd for tests only, so that its registry behaves like an NT 4.0 server's in three ways:
 * - Samba serves some paths (ProductOptions, Tcpip\Parameters, Windows NT\CurrentVersion ...) from built-in read-only
 *   hooks. NT 4.0 has ordinary keys there, so no hook is registered but the one for Samba's own configuration.
 * - NT 4.0 keeps keys such as HKLM\SECURITY from Administrators; Samba lets root open everything. Here nobody may open
 *   a key called SEALED.
 * - NT 4.0 keeps what a service logs on as; Samba sets it to LocalSystem whenever it begins to serve services.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* The head of Samba's struct registry_key_handle. */
struct key_handle {
	uint32_t type;
	char *name;
};

typedef uint32_t (*add_hook)(const char *key, void *operations);
typedef uint32_t (*winreg_sz)(void *mem, void *binding, void *key, const char *value, const char **data, uint32_t *error);
typedef uint32_t (*set_winreg_sz)(void *mem, void *binding, void *key, const char *value, const char *data, uint32_t *error);
typedef bool (*check_access)(struct key_handle *key, uint32_t requested, uint32_t *granted, const void *token);

uint32_t reghook_cache_add(const char *key, void *operations)
{
	if (key != NULL && strstr(key, "smbconf") != NULL) {
		return ((add_hook)dlsym(RTLD_NEXT, "reghook_cache_add"))(key, operations);
	}
	return 0;
}

bool regkey_access_check(struct key_handle *key, uint32_t requested, uint32_t *granted, const void *token)
{
	const char *leaf = key->name == NULL ? NULL : strrchr(key->name, '\\');
	if (leaf != NULL && strcasecmp(leaf, "\\SEALED") == 0) {
		return false;
	}
	return ((check_access)dlsym(RTLD_NEXT, "regkey_access_check"))(key, requested, granted, token);
}

uint32_t dcerpc_winreg_set_sz(void *mem, void *binding, void *key, const char *value, const char *data, uint32_t *error)
{
	if (strcmp(value, "ObjectName") == 0) {
		winreg_sz query = (winreg_sz)dlsym(RTLD_NEXT, "dcerpc_winreg_query_sz");
		const char *now = NULL;
		uint32_t status = query(mem, binding, key, value, &now, error);
		if (status == 0 && *error == 0 && now != NULL) {
			return 0;
		}
	}
	return ((set_winreg_sz)dlsym(RTLD_NEXT, "dcerpc_winreg_set_sz"))(mem, binding, key, value, data, error);
}
