/*
 * Stand-ins for what Windows NT 4.0 has in its box and Wine 8 lacks or only pretends to have. One program; the name it is
 * started under decides: find, fc, net, at, cscript (for adsutil.vbs), admin (Exchange) and regedit, which exports as NT 4.0
 * does (Wine's own writes version 5.00) and refuses all else. Every call is noted in C:\standin\calls.log. What the tools
 * answer from and change stands in C:\standin\state.txt, a line a value; calls named in C:\standin\refuse.txt do nothing.
 */
#include <ctype.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define HOME "C:\\standin\\"
#define LINES 4000

static char tool[64];
static char words[8192];
static char *state[LINES];
static int lines;

static unsigned char *whole(const char *path, size_t *size) {
  FILE *file = fopen(path, "rb");
  if (!file) return NULL;
  fseek(file, 0, SEEK_END);
  long length = ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(length + 4);
  *size = fread(bytes, 1, length, file);
  memset(bytes + *size, 0, 4);
  fclose(file);
  return bytes;
}

static void load_state(void) {
  size_t size;
  char *text = (char *)whole(HOME "state.txt", &size);
  for (char *line = text ? strtok(text, "\r\n") : NULL; line && lines < LINES; line = strtok(NULL, "\r\n"))
    state[lines++] = line;
}

static void save_state(void) {
  FILE *file = fopen(HOME "state.txt", "wb");
  for (int i = 0; i < lines; i++)
    if (state[i]) fprintf(file, "%s\r\n", state[i]);
  fclose(file);
}

/* The line of a value, whose name is compared without case: name TAB value. */
static int find_state(const char *name) {
  size_t length = strlen(name);
  for (int i = 0; i < lines; i++)
    if (state[i] && !_strnicmp(state[i], name, length) && state[i][length] == '\t') return i;
  return -1;
}

static const char *get(const char *name) {
  int at = find_state(name);
  return at < 0 ? NULL : state[at] + strlen(name) + 1;
}

static void put(const char *name, const char *value) {
  int at = find_state(name);
  if (at < 0) at = lines++;
  state[at] = NULL;
  if (value) {
    state[at] = malloc(strlen(name) + strlen(value) + 2);
    sprintf(state[at], "%s\t%s", name, value);
  }
  save_state();
}

static int is_refused(void) {
  size_t size;
  char call[8300], *text = (char *)whole(HOME "refuse.txt", &size);
  sprintf(call, "%s %s", tool, words);
  for (char *line = text ? strtok(text, "\r\n") : NULL; line; line = strtok(NULL, "\r\n"))
    if (!_strnicmp(call, line, strlen(line))) return 1;
  return 0;
}

/* FIND [/N] [/C] [/V] [/I] "words" [file]: 0 found, 1 not found, 2 wrong */
static int find(int count, char **given) {
  static char line[65536];
  int number = 0, only_count = 0, without = 0, no_case = 0;
  long at = 0, hits = 0;
  char *wanted = NULL, *path = NULL;
  for (int i = 1; i < count; i++) {
    if (given[i][0] == '/' && !wanted) {
      switch (toupper((unsigned char)given[i][1])) {
        case 'N': number = 1; break;
        case 'C': only_count = 1; break;
        case 'V': without = 1; break;
        case 'I': no_case = 1; break;
        default: return 2;
      }
    } else if (!wanted) wanted = given[i];
    else path = given[i];
  }
  if (!wanted) return 2;
  FILE *file = path ? fopen(path, "rb") : stdin;
  if (!file) {
    fprintf(stderr, "File not found - %s\r\n", path);
    return 2;
  }
  if (path && !only_count) printf("\r\n---------- %s\r\n", path);
  while (fgets(line, sizeof line, file)) {
    at++;
    line[strcspn(line, "\r\n")] = 0;
    int has = 0;
    for (char *p = line; !has && *p; p++)
      has = !(no_case ? _strnicmp(p, wanted, strlen(wanted)) : strncmp(p, wanted, strlen(wanted)));
    if (has == without) continue;
    hits++;
    if (only_count) continue;
    if (number) printf("[%ld]", at);
    printf("%s\r\n", line);
  }
  if (only_count) printf("\r\n---------- %s: %ld\r\n", path ? path : "", hits);
  return hits == 0;
}

