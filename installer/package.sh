#!/usr/bin/env bash
# Makes target/installer/portcullis_VERSION_ARCH.deb: the program with a Java runtime of its own (jlink, JavaFX linked in), for
# Debian, Ubuntu and what descends from them.
#
#   installer/package.sh
#
# Installed, "portcullis" opens the console (also from the desktop's menu), and "portcullis server" runs a server.
# Needs a JDK 25 with jlink and jpackage, and dpkg. It takes some minutes: the console is walked through once, so that
# Java can link its classes, and note what is used most, beforehand (JEP 483, 514, 515).
#
# The icons' source is icons/*.svg; the PNGs, here and beside the console, are made from it with rsvg-convert.

set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
    printf 'package.sh: %s\n' "$*" >&2
    exit 1
}

# The first JDK 25 or newer with jlink and jpackage: JAVA_HOME, the one on the PATH, the installed ones.
find_jdk() {
    local home major on_path=
    if command -v java >/dev/null; then
        on_path=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p')
    fi
    for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
        [[ -x $home/bin/jlink && -x $home/bin/jpackage && -r $home/release ]] || continue
        major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$home/release")
        if ((${major:-0} >= 25)); then
            echo "$home"
            return
        fi
    done
    fail "a JDK 25 or newer with jlink and jpackage is needed: install one (https://adoptium.net), or point JAVA_HOME at it"
}

[[ $(uname -s) == Linux ]] || fail "a .deb can only be made on Linux"
command -v dpkg-deb >/dev/null || fail "dpkg-deb is missing: install the package dpkg"
JAVA_HOME=$(find_jdk)
export JAVA_HOME

# What the runtime holds, and for whom. Found with jdeps, and by running it.
modules=(
    javafx.controls javafx.fxml # the console
    java.desktop                # JavaFX; java.beans for several libraries
    java.net.http               # the client
    java.sql                    # HikariCP, Flyway, the PostgreSQL driver
    java.naming jdk.naming.dns  # the driver, and Netty's resolver
    java.security.jgss          # the driver
    java.management jdk.management
    java.logging java.xml       # logback and the libraries that log elsewhere
    jdk.crypto.ec               # TLS, ES256
    jdk.unsupported jdk.net     # Netty
    jdk.jfr                     # Netty, and for looking into a running server
    jdk.zipfs jdk.security.auth # the embedded PostgreSQL: it must know whether it runs as root
    jdk.localedata              # dates and numbers as they are written outside the United States
)

maintainer="Portcullis <$(git config user.email || echo "root@$(uname -n)")>"
version=$(sed -n 's:^  <version>\(.*\)</version>:\1:p' pom.xml)
out=target/installer
rm -rf "$out" target/lib
./mvnw -q -DskipTests package

# The class path, less JavaFX, which is in the runtime.
mkdir -p "$out/input/lib" "$out/javafx"
cp target/portcullis.jar "$out/input/"
cp target/lib/*.jar "$out/input/lib/"
mv "$out"/input/lib/javafx-*-linux*.jar "$out/javafx/"
rm -f "$out"/input/lib/javafx-*.jar

"$JAVA_HOME/bin/jlink" \
    --module-path "$out/javafx" \
    --add-modules "$(IFS=,; echo "${modules[*]}")" \
    --include-locales=en,de,fr,es,it,nl,pl,pt,sv,cs,ja,zh,ko \
    --compress zip-6 --strip-java-debug-attributes --no-header-files --no-man-pages \
    --output "$out/runtime"

# The console has a launcher of its own: it is to be small beside whatever else is on the desk. Its heap has room for the
# server that a console may start for itself; the serial collector keeps no tables beside it, and what is young is little,
# so that a collection takes 3 to 20 ms where it took up to 59. What Java's compilers have done with goes back to the
# system. What was linked beforehand stays where it was linked for: moved elsewhere in memory it would be copied, and count
# as the console's. The compilers give way to what somebody waits for; a program that has just started would otherwise spend
# half of two processors on them (they may be made less important by anybody, which Java doubts in a warning).
cat >"$out/console.properties" <<'END'
java-options=--enable-native-access=ALL-UNNAMED,javafx.graphics --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xms96m -Xmn12m -Xmx384m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40 -XX:TrimNativeHeapInterval=1000 -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-PrintWarnings -XX:ThreadPriorityPolicy=1 -XX:CompilerThreadPriority=10
END

"$JAVA_HOME/bin/jpackage" \
    --type app-image \
    --name portcullis \
    --app-version "$version" \
    --vendor Portcullis \
    --icon installer/icons/portcullis.png \
    --input "$out/input" \
    --main-jar portcullis.jar \
    --main-class dev.portcullis.command.Portcullis \
    --runtime-image "$out/runtime" \
    --java-options "--enable-native-access=ALL-UNNAMED,javafx.graphics" \
    --java-options "--sun-misc-unsafe-memory-access=allow" \
    --add-launcher "portcullis-console=$out/console.properties" \
    --dest "$out/image"

# jpackage's own .deb needs scripts at installation, and GTK even for a server; this one is plain files.
root=$out/root
install -d "$root/usr/lib" "$root/usr/bin" "$root/DEBIAN"
mv "$out/image/portcullis" "$root/usr/lib/portcullis"
install -m 755 installer/debian/portcullis.sh "$root/usr/bin/portcullis"
install -D -m 644 installer/debian/portcullis.desktop "$root/usr/share/applications/portcullis.desktop"
released=$(sed -n 's:^ *<project.build.outputTimestamp>\(.\{10\}\).*:\1:p' pom.xml)
install -d "$root/usr/share/metainfo"
# The catalogue's pictures are on the web or nowhere.
pictures=${PORTCULLIS_PICTURES:+s|@PICTURES@|$PORTCULLIS_PICTURES|}
sed -e "s/@VERSION@/$version/" -e "s/@DATE@/$released/" -e "${pictures:-/<!-- The README.s own pictures/,/<.screenshots>/d}" \
    installer/debian/dev.portcullis.Portcullis.metainfo.xml >"$root/usr/share/metainfo/dev.portcullis.Portcullis.metainfo.xml"
install -D -m 644 installer/icons/portcullis.svg "$root/usr/share/icons/hicolor/scalable/apps/portcullis.svg"
install -D -m 644 installer/icons/portcullis.png "$root/usr/share/icons/hicolor/256x256/apps/portcullis.png"
install -D -m 644 LICENSE "$root/usr/share/doc/portcullis/copyright"
install -m 644 src/docs/*.png "$root/usr/share/doc/portcullis/"
chmod -R u=rwX,go=rX "$root"

# However this ends: no server goes on, and nothing stays outside the folder that all is made in.
server=
elsewhere=
tidy() {
    [[ -z $server ]] || kill "$server" 2>/dev/null || true # it may have ended by itself
    [[ -z $elsewhere ]] || rm -rf "$elsewhere"
}
trap tidy EXIT

# A server for whoever needs one while this is built, by one of the launchers: says where it is.
serve() {
    "$1" server --data-dir "$2" --port 0 >"$2.log" 2>&1 &
    server=$!
    for ((tries = 0; tries < 600; tries++)); do
        address=$(sed -n 's/.*listening at \(http[^ ]*\).*/\1/p' "$2.log")
        [[ -n $address && -s $2/admin-password ]] && return
        kill -0 "$server" 2>/dev/null || fail "the server does not start: see $2.log"
        sleep 0.1
    done
    fail "the server is not ready within a minute: see $2.log"
}

