"""The HTTP interface: routes, and what every request must be before a route sees it. Decides nothing."""
