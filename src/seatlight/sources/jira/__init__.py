"""Jira: its people, projects, permissions and issues, read over its REST API."""

from seatlight.sources.jira.address import authorization, site_address
from seatlight.sources.jira.api import JiraApi
from seatlight.sources.jira.as_user import ForgeUser, ForgeUsers
from seatlight.sources.jira.checks import check_jira
from seatlight.sources.jira.connect import connect
from seatlight.sources.jira.people import JiraPeople, KeptList, may_ask_for_addresses
from seatlight.sources.jira.tracker import JiraTracker

__all__ = [
    "ForgeUser",
    "ForgeUsers",
    "JiraApi",
    "JiraPeople",
    "JiraTracker",
    "KeptList",
    "authorization",
    "check_jira",
    "connect",
    "may_ask_for_addresses",
    "site_address",
]
