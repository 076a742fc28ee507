"""A counter workbook with signed amounts, date and clock apart."""
