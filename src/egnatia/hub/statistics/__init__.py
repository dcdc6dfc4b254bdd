"""The region's figures: revisions as they came from the nodes, and the region's own history from published files."""
