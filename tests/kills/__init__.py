"""kill -9 anywhere along the way of a stop order: nothing acknowledged is lost, nothing is done twice."""
