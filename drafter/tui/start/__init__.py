"""The start screen of a workspace: drafts, a new draft, import of an outline, the past reports."""