/* FC /B one other: 0 the same, 1 different, 2 one is missing */
static int fc(int count, char **given) {
  char *paths[2] = {0};
  int found = 0;
  size_t sizes[2];
  for (int i = 1; i < count; i++)
    if (given[i][0] != '/' && found < 2) paths[found++] = given[i];
  if (found < 2) return 2;
  unsigned char *one = whole(paths[0], &sizes[0]), *other = whole(paths[1], &sizes[1]);
  if (!one || !other) return 2;
  if (sizes[0] == sizes[1] && !memcmp(one, other, sizes[0])) return 0;
  printf("%s and %s differ\r\n", paths[0], paths[1]);
  return 1;
}

static const char *or_none(const char *name, const char *none) {
  const char *value = get(name);
  return value ? value : none;
}

static int net_accounts(int count, char **given) {
  for (int i = 2; i < count; i++) {
    char name[64], *colon = strchr(given[i], ':');
    if (!colon || given[i][0] != '/') return 1;
    sprintf(name, "policy %.*s", (int)(colon - given[i] - 1), given[i] + 1);
    put(name, colon + 1);
  }
  if (count > 2) return 0;
  printf("Force user logoff how long after time expires?:       %s\r\n", or_none("policy forcelogoff", "Never"));
  printf("Minimum password age (days):                          %s\r\n", or_none("policy minpwage", "0"));
  printf("Maximum password age (days):                          %s\r\n", or_none("policy maxpwage", "42"));
  printf("Minimum password length:                              %s\r\n", or_none("policy minpwlen", "0"));
  const char *unique = or_none("policy uniquepw", "0");
  printf("Length of password history maintained:                %s\r\n", strcmp(unique, "0") ? unique : "None");
  printf("Lockout threshold:                                    %s\r\n", or_none("policy lockout", "Never"));
  printf("Lockout duration (minutes):                           %s\r\n", or_none("policy duration", "30"));
  printf("Lockout observation window (minutes):                 %s\r\n", or_none("policy window", "30"));
  printf("Computer role:                                        SERVER\r\n");
  printf("The command completed successfully.\r\n\r\n");
  return 0;
}

static const char dashes[] = "-------------------------------------------------------------------------------";

static int net_localgroup(int count, char **given) {
  if (count < 3) {
    printf("\r\nAliases for \\\\NTEX01\r\n\r\n%s\r\n", dashes);
    printf("*Administrators          *Backup Operators        \r\n*B\x81ro\r\n");
    printf("The command completed successfully.\r\n\r\n");
    return 0;
  }
  printf("Alias name     %s\r\nComment        \r\n\r\nMembers\r\n\r\n%s\r\n", given[2], dashes);
  if (!_stricmp(given[2], "Administrators")) printf("Administrator\r\nEXAMPLE\\Domain Admins\r\nEXAMPLE\\ExchSrv\r\n");
  printf("The command completed successfully.\r\n\r\n");
  return 0;
}

static int net_user(int count, char **given) {
  char active[80], required[80];
  if (count < 3) {
    // Umlauts in the code page of a command prompt
    printf("\r\nUser accounts for \\\\NTEX01\r\n\r\n%s\r\n", dashes);
    printf("%-25s%-25s%-25s\r\n%-25s\r\n", "Administrator", "backup adm", "Guest", "M\x81ller");
    printf("The command completed successfully.\r\n\r\n");
    return 0;
  }
  sprintf(active, "user %.40s active", given[2]);
  sprintf(required, "user %.40s required", given[2]);
  if (!get(active)) {
    fprintf(stderr, "The user name could not be found.\r\n");
    return 2;
  }
  for (int i = 3; i < count; i++) {
    const char *is = strstr(given[i], ":yes") ? "Yes" : "No";
    put(!_strnicmp(given[i], "/active:", 8) ? active : required, is);
  }
  if (count > 3) return 0;
  printf("User name                    %s\r\nFull Name                    \r\n", given[2]);
  printf("Comment                      \r\nUser's comment               \r\nCountry code                 000\r\n");
  printf("Account active               %s\r\nAccount expires              Never\r\n\r\n", get(active));
  printf("Password last set            1/19/99 3:05 PM\r\nPassword expires             Never\r\n");
  printf("Password changeable          1/19/99 3:05 PM\r\nPassword required            %s\r\n", get(required));
  printf("User may change password     Yes\r\n\r\nThe command completed successfully.\r\n");
  return 0;
}

