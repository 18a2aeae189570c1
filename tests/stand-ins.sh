#!/usr/bin/env bash
# Makes local images that stand in for the bases of our Dockerfile, where no registry can be asked: a Debian root with this machine's SDK, and the
# libraries that the program needs, without a shell. They carry the very names of the Dockerfile; images that are there already stay.
set -euo pipefail

sdk=$(sed -n 's/^ARG SDK_IMAGE=//p' "$(dirname "$0")/../Dockerfile")
runtime=$(sed -n 's/^ARG RUNTIME_IMAGE=//p' "$(dirname "$0")/../Dockerfile")
there() { docker image inspect "$1" >/dev/null 2>&1; }
if there "$sdk" && there "$runtime"; then exit 0; fi

work=$(mktemp -d "${TMPDIR:-/tmp}/secretgate-stand-ins.XXXXXX")
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase --include=ca-certificates,libssl3,zlib1g,libstdc++6 bookworm "$work/root" >"$work/log" 2>&1 || { tail -n 5 "$work/log"; exit 1; }
certificates=etc/ssl/certs/ca-certificates.crt

deps=$work/deps
library=usr/lib/x86_64-linux-gnu
mkdir -p "$deps/$library" "$deps/usr/lib64" "$deps/etc/ssl/certs"
mkdir -m 1777 "$deps/tmp"
ln -s usr/lib "$deps/lib"; ln -s usr/lib64 "$deps/lib64"
for name in ld-linux-x86-64.so.2 libc.so.6 libm.so.6 libdl.so.2 libpthread.so.0 librt.so.1 libresolv.so.2 libnss_files.so.2 libnss_dns.so.2 \
    libgcc_s.so.1 libstdc++.so.6 libssl.so.3 libcrypto.so.3 libz.so.1; do
  cp -L "$work/root/$library/$name" "$deps/$library/" 2>/dev/null || cp -L "$work/root/lib/x86_64-linux-gnu/$name" "$deps/$library/"
done
cp "$deps/$library/ld-linux-x86-64.so.2" "$deps/usr/lib64/"
cp -L "/$certificates" "$deps/$certificates"
printf 'root:x:0:0:root:/root:/sbin/nologin\napp:x:1654:1654::/home/app:/sbin/nologin\n' >"$deps/etc/passwd"
printf 'hosts: files dns\n' >"$deps/etc/nsswitch.conf"
there "$runtime" || tar -C "$deps" --owner=0 --group=0 -c . | docker import -c 'USER 1654' -c 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true' \
  -c "ENV SSL_CERT_FILE=/$certificates" - "$runtime" >/dev/null

there "$sdk" && exit 0
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")
mkdir -p "$work/root/usr/share" "$work/root/root/.nuget/NuGet"
cp -a "$dotnet" "$work/root/usr/share/dotnet"
ln -sf /usr/share/dotnet/dotnet "$work/root/usr/bin/dotnet"
cp -L "/$certificates" "$work/root/$certificates"
# Where this machine restores from, the container does too.
[ ! -f "$HOME/.nuget/NuGet/NuGet.Config" ] || cp "$HOME/.nuget/NuGet/NuGet.Config" "$work/root/root/.nuget/NuGet/"
tar -C "$work/root" -c . | docker import -c 'ENV PATH=/usr/sbin:/usr/bin:/sbin:/bin' -c 'ENV DOTNET_ROOT=/usr/share/dotnet' \
  -c 'ENV DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1' -c 'ENV DOTNET_CLI_TELEMETRY_OPTOUT=1' -c 'ENV NUGET_CERT_REVOCATION_MODE=offline' \
  -c "ENV SSL_CERT_FILE=/$certificates" - "$sdk" >/dev/null
