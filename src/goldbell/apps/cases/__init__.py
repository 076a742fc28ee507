"""接警与案件: from a victim's words to a case with elements, transfers and evidence."""
