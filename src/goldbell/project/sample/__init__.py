"""The sample district (样例辖区): an invented city, bureau, banks, officers and cases: a first start shows real work.

Pure: no Django here. Loading goes through the services like everything else. Every name, number and account is
invented; card prefixes stand in no issuer's table.
"""
