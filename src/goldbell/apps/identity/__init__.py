"""机构与人员: the unit tree, officers with roles and duty, what each may do, and whose rows each may see."""