stop() {
    kill "$server"
    wait "$server" || true
    server=
}

# Last of all, since what has been linked holds for exactly these files, by their sizes and times. The server that the walk
# is at is another process: what is linked of a sealed package (org.tukaani.xz, which unpacks PostgreSQL) is held to the folder
# that it was in, and elsewhere Java would not start.
app=$root/usr/lib/portcullis
work=$PWD/$out/work
mkdir -p "$work"
serve "$app/bin/portcullis" "$work/data"
echo "package.sh: walking through the console once" >&2
JAVA_TOOL_OPTIONS="-Xmx512m -XX:AOTCacheOutput=$work/console.aot" \
    "$app/bin/portcullis-console" console --snapshot "$work/walk" --theme dark \
    --server "$address" --email admin@localhost --password-file "$work/data/admin-password" >"$work/walk.log" 2>&1 ||
    fail "the console could not be walked through: see $work/walk.log"
stop
mv "$work/console.aot" "$app/lib/app/"
chmod 644 "$app/lib/app/console.aot"
# Where it cannot be used (another collector, a very large heap, an agent) Java does without; it need not say so to whoever
# reads what a command prints.
cat >>"$app/lib/app/portcullis-console.cfg" <<'END'
java-options=-XX:AOTCache=$APPDIR/console.aot
java-options=-Xlog:aot*=off
END

# It is tried where nobody built it, as it will be installed: elsewhere. The console with what was linked, or not at all; and
# with a server in its own process, which unpacks PostgreSQL there.
elsewhere=$(mktemp -d)
cp -a "$root/." "$elsewhere"
for command in "portcullis --version" "portcullis console --help" "portcullis server --help"; do
    "$elsewhere/usr/bin/"$command >"$work/check.log" 2>&1 || fail "$command does not start: see $work/check.log"
done
launcher=$elsewhere/usr/lib/portcullis/bin/portcullis-console
JAVA_TOOL_OPTIONS=-XX:AOTMode=on "$launcher" --version >"$work/check.log" 2>&1 ||
    fail "what was linked beforehand cannot be used elsewhere: see $work/check.log"
serve "$launcher" "$work/elsewhere"
stop
rm -rf "$elsewhere"
elsewhere=

architecture=$(dpkg --print-architecture)
sed -e "s/@VERSION@/$version/" \
    -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@MAINTAINER@/$maintainer/" \
    -e "s/@KILOBYTES@/$(du -sk "$root/usr" | cut -f 1)/" \
    installer/debian/control >"$root/DEBIAN/control"

package=$out/portcullis_${version}_$architecture.deb
env -u SOURCE_DATE_EPOCH dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
rm -rf "$out/input" "$out/javafx" "$out/runtime" "$out/image" "$work" "$out/console.properties" "$root"
ls -lh "$package"
