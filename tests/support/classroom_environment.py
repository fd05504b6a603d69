"""What GitHub Classroom's and Classroom 50's runners set in the environment."""

ENVIRONMENT = {
    "CLASSROOM": "cs231n",
    "ASSIGNMENT": "tiny",
    "SUBMISSION_TAG": "submit/1",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
    "REVIEW_URL": "https://example.org/v",
}
