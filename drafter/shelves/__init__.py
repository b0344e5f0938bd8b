"""The workspace's outlines and phrases: files that people write, loaded with located errors."""
