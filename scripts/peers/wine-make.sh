#!/usr/bin/env bash
# wine-make.sh FOLDER: makes a Wine prefix in FOLDER that looks like NT 4.0 Server to a script, with stand-ins for the tools
# of its box; nothing where it is there already. wine-start.sh copies it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
[ -d "$1" ] && exit 0
folder=$1.unfinished
# Of earlier versions of the stand-ins
rm -rf "$(dirname "$1")"/*[0-9] "$folder"
mkdir -p "$folder"
# shellcheck source=wine-environment.sh
. "$here/wine-environment.sh" "$folder"

# The start of Wine itself is known to fail now and then on a busy machine; a second one then does.
wineboot -i </dev/null >"$folder/wineboot.log" 2>&1 || wineboot -i </dev/null >>"$folder/wineboot.log" 2>&1
system=$WINEPREFIX/drive_c/windows/system32
real=$(find /usr/lib /usr/lib64 -path '*x86_64-windows/regedit.exe' 2>/dev/null | head -1)
[ -n "$real" ] || { echo "no regedit.exe of Wine under /usr/lib" >&2; exit 1; }
x86_64-w64-mingw32-gcc -O1 -s -w -o "$folder/nt4-tools.exe" "$here/nt4-tools.c"

mkdir -p "$WINEPREFIX/drive_c/standin" "$WINEPREFIX/drive_c/Exchsrvr/bin" "$system/inetsrv/adminsamples"
for tool in find fc net at cscript; do
  rm -f "$system/$tool.exe"
  cp "$folder/nt4-tools.exe" "$system/$tool.exe"
done
rm -f "$WINEPREFIX/drive_c/windows/regedit.exe" "$system/regedit.exe"
cp "$folder/nt4-tools.exe" "$WINEPREFIX/drive_c/windows/regedit.exe"
cp "$folder/nt4-tools.exe" "$WINEPREFIX/drive_c/Exchsrvr/bin/admin.exe"
echo "' stood in for by cscript.exe" >"$system/inetsrv/adminsamples/adsutil.vbs"
# What NT 4.0 has not, or not in its box: a kit that calls one of them must fail here as it would there
for tool in reg sc schtasks taskkill tasklist timeout where whoami icacls robocopy setx choice powershell wevtutil netsh \
  systeminfo fsutil shutdown regini dism certutil wusa findstr cacls secedit xcopy; do
  rm -f "$system/$tool.exe"
done

cat >"$WINEPREFIX/drive_c/standin/nt4.reg" <<'REG'
REGEDIT4

[HKEY_CURRENT_USER\Software\Wine]
"Version"="nt40"

[HKEY_LOCAL_MACHINE\Software\Microsoft\Windows NT\CurrentVersion]
"CurrentVersion"="4.0"
"CurrentBuildNumber"="1381"
"CSDVersion"="Service Pack 6"
"InstallDate"=dword:36a4a3e8

[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\ProductOptions]
"ProductType"="ServerNT"

[HKEY_LOCAL_MACHINE\System\CurrentControlSet\Control\ComputerName\ComputerName]
"ComputerName"="NTEX01"

REG
sed -i 's/$/\r/' "$WINEPREFIX/drive_c/standin/nt4.reg"
wine "$real" /s 'C:\standin\nt4.reg' </dev/null >>"$folder/wineboot.log" 2>&1
wineserver -k || true
wineserver -w
echo "$real" >"$folder/real-regedit"
mv "$folder" "$1"
