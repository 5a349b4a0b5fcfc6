#!/usr/bin/env bash
# Makes target/installer/portcullis_VERSION_ARCH.deb: the program with a Java runtime of its own (jlink, JavaFX linked in), for
# Debian, Ubuntu and what descends from them.
#
#   installer/package.sh
#
# Installed, "portcullis" opens the console (also from the desktop's menu), and "portcullis server" runs a server.
# Needs a JDK 25 with jlink and jpackage, and dpkg.
#
# No AOT cache (JEP 483): it halves the time to the first rows, but it holds sealed packages (org.tukaani.xz) to the folder
# that they were in when it was made, and in any other Java does not start at all.
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

# The console has a launcher of its own: it is to be small beside whatever else is on the desk. Its heap begins at what a
# desk needs and has room for the server that a console may start for itself; the serial collector keeps no tables beside
# it.
cat >"$out/console.properties" <<'END'
java-options=--enable-native-access=ALL-UNNAMED,javafx.graphics --sun-misc-unsafe-memory-access=allow -XX:+UseSerialGC -Xms160m -Xmx384m -XX:MinHeapFreeRatio=20 -XX:MaxHeapFreeRatio=40
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

# It is tried where nobody built it: as it will be installed, elsewhere.
elsewhere=$(mktemp -d)
cp -a "$root/." "$elsewhere"
for command in "portcullis --version" "portcullis console --help" "portcullis server --help"; do
    "$elsewhere/usr/bin/"$command >"$out/check.log" 2>&1 || fail "$command does not start: see $out/check.log"
done
rm -rf "$elsewhere"

architecture=$(dpkg --print-architecture)
sed -e "s/@VERSION@/$version/" \
    -e "s/@ARCHITECTURE@/$architecture/" \
    -e "s/@MAINTAINER@/$maintainer/" \
    -e "s/@KILOBYTES@/$(du -sk "$root/usr" | cut -f 1)/" \
    installer/debian/control >"$root/DEBIAN/control"

package=$out/portcullis_${version}_$architecture.deb
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
rm -rf "$out/input" "$out/javafx" "$out/runtime" "$out/image" "$out"/*.log "$out/console.properties" "$root"
ls -lh "$package"
