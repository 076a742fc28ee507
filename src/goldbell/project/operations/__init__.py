"""What operators and machines ask of a running Goldbell: alive, ready, figures for Prometheus."""
