"""The oddities of the Jira site as switches; they stand in a table of their own and go into `Setup.jira_quirks`."""

JIRA_QUIRKS: dict[str, str] = {
    "jira-no-browse-users": "Our account may not browse users: users/search answers 403, user/search finds nobody.",
    "jira-browse-users-empty": "users/search and user/search answer with empty lists.",
    "jira-emails-hidden": "Nobody shows an address.",
    "jira-email-api": "Our account may ask for addresses that are hidden.",
    "jira-roles-refused": "The roles of projects answer 403.",
    "jira-roles-missing": "The roles of projects answer 404.",
    "jira-assignable-refused": "Who can be assigned answers 403.",
    "jira-groups-refused": "The members of groups answer 403.",
    "jira-no-admin": "Our account is no Jira admin and may not ask for the permissions of others.",
    "jira-token-ended": "The token has ended: every call answers 401.",
    "jira-null-emails": "Hidden addresses are null.",
    "jira-empty-emails": "Hidden addresses are empty.",
    "jira-short-pages": "Pages have two thirds of what was asked for; the next one begins where a page ends.",
    "jira-unknown-fields": "Every object of Jira has fields that nobody documented.",
    "jira-search-shown-only": "A search for a whole address does not find who hides it.",
    "jira-two-accounts-one-address": "A second account shows the address of somebody of the team.",
    "jira-slow-users": "The first users/search answers 409, as if it took over ten seconds.",
}
