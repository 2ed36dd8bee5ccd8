"""The simulated Jira site: its people, projects and permissions, and the calls that tell of them."""
