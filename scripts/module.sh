#!/usr/bin/env bash
# make module NAME=Appointments: a new module, in the shape of the others, and what is left to list by hand.
source "$(dirname "$0")/lib.sh"

name=${1:-}
[[ $name =~ ^[A-Z][A-Za-z]+$ ]] || die "Name the module in UpperCamelCase, a plural noun: make module NAME=Appointments"
folder=Sources/Modules/$name
[ ! -e "$folder" ] || die "$folder exists already."
# appointments for the path and tables, AppointmentsModule never: the module is the noun.
slug=$(sed -E 's/([a-z])([A-Z])/\1-\2/g' <<<"$name" | tr '[:upper:]' '[:lower:]')
prefix=${slug//-/_}

while IFS= read -r template; do
    target=${template#scripts/module-template/}
    target=${target//NAME/$name}
    case $target in
        Tests/*) destination=$target ;;
        *) destination=$folder/$target ;;
    esac
    mkdir -p "$(dirname "$destination")"
    sed -e "s/{{Name}}/$name/g" -e "s/{{slug}}/$slug/g" -e "s/{{prefix}}/$prefix/g" "$template" >"$destination"
    say "written: $destination"
done < <(find scripts/module-template -type f | sort)

cat <<LIST

Left to do, and what reminds you:
  1. Package.swift: room("$name", path: "$folder"); "$name" among the dependencies of Server and TestSupport;
     test("${name}Tests", of: ["$name", "Kernel"]).                       (HouseTests: every folder is a target)
  2. Sources/Server/Composition.swift: $name.self in the list of modules. (routes, register and access matrix derive from it)
  3. Treatments.swift: the next free code, purposes, legal basis, persons, retention. (DeclarationCheck at start and in tests)
  4. make golden, and read the difference: it is what a customer's DPO will read.
LIST
