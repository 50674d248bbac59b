"""Prints, as JSON, what a Python program uses of a module: the calls of its classes, enum members, and what it exports."""

import ast
import json
import sys

path, module = sys.argv[1:]
with open(path, encoding="utf-8") as file:
    tree = ast.parse(file.read())

alias = next(
    name.asname or name.name
    for node in tree.body
    if isinstance(node, ast.Import)
    for name in node.names
    if name.name == module
)


def member(node):
    """The name in `alias.name`."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == alias:
        return node.attr
    return None


def enum_members(node):
    return [
        {"type": member(part.value), "member": part.attr}
        for part in ast.walk(node)
        if isinstance(part, ast.Attribute) and member(part.value)
    ]


made = {
    node.targets[0].id: member(node.value.func)
    for node in tree.body
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and member(node.value.func)
}

print(
    json.dumps(
        {
            "calls": [
                {
                    "type": member(node.func),
                    "positional": len(node.args),
                    "arguments": {keyword.arg: enum_members(keyword.value) for keyword in node.keywords},
                }
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and member(node.func)
            ],
            "outputs": [
                {"type": made[node.value.id], "name": node.attr}
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in made
            ],
            "exports": [
                ast.literal_eval(node.args[0])
                for node in ast.walk(tree)
                if isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and (node.func.value.id, node.func.attr) == ("pulumi", "export")
            ],
            "names": len([part for part in ast.walk(tree) if member(part)]),
        }
    )
)