static int net_services(int count, char **given) {
  int stop = !_stricmp(given[1], "stop");
  char name[128];
  if (count > 2) {
    sprintf(name, "running %.100s", given[2]);
    if (!find_state(name)) return 0;
    if (find_state(name) < 0) {
      fprintf(stderr, "The service name is invalid.\r\n");
      return 2;
    }
    char display[200];
    const char *value = get(name);
    sprintf(display, "%c%.190s", stop ? '-' : '+', value + 1);
    put(name, display);
    return 0;
  }
  printf("These Windows NT services are started:\r\n\r\n");
  for (int i = 0; i < lines; i++) {
    char *tab = state[i] && !strncmp(state[i], "running ", 8) ? strchr(state[i], '\t') : NULL;
    if (tab && tab[1] == '+') printf("   %s\r\n", tab + 2);
  }
  printf("\r\nThe command completed successfully.\r\n");
  return 0;
}

static int net(int count, char **given) {
  if (count > 1 && !_stricmp(given[1], "accounts")) return net_accounts(count, given);
  if (count > 1 && !_stricmp(given[1], "user")) return net_user(count, given);
  if (count > 1 && !_stricmp(given[1], "localgroup")) return net_localgroup(count, given);
  if (count > 1 && !_stricmp(given[1], "group")) {
    fprintf(stderr, "This command can be used only on a Windows NT Domain Controller.\r\n\r\nMore help is available.\r\n");
    return 2;
  }
  if (count > 1 && (!_stricmp(given[1], "start") || !_stricmp(given[1], "stop"))) return net_services(count, given);
  fprintf(stderr, "net %s is not stood in for\r\n", words);
  return 99;
}

/* AT TIME command..., AT NUMBER /DELETE, AT alone lists */
static int at(int count, char **given) {
  char name[40], command[1000] = "";
  if (count == 1) {
    printf("Status ID   Day                     Time          Command Line\r\n");
    printf("-------------------------------------------------------------------------------\r\n");
    for (int i = 0; i < lines; i++)
      if (state[i] && !strncmp(state[i], "job ", 4)) printf("        %s\r\n", strchr(state[i], '\t') + 1);
    return 0;
  }
  if (count == 3 && !_stricmp(given[2], "/delete")) {
    sprintf(name, "job %.20s", given[1]);
    if (!get(name)) return 1;
    put(name, NULL);
    return 0;
  }
  for (int i = 2; i < count; i++) strcat(strcat(command, i > 2 ? " " : ""), given[i]);
  for (int id = 1;; id++) {
    char line[1100];
    sprintf(name, "job %d", id);
    if (get(name)) continue;
    sprintf(line, "%d   Today                   %s         %s", id, given[1], command);
    put(name, line);
    printf("Added a new job with job ID = %d\r\n", id);
    return 0;
  }
}

