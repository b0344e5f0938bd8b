"""The rules, one module a family or a part of one; `drafter.checking.table` lists them all."""
