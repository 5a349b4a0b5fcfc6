@echo off
rem Runs Maven on this project: mvnw [options] [goals]
rem
rem Takes the Maven that is installed if it is new enough, and otherwise fetches one, once, into %USERPROFILE%\.m2\wrapper.
rem Runs it on a JDK that is new enough, looking in the usual places if JAVA_HOME and PATH name an older one.
rem
rem   MVNW_DIST_URL   where to fetch Maven's archive from instead (its checksum stays the same)

setlocal EnableExtensions DisableDelayedExpansion

set "OLDEST_JAVA=25"
set "OLDEST_MAVEN=3.8.7"
set "MAVEN_VERSION=3.9.16"
set "MAVEN_SHA512=ed41650d42485cfc243fad22158caf9cbb5dc408ce7a09ddb94dd42a019de929ca43065bfa450612cf12bf78b5cafa3884b96c090de326ff590448c933454af3"
set "MAVEN_URL=https://archive.apache.org/dist/maven/maven-3/%MAVEN_VERSION%/binaries/apache-maven-%MAVEN_VERSION%-bin.zip"
if defined MVNW_DIST_URL set "MAVEN_URL=%MVNW_DIST_URL%"

rem ---- Java: what JAVA_HOME or PATH name, else the first of the installed JDKs that is new enough
set "JDK="
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for %%j in (javac.exe) do if not "%%~$PATH:j"=="" call :consider "%%~dp$PATH:j.."
for %%v in ("Eclipse Adoptium" Java Microsoft Zulu BellSoft "Amazon Corretto") do (
    for /d %%d in ("%ProgramFiles%\%%~v\*") do call :consider "%%~d"
)
for /d %%d in ("%LOCALAPPDATA%\Programs\Eclipse Adoptium\*" "%USERPROFILE%\.jdks\*" "%USERPROFILE%\.gradle\jdks\*" "%USERPROFILE%\scoop\apps\temurin*-jdk") do call :consider "%%~d"
for /d %%d in ("%USERPROFILE%\scoop\apps\temurin*-jdk") do call :consider "%%~d\current"
if not defined JDK (
    echo mvnw: This needs a JDK %OLDEST_JAVA% or newer, and none was found: install one from https://adoptium.net, or with winget install EclipseAdoptium.Temurin.%OLDEST_JAVA%.JDK, or point JAVA_HOME at it.>&2
    exit /b 1
)
set "JAVA_HOME=%JDK%"
rem Maven's own libraries use what newer JDKs warn of; it is not for us to mend.
set "MAVEN_OPTS=--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %MAVEN_OPTS%"

rem ---- Maven
set "MVN="
set "INSTALLED="
where mvn.cmd >nul 2>nul
if errorlevel 1 goto fetched
for /f "tokens=3" %%v in ('mvn.cmd -v 2^>nul ^| findstr /c:"Apache Maven"') do if not defined INSTALLED set "INSTALLED=%%v"
if not defined INSTALLED goto fetched
call :number "%INSTALLED%"
set "IS=%NUMBER%"
call :number "%OLDEST_MAVEN%"
if %IS% GEQ %NUMBER% set "MVN=mvn.cmd"

:fetched
if defined MVN goto run
set "DISTS=%USERPROFILE%\.m2\wrapper\dists\portcullis"
set "MAVEN_DIR=%DISTS%\apache-maven-%MAVEN_VERSION%"
set "MVN=%MAVEN_DIR%\bin\mvn.cmd"
if exist "%MVN%" goto run
where powershell.exe >nul 2>nul
if errorlevel 1 (
    echo mvnw: Maven %OLDEST_MAVEN% or newer is not installed, and to fetch it PowerShell is needed: install either.>&2
    exit /b 1
)
echo mvnw: no Maven %OLDEST_MAVEN% or newer is installed; fetching Maven %MAVEN_VERSION%, once.>&2
powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -Command ^
    "$ErrorActionPreference = 'Stop'; $ProgressPreference = 'SilentlyContinue';" ^
    "function Fail($why) { [Console]::Error.WriteLine('mvnw: ' + $why); exit 1 }" ^
    "[Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12;" ^
    "$work = Join-Path $env:DISTS ([Guid]::NewGuid().ToString());" ^
    "try { New-Item -ItemType Directory -Force -Path $work | Out-Null } catch { Fail ('The directory ' + $work + ' cannot be made.') };" ^
    "try {" ^
    "    $zip = Join-Path $work 'maven.zip';" ^
    "    try { (New-Object Net.WebClient).DownloadFile($env:MAVEN_URL, $zip) } catch { Fail ('Maven could not be fetched from ' + $env:MAVEN_URL + ': is there a network? Or install Maven ' + $env:OLDEST_MAVEN + ' or newer.') };" ^
    "    $sum = (Get-FileHash -Algorithm SHA512 -Path $zip).Hash.ToLowerInvariant();" ^
    "    if ($sum -ne $env:MAVEN_SHA512) { Fail ('What came from ' + $env:MAVEN_URL + ' is not Maven ' + $env:MAVEN_VERSION + ': its SHA-512 is ' + $sum + ', not ' + $env:MAVEN_SHA512 + '. Nothing was installed.') };" ^
    "    try { Expand-Archive -Path $zip -DestinationPath $work } catch { Fail ('The archive of Maven could not be unpacked in ' + $work + '.') };" ^
    "    try { Move-Item -Path (Join-Path $work ('apache-maven-' + $env:MAVEN_VERSION)) -Destination $env:MAVEN_DIR } catch { if (-not (Test-Path $env:MVN)) { Fail ('Maven could not be put into ' + $env:MAVEN_DIR + '.') } };" ^
    "} finally { Remove-Item -Recurse -Force -Path $work -ErrorAction SilentlyContinue }"
if errorlevel 1 exit /b 1

:run
if not exist "%USERPROFILE%\.m2\repository\org\openjfx" echo mvnw: the first build fetches the libraries, some 200 MB; this takes a few minutes.>&2
call "%MVN%" %*
exit /b %ERRORLEVEL%

rem ---- Takes the JDK in %1 if none is taken yet and it is new enough.
:consider
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MAJOR=0"
for /f "tokens=2 delims==" %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do for /f "delims=.-+" %%m in ("%%~v") do set "MAJOR=%%m"
if %MAJOR% GEQ %OLDEST_JAVA% set "JDK=%~f1"
exit /b 0

rem ---- Sets NUMBER so that versions compare: 3.8.7 is 3008007.
:number
set "NUMBER=0"
for /f "tokens=1-3 delims=.-" %%a in ("%~1") do set /a "NUMBER=%%a*1000000+%%b*1000+%%c"
exit /b 0