/* CSCRIPT //nologo adsutil.vbs GET|SET|DELETE node/property [value...] */
static int cscript(int count, char **given) {
  char name[300], value[2000];
  if (count < 5 || !strstr(given[2], "adsutil.vbs")) return 99;
  sprintf(name, "metabase %.280s", given[4]);
  const char *slash = strrchr(given[4], '/'), *property = slash ? slash + 1 : given[4];
  if (!_stricmp(given[3], "GET")) {
    const char *held = get(name);
    if (held) printf("%-32s: %s\r\n", property, held);
    else printf("The parameter \"%s\" is not set at this node.\r\n", property);
    return 0;
  }
  if (!_stricmp(given[3], "DELETE")) {
    put(name, NULL);
    return 0;
  }
  int number = count == 6 && strspn(given[5], "0123456789") == strlen(given[5]);
  if (number) sprintf(value, "(INTEGER) %.20s", given[5]);
  else if (!strcmp(property, "SecureBindings")) {
    sprintf(value, "(LIST) (%d Items)", count - 5);
    for (int i = 5; i < count; i++) sprintf(value + strlen(value), " \"%.200s\"", given[i]);
  } else sprintf(value, "(STRING) \"%.1000s\"", given[5]);
  put(name, value);
  return 0;
}

static int option(const char *path, const char *keyword, char *value) {
  char line[600];
  size_t length = strlen(keyword);
  FILE *file = fopen(path, "rb");
  while (file && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\r\n")] = 0;
    if (!_strnicmp(line, keyword, length) && line[length] == '=') {
      strcpy(value, line + length + 1);
      fclose(file);
      return 1;
    }
  }
  return 0;
}

/* ADMIN /e|/i file /d server /n /o options: state lines are  object BASE/cn=CONTAINER|NAME|CLASS|ATTRIBUTE TAB value */
static int admin(int count, char **given) {
  char base[300], container[100], head[400], row[1000], *columns[20];
  if (count < 8 || !option(given[7], "Basepoint", base) || !option(given[7], "Container", container)) return 1;
  FILE *file = fopen(given[2], "rb");
  if (!file || !fgets(head, sizeof head, file)) return 1;
  char first[400];
  head[strcspn(head, "\r\n")] = 0;
  strcpy(first, head);
  int wanted = 0;
  for (char *column = strtok(head, ","); column; column = strtok(NULL, ",")) columns[wanted++] = column;
  char where[500];
  sprintf(where, "object %s/cn=%s|", base, container);
  if (!strcmp(given[1], "/i")) {
    while (fgets(row, sizeof row, file)) {
      row[strcspn(row, "\r\n")] = 0;
      char *class = strtok(row, ","), *mode = strtok(NULL, ","), *object = strtok(NULL, ","), *value = strtok(NULL, ",");
      char name[900];
      if (!value || strcmp(mode, "Modify")) return 1;
      sprintf(name, "%s%s|%s|%s", where, object, class, columns[3]);
      put(name, strcmp(value, "~DEL") ? value : "");
    }
    fclose(file);
    return 0;
  }
  fclose(file);
  file = fopen(given[2], "wb");
  fprintf(file, "%s\r\n", first);
  char last[500] = "";
  for (int i = 0; i < lines; i++) {
    char line[1200], *rest;
    if (!state[i] || _strnicmp(state[i], where, strlen(where))) continue;
    strcpy(line, state[i] + strlen(where));
    char *object = strtok_s(line, "|", &rest), *class = strtok_s(NULL, "|", &rest);
    if (!strcmp(object, last)) continue;
    strcpy(last, object);
    fprintf(file, "%s,%s,%s/cn=%s/cn=%s", class, object, base, container, object);
    for (int c = 3; c < wanted; c++) {
      char name[900];
      sprintf(name, "%s%s|%s|%s", where, object, class, columns[c]);
      fprintf(file, ",%s", or_none(name, ""));
    }
    fprintf(file, "\r\n");
  }
  fclose(file);
  return 0;
}

static void escaped(FILE *out, const char *text) {
  fputc('"', out);
  for (; *text; text++) {
    if (*text == '\\' || *text == '"') fputc('\\', out);
    fputc(*text, out);
  }
  fputc('"', out);
}

