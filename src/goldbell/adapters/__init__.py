"""Outside languages: statement layouts, message formats, channels, documents. Each kind is a folder of plug-ins."""
