"""Cards, one module a system; importing a handlers module registers its cards."""