/* A value as regedit of NT 4.0 writes it: texts in the ANSI code page, bytes in lines of 80 columns. */
static void export_value(FILE *out, const char *name, DWORD type, unsigned char *data, DWORD size) {
  int column = (int)strlen(name) + 3;
  if (*name) escaped(out, name);
  else fputc('@', out);
  fputc('=', out);
  if (type == REG_DWORD && size == 4) {
    fprintf(out, "dword:%08lx\r\n", *(DWORD *)data);
    return;
  }
  if (type == REG_SZ) {
    data[size] = 0;
    escaped(out, (char *)data);
    fprintf(out, "\r\n");
    return;
  }
  column += type == REG_BINARY ? fprintf(out, "hex:") : fprintf(out, "hex(%lx):", type);
  for (DWORD i = 0; i < size; i++) {
    if (column > 75) {
      fprintf(out, "\\\r\n  ");
      column = 2;
    }
    column += fprintf(out, i + 1 < size ? "%02x," : "%02x", data[i]);
  }
  fprintf(out, "\r\n");
}

static void export_key(FILE *out, HKEY hive, const char *path, const char *shown) {
  static unsigned char data[65536];
  char name[16400];
  HKEY key;
  if (RegOpenKeyExA(hive, path, 0, KEY_READ, &key)) return;
  fprintf(out, "\r\n[%s]\r\n", shown);
  for (DWORD i = 0;; i++) {
    DWORD length = sizeof name, size = sizeof data - 4, type;
    if (RegEnumValueA(key, i, name, &length, NULL, &type, data, &size)) break;
    export_value(out, name, type, data, size);
  }
  for (DWORD i = 0;; i++) {
    char below[1200], below_shown[1300];
    DWORD length = 300;
    if (RegEnumKeyExA(key, i, name, &length, NULL, NULL, NULL, NULL)) break;
    sprintf(below, "%.800s\\%.300s", path, name);
    sprintf(below_shown, "%.900s\\%.300s", shown, name);
    export_key(out, hive, below, below_shown);
  }
  RegCloseKey(key);
}

/* REGEDIT /E file key, and nothing else: a kit never imports. A missing key gives no file. */
static int regedit(int count, char **given) {
  HKEY hive = HKEY_LOCAL_MACHINE, key;
  char *path = count == 4 ? strchr(given[3], '\\') : NULL;
  if (!path || _stricmp(given[1], "/e")) {
    FILE *log = fopen(HOME "refused.log", "ab");
    fprintf(log, "regedit %s\r\n", words);
    fclose(log);
    return 97;
  }
  if (!strncmp(given[3], "HKEY_USERS", 10)) hive = HKEY_USERS;
  remove(given[2]);
  if (RegOpenKeyExA(hive, path + 1, 0, KEY_READ, &key)) return 0;
  RegCloseKey(key);
  FILE *out = fopen(given[2], "wb");
  fprintf(out, "REGEDIT4\r\n");
  export_key(out, hive, path + 1, given[3]);
  fprintf(out, "\r\n");
  fclose(out);
  return 0;
}

int main(int count, char **given) {
  char path[MAX_PATH];
  GetModuleFileNameA(NULL, path, sizeof path);
  char *base = strrchr(path, '\\');
  strncpy(tool, base ? base + 1 : path, sizeof tool - 1);
  tool[strcspn(tool, ".")] = 0;
  _strlwr(tool);
  for (int i = 1; i < count; i++) strcat(strcat(words, i > 1 ? " " : ""), given[i]);
  _setmode(1, 0x8000);
  FILE *log = fopen(HOME "calls.log", "ab");
  if (log) {
    fprintf(log, "%s %s\r\n", tool, words);
    fclose(log);
  }
  if (!strcmp(tool, "find")) return find(count, given);
  if (!strcmp(tool, "fc")) return fc(count, given);
  if (is_refused()) return 0;
  if (!strcmp(tool, "regedit")) return regedit(count, given);
  load_state();
  if (!strcmp(tool, "net")) return net(count, given);
  if (!strcmp(tool, "at")) return at(count, given);
  if (!strcmp(tool, "cscript")) return cscript(count, given);
  if (!strcmp(tool, "admin")) return admin(count, given);
  fprintf(stderr, "%s is not stood in for\r\n", tool);
  return 99;
}
