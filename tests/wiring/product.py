"""Section 3 of the product page, word for word as a table: who may do what. The law that routes are compared with."""

ROLES = (
    "secretary", "deputy", "organization", "publicity", "discipline", "youth", "team_leader",
    "full", "probationary", "on_the_way",
)  # fmt: skip

_TABLE = """
home                 | own  own  own  own    own  own    own  own  own  own
answer               | own  own  own  own    own  own    own  own  own  own
write reports        | own  own  own  own    own  own    own  own  own  own
own dues card        | own  own  own  own    own  own    own  own  own  -
vote                 | -    -    -    -      -    -      -    own  -    -
meetings             | all  all  all  study  -    youth  team -    -    -
minutes              | all  all  all  own    -    own    team -    -    -
ballots              | all  all  all  -      -    -      -    -    -    -
broadcast            | all  all  all  all    -    youth  team -    -    -
dues ledger          | read read all  -      read -      -    -    -    -
read reports         | all  all  all  -      -    -      team -    -    -
roster               | all  all  all  -      -    -      -    -    -    -
reviews              | all  all  all  -      -    -      team -    -    -
board                | all  all  all  read   read read   team -    -    -
letters              | -    -    -    -      all  -      -    -    -    -
audit log            | -    -    -    -      all  -      -    -    -    -
"""


def table() -> dict[str, dict[str, str]]:
    """Row → role → scope in the product's words ("-": no)."""
    rows = [line.split("|") for line in _TABLE.strip().splitlines()]
    return {name.strip(): dict(zip(ROLES, scopes.split(), strict=True)) for name, scopes in rows}


def allowed(row: str, role: str, *, change: bool) -> bool:
    """Whether the role may look (or change) at all."""
    scope = table()[row][role]
    return scope != "-" and not (change and scope == "read")
