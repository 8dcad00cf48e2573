# wine-environment.sh FOLDER: sourced; a prefix of its own, no display, the stand-ins before Wine's own tools.
export WINEPREFIX=$1/prefix WINEARCH=win64 WINEDEBUG=-all
export WINEDLLOVERRIDES='mscoree,mshtml=;winemenubuilder.exe=d;find.exe,fc.exe,net.exe,at.exe,cscript.exe=n'
export LC_ALL=C LANG=C
unset DISPLAY WAYLAND_DISPLAY
