"""Compares verdicts (lines of tests/forms/verdicts on standard input) with those of python3-jsonschema on
assets/schema.json, read as what OpenAPI 3.0 says it means: draft 4 with nullable. The other differences that
are known: lengths count UTF-16 units, patterns are ECMAScript's, and 1.0 is an integer.
With a file as second argument it only checks that (for "make bench")."""
import datetime
import json
import re
import sys

try:
    from jsonschema import Draft4Validator, FormatChecker, validators
    from jsonschema.exceptions import ValidationError
except ImportError:
    sys.exit(77)

HEX = "[0-9a-fA-F]"
UUID = re.compile(f"{HEX}{{8}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{4}}-{HEX}{{12}}")
HOUR_MINUTE = "([01][0-9]|2[0-3]):[0-5][0-9]"
DATE_TIME = re.compile(f"([0-9-]{{10}})T{HOUR_MINUTE}:[0-5][0-9]([.][0-9]+)?(Z|[+-]{HOUR_MINUTE})", re.IGNORECASE)


def is_date_time(value):
    """RFC 3339. The validator itself knows it only with a module that Debian does not have."""
    if not isinstance(value, str):
        return True
    match = DATE_TIME.fullmatch(value)
    return bool(match) and datetime.date.fromisoformat(match.group(1)) is not None


def is_uuid(value):
    return not isinstance(value, str) or bool(UUID.fullmatch(value))


def plain(node, components):
    """The schema with references followed and nullable as draft 4 can say it."""
    if isinstance(node, list):
        return [plain(item, components) for item in node]
    if not isinstance(node, dict):
        return node
    if isinstance(node.get("$ref"), str):
        return plain(components[node["$ref"].rpartition("/")[2]], components)
    out = {}
    for key, value in node.items():
        if key in ("properties", "default", "example", "enum", "required", "discriminator"):
            out[key] = {k: plain(v, components) for k, v in value.items()} if key == "properties" else value
        elif key == "pattern":
            out[key] = "(?a)" + value.replace("$", r"\Z")
        elif key != "nullable":
            out[key] = plain(value, components)
    return {"anyOf": [{"type": "null"}, out]} if node.get("nullable") else out


def units(text):
    return len(text.encode("utf-16-le")) // 2


def min_length(validator, bound, instance, schema):
    if validator.is_type(instance, "string") and units(instance) < bound:
        yield ValidationError("too short")


def max_length(validator, bound, instance, schema):
    if validator.is_type(instance, "string") and units(instance) > bound:
        yield ValidationError("too long")


def number(text):
    value = float(text)
    return int(value) if value.is_integer() else value


def main():
    with open(sys.argv[1], encoding="utf-8") as f:
        document = json.load(f)
    post = document["paths"]["/customers/create_portal"]["post"]
    schema = plain(post["requestBody"]["content"]["application/json"]["schema"], document["components"]["schemas"])
    checker = FormatChecker(formats=())
    checker.checks("date-time", raises=ValueError)(is_date_time)
    checker.checks("uuid")(is_uuid)
    strict = validators.extend(Draft4Validator, {"minLength": min_length, "maxLength": max_length})
    validator = strict(schema, format_checker=checker)
    if len(sys.argv) > 2:
        with open(sys.argv[2], encoding="utf-8") as f:
            return 0 if validator.is_valid(json.load(f, parse_float=number)) else 1
    counts = {True: 0, False: 0}
    for number_of_line, line in enumerate(sys.stdin):
        said = json.loads(line)
        verdict = validator.is_valid(json.loads(said["body"], parse_float=number))
        counts[verdict] += 1
        if verdict != said["valid"]:
            print(f"body {number_of_line}: jsonschema says {verdict}, check says {said['valid']}: {said['body']}")
            return 1
    print(f"{counts[True]} valid and {counts[False]} other bodies: the same verdicts")
    return 0 if min(counts.values()) > 100 else 1


sys.exit(main())
